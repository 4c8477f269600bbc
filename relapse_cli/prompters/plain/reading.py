"""A typed line read into a value, and how to answer said in words."""

from __future__ import annotations

import re

from relapse_cli.model.reply import AnsweredFields
from relapse_cli.model.screen import Screen, choices_of
from relapse_cli.prompters.asker import Clerk
from relapse_cli.prompters.commands import SLASHES, WORDS, offered
from relapse_cli.prompters.typed.number_line import read_line
from relapse_cli.prompters.typed.values import Unreadable, hint, read_value
from relapse_cli.text.width import wrap


def read_typed(typed: str, screen: Screen, clerk: Clerk) -> object:
    """Read a typed line into a value: numbers of options, or what the kind takes."""
    match screen.kind:
        case "choice" | "yes_no":
            return read_one(typed, screen)
        case "multi":
            return read_several(typed, screen)
        case "line":
            given = read_line(typed, screen, clerk)
            return given if isinstance(given, Unreadable) else AnsweredFields(given)
        case _:
            return read_value(typed, screen)


def read_one(typed: str, screen: Screen) -> object:
    """One option by its number, its id or its words."""
    plain = typed.strip().lower()
    choices = choices_of(screen)
    for number, choice in enumerate(choices, 1):
        if plain in {str(number), str(choice.value).lower(), choice.label.lower()}:
            return choice.value
    if screen.kind == "yes_no" and plain in {"y", "n"}:
        return plain == "y"
    return Unreadable(f"Please type one number from 1 to {len(choices)}.")


def read_several(typed: str, screen: Screen) -> object:
    """Several options by their numbers; ``none`` is the option that stands alone, where there is one."""
    plain = typed.strip().lower()
    if plain == "none" and screen.exclusive is not None:
        return [screen.exclusive]
    choices = choices_of(screen)
    chosen: list[object] = []
    for word in re.split(r"[\s,;]+", plain.strip(" ,;")):
        found = [c.value for n, c in enumerate(choices, 1) if word in {str(n), str(c.value).lower()}]
        if not found:
            return Unreadable(f"Please type numbers from 1 to {len(choices)}, such as 1 3.")
        chosen += [value for value in found if value not in chosen]
    if screen.exclusive in chosen and len(chosen) > 1:
        alone = next(c.label for c in choices if c.value == screen.exclusive)
        return Unreadable(f"“{alone}” stands alone; leave it out, or the others.")
    return chosen


def how_to(screen: Screen) -> str:
    """How to answer, in one line."""
    match screen.kind:
        case "choice" | "yes_no":
            return "Type the number of one option."
        case "multi":
            none = ", or none" if screen.exclusive is not None else ""
            return f"Type the numbers with blanks between them, such as 1 3{none}."
        case "long_text":
            return "Several lines are fine; an empty line ends the text."
        case "entries":
            ways = ["add"] if screen.may_add else []
            ways += ["change 1", "details 1", "remove 1"] if screen.entries else []
            return f"Type {', '.join([*ways, 'done'])}."
        case "parts":
            add = ", add for the sequence" if screen.adds else ""
            return f"Type the number of a question to open it{add}, or done."
        case _:
            return hint(screen)


def note_line(screen: Screen) -> str:
    """The note on the answer, on its own line."""
    return f"Note: {' '.join(screen.note.split())}" if screen.note else ""


def takes_begun(screen: Screen) -> bool:
    """Whether an empty line takes what was half typed; on a safety question it has to be typed."""
    return bool((screen.draft or "").strip()) and not screen.careful


def draft_line(screen: Screen) -> str:
    """What was half typed here, and how to take it."""
    words = (screen.draft or "").split()
    if not words:
        return ""
    marked = [choice.label for choice in choices_of(screen) if choice.value in words]
    begun = f"Begun: {'; '.join(marked) if screen.kind == 'multi' else ' '.join(words)}"
    if not takes_begun(screen):
        return begun
    return f"{begun} ({'type on, or ' if screen.kind == 'long_text' else ''}an empty line takes it)"


def command_lines(screen: Screen, width: int) -> list[str]:
    """The typed commands of a screen."""
    shown = [action for action in offered(screen) if action != "help"]
    rows = (wrap(WORDS[action], width, f"{SLASHES[action]:<14}", " " * 14) for action in shown)
    return [line for row in rows for line in row]
