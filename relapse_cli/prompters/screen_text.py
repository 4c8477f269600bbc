"""The words around a question: its head, its help, the card and check-answers, wrapped by us."""

from __future__ import annotations

from collections.abc import Iterable

from relapse_cli.prompters.base import Card, CheckLine, CheckScreen, Place, Screen, choices_of
from relapse_cli.prompters.text_width import shorten, wrap
from relapse_cli.prompters.typed_lines import line_names, line_ranges
from relapse_cli.prompters.typed_values import hint, written

STATUS_WORDS = {"unknown": "not known", "declined": "rather not say"}
MARKS = {"answered": " ", "status": "~", "open": "·", "required": "!"}
STATE_WORDS = {"empty": "not begun", "partly": "partly", "done": "done"}


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


def place_words(place: Place) -> str:
    """A line of the jump list."""
    return f"{place.title} ({STATE_WORDS[place.state]})"


def not_offered(action: str, screen: Screen) -> str:
    """Why an action is not offered here."""
    if action == "skip" and not screen.is_own:
        marks = " or ".join(f"“{STATUS_WORDS[s]}”" for s in (*screen.statuses, *screen.whole_statuses))
        return f"This one needs an answer{f', or the mark {marks}' if marks else ''}."
    if action in {"unknown", "decline"} and not screen.is_own:
        return "That mark is not offered here."
    return "That is not possible here."


def empty_words(screen: Screen) -> str:
    """What to do when nothing was chosen or typed: leaving it empty says nothing."""
    marks = " or ".join(f"“{STATUS_WORDS[status]}”" for status in screen.statuses)
    ways = [*(["leave it for now"] if screen.may_skip else []), *([f"mark it as {marks}"] if marks else [])]
    starts = {"choice": "Please choose", "yes_no": "Please choose", "multi": "Please mark what fits"}
    start = starts.get(screen.kind, "Please type an answer")
    return f"{', '.join([start, *ways[:-1]])}, or {ways[-1]}." if ways else f"{start}."


def card_lines(card: Card, width: int) -> list[str]:
    """The emergency card, calm and complete."""
    lines: list[str] = []
    if card.location is not None:
        lines += [*wrap(f"Where the person is: {card.location}", width), ""]
    lines += [line for number in card.numbers for line in wrap(number, width)]
    if card.service:
        lines += wrap(f"Your service's procedure: {card.service}", width)
    parts = {"What was found": card.found, "Recorded": card.recorded, "What you can do now": card.steps}
    for title, rows in parts.items():
        if rows:
            lines += ["", f"{title}:"]
            lines += [line for row in rows for line in wrap(row, width, "- ", "  ")]
    return [*lines, "", *wrap(card.closing, width)]


def check_intro(screen: CheckScreen, width: int) -> list[str]:
    """What stands above the list of answers at check-answers."""
    parts = []
    if screen.unput:
        parts.append(f"Not put yet: {screen.unput}.")
    if screen.required:
        parts.append(f"Still needed before the plan can be final: {screen.required} (marked !).")
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
