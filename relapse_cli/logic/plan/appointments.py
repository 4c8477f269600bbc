"""The contacts of a plan as dates: what was agreed, what comes before it, and the weeks after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from relapse_cli.logic.rules.due import agreed_contact, extra_contact, in_iso, resolve_due
from relapse_cli.model.plan import Appointment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.logic.rules.evaluation import Evaluation
    from relapse_cli.model.plan import Line

_DAY = len("2026-11-20")


def appointments(lines: tuple[Line, ...], reading: Evaluation) -> tuple[Appointment, ...]:
    """The contacts that a plan names or asks for, earliest first; one a day, an agreed one before any other.

    Args:
        lines: the lines of the plan; one that the therapist took off asks for nothing.
        reading: the record.
    """
    by_day: dict[str, Appointment] = {}
    for found in _all(lines, reading):
        by_day.setdefault(found.at[:_DAY], found)
    return tuple(by_day[day] for day in sorted(by_day))


def _all(lines: tuple[Line, ...], reading: Evaluation) -> Iterator[Appointment]:
    agreed = agreed_contact(reading)
    if agreed is not None:
        yield Appointment(id="next", at=in_iso(agreed), agreed=True)
    extra = resolve_due(extra_contact(reading), reading)
    if extra is not None:
        yield Appointment(id="extra", at=extra, agreed=False)
    began = reading.now.date()
    for line in lines:
        action = reading.bank.action_by_id.get(line.rule or "")
        for days in action.contact_days if action else ():
            day = (began + timedelta(days=days)).isoformat()
            yield Appointment(id=f"day-{days}", at=day, agreed=False)
