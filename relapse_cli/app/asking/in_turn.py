"""A few of the product's own screens in a row: back goes one screen back, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.asking.local_time import in_local_time
from relapse_cli.model.ask import Stored
from relapse_cli.model.reply import Answered, Back, Paused, Skipped
from relapse_cli.model.screen import Given, Screen, ScreenOf
from relapse_cli.prompters.asker import NO_CLERK, Asker, Clerk

REST = "the rest"
"""What is true in what was answered once everything that would follow was left as well."""


def ask_in_turn(asker: Asker, screens: Sequence[tuple[str, ScreenOf]], clerk: Clerk = NO_CLERK) -> Given:
    """Put screens one after the other, and return what was answered, ``None`` for what was skipped.

    Args:
        asker: who answers.
        screens: each with the name under which its answer is kept.
        clerk: says what does not fit before an answer is taken.

    Raises:
        Left: the first screen was left by going back, or any of them by pausing.
    """
    given: Given = {}
    drafts: dict[str, str] = {}
    shown: list[int] = []
    at = 0
    while at < len(screens):
        name, make = screens[at]
        screen = make(given)
        if screen is None:
            given.pop(name, None)
            at += 1
            continue
        reply = asker.ask(in_local_time(_as_left(screen, given.get(name), drafts.get(name))), clerk)
        match reply:
            case Answered(value=value):
                given[name] = value
                shown.append(at)
                at += 1
            case Skipped(rest=True) if screen.ways.may_leave_rest:
                return given | {name: None, REST: True}
            case Skipped() if screen.ways.may_skip:
                given[name] = None
                shown.append(at)
                at += 1
            case Back(draft=draft):
                if draft is not None:
                    drafts[name] = draft
                if not shown:
                    raise Left(reply)
                at = shown.pop()
            case Paused():
                raise Left(reply)
            case _:
                continue
    return given


def _as_left(screen: Screen, answered: object, draft: str | None) -> Screen:
    """A screen the way it was left; a confirmation begins anew each time."""
    if screen.ways.careful:
        return screen
    value = screen.stored.value if answered is None else answered
    return replace(screen, stored=Stored(value, draft=draft))


def words_of(given: Given, name: str) -> str:
    """Typed words; empty when they were skipped."""
    return str(given.get(name) or "").strip()
