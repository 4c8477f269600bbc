"""The arrow-key asker: one calm screen at a time, and every way out of it a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from prompt_toolkit.input import Input, create_input
from prompt_toolkit.output import Output, create_output

from relapse_cli.prompters.arrow_keys.check_list import CheckList
from relapse_cli.prompters.arrow_keys.frame import Frame, option_width
from relapse_cli.prompters.arrow_keys.heads import how_to, question_head
from relapse_cli.prompters.arrow_keys.list_prompt import NEUTRAL, NOTHING, Row
from relapse_cli.prompters.arrow_keys.panels import Panels
from relapse_cli.prompters.arrow_keys.pressed import Ending, MayLeave, Pressed, Submitted
from relapse_cli.prompters.arrow_keys.reading import Open, Reader, recorded_text
from relapse_cli.prompters.arrow_keys.rows import ADD, DONE, entry_rows, keys_line, part_after, part_rows
from relapse_cli.prompters.arrow_keys.terminal import Terminal
from relapse_cli.prompters.arrow_keys.type_ahead import flush_type_ahead
from relapse_cli.prompters.base import (
    AddEntry,
    Answered,
    AnsweredFields,
    Card,
    CardReply,
    CheckReply,
    CheckScreen,
    Confirmed,
    ListAct,
    OpenPart,
    Paused,
    Reply,
    Screen,
    Skipped,
    choices_of,
)
from relapse_cli.prompters.commands import Action, offered, reply_to
from relapse_cli.prompters.screen_text import card_lines, empty_words, not_offered


class NoScreenError(Exception):
    """This console cannot be drawn on, such as Git Bash or the window of an editor."""


class ArrowKeysAsker:
    """Asks with arrow keys and Enter on a terminal.

    Args:
        source: where keys come from.
        output: where prompts are drawn.
        flush: forgets keys that were pressed too early.
    """

    def __init__(
        self, source: Input, output: Output, *, flush: Callable[[Input], None] = flush_type_ahead
    ) -> None:
        self.terminal = Terminal(source, output, flush)
        self._check = CheckList(self.terminal)
        self._panels = Panels(self.terminal)
        self._part: str | None = None
        self._told = ""
        self._hinted: set[str] = set()

    @classmethod
    def on_terminal(cls, out: TextIO) -> ArrowKeysAsker:
        """An asker that reads the keyboard and draws on a stream that is a terminal.

        Raises:
            NoScreenError: when the console cannot be drawn on.
        """
        try:
            return cls(create_input(), create_output(stdout=out))
        except Exception as error:
            if type(error).__name__ == "NoConsoleScreenBufferError":  # exists on Windows only
                raise NoScreenError from error
            raise

    def ask(self, screen: Screen) -> Reply:
        """Put one question until there is a reply."""
        reply = self._ask(screen)
        return Paused(reply.draft, self.terminal.interrupted) if isinstance(reply, Paused) else reply

    def _ask(self, screen: Screen) -> Reply:
        if screen.begins and screen.opening and not self._panels.read_aloud(screen):
            return Paused()
        draft = screen.draft
        while True:
            ending = self._prompt(screen, draft)
            if isinstance(ending, Submitted):
                reply = self._submitted(ending.value, screen)
                if reply is not None:
                    return reply
                draft = ending.value.typed if isinstance(ending.value, Open) else draft
                continue
            draft = screen.draft if ending.draft is None else ending.draft
            reply = self._act(ending, screen)
            if reply is not None:
                return reply

    def card(self, card: Card) -> CardReply:
        """Show an emergency card until the pointer has been moved to its last row and Enter pressed."""
        lines = card_lines(card, self.terminal.width)
        if not self.terminal.show(card.title, lines, onward="I have read this; go on", careful=True):
            return Paused(interrupted=self.terminal.interrupted)
        return Confirmed()

    def check(self, screen: CheckScreen) -> CheckReply:
        """Show check-answers."""
        reply = self._check.ask(screen)
        return Paused(interrupted=self.terminal.interrupted) if isinstance(reply, Paused) else reply

    def tell(self, text: str) -> None:
        """Say something above the next question."""
        self._told = f"{self._told} {text}".strip()

    def _prompt(self, screen: Screen, draft: str | None) -> Ending:
        """Draw the question once, and return how it was left."""
        terminal = self.terminal
        how = "" if screen.kind in self._hinted else how_to(screen)
        head = question_head(screen, how, self._told, terminal.width, terminal.rows)
        frame = Frame(head=head, keys=keys_line(screen))
        self._hinted.add(screen.kind)
        self._told = ""

        def may_leave(action: Action) -> str:
            return "" if action in offered(screen) else not_offered(action, screen)

        match screen.kind:
            case "choice" | "yes_no":
                return self._choose(screen, frame, may_leave)
            case "multi":
                return self._mark(screen, draft, frame, may_leave)
            case "entries":
                rows = entry_rows(screen, option_width(terminal.columns), terminal.output.encoding())
                return terminal.choose(
                    frame, rows, pointed=ADD if screen.may_add else DONE, may_leave=may_leave
                )
            case "parts":
                rows = part_rows(screen, option_width(terminal.columns))
                return terminal.choose(
                    frame, rows, pointed=part_after(screen, self._part), may_leave=may_leave
                )
            case _:
                return self._type(screen, draft, frame, may_leave)

    def _choose(self, screen: Screen, frame: Frame, may_leave: MayLeave) -> Ending:
        rows = [Row(c.value, c.label) for c in choices_of(screen)]
        return self.terminal.choose(
            frame,
            [NEUTRAL, *rows] if screen.careful and screen.current is None else rows,
            pointed=screen.current,
            accept=lambda value: empty_words(screen) if value is NOTHING else "",
            may_leave=may_leave,
        )

    def _mark(self, screen: Screen, draft: str | None, frame: Frame, may_leave: MayLeave) -> Ending:
        current = screen.current if isinstance(screen.current, list | tuple) else ()
        return self.terminal.mark(
            frame,
            [Row(c.value, c.label) for c in choices_of(screen)],
            drafted=draft.split() if draft else list(current),
            recorded=list(current),
            exclusive=screen.exclusive,
            accept=lambda value: " ".join(screen.check(value)) if value else empty_words(screen),
            may_leave=may_leave,
        )

    def _type(self, screen: Screen, draft: str | None, frame: Frame, may_leave: MayLeave) -> Ending:
        recorded = recorded_text(screen)
        return self.terminal.type(
            frame,
            draft or recorded,
            recorded=recorded,
            read=Reader(screen),
            may_leave=may_leave,
            on_draft=screen.on_draft,
            long=screen.kind == "long_text",
            help_sign=screen.kind != "line",
        )

    def _submitted(self, value: object, screen: Screen) -> Reply | None:
        match value:
            case _ if value is NOTHING:
                return Skipped()
            case ListAct(action="change"):
                return self._panels.entry(value, screen)
            case OpenPart(question=question):
                self._part = question
                return value
            case AnsweredFields() | ListAct():
                return value
            case Open():
                return self._panels.which(value, screen)
            case "add" if screen.kind == "parts":
                return AddEntry()
            case _:
                return Answered(value)

    def _act(self, pressed: Pressed, screen: Screen) -> Reply | None:
        """Do what a key or a typed command asks for; ``None`` = back to the question."""
        action = self._panels.menu(screen) if pressed.action == "menu" else pressed.action
        if action is None:
            return None
        reply = reply_to(action, screen, pressed.draft)
        if isinstance(reply, str):
            self._told = reply
            return None
        return reply if reply is not None else self._panels.open(action, screen, pressed)
