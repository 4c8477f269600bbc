"""What every screen of a sign-off is made of: reasons, second looks, who, by when, words for the plan."""

from __future__ import annotations

from relapse_cli.logic.lines.typed import as_typed
from relapse_cli.logic.plan.titles import line_title
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.ask import Ask, Choice, Day, Stored, Text
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.plan import Line
from relapse_cli.model.screen import OWN, Around, ReadBack, Screen, Ways
from relapse_cli.model.step import Step

_SECTION = "Sign-off"
_WORDS = "text."
_WHERE: dict[Edition, str] = {
    "clinician": "your plan",
    "patient": "the patient's page",
    "family": "the family sheet",
}


def sign_screen(
    name: str,
    label: str,
    ask: Ask,
    *,
    part: str = "",
    body: tuple[str, ...] = (),
    current: object | None = None,
    may_skip: bool = False,
    may_leave_rest: bool = False,
    may_go_back: bool = True,
    progress: tuple[int, int] = (0, 0),
    careful: bool = False,
    above: tuple[ReadBack, ...] = (),
    section: str = _SECTION,
) -> Screen:
    """A screen of the sign-off; all of them but the hub can be left by going back.

    What stands ``above`` is whole on any window, page by page where it is long.
    """
    return Screen(
        step=Step(f"{OWN}sign.{name}"),
        ask=ask,
        label=label,
        body=body,
        stored=Stored(current),
        ways=Ways(may_skip=may_skip, may_leave_rest=may_leave_rest, may_go_back=may_go_back, careful=careful),
        around=Around(f"{section}: {part}" if part else section, progress, read_back=above),
    )


def about_line(line: Line) -> tuple[str, ...]:
    """Which line a screen is about, in its own words, with its id."""
    return (f"{line_title(line)} ({line.id})",)


def reason_screen(
    name: str, label: str, *, body: tuple[str, ...] = (), part: str = "", may_skip: bool = False
) -> Screen:
    """A reason in the therapist's words."""
    more = ("You can leave it empty.",) if may_skip else ()
    return sign_screen(f"reason.{name}", label, Text(), part=part, body=(*body, *more), may_skip=may_skip)


def second_screen(name: str, label: str, *, body: tuple[str, ...] = (), part: str = "") -> Screen:
    """A second confirmation; it begins without a choice each time."""
    options = (
        Option(id="again", label="No, go back"),
        Option(id="second", label="Yes, I have looked at it a second time"),
    )
    return sign_screen(f"second.{name}", label, Choice(options), part=part, body=body, careful=True)


def owner_screen(
    name: str, label: str, current: str | None = None, *, part: str = "", body: tuple[str, ...] = ()
) -> Screen:
    """Who does a line."""
    more = "Such as: therapist, patient, patient with therapist, prescriber. No names."
    return sign_screen(f"owner.{name}", label, Text(), part=part, body=(*body, more), current=current)


def due_screen(
    name: str,
    label: str,
    signing: Signing,
    current: str | None = None,
    *,
    timed: bool = False,
    part: str = "",
    body: tuple[str, ...] = (),
) -> Screen:
    """By when a line is done; not before the session."""
    more = "From the day of the session on: tomorrow, in 3 days, 25 Nov."
    day = Day(signing.record.started_at, "future", timed)
    return sign_screen(f"due.{name}", label, day, part=part, body=(*body, more), current=current)


def is_wording_step(step: Step) -> bool:
    """Whether a screen asks for words that print on the plan."""
    return step.question.startswith(f"{OWN}sign.{_WORDS}")


def text_screen(
    name: str, label: str, current: str | None = None, body: tuple[str, ...] = (), part: str = ""
) -> Screen:
    """Words that print on the plan."""
    return sign_screen(f"{_WORDS}{name}", label, Text(long=True), part=part, current=current, body=body)


def wording_screen(line: Line, edition: Edition, part: str = "") -> Screen:
    """How a line reads in one edition, to be changed."""
    text = line.texts.get(edition)
    return reword_screen(
        line.id, edition, as_typed(text) if text is not None else None, about_rewording(line), part
    )


def about_rewording(line: Line) -> tuple[str, ...]:
    """Which line is reworded, and how its slots are named in it."""
    hint = ("A word in braces, such as {person}, is filled in there.",) if line.slots else ()
    return (*about_line(line), *hint)


def reword_screen(
    name: str, edition: Edition, current: str | None, about: tuple[str, ...], part: str
) -> Screen:
    """How something reads on a page, to be changed."""
    return text_screen(f"{name}.{edition}", f"How should it read on {_WHERE[edition]}?", current, about, part)
