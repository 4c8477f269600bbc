"""One part of a line that is told put right by itself: the line says so from then on."""

from __future__ import annotations

from relapse_cli.model.ask import Choice, Text, Told, ToldPart
from relapse_cli.prompters.asker import Clerk
from relapse_cli.prompters.typed.days.read import Unreadable
from relapse_cli.prompters.typed.told.fitting import sign_of
from relapse_cli.prompters.typed.told.read import ToldStep, corrected, read_told
from relapse_cli.prompters.typed.values import read_value


def put_right(line: str, part: ToldPart, text: str, told: Told) -> str | Unreadable:
    """The line with other words for a part, or why they are none; without words, nothing is said of it."""
    changed = corrected(line, part.field, text, told)
    heard = read_told(changed, told)
    if heard.doubts or part.field in heard.parts or not text.strip():
        return changed
    if isinstance(part.ask, Choice | Text):
        return Unreadable(f"“{text.strip()}” is none of the options.")
    read = read_value(text, part.ask)
    return read if isinstance(read, Unreadable) else Unreadable("That cannot be read.")


def with_status(line: str, part: ToldPart, status: str, told: Told) -> str:
    """The line with a part marked as not known, or as not said; a text has no such mark on a line."""
    return line if isinstance(part.ask, Text) else corrected(line, part.field, sign_of(status), told)


def faults_of(heard: ToldStep, told: Told, clerk: Clerk) -> list[str]:
    """Why what was heard cannot be taken; empty when it can."""
    parts = {part.field: part for part in told.parts}
    given = [(parts[name], value) for name, value in heard.fields.items() if name in parts]
    return [f"{part.title}: {fault}" for part, value in given for fault in clerk.faults(value, part.step)]
