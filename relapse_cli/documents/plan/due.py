"""By when a line is to be done, as the reader of an edition needs it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from relapse_cli.text.days import readable_day, readable_due

if TYPE_CHECKING:
    from relapse_cli.model.bank_terms import Edition
    from relapse_cli.model.line_text import LineDue

_NOW = "now"
_AT_ONCE = frozenset({"now", "today", "tonight"})
"""Due words that name the day of the session themselves."""


def due_words(due: LineDue, now: str, edition: Edition, *, contact_agreed: bool = True) -> str:
    """Return by when, for one edition; the clinician reads the date in full, the others the day they need.

    Args:
        due: the due time.
        now: when the session began.
        edition: who reads it.
        contact_agreed: whether "the next contact" has a date of its own.
    """
    moment, began = _moment_of(due.at), _moment_of(now)
    if moment is not None and moment == began:
        return due.said or _NOW
    if edition == "clinician" or moment is None or began is None:
        return "; ".join(filter(None, (readable_due(due.at, due.words), due.then)))
    hour = f", {moment:%H:%M}" if "T" in (due.at or "") else ""
    if moment.date() == began.date():
        return due.said if due.kind in _AT_ONCE else f"today{hour}"
    day = readable_day(moment.date(), began.date())
    return _later_words(due, day, contact_agreed=contact_agreed) if due.said else f"{day}{hour}"


def earlier_due(one: LineDue | None, other: LineDue | None) -> LineDue | None:
    """The earlier of two due times; one that is known stands before one that is not."""
    both = [due for due in (one, other) if due is not None]
    known = [due for due in both if _moment_of(due.at) is not None]
    return min(known, key=_end_of) if known else next(iter(both), None)


def _end_of(due: LineDue) -> tuple[date, bool, str]:
    """When a due time ends: a day after every time of it."""
    at = due.at or ""
    return datetime.fromisoformat(at).date(), "T" not in at, at


def is_due_within_a_day(due: LineDue | None, now: str) -> bool:
    """Whether something is to be done within 24 hours of a session, or on its day."""
    moment, began = _moment_of(due.at if due else None), _moment_of(now)
    if moment is None or began is None:
        return False
    if moment.tzinfo is None or began.tzinfo is None:
        return moment.date() <= began.date()
    return moment <= began + timedelta(hours=24)


def is_due_on(due: LineDue | None, now: str) -> bool:
    """Whether something is to be done on the day of a session, or before it."""
    moment, began = _moment_of(due.at if due else None), _moment_of(now)
    return moment is not None and began is not None and moment.date() <= began.date()


def _later_words(due: LineDue, day: str, *, contact_agreed: bool) -> str:
    """Return a day instead of a length of time, and behind any other words."""
    if due.kind == "next_contact":
        return f"{due.said} ({day})" if contact_agreed else due.said
    return f"{due.said} ({day})" if due.beside else "; ".join(filter(None, (day, due.then)))


def _moment_of(text: str | None) -> datetime | None:
    """Return a date or date-time, or ``None`` for any other text."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
