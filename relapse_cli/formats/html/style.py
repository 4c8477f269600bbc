"""How the page looks: on a small screen, a large one, in the dark, and on paper."""

from __future__ import annotations

LIGHT = {
    "ground": "#ffffff",
    "ink": "#1b2427",
    "quiet": "#4d5a60",
    "rule": "#c5d0d2",
    "accent": "#155e68",
    "band": "#eef3f3",
    "bar": "#1f7a85",
    "track": "#c9d6d8",
    "mark": "#fff4d6",
    "mark-ink": "#5c4300",
    "alarm": "#9c1c1c",
    "level-1": "#1f6437",
    "level-2": "#0b5a72",
    "level-3": "#7d4a00",
    "level-4": "#9c1c1c",
}
DARK = {
    "ground": "#14191b",
    "ink": "#e7ecee",
    "quiet": "#adb9be",
    "rule": "#3b474c",
    "accent": "#8ccfd8",
    "band": "#1e2629",
    "bar": "#6cbac4",
    "track": "#3b474c",
    "mark": "#3a2f10",
    "mark-ink": "#f3dc9b",
    "alarm": "#ff9f96",
    "level-1": "#93d6a9",
    "level-2": "#8ccbe6",
    "level-3": "#f2bd70",
    "level-4": "#ff9f96",
}

WORDS_ON = (
    *((name, "ground") for name in ("ink", "quiet", "accent", "alarm")),
    *((f"level-{level}", "ground") for level in (1, 2, 3, 4)),
    ("ink", "band"),
    ("quiet", "band"),
    ("mark-ink", "mark"),
)
"""Which colour of words stands on which ground."""

SHAPES_ON = (("bar", "band"), ("bar", "ground"), ("bar", "track"))
"""Which colour of a shape has to be told from which ground."""

