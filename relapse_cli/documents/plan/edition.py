"""What of a plan each edition carries; everything that renders goes through here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from relapse_cli.documents.plan.open_slots import dated
from relapse_cli.errors import GateClosedError
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.known_ids import CONTACT_GAP
from relapse_cli.model.line_text import Blank, Filled
from relapse_cli.model.plan import (
    FamilyPlanLine,
    Line,
    LineOption,
    OpenItem,
    PatientEdition,
    Plan,
    PlanFlag,
    TimelineEvent,
)
from relapse_cli.model.roles import Roles


@dataclass(frozen=True, slots=True)
class EditionPlan:
    """The part of a plan that one edition may show.

    Attributes:
        roles: which lines of its bank play a part.
        patient: which of the patient's pages it is; ``None`` in every other edition.
        now: when the session began.
        level: computed level; ``None`` where the edition does not speak of levels.
        lines: the lines that have a text for this edition, with no other edition's text in them.
    """

    edition: Edition
    roles: Roles
    plan_is_final: bool
    patient: PatientEdition | None = None
    now: str = ""
    level: int | None = None
    level_decided: int | None = None
    level_acted_on: int | None = None
    flags: tuple[PlanFlag, ...] = ()
    lines: tuple[Line, ...] = ()
    family_lines: tuple[FamilyPlanLine, ...] = ()
    unresolved: tuple[OpenItem, ...] = ()
    unmet: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    timeline: tuple[TimelineEvent, ...] = ()


def carry(plan: Plan, roles: Roles, edition: Edition) -> EditionPlan:
    """Return what an edition carries.

    Raises:
        GateClosedError: there is no family sheet for this plan, or it still waits for a confirmation.
    """
    match edition:
        case "clinician":
            return EditionPlan(
                edition=edition,
                roles=roles,
                plan_is_final=plan.final,
                now=plan.started_at,
                level=plan.level,
                level_decided=plan.level_decided,
                level_acted_on=plan.level_acted_on,
                flags=plan.flags,
                lines=_lines_for(plan, edition),
                unresolved=plan.unresolved,
                unmet=plan.unmet,
                notices=plan.notices,
                refused=plan.refused,
                timeline=plan.timeline,
            )
        case "patient":
            return EditionPlan(
                edition=edition,
                roles=roles,
                plan_is_final=plan.final,
                patient=plan.patient_edition,
                now=plan.started_at,
                lines=_without_trace(_for_patient(plan, roles)),
            )
        case "family":
            _check_family_gate(plan)
            return EditionPlan(
                edition=edition,
                roles=roles,
                plan_is_final=plan.final,
                now=plan.started_at,
                lines=_without_trace(_beyond_the_sheet(_lines_for(plan, edition), plan.family_lines)),
                family_lines=tuple(line.model_copy(update={"because": ()}) for line in plan.family_lines),
            )
        case _:
            assert_never(edition)


def _for_patient(plan: Plan, roles: Roles) -> tuple[Line, ...]:
    """The lines that the patient is handed: all with words for them, those of a card, or none at all."""
    lines = _lines_for(plan, "patient")
    match plan.patient_edition:
        case "plan":
            return lines
        case "emergency_card":
            return tuple(line for line in lines if line.rule in (*roles.emergency_card, CONTACT_GAP))
        case "private_card":
            return ()
        case _:
            assert_never(plan.patient_edition)


def _check_family_gate(plan: Plan) -> None:
    """Stop where no family sheet may exist: what can be asked for is named, everything else stays unsaid."""
    if plan.family_waits:
        raise GateClosedError(
            "The family sheet waits: whether anybody puts pressure on the patient is to be asked again.",
            remedy="Ask it with the patient alone, and note it in the sign-off of this plan.",
        )
    if plan.path == "followup":
        raise GateClosedError(
            "There is no family sheet of a check-in.",
            remedy="It belongs to the interview before: name that one with --for family.",
        )
    if not plan.family_agreed:
        raise GateClosedError(
            "There is no family sheet: no agreement to share anything is recorded.",
            remedy="What may be shared, and with whom, is for the patient to decide; ask in the interview.",
        )
    if not plan.family_sheet:
        raise GateClosedError(
            "There is no family sheet for this plan.",
            remedy="It rests on more than the agreement. What that is, for your own eyes: --for clinician.",
        )


def _lines_for(plan: Plan, edition: Edition) -> tuple[Line, ...]:
    """Return the lines that have a text for an edition, holding that text only."""
    return dated((_narrow(line, edition) for line in plan.lines if edition in line.texts), plan, edition)


def _beyond_the_sheet(lines: tuple[Line, ...], sheet: tuple[FamilyPlanLine, ...]) -> tuple[Line, ...]:
    """Return the plan's lines for the family that say something the family sheet does not say already."""
    said = {line.id for line in sheet}
    return tuple(line for line in lines if not (line.on_sheet and said.issuperset(line.on_sheet)))


def _narrow(line: Line, edition: Edition) -> Line:
    """Return a line, its options and its slots, with the text of one edition and what stands in it only."""
    options = tuple(_narrow_option(option, edition) for option in line.options if edition in option.texts)
    spans = [line.texts[edition].spans, *(option.texts[edition].spans for option in options)]
    here = {span.id for row in spans for span in row if isinstance(span, Blank | Filled)}
    slots = tuple(slot for slot in line.slots if slot.id in here)
    adds = {edition: line.adds[edition]} if edition in line.adds else {}
    texts = {edition: line.texts[edition]}
    return line.model_copy(update={"texts": texts, "adds": adds, "options": options, "slots": slots})


def _narrow_option(option: LineOption, edition: Edition) -> LineOption:
    """Return an option with the text of one edition only."""
    return option.model_copy(update={"texts": {edition: option.texts[edition]}})


def _without_trace(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return lines that no longer say on which answers they rest."""
    return tuple(line.model_copy(update={"because": (), "basis_note": ""}) for line in lines)
