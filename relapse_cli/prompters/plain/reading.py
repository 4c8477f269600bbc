"""A typed line read into a value, and how to answer said in words."""

from __future__ import annotations

import re
from typing import assert_never

from relapse_cli.model.ask import (
    Ask,
    Choice,
    Day,
    Distance,
    Form,
    Length,
    Marks,
    Number,
    Numbers,
    Secret,
    Table,
    Text,
    YesNo,
    picks_of,
)  # fmt: skip
from relapse_cli.model.reply import AnsweredFields
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import Clerk
from relapse_cli.prompters.commands import SLASHES, WORDS, offered
from relapse_cli.prompters.told_text import how_to_tell
from relapse_cli.prompters.typed.days.read import Unreadable
from relapse_cli.prompters.typed.number_line import read_line
from relapse_cli.prompters.typed.values import hint, read_value
from relapse_cli.text.width import wrap

_LONG_TEXT = Text(long=True)


def read_typed(typed: str, ask: Ask, clerk: Clerk) -> object:
    """Read a typed line into a value: numbers of options, or what the way of asking takes."""
    match ask:
        case Choice() | YesNo():
            return _read_one(typed, ask)
        case Marks():
            return _read_several(typed, ask)
        case Numbers():
            given = read_line(typed, ask, clerk)
            return given if isinstance(given, Unreadable) else AnsweredFields(given)
        case Number() | Day() | Length() | Distance() | Text():
            return read_value(typed, ask)
        case Table() | Form() | Secret():
            raise AssertionError(ask)  # lists are acted on, and a secret is read by itself
        case _:
            assert_never(ask)


def _read_one(typed: str, ask: Choice | YesNo) -> object:
    """One option by its number, its id or its words."""
    plain = typed.strip().lower()
    picks = picks_of(ask)
    for number, pick in enumerate(picks, 1):
        if plain in {str(number), str(pick.value).lower(), pick.label.lower()}:
            return pick.value
    if isinstance(ask, YesNo) and plain in {"y", "n"}:
        return plain == "y"
    return Unreadable(f"Please type one number from 1 to {len(picks)}.")


def _read_several(typed: str, ask: Marks) -> object:
    """Several options by their numbers; ``none`` is the option that stands alone, where there is one."""
    plain = typed.strip().lower()
    if plain == "none" and ask.exclusive is not None:
        return [ask.exclusive]
    picks = picks_of(ask)
    chosen: list[object] = []
    for word in re.split(r"[\s,;]+", plain.strip(" ,;")):
        found = [p.value for n, p in enumerate(picks, 1) if word in {str(n), str(p.value).lower()}]
        if not found:
            return Unreadable(f"Please type numbers from 1 to {len(picks)}, such as 1 3.")
        chosen += [value for value in found if value not in chosen]
    if ask.exclusive in chosen and len(chosen) > 1:
        alone = next(p.label for p in picks if p.value == ask.exclusive)
        return Unreadable(f"“{alone}” stands alone; leave it out, or the others.")
    return chosen


def how_to(screen: Screen) -> str:
    """How to answer, in one line."""
    ask = screen.ask
    match ask:
        case Choice() | YesNo():
            return "Type the number of one option."
        case Marks():
            none = ", or none" if ask.exclusive is not None else ""
            return f"Type the numbers with blanks between them, such as 1 3{none}."
        case Text(long=True):
            return "Several lines are fine; an empty line ends the text."
        case Table():
            ways = ["add"] if ask.may_add else []
            ways += ["change 1", "details 1", "remove 1"] if ask.rows else []
            plain = f"{', '.join([*ways, 'done'])}."
            if ask.told is None:
                return f"Type {plain}"
            return f"Type a step on one line. {how_to_tell(ask.told)} Or type {plain} An empty line is done."
        case Form():
            more = ", details for more about it" if ask.has_more else ""
            return f"Type the number of a part to put it right{more}, or done."
        case Number() | Numbers() | Text() | Day() | Length() | Distance() | Secret():
            return hint(ask)
        case _:
            assert_never(ask)


def note_line(screen: Screen) -> str:
    """The note on the answer, on its own line."""
    note = screen.stored.note
    return f"Note: {' '.join(note.split())}" if note else ""


def takes_begun(screen: Screen) -> bool:
    """Whether an empty line takes what was half typed; on a safety question it has to be typed."""
    return bool((screen.stored.draft or "").strip()) and not screen.ways.careful


def draft_line(screen: Screen) -> str:
    """What was half typed here, and how to take it."""
    words = (screen.stored.draft or "").split()
    if not words:
        return ""
    ask = screen.ask
    marked = [pick.label for pick in picks_of(ask) if pick.value in words]
    begun = f"Begun: {'; '.join(marked) if isinstance(ask, Marks) else ' '.join(words)}"
    if not takes_begun(screen):
        return f"{begun} (not yet taken)"
    return f"{begun} (not yet taken; {'type on, or ' if ask == _LONG_TEXT else ''}an empty line takes it)"


def command_lines(screen: Screen, width: int) -> list[str]:
    """The typed commands of a screen."""
    shown = [action for action in offered(screen) if action != "help"]
    rows = (wrap(WORDS[action], width, f"{SLASHES[action]:<14}", " " * 14) for action in shown)
    return [line for row in rows for line in row]
