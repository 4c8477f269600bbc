"""What every asker shows; askers know screens, not where the interview stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from relapse_cli.model.bank_questions import Option
from relapse_cli.model.bank_terms import Status, Unit, ValueType
from relapse_cli.model.step import Step

Kind = ValueType | Literal["entries", "line", "parts", "secret"]
ListAction = Literal["add", "change", "details", "remove", "done"]

OWN = "app."
"""What the ids of the product's own questions begin with; they stand in no bank and no record."""


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the jump list: a section, how far it has come, and the question a jump opens."""

    title: str
    state: Literal["empty", "partly", "done"]
    question: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list.

    Attributes:
        index: its place in the record; entries are shown in their own order.
        words: the entry in a few words.
        cells: the same in columns.
        strength: 0 to 10, drawn as a bar; only where ``rated``.
        rated: whether entries of this list have a strength.
        mark: a word on its place, such as ``earliest``.
        complete: whether every field that is asked of it has been gone through.
    """

    index: int
    words: str
    cells: tuple[str, ...] = ()
    strength: int | None = None
    rated: bool = False
    mark: str = ""
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """One of the texts that share a screen, with what has been typed under it and the note on it."""

    question: str
    label: str
    words: str = ""
    note: str | None = None


@dataclass(frozen=True)
class Screen:
    """One prompt, with everything an asker may show beside it.

    Attributes:
        step: what is asked: a question, or one field of a group or of an entry.
        kind: how it is asked; ``entries`` is the list of a repeated group, ``line`` several numbers typed on
            one line, ``parts`` several texts of which each is opened for typing, ``secret`` a text that is
            not shown and of which no draft is kept.
        about: for a field, the label of its question.
        section: the title of the section.
        progress: how many questions have been put, of those known to be asked.
        body: further lines under the label; what does not fit stands on the help page.
        opening: words to read aloud at the beginning of the section.
        begins: whether the section begins here, so that the opening comes first.
        script: words the therapist may read aloud before this question.
        exclusive: the option that must stand alone.
        current: what is recorded here now, without note or status; shown pre-filled.
        status: the status that is recorded here now.
        draft: what was half typed here; stands before ``current``.
        whole_statuses: the statuses offered for the whole question from inside one of its fields.
        may_skip: whether it may be left without an answer.
        observed: the therapist records it without asking.
        careful: no default, and never answered by a single key.
        needed: whether an empty Enter does not leave it, such as the date of the next contact.
        noted: how many flags are set, by level; shown as a quiet count.
        flags: the same in words, for when they are asked for.
        safety: the question that the safety key opens.
        card: the emergency card that has come up and still holds, to be shown again.
        entries: the entries of the list in the order in which they are shown.
        columns: the titles of their cells.
        line: for ``line``, a small screen for each number.
        parts: for ``parts``, the questions that share the screen.
        adds: whether what is told here can become an entry of the sequence.
        understood: what was understood on the screen before, said quietly.
        that: for a date, the day given before it, which words such as "two days later" count from.
        that_is: what that day is, such as ``the last use``.
        towards: where a day lies that may be past or to come.
        may_add: whether the list takes one more entry.
        details: the entries, by their index, that have an optional panel to open.
        now: the record's own "now" (ISO 8601), for words such as "yesterday".
        keeping: a few quiet words on where answers go.
        may_go_back: on the product's own questions: whether there is somewhere to go back to.
    """

    step: Step
    kind: Kind
    label: str
    section: str = ""
    progress: tuple[int, int] = (0, 0)
    about: str = ""
    help: str = ""
    body: tuple[str, ...] = ()
    why: str = ""
    script: str = ""
    opening: str = ""
    begins: bool = False
    stance: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    exclusive: str | None = None
    min: float | None = None
    max: float | None = None
    unit: str | None = None
    units: tuple[Unit, ...] = ()
    current: object | None = None
    status: str | None = None
    draft: str | None = None
    note: str | None = None
    may_skip: bool = True
    statuses: tuple[Status, ...] = ()
    whole_statuses: tuple[Status, ...] = ()
    observed: bool = False
    careful: bool = False
    needed: bool = False
    noted: Mapping[int, int] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    safety: str | None = None
    card: Card | None = None
    entries: tuple[Entry, ...] = ()
    columns: tuple[str, ...] = ()
    line: tuple[Screen, ...] = ()
    parts: tuple[Part, ...] = ()
    adds: bool = False
    understood: str = ""
    that: str | None = None
    that_is: str = ""
    towards: Literal["past", "future"] = "past"
    may_add: bool = True
    details: frozenset[int] = frozenset()
    now: str = ""
    keeping: str = ""
    may_go_back: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the product asks it itself; it has no note and no status."""
        return self.step.question.startswith(OWN)

    @property
    def insists(self) -> bool:
        """Whether an empty Enter is refused instead of leaving it."""
        return self.careful or self.needed or not self.may_skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One row to choose: the value it stands for, and its words."""

    value: object
    label: str
    help: str = ""


YES_NO = (Choice(True, "Yes"), Choice(False, "No"))


def choices_of(screen: Screen) -> tuple[Choice, ...]:
    """The rows of a choice, a multi or a yes/no question."""
    if screen.kind == "yes_no":
        return YES_NO
    return tuple(Choice(option.id, option.label, option.help) for option in screen.options)


@dataclass(frozen=True, slots=True)
class Card:
    """The card that comes up as soon as a flag of the highest level is set.

    Attributes:
        found: the flags in words.
        recorded: the answers they rest on.
        steps: what can be done now.
        numbers: the other numbers, each on its line; when there are none at all, a plain line that says so.
        location: where the person is, when not in the same room; on screen only.
        closing: how the interview goes on.
        emergency: the first number to call; empty when none is set up.
    """

    title: str
    found: tuple[str, ...]
    recorded: tuple[str, ...]
    steps: tuple[str, ...]
    numbers: tuple[str, ...]
    service: str
    location: str | None
    closing: str
    emergency: str = ""


LineState = Literal["answered", "partly", "status", "open", "required"]

FINISH = "Finish the interview"

HALF = "(not complete)"
"""The mark on what was left midway."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One answer at check-answers.

    ``required`` is open and needs an answer or a mark; of ``partly`` a part that counts is still missing.
    """

    question: str
    label: str
    words: str
    state: LineState


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """The answers of one section."""

    title: str
    lines: tuple[CheckLine, ...]


@dataclass(frozen=True, slots=True)
class CheckScreen:
    """Check-answers: everything given so far, before the plan.

    Attributes:
        flags: what has been noted, in words.
        questions: what does not seem to go together, as questions to look at.
        unput: how many questions have not been put yet.
        required: how many answers are still needed before a plan can be final.
        kept_aside: how many stored answers no longer apply; they are kept and used nowhere.
        ending: how the way out reads, once the answers are right.
        partly: how many answers lack a part that counts.
        understood: what is to be said about the answer before, quietly.
        card: the emergency card that has come up and still holds.
    """

    groups: tuple[CheckGroup, ...]
    flags: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    unput: int = 0
    required: int = 0
    kept_aside: int = 0
    ending: str = FINISH
    partly: int = 0
    understood: str = ""
    card: Card | None = None


Given = dict[str, object]
"""What has been answered so far, by the name of the screen."""

ScreenOf = Callable[[Given], Screen | None]
"""Makes a screen from what has been answered before it; ``None`` leaves it out."""
