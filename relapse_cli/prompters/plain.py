"""The plain asker: line by line, no cursor movement, for screen readers, dumb terminals and pipes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TextIO

from relapse_cli.prompters.base import (
    Answered,
    Back,
    Card,
    CardReply,
    CheckLine,
    CheckReply,
    CheckScreen,
    Confirmed,
    Finish,
    GoOn,
    Jump,
    ListAct,
    ListAction,
    Noted,
    Paused,
    Reply,
    Screen,
    choices_of,
)
from relapse_cli.prompters.commands import WORDS, Command, offered, read_command, reply_to
from relapse_cli.prompters.screen_text import (
    card_lines,
    check_intro,
    check_line,
    empty_words,
    flag_lines,
    help_lines,
    place_words,
    read_aloud_lines,
    recorded_line,
    section_line,
    wrap,
)
from relapse_cli.prompters.typed_values import Unreadable, hint, read_value

WIDTH = 78
LISTED = re.compile(r"(add|change|details|remove|done)(?:\s+(\d+))?", re.IGNORECASE | re.ASCII)
TYPED = frozenset({"scale", "number", "text", "long_text", "date", "datetime", "duration"})


class Closed(Exception):  # noqa: N818 - the end of the input is no error
    """The input has ended, or Ctrl-C was pressed."""


class PlainAsker:
    """Asks on two streams, one line after the other.

    Args:
        source: where answers come from.
        out: where questions go; standard error on the command line.
    """

    def __init__(self, source: TextIO, out: TextIO) -> None:
        self.source = source
        self.out = out
        self._hinted: set[str] = set()

    def ask(self, screen: Screen) -> Reply:
        """Put one question until there is a reply."""
        try:
            self._head(screen)
            while True:
                reply = self._turn(screen)
                if reply is not None:
                    return reply
        except (Closed, KeyboardInterrupt):
            return Paused()

    def card(self, card: Card) -> CardReply:
        """Show an emergency card until "ok" is typed."""
        try:
            self._say(["", f"=== {card.title} ===", *card_lines(card, WIDTH), ""])
            while (typed := self._line("Type ok when you have read this: ").strip().lower()) != "ok":
                if typed in {"/pause", "/quit"}:
                    return Paused()
        except (Closed, KeyboardInterrupt):
            return Paused()
        return Confirmed()

    def check(self, screen: CheckScreen) -> CheckReply:
        """Show check-answers: a numbered list, and what can be done with it."""
        lines = self._check_list(screen)
        try:
            while True:
                reply = self._check_turn(self._line("> ").strip().lower(), lines, screen)
                if reply is not None:
                    return reply
        except (Closed, KeyboardInterrupt):
            return Paused()

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        self._say(["", *wrap(text, WIDTH)])

    def _say(self, lines: Iterable[str]) -> None:
        self.out.write("".join(f"{line.rstrip()}\n" for line in lines))
        self.out.flush()

    def _line(self, prompt: str) -> str:
        self.out.write(prompt)
        self.out.flush()
        line = self.source.readline()
        if not line:
            raise Closed
        return line.rstrip("\r\n")

    def _head(self, screen: Screen) -> None:
        """Everything that is said before the answer."""
        self._say(["", f"--- {section_line(screen)} ---"])
        if screen.begins and screen.opening:
            self._say([*wrap(f"Words to read aloud: “{screen.opening}”", WIDTH), ""])
        if screen.script:
            self._say(wrap(f"Read aloud: “{screen.script}”", WIDTH))
        if screen.about:
            self._say(wrap(screen.about, WIDTH))
        self._say([*wrap(screen.label, WIDTH), *wrap(screen.help, WIDTH)])
        rows = screen.entries if screen.kind == "entries" else [c.label for c in choices_of(screen)]
        for number, row in enumerate(rows, 1):
            self._say(wrap(row, WIDTH, f"{number:>3}. ", "     "))
        self._say(line for line in (recorded_line(screen), note_line(screen), draft_line(screen)) if line)
        self._say([how_to(screen)] if screen.kind == "entries" else self._hints(screen))

    def _hints(self, screen: Screen) -> list[str]:
        """How to answer a kind of question: said once, then on /help."""
        lines = [] if screen.kind in self._hinted else [how_to(screen)]
        if not self._hinted:
            lines.append("Commands begin with a slash; /help lists them.")
        self._hinted.add(screen.kind)
        return [line for line in lines if line]

    def _turn(self, screen: Screen) -> Reply | None:
        typed = self._line("> ")
        command = read_command(typed)
        if command is not None:
            return self._command(command, screen)
        if screen.kind == "entries":
            return self._list_action(typed, screen)
        if not typed.strip():
            return self._nothing(screen)
        if screen.kind == "long_text":
            typed = self._more_lines(typed)
        value = read_typed(typed, screen)
        problems = [value.message] if isinstance(value, Unreadable) else screen.check(value)
        self._say(problems)
        return None if problems else Answered(value)

    def _more_lines(self, first: str) -> str:
        """Read on until an empty line; the end of the input ends the text as well."""
        lines = [first]
        try:
            while (line := self._line("  ")).strip():
                lines.append(line)
        except Closed:
            pass
        return "\n".join(lines)

    def _nothing(self, screen: Screen) -> Reply | None:
        """An empty line keeps what is recorded; where nothing is, it only leaves out what is typed freely."""
        if screen.current is not None and screen.status is None:
            return Answered(screen.current)
        if screen.kind in TYPED and screen.may_skip and not screen.careful:
            return reply_or_none(reply_to("skip", screen))
        self._say([f"{empty_words(screen)} /help lists the commands."])
        return None

    def _list_action(self, typed: str, screen: Screen) -> Reply | None:
        found = LISTED.fullmatch(typed.strip())
        action = found and next(a for a in LIST_WORDS if a == found[1].lower())
        if not found or not action:
            self._say([how_to(screen)])
            return None
        entry = int(found[2] or 0) - 1
        if action in {"change", "details", "remove"} and not 0 <= entry < len(screen.entries):
            self._say(["Name the number of an entry, such as change 1."])
            return None
        if action == "add" and not screen.may_add:
            self._say(["The list is full."])
            return None
        if action == "done" and not screen.entries and not screen.may_skip:
            self._say([empty_words(screen)])
            return None
        if action == "remove" and self._line(f"Remove entry {entry + 1}? Type yes: ").strip() != "yes":
            return None
        return ListAct(action, max(entry, 0))

    def _command(self, command: Command, screen: Screen) -> Reply | None:
        reply = reply_to(command.action, screen)
        if isinstance(reply, str):
            self._say([reply])
            return None
        if reply is not None:
            return reply
        match command.action:
            case "note":
                return self._note(command.rest, screen)
            case "jump":
                return self._jump(command.rest, screen)
            case "read":
                self._say(read_aloud_lines(screen, WIDTH))
            case "flags":
                self._say(flag_lines(screen, WIDTH))
            case "hide":
                self._say([""] * 40)
            case _:
                self._say([*help_lines(screen, WIDTH), how_to(screen), "", *command_lines(screen)])
        return None

    def _note(self, text: str, screen: Screen) -> Reply | None:
        if not text and screen.note:
            self._say(wrap(f"The note so far: {screen.note}", WIDTH))
        text = text or self._line("Note: ").strip()
        return Noted(text) if text else None

    def _jump(self, text: str, screen: Screen) -> Reply | None:
        if not text:
            self._say(f"{number:>3}. {place_words(place)}" for number, place in enumerate(screen.places, 1))
            text = self._line("Number of the section: ").strip()
        number = int(text) if text.isascii() and text.isdecimal() else 0
        if not 1 <= number <= len(screen.places):
            self._say(["That is not on the list."] if text else [])
            return None
        return Jump(screen.places[number - 1].question)

    def _check_list(self, screen: CheckScreen) -> list[CheckLine]:
        """Say the list, and return its lines in the order of their numbers."""
        self._say(["", "--- Check the answers ---", *check_intro(screen, WIDTH)])
        lines: list[CheckLine] = []
        for group in screen.groups:
            self._say(["", f"{group.title}:"])
            for line in group.lines:
                lines.append(line)
                self._say([f"{len(lines):>3}. {check_line(line, WIDTH - 5)}"])
        ways = ["Type a number to change a line"]
        ways += ["go on for the questions not put yet"] if screen.unput else []
        self._say(["", *wrap(f"{', '.join(ways)}, finish to end, /back or /pause.", WIDTH)])
        return lines

    def _check_turn(self, typed: str, lines: list[CheckLine], screen: CheckScreen) -> CheckReply | None:
        if typed in {"finish", "/finish"}:
            return Finish()
        if typed in {"go on", "/go", "go"} and screen.unput:
            return GoOn()
        if typed == "/back":
            return Back()
        if typed in {"/pause", "/quit"}:
            return Paused()
        if typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(lines):
            return Jump(lines[int(typed) - 1].question)
        self._say([f"Type a number from 1 to {len(lines)}, finish, /back or /pause."])
        return None


LIST_WORDS: tuple[ListAction, ...] = ("add", "change", "details", "remove", "done")


def reply_or_none(reply: Reply | str | None) -> Reply | None:
    """A reply, where one was given."""
    return None if isinstance(reply, str) else reply


def read_typed(typed: str, screen: Screen) -> object:
    """Read a typed line into a value: numbers of options, or what the kind takes."""
    match screen.kind:
        case "choice" | "yes_no":
            return read_one(typed, screen)
        case "multi":
            return read_several(typed, screen)
        case _:
            return read_value(typed, screen)


def read_one(typed: str, screen: Screen) -> object:
    """One option by its number, its id or its words."""
    plain = typed.strip().lower()
    choices = choices_of(screen)
    for number, choice in enumerate(choices, 1):
        if plain in {str(number), str(choice.value).lower(), choice.label.lower()}:
            return choice.value
    if screen.kind == "yes_no" and plain in {"y", "n"}:
        return plain == "y"
    return Unreadable(f"Please type one number from 1 to {len(choices)}.")


def read_several(typed: str, screen: Screen) -> object:
    """Several options by their numbers; ``none`` is the option that stands alone, where there is one."""
    plain = typed.strip().lower()
    if plain == "none" and screen.exclusive is not None:
        return [screen.exclusive]
    choices = choices_of(screen)
    chosen: list[object] = []
    for word in re.split(r"[\s,;]+", plain.strip(" ,;")):
        found = [c.value for n, c in enumerate(choices, 1) if word in {str(n), str(c.value).lower()}]
        if not found:
            return Unreadable(f"Please type numbers from 1 to {len(choices)}, such as 1 3.")
        chosen += [value for value in found if value not in chosen]
    if screen.exclusive in chosen and len(chosen) > 1:
        alone = next(c.label for c in choices if c.value == screen.exclusive)
        return Unreadable(f"“{alone}” stands alone; leave it out, or the others.")
    return chosen


def how_to(screen: Screen) -> str:
    """How to answer, in one line."""
    match screen.kind:
        case "choice" | "yes_no":
            return "Type the number of one option."
        case "multi":
            none = ", or none" if screen.exclusive is not None else ""
            return f"Type the numbers with blanks between them, such as 1 3{none}."
        case "long_text":
            return "Several lines are fine; an empty line ends the text."
        case "entries":
            ways = ["add"] if screen.may_add else []
            ways += ["change 1", "details 1", "remove 1"] if screen.entries else []
            return f"Type {', '.join([*ways, 'done'])}."
        case _:
            return hint(screen)


def note_line(screen: Screen) -> str:
    """The note on the answer, on its own line."""
    return f"Note: {' '.join(screen.note.split())}" if screen.note else ""


def draft_line(screen: Screen) -> str:
    """What was half typed here."""
    if not screen.draft:
        return ""
    words = screen.draft.split()
    marked = [choice.label for choice in choices_of(screen) if choice.value in words]
    return f"Begun: {'; '.join(marked) if screen.kind == 'multi' else ' '.join(words)}"


def command_lines(screen: Screen) -> list[str]:
    """The typed commands of a screen."""
    shown = [action for action in offered(screen) if action != "help"]
    return [f"/{action.replace('_', ' '):<13}{WORDS[action]}" for action in shown]
