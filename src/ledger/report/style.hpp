// How a person's report looks beyond what the pages of the law share (law/explain/html/base_style.hpp): a letter that one can read on a telephone
// and print on A4. Private to the report.
#pragma once

#include <string_view>

namespace crossroads::ledger::report {

inline constexpr std::string_view style_sheet = R"css(
body{max-width:1160px;padding-top:2rem}
header{border-bottom:3px solid var(--strong);padding-bottom:1rem}
h1{font-size:2.1rem}
h2{margin:2.6rem 0 .5rem;font-size:1.3rem}
h3{margin:0;font-size:1.1rem}
p{margin:.35rem 0;max-width:48rem}
.muted,.utc{color:var(--muted)}
.person{font-size:1.2rem;font-weight:700;font-variant-numeric:tabular-nums}
.notice{border-left:4px solid var(--blue);background:var(--panel);padding:.5rem .8rem}
.scroll{overflow-x:auto}
table{margin:.6rem 0;font-size:.93rem}
tbody th{font-weight:600}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
time,.entry{font-variant-numeric:tabular-nums}
.when{white-space:nowrap;min-width:13rem}
.utc{display:block;font-size:.85rem}
.entry{color:var(--muted);font-size:.88rem;min-width:8rem}
.group{margin:1.4rem 0;padding:.9rem 1rem;border:1px solid var(--line);border-top:4px solid var(--blue);border-radius:.2rem}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0}
.facts dt{font-weight:600;color:var(--strong)}
.facts dd{margin:0}
.mark{display:inline-block;width:.7em;height:.7em;margin-right:.45em;border-radius:50%;background:var(--mark)}
.given{--mark:var(--blue)}
.changed{--mark:var(--orange)}
.without{--mark:var(--not)}
.looked{--mark:var(--violet)}
.event{width:27%}
td.event{font-weight:600;padding-left:1.75em;text-indent:-1.15em}
.day{white-space:nowrap}
@media (max-width:76rem){.day{white-space:normal}}
.group tbody tr:last-child>*{border-bottom:0}
.said{margin:0;padding:0;list-style:none}
.said b{font-weight:600;color:var(--muted)}
details{margin:.4rem 0}
summary{cursor:pointer;color:var(--link);font-weight:600}
summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
pre{margin:.5rem 0;padding:.6rem .8rem;background:var(--code);overflow-x:auto;font-size:.82rem;white-space:pre-wrap;overflow-wrap:anywhere}
.digest{overflow-wrap:anywhere}
@media (max-width:44rem){body{padding:1rem}.facts{grid-template-columns:1fr}.facts dd{margin-bottom:.35rem}.when{white-space:normal}
.group table,.group tbody,.group tr,.group td{display:block;width:auto}.group thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.group tbody tr:not(:last-child){border-bottom:1px solid var(--line)}.group tr{padding:.4rem 0}.group td{border:0;padding:.1rem 0}.group td.event{padding-left:1.15em}.utc{display:inline}}
@page{size:A4;margin:14mm}
@media print{html{font-size:11.5px}body{max-width:none;padding:0;font-size:1rem}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
h2,h3{break-after:avoid}tr,.facts,pre{break-inside:avoid}thead{display:table-header-group}.scroll{overflow:visible}th,td{padding:.25rem .4rem}.day,.when{white-space:normal}.when{min-width:0;width:24%}
details>summary{list-style:none}}
)css";

}  // namespace crossroads::ledger::report
