"""From a line or a flag of the plan to the words that print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.due import due_words
from relapse_cli.documents.patient import says_who_and_when
from relapse_cli.documents.plan_block import DocumentFlag, DocumentLine, DocumentOption
from relapse_cli.documents.sources import cite_sources, grounds
from relapse_cli.model.known_ids import CONTACT_GAP, CONTACT_RULE, SEQUENCE_ANSWERS
from relapse_cli.model.line_text import EventRow, in_plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.documents.edition import EditionPlan
    from relapse_cli.documents.sources import NumberedSources
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.plan import FlagDecision, Line, PlanFlag

OWN = "therapist's own"
EDITED = "edited by the therapist"


def compose_line(
    line: Line, carried: EditionPlan, not_recorded: str, sources: NumberedSources
) -> DocumentLine:
    """Return a line as one edition prints it; the clinician sees where nobody or no date is named."""
    text = line.texts[carried.edition]
    picture = line.id == SEQUENCE_ANSWERS and bool(carried.timeline)
    details = (detail for detail in text.details if not (picture and isinstance(detail, EventRow)))
    clinician = carried.edition == "clinician"
    missing = not_recorded if clinician and line.role in {"action", "own"} else ""
    # A line of a rule is done by somebody else than the family reading it, so only own lines say who.
    silent = carried.edition == "family" and line.role != "own"
    silent = silent or (carried.edition == "patient" and says_who_and_when(line))
    agreed = all(known.id != CONTACT_GAP for known in carried.lines)
    # The patient reads in the line who calls and when; the time it is due by would contradict that.
    settled = not clinician and line.id == CONTACT_RULE and agreed
    who = line.owner.told(carried.edition) if line.owner else ""
    when = due_words(line.due, carried.now, carried.edition, contact_agreed=agreed) if line.due else ""
    return DocumentLine(
        text=text.heading,
        details=tuple(row for detail in details for row in rows_of(in_plain(detail.words))),
        who="" if silent or settled else who or missing,
        when="" if silent or settled else when or missing,
        options=tuple(DocumentOption(o.texts[carried.edition].heading, o.picked) for o in line.options),
        choose=not (carried.plan_is_final and all(option.picked for option in line.options)),
        tags=tags_of(line),
        trace=trace_of_line(line, sources) if clinician else "",
        because=line.because,
        gap=line.gap,
        picture=picture,
        answer=line.role == "answer",
    )


def rows_of(text: str) -> tuple[str, ...]:
    """Return a text row by row; what a service typed as its procedure may hold several."""
    return tuple(row.strip() for row in text.split("\n") if row.strip())


def tags_of(line: Line) -> tuple[str, ...]:
    """Return the short marks of a line."""
    later = ("later",) if line.later else ()
    gap = ("still open",) if line.gap else ()
    return (*gap, *later)


def trace_of_line(line: Line, sources: NumberedSources) -> str:
    """Return rule, basis and source of a line in a few words."""
    if line.rule is None:
        return join_trace((line.id, OWN))
    return join_trace(
        (
            line.id,
            line.variant or "",
            grounds(line.basis, line.basis_note),
            cite_sources(line.sources, sources),
            EDITED if line.edited else "",
        )
    )


def compose_flag(flag: PlanFlag, bank: Bank, sources: NumberedSources) -> DocumentFlag:
    """Return a flag with its basis, its source and what was decided."""
    open_titles = (bank.questions[q].title if q in bank.questions else q for q in flag.open_inputs)
    source = cite_sources(flag.sources, sources)
    return DocumentFlag(
        level=flag.level,
        text=flag.text,
        decision=decision_words(flag.decision),
        trace=join_trace((flag.id, grounds(flag.basis, flag.basis_note), source)),
        because=flag.because,
        not_known="; ".join(open_titles),
    )


def decision_words(decision: FlagDecision | None) -> str:
    """Return what the therapist made of a flag."""
    if decision is None:
        return "not yet confirmed"
    reason = f": {decision.reason}" if decision.reason else ""
    match decision.kind:
        case "confirm":
            return f"confirmed{reason}"
        case "lower":
            return f"lowered to level {decision.to}{reason}"
        case "raise":
            return f"raised to level {decision.to}{reason}"


def join_trace(parts: Iterable[str]) -> str:
    """Join the parts of a trace that are not empty."""
    return " · ".join(part for part in parts if part)
