"""A hand that presses keys in the arrow-key asker, one string of keys for each prompt that comes up."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace

from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.output import DummyOutput

from relapse_cli.model.ask import Form, Table, picks_of
from relapse_cli.model.reply import (
    AddEntry,
    Answered,
    AnsweredFields,
    Back,
    CardReply,
    CheckReply,
    Emptied,
    Jump,
    ListAct,
    Noted,
    OpenCheck,
    OpenPart,
    Paused,
    Reply,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import Card, CheckScreen, Screen
from relapse_cli.prompters.arrow_keys.asker import ArrowKeysAsker
from relapse_cli.prompters.arrow_keys.check import rows_of
from relapse_cli.prompters.arrow_keys.prompts.frame import OPTION_WIDTH
from relapse_cli.prompters.asker import Clerk
from relapse_cli.prompters.commands import offered
from relapse_cli.prompters.typed.number_line import written_line
from relapse_cli.prompters.typed.values import written
from tests.prompters.screens import has_details, kind_of, may_add, parts_on, rows_on
from tests.walks.moves import TYPED, Move, Panel, line_text, place_of

UP, DOWN, HOME, END, ENTER, ESCAPE = "\x1b[A", "\x1b[B", "\x1b[H", "\x1b[F", "\r", "\x1b"
BACK, SKIP, UNKNOWN, DECLINE, ADD, CHECK = "\x10", "\x0e", "\x0b", "\x12", "\x19", "\x18"
NOTE, GO_TO, SAFETY, FLAGS, HIDE, PAUSE = "\x14", "\x07", "\x06", "\x0f", "\x0c", "\x03"
TAKE_AWAY = "\x16" * 2
CLEAR = "\x15" * 3
"""Takes away everything that is typed, up to two lines of it."""
EMPTIED = " "
"""What is left half typed when all that is recorded has been taken away."""
PAGES: dict[Panel, list[str]] = {
    "flags": [FLAGS, ENTER], "hide": [HIDE, DOWN + ENTER], "menu": [ESCAPE, ENTER],
    "jump": [GO_TO, ESCAPE], "note": [NOTE, f"on second thoughts{ESCAPE}"],
}  # fmt: skip
COMMANDS = {Skipped: "/skip", Back: "/back", OpenCheck: "/check", Paused: "/pause", AddEntry: "/add"}
KEYS = {Skipped: SKIP, Back: BACK, OpenCheck: CHECK, Paused: PAUSE, AddEntry: ADD}


class TallOutput(DummyOutput):
    """A screen on which every text fits on one page."""

    def get_size(self) -> Size:
        """The size."""
        return Size(rows=120, columns=80)


class ArrowHand:
    """Presses keys."""

    on_keys = True

    def __init__(self) -> None:
        self._stack = ExitStack()
        self.pipe = self._stack.enter_context(create_pipe_input())
        self.waiting: list[str] = []
        self.asker = ArrowKeysAsker(self.pipe, TallOutput(), flush=self._feed)

    def _feed(self, _: object) -> None:
        """Press the keys of the next prompt; one that they do not leave is paused, so that nothing hangs."""
        assert self.waiting, "a prompt came up that ought not to be needed"
        clear_typeahead(self.pipe)
        self.pipe.send_text(self.waiting.pop(0) + PAUSE)

    def ask(self, screen: Screen, move: Move, clerk: Clerk) -> Reply:
        """Press the keys of a move: half an answer, the panels, then what ends it."""
        begun = half_keys(screen, move.half)
        panels = [keys for panel in move.panels for keys in panel_keys(screen, panel, move)]
        self.waiting = joined(begun, [*panels, *answer_keys(screen, move)])
        reply = self.asker.ask(screen, clerk)
        assert self.waiting == [], "keys were left over"
        return reply

    def wanted(self, screen: Screen, move: Move) -> Reply:
        """A reply that leaves the question carries what is half typed; a typed command does not."""
        if isinstance(move.reply, Answered | AnsweredFields | Emptied | ListAct | OpenPart):
            return move.reply
        if move.enter:
            return replace(move.reply, draft="")
        typed = move.by_word and kind_of(screen) in TYPED
        return replace(move.reply, draft=None if typed else draft_after(screen, move.half))

    def standing(self, screen: Screen, move: Move) -> str | None:
        """What was marked or typed stays on screen, as far as it is not what is recorded."""
        if move.enter or not isinstance(move.reply, Answered | AnsweredFields):
            return getattr(self.wanted(screen, move), "draft", None)
        if kind_of(screen) not in TYPED | {"multi"}:
            return None
        match move.reply:
            case Answered(value=list(marks)):
                text, recorded = " ".join(marks), " ".join(screen.stored.value or [])
            case Answered(value=value):
                text, recorded = written(value), recorded_text(screen)
            case AnsweredFields():
                text, recorded = line_text(screen, move.reply), recorded_text(screen)
        return "" if text == recorded else text

    def card(self, card: Card) -> CardReply:
        """Enter alone does nothing; the row has to be moved to."""
        self.waiting = [ENTER + DOWN + ENTER]
        return self.asker.card(card)

    def check(self, screen: CheckScreen, reply: CheckReply) -> CheckReply:
        """Move to a row, or press a key."""
        rows = [row.value for row in rows_of(screen, OPTION_WIDTH) if row.value is not None]
        keys = {Back: BACK, Paused: PAUSE}.get(type(reply))
        wanted = reply.question if isinstance(reply, Jump | Emptied) else reply
        emptied = isinstance(reply, Emptied)
        self.waiting = [keys or to_row(rows.index(wanted), TAKE_AWAY if emptied else ENTER)]
        return self.asker.check(screen)

    def close(self) -> None:
        """Close the pipe."""
        self._stack.close()


def to_row(row: int, key: str = ENTER) -> str:
    """Choose a row of a list, counted from 0."""
    return HOME + DOWN * row + key


def joined(begun: str, prompts: list[str]) -> list[str]:
    """The keys of each prompt, the first one after what is half typed."""
    return [begun + prompts[0], *prompts[1:]]


def half_keys(screen: Screen, half: str | None) -> str:
    """Half an answer: text, or marks."""
    if half is None:
        return ""
    return (
        mark_keys(screen, marks_before(screen), half.split()) if kind_of(screen) == "multi" else CLEAR + half
    )


def marks_before(screen: Screen) -> list[str]:
    """What is marked when the question comes up."""
    current = screen.stored.value if isinstance(screen.stored.value, list) else []
    return screen.stored.draft.split() if screen.stored.draft else current


def mark_keys(screen: Screen, before: list[str], wanted: list[str]) -> str:
    """Take all marks away, then set the wanted ones."""
    rows = [str(choice.value) for choice in picks_of(screen.ask)]
    passes = ("".join((" " if row in marks else "") + DOWN for row in rows) for marks in (before, wanted))
    return "".join(HOME + keys for keys in passes)


def draft_after(screen: Screen, half: str | None) -> str | None:
    """What is half typed or half marked when the question is left; empty when it is what is recorded."""
    if kind_of(screen) == "multi":
        marks = marks_before(screen) if half is None else half.split()
        return "" if marks == (screen.stored.value or []) else " ".join(marks) or EMPTIED
    if kind_of(screen) not in TYPED:
        return None
    text = shown_text(screen, half)
    return "" if text == recorded_text(screen) else text or EMPTIED


def recorded_text(screen: Screen) -> str:
    """What is recorded, as it would be typed."""
    return written_line(screen.ask) if kind_of(screen) == "line" else written(screen.stored.value)


def shown_text(screen: Screen, half: str | None) -> str:
    """What stands on the line that is typed on; nothing on a list."""
    if kind_of(screen) not in TYPED:
        return ""
    if half is None:
        half = "" if screen.stored.draft == EMPTIED else screen.stored.draft or recorded_text(screen)
    return half


def by_menu(screen: Screen, action: str) -> list[str]:
    """Open the menu and choose an action there."""
    return [ESCAPE, to_row(1 + [str(each) for each in offered(screen)].index(action))]


def panel_keys(screen: Screen, panel: Panel, move: Move) -> list[str]:
    """Open a panel and close it."""
    if panel in PAGES:
        return PAGES[panel]
    if panel == "help" and not (kind_of(screen) == "line" or shown_text(screen, move.half)):
        return ["?", ENTER]
    return [*by_menu(screen, panel), ENTER]


def answer_keys(screen: Screen, move: Move) -> list[str]:
    """The keys that end a question, and those of the prompts that this opens."""
    if move.enter:
        return [CLEAR + ENTER if isinstance(move.reply, Skipped) else ENTER]
    typed = move.by_word and kind_of(screen) in TYPED
    if move.told:  # its first letter leads from the list to the line; then its parts are shown
        return [move.told + ENTER, to_row(0)]
    match move.reply:
        case Answered(value=value):
            return [value_keys(screen, value, move)]
        case AnsweredFields():
            return [CLEAR + line_text(screen, move.reply) + ENTER]
        case SetStatus(status=status, whole=whole):
            word = f"{status.removesuffix('d')}{'_all' if whole else ''}"
            if typed:
                return [f"{CLEAR}/{word.replace('_', ' ')}{ENTER}"]
            return by_menu(screen, word) if whole else [UNKNOWN if status == "unknown" else DECLINE]
        case Noted(text=text):
            return [f"{CLEAR}/note {text}{ENTER}", ENTER] if typed and text else [NOTE, CLEAR + text + ENTER]
        case Jump(question=question) if question == screen.ways.safety:
            return [f"{CLEAR}/safety{ENTER}" if typed else SAFETY]
        case Jump(question=question):
            row = [place.question for place in screen.ways.jumps].index(question)
            return [f"{CLEAR}/jump{ENTER}" if typed else GO_TO, to_row(row)]
        case Emptied():
            return [TAKE_AWAY]
        case ListAct():
            return list_keys(screen, move.reply)
        case OpenPart(step=step):
            return [to_row([part.step for part in parts_on(screen)].index(step))]
        case reply:
            return [f"{CLEAR}{COMMANDS[type(reply)]}{ENTER}" if typed else KEYS[type(reply)]]


def value_keys(screen: Screen, value: object, move: Move) -> str:
    """A value chosen, marked or typed."""
    ids = [choice.value for choice in picks_of(screen.ask)]
    if kind_of(screen) == "multi":
        before = marks_before(screen) if move.half is None else move.half.split()
        assert isinstance(value, list)
        return mark_keys(screen, before, value) + ENTER
    if ids:
        return END + UP * (len(ids) - 1 - ids.index(value)) + ENTER
    return CLEAR + written(value) + ENTER


def list_keys(screen: Screen, act: ListAct) -> list[str]:
    """The rows of a list of entries; an entry opens what can be done with it."""
    if isinstance(screen.ask, Form):
        return [to_row(len(screen.ask.parts) + (act.action == "done" and screen.ask.has_more))]
    count = len(rows_on(screen))
    if act.action in {"add", "done"}:
        told = isinstance(screen.ask, Table) and screen.ask.told is not None  # its line stands in front
        return [to_row(count + told + (act.action == "done" and may_add(screen)))]
    ways = ["change", *(["details"] if has_details(screen, act.entry) else []), "remove"]
    opened = [to_row(place_of(screen, act.entry)), to_row(ways.index(act.action))]
    return [*opened, to_row(1)] if act.action == "remove" else opened
