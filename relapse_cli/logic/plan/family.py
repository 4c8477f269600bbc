"""The family sheet: the agreed scope and nothing beyond it (rules 8)."""

from __future__ import annotations

from relapse_cli.logic.lines.action_lines import known_sources
from relapse_cli.logic.lines.placeholders import fill, placeholders, words_of
from relapse_cli.logic.lines.typed import typed_text
from relapse_cli.logic.rules.conditions import because, holds
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.line_text import Words
from relapse_cli.model.plan import FamilyPlanLine


def may_exist(reading: Evaluation) -> bool:
    """Whether all conditions of the sheet hold; there is none in a follow-up."""
    return not reading.in_followup and holds(reading.bank.family.when, reading)


def shared_agreement(reading: Evaluation) -> bool:
    """Whether the patient has agreed what may be shared, and with whom."""
    return not reading.in_followup and holds(reading.bank.family.agreed, reading)


def waits_for_recheck(reading: Evaluation) -> bool:
    """Whether the sheet goes out only after the therapist has asked again about pressure."""
    return (
        holds(reading.bank.family.waits_for_recheck, reading)
        and "coercion" not in reading.decisions.rechecked
    )


def family_lines(reading: Evaluation) -> tuple[FamilyPlanLine, ...]:
    """The lines of the sheet; a line whose answer is missing prints its gap text or is left out."""
    found = []
    for line in reading.bank.family.lines:
        missing = any(not words_of(name, reading)[0] for name in placeholders(line.text))
        text = line.gap if missing else line.text
        if not text:
            continue
        filled = fill(text, {}, reading)
        grounds = filled.because | because(reading.bank.family.when, reading)
        found.append(
            FamilyPlanLine(
                id=line.id,
                heading=line.heading,
                kind=line.kind,
                words=_worded(line.id, reading) or filled.words,
                because=tuple(sorted(grounds)),
                basis=line.basis,
                sources=known_sources(line, reading),
            )
        )
    return tuple(found)


def _worded(name: str, reading: Evaluation) -> Words:
    """The therapist's words for a line of the sheet, on one row; none where it reads as the bank has it."""
    made = reading.decisions.edited.get((name, "family"))
    if made is None:
        return ()
    text = typed_text(made.text)
    return (*text.title, *(span for detail in text.details for span in (" ", *detail.words)))


def family_opening(reading: Evaluation) -> str:
    """The opening of the sheet, which names the agreed scope."""
    return fill(reading.bank.family.opening, {}, reading).text
