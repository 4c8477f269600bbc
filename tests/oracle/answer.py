"""The one entry point: a record (and an earlier one) to everything the rules say about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import actions, answer_lines, contact, decisions, facts, flags, lines, named, relevance, validators
from .actions import Situation
from .family import family_goes_out, family_sheet
from .open_items import unresolved_critical
from .reading import QUESTIONS, Reading
from .timeline import sequence, timeline


@dataclass(frozen=True)
class Outcome:
    """What the rules say about one record.

    Attributes:
        flags: sorted ids.
        level: 1 to 4, as computed.
        level_decided: what the therapist made of it; None until a decision exists.
        acting: the higher of the computed and the raised level; actions follow it.
        facts: the named facts of sections 2.2 and 2.3.
        entries: the facts of each entry, section 2.1.
        actions: ids of sections 7.1 to 7.5 with the trigger rows, and the F lines of section 9.
        options: for each trigger row, the option ids it offers.
        answer_lines: the A lines that print.
        gaps: the gap lines.
        steps_waiting: the domains that GAP-STEPS names.
        nostop_variant: the variant of P-NOSTOP, parts joined with "+", or None.
        family_sheet: whether a family sheet is produced; family_goes_out: whether it is given away yet.
        unresolved: the sorted unresolved critical items.
        enabled: the enabled questions of the session; disabled: its other ones.
        due: due times of lines, as ISO text, where the record resolves them.
        due_words: the due words of lines.
        under: for each line that prints under another, that one.
        lines: every line that stands, with section, kind, due, under, slots and editions.
        patient_edition: plan, emergency_card or private_card.
        emergency_card: the lines on the emergency card, where that is the edition.
        extra_contact: the due word of the contact before a late one.
        next_contact: the agreed contact.
        sequence: the ordered domains before the first use.
        unmet: the validators that keep the plan from being final, of those that a record shows.
        timeline: the `what` of each timeline element, in order; empty text where it is missing.
        numbers: the purposes of the numbers on the patient's and on the clinician's edition.
    """

    flags: list[str]
    level: int
    level_decided: int | None
    acting: int
    facts: dict[str, Any]
    entries: list[dict[str, Any]]
    actions: frozenset[str]
    options: dict[str, list[str]]
    answer_lines: frozenset[str]
    gaps: frozenset[str]
    steps_waiting: list[str]
    nostop_variant: str | None
    family_sheet: bool
    family_goes_out: bool
    unresolved: list[str]
    enabled: frozenset[str]
    disabled: frozenset[str]
    due: dict[str, str]
    due_words: dict[str, str]
    under: dict[str, str]
    lines: list[dict[str, Any]]
    patient_edition: str
    emergency_card: frozenset[str]
    extra_contact: str | None
    next_contact: str | None
    sequence: list[str]
    unmet: list[str]
    timeline: list[str]
    numbers: dict[str, list[str]]


def situation_of(record: dict[str, Any], earlier: Situation | None = None) -> Situation:
    """Read one record, set its flags and take in its decisions."""
    r = Reading(record)
    relevance.enable(r)
    found = frozenset(flags.flags(r))
    level = flags.level(list(found))
    made = decisions.read(record)
    return Situation(
        r=r,
        flags=found,
        level=level,
        acting=decisions.acting_level(level, made, found),
        decisions=made,
        profile=record.get("profile") or {},
        follows=record.get("follows"),
        earlier=earlier,
    )


def evaluate(record: dict[str, Any], earlier: dict[str, Any] | None = None) -> Outcome:
    """Evaluate a record; an earlier record of a follow-up session counts as none (1.12)."""
    compared = None
    if earlier is not None and earlier["path"] != "followup":
        compared = situation_of(earlier)
    s = situation_of(record, compared)
    printed = lines.lines(s)
    standing = {each["rule"] for each in printed if not each["gap"]}
    session = {question.id for question in QUESTIONS.values() if question.session == s.r.session}
    edition = lines.patient_edition(s)
    return Outcome(
        flags=sorted(s.flags),
        level=s.level,
        level_decided=decisions.level_decided(s.decisions, s.flags),
        acting=s.acting,
        facts=named.record_facts(s.r),
        entries=named.entry_facts(s.r),
        actions=frozenset(actions.actions(s)),
        options=actions.trigger_rows(s),
        answer_lines=frozenset(answer_lines.answer_lines(s.r)),
        gaps=frozenset(lines.gaps(s, standing)),
        steps_waiting=lines.steps_waiting(s),
        nostop_variant=facts.nostop_variant(s.r),
        family_sheet=family_sheet(s),
        family_goes_out=family_goes_out(s),
        unresolved=unresolved_critical(s.r),
        enabled=frozenset(s.r.enabled),
        disabled=frozenset(session - s.r.enabled),
        due={each["rule"]: each["due"] for each in printed if each["due"] is not None},
        due_words={each["rule"]: each["due_word"] for each in printed if each["due_word"] is not None},
        under={each["rule"]: each["under"] for each in printed if each["under"] is not None},
        lines=printed,
        patient_edition=edition,
        emergency_card=frozenset(lines.on_emergency_card(s, standing)),
        extra_contact=contact.extra_contact(s),
        next_contact=contact.next_contact(s.r),
        sequence=sequence(s.r),
        unmet=validators.unmet(s, standing),
        timeline=[each.what for each in timeline(s.r)],
        numbers={
            "patient": sorted(lines.numbers(s, edition)),
            "clinician": sorted(lines.numbers(s, "clinician")),
        },
    )
