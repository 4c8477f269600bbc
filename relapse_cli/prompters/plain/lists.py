"""Lists line by line: the events of a repeated group, and the parts of one that is shown whole."""

from __future__ import annotations

import re

from relapse_cli.model.ask import Form, ListAction, Table
from relapse_cli.model.reply import ListAct, OpenPart, Reply
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import Clerk
from relapse_cli.prompters.commands import SLASHES, empty_words
from relapse_cli.prompters.plain.reading import how_to
from relapse_cli.prompters.plain.streams import Lines
from relapse_cli.prompters.screen_text import part_words
from relapse_cli.text.width import wrap

_LISTED = re.compile(r"(add|change|details|remove|done)(?:\s+(\d+))?", re.IGNORECASE | re.ASCII)
_REMOVAL_HELP = "The word yes, or y, removes the entry; anything else keeps it."
_LIST_WORDS: tuple[ListAction, ...] = ("add", "change", "details", "remove", "done")


def is_list_word(typed: str) -> bool:
    """Whether a line is what can be done with a list, such as ``change 1``."""
    return _LISTED.fullmatch(typed.strip()) is not None


def act_on_list(typed: str, table: Table, screen: Screen, clerk: Clerk, lines: Lines) -> Reply | None:
    """What a typed line asks for; ``None`` after saying why it does nothing."""
    found = _LISTED.fullmatch(typed.strip())
    action = found and next(a for a in _LIST_WORDS if a == found[1].lower())
    if not found or not action:
        lines.say(lines.wrap(how_to(screen)))
        return None
    place = int(found[2] or 0) - 1
    if action in {"change", "details", "remove"} and not 0 <= place < len(table.rows):
        lines.say(["Name the number of an entry, such as change 1."])
        return None
    if action == "add" and not table.may_add:
        lines.say(["The list is full."])
        return None
    if action == "done" and not table.rows and not screen.ways.may_skip:
        lines.say(lines.wrap(empty_words(screen, SLASHES, "Please add an entry.")))
        return None
    index = table.rows[place].index if action in {"change", "details", "remove"} else 0
    if action == "remove":
        for sentence in clerk.removal(index):
            lines.say(lines.wrap(sentence))
        asked = f"Remove entry {place + 1}? Type yes: "
        if lines.ask_with_help(asked, _REMOVAL_HELP).strip().lower() not in {"y", "yes"}:
            return None
    return ListAct(action, index)


def part_lines(form: Form, width: int) -> list[str]:
    """The parts of what is shown whole, each with its number and what is recorded there."""
    rows: list[str] = []
    for number, part in enumerate(form.parts, 1):
        rows += wrap(part_words(part), width, f"{number:>3}. ", "     ")
    return rows


def act_on_form(typed: str, form: Form, screen: Screen, lines: Lines) -> Reply | None:
    """Open a part by its number, show the details, or go on; ``None`` after saying why it does nothing."""
    plain = typed.strip().lower()
    if plain == "done":
        return ListAct("done")
    if plain == "details" and form.has_more:
        return ListAct("details", screen.step.entry or 0)
    if plain.isascii() and plain.isdecimal() and 1 <= int(plain) <= len(form.parts):
        return OpenPart(form.parts[int(plain) - 1].step)
    lines.say(lines.wrap(how_to(screen)))
    return None
