// How the report of a run looks beyond what the pages of the law share (law/explain/html/base_style.hpp): tiles, charts, cards, and paper (A4
// portrait). Every mark of a chart has a contrast of at least 3:1 on what lies under it (WCAG 2.1 AA). Private to run.
#pragma once

#include <string_view>

namespace crossroads::run::html_report {

inline constexpr std::string_view style_sheet = R"css(
:root{--slate:#5d7384;--steel:#5b87a8}
@media screen and (prefers-color-scheme:dark){:root{--slate:#93a8b8;--steel:#7d9db5}}
body{max-width:1180px;padding-top:2rem}
header{border-bottom:3px solid var(--strong);padding-bottom:1rem}
h1{font-size:2.1rem}
h2{margin:2.6rem 0 .5rem;font-size:1.3rem}
h3{margin:1.4rem 0 .2rem}
p{margin:.3rem 0;max-width:46rem}
.muted,figcaption{color:var(--muted)}
.dry{display:inline-block;margin-left:.7rem;padding:.1em .6em;border:2px solid var(--orange);border-radius:.4em;color:var(--orange);font-size:1rem;font-weight:700;vertical-align:middle}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:1rem;margin:1.4rem 0 0;padding:0;list-style:none}
.tiles li{background:var(--panel);border-top:5px solid var(--mark);border-radius:.2rem;padding:.7rem .9rem}
.tiles strong{display:block;font-size:1.9rem;line-height:1.15;font-variant-numeric:tabular-nums;color:var(--ink)}
.tiles span{display:block;font-weight:600}
.tiles small{color:var(--muted);font-size:.85rem}
figure{margin:.6rem 0 1rem}
figure svg{display:block;width:100%;height:auto}
svg text{fill:var(--ink);font-family:inherit;font-size:13px}
svg .name{font-weight:700;fill:var(--strong)}
svg .total{font-size:20px;font-weight:700;font-variant-numeric:tabular-nums}
svg .small{font-size:11.5px;fill:var(--muted)}
svg .on{fill:var(--on);font-weight:700}
svg .end{text-anchor:end}
svg .middle{text-anchor:middle}
svg .guide{fill:var(--band)}
svg .grid{stroke:var(--line);stroke-width:1}
svg .base{stroke:var(--muted);stroke-width:1}
svg .part{stroke:var(--paper);stroke-width:1.5}
svg .hatch{stroke:var(--on);stroke-width:2.5;opacity:.6}
svg .over{fill:transparent}
svg .over:hover{fill:var(--band)}
.sent{--mark:var(--green);fill:var(--green)}
.source{--mark:var(--red);fill:var(--red)}
.hub{--mark:var(--violet);fill:var(--violet)}
.withheld{--mark:var(--orange);fill:var(--orange)}
.waiting{--mark:var(--blue);fill:var(--blue)}
.outside{--mark:var(--teal);fill:var(--teal)}
.pause{--mark:var(--slate);fill:var(--slate)}
.onward{--mark:var(--steel);fill:var(--steel)}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.3rem;margin:.5rem 0;padding:0;list-style:none;font-size:.9rem}
.legend li{display:inline-flex;align-items:center;gap:.45em}
.legend i{width:1.1em;height:1.1em;border-radius:.2em;background:var(--mark)}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(19rem,1fr));gap:1rem;margin:.8rem 0;padding:0;list-style:none}
.cards li{border-left:6px solid var(--mark);background:var(--panel);padding:.7rem .9rem;break-inside:avoid}
.cards strong{font-size:1.5rem;font-variant-numeric:tabular-nums}
.cards dl{margin:.4rem 0 0;font-size:.9rem}
.cards dt{font-weight:600}
.cards dd{margin:0 0 .35rem;color:var(--muted)}
details{margin:.2rem 0 1rem}
summary{cursor:pointer;color:var(--strong);font-weight:600}
summary:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
table{margin:.4rem 0;font-size:.9rem}
.scroll{overflow-x:auto}
tbody th{font-weight:600}
tbody th:has(.label){min-width:13rem}
caption{text-align:left;color:var(--muted);padding:.2rem 0}
tfoot th,tfoot td{font-weight:700;border-top:2px solid var(--line)}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
td.n{white-space:nowrap}
code{font-size:.92em}
.label{display:block;color:var(--muted);font-weight:400;font-size:.85rem}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.8rem;color:var(--muted);font-size:.85rem;overflow-wrap:anywhere}
@media (max-width:44rem){body{padding:1rem}.tiles{grid-template-columns:repeat(2,1fr)}figure{overflow-x:auto}figure svg{min-width:44rem}}
@page{size:A4;margin:14mm}
@media print{body{max-width:none;padding:0;font-size:11px}h1{font-size:1.7rem}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
h2,h3{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}.scroll{overflow:visible}figure,.tiles,.cards li{break-inside:avoid}.legend{break-after:avoid}
details::details-content{display:block;content-visibility:visible}details>summary{list-style:none}}
)css";

}  // namespace crossroads::run::html_report
