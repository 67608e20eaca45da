"""How the season page looks: light, dark, on a phone, and on paper."""

STYLE = """
:root { color-scheme: light dark; --ink: #1d1b26; --paper: #fff; --soft: #6a6778;
  --line: #d5d2de; --bar: #b9a7e6; --strong: #5b2fc0; --on-strong: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ece9f5; --paper: #16141d; --soft: #a5a1b5; --line: #3a3647;
    --bar: #5c4a8f; --strong: #b79cff; --on-strong: #16141d; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.2rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.4 system-ui, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; }
h1 { font-size: 2rem; margin: 0; overflow-wrap: anywhere; }
header p { margin: .2rem 0 0; color: var(--soft); }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .3rem; }
.legend { margin: 0 0 .8rem; color: var(--soft); font-size: .9rem; max-width: 46rem; }
.facts { list-style: none; display: flex; flex-wrap: wrap; gap: .8rem 2.4rem;
  margin: 1.4rem 0 0; padding: 0; }
.facts b { display: block; font-size: 1.9rem; line-height: 1.1; color: var(--strong); }
.multiples { display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); }
figure { margin: 0; }
figcaption { font-size: .85rem; font-weight: bold; }
svg { display: block; width: 100%; height: auto; }
svg[viewBox="0 0 420 420"] { max-width: 27rem; margin: 0 auto; }
text { fill: var(--soft); font-size: 10px; }
text.key { font-size: 13px; font-weight: bold; }
text.dark { fill: var(--ink); }
text.light { fill: var(--on-strong); }
.axis { stroke: var(--soft); stroke-width: 1; }
.grid { stroke: var(--line); stroke-width: 1; }
.bar { fill: var(--bar); }
.line { fill: none; stroke: var(--strong); stroke-width: 2; stroke-linejoin: round; }
.sector { fill: var(--strong); stroke: var(--soft); stroke-width: 1; }
.scroll { overflow-x: auto; }
.wide svg { min-width: 36rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0;
  border-bottom: 1px solid var(--line); }
td { overflow-wrap: anywhere; }
thead th { color: var(--soft); font-size: .82rem; vertical-align: bottom; }
.heat { width: auto; font-size: .85rem; }
.heat th, .heat td { padding: .1rem .15rem; }
.heat thead th { text-align: center; font-weight: normal; font-size: inherit; }
.heat thead th:last-child { padding-left: .6rem; }
.heat thead th:first-child { text-align: left; }
.heat td { text-align: center; min-width: .95rem; color: transparent; }
.heat td.on { color: var(--strong); line-height: 1; }
.heat td:last-child { color: var(--ink); padding-left: .6rem; }
.heat tbody th { max-width: 22rem; font-weight: normal; padding-right: .8rem;
  overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.heat i, td i { color: var(--soft); font-style: normal; }
footer { margin-top: 2.5rem; color: var(--soft); font-size: .8rem; }
@media (max-width: 40rem) {
  body { padding: .8rem; }
  h1 { font-size: 1.5rem; }
  .facts b { font-size: 1.5rem; }
  .heat tbody th { max-width: 11rem; }
}
@page { margin: 12mm; }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #333;
    --line: #bbb; --bar: #bbb; --strong: #333; --on-strong: #fff; }
  body { max-width: none; padding: 0; font-size: 9pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h1 { font-size: 17pt; }
  h2 { font-size: 12pt; margin: 6mm 0 1mm; break-after: avoid; }
  .legend { break-after: avoid; }
  figure, tr, svg, .facts { break-inside: avoid; }
  .multiples { grid-template-columns: repeat(3, 1fr); gap: 3mm; }
  thead { display: table-header-group; }
  .whole { break-inside: avoid; }
  .scroll { overflow: visible; }
  .wide svg { min-width: 0; }
  .heat { font-size: 6.5pt; }
  .heat th, .heat td { padding: .2mm .3mm; }
  .heat td { min-width: 0; }
  .heat tbody th { max-width: 62mm; }
  svg[viewBox="0 0 420 420"] { max-width: 110mm; }
}
"""
