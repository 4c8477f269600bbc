"""A hand that types lines into the plain asker."""

from __future__ import annotations

import io
from dataclasses import replace

from relapse_cli.model.ask import picks_of
from relapse_cli.model.reply import (
    AddEntry,
    Answered,
    AnsweredFields,
    Back,
    CardReply,
    CheckReply,
    Emptied,
    Finish,
    GoOn,
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
from relapse_cli.prompters.asker import Clerk
from relapse_cli.prompters.plain.asker import PlainAsker
from relapse_cli.prompters.typed.values import written
from tests.prompters.screens import kind_of, parts_on
from tests.walks.moves import Move, Panel, line_text, place_of

PANELS: dict[Panel, list[str]] = {
    "help": ["/help"], "read": ["/read"], "flags": ["/flags"], "hide": ["/hide", "hm", "show"],
    "menu": ["/?"], "jump": ["/jump", ""], "note": ["/note", ""],
}  # fmt: skip
COMMANDS: dict[type[Reply], str] = {
    Skipped: "/skip", Emptied: "/clear", Back: "/back", OpenCheck: "/check", Paused: "/pause",
    AddEntry: "/add",
}  # fmt: skip


class Typist(io.StringIO):
    """Lines that are typed when they are asked for; one that nobody planned is a mistake of the asker."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[str] = []

    def readline(self, _: int = -1, /) -> str:  # type: ignore[override]
        """The next line."""
        assert self.waiting, "the asker waits for a line that ought not to be needed"
        return f"{self.waiting.pop(0)}\n"


class PlainHand:
    """Types lines."""

    on_keys = False

    def __init__(self) -> None:
        self.typist = Typist()
        self.asker = PlainAsker(self.typist, io.StringIO())

    def ask(self, screen: Screen, move: Move, clerk: Clerk) -> Reply:
        """Type a move."""
        begun = [move.half] if move.half and is_begun(screen, move) else []
        lines = [line for panel in move.panels for line in PANELS[panel]]
        self.typist.waiting = planned = [*begun, *lines, *answer_lines(screen, move)]
        reply = self.asker.ask(screen, clerk)
        assert planned == [], f"{planned} was not asked for"
        return reply

    def wanted(self, screen: Screen, move: Move) -> Reply:
        """A longer text goes on with what was begun, and is left half typed by a command."""
        earlier = [screen.stored.draft or ""] if takes_draft(screen) else []
        begun = [*earlier, str(move.half)] if is_begun(screen, move) else []
        match move.reply:
            case Answered(value=str(text)) if kind_of(screen) == "long_text" and not move.enter:
                return Answered("\n".join([*(begun or earlier), text]))
            case Answered() | AnsweredFields() | Emptied() | ListAct() | OpenPart():
                return move.reply
            case reply:
                return replace(reply, draft="\n".join(begun)) if begun else reply

    def standing(self, screen: Screen, move: Move) -> str | None:
        """Of a longer text what was typed stays begun; of a line nothing does."""
        match self.wanted(screen, move):
            case Answered(value=str(text)) if kind_of(screen) == "long_text" and not move.enter:
                return text
            case reply:
                return getattr(reply, "draft", None)

    def card(self, card: Card) -> CardReply:
        """Type something else first, then "ok"."""
        self.typist.waiting = ["", "ok"]
        return self.asker.card(card)

    def check(self, screen: CheckScreen, reply: CheckReply) -> CheckReply:
        """Type a number, or a word."""
        match reply:
            case Jump(question=question) | Emptied(question=question):
                lines = [line.question for group in screen.groups for line in group.lines]
                number = lines.index(question) + 1
                typed = f"/clear {number}" if isinstance(reply, Emptied) else str(number)
            case GoOn() | Finish():
                typed = "go on" if isinstance(reply, GoOn) else "finish"
            case Back() | Paused():
                typed = "/back" if isinstance(reply, Back) else "/pause"
        self.typist.waiting = ["what now?", typed]
        return self.asker.check(screen)

    def close(self) -> None:
        """Everything that was planned has been typed."""
        assert self.typist.waiting == []


def answer_lines(screen: Screen, move: Move) -> list[str]:
    """The lines of a move."""
    if move.enter or move.told:  # an empty line takes what stands there, and a step that was told
        return [*filter(None, [move.told]), ""]
    match move.reply:
        case Answered(value=value):
            return value_lines(screen, value)
        case AnsweredFields():
            return [line_text(screen, move.reply)]
        case SetStatus(status=status, whole=whole):
            return [f"/{status.removesuffix('d')}{' all' if whole else ''}"]
        case Noted(text=text):
            return [f"/note {text}"] if move.by_word else ["/note", text]
        case Jump(question=question) if question == screen.ways.safety:
            return ["/safety"]
        case Jump(question=question):
            number = str([place.question for place in screen.ways.jumps].index(question) + 1)
            return [f"/jump {number}"] if move.by_word else ["/jump", number]
        case ListAct(action="remove", entry=entry):
            return [f"remove {place_of(screen, entry) + 1}", "yes"]
        case ListAct(action="details") if parts_on(screen):
            return ["details"]
        case ListAct(action="change" | "details" as action, entry=entry):
            return [f"{action} {place_of(screen, entry) + 1}"]
        case ListAct(action=action):
            return [action]
        case OpenPart(step=step):
            return [str([part.step for part in parts_on(screen)].index(step) + 1)]
        case Skipped() | Emptied() | Back() | OpenCheck() | Paused() | AddEntry() as reply:
            return [COMMANDS[type(reply)]]


def takes_draft(screen: Screen) -> bool:
    """Whether what was half typed is taken up again; on a safety question it is not."""
    return bool((screen.stored.draft or "").strip()) and not screen.ways.careful


def is_begun(screen: Screen, move: Move) -> bool:
    """Whether a line of a longer text is typed before anything else."""
    return kind_of(screen) == "long_text" and bool((move.half or "").strip())


def value_lines(screen: Screen, value: object) -> list[str]:
    """A value as it is typed."""
    ids = [choice.value for choice in picks_of(screen.ask)]
    if ids:
        chosen = value if isinstance(value, list) else [value]
        return [" ".join(str(ids.index(each) + 1) for each in chosen)]
    lines = written(value).splitlines()
    return [*lines, ""] if kind_of(screen) == "long_text" else lines
