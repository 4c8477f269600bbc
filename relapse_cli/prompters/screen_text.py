"""The words around a question: its head, its help, the card and check-answers, wrapped by us."""

from __future__ import annotations

from collections.abc import Iterable

from relapse_cli.logic.answers.in_words import STATUS_WORDS
from relapse_cli.model.ask import Ask, Day, Form, Number, Numbers, Part, Table, Text, picks_of
from relapse_cli.model.screen import CheckLine, CheckScreen, JumpLine, LineState, Screen
from relapse_cli.prompters.typed.number_line import line_names, line_ranges
from relapse_cli.prompters.typed.values import hint, written
from relapse_cli.text.nouns import listed
from relapse_cli.text.width import shorten, wrap

_MARKS = {"answered": " ", "partly": "!", "status": "~", "open": "·", "required": "!"}
NOTHING_THERE = "–"
"""What stands where nothing is recorded."""

_NAMED = 6
"""So many open questions are named above the answers; each stands in its place among them, too."""
_PROGRESS_WORDS = {"empty": "not begun", "partly": "partly", "done": "done"}


def manner(ask: Ask) -> object:
    """What a hint is remembered by: each way of asking has one, and it is said once."""
    match ask:
        case Number(rating=variant) | Text(long=variant) | Day(timed=variant):
            return type(ask), variant
        case Table(told=told):
            return type(ask), told is not None
        case _:
            return type(ask)


def section_line(screen: Screen) -> str:
    """The section, and how far the interview has come."""
    done, total = screen.around.progress
    return f"{screen.around.section}  ·  {done} of {total}" if total else screen.around.section


def recorded_line(screen: Screen) -> str:
    """What is recorded here now, in words; empty when nothing is."""
    value, status = screen.stored.value, screen.stored.status
    if status is not None:
        return f"Recorded: {STATUS_WORDS.get(status, status)}."
    if value is None or isinstance(screen.ask, Table | Form):
        return ""
    chosen = value if isinstance(value, list | tuple) else [value]
    labels = [pick.label for pick in picks_of(screen.ask) if pick.value in chosen]
    words = "; ".join(labels) or written(value)
    return f"Recorded: {words}." if words else ""


def help_lines(screen: Screen, width: int) -> list[str]:
    """The help, why it is asked, how to type it, and what each option means."""
    ask = screen.ask
    typed = [" ".join([f"{line_names(ask)}.", *line_ranges(ask)])] if isinstance(ask, Numbers) else []
    parts = [*screen.body, screen.help, *typed, hint(ask)]
    if screen.why:
        parts.append(f"Why it is asked: {screen.why}")
    if screen.around.observed:
        parts.append("You record this from what you see or know; it need not be read aloud.")
    lines = _paragraphs([p for p in parts if p], width)
    for pick in picks_of(ask):
        lines += wrap(f"{pick.label}: {pick.help}", width, "  ", "    ") if pick.help else []
    return lines


def read_back_lines(screen: Screen, width: int) -> list[str]:
    """What has been written, to be read to the patient."""
    lines: list[str] = []
    for each in screen.around.read_back:
        lines += [*([""] if lines else []), *wrap(each.title, width)]
        lines += [line for row in each.rows for line in wrap(row, width, "- ", "  ")]
    return lines


def read_aloud_lines(screen: Screen, width: int) -> list[str]:
    """Words to read aloud, what is read back, and the therapist's stance card."""
    parts = [f"“{words}”" for words in (screen.around.opening, screen.around.script) if words]
    lines = _paragraphs(parts, width)
    told = read_back_lines(screen, width)
    lines += [*([""] if lines and told else []), *told]
    if screen.around.stance:
        lines += ["", "How to be with it:"] if lines else ["How to be with it:"]
        for line in screen.around.stance:
            lines += wrap(line, width, "- ", "  ")
    return lines


def _paragraphs(parts: Iterable[str], width: int) -> list[str]:
    """Paragraphs with an empty line between them."""
    lines: list[str] = []
    for part in parts:
        lines += [*([""] if lines else []), *wrap(part, width)]
    return lines


def flag_lines(screen: Screen, width: int) -> list[str]:
    """What has been noted, in words."""
    lines = [line for flag in screen.around.flags for line in wrap(flag, width, "- ", "  ")]
    return lines or ["Nothing has been noted so far."]


def noted_words(screen: Screen) -> str:
    """How many things have been noted, without their level; empty when there are none."""
    count = len(screen.around.flags)
    return f"noted: {count}" if count else ""


def begun_note_line(screen: Screen, way: str) -> str:
    """What was half typed of a note, and the key or the command that goes on with it."""
    begun = " ".join((screen.stored.begun_note or "").split())
    return f"A note was begun and not yet taken ({way}): {begun}" if begun else ""


def part_words(part: Part) -> str:
    """One part of a form with what is recorded there."""
    return f"{part.title}: {part.words or NOTHING_THERE}"


def jump_words(line: JumpLine) -> str:
    """A line of the jump list."""
    return f"{line.title} ({_PROGRESS_WORDS[line.state]})"


def not_offered(action: str, screen: Screen) -> str:
    """Why an action is not offered here."""
    if action == "flags" and not screen.is_own:
        return "Nothing has been noted so far."
    if action == "skip" and not screen.is_own:
        marks = " or ".join(
            f"“{STATUS_WORDS[s]}”" for s in (*screen.ways.statuses, *screen.ways.whole_statuses)
        )
        return f"This one needs an answer{f', or the mark {marks}' if marks else ''}."
    if action in {"unknown", "decline"} and not screen.is_own:
        return "That mark is not offered here."
    if action == "clear" and not screen.is_own:
        return screen.ways.kept
    return "That is not possible here."


def check_intro(screen: CheckScreen, width: int) -> list[str]:
    """What stands above the list of answers at check-answers."""
    parts = [screen.understood] if screen.understood else []
    if screen.unvisited:
        named = listed(screen.unvisited_titles, _NAMED) or screen.unvisited
        parts.append(f"Not put yet: {named}.")
    if screen.required:
        parts.append(f"Still needed before the plan can be final (marked !): {_named(screen, 'required')}.")
    if screen.partly:
        parts.append(f"Answered in part (marked !): {_named(screen, 'partly')}.")
    if screen.without:
        parts.append(f"Without an answer (marked ~ or ·): {listed(screen.without, _NAMED)}.")
    if screen.kept_aside:
        parts.append(f"Kept, but not used as things stand: {screen.kept_aside}.")
    lines = wrap(" ".join(parts), width) if parts else []
    if screen.questions:
        lines += [*([""] if lines else []), "Please look at these once more:"]
        lines += [line for question in screen.questions for line in wrap(question, width, "- ", "  ")]
    if screen.flags:
        lines += [*([""] if lines else []), "Noted for the plan:"]
        lines += [line for flag in screen.flags for line in wrap(flag, width, "- ", "  ")]
    if screen.closing:
        lines += [*([""] if lines else []), *wrap(f"To read aloud at the end: “{screen.closing}”", width)]
    return lines


def _named(screen: CheckScreen, state: LineState) -> str:
    """The answers in a state by their titles."""
    shown = (line.label for group in screen.groups for line in group.lines if line.state == state)
    return listed(tuple(shown), _NAMED)


def check_words(line: CheckLine) -> str:
    """One answer with its mark, uncut."""
    return f"{_MARKS[line.state]} {line.label}: {' '.join(line.words.split())}"


def check_line(line: CheckLine, width: int) -> str:
    """One answer on one line."""
    return shorten(check_words(line), width)
