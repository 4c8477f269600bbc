"""The arrow-key asker: one calm screen at a time, and every way out of it a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO, assert_never

from prompt_toolkit.input import Input, create_input
from prompt_toolkit.output import Output, create_output

from relapse_cli.model.ask import (
    Choice,
    Day,
    Distance,
    Form,
    Length,
    Marks,
    Number,
    Numbers,
    Secret,
    Table,
    Text,
    Typed,
    YesNo,
    picks_of,
)  # fmt: skip
from relapse_cli.model.reply import (
    Answered,
    AnsweredFields,
    CardReply,
    CheckReply,
    Confirmed,
    ListAct,
    Noted,
    OpenCheck,
    OpenPart,
    Paused,
    Reply,
    Skipped,
)
from relapse_cli.model.screen import Card, CheckScreen, Screen
from relapse_cli.model.step import Step
from relapse_cli.prompters.arrow_keys.check import CheckList
from relapse_cli.prompters.arrow_keys.heads import head_of, how_to, opening_fits
from relapse_cli.prompters.arrow_keys.panels import Panels
from relapse_cli.prompters.arrow_keys.prompts.endings import EMPTIED, Ending, MayLeave, Pressed, Submitted
from relapse_cli.prompters.arrow_keys.prompts.frame import Frame, Place
from relapse_cli.prompters.arrow_keys.prompts.keys import KEY_NAMES, Prompt
from relapse_cli.prompters.arrow_keys.prompts.list_prompt import (
    NEUTRAL,
    NOTHING,
    Row,
    Rows,
    checkbox_prompt,
    nothing,
    select_prompt,
)
from relapse_cli.prompters.arrow_keys.prompts.reading import OpenDay, Reader, recorded_text
from relapse_cli.prompters.arrow_keys.prompts.text_prompt import TextPrompt
from relapse_cli.prompters.arrow_keys.prompts.type_ahead import flush_type_ahead
from relapse_cli.prompters.arrow_keys.rows import (
    form_rows,
    keys_of,
    list_rows,
    row_after,
)
from relapse_cli.prompters.arrow_keys.stage.pages import FINISH_HERE, Pages, cut_card
from relapse_cli.prompters.arrow_keys.stage.stage import HIDE_AFTER
from relapse_cli.prompters.arrow_keys.stage.terminal import PromptRunner
from relapse_cli.prompters.arrow_keys.told import BegunLine, ToldLine, begin_line
from relapse_cli.prompters.asker import NO_CLERK, Clerk, RowsFor
from relapse_cli.prompters.commands import Action, empty_words, offered, reply_to
from relapse_cli.prompters.screen_text import manner, not_offered


class NoScreenError(Exception):
    """This console cannot be drawn on, such as Git Bash or the window of an editor."""


class ArrowKeysAsker:
    """Asks with arrow keys and Enter on a terminal.

    Args:
        source: where keys come from.
        output: where prompts are drawn.
        flush: forgets keys that were pressed too early.
        hide_after: seconds without a key after which the screen is hidden; 0 = never.
    """

    def __init__(
        self,
        source: Input,
        output: Output,
        *,
        flush: Callable[[Input], None] = flush_type_ahead,
        hide_after: float = HIDE_AFTER,
    ) -> None:
        self.terminal = PromptRunner(source, output, flush, hide_after)
        self._check = CheckList(self.terminal)
        self._panels = Panels(self.terminal)
        self._told = ""
        self._hinted: set[object] = set()
        self._left_at: dict[Step, object] = {}

    @classmethod
    def on_terminal(cls, out: TextIO, hide_after: float = HIDE_AFTER) -> ArrowKeysAsker:
        """An asker that reads the keyboard and draws on a stream that is a terminal.

        Raises:
            NoScreenError: when the console cannot be drawn on.
        """
        try:
            return cls(create_input(), create_output(stdout=out), hide_after=hide_after)
        except Exception as error:
            if type(error).__name__ == "NoConsoleScreenBufferError":  # exists on Windows only
                raise NoScreenError from error
            raise

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK) -> Reply:
        """Put one question until there is a reply."""
        self.terminal.leave_when_idle(leave=screen.ways.left_when_idle)
        reply = self._ask(screen, clerk)
        if isinstance(reply, Paused):
            return Paused(reply.draft, self.terminal.interrupted, self.terminal.idle)
        return reply

    def _ask(self, screen: Screen, clerk: Clerk) -> Reply:
        fits = opening_fits(screen, self.terminal.space)
        if not fits and not self._panels.read_aloud(screen):
            return Paused()
        if isinstance(screen.ask, Table) and screen.ask.told is not None:
            return self._ask_told(screen, clerk)
        return self._ask_with(self._prompt(screen, clerk), screen, clerk)

    def _ask_told(self, screen: Screen, clerk: Clerk) -> Reply:
        """A list whose entries are told: first the line that was begun, where one was."""
        said = ToldLine(self.terminal, screen, _may_leave(screen), clerk)
        reply = self._tell(said, screen, clerk) if said.line.strip() else None
        while reply is None:
            reply = self._listed(self._prompt(said.as_left(), clerk), said, screen, clerk)
        return said.with_line(reply)

    def _listed(self, prompt: Prompt, said: ToldLine, screen: Screen, clerk: Clerk) -> Reply | None:
        """The list until there is a reply; ``None`` = once more, as it stands then."""
        while True:
            ending = self.terminal.run(prompt)
            if isinstance(ending, Submitted) and isinstance(ending.value, BegunLine):
                return self._tell(said, screen, clerk, ending.value.letters)
            reply = self._reply_to(ending, screen, prompt, clerk)
            if reply is not None:
                return reply

    def _tell(self, said: ToldLine, screen: Screen, clerk: Clerk, letters: str = "") -> Reply | None:
        """Have a step told until there is a reply; ``None`` = back to the list."""
        if letters:
            self.terminal.keep_typing()
        while isinstance(ending := said.ask(letters), Pressed):
            letters = ""
            reply = self._act(ending, screen, said.prompt, clerk)
            if reply is not None:
                return reply
        return ending

    def _ask_with(self, prompt: Prompt, screen: Screen, clerk: Clerk) -> Reply:
        """Run one prompt until there is a reply."""
        while True:
            reply = self._reply_to(self.terminal.run(prompt), screen, prompt, clerk)
            if reply is not None:
                return reply

    def _reply_to(self, ending: Ending, screen: Screen, prompt: Prompt, clerk: Clerk) -> Reply | None:
        """What an ending comes to; ``None`` = back to the prompt."""
        if isinstance(ending, Submitted):
            return self._submitted(ending.value, screen, clerk)
        return self._act(ending, screen, prompt, clerk)

    def card(self, card: Card) -> CardReply:
        """Show an emergency card until the pointer has been moved to one of its last rows."""
        onward = "I have read this; go on"
        pages = Pages(card.title, cut_card(card, 1), onward, careful=True, beside=(FINISH_HERE,))
        row = self.terminal.read(pages)
        if row is None:
            return Paused(interrupted=self.terminal.interrupted)
        return OpenCheck() if row == FINISH_HERE.value else Confirmed()

    def check(self, screen: CheckScreen) -> CheckReply:
        """Show check-answers."""
        reply = self._check.ask(screen)
        return Paused(interrupted=self.terminal.interrupted) if isinstance(reply, Paused) else reply

    def read(self, title: str, rows: RowsFor) -> bool:
        """Show a document page by page."""
        return self.terminal.show(title, rows)

    def tell(self, text: str) -> None:
        """Say something above the next question."""
        self._told = f"{self._told} {text}".strip()

    def _prompt(self, screen: Screen, clerk: Clerk) -> Prompt:
        """The prompt of a question; it stays the same until there is a reply, whatever is shown over it."""
        ask = screen.ask
        is_known = manner(ask) in self._hinted and not isinstance(
            ask, Numbers
        )  # a line is not learnt at once
        place = Place()
        head = head_of(screen, "" if is_known else how_to(ask), self._told, place)
        frame = Frame(head, keys_of(screen), screen.around.keeping, place=place)
        self._hinted.add(manner(ask))
        self._told = ""
        pointed, self._left_at = self._left_at.get(screen.step), {}
        may_leave = _may_leave(screen)
        match ask:
            case Choice() | YesNo():
                return self._choice(screen, pointed, frame, may_leave)
            case Marks():
                return self._marks(ask, screen, clerk, pointed, frame=frame, may_leave=may_leave)
            case Table():
                rows = list_rows(ask, screen.ways.may_skip, self.terminal.encoding, screen.stored.draft or "")
                opens = nothing if ask.told is None else begin_line
                return self._list(rows, pointed or row_after(ask), frame, may_leave, opens)
            case Form():
                rows = form_rows(ask, screen.step.entry or 0)
                return self._list(rows, pointed or ListAct("done"), frame, may_leave)
            case Secret():
                return TextPrompt(frame, "", "", Submitted, may_leave, help_sign=False, hidden=True)
            case Number() | Numbers() | Text() | Day() | Length() | Distance():
                return self._text(ask, screen, clerk, frame, may_leave)
            case _:
                assert_never(ask)

    def _text(
        self, ask: Typed, screen: Screen, clerk: Clerk, frame: Frame, may_leave: MayLeave
    ) -> TextPrompt:
        """Text to be typed: what was half typed, else what is recorded."""
        recorded, draft = recorded_text(ask, screen.stored), screen.stored.draft
        return TextPrompt(
            frame,
            "" if draft == EMPTIED else draft or recorded,
            recorded,
            read=Reader(screen, ask, clerk),
            may_leave=may_leave,
            on_draft=clerk.keep_draft,
            long=isinstance(ask, Text) and ask.long,
            help_sign=not isinstance(ask, Numbers),
        )

    def _list(
        self,
        rows: Rows,
        pointed: object,
        frame: Frame,
        may_leave: MayLeave,
        opens: Callable[[object, str], Ending | None] = nothing,
    ) -> Prompt:
        return select_prompt(
            rows, frame, self.terminal.space, may_leave, pointed=pointed, numbered=True, opens=opens
        )

    def _choice(self, screen: Screen, pointed: object, frame: Frame, may_leave: MayLeave) -> Prompt:
        rows = [Row(pick.value, pick.label) for pick in picks_of(screen.ask)]
        current, careful = screen.stored.value, screen.ways.careful
        unchosen = current is None and (careful or not screen.is_own)
        return select_prompt(
            [NEUTRAL, *rows] if unchosen else rows,
            frame,
            self.terminal.space,
            may_leave,
            pointed=current if pointed is None or (unchosen and careful) else pointed,
            accept=lambda value: empty_words(screen, KEY_NAMES) if _is_refused(value, screen) else "",
            numbered=True,
        )

    def _marks(
        self,
        ask: Marks,
        screen: Screen,
        clerk: Clerk,
        pointed: object,
        *,
        frame: Frame,
        may_leave: MayLeave,
    ) -> Prompt:
        stored = screen.stored
        current = list(stored.value) if isinstance(stored.value, list | tuple) else []

        def accept(value: object) -> str:
            if not value:
                return empty_words(screen, KEY_NAMES, "Space marks; then Enter.")
            return " ".join(clerk.faults(value))

        return checkbox_prompt(
            [Row(pick.value, pick.label) for pick in picks_of(ask)],
            frame,
            self.terminal.space,
            may_leave,
            drafted=stored.draft.split() if stored.draft else current,
            recorded=current,
            exclusive=ask.exclusive,
            accept=accept,
            on_draft=clerk.keep_draft,
            pointed=pointed,
        )

    def _submitted(self, value: object, screen: Screen, clerk: Clerk) -> Reply | None:
        match value:
            case _ if value is NOTHING:
                return Skipped("")
            case ListAct(action="change", entry=index) if isinstance(screen.ask, Table):
                row = next(row for row in screen.ask.rows if row.index == index)
                return self._panels.event(row, clerk)
            case AnsweredFields() | ListAct() | OpenPart():
                return value
            case OpenDay():
                return self._panels.which(value, screen, clerk)
            case _:
                return Answered(value)

    def _act(self, pressed: Pressed, screen: Screen, prompt: Prompt, clerk: Clerk) -> Reply | None:
        """Do what a key or a typed command asks for; ``None`` = back to the question."""
        prompt.frame.problem = ""
        if pressed.typed and isinstance(prompt, TextPrompt):
            prompt.begin_anew()
        action = self._panels.menu(screen) if pressed.action == "menu" else pressed.action
        if action is None:
            return None
        reply = reply_to(action, screen, pressed.draft)
        if isinstance(reply, str):
            prompt.frame.problem = reply
            return None
        if reply is None:
            reply = self._panels.open(action, screen, pressed, clerk)
        if isinstance(reply, Noted):
            self._left_at = {screen.step: pressed.pointed}
        return reply


def _may_leave(screen: Screen) -> MayLeave:
    """Why an action is not offered on a screen."""

    def may_leave(action: Action) -> str:
        return "" if action in offered(screen) else not_offered(action, screen)

    return may_leave


def _is_refused(value: object, screen: Screen) -> bool:
    """Whether Enter on the row that stands for no choice does not leave the question."""
    return value is NOTHING and screen.ways.insists
