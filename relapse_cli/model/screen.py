"""What every asker shows: what is asked, what stands around it, and what may be done there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from relapse_cli.model.ask import NOTHING_STORED, Ask, Form, Stored
from relapse_cli.model.bank_terms import Status
from relapse_cli.model.step import Step

OWN = "app."
"""What the ids of the product's own questions begin with; they stand in no bank and no record."""


EMERGENCY = f"{OWN}emergency"
"""The screen on which an interview at level 4 offers what comes next."""


NOT_TAKEN = "not yet taken"
"""What stands in the place of "saved" while something that was set on screen has not been taken."""


NOTHING_TO_EMPTY = "Nothing is recorded here."
"""Why an answer that has not been given cannot be emptied."""


@dataclass(frozen=True, slots=True)
class JumpLine:
    """One line of the jump list: a section, how far it has come, and the question a jump opens."""

    title: str
    state: Literal["empty", "partly", "done"]
    question: str


@dataclass(frozen=True, slots=True)
class Ways:
    """What may be done here, beside answering.

    Attributes:
        may_skip: whether it may be left without an answer.
        may_leave_rest: whether everything like it that would follow may be left along with it.
        may_go_back: on the product's own questions: whether there is somewhere to go back to.
        careful: no default, and never answered by a single key.
        needed: whether an empty Enter does not leave it, such as the date of the next contact.
        left_when_idle: whether it pauses by itself after a time without a key; otherwise it is hidden then.
        statuses: the statuses offered.
        whole_statuses: those offered for the whole question from inside one of its fields.
        adds: whether what is told here can become an event of the sequence.
        safety: the question that the safety key opens.
        jumps: the jump list.
        kept: why the answer cannot be emptied; empty when it can be.
    """

    may_skip: bool = True
    may_leave_rest: bool = False
    may_go_back: bool = False
    careful: bool = False
    needed: bool = False
    left_when_idle: bool = False
    statuses: tuple[Status, ...] = ()
    whole_statuses: tuple[Status, ...] = ()
    adds: bool = False
    safety: str | None = None
    jumps: tuple[JumpLine, ...] = ()
    kept: str = NOTHING_TO_EMPTY

    @property
    def insists(self) -> bool:
        """Whether an empty Enter is refused instead of leaving it."""
        return self.careful or self.needed or not self.may_skip


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


@dataclass(frozen=True, slots=True)
class ReadBack:
    """One line of the plan as it is read to the patient: the line itself, and what stands beneath it."""

    title: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a question.

    Attributes:
        section: the title of the section.
        progress: how many questions have been visited, of those known to be asked.
        about: for a field, the label of its question.
        opening: words to read aloud at the beginning of the section.
        begins: whether the section begins here, so that the opening comes first.
        script: words the therapist may read aloud before this question.
        stance: how to be with it.
        observed: the therapist records it without asking.
        understood: what was understood on the screen before, said quietly.
        flags: what has been noted, in words; counted on screen, and shown when asked for.
        card: the emergency card that has come up and still holds, to be shown again.
        keeping: a few quiet words on where answers go.
        form: what it is a part of, where several share the screen.
        read_back: what has been written, to be read to the patient here.
    """

    section: str = ""
    progress: tuple[int, int] = (0, 0)
    about: str = ""
    opening: str = ""
    begins: bool = False
    script: str = ""
    stance: tuple[str, ...] = ()
    observed: bool = False
    understood: str = ""
    flags: tuple[str, ...] = ()
    card: Card | None = None
    keeping: str = ""
    form: Form | None = None
    read_back: tuple[ReadBack, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """One prompt, with everything an asker may show beside it.

    Attributes:
        step: where it stands: a question, or one field of a group or of an event.
        ask: what is asked.
        label: the question in words.
        help: how to answer.
        why: why it is asked.
        body: further lines under the label; what does not fit stands on the help page.
        stored: what is recorded here now.
        ways: what may be done here.
        around: what stands around it.
    """

    step: Step
    ask: Ask
    label: str
    help: str = ""
    why: str = ""
    body: tuple[str, ...] = ()
    stored: Stored = NOTHING_STORED
    ways: Ways = Ways()
    around: Around = Around()

    @property
    def is_own(self) -> bool:
        """Whether the product asks it itself; it has no note and no status."""
        return self.step.question.startswith(OWN)


LineState = Literal["answered", "partly", "status", "open", "required"]

FINISH = "Finish the interview"

HALF = "(not complete)"
"""The mark on what was left midway."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One answer at check-answers.

    ``required`` is open and needs an answer or a mark; of ``partly`` a part that counts is still missing.

    Attributes:
        kept: why the answer cannot be emptied from here; empty when it can be.
    """

    question: str
    label: str
    words: str
    state: LineState
    kept: str = NOTHING_TO_EMPTY


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
        unvisited: how many questions have not been visited yet.
        unvisited_titles: what they are.
        required: how many answers are still needed before a plan can be final.
        kept_aside: how many stored answers no longer apply; they are kept and used nowhere.
        ending: how the way out reads, once the answers are right.
        partly: how many answers lack a part that counts.
        without: what was put and has no answer.
        understood: what is to be said about the answer before, quietly.
        card: the emergency card that has come up and still holds.
        closing: the words to read aloud where the session ends.
    """

    groups: tuple[CheckGroup, ...]
    flags: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    unvisited: int = 0
    unvisited_titles: tuple[str, ...] = ()
    required: int = 0
    kept_aside: int = 0
    ending: str = FINISH
    partly: int = 0
    without: tuple[str, ...] = ()
    understood: str = ""
    card: Card | None = None
    closing: str = ""


Given = dict[str, object]
"""What has been answered so far, by the name of the screen."""

ScreenOf = Callable[[Given], Screen | None]
"""Makes a screen from what has been answered before it; ``None`` leaves it out."""
