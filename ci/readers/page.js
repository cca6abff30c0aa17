// page.js REPORT FOLDER: opens an HTML report in headless Chromium as an editor would, at the width
// of a desk and of a telephone, light and dark, with and without script; screenshots into FOLDER.
// One line a fault; exit status 1 if there is any.
'use strict';
const fs = require('fs');
const path = require('path');
const {chromium} = require('playwright-core');

const [report, folder] = process.argv.slice(2);
const address = 'file://' + path.resolve(report);
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const widths = {desk: 1280, telephone: 390};
const faults = [];

// Documents that are shown, by verdict.
const shown = (page) => page.evaluate(() => {
  const counts = {};
  for (const article of document.querySelectorAll('article')) {
    if (article.checkVisibility()) {
      counts[article.dataset.verdict] = (counts[article.dataset.verdict] || 0) + 1;
    }
  }
  return counts;
});

function expect(what, condition, detail) {
  if (!condition) {
    faults.push(`${what}: ${JSON.stringify(detail)}`);
  }
}

async function open(browser, options) {
  const context = await browser.newContext({...options, bypassCSP: false});
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => faults.push('console: ' + message.text()));
  page.on('dialog', (dialog) => { faults.push('dialog'); dialog.dismiss(); });
  page.on('request', (request) => request.url() === address || faults.push('asks for ' + request.url()));
  await page.goto(address);
  return page;
}

async function look(browser, name, width, colorScheme) {
  const page = await open(browser, {viewport: {width, height: 900}, colorScheme});
  await page.evaluate(axe);
  const result = await page.evaluate(() => axe.run({resultTypes: ['violations']}));
  for (const violation of result.violations) {
    faults.push(`${name} ${colorScheme}: ${violation.id}: ${violation.nodes[0].html}`);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(`${name}: nothing stands beyond the edge`, wide <= 0, wide);
  await page.screenshot({path: path.join(folder, `${name}-${colorScheme}.png`)});
  await page.context().close();
}

async function use(browser) {
  const page = await open(browser, {viewport: {width: 1280, height: 900}});
  const all = await shown(page);
  expect('the gravest are shown', all.forbidden > 0 && all['permission-required'] > 1, all);
  expect('what was found to be nothing is not', !all.unknown, all);
  const status = () => page.textContent('#status');
  await page.uncheck('input[value=permission-required]');
  expect('a verdict can be left out', !(await shown(page))['permission-required'], await shown(page));
  expect('and it is said', /\d/.test(await status()), await status());
  await page.check('input[value=permission-required]');
  await page.check('input[value=unknown]');
  expect('and taken in', (await shown(page)).unknown > 0, await shown(page));
  await page.fill('#search', 'example wire');
  const found = await shown(page);
  expect('words filter', found.forbidden === 1 && !found['permission-required'], found);
  await page.fill('#search', 'there is no such word');
  expect('nothing found is said', (await status()).length > 0 && Object.keys(await shown(page)).length === 0,
         await status());
  await page.fill('#search', '');
  await page.keyboard.press('Tab');
  const focus = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  expect('the keyboard shows where it is', focus !== 'none', focus);
  await page.emulateMedia({media: 'print'});
  expect('the filters are not printed', !(await page.isVisible('.tools')), '');
  await page.context().close();
}

async function withoutScript(browser) {
  const context = await browser.newContext({javaScriptEnabled: false});
  const page = await context.newPage();
  await page.goto(address);
  expect('without script the filters are away', !(await page.isVisible('.tools')), '');
  const articles = page.locator('article');
  for (let i = 0; i < await articles.count(); ++i) {
    expect('without script everything is shown', await articles.nth(i).isVisible(), i);
  }
  await context.close();
}

(async () => {
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
  for (const [name, width] of Object.entries(widths)) {
    await look(browser, name, width, 'light');
    await look(browser, name, width, 'dark');
  }
  await use(browser);
  await withoutScript(browser);
  await browser.close();
  faults.forEach((fault) => console.log(fault));
  process.exit(faults.length === 0 ? 0 : 1);
})();
