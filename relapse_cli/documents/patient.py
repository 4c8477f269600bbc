"""What only the patient's sheet does with lines: fewer words for the same, and what is due today first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from relapse_cli.documents.due import moment_of
from relapse_cli.documents.phone import other_numbers
from relapse_cli.logic.plan.order import domain_suffix
from relapse_cli.logic.plan.titles import short_words
from relapse_cli.model import known_ids as ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.documents.block import DocumentLine
    from relapse_cli.documents.edition import EditionPlan
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.plan import Line, Plan
    from relapse_cli.model.record import ProfilePin

SHORT = ids.SCHEDULE_RULES | {ids.NO_DETOX_RULE}
"""Lines whose sentences stand together as one."""

SAYS_BOTH = SHORT | {
    ids.EMERGENCY_RULE,
    ids.SAME_DAY_RULE,
    ids.NO_SUDDEN_STOP_RULE,
    ids.NOT_A_FAILURE_RULE,
    ids.NOT_NOTHING_RULE,
}
"""Lines whose words for the patient say themselves who does it and when."""

RULES_OWNER = "therapist"
TODAY_SECTIONS = frozenset({"contact", "safety", "medicines", "stabilisation"})
TITLE_WIDTH = 76
BLANK = "____"


def says_who_and_when(line: Line) -> bool:
    """Whether the text alone tells the patient who and by when; a therapist's own choice always prints."""
    return line.id in SAYS_BOTH and line.owner == RULES_OWNER and bool(line.due_words)


def is_due_today(line: Line, now: datetime | None) -> bool:
    """Whether something is to be done on the day of the session."""
    moment = moment_of(line.due)
    return moment is not None and now is not None and moment.date() <= now.date()


def today_titles(carried: EditionPlan) -> tuple[str, ...]:
    """Return what the patient's first day holds, in a few words each, in the order of the plan."""
    now = moment_of(carried.now)
    due = (line for line in carried.lines if is_due_today(line, now) and is_for_today(line))
    return tuple(short_words(told(line.texts[carried.edition], line), TITLE_WIDTH) for line in due)


def is_for_today(line: Line) -> bool:
    """Whether a line due today is a step of the day; the contact and the emergency card stand above all."""
    if line.role == "action":
        return line.section in TODAY_SECTIONS and line.id != ids.CONTACT_RULE
    return line.role == "own" or line.rule == ids.IFTHEN_ANSWERS


def told(text: str, line: Line) -> str:
    """Return the words that say what a line is about; of an if-then line that is the line itself."""
    title, *rest = text.strip().split("\n")
    if line.rule == ids.IFTHEN_ANSWERS and rest:
        return rest[0]
    return title.split(BLANK)[0].split("; ")[0].rstrip(" :,")


def for_patient(
    lines: Iterable[tuple[Line, DocumentLine]], plan: Plan, carried: EditionPlan, bank: Bank
) -> Iterator[tuple[Line, DocumentLine]]:
    """Yield the lines of a section as the patient's sheet prints them."""
    card = any(line.id == ids.EMERGENCY_RULE for line in carried.lines)
    for line, shown in fold_gaps(lines, bank):
        names_number = line.id == (ids.EMERGENCY_RULE if card else ids.SAFETY_ANSWERS)
        yield line, with_phone_lines(shown, plan.profile) if names_number else joined(line, shown)


def joined(line: Line, shown: DocumentLine) -> DocumentLine:
    """Return a line with what stands beneath it on the same line, where both are short or one thought."""
    if line.id in SHORT:
        return replace(shown, text=" ".join((shown.text, *shown.details)), details=())
    if shown.answer and len(shown.details) == 1 and not shown.picture:
        together = f"{shown.text} – {shown.details[0]}"
        return replace(shown, text=together, details=()) if len(together) <= TITLE_WIDTH else shown
    return shown


def fold_gaps(lines: Iterable[tuple[Line, DocumentLine]], bank: Bank) -> Iterator[tuple[Line, DocumentLine]]:
    """Yield the lines with each missing step said once: at the open choice, or beneath its row."""
    before: tuple[Line, DocumentLine] | None = None
    for line, shown in lines:
        if before is not None and line.gap and answers_domain(before[0], line, bank):
            before = (before[0], with_gap(before[1], shown))
            continue
        if before is not None:
            yield before
        before = (line, shown)
    if before is not None:
        yield before


def answers_domain(row: Line, gap: Line, bank: Bank) -> bool:
    """Whether a line is the trigger row in which a missing step would stand."""
    action = bank.action_by_id.get(row.rule or "")
    return action is not None and gap.id in {f"GAP-{domain_suffix(domain)}" for domain in action.domains}


def with_gap(row: DocumentLine, gap: DocumentLine) -> DocumentLine:
    """Return a trigger row that says itself that its step is still open."""
    if row.options:
        return replace(row, undecided=True)
    return replace(row, details=(*row.details, gap.text))


def with_phone_lines(shown: DocumentLine, profile: ProfilePin | None) -> DocumentLine:
    """Return a line with the other numbers beneath it, under the emergency number that it names."""
    return replace(shown, details=(*shown.details, *other_numbers(profile)))
