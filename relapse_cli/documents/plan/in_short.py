"""The clinician's plan in a few lines: what matters, where the eye rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.block import Block, Fact, Facts, Heading
from relapse_cli.documents.plan.due import is_due_on
from relapse_cli.documents.plan.edition import carry
from relapse_cli.documents.plan.level import NOT_YET_DECIDED
from relapse_cli.documents.plan.shown import shown_lines
from relapse_cli.logic.lines.slots import slots_in
from relapse_cli.logic.plan.titles import line_title
from relapse_cli.model.known_ids import CONTACT_GAP
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.plan import Line, Plan

_NO_CONTACT = "no date agreed yet"
_MOST_TODAY = 8
_STANCE = "stance"
"""How the return is met is a matter of every moment, and no errand of the day."""


def in_short(plan: Plan, bank: Bank) -> tuple[Block, ...]:
    """Level, what is due today and by whom, the next contact, what is open, the state."""
    rows = (
        Fact("Level", (_level(plan, bank),), "strong"),
        Fact("Due today", _today(plan, bank) or ("nothing",)),
        Fact("Next contact", (_contact(plan, bank),)),
        Fact("Still open", _open(plan) or ("nothing",)),
        Fact("State", (_state(plan),), "strong"),
    )
    return (Heading("In short"), Facts(rows, table=True))


def _level(plan: Plan, bank: Bank) -> str:
    """Both levels, and what the lines follow."""
    decided = NOT_YET_DECIDED if plan.level_decided is None else f"decided {plan.level_decided}"
    follows = plan.level_acted_on != (plan.level_decided or plan.level)
    words = bank.wording.levels.get(plan.level_acted_on, "")
    means = ", ".join(filter(None, (f"the lines follow {plan.level_acted_on}" if follows else "", words)))
    return ": ".join(filter(None, (f"computed {plan.level} of 4, {decided}", means)))


def _contact(plan: Plan, bank: Bank) -> str:
    """When the next contact is and who calls; words of the therapist's own stand before that."""
    line = next((line for line in plan.lines if line.id == bank.roles.contact_rule), None)
    text = line.texts.get("clinician") if line else None
    if any(line.id == CONTACT_GAP for line in plan.lines):
        return _NO_CONTACT
    if text is not None and text.typed is not None:
        return text.heading
    if text is not None and plan.next_contact is not None:
        contact = plan.next_contact
        return f"{contact.words}. Who calls: {contact.who or 'not agreed yet'}"
    own = (line for line in plan.lines if line.role == "own" and line.section == "contact" and line.due)
    return next((line.text.heading for line in own if line.text), _NO_CONTACT)


def _today(plan: Plan, bank: Bank) -> tuple[str, ...]:
    """What is due today in the order of the plan, each with who does it."""
    shown_here = shown_lines(carry(plan, bank.roles, "clinician"))
    due = [each.line for each in shown_here if is_due_on(each.due, plan.started_at) and _is_errand(each.line)]
    shown = due if len(due) <= _MOST_TODAY else due[: _MOST_TODAY - 1]
    rest = (f"and {len(due) - len(shown)} more",) if len(shown) < len(due) else ()
    return (*map(_errand, shown), *rest)


def _errand(line: Line) -> str:
    return f"{line_title(line)} ({line.owner.told() if line.owner else 'nobody named yet'})"


def _is_errand(line: Line) -> bool:
    """Whether a line of the clinician's is something to get done."""
    return line.role in {"action", "own"} and "clinician" in line.texts and line.section != _STANCE


def _open(plan: Plan) -> tuple[str, ...]:
    """How much is still open, by kind."""
    undecided = sum(flag.decision is None for flag in plan.flags)
    places = sum(slot.text is None for _, slot in slots_in(plan.lines))
    gaps = sum(line.gap for line in plan.lines)
    choices = sum(bool(line.options) and not any(o.picked for o in line.options) for line in plan.lines)
    counts = (
        (len(plan.unresolved), "critical question", "to clarify"),
        (undecided, "finding", "to confirm, raise or lower"),
        (choices, "line", "with nothing picked"),
        (gaps, "gap", "to fill"),
        (places, "place", "to fill in"),
    )
    return tuple(f"{counted(count, noun)} {what}" for count, noun, what in counts if count)


def _state(plan: Plan) -> str:
    """Whether the plan is final."""
    if plan.final:
        return "final"
    missing = counted(len(plan.unmet), "thing")
    return f"draft, {missing} missing before it can be final" if plan.unmet else "draft, not signed off"
