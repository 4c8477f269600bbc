"""Lists line by line: the events of a repeated group, and texts that share a screen."""

from __future__ import annotations

import re

from relapse_cli.model.ask import ListAction, SharedText, SharedTexts, Table
from relapse_cli.model.reply import AddEntry, Answered, ListAct, OpenPart, Reply, SetStatus, Skipped
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import Clerk
from relapse_cli.prompters.commands import SLASHES, empty_words
from relapse_cli.prompters.plain.reading import how_to
from relapse_cli.prompters.plain.streams import Lines
from relapse_cli.prompters.screen_text import text_words
from relapse_cli.text.width import wrap

_LISTED = re.compile(r"(add|change|details|remove|done)(?:\s+(\d+))?", re.IGNORECASE | re.ASCII)
_WHICH = "Number of the question the note is for: "
_WHICH_HELP = "Type the number that stands before the question in the list above."
_REMOVAL_HELP = "The word yes removes the entry; anything else keeps it."
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
        if lines.ask_with_help(asked, _REMOVAL_HELP).strip().lower() != "yes":
            return None
    return ListAct(action, index)


class TextsWalk:
    """Goes through the texts of a shared screen one after the other, and shows their list on returning.

    Attributes:
        goes_on: whether the last reply left a text by answering or leaving it, so that the next one follows.
    """

    def __init__(self) -> None:
        self.goes_on = False
        self._begun: set[str] = set()
        self._opened: set[str] = set()

    def following(self, asked: SharedTexts, screen: Screen) -> Reply | None:
        """The next text of the walk; ``None`` when the list is to be shown."""
        here = screen.step.question
        if here in self._begun and not self.goes_on:
            return None
        self._begun.add(here)
        self.goes_on = False
        waiting = [text for text in asked.texts if not text.words and text.question not in self._opened]
        if not waiting:
            return ListAct("done")
        self._opened.add(waiting[0].question)
        return OpenPart(waiting[0].question)

    def is_new(self, screen: Screen) -> bool:
        """Whether the shared screen has not come up before."""
        return screen.step.question not in self._begun

    def note(self, reply: Reply, screen: Screen) -> None:
        """Remember how a text was left."""
        self.goes_on = screen.step.detail and isinstance(reply, Answered | Skipped | SetStatus)


def text_lines(asked: SharedTexts, width: int) -> list[str]:
    """The texts with what is typed under each."""
    rows: list[str] = []
    for number, text in enumerate(asked.texts, 1):
        rows += wrap(text.label, width, f"{number:>3}. ", "     ")
        words = text_words(text)
        rows += wrap(words, width, "     ") if words else []
    return rows


def act_on_texts(typed: str, asked: SharedTexts, screen: Screen, lines: Lines) -> Reply | None:
    """Open a text by its number, add an entry, or go on."""
    plain = typed.strip().lower()
    if plain == "done":
        return ListAct("done")
    if plain == "add" and screen.ways.adds:
        return AddEntry()
    if plain.isascii() and plain.isdecimal() and 1 <= int(plain) <= len(asked.texts):
        return OpenPart(asked.texts[int(plain) - 1].question)
    lines.say(lines.wrap(how_to(screen)))
    return None


def choose_text(text: str, asked: SharedTexts, lines: Lines) -> tuple[SharedText | None, str]:
    """Which of the texts a note is for, and the words of the note, where they were typed as well."""
    number, _, rest = text.partition(" ")
    if not (number.isascii() and number.isdecimal()):
        number, rest = lines.ask_with_help(_WHICH, _WHICH_HELP).strip(), text
    if number.isascii() and number.isdecimal() and 1 <= int(number) <= len(asked.texts):
        return asked.texts[int(number) - 1], rest.strip()
    lines.say(["That is not on the list."])
    return None, ""
