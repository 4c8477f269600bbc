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
    from collections.abc import Iterable

    from icalendar import Event

    from relapse_cli.model.bank_terms import Paper
    from relapse_cli.model.due import DueItem
    from relapse_cli.model.plan import Plan

_TITLE = "Appointment"
_NO_TIME = "Appointment (time to be agreed)"
_PRODUCT = "-//appointments//1.0//EN"
_OURS = uuid5(NAMESPACE_URL, "urn:relapse:appointment")


def render(plan: Plan, paper: Paper) -> str:
    """Return a calendar of the contacts that a plan names or asks for.

    An instant is written in UTC, because an offset alone would need a time zone that nobody named; a day
    without a time stays a day. Nothing depends on when it is written.

    Raises:
        GateClosedError: this reader is not told when contacts are.
    """
    _check_reader(plan, paper)
    return _calendar(
        _event(plan.record, plan.started_at, each.id, each.at, agreed=each.agreed)
        for each in plan.appointments
    )


def render_due(items: Iterable[DueItem]) -> str:
    """Return a calendar of contacts and check-ins of several cases, without a word on whose they are.

    An entry has the id that it has in the calendar of its plan, so that one takes the place of the other.
    What the lines of a plan ask for is in no calendar.
    """
    return _calendar(
        _event(each.session, each.began, each.appointment, each.at, agreed=each.agreed)
        for each in items
        if each.appointment is not None
    )


def _calendar(events: Iterable[Event]) -> str:
    from icalendar import Calendar  # 60 ms that only a calendar needs

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(event)
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


def _event(record: str, began: str, appointment: str, at: str, *, agreed: bool) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", str(uuid5(_OURS, f"{record} {appointment}")))
    event.add("dtstamp", datetime.fromisoformat(began).astimezone(UTC))
    timed = "T" in at
    event.add("summary", _TITLE if timed else _NO_TIME)
    event.add("dtstart", datetime.fromisoformat(at).astimezone(UTC) if timed else date.fromisoformat(at))
    event.add("status", "CONFIRMED" if agreed else "TENTATIVE")
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if timed else "TRANSPARENT")
    return event
