"""Setting up in peace: where everything stands, and the screens of its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from relapse_cli.model.ask import Ask, Choice, Stored, Text
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.screen import OWN, Around, Screen, Ways
from relapse_cli.model.step import Step
from relapse_cli.text.width import shorten

ON, LATER, BACK, DONE = "on", "later", "back", "done"
_TITLE = "Setting up"
_LONGEST_ROW = 70


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one step stands.

    Attributes:
        name: the step.
        title: what it is about.
        words: what stands, or that nothing does yet.
        is_open: whether it is still to be done.
        later: the command that does it at any other time.
    """

    name: str
    title: str
    words: str
    is_open: bool
    later: str


def overview_screen(steps: Sequence[Standing]) -> Screen:
    """Where everything stands; a step can be opened whether it is done or not."""
    waiting = sum(step.is_open for step in steps)
    on = (Option(id=ON, label=f"Go through what is open ({waiting})"),) if waiting else ()
    rows = (
        Option(id=step.name, label=shorten(f"{step.title}: {step.words}", _LONGEST_ROW)) for step in steps
    )
    label = "What is open before the first patient comes" if waiting else "Everything is ready."
    body = ("Each step can be left for later. What stands is changed only when you open it.",)
    options = (*on, *rows, Option(id=DONE, label="Done; leave the setting up"))
    return _screen("overview", label, Choice(options), body=body, may_go_back=False)


def step_screen(
    name: str,
    label: str,
    rows: Sequence[Option],
    body: tuple[str, ...],
    *,
    later: str,
    current: str | None = None,
) -> Screen:
    """What is decided in a step, or later; how that is done later is said."""
    options = (*rows, Option(id=LATER, label=shorten(f"Leave it for now. Later: {later}", _LONGEST_ROW)))
    return _screen(name, label, Choice(options), body=body, current=current)


def field_screen(
    name: str, label: str, example: str, current: str, place: tuple[int, int], *, long: bool = False
) -> Screen:
    """One thing that the service says; it may be left as it is, and so may all that follow."""
    return _screen(
        f"service.{name}",
        label,
        Text(long=long),
        body=(f"Such as: {example}",),
        current=current or None,
        may_skip=True,
        may_leave_rest=True,
        progress=place,
    )


def file_screen(current: str) -> Screen:
    """Which file is a key."""
    body = ("A new one is written where there is none. Keep it apart from the store, such as on a stick.",)
    return _screen("keys.file", "Which key file?", Text(), body=body, current=current)


def _screen(
    name: str,
    label: str,
    ask: Ask,
    *,
    body: tuple[str, ...] = (),
    current: str | None = None,
    may_skip: bool = False,
    may_leave_rest: bool = False,
    may_go_back: bool = True,
    progress: tuple[int, int] = (0, 0),
) -> Screen:
    return Screen(
        step=Step(f"{OWN}setup.{name}"),
        ask=ask,
        label=label,
        body=body,
        stored=Stored(current),
        ways=Ways(may_skip=may_skip, may_leave_rest=may_leave_rest, may_go_back=may_go_back),
        around=Around(_TITLE, progress),
    )
