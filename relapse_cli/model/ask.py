"""What is asked on a screen: one class for each way of asking, and what is recorded there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Literal

from relapse_cli.model.bank_questions import Option
from relapse_cli.model.step import Step

ListAction = Literal["add", "change", "ask", "details", "remove", "done", "first_use"]
"""What can be done with a list.

``ask`` asks the fields of an entry once more, one after the other; ``first_use`` asks for the first use,
which a time that was told needs.
"""
Towards = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What is recorded here now.

    Attributes:
        value: without note or status; shown pre-filled.
        status: not known, or rather not said.
        draft: what was half typed here; stands before ``value``.
        note: the note on the answer.
        begun_note: what was half typed of a note; stands before ``note``.
    """

    value: object | None = None
    status: str | None = None
    draft: str | None = None
    note: str | None = None
    begun_note: str | None = None


NOTHING_STORED = Stored()


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes, or no."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several options."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """Any number of options; ``exclusive`` must stand alone."""

    options: tuple[Option, ...]
    exclusive: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or how strong something is (``rating``)."""

    low: float = 0.0
    high: float | None = None
    unit: str | None = None
    rating: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One of several numbers on one line."""

    step: Step
    label: str
    number: Number
    stored: Stored = NOTHING_STORED


@dataclass(frozen=True, slots=True)
class Numbers:
    """Several numbers, typed on one line."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Text: a line, or several (``long``)."""

    long: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day given last before a date, which words such as "two days later" count from.

    Attributes:
        iso: the day, or the moment, as it is stored.
        words: what it is, such as ``the last use``.
    """

    iso: str
    words: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or a moment (``timed``).

    Attributes:
        now: the record's own "now" (ISO 8601), for words such as "yesterday".
        towards: where a day lies that may be past or to come.
        zone: where local time is reckoned; without one it is the offset of ``now``.
    """

    now: str
    towards: Towards = "past"
    timed: bool = False
    anchor: Anchor | None = None
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """How long something took."""


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a step of the sequence was from the first use: a length, a day or a moment.

    Attributes:
        now: the record's own "now" (ISO 8601).
        first_use: the day of the first use; without it a day cannot be turned into a distance.
        zone: where local time is reckoned; without one it is the offset of ``now``.
    """

    now: str
    first_use: Anchor | None = None
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One event of a list.

    Attributes:
        index: its place in the record; rows are shown in their own order.
        words: the event in a few words.
        cells: the same in columns.
        fields: by field, what it holds, in words; an empty one holds nothing.
        strength: 0 to 10, drawn as a bar; only where ``rated``.
        rated: whether events of this list have a strength.
        mark: a word on its place, such as ``earliest``.
        complete: whether every field that is asked of it has been gone through.
        has_details: whether it has an optional panel to open.
    """

    index: int
    words: str
    cells: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    strength: int | None = None
    rated: bool = False
    mark: str = ""
    complete: bool = True
    has_details: bool = False


@dataclass(frozen=True, slots=True)
class ToldPart:
    """One part of what can be told on one line.

    Attributes:
        step: the field of the entry that it fills.
        title: how it is called.
        ask: what is asked of it.
        label: the question in words, for whoever puts the part right by itself.
        help: how to answer that.
        needed: why the rules need it; empty where they can do without.
        shown: whether it is shown where nothing was said of it.
    """

    step: Step
    title: str
    ask: ToldAsk
    label: str = ""
    help: str = ""
    needed: str = ""
    shown: bool = True

    @property
    def field(self) -> str:
        """The id of the field."""
        return str(self.step.field)


@dataclass(frozen=True, slots=True)
class Told:
    """What a further entry of a list is told as: one line, with these parts.

    Attributes:
        parts: in the order in which they are shown.
        home: the field of the words that belong to no other part.
        first_use_open: whether the first use can be asked for, where a time needs it.
    """

    parts: tuple[ToldPart, ...]
    home: str
    first_use_open: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The list of events of a repeated group.

    Attributes:
        rows: in the order in which they are shown.
        columns: the titles of their cells; none where events are drawn as a sequence.
        may_add: whether the list takes one more.
        told: how the next one can be told on one line; ``None`` where it is asked field by field.
    """

    rows: tuple[TableRow, ...] = ()
    columns: tuple[str, ...] = ()
    may_add: bool = True
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a form: where it stands, what it is, and what is recorded or begun there, in words."""

    step: Step
    title: str
    words: str = ""
    in_hand: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """What stands on one screen together: the fields of an entry or a group, or several questions.

    Its parts are asked one after the other, each in its own way; a form with no part in hand is shown whole,
    and each part is opened to put it right.

    Attributes:
        has_more: whether an optional part of it is folded away.
    """

    parts: tuple[Part, ...]
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that is not shown, and of which no draft is kept."""


Typed = Number | Numbers | Text | Day | Length | Distance
"""What is answered by typing, and shown as it is typed."""

ToldAsk = Choice | Number | Text | Distance
"""What is asked of a part of a line that is told."""

Ask = YesNo | Choice | Marks | Typed | Table | Form | Secret
"""What is asked, and in which way."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One answer to choose: the value it stands for, and its words."""

    value: object
    label: str
    help: str = ""


_YES_NO = (Pick(True, "Yes"), Pick(False, "No"))


def picks_of(ask: Ask) -> tuple[Pick, ...]:
    """What can be chosen, where something is chosen."""
    match ask:
        case YesNo():
            return _YES_NO
        case Choice(options=options) | Marks(options=options):
            return tuple(Pick(option.id, option.label, option.help) for option in options)
        case _:
            return ()
