#include "report/html_page.h"

namespace imprimatur {

const std::string_view kHtmlStyle = R"css(
:root { color-scheme: light dark; --ink: #1c2024; --paper: #f6f5f1; --card: #ffffff; --soft: #f4f5f7;
  --line: #d5d6d2; --quiet: #565c64; --link: #0550ae; --forbidden: #b3151b;
  --permission-required: #8a4b00; --conditional: #0a5a83; --allowed: #1a6b2f; --unknown: #565c64;
  --incomplete: #86198f; --mark: #ffe58a; --mark-ink: #1c2024; --shadow: 0 1px 3px #0000001f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9eaec; --paper: #14171a; --card: #1c2126;
  --soft: #14181c; --line: #39414a; --quiet: #aab2bc; --link: #8ab8ff; --forbidden: #ff8f8f;
  --permission-required: #f2b35e; --conditional: #7cc7f0; --allowed: #7fd694; --unknown: #aab2bc;
  --incomplete: #e3a1f2; --mark: #6b5200; --mark-ink: #ffffff; --shadow: none; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 60rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1, h2, h3, p { margin: 0; } a { color: var(--link); } .quiet { color: var(--quiet); }
[hidden] { display: none !important; }
.away { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.brand { font-weight: 700; letter-spacing: .04em; color: var(--quiet); }
h1 { font: 700 clamp(1.6rem, 4.5vw, 2.4rem)/1.15 Georgia, "Noto Serif", "DejaVu Serif", serif;
  margin: .3rem 0 .6rem; text-wrap: balance; }
h2 { font-size: 1.1rem; } h3 { font-size: 1.1rem; overflow-wrap: anywhere; }
.warning { color: var(--level); font-weight: 600; }
.bar { display: block; width: 100%; height: .6rem; margin: 1.2rem 0 .8rem; border-radius: .3rem; }
.bar rect { fill: var(--level); }
.v-forbidden { --level: var(--forbidden); } .v-permission-required { --level: var(--permission-required); }
.v-conditional { --level: var(--conditional); } .v-allowed { --level: var(--allowed); }
.v-unknown { --level: var(--unknown); } .v-incomplete { --level: var(--incomplete); }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .6rem; }
.tiles label { display: grid; grid-template-columns: 1fr auto; align-items: baseline; align-content: start; gap: 0 .6rem;
  padding: .55rem .8rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  border-top: .2rem solid var(--level); box-shadow: var(--shadow); }
.name { color: var(--level); font-weight: 700; }
.count { font-size: 1.25rem; font-weight: 700; font-variant-numeric: tabular-nums; }
.meaning { grid-column: 1 / -1; font-size: .85rem; color: var(--quiet); }
.tools, .tiles input, #status { display: none; }
.script .tools { display: flex; flex-wrap: wrap; align-items: center; gap: .6rem 1.5rem; margin: 1rem 0 0; }
.script .tiles input { display: inline-block; margin: 0 .3rem 0 0; accent-color: var(--level); }
.script .tiles label { cursor: pointer; } .script .tiles label:not(:has(:checked)) { box-shadow: none;
  background: none; }
.script #status { display: block; margin: 1rem 0 0; color: var(--quiet); }
input[type=search] { font: inherit; padding: .3rem .6rem; width: 18rem; max-width: 100%; color: inherit;
  background: var(--card); border: 1px solid var(--quiet); border-radius: .4rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
article { background: var(--card); border: 1px solid var(--line); border-left: .35rem solid var(--level);
  border-radius: .5rem; box-shadow: var(--shadow); margin: 1rem 0; padding: 1rem 1.2rem; }
article:target { outline: 3px solid var(--link); }
.top { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 1rem; }
.level { color: var(--level); font-weight: 700; }
ol.reasons { list-style: none; margin: .5rem 0 0; padding: 0; overflow-wrap: anywhere; }
ol.reasons > li + li { margin-top: .9rem; border-top: 1px solid var(--line); padding-top: .9rem; }
.next::before { content: "\2192\00A0"; } .next { font-weight: 600; } .terms { font-size: .9rem; }
.evidence { margin: .6rem 0 0; overflow-wrap: anywhere; }
.what { font-size: .9rem; color: var(--quiet); } .what b { color: var(--ink); }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; margin: 0 0 .3rem;
  padding: .55rem .6rem; white-space: pre-wrap; overflow-wrap: anywhere;
  font: .88rem/1.5 ui-monospace, "DejaVu Sans Mono", "Noto Sans Mono", monospace; }
pre .line { display: block; padding-left: 5ch; text-indent: -5ch; min-height: 1.5em; }
pre .line > * { text-indent: 0; }
pre .number { display: inline-block; width: 4ch; margin-right: .5ch; text-align: right;
  color: var(--quiet); user-select: none; }
mark { background: var(--mark); color: var(--mark-ink); text-decoration: underline;
  text-underline-offset: .15em; border-radius: .1rem; }
details { font-size: .9rem; } summary { cursor: pointer; color: var(--quiet); width: fit-content; }
details.other { margin: .8rem 0 0; border-top: 1px solid var(--line); padding-top: .6rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .2rem 0; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
.notes { margin: 2rem 0; } .notes ul { padding-left: 1.2rem; overflow-wrap: anywhere; }
footer { margin: 2rem 0 0; border-top: 1px solid var(--line); padding-top: .8rem; font-size: .85rem; }
@media print { body { max-width: none; padding: 0; background: none; } .tools, #status { display: none !important; }
  article, .tiles label { break-inside: avoid; box-shadow: none; } }
)css";

// The summary becomes a filter, by verdict, words and whether findings decide; works on what the
// page holds.
const std::string_view kHtmlScript = R"js(
(() => {
  'use strict';
  const filters = document.getElementById('filters');
  const search = document.getElementById('search');
  const others = document.getElementById('others');
  const status = document.getElementById('status');
  const boxes = [...filters.querySelectorAll('.tiles input')];
  const articles = [...document.querySelectorAll('article')];
  const texts = articles.map((a) => a.textContent.toLocaleLowerCase());
  document.documentElement.classList.add('script');
  const apply = () => {
    const wanted = new Set(boxes.filter((b) => b.checked).map((b) => b.value));
    const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    articles.forEach((article, i) => {
      const show = wanted.has(article.dataset.verdict) && words.every((w) => texts[i].includes(w));
      article.hidden = !show;
      shown += show ? 1 : 0;
    });
    document.querySelectorAll('details.other').forEach((e) => { e.hidden = !others.checked; });
    status.textContent = shown + ' of ' + articles.length + ' documents shown';
  };
  filters.addEventListener('input', apply);
  apply();
})();
)js";

}  // namespace imprimatur
