"""One question line by line: what is typed becomes a reply, or is said to be none and why."""

from __future__ import annotations

from relapse_cli.model.ask import Form, Marks, Numbers, Table, Text, Told, Typed
from relapse_cli.model.reply import Answered, AnsweredFields, Reply
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import Clerk
from relapse_cli.prompters.commands import (
    SLASHES,
    Command,
    empty_words,
    read_command,
    reply_to,
    unknown_command,
)
from relapse_cli.prompters.plain.lists import act_on_form, act_on_list, is_list_word
from relapse_cli.prompters.plain.panels import PlainPanels
from relapse_cli.prompters.plain.reading import how_to, read_typed, takes_begun
from relapse_cli.prompters.plain.streams import Lines
from relapse_cli.prompters.plain.told import PlainTold
from relapse_cli.prompters.typed.days.read import Ambiguous, Resolved, Unreadable, date_words
from relapse_cli.prompters.typed.distance import OpenDistance, Placed, taken
from relapse_cli.prompters.typed.number_line import written_line

_MARKING = "Please mark what fits: type the numbers, such as 1 3."
_AGAIN = "type it another way"


class PlainQuestion:
    """One question that is being answered.

    Args:
        screen: the question.
        clerk: checks what is typed, and keeps what is half typed.
        lines: where it is typed.
        panels: what can be shown in between.

    Attributes:
        begun: what was entered so far, for whatever ends the prompt before there is a reply.
    """

    def __init__(self, screen: Screen, clerk: Clerk, lines: Lines, panels: PlainPanels) -> None:
        self.screen = screen
        self.clerk = clerk
        self.lines = lines
        self.panels = panels
        self.begun: str | None = None

    def answer(self) -> Reply:
        """Read lines until there is a reply."""
        while True:
            reply = self._turn()
            if reply is not None:
                return reply

    def _turn(self) -> Reply | None:
        typed = self.lines.ask("> ")
        command = _read_command(typed)
        if command is not None:
            return self._command(command)
        screen = self.screen
        if not isinstance(screen.ask, Text) and (unknown := unknown_command(typed)):
            self.lines.say(self.lines.wrap(f"{unknown} {SLASHES['help']} lists the commands."))
            return None
        match screen.ask:
            case Table(told=Told() as told) as table if not is_list_word(typed):
                return self._told(typed, told, table)
            case Table() as table:
                return act_on_list(typed, table, screen, self.clerk, self.lines)
            case Form() as form:
                return act_on_form(typed, form, screen, self.lines)
            case _ if not typed.strip():
                return self._take_begun() if takes_begun(screen) else self._nothing()
            case Text(long=True):
                return self._several_lines(typed)
            case _:
                return self._read(typed)

    def _told(self, typed: str, told: Told, table: Table) -> Reply | None:
        """A line is a step; an empty one ends the steps, or takes up the one that was begun."""
        line = typed if typed.strip() else self.screen.stored.draft or ""
        if not line.strip():
            return act_on_list("done", table, self.screen, self.clerk, self.lines)
        if line.strip().isdecimal():
            self.lines.say(self.lines.wrap(how_to(self.screen)))
            return None
        return PlainTold(told, self.lines, self.clerk, self._keep_begun, self._command).ask(line)

    def _read(self, typed: str) -> Reply | None:
        return self._value(read_typed(typed, self.screen.ask, self.clerk), typed)

    def _take_begun(self) -> Reply | None:
        """Take what was half typed as it stands."""
        return self._read(self.screen.stored.draft or "")

    def _several_lines(self, first: str) -> Reply | None:
        """Read on until an empty line; a command in between leads back to the text."""
        begun = (self.screen.stored.draft or "").split("\n") if takes_begun(self.screen) else []
        lines = [*begun, first]
        self._keep_begun("\n".join(lines))
        while (line := self.lines.ask_or_end("  ")).strip():
            command = _read_command(line)
            if command is None:
                lines.append(line)
                self._keep_begun("\n".join(lines))
                continue
            reply = self._command(command, "\n".join(lines))
            if reply is not None:
                return reply
        return self._read("\n".join(lines))

    def _keep_begun(self, text: str) -> None:
        self.begun = text
        self.clerk.keep_draft(text)

    def _value(self, value: object, typed: str) -> Reply | None:
        """The reply that a value makes; what was said in words is shown first, and an empty line takes it."""
        if isinstance(value, Ambiguous | OpenDistance):
            return self._which(value, typed)
        plain = taken(value) if isinstance(value, Resolved | Placed) else value
        problems = self._problems(plain)
        self.lines.say(line for problem in problems for line in self.lines.wrap(problem))
        if problems:
            return None
        return self._confirm(value, typed) if isinstance(value, Resolved | Placed) else _reply(plain)

    def _problems(self, value: object) -> list[str]:
        """Why a value is none, or does not fit; the numbers of a line have been checked as they were read."""
        if isinstance(value, Unreadable):
            return [value.message]
        if isinstance(value, AnsweredFields):
            field = str(self.screen.step.field)
            return self.clerk.faults(value.fields[field]) if field in value.fields else []
        return self.clerk.faults(value)

    def _confirm(self, found: Resolved | Placed, typed: str) -> Reply | None:
        """Take a time that was understood; a panel in between comes back to it."""
        self._keep_begun(typed)
        while True:
            self.lines.say(self.lines.wrap(f"{date_words(found)} An empty line takes it; or {_AGAIN}."))
            answer = self.lines.ask("> ")
            if not answer.strip() or answer.strip().lower() in {"y", "yes"}:
                return _reply(taken(found))
            command = _read_command(answer)
            if command is None:
                return self._read(answer)
            reply = self._command(command, typed)
            if reply is not None:
                return reply

    def _which(self, found: Ambiguous | OpenDistance, typed: str) -> Reply | None:
        """Which of several times was meant; anything else is read as a time again."""
        self._keep_begun(typed)
        choices: tuple[Resolved | Placed, ...] = found.choices
        while True:
            self.lines.say(self.lines.wrap(f"{found.why} Which one is meant?"))
            for number, choice in enumerate(choices, 1):
                self.lines.say(self.lines.wrap(choice.words, f"{number:>3}. ", "     "))
            self.lines.say(self.lines.wrap(f"Type its number, or {_AGAIN}."))
            answer = self.lines.ask("> ").strip()
            command = _read_command(answer)
            if command is None:
                return self._chosen(answer, found)
            reply = self._command(command, typed)
            if reply is not None:
                return reply

    def _chosen(self, answer: str, found: Ambiguous | OpenDistance) -> Reply | None:
        if answer.isascii() and answer.isdecimal() and 1 <= int(answer) <= len(found.choices):
            return self._value(taken(found.choices[int(answer) - 1]), answer)
        return self._read(answer) if answer else None

    def _nothing(self) -> Reply | None:
        """An empty line keeps what is recorded; where nothing is, it leaves out what may be left out."""
        screen, ask, stored = self.screen, self.screen.ask, self.screen.stored
        if stored.value is not None and stored.status is None:
            return Answered(stored.value)
        if isinstance(ask, Numbers) and written_line(ask):
            return AnsweredFields({})
        if not screen.ways.insists and (isinstance(ask, Typed) or not screen.is_own):
            left = reply_to("skip", screen)
            return None if isinstance(left, str) else left
        start = _MARKING if isinstance(ask, Marks) else ""
        self.lines.say(self.lines.wrap(f"{empty_words(screen, SLASHES, start)} /help lists the commands."))
        return None

    def _command(self, command: Command, draft: str | None = None) -> Reply | None:
        """Do what a command asks for; ``None`` = back to the question, and to what is half typed there."""
        reply = reply_to(command.action, self.screen, draft)
        if isinstance(reply, str):
            self.lines.say(self.lines.wrap(reply))
            return None
        return self.panels.open(command, self.screen, draft) if reply is None else reply


def _reply(value: object) -> Reply:
    """The reply with a value, or with several."""
    return value if isinstance(value, AnsweredFields) else Answered(value)


def _read_command(typed: str) -> Command | None:
    """Read a command; a lone ``?`` is help."""
    return Command("help") if typed.strip() == "?" else read_command(typed)
