"""The screens on which the slots of a plan are filled in, one by one, and changed."""

from __future__ import annotations

from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.ask import Choice, Text
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.plan import Line, LineSlot
from relapse_cli.model.screen import Screen
from relapse_cli.screens.sign_off.base import about_line, sign_screen
from relapse_cli.text.width import shorten

PART = "to fill in"
_ASKS_WIDTH, _TEXT_WIDTH = 44, 24
"""A row of the list stays on one line of an 80-column terminal."""

_WHOSE = {
    "answer": "So far it stands there as it was answered.",
    "service": "So far it stands there as the service has set it.",
}


def slot_screen(line: Line, slot: LineSlot, signing: Signing, place: tuple[int, int] = (0, 0)) -> Screen:
    """What fills a slot, in one field; it can be left open, and with it all that follow.

    Args:
        line: the line that it stands in.
        slot: the slot.
        signing: the state.
        place: which of how many open ones it is; none of them where it is opened by itself.
    """
    told = signing.bank.wording.settles.get(slot.fills, {})
    who = told.get("clinician", slot.fills)
    body = [f"Who settles it: {who}. It can stay open; the plan then says so, with a date."]
    if slot.by in _WHOSE:
        body.append(_WHOSE[slot.by])
    return sign_screen(
        f"slot.{slot.name}",
        slot.asks,
        Text(),
        part=PART,
        body=(*about_line(line), *body),
        current=slot.text,
        may_skip=True,
        may_leave_rest=place != (0, 0),
        progress=place,
    )


def slots_screen(signing: Signing) -> Screen:
    """Everything that is to be filled in, with what stands there so far."""
    options = tuple(Option(id=slot.name, label=_row(slot)) for _, slot in signing.slots)
    return sign_screen("slots", "What would you like to fill in or change?", Choice(options), part=PART)


def _row(slot: LineSlot) -> str:
    text = shorten(slot.text, _TEXT_WIDTH) if slot.text is not None else "open"
    return f"{shorten(slot.asks, _ASKS_WIDTH)} · {text}"
