"""What every document is made of: blocks of words in their order, without signs, colours or widths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from relapse_cli.documents.picture import PictureStage
from relapse_cli.documents.table import DataTable
from relapse_cli.model.letterhead import Letterhead

Style = Literal[
    "plain",
    "strong",
    "title",
    "quiet",
    "warn",
    "level_1",
    "level_2",
    "level_3",
    "level_4",
    "phone",
    "phone_text",
]
"""How words are meant.

``title`` is what an item is about, which a page with bullets need not set in bold; ``phone`` is a number to
call and nothing beside it, ``phone_text`` one to write a message to.
"""

Span = tuple[str, Style]
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; one of depth 2 stands above a group within a section."""

    text: str
    depth: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words by themselves, or beneath an item.

    Attributes:
        close: it belongs to what stands above it, without an empty line between.
    """

    spans: Spans
    close: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, in quotation marks, with what it answers."""

    words: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value, or several, with a label."""

    label: str
    values: tuple[str, ...]
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Facts:
    """Values with their labels, one after the other; where they form a table, one under the other."""

    rows: tuple[Fact, ...]
    table: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """A level in words, with what it is: computed or decided."""

    level: int
    spans: Spans
    label: Literal["Computed", "Decided", ""] = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One of several things, with what stands beneath it.

    Attributes:
        name: a level or a title that stands before the words.
        number: its place in a row of things that are told by number; 0 where they are not.
        since: what lies between the one before it and this one.
        tags: short marks such as ``later``.
        notes: the numbers of the notes at the end that say where it comes from.
        bullet: whether a sign stands before it.
        close: it stands close to others like it, however much is beneath it.
    """

    spans: Spans
    below: tuple[Block, ...] = ()
    name: Span | None = None
    number: int = 0
    since: str = ""
    tags: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()
    bullet: bool = True
    close: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceOption:
    """An option; ``picked`` shows the choice made so far."""

    text: str
    picked: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Options under a title: boxes while they are open, else what was agreed."""

    title: str
    options: tuple[ChoiceOption, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """Where something comes from: rule, basis and source, and the ids of the answers behind it."""

    words: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """The trigger sequence of one interview."""

    stages: tuple[PictureStage, ...]


@dataclass(frozen=True, slots=True)
class SequenceStep:
    """One step of a sequence beside others.

    Attributes:
        strength: how strong it was and when, in words; ``intensity`` and ``when`` are its parts.
        again: it comes in this order in another one too.
        locus: where it came from, for a shape.
    """

    label: str
    strength: str
    again: bool
    intensity: int | None = None
    when: str = ""
    locus: str | None = None


@dataclass(frozen=True, slots=True)
class Sequence:
    """One sequence beside others, by the number of its interview."""

    number: int
    day: str
    title: str
    steps: tuple[SequenceStep, ...]


@dataclass(frozen=True, slots=True)
class Sequences:
    """The sequences of several interviews side by side."""

    columns: tuple[Sequence, ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What one session says, by its number on the time line; ``None`` where it says nothing."""

    number: int
    day: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Curve:
    """One thing over several sessions, from 0 to 10."""

    title: str
    points: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """Several things over the same sessions; where nothing is recorded there is a gap."""

    rows: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What must not be overlooked, set apart from everything else."""

    title: str
    blocks: tuple[Block, ...]


Block = (
    Heading
    | Paragraph
    | Quote
    | Facts
    | Level
    | Item
    | Choice
    | Trace
    | Picture
    | Sequences
    | Curves
    | DataTable
    | Frame
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document, ready to be written in any format.

    Attributes:
        facts: what it is about: case, date, path.
        marks: what must be seen first, such as that it is a draft.
        footer: what stands at the foot of every copy.
        in_short: what a format that is read from its end repeats there.
        day: the day it speaks of, such as that of the session; a file that carries a date carries this one.
        first_page: how many of the blocks stand on a first page that is whole by itself; a format with
            pages begins a new one after them. 0 where nothing calls for a break.
        wallet: what fits into a wallet; only a format with pages has a place for it.
        letterhead: whose paper it is; ``None`` where no service is named.
    """

    title: str = ""
    facts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    footer: tuple[str, ...] = ()
    in_short: tuple[Block, ...] = ()
    day: str = ""
    first_page: int = 0
    wallet: tuple[Block, ...] = ()
    letterhead: Letterhead | None = None

    @property
    def foot(self) -> tuple[str, ...]:
        """Everything at the foot: the footer and notice of the service, then that of the document."""
        own = (self.letterhead.footer, self.letterhead.notice) if self.letterhead else ()
        return (*filter(None, own), *self.footer)


def plain(text: str) -> Spans:
    """Words without emphasis."""
    return ((text, "plain"),)


def level_style(level: int) -> Style:
    """How a level stands out."""
    styles: dict[int, Style] = {1: "level_1", 2: "level_2", 3: "level_3", 4: "level_4"}
    return styles.get(level, "strong")
