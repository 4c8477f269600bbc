"""The plain asker: line by line, no cursor movement, for screen readers, dumb terminals and pipes."""

from __future__ import annotations

from typing import TextIO

from relapse_cli.model.reply import (
    Answered,
    AnsweredFields,
    CardReply,
    CheckReply,
    Confirmed,
    OpenCheck,
    Paused,
    Reply,
)
from relapse_cli.model.screen import Card, CheckScreen, Screen, choices_of
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from relapse_cli.prompters.card_text import call_words, card_lines, card_reminder
from relapse_cli.prompters.commands import SLASHES, Command, empty_words, read_command, reply_to
from relapse_cli.prompters.plain.check import ask_check
from relapse_cli.prompters.plain.hangup import leave_on_hangup
from relapse_cli.prompters.plain.lists import (
    PartsWalk,
    act_on_list,
    act_on_parts,
    entry_lines,
    part_lines,
)
from relapse_cli.prompters.plain.panels import PlainPanels
from relapse_cli.prompters.plain.reading import (
    draft_line,
    how_to,
    note_line,
    read_typed,
    takes_begun,
)
from relapse_cli.prompters.plain.streams import Closed, Lines
from relapse_cli.prompters.screen_text import (
    recorded_line,
    section_line,
)
from relapse_cli.prompters.typed.days.read import Ambiguous, Resolved
from relapse_cli.prompters.typed.number_line import line_names, written_line
from relapse_cli.prompters.typed.values import Unreadable, date_words

TYPED = frozenset({"scale", "number", "text", "long_text", "date", "datetime", "duration", "line"})
MARKING = "Please mark what fits: type the numbers, such as 1 3."
HINTED_EVERY_TIME = frozenset({"line"})
"""Kinds whose way of typing is not learnt at once."""
CARD_WAYS = "When you have read this: ok goes on with the questions; plan finishes here, for the plan now."
AGAIN = "type it another way"


