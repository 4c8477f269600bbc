"""The rows of lists that are not options: entries, texts that share a screen, the menu."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.model.reply import ListAct, OpenPart
from relapse_cli.model.screen import ListAction, Screen, choices_of
from relapse_cli.prompters.arrow_keys.prompts.frame import Space
from relapse_cli.prompters.arrow_keys.prompts.keys import KEY_NAMES
from relapse_cli.prompters.arrow_keys.prompts.list_prompt import Row, Rows
from relapse_cli.prompters.arrow_keys.prompts.pressed import Submitted
from relapse_cli.prompters.commands import WORDS, Action, offered
from relapse_cli.prompters.entry_table import signs_for, table_head, table_rows
from relapse_cli.prompters.screen_text import noted_words, part_words
from relapse_cli.text.width import shorten

ADD, DONE = ListAct("add"), ListAct("done")
WAYS: tuple[tuple[ListAction, str], ...] = (
    ("change", "Change it"),
    ("details", "More about it"),
    ("remove", "Remove it"),
)


@dataclass(frozen=True, slots=True)
class Begun:
    """Letters typed on one of the texts that share a screen: they open the text, and are its first."""

    question: str
    letters: str


def begin_part(pointed: object, letters: str) -> Submitted | None:
    """Open the text under the pointer with letters; other rows open nothing."""
    return Submitted(Begun(pointed.question, letters)) if isinstance(pointed, OpenPart) else None


def entry_after(screen: Screen) -> ListAct:
    """Where the pointer starts: on adding until an entry is complete, then on going on."""
    return DONE if not screen.may_add or any(entry.complete for entry in screen.entries) else ADD


def entry_rows(screen: Screen, encoding: str) -> Rows:
    """The rows of a list of entries, for any room."""
    return lambda space: entry_rows_for(screen, space.option_width, encoding)


def entry_rows_for(screen: Screen, width: int, encoding: str) -> list[Row]:
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


def part_rows(screen: Screen) -> Rows:
    """The questions that share a screen, each with what is typed under it."""
    adding = [Row("add", WORDS["add"])] if screen.adds else []

    def draw(space: Space) -> list[Row]:
        width = space.option_width
        rows = [
            Row(OpenPart(part.question), f"{part.label}\n{shorten(part_words(part), width)}".rstrip())
            for part in screen.parts
        ]
        return [*rows, Row(DONE, "Done, go on"), *adding]

    return draw


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
    ends = "Space marks it" if screen.kind == "multi" else "Enter chooses it"
    digits = [f"{'1 to 9':<8}Move to that option; {ends}"] if choices_of(screen) else []
    keys = [f"{KEY_NAMES[action]:<8}{WORDS[action]}" for action in offered(screen) if action in KEY_NAMES]
    return [*digits, *keys]
