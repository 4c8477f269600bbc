"""By when a line is to be done, as the reader of an edition needs it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from relapse_cli.text.days import readable_day, readable_due

if TYPE_CHECKING:
    from relapse_cli.model.bank_terms import Edition

NOW = "now"
AT_ONCE = re.compile(r"\b(?:now|today|tonight|same day)\b")
A_SPAN = re.compile(r"(?:within|in|next) ")
NEXT_CONTACT = "at the next contact"


@dataclass(frozen=True, slots=True)
class DueTime:
    """A due time as the plan holds it.

    Attributes:
        due: ISO 8601 date or date-time, or nothing.
        words: the words of the rule; empty where the therapist set the date.
        now: when the session began.
        contact_agreed: whether "the next contact" has a date of its own.
    """

    due: str | None
    words: str
    now: str
    contact_agreed: bool = True

    @property
    def moment(self) -> datetime | None:
        """The due time, where it can be read as one."""
        return moment_of(self.due)

    @property
    def has_time(self) -> bool:
        """Whether the due time names an hour, and not a day only."""
        return "T" in (self.due or "")


def due_words(time: DueTime, edition: Edition) -> str:
    """Return by when, for one edition; the clinician reads the date in full, the others the day they need."""
    moment, now = time.moment, moment_of(time.now)
    if moment is not None and moment == now:
        return time.words or NOW
    if edition == "clinician" or moment is None or now is None:
        return readable_due(time.due, time.words)
    hour = f", {moment:%H:%M}" if time.has_time else ""
    if moment.date() == now.date():
        return time.words if AT_ONCE.search(time.words) else f"today{hour}"
    day = readable_day(moment.date(), now.date())
    return later_words(time, day) if time.words else f"{day}{hour}"


def later_words(time: DueTime, day: str) -> str:
    """Return a day instead of a length of time, and behind any other words."""
    first, *rest = time.words.split("; ")
    if A_SPAN.match(first):
        return "; ".join([day, *rest])
    if first == NEXT_CONTACT and not time.contact_agreed:
        return time.words
    return f"{time.words} ({day})"


def moment_of(text: str | None) -> datetime | None:
    """Return a date or date-time, or ``None`` for any other text."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
