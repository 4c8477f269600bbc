"""Due words resolved from ``started_at`` in its own offset, and the dates of the next contact (rules 7.7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from relapse_cli.logic.answers.moments import Moment, parse_moment
from relapse_cli.logic.facts.reading import Reading
from relapse_cli.logic.rules.conditions import because, holds
from relapse_cli.model.bank_rules import Action, Due


def agreed_contact(reading: Reading) -> Moment | None:
    """The next contact as it was agreed; one that is past is none.

    A time lies after ``started_at``; a date without a time may be its own local date.
    """
    when = reading.field(reading.roles.contact_in(reading.record.session), "when").text
    agreed = parse_moment(when, reading.zone)
    if agreed is None:
        return None
    ahead = agreed.day >= reading.now.date() if agreed.whole_day else agreed.start > reading.now
    return agreed if ahead else None


def in_iso(moment: Moment) -> str:
    """A moment as ISO 8601: a date, or a date-time with its offset."""
    return moment.day.isoformat() if moment.whole_day else moment.clock.isoformat()


def choose_due(action: Action, reading: Reading) -> Due | None:
    """The first due time of an action whose condition holds."""
    return _first(action.due, reading)


def resolve_due(due: Due | None, reading: Reading) -> str | None:
    """A due time as an ISO 8601 date or date-time; ``None`` for what the record cannot resolve."""
    if due is None:
        return None
    now, n = reading.now, due.n or 0
    match due.word:
        case "now":
            return now.isoformat()
        case "today" | "tonight":
            return now.date().isoformat()
        case "hours":
            return (now + timedelta(hours=n)).isoformat()
        case "days":
            return (now.date() + timedelta(days=n)).isoformat()
        case "next_contact":
            return next_contact_due(reading)
        case "first_contact":
            return first_contact_due(reading)
        case "arranged":
            return None


def next_contact_due(reading: Reading) -> str | None:
    """The agreed contact, else the time by which the contact line is due."""
    agreed = agreed_contact(reading)
    if agreed is not None:
        return in_iso(agreed)
    contact = _contact_line(reading)
    return resolve_due(choose_due(contact, reading), reading) if contact else None


def first_contact_due(reading: Reading) -> str | None:
    """The contact before a late one, else the next contact: the one date that other lines name."""
    return resolve_due(extra_contact(reading), reading) or next_contact_due(reading)


def due_grounds(due: Due | None, reading: Reading) -> frozenset[str]:
    """The questions on which a due time rests that is the one of a contact."""
    if due is None or due.word not in {"next_contact", "first_contact"}:
        return frozenset()
    return contact_grounds(reading, first=due.word == "first_contact")


def contact_grounds(reading: Reading, *, first: bool) -> frozenset[str]:
    """The question about the next contact, and for the first one what calls for it."""
    extra = extra_contact(reading) if first else None
    called_for = because(extra.when, reading) if extra is not None else frozenset()
    return called_for | {reading.roles.contact_in(reading.record.session)}


def extra_contact(reading: Reading) -> Due | None:
    """The contact before a late one, or where none is agreed; ``None`` where no further one is called for."""
    contact = _contact_line(reading)
    extra = _first(contact.extra, reading) if contact else None
    agreed = agreed_contact(reading)
    return extra if agreed is None or _later(agreed, extra, reading) else None


def extra_contact_words(reading: Reading) -> str | None:
    """The contact before a late one in the words of the plan format: ``today``, ``days 1``, ``hours 48``."""
    extra = extra_contact(reading)
    if extra is None:
        return None
    return extra.word if extra.n is None else f"{extra.word} {extra.n}"


def contact_after_due(reading: Reading) -> bool:
    """Whether the agreed next contact lies so late that its reason is asked for; none agreed is no."""
    contact, agreed = _contact_line(reading), agreed_contact(reading)
    if contact is None or agreed is None:
        return False
    return _later(agreed, _first(contact.latest, reading), reading)


def _contact_line(reading: Reading) -> Action | None:
    return reading.bank.action_by_id.get(reading.roles.contact_rule)


def _first(dues: Iterable[Due], reading: Reading) -> Due | None:
    return next((due for due in dues if holds(due.when, reading)), None)


def _later(agreed: Moment, due: Due | None, reading: Reading) -> bool:
    """Whether a moment lies after a due time: on a later day, or at a later time where it has one."""
    latest = parse_moment(resolve_due(due, reading), reading.zone)
    if latest is None:
        return False
    return agreed.day > latest.day if latest.whole_day else agreed.start > latest.start
