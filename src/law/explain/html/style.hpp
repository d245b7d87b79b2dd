// How the page of an explanation looks beyond what every page of the law shares (base_style.hpp): its drawings, its lists, and how it goes on paper
// (A4 landscape). Private to law/explain.
#pragma once

#include <string_view>

namespace crossroads::law::explain {

inline constexpr std::string_view style_sheet = R"css(
p{margin:.3rem 0}
.law,.who{color:var(--muted)}
.verdict{font-size:1.1rem;max-width:62rem}
.cite{color:var(--muted);font-size:.85em;white-space:nowrap}
.notice{margin:1rem 0;padding:.6rem .9rem;border-left:5px solid var(--orange);background:var(--panel);max-width:62rem}
.badge{display:inline-flex;align-items:center;gap:.35em;padding:.05em .55em;border-radius:.4em;color:var(--on);font-weight:600;white-space:nowrap}
.badge svg{width:.95em;height:.95em;fill:var(--on);flex:none}
.transmit{background:var(--green);fill:var(--green)}
.exclude{background:var(--red);fill:var(--red)}
.withhold{background:var(--orange);fill:var(--orange)}
.wait{background:var(--blue);fill:var(--blue)}
.outside{background:var(--teal);fill:var(--teal)}
.pause{background:var(--navy);fill:var(--navy)}
.none{background:var(--muted);fill:var(--muted)}
.keydates{list-style:none;margin:0;padding:0;display:grid;gap:.25rem;max-width:62rem}
.keydates li{display:grid;grid-template-columns:1.4rem 11rem 9rem 1fr;gap:.5rem;align-items:start}
.keydates svg{width:1rem;height:1rem;margin-top:.25rem}
.keydates .when{font-variant-numeric:tabular-nums}
.keydates .what{font-weight:600}
.scroll{overflow-x:auto;margin:0 0 .8rem}
.scroll>svg{display:block;height:auto}
svg text{fill:var(--ink);font-family:inherit}
svg .label{font-size:12px}
svg .cite{font-size:10px;fill:var(--muted)}
svg .group{font-size:13px;font-weight:700;fill:var(--strong)}
svg .rule{stroke:var(--line);stroke-width:1}
svg .year{font-size:13px;font-weight:700;fill:var(--strong)}
svg .month{font-size:11px;text-anchor:middle;fill:var(--muted)}
svg .month.explained{font-size:12px;font-weight:700;fill:var(--blue)}
svg .explained-band{fill:var(--band);stroke:var(--blue);stroke-width:1.5}
svg .month-line{stroke:var(--line);stroke-width:.5}
svg .year-line{stroke:var(--muted);stroke-width:1}
svg .in-force{stroke:var(--orange);stroke-width:1.5;stroke-dasharray:4 3}
svg .sign{fill:var(--on)}
svg .nothing{fill:var(--not)}
svg .event{fill:var(--strong)}
svg .event.start,svg .event.resume{fill:var(--green)}
svg .event.stop{fill:var(--red)}
svg .in{font-size:11px}
svg .event-name{font-weight:700}
svg .yes{fill:var(--yes);stroke:var(--yes-line);stroke-width:1}
svg .decided{fill:var(--navy);stroke:var(--navy)}
svg .maybe{fill:url(#hatch);stroke:var(--hatch);stroke-width:1;stroke-dasharray:3 2}
svg .maybe.decided{fill:url(#hatch);stroke:var(--hatch);stroke-width:2.5;stroke-dasharray:none}
svg .no{fill:var(--not)}
svg .unknown-sign{text-anchor:middle;font-weight:700;paint-order:stroke;stroke:var(--paper);stroke-width:3px}
svg .aid{fill:var(--teal)}
svg .amount{font-size:10px;text-anchor:middle}
svg .on-dark{fill:var(--on)}
svg .fact{fill:var(--fact);stroke:var(--fact-line);stroke-width:1}
svg .illegal{fill:url(#hatch-red);stroke:var(--red)}
svg .hatch-line{stroke:var(--hatch);stroke-width:1.2;opacity:.55}
svg .hatch-red-line{stroke:var(--red);stroke-width:1.2;opacity:.45}
svg .recognition{fill:var(--green);stroke:var(--paper);stroke-width:1}
.legend{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;margin:0;padding:0;list-style:none;font-size:.9rem;align-items:center}
.legend li{display:inline-flex;align-items:center;gap:.4em}
.legend .swatch{width:26px;height:14px;flex:none}
.legend .long{flex-basis:100%;color:var(--muted)}
.words{max-width:64rem}
.words ul{list-style:none;margin:0;padding:0}
.words ul ul{margin-left:.55rem;padding-left:.95rem;border-left:2px solid var(--line)}
.words li{margin:.2rem 0}
.words .fact-line{display:block;color:var(--muted);font-size:.93rem;margin-left:1.5rem}
.mark{display:inline-block;min-width:1.1em;font-weight:700}
.mark-yes{color:var(--green)}
.mark-no{color:var(--muted)}
.mark-unknown{color:var(--orange)}
.mark-word{font-weight:600}
tbody th{font-weight:600;white-space:nowrap}
tr.explained>*{background:var(--band)}
tr.explained th{box-shadow:inset 5px 0 var(--blue)}
@page{size:A4 landscape;margin:11mm}
@media print{:root{color-scheme:light}body{max-width:none;padding:0;font-size:11px}h1{font-size:1.5rem}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.scroll{overflow:visible;break-inside:avoid}.scroll>svg{min-width:0!important;max-width:100%!important;max-height:185mm}h2,h3{break-after:avoid}li,tr{break-inside:avoid}thead{display:table-header-group}}
)css";

}  // namespace crossroads::law::explain
