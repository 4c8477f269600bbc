"""A sheet of terminal text: the one place where strings become rich objects, always sanitized first."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from io import StringIO

from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from relapse_cli.formats.base import RenderOptions
from relapse_cli.text.sanitize import REPLACEMENT, sanitize, sanitize_line

NARROWEST = 24
WIDEST = 96
"""Longer lines are hard to read, so a wide terminal keeps its right side empty."""

PLAIN_SIGNS = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'",
        "–": "-", "—": "-", "−": "-", "…": "...", "·": "-", "•": "*", "\u00a0": " ", "\u202f": " ",
        REPLACEMENT: "?",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs that the layout draws itself."""

    bullet: str
    empty_box: str
    ticked_box: str
    full: str
    hollow: str
    unrated: str
    rule: str
    quote: str
    arrow: str
    frame: box.Box


DRAWN = Signs("•", "☐", "☑", "█", "░", "·", "─", "│", "◀", box.HEAVY)
ASCII = Signs("*", "[ ]", "[x]", "#", ".", "-", "-", "|", "<-", box.ASCII)


def holds_unicode(encoding: str) -> bool:
    """Whether a stream of this encoding can hold every sign."""
    try:
        return codecs.lookup(encoding).name.startswith(("utf-8", "utf-16", "utf-32"))
    except LookupError:
        return False


def fit_encoding(text: str, encoding: str) -> str:
    """Return a text with a question mark for each sign that the stream cannot hold."""
    try:
        codec = codecs.lookup(encoding).name
    except LookupError:
        codec = "ascii"
    return text.encode(codec, "replace").decode(codec)


@dataclass(slots=True)
class Sheet:
    """Lines of text that grow downwards; every string that enters is data and never markup."""

    options: RenderOptions
    width: int = 0
    blocks: list[Text | Panel] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.width:
            self.width = max(NARROWEST, min(WIDEST, self.options.width))

    @property
    def plain(self) -> bool:
        """Whether only ASCII signs may be drawn."""
        return self.options.ascii or not holds_unicode(self.options.encoding)

    @property
    def signs(self) -> Signs:
        """The signs that this stream can hold."""
        return ASCII if self.plain else DRAWN

    def text(self, data: str, style: str = "") -> Text:
        """Return data as text that can do nothing but be read."""
        safe = sanitize(data).replace("\t", " ")
        if self.plain:
            safe = safe.translate(PLAIN_SIGNS)
        return Text(fit_encoding(safe, self.options.encoding), style=style)

    def write(self, *parts: tuple[str, str], lead: str = "", indent: int = 0, hang: int = 0) -> None:
        """Write one paragraph of ``(text, style)`` parts; its further rows stand ``hang`` deeper."""
        first = self.text(" " * indent + lead)
        body = Text.assemble(*(self.text(data, style) for data, style in parts))
        room = max(8, self.width - first.cell_len - hang)
        deeper = Text(" " * (first.cell_len + hang))
        for number, line in enumerate(body.wrap(self.console(), room, overflow="fold")):
            line.rstrip()
            self.blocks.append(Text.assemble(deeper if number else first, line))

    def blank(self) -> None:
        """Leave one empty line, never two."""
        if self.blocks and not (isinstance(self.blocks[-1], Text) and not self.blocks[-1].plain):
            self.blocks.append(Text())

    def heading(self, title: str, style: str = "bold") -> None:
        """Write a section title with a line to the right edge."""
        self.blank()
        name = self.text(sanitize_line(title), style)
        rest = self.width - name.cell_len - 1
        if rest > 0:
            self.blocks.append(Text.assemble(name, " ", (self.signs.rule * rest, "dim")))
        else:
            self.write((title, style))

    def inside(self) -> Sheet:
        """Return a narrower sheet whose lines go into a frame."""
        return Sheet(self.options, self.width - 4)

    def frame(self, title: str, inner: Sheet, style: str) -> None:
        """Put the lines of another sheet into a frame."""
        self.blank()
        name = self.text(sanitize_line(title), f"bold {style}")
        fits = name.cell_len <= self.width - 6
        body = inner.blocks if fits else [*name.wrap(self.console(), inner.width), *inner.blocks]
        panel = Panel(
            Group(*body), title=name if fits else None, title_align="left", box=self.signs.frame,
            border_style=style, width=self.width, padding=(0, 1), safe_box=False,
        )  # fmt: skip
        self.blocks.append(panel)

    def console(self, memory: StringIO | None = None) -> Console:
        """Return a console that looks at no environment and writes into memory only."""
        return Console(
            file=memory or StringIO(), width=self.width, height=25, force_terminal=self.options.color,
            color_system="standard" if self.options.color else None, no_color=not self.options.color,
            markup=False, emoji=False, highlight=False, legacy_windows=False, force_jupyter=False,
            _environ={},
        )  # fmt: skip

    def export(self) -> str:
        """Return everything written so far, without spaces at the ends of lines."""
        memory = StringIO()
        console = self.console(memory)
        for block in self.blocks:
            console.print(block, crop=False)
        return "\n".join(line.rstrip() for line in memory.getvalue().split("\n")).rstrip("\n") + "\n"
