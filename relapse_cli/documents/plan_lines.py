"""From a line or a flag of the plan to the words that print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relapse_cli.documents.block import DocumentFlag, DocumentLine, DocumentOption
from relapse_cli.documents.due import DueTime, due_words
from relapse_cli.documents.patient import says_who_and_when
from relapse_cli.documents.sources import cite_sources
from relapse_cli.model.known_ids import CONTACT_GAP, CONTACT_RULE, SEQUENCE_ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.documents.edition import EditionPlan
    from relapse_cli.documents.sources import NumberedSources
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import Basis, Edition
    from relapse_cli.model.plan import FlagDecision, Line, PlanFlag, TimelineEvent

BASIS_WORDS: dict[Basis, str] = {
    "seed": "seed article",
    "guideline": "guideline",
    "product_default": "product default",
}
OWN = "therapist's own"
EDITED = "edited by the therapist"
OWNER_FOR_PATIENT = (
    (re.compile(r"\b(?:the )?patient\b"), "you"),
    (re.compile(r"\b(?:the |your )?therapist\b"), "your therapist"),
    (re.compile(r"\bwith helper\b"), "with a helper you choose"),
    (re.compile(r" to prescriber\b"), ", who asks your prescriber"),
    (re.compile(r", prescriber\b"), ", and your prescriber"),
)


def compose_line(
    line: Line, carried: EditionPlan, not_recorded: str, sources: NumberedSources
) -> DocumentLine:
    """Return a line as one edition prints it; the clinician sees where nobody or no date is named."""
    text, details = first_line(line.texts[carried.edition])
    picture = line.id == SEQUENCE_ANSWERS and bool(carried.timeline)
    if picture and not line.edited:
        details = tuple(detail for detail in details if not is_drawn(detail, carried.timeline))
    clinician = carried.edition == "clinician"
    missing = not_recorded if clinician and line.role in {"action", "own"} else ""
    # A line of a rule is done by somebody else than the family reading it, so only own lines say who.
    silent = carried.edition == "family" and line.role != "own"
    silent = silent or (carried.edition == "patient" and says_who_and_when(line))
    agreed = all(known.id != CONTACT_GAP for known in carried.lines)
    # The patient reads in the line who calls and when; the time it is due by would contradict that.
    settled = not clinician and line.id == CONTACT_RULE and agreed
    due = DueTime(line.due, line.due_words or "", carried.now, contact_agreed=agreed)
    return DocumentLine(
        text=text,
        details=details,
        who="" if silent or settled else who_for(line.owner, carried.edition) or missing,
        when="" if silent or settled else due_words(due, carried.edition) or missing,
        options=tuple(DocumentOption(o.texts[carried.edition], o.picked) for o in line.options),
        choose=not (carried.plan_is_final and all(option.picked for option in line.options)),
        tags=tags_of(line),
        trace=trace_of_line(line, sources) if clinician else "",
        because=line.because,
        gap=line.gap,
        picture=picture,
        answer=line.role == "answer",
    )


def is_drawn(detail: str, events: tuple[TimelineEvent, ...]) -> bool:
    """Whether a line beneath the sequence only repeats an event that the picture shows."""
    return any(event.when and detail.startswith(event.when) for event in events)


def first_line(text: str) -> tuple[str, tuple[str, ...]]:
    """Split a text into the line itself and the further lines beneath it."""
    first, *further = text.strip().split("\n")
    return first.strip(), tuple(line.strip() for line in further if line.strip())


def who_for(owner: str | None, edition: Edition) -> str:
    """Return who does it; the patient's edition speaks to the patient."""
    words = owner or ""
    if edition == "patient":
        for role, name in OWNER_FOR_PATIENT:
            words = role.sub(name, words)
    return words


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
            grounds_of(line.basis, line.basis_note),
            cite_sources(line.source, sources),
            EDITED if line.edited else "",
        )
    )


def compose_flag(flag: PlanFlag, bank: Bank, sources: NumberedSources) -> DocumentFlag:
    """Return a flag with its basis, its source and what was decided."""
    open_titles = (bank.questions[q].title if q in bank.questions else q for q in flag.open_inputs)
    source = cite_sources(flag.source, sources)
    return DocumentFlag(
        level=flag.level,
        text=flag.text,
        decision=decision_words(flag.decision),
        trace=join_trace((flag.id, grounds_of(flag.basis, flag.basis_note), source)),
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


def grounds_of(basis: tuple[Basis, ...], note: str) -> str:
    """Return the basis in words, with the product's own part named."""
    words = " + ".join(BASIS_WORDS[item] for item in basis)
    return f"{words} ({note.rstrip('.')})" if note else words


def join_trace(parts: Iterable[str]) -> str:
    """Join the parts of a trace that are not empty."""
    return " · ".join(part for part in parts if part)
