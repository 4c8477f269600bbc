"""Filling in the slots of a plan: one field each, and the words are kept as they were typed."""

from __future__ import annotations

from collections.abc import Iterator

from relapse_cli.app.asking.in_turn import REST, ask_in_turn, words_of
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.decision import Fill
from relapse_cli.model.plan import Line, LineSlot
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.sign_off.slots import slot_screen


def fill_slot(
    asker: Asker, signing: Signing, name: str, place: tuple[int, int] = (0, 0)
) -> tuple[tuple[Fill, ...], bool]:
    """Ask what fills a slot; nothing where it stays as it is, and whether all further ones stay so as well.

    Raises:
        Left: it was left by going back, or by pausing.
    """
    found = [(line, slot) for line, slot in signing.slots if slot.name == name]
    if not found:
        return (), False
    line, slot = found[0]
    given = ask_in_turn(asker, (("text", lambda _: slot_screen(line, slot, signing, place)),))
    text = words_of(given, "text")
    if not text or text == slot.text:
        return (), bool(given.get(REST))
    same = (line.id, *_asked_with(line, slot, signing))
    return tuple(Fill(kind="fill", rule=rule, slot=slot.id, text=text) for rule in same), bool(
        given.get(REST)
    )


def _asked_with(line: Line, slot: LineSlot, signing: Signing) -> Iterator[str]:
    """The lines that print as part of this one and ask the same: what fills one serves all."""
    for lower, other in signing.slots:
        asks_same = (other.id, other.asks) == (slot.id, slot.asks) and other.text is None
        if lower.under == line.rule and asks_same:
            yield lower.id
