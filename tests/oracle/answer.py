"""The one entry point: a record (and an earlier one) to everything the rules say about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import actions, facts, flags, relevance
from .actions import Situation
from .reading import Reading


@dataclass(frozen=True)
class Outcome:
    """What the rules say about one record, before any decision of the therapist.

    Attributes:
        flags: sorted ids.
        level: 1 to 4.
        actions: ids of sections 7.1 to 7.5 with the trigger rows, and the F lines of section 9.
        options: for each trigger row, the option ids it offers.
        answer_lines: the A lines that print.
        gaps: the gap lines.
        nostop_variant: the variant of P-NOSTOP, parts joined with "+", or None.
        family_sheet: whether a family sheet is produced.
        unresolved: the sorted unresolved critical items.
        enabled: the enabled questions of the session.
        due: due times of actions, as ISO text, where the record resolves them.
        timeline: the `what` of each timeline element, in order; empty text where it is missing.
    """

    flags: list[str]
    level: int
    actions: frozenset[str]
    options: dict[str, list[str]]
    answer_lines: frozenset[str]
    gaps: frozenset[str]
    nostop_variant: str | None
    family_sheet: bool
    unresolved: list[str]
    enabled: frozenset[str]
    due: dict[str, str]
    timeline: list[str]


def situation_of(record: dict[str, Any], earlier: Situation | None = None) -> Situation:
    """Read one record and set its flags."""
    r = Reading(record)
    relevance.enable(r)
    found = flags.flags(r)
    return Situation(r, frozenset(found), flags.level(found), earlier)


def evaluate(record: dict[str, Any], earlier: dict[str, Any] | None = None) -> Outcome:
    """Evaluate a record; an earlier record of a follow-up session counts as none (1.12)."""
    compared = None
    if earlier is not None and earlier["path"] != "followup":
        compared = situation_of(earlier)
    s = situation_of(record, compared)
    return Outcome(
        flags=sorted(s.flags),
        level=s.level,
        actions=frozenset(actions.actions(s)),
        options=actions.trigger_rows(s),
        answer_lines=frozenset(actions.answer_lines(s.r)),
        gaps=frozenset(actions.gaps(s)),
        nostop_variant=actions.nostop_variant(s.r),
        family_sheet=actions.family_sheet(s),
        unresolved=facts.unresolved_critical(s.r),
        enabled=frozenset(s.r.enabled),
        due=actions.due_dates(s),
        timeline=[each.what for each in facts.timeline(s.r)],
    )
