"""The rows of lists that are not options: events, texts that share a screen, the menu."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.model.ask import ListAction, Marks, Numbers, SharedTexts, Table, TableRow, picks_of
from relapse_cli.model.reply import ListAct, OpenPart
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.arrow_keys.prompts.endings import Submitted
from relapse_cli.prompters.arrow_keys.prompts.frame import Space
from relapse_cli.prompters.arrow_keys.prompts.keys import KEY_NAMES
from relapse_cli.prompters.arrow_keys.prompts.list_prompt import Row, Rows
from relapse_cli.prompters.arrow_keys.told import BegunLine
from relapse_cli.prompters.commands import WORDS, Action, offered
from relapse_cli.prompters.entry_table import signs_for, table_head, table_rows
from relapse_cli.prompters.screen_text import noted_words, text_words
from relapse_cli.prompters.told_text import tell_words
from relapse_cli.text.width import shorten

_ADD, _DONE = ListAct("add"), ListAct("done")
TELL = BegunLine()
_WAYS: tuple[tuple[ListAction, str], ...] = (
    ("change", "Change it"),
    ("details", "More about it"),
    ("remove", "Remove it"),
)


@dataclass(frozen=True, slots=True)
class BegunText:
    """Letters typed on one of the texts that share a screen: they open the text, and are its first."""

    question: str
    letters: str


def begin_text(pointed: object, letters: str) -> Submitted | None:
    """Open the text under the pointer with letters; other rows open nothing."""
    return Submitted(BegunText(pointed.question, letters)) if isinstance(pointed, OpenPart) else None


def row_after(table: Table) -> object:
    """Where the pointer starts: on adding until an entry is complete, then on going on."""
    if not table.may_add or any(row.complete for row in table.rows):
        return _DONE
    return TELL if table.told else _ADD


def list_rows(table: Table, may_skip: bool, encoding: str, begun: str = "") -> Rows:
    """The table of events, then what can be done with the list, for any room."""
    adding = [Row(_ADD, "Add another" if table.rows else "Add the first")] if table.may_add else []
    if table.told is not None:
        adding = [
            Row(TELL, tell_words(len(table.rows), begun)),
            Row(_ADD, f"{adding[0].label}, question by question"),
        ]
    done = [Row(_DONE, "Done, go on")] if table.rows or may_skip else []

    def draw(space: Space) -> list[Row]:
        width = space.option_width
        head = table_head(table, width)
        drawn = zip(table.rows, table_rows(table, width, signs_for(encoding)), strict=True)
        rows = [Row(ListAct("change", event.index), line) for event, line in drawn]
        return [*([Row(None, head)] if head else []), *rows, *adding, *done]

    return draw


def way_rows(row: TableRow) -> list[Row]:
    """What can be done with one event."""
    return [
        Row(ListAct(action, row.index), label)
        for action, label in _WAYS
        if action != "details" or row.has_details
    ]


def text_rows(asked: SharedTexts, adds: bool) -> Rows:
    """The questions that share a screen, each with what is typed under it."""
    adding = [Row("add", WORDS["add"])] if adds else []

    def draw(space: Space) -> list[Row]:
        width = space.option_width
        rows = [
            Row(OpenPart(text.question), f"{text.label}\n{shorten(text_words(text), width)}".rstrip())
            for text in asked.texts
        ]
        return [*rows, Row(_DONE, "Done, go on"), *adding]

    return draw


def text_after(asked: SharedTexts, last: str | None) -> object:
    """Where the pointer starts: the first question behind the last one that is still empty, else done."""
    ids = [text.question for text in asked.texts]
    behind = asked.texts[ids.index(last) + 1 if last in ids else 0 :]
    return next((OpenPart(text.question) for text in behind if not text.words), _DONE)


def menu_words(action: Action) -> str:
    """A row of the menu, with the key that does the same."""
    key = KEY_NAMES.get(action, "")
    return f"{WORDS[action]:<44}{key}".rstrip()


def keys_of(screen: Screen) -> tuple[str, ...]:
    """What stands below a question: where everything else is, and a quiet count."""
    help_key = "/help" if isinstance(screen.ask, Numbers) else "? help"
    rest = f"{KEY_NAMES['rest']} leaves all of the rest" if screen.ways.may_leave_rest else ""
    keys = ("Esc menu", help_key, rest, noted_words(screen))
    return tuple(key for key in keys if key)


def key_lines(screen: Screen) -> list[str]:
    """The keys of a question, for the help page."""
    ends = "Space marks it" if isinstance(screen.ask, Marks) else "Enter chooses it"
    digits = [f"{'1 to 9':<8}Move to that option; {ends}"] if picks_of(screen.ask) else []
    keys = [f"{KEY_NAMES[action]:<8}{WORDS[action]}" for action in offered(screen) if action in KEY_NAMES]
    return [*digits, *keys]
