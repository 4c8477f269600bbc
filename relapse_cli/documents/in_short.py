"""The last lines of the clinician's plan on a terminal: what matters, where the eye rests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.documents.due import moment_of
from relapse_cli.documents.patient import is_due_today
from relapse_cli.logic.plan.titles import line_title
from relapse_cli.model.known_ids import CONTACT_GAP, CONTACT_RULE
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.plan import Line, Plan

TITLE = "In short"
MOST_TODAY = 8
STANCE = "stance"
"""How the return is met is a matter of every moment, and no errand of the day."""


@dataclass(frozen=True, slots=True)
class InShort:
    """A plan in a few lines.

    Attributes:
        level: computed and decided.
        contact: the next contact, or that there is none.
        today: what is due today, each with who.
        open: what keeps the plan from being complete.
        state: draft or final.
    """

    level: str
    contact: str
    today: tuple[str, ...]
    open: tuple[str, ...]
    state: str


def in_short(plan: Plan, bank: Bank) -> InShort:
    """Return a plan in a few lines."""
    return InShort(
        level=level_words(plan, bank),
        contact=contact_words(plan),
        today=today_words(plan),
        open=open_words(plan),
        state=state_words(plan),
    )


def level_words(plan: Plan, bank: Bank) -> str:
    """Return both levels, and what the lines follow."""
    words = bank.wording.levels.get(plan.level_acted_on, "")
    follows = plan.level_acted_on != plan.level_decided
    means = (f"the lines follow {plan.level_acted_on}" if follows else "", words)
    return ": ".join(
        filter(
            None,
            (f"computed {plan.level}, decided {plan.level_decided} of 4", ", ".join(filter(None, means))),
        )
    )


def contact_words(plan: Plan) -> str:
    """Return when the next contact is and who calls."""
    if any(line.id == CONTACT_GAP for line in plan.lines):
        return "no date agreed yet"
    own = (line for line in plan.lines if line.role == "own" and line.section == "contact" and line.due)
    line = next((line for line in plan.lines if line.id == CONTACT_RULE), None) or next(own, None)
    text = line.texts.get("clinician", "").split("\n")[0] if line else ""
    return text.removeprefix("Next contact: ") or "no date agreed yet"


def today_words(plan: Plan) -> tuple[str, ...]:
    """Return what is due today in the order of the plan, each with who does it."""
    now = moment_of(plan.started_at)
    due = [line for line in plan.lines if is_due_today(line, now) and is_errand(line)]
    shown = due if len(due) <= MOST_TODAY else due[: MOST_TODAY - 1]
    rest = (f"and {len(due) - len(shown)} more",) if len(shown) < len(due) else ()
    return (*(f"{line_title(line)} ({line.owner or 'nobody named yet'})" for line in shown), *rest)


def is_errand(line: Line) -> bool:
    """Whether a line of the clinician's is something to get done."""
    return line.role in {"action", "own"} and "clinician" in line.texts and line.section != STANCE


def open_words(plan: Plan) -> tuple[str, ...]:
    """Return how much is still open, by kind."""
    undecided = sum(flag.decision is None for flag in plan.flags)
    gaps = sum(line.gap for line in plan.lines)
    choices = sum(bool(line.options) and not any(o.picked for o in line.options) for line in plan.lines)
    counts = (
        (len(plan.unresolved), "critical question", "to clarify"),
        (undecided, "finding", "to confirm, raise or lower"),
        (choices, "line", "with nothing picked"),
        (gaps, "gap", "to fill"),
    )
    return tuple(f"{counted(count, noun)} {what}" for count, noun, what in counts if count)


def state_words(plan: Plan) -> str:
    """Return whether the plan is final."""
    if plan.final:
        return "final"
    missing = len(plan.unmet)
    things = counted(missing, "thing")
    return f"draft, {things} missing before it can be final" if missing else "draft, not signed off"
