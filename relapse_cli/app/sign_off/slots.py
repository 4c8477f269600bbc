"""Filling in the slots of a plan: one field each, and the words are kept as they were typed."""

from __future__ import annotations

from relapse_cli.app.asking.in_turn import REST, ask_in_turn, words_of
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.decision import Fill
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
    made = (Fill(kind="fill", rule=line.id, slot=slot.id, text=text),) if text and text != slot.text else ()
    return made, bool(given.get(REST))
