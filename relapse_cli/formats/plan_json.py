"""The plan as ``relapse-plan/1``: one object on one line, sorted keys, no clock inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.documents.edition import carry
from relapse_cli.formats.json_line import json_line
from relapse_cli.formats.plan_base import Media
from relapse_cli.model.plan import PLAN_FORMAT

if TYPE_CHECKING:
    from relapse_cli.formats.base import RenderOptions
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import Edition
    from relapse_cli.model.plan import FamilyPlanLine, Line, Plan, PlanFlag

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class PlanJson:
    """Renders the interchange format."""

    media: Media = "text"

    def render(self, plan: Plan, bank: Bank, edition: Edition, options: RenderOptions) -> str:  # noqa: ARG002 - the protocol's
        """Return the object of one edition as one line."""
        return json_line(plan_object(plan, edition))


def plan_object(plan: Plan, edition: Edition) -> Json:
    """Return the plan as plain data, with the keys that the edition carries."""
    carried = carry(plan, edition)
    common: Json = {
        "format": PLAN_FORMAT,
        "record": plan.record,
        "case": plan.case,
        "path": plan.path,
        "final": plan.final,
        "bank": plan.bank.model_dump(mode="json"),
        "family_sheet": plan.family_sheet,
        "unmet": list(plan.unmet),
    }
    if edition != "clinician":
        family = [family_object(line) for line in carried.family_lines]
        return common | {"lines": [*family, *(line_object(line) for line in carried.lines)]}
    return common | {
        "level": plan.level,
        "level_decided": plan.level_decided,
        "flags": [flag_object(flag) for flag in plan.flags],
        # The interchange carries every edition's text to other tools, so nothing is narrowed here.
        "lines": [line_object(line) | {"because": list(line.because)} for line in plan.lines],
        "unresolved": [item.id for item in plan.unresolved],
    }


def flag_object(flag: PlanFlag) -> Json:
    """Return a flag with the keys of the format."""
    keys = {"id", "level", "text", "basis", "source", "because", "decision"}
    return flag.model_dump(mode="json", include=keys)


def line_object(line: Line) -> Json:
    """Return a line with the keys of the format, but for the answers it rests on."""
    keys = {
        "rule", "id", "section", "kind", "texts", "owner", "due", "due_words", "variant", "options", "gap",
        "later", "basis", "source",
    }  # fmt: skip
    return line.model_dump(mode="json", include=keys)


def family_object(line: FamilyPlanLine) -> Json:
    """Return a line of the family sheet with the keys of a plan line; its section is its heading."""
    return {
        "rule": line.id,
        "id": line.id,
        "section": line.heading,
        "kind": line.kind,
        "texts": {"family": line.text},
        "owner": None,
        "due": None,
        "due_words": None,
        "variant": None,
        "options": [],
        "gap": False,
        "later": False,
        "basis": list(line.basis),
        "source": line.source,
    }
