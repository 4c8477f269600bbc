"""What Enter makes of typed text: a value, a command, or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.model.reply import AnsweredFields
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.arrow_keys.prompts.keys import KEY_NAMES
from relapse_cli.prompters.arrow_keys.prompts.list_prompt import NOTHING
from relapse_cli.prompters.arrow_keys.prompts.pressed import Ending, Pressed, Submitted
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from relapse_cli.prompters.commands import empty_words, read_command
from relapse_cli.prompters.typed.days.read import Ambiguous, Resolved
from relapse_cli.prompters.typed.number_line import read_line, written_line
from relapse_cli.prompters.typed.values import Unreadable, date_words, read_value, written


@dataclass(frozen=True, slots=True)
class Open:
    """A day with several readings, and how it was typed."""

    found: Ambiguous
    typed: str


def recorded_text(screen: Screen) -> str:
    """What is recorded, as it would be typed."""
    return written_line(screen) if screen.kind == "line" else written(screen.current)


@dataclass
class Reader:
    """Reads what is typed on one screen; a day in words is shown once before Enter takes it."""

    screen: Screen
    clerk: Clerk = NO_CLERK
    shown: str | None = None

    def __call__(self, text: str) -> Ending | str:
        """Read typed text into an ending, or into why it is none."""
        screen = self.screen
        command = read_command(text)
        if command is not None:
            return Pressed(command.action, None, command.rest, typed=True)
        if not text.strip():
            return empty_words(screen, KEY_NAMES) if screen.insists else Submitted(NOTHING)
        if screen.current is not None and text == recorded_text(screen):
            return " ".join(self.clerk.faults(screen.current)) or Submitted(screen.current)
        if screen.kind == "line":
            given = read_line(text, screen, self.clerk)
            return given.message if isinstance(given, Unreadable) else Submitted(AnsweredFields(given))
        return self._read(text)

    def _read(self, text: str) -> Ending | str:
        value = read_value(text, self.screen)
        if isinstance(value, Unreadable):
            return value.message
        if isinstance(value, Ambiguous):
            return Submitted(Open(value, text))
        if isinstance(value, Resolved):
            faults = " ".join(self.clerk.faults(value.iso))
            if faults or self.shown == text:
                return faults or Submitted(value.iso)
            self.shown = text
            return f"{date_words(value)} Enter takes it; or type it another way."
        return " ".join(self.clerk.faults(value)) or Submitted(value)