class PlainAsker:
    """Asks on two streams, one line after the other.

    Args:
        source: where answers come from.
        out: where questions go; standard error on the command line.
    """

    def __init__(self, source: TextIO, out: TextIO) -> None:
        self.lines = Lines(source, out)
        self._hinted: set[str] = set()
        self._walk = PartsWalk()
        self._panels = PlainPanels(self.lines, self._head)
        self._begun: str | None = None
        self._clerk: Clerk = NO_CLERK

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK) -> Reply:
        """Put one question until there is a reply; what was typed before a pause goes with it."""
        self._begun, self._clerk = None, clerk
        try:
            with leave_on_hangup():
                reply = self._ask(screen)
        except Closed:
            return Paused(self._begun)
        except KeyboardInterrupt:
            return Paused(self._begun, interrupted=True)
        self._walk.note(reply, screen)
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

    def _card(self, card: Card) -> CardReply:
        """Wait for one of two words; nothing else leads on."""
        lines = self.lines
        lines.say(["", f"=== {card.title} ===", *card_lines(card, lines.width), "", *lines.wrap(CARD_WAYS)])
        lines.say(lines.wrap(call_words(card)) if card.emergency else [])
        while True:
            match lines.ask_with_help("Type ok or plan: ", CARD_WAYS).strip().lower():
                case "ok":
                    return Confirmed()
                case "plan":
                    return OpenCheck()
                case "/pause" | "/quit":
                    return Paused()

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        self.lines.say(["", *self.lines.wrap(text)])

    def _ask_secret(self, screen: Screen) -> Reply:
        """Read a secret; every sign in it counts, but for the command that pauses."""
        self._head(screen)
        typed = self.lines.ask_hidden("(what you type is not shown) > ")
        return Paused() if typed.strip() == "/pause" else Answered(typed)

    def _ask(self, screen: Screen) -> Reply:
        if screen.kind == "secret":
            return self._ask_secret(screen)
        if screen.kind == "parts":
            if self._walk.is_new(screen):
                self._head(screen)
            following = self._walk.next_part(screen)
            if following is not None:
                return following
        self._head(screen)
        if screen.kind == "parts":
            self.lines.say([*part_lines(screen, self.lines.width), *self.lines.wrap(how_to(screen))])
        while True:
            reply = self._turn(screen)
            if reply is not None:
                return reply

    def _head(self, screen: Screen) -> None:
        """Everything that is said before the answer."""
        say = self.lines.say
        say(["", f"--- {section_line(screen)} ---"])
        if screen.card is not None:
            say(self.lines.wrap(card_reminder(screen.card, SLASHES["card"])))
        if screen.understood:
            say(self.lines.wrap(screen.understood))
        if screen.begins and screen.opening:
            say([*self.lines.wrap(f"Words to read aloud: “{screen.opening}”"), ""])
        if screen.script:
            say(self.lines.wrap(f"Read aloud: “{screen.script}”"))
        if screen.about:
            say(self.lines.wrap(screen.about))
        say([*self.lines.wrap(screen.label)])
        for words in (*screen.body, screen.help):
            say(self.lines.wrap(words) if words else [])
        if screen.line:
            say(self.lines.wrap(f"{line_names(screen)}."))
        for number, choice in enumerate(choices_of(screen), 1):
            say(self.lines.wrap(choice.label, f"{number:>3}. ", "     "))
        if screen.kind == "entries":
            say(entry_lines(screen, getattr(self.lines.out, "encoding", None), self.lines.width))
        recorded = f"Recorded: {written_line(screen)}" if screen.line and written_line(screen) else ""
        said = (recorded, recorded_line(screen), note_line(screen), draft_line(screen))
        say(row for line in said if line for row in self.lines.wrap(line))
        if screen.kind != "parts":
            say(self.lines.wrap(how_to(screen)) if screen.kind == "entries" else self._hints(screen))

    def _hints(self, screen: Screen) -> list[str]:
        """How to answer a kind of question: said once, then on /help."""
        lines = [] if screen.kind in self._hinted - HINTED_EVERY_TIME else self.lines.wrap(how_to(screen))
        if not self._hinted:
            lines += self.lines.wrap("Commands begin with a slash; /help lists them.")
        self._hinted.add(screen.kind)
        return [line for line in lines if line]

    def _turn(self, screen: Screen) -> Reply | None:
        typed = self.lines.ask("> ")
        command = read_plain(typed)
        if command is not None:
            return self._command(command, screen)
        if screen.kind == "entries":
            return act_on_list(typed, screen, self._clerk, self.lines)
        if screen.kind == "parts":
            return act_on_parts(typed, screen, self.lines)
        if not typed.strip():
            return self._take_begun(screen) if takes_begun(screen) else self._nothing(screen)
        if screen.kind == "long_text":
            return self._several_lines(typed, screen)
        return self._value(read_typed(typed, screen, self._clerk), typed, screen)

    def _take_begun(self, screen: Screen) -> Reply | None:
        """Take what was half typed as it stands."""
        begun = screen.draft or ""
        return self._value(read_typed(begun, screen, self._clerk), begun, screen)

    def _several_lines(self, first: str, screen: Screen) -> Reply | None:
        """Read on until an empty line; a command in between leads back to the text."""
        lines = [*(screen.draft or "").split("\n"), first] if takes_begun(screen) else [first]
        self._keep_begun("\n".join(lines))
        while (line := self.lines.ask_or_end("  ")).strip():
            command = read_plain(line)
            if command is None:
                lines.append(line)
                self._keep_begun("\n".join(lines))
                continue
            reply = self._command(command, screen, "\n".join(lines))
            if reply is not None:
                return reply
        text = "\n".join(lines)
        return self._value(read_typed(text, screen, self._clerk), text, screen)

    def _keep_begun(self, text: str) -> None:
        """Keep what was entered so far, for whatever ends the prompt before there is a reply."""
        self._begun = text
        self._clerk.keep_draft(text)

    def _value(self, value: object, typed: str, screen: Screen) -> Reply | None:
        """The reply that a value makes; a day in words is said first, and taken with an empty line."""
        if isinstance(value, AnsweredFields):
            return value
        if isinstance(value, Ambiguous):
            return self._which(value, typed, screen)
        iso = value.iso if isinstance(value, Resolved) else value
        problems = [iso.message] if isinstance(iso, Unreadable) else self._clerk.faults(iso)
        self.lines.say(line for problem in problems for line in self.lines.wrap(problem))
        if problems:
            return None
        if isinstance(value, Resolved):
            return self._confirm(value, typed, screen)
        return Answered(iso)

    def _confirm(self, found: Resolved, typed: str, screen: Screen) -> Reply | None:
        """Take a day that was understood; a panel in between comes back to it."""
        self._keep_begun(typed)
        while True:
            self.lines.say(self.lines.wrap(f"{date_words(found)} An empty line takes it; or {AGAIN}."))
            answer = self.lines.ask("> ")
            if not answer.strip():
                return Answered(found.iso)
            command = read_plain(answer)
            if command is None:
                return self._value(read_typed(answer, screen, self._clerk), answer, screen)
            reply = self._command(command, screen, typed)
            if reply is not None:
                return reply

    def _which(self, found: Ambiguous, typed: str, screen: Screen) -> Reply | None:
        """Which of several days was meant; anything else is read as a day again."""
        self._keep_begun(typed)
        while True:
            self.lines.say(self.lines.wrap(f"{found.why} Which one is meant?"))
            for number, choice in enumerate(found.choices, 1):
                self.lines.say(self.lines.wrap(choice.words, f"{number:>3}. ", "     "))
            self.lines.say(self.lines.wrap(f"Type its number, or {AGAIN}."))
            answer = self.lines.ask("> ").strip()
            command = read_plain(answer)
            if command is None:
                return self._chosen(answer, found, screen)
            reply = self._command(command, screen, typed)
            if reply is not None:
                return reply

    def _chosen(self, answer: str, found: Ambiguous, screen: Screen) -> Reply | None:
        if answer.isascii() and answer.isdecimal() and 1 <= int(answer) <= len(found.choices):
            return self._value(found.choices[int(answer) - 1].iso, answer, screen)
        return self._value(read_typed(answer, screen, self._clerk), answer, screen) if answer else None

    def _nothing(self, screen: Screen) -> Reply | None:
        """An empty line keeps what is recorded; where nothing is, it leaves out what may be left out."""
        if screen.current is not None and screen.status is None:
            return Answered(screen.current)
        if screen.kind == "line" and written_line(screen):
            return AnsweredFields({})
        if not screen.insists and (screen.kind in TYPED or not screen.is_own):
            return reply_or_none(reply_to("skip", screen))
        start = MARKING if screen.kind == "multi" else ""
        self.lines.say(self.lines.wrap(f"{empty_words(screen, SLASHES, start)} /help lists the commands."))
        return None

    def _command(self, command: Command, screen: Screen, draft: str | None = None) -> Reply | None:
        """Do what a command asks for; ``None`` = back to the question, and to what is half typed there."""
        reply = reply_to(command.action, screen, draft)
        if isinstance(reply, str):
            self.lines.say(self.lines.wrap(reply))
            return None
        if reply is not None:
            return reply
        return self._panels.open(command, screen, draft)


def read_plain(typed: str) -> Command | None:
    """Read a command; a lone ``?`` is help."""
    return Command("help") if typed.strip() == "?" else read_command(typed)


def reply_or_none(reply: Reply | str | None) -> Reply | None:
    """A reply, where one was given."""
    return None if isinstance(reply, str) else reply
