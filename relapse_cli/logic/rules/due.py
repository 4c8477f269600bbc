"""Due words resolved from ``started_at`` in its own offset (rules 7.7)."""

from __future__ import annotations

from datetime import timedelta

from relapse_cli.logic.answers.moments import parse_moment
from relapse_cli.logic.facts.reading import Reading
from relapse_cli.logic.rules.conditions import holds
from relapse_cli.model.bank_rules import Action, Due
from relapse_cli.model.known_ids import CONTACT_RULE, FOLLOWUP_CONTACT, NEXT_CONTACT

CONTACT_QUESTION = {"interview": NEXT_CONTACT, "followup": FOLLOWUP_CONTACT}


def agreed_contact(reading: Reading) -> str | None:
    """The date (and time) of the next contact as it was agreed, or ``None`` when it is not usable."""
    when = reading.field(CONTACT_QUESTION[reading.record.session], "when").text
    return when.strip() if when and parse_moment(when, reading.zone) else None


def choose_due(action: Action, reading: Reading) -> Due | None:
    """The first due time of an action whose condition holds."""
    return next((due for due in action.due if holds(due.when, reading)), None)


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
            contact = reading.bank.action_by_id.get(CONTACT_RULE)
            fallback = resolve_due(choose_due(contact, reading), reading) if contact else None
            return agreed_contact(reading) or fallback
        case "arranged":
            return None


def contact_after_due(reading: Reading) -> bool:
    """Whether the agreed next contact lies later than the level wants it (rules 7.7); unknown is no."""
    contact = reading.bank.action_by_id.get(CONTACT_RULE)
    due = parse_moment(resolve_due(choose_due(contact, reading), reading), reading.zone) if contact else None
    agreed = parse_moment(agreed_contact(reading), reading.zone)
    return due is not None and agreed is not None and agreed.start >= due.end and agreed.start != due.start
