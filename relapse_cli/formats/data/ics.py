"""The contacts of a plan as iCalendar (RFC 5545): neutral titles, times in UTC, the same ids every time.

A calendar is seen by others, on a phone that lies on a table and on a server that nobody asked. So an entry
says when, and nothing of why.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from relapse_cli.errors import GateClosedError

if TYPE_CHECKING:
    from icalendar import Event

    from relapse_cli.model.bank_terms import Paper
    from relapse_cli.model.plan import Appointment, Plan

_TITLE = "Appointment"
_NO_TIME = "Appointment (time to be agreed)"
_PRODUCT = "-//relapse//appointments//EN"
_OURS = uuid5(NAMESPACE_URL, "urn:relapse:appointment")


def render(plan: Plan, paper: Paper) -> str:
    """Return a calendar of the contacts that a plan names or asks for.

    An instant is written in UTC, because an offset alone would need a time zone that nobody named; a day
    without a time stays a day. Nothing depends on when it is written.

    Raises:
        GateClosedError: this reader is not told when contacts are.
    """
    from icalendar import Calendar  # 60 ms that only a calendar needs

    _check_reader(plan, paper)
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    for each in plan.appointments:
        calendar.add_component(_event(each, plan))
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _check_reader(plan: Plan, paper: Paper) -> None:
    """Stop where a calendar would tell somebody what their page keeps from them."""
    if paper == "family":
        raise GateClosedError(
            "There is a calendar for the clinician and the patient only.",
            remedy="Times to talk that were agreed stand on the family sheet.",
        )
    if paper in {"handover", "details"}:
        raise GateClosedError(
            "There is a calendar for the clinician and the patient only.",
            remedy="For the appointments: --for patient --format ics.",
        )
    if paper == "patient" and plan.patient_edition == "private_card":
        raise GateClosedError(
            "There is no calendar for the patient while home may not be safe.",
            remedy="Ask in private what may be taken along, and note it in the sign-off of this plan.",
        )


def _event(appointment: Appointment, plan: Plan) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", str(uuid5(_OURS, f"{plan.record} {appointment.id}")))
    event.add("dtstamp", datetime.fromisoformat(plan.started_at).astimezone(UTC))
    timed = "T" in appointment.at
    event.add("summary", _TITLE if timed else _NO_TIME)
    at = (
        datetime.fromisoformat(appointment.at).astimezone(UTC)
        if timed
        else date.fromisoformat(appointment.at)
    )
    event.add("dtstart", at)
    event.add("status", "CONFIRMED" if appointment.agreed else "TENTATIVE")
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if timed else "TRANSPARENT")
    return event