_RULES = """
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;padding:1.5rem 1.125rem 3rem;max-width:44rem;background:var(--ground);color:var(--ink);
font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans",Roboto,Arial,sans-serif;
overflow-wrap:anywhere;
hyphens:manual}
h1{margin:0;font-size:1.6rem;line-height:1.2;letter-spacing:-.01em;text-wrap:balance}
h2{margin:2rem 0 .5rem;padding-bottom:.25rem;border-bottom:1px solid var(--rule);
font-size:1.175rem;line-height:1.3;
color:var(--accent)}
h3{margin:1.25rem 0 .375rem;font-size:1.0625rem;line-height:1.35}
p{margin:.5rem 0}
ul,ol{margin:.5rem 0;padding-left:1.25rem}
li{margin:.375rem 0}
li>p{margin:.125rem 0}
.items>li{margin:.75rem 0}
.items>li.close{margin:.3125rem 0}
.items>li::marker{color:var(--bar)}
.items .items{margin:.25rem 0}
.items .items>li{margin:.25rem 0}
.bare{list-style:none}
.numbered{padding-left:1.875rem}
.facts,.quiet,.trace,.label,.since,footer{color:var(--quiet)}
.facts,.trace,.since{font-size:.9375em}
.facts b{font-weight:400;color:var(--ink)}
.facts>span{display:inline-block;margin-right:1rem}
header .facts{margin:.375rem 0 0}
.letterhead{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;
margin-bottom:1.25rem;font-size:.9375em}
.letterhead p{margin:0}
.letterhead div{min-width:0;flex:1 1 12rem}
.letterhead img{max-width:9rem;max-height:4rem;padding:.25rem;background:#fff}
.mark{display:block;margin:.75rem 0 0;padding:.375rem .75rem;border:2px dashed;border-radius:.375rem;
background:var(--mark);color:var(--mark-ink);font-weight:700}
.mark+.mark{margin-top:.375rem}
.quote,li>.quote{margin:.375rem 0}
.quote{padding-left:.75rem;border-left:3px solid var(--rule)}
.tag{font-size:.875rem;font-weight:700;color:var(--level-3)}
.warn{color:var(--level-3)}
.level_1{color:var(--level-1)}.level_2{color:var(--level-2)}
.level_3{color:var(--level-3)}
.level_4{color:var(--level-4)}
.level .label{display:inline-block;min-width:5.5rem}
.frame{margin:1.5rem 0;padding:.25rem 1rem .5rem;border:3px solid var(--alarm);border-radius:.5rem}
.frame h2{margin:.5rem 0;padding:0;border:0;color:var(--alarm)}
.frame ul{padding-left:1.125rem}
.boxes{padding-left:0;list-style:none}
.boxes li{position:relative;padding-left:1.75rem}
.box{position:absolute;left:0;font-size:1.25em;line-height:1.2}
a{color:var(--accent);text-underline-offset:.15em}
a:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
.phone{display:inline-block;padding:.25rem 0;max-width:100%;font-weight:700}
sup{line-height:0;font-size:.75em}
sup a{padding:.25rem .125rem;text-decoration:none}
table{width:100%;margin:.75rem 0;border-collapse:collapse;text-align:left}
th,td{padding:.375rem .75rem .375rem 0;border-bottom:1px solid var(--rule);vertical-align:top}
th{font-weight:600}
th[scope=row]{min-width:7rem}
td ul{margin:0;padding-left:1.125rem}
caption{padding:.25rem 0;text-align:left;color:var(--quiet)}
figure{margin:1rem 0}
svg{display:block;width:100%;max-width:22rem;height:auto}
figcaption{font-size:.9375em}
figcaption>p,figcaption>ol{margin:0 0 .25rem}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));gap:1.25rem}
.columns figure{display:grid;grid-template-rows:subgrid;grid-row:span 2;gap:.5rem;margin:0}
.hidden{position:absolute;width:1px;height:1px;
margin:-1px;overflow:hidden;
clip-path:inset(50%);white-space:nowrap}
.i{fill:var(--ink)}.q{fill:var(--quiet)}.band{fill:var(--band)}.b{fill:var(--bar)}.t{fill:var(--track)}
.s{stroke:var(--bar)}.g{stroke:var(--track)}
footer{margin-top:2.5rem;padding-top:.5rem;border-top:1px solid var(--rule);font-size:.875rem}
@media (min-width:48rem){
body{padding-top:3rem}
.picture{display:flex;gap:1.5rem;align-items:flex-start}
.picture svg{flex:0 0 20rem}
}
@media screen and (min-width:72rem){
.columns{width:66rem;margin-left:calc(50% - 33rem)}
}
@media print{
body{max-width:none;padding:0;font-size:9.5pt;line-height:1.3}
h1{font-size:16pt}h2{margin:7pt 0 2pt;padding-bottom:1pt;font-size:11pt}h3{margin:5pt 0 2pt;font-size:9.5pt}
ul,ol{margin:2pt 0}p{margin:2pt 0;orphans:3;widows:3}
.mark,.mark+.mark{display:inline-block;margin:3pt 6pt 0 0;padding:1pt 5pt}
h2,h3,figcaption,caption{break-after:avoid}
.close,li li,svg,tr,.frame,.quote{break-inside:avoid}
li>p:first-child{break-after:avoid}
.items>li{margin:3pt 0}.items>li.close{margin:1.5pt 0}
a{color:inherit;text-decoration:none}.phone{padding:0}
svg{max-width:9cm}
.picture{display:flex;gap:14pt}.picture svg{flex:0 0 8.5cm}
.page-end{break-after:page}
footer{margin-top:14pt;font-size:8.5pt}
.frame,.mark,.band,rect,circle{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
"""


_TABLE_RULES = """.wide{position:relative;margin:.75rem 0;overflow-x:auto}
.wide:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.data{margin:0;font-size:.9375em;font-variant-numeric:tabular-nums}
.data td{min-width:3.5rem}
.data tbody th{min-width:8rem}
.data .n{padding-left:.75rem;text-align:right;white-space:nowrap}
.data th.n{white-space:normal;min-width:auto}
.data tr>:last-child{padding-right:0}
.chart{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));gap:1.25rem}
.chart figure{margin:0}
@media print{.wide{overflow:visible}.data th,.data td{min-width:0}thead{display:table-header-group}}
"""
"""What only a page with tables of numbers needs."""


def style(marks: tuple[str, ...] = (), *, tables: bool = False) -> str:
    """The rules of the page; on paper each sheet has its number, and what must be seen first at its head."""
    head = f'@top-left{{content:"{_quoted(" · ".join(marks))}";{_SMALL};font-weight:700}}' if marks else ""
    foot = f'@bottom-right{{content:counter(page) " / " counter(pages);{_SMALL}}}'
    page = f"@page{{size:A4;margin:14mm 16mm 13mm;{head}{foot}}}"
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{_named(DARK)}}}}}"
    rules = _RULES + _TABLE_RULES if tables else _RULES
    return f":root{{color-scheme:light dark;{_named(LIGHT)}}}{dark}{page}{rules}"


_SMALL = "font:8.5pt system-ui,sans-serif;color:#4d5a60"


def _named(colours: dict[str, str]) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in colours.items())


def _quoted(text: str) -> str:
    """Text within quotation marks of a style sheet: what is no letter of ASCII is written as its number."""
    return "".join(
        letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):x} " for letter in text
    )
