"""The plain asker: line by line, no cursor movement, for screen readers, dumb terminals and pipes."""

from __future__ import annotations

from typing import TextIO

from relapse_cli.prompters.base import (
    Answered,
    AnsweredFields,
    Card,
    CardReply,
    CheckReply,
    CheckScreen,
    Confirmed,
    Jump,
    Noted,
    Paused,
    Reply,
    Screen,
    choices_of,
)
from relapse_cli.prompters.commands import Command, read_command, reply_to
from relapse_cli.prompters.natural_dates import Ambiguous, Resolved
from relapse_cli.prompters.plain_check import ask_check
from relapse_cli.prompters.plain_lines import WIDTH, Closed, Lines
from relapse_cli.prompters.plain_lists import (
    PartsWalk,
    act_on_list,
    act_on_parts,
    entry_lines,
    part_lines,
)
from relapse_cli.prompters.plain_reading import command_lines, draft_line, how_to, note_line, read_typed
from relapse_cli.prompters.screen_text import (
    card_lines,
    empty_words,
    flag_lines,
    help_lines,
    place_words,
    read_aloud_lines,
    recorded_line,
    section_line,
)
from relapse_cli.prompters.text_width import wrap
from relapse_cli.prompters.typed_lines import line_names, written_line
from relapse_cli.prompters.typed_values import Unreadable, date_words

