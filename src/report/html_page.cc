#include "report/html_page.h"

namespace imprimatur {

const std::string_view kHtmlStyle = R"css(
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #f3f4f6; --line: #c6ccd4;
  --quiet: #535b66; --link: #0550ae; --forbidden: #b3151b; --permission-required: #8a4b00;
  --conditional: #0a5a83; --allowed: #1a6b2f; --unknown: #535b66; --incomplete: #86198f;
  --mark: #ffe58a; --mark-ink: #1b1f24; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --paper: #15181c; --soft: #1f242a;
  --line: #414a55; --quiet: #a8b1bc; --link: #8ab8ff; --forbidden: #ff8f8f;
  --permission-required: #f2b35e; --conditional: #7cc7f0; --allowed: #7fd694; --unknown: #a8b1bc;
  --incomplete: #e3a1f2; --mark: #6b5200; --mark-ink: #ffffff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 62rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; } h3 { font-size: 1.05rem; }
a { color: var(--link); } .quiet { color: var(--quiet); } [hidden] { display: none !important; }
table { border-collapse: collapse; } th, td { padding: .2rem .8rem .2rem 0; text-align: left; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: 1rem 0; padding: .5rem 1rem; }
fieldset label { display: inline-block; margin: .2rem 1.2rem .2rem 0; }
input[type=search] { font: inherit; padding: .2rem .5rem; min-width: 16rem; color: inherit;
  background: var(--paper); border: 1px solid var(--quiet); border-radius: .3rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
article { border: 1px solid var(--line); border-left: .4rem solid var(--level); border-radius: .4rem;
  margin: 1rem 0; padding: .6rem 1rem; overflow-wrap: anywhere; }
article h3 { margin: 0; }
.level { color: var(--level); font-weight: 700; }
.v-forbidden { --level: var(--forbidden); } .v-permission-required { --level: var(--permission-required); }
.v-conditional { --level: var(--conditional); } .v-allowed { --level: var(--allowed); }
.v-unknown { --level: var(--unknown); } .v-incomplete { --level: var(--incomplete); }
ul.plain { list-style: none; margin: .4rem 0; padding: 0; } li.finding { margin: .8rem 0; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .3rem; margin: .4rem 0;
  padding: .5rem; white-space: pre-wrap; overflow-wrap: anywhere;
  font: .9rem/1.45 ui-monospace, "DejaVu Sans Mono", "Noto Sans Mono", monospace; }
pre .line { display: block; padding-left: 4.5ch; text-indent: -4.5ch; min-height: 1.45em; }
pre .line > * { text-indent: 0; }
pre .number { display: inline-block; width: 4ch; margin-right: .5ch; text-align: right;
  color: var(--quiet); user-select: none; }
mark { background: var(--mark); color: var(--mark-ink); text-decoration: underline; border-radius: .1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .3rem 0; }
dt { color: var(--quiet); } dd { margin: 0; }
.tag { border: 1px solid var(--quiet); border-radius: 1rem; padding: 0 .6rem; font-size: .85rem; }
@media print { fieldset { display: none; } article { break-inside: avoid; } body { max-width: none; } }
)css";

// Filters by verdict, words and whether findings count; works on what the page holds.
const std::string_view kHtmlScript = R"js(
(() => {
  'use strict';
  const form = document.getElementById('filters');
  const search = document.getElementById('search');
  const others = document.getElementById('others');
  const status = document.getElementById('status');
  const boxes = [...form.querySelectorAll('input[name=verdict]')];
  const articles = [...document.querySelectorAll('article')];
  const texts = articles.map((a) => a.textContent.toLocaleLowerCase());
  form.hidden = false;
  const apply = () => {
    const wanted = new Set(boxes.filter((b) => b.checked).map((b) => b.value));
    const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    articles.forEach((article, i) => {
      const show = wanted.has(article.dataset.verdict) && words.every((w) => texts[i].includes(w));
      article.hidden = !show;
      shown += show ? 1 : 0;
    });
    document.querySelectorAll('li.other').forEach((li) => { li.hidden = !others.checked; });
    status.textContent = shown + ' of ' + articles.length + ' documents shown';
  };
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  apply();
})();
)js";

}  // namespace imprimatur
