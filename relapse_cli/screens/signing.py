"""The screens on which somebody signs a bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.model.ask import Choice, Text
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.screen import OWN, Around, Screen, Ways
from relapse_cli.model.step import Step

if TYPE_CHECKING:
    from relapse_cli.model.ask import Ask

SIGN, STOP = "sign", "stop"
_TITLE = "Signing a question bank"
_ASKED = {
    "name": ("Who signs?", "First and last name, as in the register."),
    "role": ("In which role?", "Such as: consultant psychiatrist, clinical lead."),
    "registration": ("Under which registration?", "Such as: IMC 123456, or the name of the register."),
}
SAID = tuple(_ASKED)
"""What is asked of who signs, in this order."""


def said_screen(name: str, about: str) -> Screen:
    """One thing about who signs."""
    label, example = _ASKED[name]
    place = (SAID.index(name) + 1, len(SAID) + 1)
    return _screen(name, label, Text(), (about, example), place)


def confirm_screen(rows: tuple[str, ...]) -> Screen:
    """What is signed, and by whom, before it is."""
    options = (
        Option(id=STOP, label="Stop here; nothing is signed"),
        Option(id=SIGN, label="Sign: these questions, rules, texts and numbers are clinically reviewed"),
    )
    place = (len(SAID) + 1, len(SAID) + 1)
    return _screen("confirm", "Is this signed?", Choice(options), rows, place)


def _screen(name: str, label: str, ask: Ask, body: tuple[str, ...], progress: tuple[int, int]) -> Screen:
    return Screen(
        step=Step(f"{OWN}sign.{name}"),
        ask=ask,
        label=label,
        body=body,
        ways=Ways(careful=True, may_skip=False),
        around=Around(_TITLE, progress),
    )
