"""What Enter makes of typed text: a value, a command, or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.model.ask import Day, Distance, Length, Number, Numbers, Stored, Text, Typed
from relapse_cli.model.reply import AnsweredFields
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.arrow_keys.prompts.endings import Ending, Pressed, Submitted
from relapse_cli.prompters.arrow_keys.prompts.keys import KEY_NAMES
from relapse_cli.prompters.arrow_keys.prompts.list_prompt import NOTHING
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from relapse_cli.prompters.commands import Command, empty_words, read_command, unknown_command
from relapse_cli.prompters.typed.days.read import Ambiguous, Resolved, Unreadable, date_words
from relapse_cli.prompters.typed.distance import OpenDistance, Placed, taken
from relapse_cli.prompters.typed.number_line import read_line, written_line
from relapse_cli.prompters.typed.values import read_value, written
from relapse_cli.text.days import readable_date


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A day or a distance with several readings, and how it was typed."""

    found: Ambiguous | OpenDistance
    typed: str


def recorded_text(ask: Typed, stored: Stored) -> str:
    """What is recorded, as it would be typed."""
    if isinstance(ask, Numbers):
        return written_line(ask)
    text = written(stored.value)
    return readable_date(text) if isinstance(ask, Day) else text


@dataclass
class Reader:
    """Reads what is typed on one screen; a day in words is shown once before Enter takes it."""

    screen: Screen
    ask: Typed
    clerk: Clerk = NO_CLERK
    shown: str | None = None

    def __call__(self, text: str) -> Ending | str:
        """Read typed text into an ending, or into why it is none."""
        screen, ask, recorded = self.screen, self.ask, self.screen.stored.value
        command = read_command(text) or self._behind_recorded(text)
        if command is not None:
            return Pressed(command.action, None, command.rest, typed=True)
        if not isinstance(ask, Text) and (unknown := unknown_command(text)):
            return f"{unknown} Esc opens the menu."
        if not text.strip():
            return empty_words(screen, KEY_NAMES) if screen.ways.insists else Submitted(NOTHING)
        if recorded is not None and text == recorded_text(ask, screen.stored):
            return " ".join(self.clerk.faults(recorded)) or Submitted(recorded)
        if isinstance(ask, Numbers):
            given = read_line(text, ask, self.clerk)
            return given.message if isinstance(given, Unreadable) else Submitted(AnsweredFields(given))
        return self._read(text, ask)

    def _behind_recorded(self, text: str) -> Command | None:
        """A command that was typed behind what stood there already."""
        recorded = recorded_text(self.ask, self.screen.stored)
        return read_command(text.removeprefix(recorded)) if recorded and text.startswith(recorded) else None

    def _read(self, text: str, ask: Number | Text | Day | Length | Distance) -> Ending | str:
        value = read_value(text, ask)
        if isinstance(value, Unreadable):
            return value.message
        if isinstance(value, Ambiguous | OpenDistance):
            return Submitted(OpenDay(value, text))
        answer = taken(value) if isinstance(value, Resolved | Placed) else value
        if faults := " ".join(faults_of(answer, self.screen, self.clerk)):
            return faults
        if isinstance(value, Resolved | Placed) and self.shown != text:
            self.shown = text
            return f"{date_words(value)} Enter takes it; or type it another way."
        return Submitted(answer)


def faults_of(value: object, screen: Screen, clerk: Clerk) -> list[str]:
    """Why a value does not fit, or that of the field on screen where several were understood."""
    if isinstance(value, AnsweredFields):
        return clerk.faults(value.fields[str(screen.step.field)])
    return clerk.faults(value)
