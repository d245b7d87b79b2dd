// What the pages of the law share, those of explanations and those of whole authorisations: the palette, light and dark, and how text, headings and
// tables look. Every text has a contrast of at least 4.5:1 on what lies under it (WCAG 2.1 AA).
#pragma once

#include <string_view>

namespace crossroads::law::explain {

inline constexpr std::string_view base_style = R"css(
:root{color-scheme:light dark;--paper:#fff;--panel:#f3f7fa;--ink:#11314c;--muted:#486072;--line:#cfdae2;--strong:#074374;--on:#fff;
--blue:#0077c4;--green:#008500;--teal:#195065;--navy:#074374;--red:#b3261e;--orange:#a34700;--band:#0077c41f;--yes:#8fc1df;--yes-line:#0077c4;--fact:#dbe9f2;--fact-line:#195065;--hatch:#a34700;--not:#7d93a3;--link:#005a99;--violet:#6b2fa0;--code:#eef4f9}
@media screen and (prefers-color-scheme:dark){:root{--paper:#0c1b27;--panel:#12283a;--ink:#e7f0f7;--muted:#a9bfce;--line:#2c4558;--strong:#9fd0f5;--on:#0c1b27;
--blue:#6bbcf2;--green:#63cf63;--teal:#86c2d6;--navy:#a3c8ee;--red:#ff8d84;--orange:#ffb56e;--band:#6bbcf230;--yes:#2f6488;--yes-line:#6bbcf2;--fact:#1d3c52;--fact-line:#86c2d6;--hatch:#ffb56e;--not:#6b8596;--link:#6bbcf2;--violet:#c9a4f0;--code:#10293d}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1500px;padding:1.5rem 2rem 3rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI","Noto Sans","Liberation Sans",sans-serif}
h1{margin:.1rem 0 .3rem;font-size:1.75rem;line-height:1.2;color:var(--strong)}
h2{margin:2rem 0 .6rem;font-size:1.2rem;color:var(--strong);border-bottom:2px solid var(--line);padding-bottom:.2rem}
h3{margin:1.1rem 0 .3rem;font-size:1rem;color:var(--strong)}
table{border-collapse:collapse;width:100%;font-size:.93rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--line)}
thead th{background:var(--panel);color:var(--strong);border-bottom:2px solid var(--line)}
)css";

}  // namespace crossroads::law::explain
