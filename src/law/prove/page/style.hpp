// How the page of an authorisation looks beyond what the pages of the law share (law/explain/html/base_style.hpp): two columns, cards, cases.
// Private to law/prove.
#pragma once

#include <string_view>

namespace crossroads::law::prove::page {

inline constexpr std::string_view style_sheet = R"css(
html{scroll-behavior:smooth;scroll-padding-top:1rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
a{color:var(--link)}
a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
:target{outline:3px solid var(--orange);outline-offset:3px;border-radius:.4rem}
.skip{position:absolute;left:-9999px}
.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.4rem .8rem;z-index:2}
.lead{color:var(--muted);margin:0 0 1rem}
.tiles{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:.8rem;margin:1.2rem 0;padding:0;list-style:none}
.tiles li{background:var(--panel);border:1px solid var(--line);border-radius:.6rem;padding:.6rem 1rem}
.tiles strong{display:block;font-size:1.7rem;line-height:1.2;color:var(--strong);font-variant-numeric:tabular-nums}
.tiles span{color:var(--muted);font-size:.9rem}
.tiles .bad strong{color:var(--red)}
dl.head{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem;margin:0 0 1rem}
dl.head dt{color:var(--muted)}
dl.head dd{margin:0}
nav.contents{background:var(--panel);border:1px solid var(--line);border-radius:.6rem;padding:.7rem 1rem}
nav.contents ol{margin:.3rem 0 0;padding:0;list-style:none;columns:2 24rem;column-gap:2.5rem}
nav.contents li{break-inside:avoid;padding:.1rem 0}
nav.contents li span{color:var(--muted)}
.columns{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.15fr);gap:0 2.2rem;color:var(--muted);font-size:.85rem;font-weight:600}
.paragraph{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.15fr);gap:0 2.2rem;padding:1rem 0;border-top:1px solid var(--line)}
.said{display:grid;grid-template-columns:4.9rem minmax(0,1fr);align-content:start;font-family:Georgia,"Liberation Serif","Noto Serif",serif;font-size:1.02rem;hyphens:auto;overflow-wrap:break-word}
.said p{margin:0 0 .5rem}
.said .point{padding-left:1.8rem;text-indent:-1.8rem}
.said .mark{display:inline-block;width:1.8rem;text-indent:0;color:var(--muted)}
.number{hyphens:none;font:700 .95rem/1.6 system-ui,"Segoe UI","Noto Sans","Liberation Sans",sans-serif}
.number a{color:var(--strong);text-decoration:none}
.number a:hover{text-decoration:underline}
.rule{background:var(--panel);border:1px solid var(--line);border-left:4px solid var(--link);border-radius:.4rem;padding:.5rem .8rem;margin:0 0 .6rem}
.rule.exclusion{border-left-color:var(--red)}
.rule.start{border-left-color:var(--green)}
.rule.disclosure{border-left-color:var(--violet)}
.rule.other{border-left-color:var(--not)}
.in-words{margin:.35rem 0 0;padding:0;list-style:none;font-size:.92rem}
.in-words ul{list-style:none;margin:0 0 0 .3rem;padding-left:.9rem;border-left:2px solid var(--line)}
.in-words li{margin:.1rem 0}
.kind{margin:.3rem 0 0;color:var(--muted);font-size:.82rem}
.means{margin:0 0 .25rem;font-weight:600}
details{font-size:.9rem;margin:.35rem 0 0}
summary{cursor:pointer;color:var(--link)}
details p{margin:.4rem 0 .1rem;color:var(--muted)}
.note,.also{margin:0 0 .6rem;padding:.1rem .8rem;border-left:4px dotted var(--not);color:var(--muted);font-size:.93rem}
.note b{color:var(--ink);font-weight:600}
.also{border-left-style:solid;border-left-color:var(--line)}
.missing{color:var(--red);font-weight:700;margin:.2rem 0}
pre{margin:.2rem 0 0;padding:.4rem .6rem;background:var(--code);border-radius:.35rem;overflow-x:auto;font:13.5px/1.5 ui-monospace,"DejaVu Sans Mono","Liberation Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere}
code{font:inherit}
pre .w{color:var(--strong);font-weight:700}
pre .v{color:var(--link)}
pre .t{color:var(--teal)}
pre .c{color:var(--muted);font-style:italic}
pre a{color:var(--orange);text-decoration:none}
pre a:hover{text-decoration:underline}
.cases{margin:.2rem 0 0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.2rem .9rem}
.cases a{text-decoration:none}
.cases a:hover{text-decoration:underline}
.pass,.fail{display:inline-flex;align-items:center;justify-content:center;width:1.05rem;height:1.05rem;border-radius:50%;color:var(--on);font-size:.72rem;font-weight:700;margin-right:.3rem;vertical-align:-.1em}
.pass{background:var(--green)}
.fail{background:var(--red)}
.case{border-top:1px solid var(--line);padding:.6rem 0}
.case h3{display:inline;margin:0}
.case p{margin:.15rem 0 0;max-width:62rem}
.failure{color:var(--red);font-weight:600}
caption{text-align:left;color:var(--muted);padding:0 0 .4rem}
tbody th{font-weight:400}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.zero{color:var(--red);font-weight:700}
.scroll{overflow-x:auto}
footer{margin-top:2.5rem;color:var(--muted);font-size:.9rem;border-top:2px solid var(--line);padding-top:.6rem}
@media (max-width:900px){body{padding:1rem}.paragraph,.columns{grid-template-columns:minmax(0,1fr);gap:.6rem 0}.columns span+span{display:none}.tiles{grid-template-columns:1fr}}
@page{size:A4;margin:12mm}
@media print{:root{color-scheme:light}body{max-width:none;padding:0;font-size:10.5px}nav.contents,.skip{display:none}.rule,.case{break-inside:avoid}h2{break-after:avoid}pre{font-size:9px}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
)css";

}  // namespace crossroads::law::prove::page
