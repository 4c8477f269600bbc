"""The rows of lists that are not options: events, texts that share a screen, the menu."""

from __future__ import annotations

from relapse_cli.model.ask import Form, ListAction, Marks, Numbers, Table, TableRow, picks_of
from relapse_cli.model.reply import ListAct, OpenPart
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.arrow_keys.prompts.frame import Space
from relapse_cli.prompters.arrow_keys.prompts.keys import KEY_NAMES
from relapse_cli.prompters.arrow_keys.prompts.list_prompt import Row, Rows
from relapse_cli.prompters.arrow_keys.told import BegunLine
from relapse_cli.prompters.commands import WORDS, Action, offered
from relapse_cli.prompters.entry_table import signs_for, table_head, table_rows
from relapse_cli.prompters.screen_text import noted_words, part_words
from relapse_cli.prompters.told_text import tell_words
from relapse_cli.text.width import shorten

_ADD, _DONE = ListAct("add"), ListAct("done")
TELL = BegunLine()
_MORE = "More about it"
_PASSES = "Take what is there and go on to the next part; Shift-Tab goes back"
_WAYS: tuple[tuple[ListAction, str], ...] = (
    ("change", "Change it"),
    ("details", _MORE),
    ("remove", "Remove it"),
)


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


def form_rows(form: Form, entry: int) -> Rows:
    """The parts of what is shown whole, then the ways on."""
    more = [Row(ListAct("details", entry), _MORE)] if form.has_more else []

    def draw(space: Space) -> list[Row]:
        parts = [
            Row(OpenPart(part.step), shorten(part_words(part), space.option_width)) for part in form.parts
        ]
        return [*parts, *more, Row(_DONE, "Done, go on")]

    return draw


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
    """The keys of a question, for the help page, which needs not name its own."""
    ends = "Space marks it" if isinstance(screen.ask, Marks) else "Enter chooses it"
    digits = [f"{'1 to 9':<8}Move to that option; {ends}"] if picks_of(screen.ask) else []
    named = [action for action in offered(screen) if action in KEY_NAMES and action != "help"]
    keys = [f"{KEY_NAMES[action]:<8}{WORDS[action]}" for action in named]
    passes = [f"{'Tab':<8}{_PASSES}"] if screen.around.form is not None else []
    return [*digits, *passes, *keys]