TYPED = frozenset({"scale", "number", "text", "long_text", "date", "datetime", "duration", "line"})
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

    def ask(self, screen: Screen) -> Reply:
        """Put one question until there is a reply."""
        try:
            reply = self._ask(screen)
        except Closed:
            return Paused()
        except KeyboardInterrupt:
            return Paused(interrupted=True)
        self._walk.note(reply, screen)
        return reply

    def card(self, card: Card) -> CardReply:
        """Show an emergency card until "ok" is typed."""
        try:
            self.lines.say(["", f"=== {card.title} ===", *card_lines(card, WIDTH), ""])
            while (typed := self.lines.ask("Type ok when you have read this: ").strip().lower()) != "ok":
                if typed in {"/pause", "/quit"}:
                    return Paused()
        except Closed:
            return Paused()
        except KeyboardInterrupt:
            return Paused(interrupted=True)
        return Confirmed()

    def check(self, screen: CheckScreen) -> CheckReply:
        """Show check-answers: a numbered list, and what can be done with it."""
        try:
            return ask_check(screen, self.lines)
        except Closed:
            return Paused()
        except KeyboardInterrupt:
            return Paused(interrupted=True)

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        self.lines.say(["", *wrap(text, WIDTH)])

    def _ask(self, screen: Screen) -> Reply:
        if screen.kind == "parts":
            if self._walk.is_new(screen):
                self._head(screen)
            following = self._walk.next_part(screen)
            if following is not None:
                return following
        self._head(screen)
        if screen.kind == "parts":
            self.lines.say([*part_lines(screen), how_to(screen)])
        while True:
            reply = self._turn(screen)
            if reply is not None:
                return reply

    def _head(self, screen: Screen) -> None:
        """Everything that is said before the answer."""
        say = self.lines.say
        say(["", f"--- {section_line(screen)} ---"])
        if screen.understood:
            say(wrap(screen.understood, WIDTH))
        if screen.begins and screen.opening:
            say([*wrap(f"Words to read aloud: “{screen.opening}”", WIDTH), ""])
        if screen.script:
            say(wrap(f"Read aloud: “{screen.script}”", WIDTH))
        if screen.about:
            say(wrap(screen.about, WIDTH))
        say([*wrap(screen.label, WIDTH)])
        for words in (*screen.body, screen.help):
            say(wrap(words, WIDTH) if words else [])
        if screen.line:
            say(wrap(f"{line_names(screen)}.", WIDTH))
        for number, choice in enumerate(choices_of(screen), 1):
            say(wrap(choice.label, WIDTH, f"{number:>3}. ", "     "))
        if screen.kind == "entries":
            say(entry_lines(screen, getattr(self.lines.out, "encoding", None)))
        recorded = f"Recorded: {written_line(screen)}" if screen.line and written_line(screen) else ""
        said = (recorded, recorded_line(screen), note_line(screen), draft_line(screen))
        say(line for line in said if line)
        if screen.kind != "parts":
            say([how_to(screen)] if screen.kind == "entries" else self._hints(screen))

    def _hints(self, screen: Screen) -> list[str]:
        """How to answer a kind of question: said once, then on /help."""
        lines = [] if screen.kind in self._hinted else wrap(how_to(screen), WIDTH)
        if not self._hinted:
            lines.append("Commands begin with a slash; /help lists them.")
        self._hinted.add(screen.kind)
        return [line for line in lines if line]

    def _turn(self, screen: Screen) -> Reply | None:
        typed = self.lines.ask("> ")
        command = read_command(typed)
        if command is not None:
            return self._command(command, screen)
        if screen.kind == "entries":
            return act_on_list(typed, screen, self.lines)
        if screen.kind == "parts":
            return act_on_parts(typed, screen, self.lines)
        if not typed.strip():
            return self._nothing(screen)
        if screen.kind == "long_text":
            typed = self.lines.read_more(typed)
        return self._value(read_typed(typed, screen), screen)

    def _value(self, value: object, screen: Screen) -> Reply | None:
        """The reply that a value makes; a day in words is said first, and taken with an empty line."""
        if isinstance(value, AnsweredFields):
            return value
        if isinstance(value, Ambiguous):
            return self._which(value, screen)
        iso = value.iso if isinstance(value, Resolved) else value
        problems = [iso.message] if isinstance(iso, Unreadable) else screen.check(iso)
        self.lines.say(line for problem in problems for line in wrap(problem, WIDTH))
        if problems:
            return None
        if isinstance(value, Resolved):
            return self._confirm(value, screen)
        return Answered(iso)

    def _confirm(self, found: Resolved, screen: Screen) -> Reply | None:
        self.lines.say(wrap(f"{date_words(found)} An empty line takes it; or {AGAIN}.", WIDTH))
        typed = self.lines.ask("> ")
        if not typed.strip():
            return Answered(found.iso)
        command = read_command(typed)
        return self._command(command, screen) if command else self._value(read_typed(typed, screen), screen)

    def _which(self, found: Ambiguous, screen: Screen) -> Reply | None:
        """Which of several days was meant; anything else is read as a day again."""
        self.lines.say(wrap(f"{found.why} Which one is meant?", WIDTH))
        self.lines.say(f"{number:>3}. {choice.words}" for number, choice in enumerate(found.choices, 1))
        self.lines.say([f"Type its number, or {AGAIN}."])
        typed = self.lines.ask("> ").strip()
        command = read_command(typed)
        if command is not None:
            return self._command(command, screen)
        if typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(found.choices):
            return self._value(found.choices[int(typed) - 1].iso, screen)
        return self._value(read_typed(typed, screen), screen) if typed else None

    def _nothing(self, screen: Screen) -> Reply | None:
        """An empty line keeps what is recorded; where nothing is, it only leaves out what is typed freely."""
        if screen.current is not None and screen.status is None:
            return Answered(screen.current)
        if screen.kind == "line" and written_line(screen):
            return AnsweredFields({})
        if screen.kind in TYPED and screen.may_skip and not screen.careful:
            return reply_or_none(reply_to("skip", screen))
        self.lines.say(wrap(f"{empty_words(screen)} /help lists the commands.", WIDTH))
        return None

    def _command(self, command: Command, screen: Screen) -> Reply | None:
        reply = reply_to(command.action, screen)
        if isinstance(reply, str):
            self.lines.say([reply])
            return None
        if reply is not None:
            return reply
        say = self.lines.say
        match command.action:
            case "note":
                return self._note(command.rest, screen)
            case "jump":
                return self._jump(command.rest, screen)
            case "read":
                say(read_aloud_lines(screen, WIDTH))
            case "flags":
                say(flag_lines(screen, WIDTH))
            case "hide":
                say([""] * 40)
            case _:
                say([*help_lines(screen, WIDTH), *wrap(how_to(screen), WIDTH), "", *command_lines(screen)])
        return None

    def _note(self, text: str, screen: Screen) -> Reply | None:
        if not text and screen.note:
            self.lines.say(wrap(f"The note so far: {screen.note}", WIDTH))
        text = text or self.lines.ask("Note: ").strip()
        return Noted(text) if text else None

    def _jump(self, text: str, screen: Screen) -> Reply | None:
        if not text:
            self.lines.say(f"{n:>3}. {place_words(place)}" for n, place in enumerate(screen.places, 1))
            text = self.lines.ask("Number of the section: ").strip()
        number = int(text) if text.isascii() and text.isdecimal() else 0
        if not 1 <= number <= len(screen.places):
            self.lines.say(["That is not on the list."] if text else [])
            return None
        return Jump(screen.places[number - 1].question)


def reply_or_none(reply: Reply | str | None) -> Reply | None:
    """A reply, where one was given."""
    return None if isinstance(reply, str) else reply
