"""The words around a question: its head, its help, the card and check-answers, wrapped by us."""

from __future__ import annotations

from collections.abc import Iterable

from relapse_cli.logic.answers.in_words import STATUS_WORDS
from relapse_cli.model.screen import CheckLine, CheckScreen, Part, Place, Screen, choices_of
from relapse_cli.prompters.typed.number_line import line_names, line_ranges
from relapse_cli.prompters.typed.values import hint, written
from relapse_cli.text.width import shorten, wrap

MARKS = {"answered": " ", "partly": "!", "status": "~", "open": "·", "required": "!"}
PROGRESS_WORDS = {"empty": "not begun", "partly": "partly", "done": "done"}


def section_line(screen: Screen) -> str:
    """The section, and how far the interview has come."""
    done, total = screen.progress
    return f"{screen.section}  ·  {done} of {total}" if total else screen.section


def recorded_line(screen: Screen) -> str:
    """What is recorded here now, in words; empty when nothing is."""
    if screen.status is not None:
        return f"Recorded: {STATUS_WORDS.get(screen.status, screen.status)}."
    if screen.current is None or screen.kind == "entries":
        return ""
    chosen = screen.current if isinstance(screen.current, list | tuple) else [screen.current]
    labels = [c.label for c in choices_of(screen) if c.value in chosen]
    words = "; ".join(labels) or written(screen.current)
    return f"Recorded: {words}." if words else ""


def help_lines(screen: Screen, width: int) -> list[str]:
    """The help, why it is asked, how to type it, and what each option means."""
    typed = [" ".join([f"{line_names(screen)}.", *line_ranges(screen)])] if screen.line else []
    parts = [*screen.body, screen.help, *typed, hint(screen)]
    if screen.why:
        parts.append(f"Why it is asked: {screen.why}")
    if screen.observed:
        parts.append("You record this from what you see or know; it need not be read aloud.")
    lines = paragraphs([p for p in parts if p], width)
    explained = [c for c in choices_of(screen) if c.help]
    for choice in explained:
        lines += wrap(f"{choice.label}: {choice.help}", width, "  ", "    ")
    return lines


def read_aloud_lines(screen: Screen, width: int) -> list[str]:
    """Words to read aloud, and the therapist's stance card."""
    parts = [f"“{words}”" for words in (screen.opening, screen.script) if words]
    lines = paragraphs(parts, width)
    if screen.stance:
        lines += ["", "How to be with it:"] if lines else ["How to be with it:"]
        for line in screen.stance:
            lines += wrap(line, width, "- ", "  ")
    return lines


def paragraphs(parts: Iterable[str], width: int) -> list[str]:
    """Paragraphs with an empty line between them."""
    lines: list[str] = []
    for part in parts:
        lines += [*([""] if lines else []), *wrap(part, width)]
    return lines


def flag_lines(screen: Screen, width: int) -> list[str]:
    """What has been noted, in words."""
    lines = [line for flag in screen.flags for line in wrap(flag, width, "- ", "  ")]
    return lines or ["Nothing has been noted so far."]


def noted_words(screen: Screen) -> str:
    """How many things have been noted, without their level; empty when there are none."""
    count = sum(screen.noted.values())
    return f"noted: {count}" if count else ""


def part_words(part: Part) -> str:
    """What is typed under one of the texts that share a screen, and the note on it."""
    note = f"(note: {' '.join(part.note.split())})" if part.note else ""
    return f"{part.words} {note}".strip()


def place_words(place: Place) -> str:
    """A line of the jump list."""
    return f"{place.title} ({PROGRESS_WORDS[place.state]})"


def not_offered(action: str, screen: Screen) -> str:
    """Why an action is not offered here."""
    if action == "flags" and not screen.is_own:
        return "Nothing has been noted so far."
    if action == "skip" and not screen.is_own:
        marks = " or ".join(f"“{STATUS_WORDS[s]}”" for s in (*screen.statuses, *screen.whole_statuses))
        return f"This one needs an answer{f', or the mark {marks}' if marks else ''}."
    if action in {"unknown", "decline"} and not screen.is_own:
        return "That mark is not offered here."
    return "That is not possible here."


def check_intro(screen: CheckScreen, width: int) -> list[str]:
    """What stands above the list of answers at check-answers."""
    parts = [screen.understood] if screen.understood else []
    if screen.unput:
        parts.append(f"Not put yet: {screen.unput}.")
    if screen.required:
        parts.append(f"Still needed before the plan can be final: {screen.required} (marked !).")
    if screen.partly:
        parts.append(f"Answered in part: {screen.partly} (marked !).")
    if screen.kept_aside:
        parts.append(f"Kept, but not used as things stand: {screen.kept_aside}.")
    lines = wrap(" ".join(parts), width) if parts else []
    if screen.questions:
        lines += [*([""] if lines else []), "Please look at these once more:"]
        lines += [line for question in screen.questions for line in wrap(question, width, "- ", "  ")]
    if screen.flags:
        lines += [*([""] if lines else []), "Noted for the plan:"]
        lines += [line for flag in screen.flags for line in wrap(flag, width, "- ", "  ")]
    return lines


def check_line(line: CheckLine, width: int) -> str:
    """One answer on one line."""
    return shorten(f"{MARKS[line.state]} {line.label}: {line.words}", width)
