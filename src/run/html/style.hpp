// How the report of a run looks: one style sheet, light and dark, on screen and on paper. Every text has a contrast of at least 4.5:1 on
// what lies under it, every mark of a chart one of at least 3:1 (WCAG 2.1 AA). Private to run.
#pragma once

#include <string_view>

namespace crossroads::run::html_report {

inline constexpr std::string_view style_sheet = R"css(
:root{color-scheme:light dark;--paper:#fff;--panel:#f3f7fa;--ink:#11314c;--muted:#486072;--line:#cfdae2;--strong:#074374;--on:#fff;--guide:#0077c41a;
--sent:#008500;--source:#b3261e;--hub:#7b2d8b;--withheld:#a34700;--waiting:#0077c4;--outside:#195065;--pause:#5d7384;--onward:#5b87a8}
@media (prefers-color-scheme:dark){:root{--paper:#0c1b27;--panel:#12283a;--ink:#e7f0f7;--muted:#a9bfce;--line:#2c4558;--strong:#9fd0f5;--on:#0c1b27;--guide:#6bbcf21f;
--sent:#63cf63;--source:#ff8d84;--hub:#dba6e8;--withheld:#ffb56e;--waiting:#6bbcf2;--outside:#86c2d6;--pause:#93a8b8;--onward:#7d9db5}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1080px;padding:2rem 2rem 3rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI","Noto Sans","Liberation Sans",sans-serif}
header{border-bottom:3px solid var(--strong);padding-bottom:1rem}
h1{margin:.1rem 0 .2rem;font-size:2.1rem;line-height:1.15;color:var(--strong)}
h2{margin:2.6rem 0 .3rem;font-size:1.3rem;color:var(--strong)}
h3{margin:1.4rem 0 .2rem;font-size:1rem;color:var(--strong)}
p{margin:.3rem 0;max-width:46rem}
.muted,figcaption{color:var(--muted)}
.dry{display:inline-block;margin-left:.7rem;padding:.1em .6em;border:2px solid var(--withheld);border-radius:.4em;color:var(--withheld);font-size:1rem;font-weight:700;vertical-align:middle}
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
svg .guide{fill:var(--guide)}
svg .grid{stroke:var(--line);stroke-width:1}
svg .base{stroke:var(--muted);stroke-width:1}
svg .part{stroke:var(--paper);stroke-width:1.5}
svg .hatch{stroke:var(--on);stroke-width:2.5;opacity:.6}
svg .over{fill:transparent}
svg .over:hover{fill:var(--guide)}
.sent{--mark:var(--sent);fill:var(--sent)}
.source{--mark:var(--source);fill:var(--source)}
.hub{--mark:var(--hub);fill:var(--hub)}
.withheld{--mark:var(--withheld);fill:var(--withheld)}
.waiting{--mark:var(--waiting);fill:var(--waiting)}
.outside{--mark:var(--outside);fill:var(--outside)}
.pause{--mark:var(--pause);fill:var(--pause)}
.onward{--mark:var(--onward);fill:var(--onward)}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.3rem;margin:.5rem 0;padding:0;list-style:none;font-size:.9rem}
.legend li{display:inline-flex;align-items:center;gap:.45em}
.legend i{width:1.1em;height:1.1em;border-radius:.2em;background:var(--mark)}
.legend .unknown i{background:repeating-linear-gradient(45deg,var(--mark) 0 3px,var(--paper) 3px 5px)}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(19rem,1fr));gap:1rem;margin:.8rem 0;padding:0;list-style:none}
.cards li{border-left:6px solid var(--mark);background:var(--panel);padding:.7rem .9rem;break-inside:avoid}
.cards strong{font-size:1.5rem;font-variant-numeric:tabular-nums}
.cards dl{margin:.4rem 0 0;font-size:.9rem}
.cards dt{font-weight:600}
.cards dd{margin:0 0 .35rem;color:var(--muted)}
details{margin:.2rem 0 1rem}
summary{cursor:pointer;color:var(--strong);font-weight:600}
summary:focus-visible{outline:3px solid var(--waiting);outline-offset:2px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.4rem 0}
caption{text-align:left;color:var(--muted);padding:.2rem 0}
th,td{text-align:left;vertical-align:top;padding:.28rem .6rem;border-bottom:1px solid var(--line)}
thead th{background:var(--panel);color:var(--strong);border-bottom:2px solid var(--line)}
tbody th{font-weight:600}
tfoot th,tfoot td{font-weight:700;border-top:2px solid var(--line)}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
code{font-size:.92em}
.label{display:block;color:var(--muted);font-weight:400;font-size:.85rem}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.8rem;color:var(--muted);font-size:.85rem;overflow-wrap:anywhere}
@media (max-width:44rem){body{padding:1rem}.tiles{grid-template-columns:repeat(2,1fr)}figure{overflow-x:auto}figure svg{min-width:44rem}}
@page{size:A4;margin:14mm}
@media print{:root{color-scheme:light;--paper:#fff;--panel:#f3f7fa;--ink:#11314c;--muted:#486072;--line:#cfdae2;--strong:#074374;--on:#fff;--guide:#0077c41a;
--sent:#008500;--source:#b3261e;--hub:#7b2d8b;--withheld:#a34700;--waiting:#0077c4;--outside:#195065;--pause:#5d7384;--onward:#5b87a8}
body{max-width:none;padding:0;font-size:11px}h1{font-size:1.7rem}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
h2,h3,.legend{break-after:avoid}figure,tr,.tiles{break-inside:avoid}thead{display:table-header-group}
details::details-content{display:block;content-visibility:visible}details>summary{list-style:none}}
)css";

}  // namespace crossroads::run::html_report
