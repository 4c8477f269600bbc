"""The rows of lists that are not options: entries, texts that share a screen, the menu."""

from __future__ import annotations

from relapse_cli.prompters.arrow_keys.key_bindings import KEY_NAMES
from relapse_cli.prompters.arrow_keys.list_prompt import Row
from relapse_cli.prompters.base import ListAct, ListAction, OpenPart, Screen
from relapse_cli.prompters.commands import WORDS, Action, offered
from relapse_cli.prompters.entry_table import signs_for, table_head, table_rows
from relapse_cli.prompters.screen_text import noted_words
from relapse_cli.prompters.text_width import shorten

ADD, DONE = ListAct("add"), ListAct("done")
WAYS: tuple[tuple[ListAction, str], ...] = (
    ("change", "Change it"),
    ("details", "More about it"),
    ("remove", "Remove it"),
)


def entry_rows(screen: Screen, width: int, encoding: str) -> list[Row]:
    """The table of entries, then what can be done with the list."""
    head = table_head(screen, width)
    rows = [Row(None, head)] if head else []
    drawn = table_rows(screen, width, signs_for(encoding))
    rows += [
        Row(ListAct("change", entry.index), line) for entry, line in zip(screen.entries, drawn, strict=True)
    ]
    adding = [Row(ADD, "Add another" if screen.entries else "Add the first")] if screen.may_add else []
    done = [Row(DONE, "Done, go on")] if screen.entries or screen.may_skip else []
    return [*rows, *adding, *done]


def way_rows(screen: Screen, entry: int) -> list[Row]:
    """What can be done with one entry."""
    return [
        Row(ListAct(action, entry), label)
        for action, label in WAYS
        if action != "details" or entry in screen.details
    ]


def part_rows(screen: Screen, width: int) -> list[Row]:
    """The questions that share a screen, each with what is typed under it."""
    rows = [
        Row(OpenPart(part.question), f"{part.label}\n{shorten(part.words, width)}".rstrip())
        for part in screen.parts
    ]
    adding = [Row("add", WORDS["add"])] if screen.adds else []
    return [*rows, Row(DONE, "Done, go on"), *adding]


def part_after(screen: Screen, last: str | None) -> object:
    """Where the pointer starts: the first question behind the last one that is still empty, else done."""
    ids = [part.question for part in screen.parts]
    behind = screen.parts[ids.index(last) + 1 if last in ids else 0 :]
    return next((OpenPart(part.question) for part in behind if not part.words), DONE)


def menu_words(action: Action) -> str:
    """A row of the menu, with the key that does the same."""
    key = KEY_NAMES.get(action, "")
    return f"{WORDS[action]:<44}{key}".rstrip()


def keys_line(screen: Screen) -> str:
    """The line below a question: where everything else is, and quiet counts."""
    parts = ["Esc menu", "/help" if screen.kind == "line" else "? help", noted_words(screen), screen.keeping]
    return "   ".join(part for part in parts if part)


def key_lines(screen: Screen) -> list[str]:
    """The keys of a question, for the help page."""
    return [f"{KEY_NAMES[action]:<8}{WORDS[action]}" for action in offered(screen) if action in KEY_NAMES]
