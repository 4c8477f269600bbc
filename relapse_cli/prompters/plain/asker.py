"""The plain asker: line by line, no cursor movement, for screen readers, dumb terminals and pipes."""

from __future__ import annotations

from typing import TextIO

from relapse_cli.model.ask import Form, Numbers, Secret, Table, picks_of
from relapse_cli.model.reply import Answered, CardReply, CheckReply, Confirmed, OpenCheck, Paused, Reply
from relapse_cli.model.screen import Card, CheckScreen, Screen
from relapse_cli.model.step import Step
from relapse_cli.prompters.asker import NO_CLERK, Clerk, RowsFor
from relapse_cli.prompters.card_text import call_words, card_lines, card_reminder
from relapse_cli.prompters.commands import SLASHES
from relapse_cli.prompters.entry_table import spoken_rows
from relapse_cli.prompters.plain.check import ask_check
from relapse_cli.prompters.plain.lists import part_lines
from relapse_cli.prompters.plain.panels import PlainPanels
from relapse_cli.prompters.plain.question import PlainQuestion
from relapse_cli.prompters.plain.reading import draft_line, how_to, note_line
from relapse_cli.prompters.plain.streams import Closed, LeftAlone, Lines, leave_on_hangup
from relapse_cli.prompters.screen_text import (
    begun_note_line,
    manner,
    read_back_lines,
    recorded_line,
    section_line,
)
from relapse_cli.prompters.typed.number_line import line_names, written_line

_CARD_WAYS = "When you have read this: ok goes on; plan finishes here: the answers, then the plan."


class PlainAsker:
    """Asks on two streams, one line after the other.

    Args:
        source: where answers come from.
        out: where questions go; standard error on the command line.
        patience: seconds without a line after which a screen that says so is left; 0 = never.
    """

    def __init__(self, source: TextIO, out: TextIO, patience: float = 0.0) -> None:
        self.lines = Lines(source, out)
        self._patience = patience
        self._hinted: set[object] = set()
        self._form: Step | None = None
        self._panels = PlainPanels(self.lines, self._head)

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK, /) -> Reply:
        """Put one question until there is a reply; what was typed before a pause goes with it."""
        question = PlainQuestion(screen, clerk, self.lines, self._panels)
        self.lines.patience = self._patience if screen.ways.left_when_idle else 0.0
        try:
            with leave_on_hangup():
                reply = self._ask(screen, question)
        except LeftAlone:
            return Paused(question.begun, idle=True)
        except Closed:
            return Paused(question.begun)
        except KeyboardInterrupt:
            return Paused(question.begun, interrupted=True)
        return reply

    def card(self, card: Card) -> CardReply:
        """Show an emergency card until "ok" is typed."""
        try:
            return self._card(card)
        except Closed:
            return Paused()
        except KeyboardInterrupt:
            return Paused(interrupted=True)

    def check(self, screen: CheckScreen) -> CheckReply:
        """Show check-answers: a numbered list, and what can be done with it."""
        try:
            return ask_check(screen, self.lines)
        except Closed:
            return Paused()
        except KeyboardInterrupt:
            return Paused(interrupted=True)

    def read(self, title: str, rows: RowsFor) -> bool:
        """Write a document out, row by row."""
        self.lines.say(["", f"=== {title} ===", *rows(self.lines.width), f"=== End: {title} ==="])
        return True

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        self.lines.say(["", *self.lines.wrap(text)])

    def _card(self, card: Card) -> CardReply:
        """Wait for one of two words; nothing else leads on."""
        lines = self.lines
        lines.say(["", f"=== {card.title} ===", *card_lines(card, lines.width), "", *lines.wrap(_CARD_WAYS)])
        lines.say(lines.wrap(call_words(card)) if card.emergency else [])
        while True:
            match lines.ask_with_help("Type ok or plan: ", _CARD_WAYS).strip().lower():
                case "ok":
                    return Confirmed()
                case "plan":
                    return OpenCheck()
                case "/pause" | "/quit":
                    return Paused()

    def _ask(self, screen: Screen, question: PlainQuestion) -> Reply:
        match screen.ask:
            case Secret():
                return self._ask_secret(screen)
            case _:
                self._head(screen)
                return question.answer()

    def _ask_secret(self, screen: Screen) -> Reply:
        """Read a secret; every sign in it counts, but for the command that pauses."""
        self._head(screen)
        typed = self.lines.ask_hidden("(what you type is not shown) > ")
        return Paused() if typed.strip() == "/pause" else Answered(typed)

    def _head(self, screen: Screen) -> None:
        """Everything that is said before the answer."""
        say, around, ask = self.lines.say, screen.around, screen.ask
        goes_on = self._goes_on(around.form)
        say([""] if goes_on else ["", f"--- {section_line(screen)} ---"])
        if around.card is not None:
            say(self.lines.wrap(card_reminder(around.card, SLASHES["card"])))
        if around.understood:
            say(self.lines.wrap(around.understood))
        if around.begins and around.opening:
            say([*self.lines.wrap(f"Words to read aloud: “{around.opening}”"), ""])
        if around.script:
            say(self.lines.wrap(f"Read aloud: “{around.script}”"))
        if around.read_back and not goes_on:
            say([*read_back_lines(screen, self.lines.width), ""])
        if around.about and not goes_on:
            say(self.lines.wrap(around.about))
        say([*self.lines.wrap(screen.label)])
        for words in (*screen.body, screen.help):
            say(self.lines.wrap(words) if words else [])
        if isinstance(ask, Numbers):
            say(self.lines.wrap(f"{line_names(ask)}."))
        for number, pick in enumerate(picks_of(ask), 1):
            say(self.lines.wrap(pick.label, f"{number:>3}. ", "     "))
        if isinstance(ask, Table):
            say(spoken_rows(ask, self.lines.width))
        if isinstance(ask, Form):
            say(part_lines(ask, self.lines.width))
        recorded = written_line(ask) if isinstance(ask, Numbers) else ""
        known = f"Recorded: {recorded}" if recorded else ""
        begun_note = begun_note_line(screen, SLASHES["note"])
        said = (known, recorded_line(screen), note_line(screen), draft_line(screen), begun_note)
        say(row for line in said if line for row in self.lines.wrap(line))
        say(self._hints(screen))

    def _goes_on(self, form: Form | None) -> bool:
        """Whether the form is the one of the question before, whose heading has been said."""
        before, self._form = self._form, form.parts[0].step if form is not None else None
        return form is not None and before == self._form

    def _hints(self, screen: Screen) -> list[str]:
        """How to answer: said once for each way of asking, then on /help."""
        ask = screen.ask
        lines = self.lines.wrap(how_to(screen))
        if isinstance(ask, Table | Form):
            return lines
        if manner(ask) in self._hinted and not isinstance(ask, Numbers):  # a line is not learnt at once
            lines = []
        if not self._hinted:
            lines += self.lines.wrap("Commands begin with a slash; /help lists them.")
        self._hinted.add(manner(ask))
        return [line for line in lines if line]
