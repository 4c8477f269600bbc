"""What only the patient's sheet does with lines: fewer words for the same, and what is due today first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relapse_cli.documents.plan.due import is_due_on
from relapse_cli.documents.plan.lines import ONE_SENTENCE, ShownLine
from relapse_cli.documents.plan.phone import other_numbers
from relapse_cli.logic.plan.titles import short_words
from relapse_cli.model import known_ids as ids
from relapse_cli.model.line_text import LineText, Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.documents.plan.edition import EditionPlan
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.plan import Line, Plan

_TODAY_SECTIONS = frozenset({"contact", "safety", "medicines", "stabilisation"})
_TITLE_WIDTH = 76


def today_titles(carried: EditionPlan) -> tuple[str, ...]:
    """What the patient's first day holds, in a few words each, in the order of the plan."""
    due = (line for line in carried.lines if is_due_on(line.due, carried.now) and _is_for_today(line))
    return tuple(short_words(line.texts[carried.edition].few_words, _TITLE_WIDTH) for line in due)


def _is_for_today(line: Line) -> bool:
    """Whether a line due today is a step of the day; the contact and the emergency card stand above all."""
    if line.role == "action":
        return line.section in _TODAY_SECTIONS and line.id != ids.CONTACT_RULE
    return line.role == "own" or line.rule == ids.IFTHEN_ANSWERS


def for_patient(
    lines: Iterable[ShownLine], plan: Plan, carried: EditionPlan, bank: Bank
) -> Iterator[ShownLine]:
    """Yield the lines of a section as the patient's sheet prints them."""
    card = any(line.id == ids.EMERGENCY_RULE for line in carried.lines)
    for shown in _fold_gaps(lines, bank):
        if shown.line.id == (ids.EMERGENCY_RULE if card else ids.SAFETY_ANSWERS):
            yield _with_details(shown, other_numbers(plan.profile))
        else:
            yield _joined(shown)


def _joined(shown: ShownLine) -> ShownLine:
    """A line with what stands beneath it on the same row, where both are short or one thought."""
    text = shown.text
    if shown.line.id in ONE_SENTENCE:
        return replace(shown, text=LineText((" ".join(text.rows),)))
    if shown.line.role == "answer" and len(text.details) == 1 and not shown.picture:
        together = " – ".join(text.rows)
        return replace(shown, text=LineText((together,))) if len(together) <= _TITLE_WIDTH else shown
    return shown


def _fold_gaps(lines: Iterable[ShownLine], bank: Bank) -> Iterator[ShownLine]:
    """Yield the lines with each missing step said once: at the open choice, or beneath its row."""
    before: ShownLine | None = None
    for shown in lines:
        if before is not None and shown.line.gap and _answers_domain(before.line, shown.line, bank):
            before = _with_gap(before, shown)
            continue
        if before is not None:
            yield before
        before = shown
    if before is not None:
        yield before


def _answers_domain(row: Line, gap: Line, bank: Bank) -> bool:
    """Whether a line is the trigger row in which a missing step would stand."""
    action = bank.action_by_id.get(row.rule or "")
    return action is not None and gap.domain in action.domains


def _with_gap(row: ShownLine, gap: ShownLine) -> ShownLine:
    """A trigger row that says itself that its step is still open."""
    if row.line.options:
        return replace(row, undecided=True)
    return _with_details(row, (gap.text.heading,))


def _with_details(shown: ShownLine, texts: Iterable[str]) -> ShownLine:
    """A line with further sentences beneath it."""
    notes = tuple(Note((text,)) for text in texts)
    return replace(shown, text=replace(shown.text, details=(*shown.text.details, *notes)))
