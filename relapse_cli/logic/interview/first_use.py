"""The first use, which the steps of the sequence count from: asked once, in front of the first step."""

from __future__ import annotations

from datetime import UTC

from relapse_cli.logic.answers.moments import parse_moment, parse_now
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step

_FIELD = "first_use"


def first_use(bank: Bank, record: Record) -> str | None:
    """The earliest first use that is given, as it is stored."""
    now = parse_now(record.started_at)
    zone = (now.tzinfo if now else None) or UTC
    parts = [item.part(_FIELD) for item in record.answer(bank.roles.substance).items]
    given = [str(part.value) for part in parts if part.usable]
    read = [(moment.start, iso) for iso in given if (moment := parse_moment(iso, zone))]
    return min(read)[1] if read else None


def first_use_step(bank: Bank, record: Record, question: str) -> Step | None:
    """Where the first use is asked before the first step is added; ``None`` where it is known or cannot be.

    What was said to be unknown, or was not said, is not asked again.
    """
    if question != bank.roles.sequence or record.answer(question).items:
        return None
    return open_first_use(bank, record)


def open_first_use(bank: Bank, record: Record) -> Step | None:
    """Where a first use that is not known can be said; ``None`` where it is known or cannot be."""
    if first_use(bank, record) is not None:
        return None
    items = record.answer(bank.roles.substance).items
    open_ = (n for n, item in enumerate(items) if item.status is None and item.part(_FIELD).status is None)
    place = next(open_, None)
    return None if place is None else Step(bank.roles.substance, place, _FIELD, detail=True)


def is_in_front(bank: Bank, step: Step) -> bool:
    """Whether a step is where the first use is asked."""
    return step.question == bank.roles.substance and step.field == _FIELD
