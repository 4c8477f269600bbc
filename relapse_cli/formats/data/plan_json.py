"""The plan as ``relapse-plan/1``: one object on one line, sorted keys, no clock inside."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from relapse_cli.documents.plan.edition import carry
from relapse_cli.documents.plan.sources import THERAPISTS_OWN
from relapse_cli.formats.data import plan_shape as shape
from relapse_cli.formats.data.json_line import json_line
from relapse_cli.model.plan import PLAN_FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.formats.data.plan_shape import PlanObject
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import Edition
    from relapse_cli.model.plan import FamilyPlanLine, Line, LineOption, Plan, PlanFlag

_Json = dict[str, object]


def render(plan: Plan, bank: Bank, edition: Edition) -> str:
    """Return the object of one edition as one line.

    Raises:
        GateClosedError: the family edition does not exist for this plan.
    """
    return json_line(asdict(_plan_object(plan, bank, edition)))


def _plan_object(plan: Plan, bank: Bank, edition: Edition) -> PlanObject:
    """Return the plan with what the edition carries."""
    carried = carry(plan, bank.roles, edition)
    common: dict[str, Any] = {
        "format": PLAN_FORMAT,
        "record": plan.record,
        "case": plan.case,
        "path": plan.path,
        "started_at": plan.started_at,
        "final": plan.final,
        "bank": shape.BankObject(plan.bank.id, plan.bank.version, plan.bank.digest),
        "family_sheet": plan.family_sheet,
        "unmet": list(plan.unmet),
    }
    contact: dict[str, Any] = {
        "next_contact": plan.next_contact.at if plan.next_contact else None,
        "extra_contact": plan.extra_contact,
    }
    if edition == "clinician":
        return shape.ClinicianPlanObject(
            **common,
            **contact,
            patient_edition=plan.patient_edition,
            level=plan.level,
            level_decided=plan.level_decided,
            flags=[_flag_object(flag, bank) for flag in plan.flags],
            # The interchange carries every edition's text to other tools, so nothing is narrowed here.
            lines=[
                shape.ClinicianLineObject(**_line_parts(line, bank), because=list(line.because))
                for line in plan.lines
            ],
            unresolved=[item.id for item in plan.unresolved],
            sequence=list(plan.sequence),
        )
    # Which page the patient has tells of the level or of home, so the family does not learn it; neither they
    # nor a card that others may see are told when the next contact is.
    lines = [shape.LineObject(**_line_parts(line, bank)) for line in carried.lines]
    if edition == "family":
        family = [_family_object(line, bank) for line in carried.family_lines]
        return shape.FamilyPlanObject(**common, lines=[*family, *lines])
    if plan.patient_edition == "private_card":
        return shape.PrivateCardObject(**common, patient_edition=plan.patient_edition, lines=lines)
    return shape.PatientPlanObject(**common, **contact, patient_edition=plan.patient_edition, lines=lines)


def whole_plan(plan: Plan, bank: Bank) -> _Json:
    """Return everything in a plan as plain data, as the journal of an interview keeps it."""
    apart = {"flags", "lines", "family_lines", "next_contact", "profile", "unmet_words"}
    apart |= {"handed_over", "sentences"}
    more = {"role", "edited", "because", "basis_note"}
    return plan.model_dump(mode="json", exclude=apart) | {
        "profile": plan.profile.model_dump(mode="json", exclude_none=True) if plan.profile else None,
        "family_opening": plan.family_opening,
        "flags": [
            asdict(_flag_object(flag, bank))
            | flag.model_dump(mode="json", include={"plain", "basis_note", "open_inputs"})
            for flag in plan.flags
        ],
        "lines": [
            asdict(shape.LineObject(**_line_parts(line, bank))) | line.model_dump(mode="json", include=more)
            for line in plan.lines
        ],
        "family_lines": [
            line.model_dump(mode="json", exclude={"sources", "words"})
            | {"text": line.text, "source": _source_words(line.sources, bank)}
            for line in plan.family_lines
        ],
    }


def _flag_object(flag: PlanFlag, bank: Bank) -> shape.FlagObject:
    made = flag.decision
    return shape.FlagObject(
        id=flag.id,
        level=flag.level,
        text=flag.text,
        basis=list(flag.basis),
        because=list(flag.because),
        decision=shape.DecisionObject(made.kind, made.to, made.reason) if made else None,
        source=_source_words(flag.sources, bank),
    )


def _line_parts(line: Line, bank: Bank) -> dict[str, Any]:
    """Return what every object of a line has, but for the answers it rests on."""
    return {
        "rule": line.rule,
        "id": line.id,
        "section": line.section,
        "kind": line.kind,
        "variant": line.variant,
        "gap": line.gap,
        "later": line.later,
        "under": line.under,
        "basis": list(line.basis),
        "texts": line.wording,
        "owner": line.owner.told() if line.owner else None,
        "due": line.due.at if line.due else None,
        "due_words": (line.due.said or None) if line.due else None,
        "slots": [shape.SlotObject(slot.id, slot.asks, slot.fills, slot.text) for slot in line.slots],
        "options": [_option_object(option) for option in line.options],
        "source": THERAPISTS_OWN if line.role == "own" else _source_words(line.sources, bank),
    }


def _option_object(option: LineOption) -> shape.OptionObject:
    texts = {edition: text.plain for edition, text in option.texts.items()}
    return shape.OptionObject(option.id, list(option.basis), option.picked, texts)


def _source_words(sources: Iterable[str], bank: Bank) -> str:
    """Return sources as one line, with the date each was last looked at."""
    known = (bank.source_by_id.get(source) for source in sources)
    return "; ".join(f"{s.title} ({s.year}), looked at {s.looked_at.isoformat()}" for s in known if s)


def _family_object(line: FamilyPlanLine, bank: Bank) -> shape.FamilyLineObject:
    """Return a line of the family sheet; there is nobody whom it names, and no time."""
    return shape.FamilyLineObject(
        rule=line.id,
        id=line.id,
        section=line.heading,
        kind=line.kind,
        texts={"family": line.text},
        owner=None,
        due=None,
        due_words=None,
        variant=None,
        slots=[],
        options=[],
        gap=False,
        later=False,
        basis=list(line.basis),
        source=_source_words(line.sources, bank),
    )
