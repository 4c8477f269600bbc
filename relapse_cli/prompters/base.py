"""What every asker shows and hands back; askers know screens and replies, not where the interview stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from relapse_cli.logic.stored_answers import Step
from relapse_cli.model.bank import Option, Status, Unit, ValueType

Kind = ValueType | Literal["entries"]
ListAction = Literal["add", "change", "details", "remove", "done"]

OWN = "app."
"""What the ids of the product's own questions begin with; they stand in no bank and no record."""


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the jump list: a section, how far it has come, and the question a jump opens."""

    title: str
    state: Literal["empty", "partly", "done"]
    question: str


def no_faults(_: object) -> list[str]:
    """Every value fits."""
    return []


def forget(_: str) -> None:
    """Keep nothing of what is half typed."""


@dataclass(frozen=True)
class Screen:
    """One prompt, with everything an asker may show beside it.

    Attributes:
        step: what is asked: a question, or one field of a group or of an entry.
        kind: how it is asked; ``entries`` is the list of a repeated group.
        about: for a field, the label of its question.
        section: the title of the section.
        progress: how many questions have been put, of those known to be asked.
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
        noted: how many flags are set, by level; shown as a quiet count.
        flags: the same in words, for when they are asked for.
        safety: the question that the safety key opens.
        entries: the entries of the list, in words.
        may_add: whether the list takes one more entry.
        details: the entries that have an optional panel to open.
        now: the record's own "now" (ISO 8601), for words such as "yesterday".
        check: why a value does not fit, in words; empty when it does.
        on_draft: called with what is half typed, at every change.
        keeping: a few quiet words on where answers go.
    """

    step: Step
    kind: Kind
    label: str
    section: str = ""
    progress: tuple[int, int] = (0, 0)
    about: str = ""
    help: str = ""
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
    noted: Mapping[int, int] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    safety: str | None = None
    entries: tuple[str, ...] = ()
    may_add: bool = True
    details: frozenset[int] = frozenset()
    now: str = ""
    check: Callable[[object], list[str]] = no_faults
    on_draft: Callable[[str], None] = forget
    keeping: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the product asks it itself; it has no note, no status and nowhere to go back to."""
        return self.step.question.startswith(OWN)


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


# A reply's ``draft`` is what is half typed when it is given; ``None`` leaves an earlier draft alone.


@dataclass(frozen=True, slots=True)
class Answered:
    """A value that fits."""

    value: object


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Not known, or rather not said; for a field also for the ``whole`` question."""

    status: Status
    whole: bool = False
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Left as it is."""

    draft: str | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """A note on the answer; the question stays on screen."""

    text: str
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class Back:
    """One step back."""

    draft: str | None = None


@dataclass(frozen=True, slots=True)
class Jump:
    """Open another question; from check-answers, change its answer."""

    question: str
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """Open check-answers."""

    draft: str | None = None


@dataclass(frozen=True, slots=True)
class ListAct:
    """Act on the list of entries; entries count from 0."""

    action: ListAction
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Paused:
    """Stop here for now."""

    draft: str | None = None


Reply = Answered | SetStatus | Skipped | Noted | Back | Jump | OpenCheck | ListAct | Paused


@dataclass(frozen=True, slots=True)
class Card:
    """The card that comes up as soon as a flag of the highest level is set.

    Attributes:
        found: the flags in words.
        recorded: the answers they rest on.
        steps: what can be done now.
        numbers: emergency numbers, each on its line; when there are none, a plain line that says so.
        location: where the person is, when not in the same room; on screen only.
        closing: how the interview goes on.
    """

    title: str
    found: tuple[str, ...]
    recorded: tuple[str, ...]
    steps: tuple[str, ...]
    numbers: tuple[str, ...]
    service: str
    location: str | None
    closing: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The card has been read."""


CardReply = Confirmed | Paused

LineState = Literal["answered", "status", "open", "required"]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One answer at check-answers; ``required`` is open and needs an answer or a mark."""

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
    """

    groups: tuple[CheckGroup, ...]
    flags: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    unput: int = 0
    required: int = 0
    kept_aside: int = 0


@dataclass(frozen=True, slots=True)
class GoOn:
    """Go on with the questions that have not been put."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The answers are right; end the interview."""


CheckReply = Jump | GoOn | Finish | Back | Paused


class Asker(Protocol):
    """Somebody or something that answers screens."""

    def ask(self, screen: Screen) -> Reply:
        """Put one question."""
        ...

    def card(self, card: Card) -> CardReply:
        """Show an emergency card until it has been read."""
        ...

    def check(self, screen: CheckScreen) -> CheckReply:
        """Show check-answers."""
        ...

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        ...
