"""The desk: everything of a week from one screen, and the few screens that its jobs begin with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from relapse_cli.model.ask import Ask, Choice, Stored, Text
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.screen import OWN, Around, Screen, Ways
from relapse_cli.model.step import Step
from relapse_cli.text.nouns import counted
from relapse_cli.text.width import shorten

DESK, BACK, LEAVE = "desk", "back", "leave"
_LONGEST_ROW = 70
_PATHS = (
    Option(id="core", label="Core: 35 to 45 minutes"),
    Option(id="brief", label="Brief: 10 minutes, in a crisis or on the telephone"),
    Option(id="deep", label="Deep: everything, also in several sessions"),
)


@dataclass(frozen=True, slots=True)
class OnTheDesk:
    """What lies on the desk.

    Attributes:
        overdue: how much was due before today; ``today`` and ``soon`` how much is due then.
        ahead: how many days ``soon`` looks ahead.
        waiting: sessions that are open.
        drafts: plans that are not signed yet.
        plans: interviews with a plan, that can be checked in about.
        signed: plans that are signed.
        cases: cases that are not erased.
        backup: when the store was backed up last, in words.
    """

    overdue: int
    today: int
    soon: int
    ahead: int
    waiting: int
    drafts: int
    plans: int
    signed: int
    cases: int
    backup: str


def desk_screen(found: OnTheDesk) -> Screen:
    """Everything that can be done from here; what there is nothing to do for is left out."""
    rows = {
        "due": (_is_due(found), f"Due: {_due_words(found)}"),
        "go_on": (bool(found.waiting), f"Go on with an open session ({found.waiting})"),
        "begin": (True, "Begin an interview"),
        "check_in": (bool(found.plans), "Check in about a plan"),
        "sign": (bool(found.drafts), f"Sign off a plan ({counted(found.drafts, 'draft')})"),
        "case": (bool(found.cases), f"Look at a case over time ({counted(found.cases, 'case')})"),
        "papers": (bool(found.signed), "Hand out the papers of a signed plan"),
        "backup": (True, f"Back up the store ({found.backup})"),
        LEAVE: (True, "Leave the desk; the store is locked again"),
    }
    options = tuple(Option(id=name, label=label) for name, (there, label) in rows.items() if there)
    body = () if _is_due(found) else (f"Nothing is due in the next {found.ahead} days.",)
    return _screen(DESK, "What would you like to do?", Choice(options), body=body, may_go_back=False)


def _is_due(found: OnTheDesk) -> bool:
    return bool(found.overdue or found.today or found.soon)


def _due_words(found: OnTheDesk) -> str:
    """How much is overdue, due today and due soon; what is nothing is left out."""
    parts = (
        (found.overdue, "overdue"),
        (found.today, "today"),
        (found.soon, f"in the next {found.ahead} days"),
    )
    return ", ".join(f"{number} {words}" for number, words in parts if number)


def choose_screen(
    name: str, label: str, rows: Sequence[Option], body: tuple[str, ...] = (), *, back: str = ""
) -> Screen:
    """One of several things on the desk, or back to it.

    Args:
        name: the name of the screen.
        label: what is chosen.
        rows: what there is.
        body: what is said about it.
        back: how the row reads that leads back.
    """
    shown = (Option(id=each.id, label=shorten(each.label, _LONGEST_ROW)) for each in rows)
    options = (*shown, Option(id=BACK, label=back or "Back to the desk"))
    return _screen(f"{DESK}.{name}", label, Choice(options), body=body)


def type_screen(
    name: str, label: str, body: tuple[str, ...] = (), current: str | None = None, *, may_skip: bool = False
) -> Screen:
    """Something that is typed before a job can begin."""
    return _screen(f"{DESK}.{name}", label, Text(), body=body, current=current, may_skip=may_skip)


def path_screen() -> Screen:
    """How much an interview asks."""
    return choose_screen("path", "How much time is there?", _PATHS)


def case_screen(case: str, rows: Iterable[Option]) -> Screen:
    """What can be done with one case."""
    return choose_screen("case.what", f"Case {case}: what would you like to do?", tuple(rows))


def _screen(
    name: str,
    label: str,
    ask: Ask,
    *,
    body: tuple[str, ...] = (),
    current: str | None = None,
    may_skip: bool = False,
    may_go_back: bool = True,
) -> Screen:
    """A screen of the desk: nobody is asked anything of a patient, and it is left when nobody is there."""
    return Screen(
        step=Step(f"{OWN}{name}"),
        ask=ask,
        label=label,
        body=body,
        stored=Stored(current),
        ways=Ways(may_skip=may_skip, may_go_back=may_go_back, left_when_idle=True),
        around=Around("Your desk"),
    )
