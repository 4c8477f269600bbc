"""The rows of the desk's lists, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from relapse_cli.app.sources.ids import short_id
from relapse_cli.documents.due import due_words
from relapse_cli.model.bank_questions import Option
from relapse_cli.text.days import readable_day

if TYPE_CHECKING:
    from relapse_cli.app.upkeep.list_interviews import ListedInterview
    from relapse_cli.model.due import DueItem

MOST = 20
"""How many rows a list has at most; nobody chooses among more."""


def session_rows(sessions: Sequence[ListedInterview]) -> tuple[Option, ...]:
    """Sessions to choose from, the newest first."""
    return tuple(Option(id=one.id, label=_session_words(one)) for one in sessions[:MOST])


def not_shown(number: int) -> tuple[str, ...]:
    """That there are more than can be chosen from, and how to come to them."""
    if number <= MOST:
        return ()
    return (f"These are the newest {MOST} of {number}; the others by their case, or: relapse interviews",)


def due_rows(items: Sequence[DueItem], today: str) -> tuple[Option, ...]:
    """What is due, to choose its case."""
    return tuple(
        Option(id=str(place), label=_due_line(item, today)) for place, item in enumerate(items[:MOST])
    )


def _due_line(item: DueItem, today: str) -> str:
    day = "Today" if item.day == today else _day(item.day, today)
    return (
        f"{'Overdue, ' if item.day < today else ''}{day}: {item.case}, {due_words(item, today, since=False)}"
    )


def _day(day: str, today: str) -> str:
    return readable_day(date.fromisoformat(day), date.fromisoformat(today))


def _session_words(one: ListedInterview) -> str:
    """A session on one line: its case, when it was begun, what it is, and how far it has come."""
    what = "check-in" if one.is_followup else f"{one.path} interview"
    begun = one.started_at[:16].replace("T", " ")
    far = f"{one.answered} answers" if one.state == "open" else f"level {one.level}, {_STATES[one.state]}"
    return f"{one.case}, {begun}, {what}: {far} ({short_id(one.id)})"


_STATES = {
    "finished": "a draft",
    "signed": "signed",
    "continued": "gone on with on another day",
    "erased": "erased",
}
