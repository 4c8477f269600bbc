"""What keeps a plan from being final, in plain words, each with what can be done about it on the spot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from relapse_cli.logic.plan.gap_lines import banned_words, missing_required
from relapse_cli.logic.plan.titles import line_title
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.known_ids import CONSENT
from relapse_cli.model.plan import Plan

Fix = Literal["flag", "contact", "trigger", "revision", "late", "who", "own", "profile", "wording", "answers"]

GAP_POINTS: dict[str, tuple[str, Fix]] = {
    "GAP-CONTACT": ("the plan has no dated next contact", "contact"),
    "GAP-SAFETY": ("none of the safety questions has an answer", "answers"),
    "GAP-TRIGGER": ("the plan says nothing about what led here, and no step for it", "trigger"),
    "GAP-REVISION": ("the plan says nothing about what is kept, changed or added", "revision"),
}
NAMED = 3
"""So many questions or lines are named in one open point."""

FIXES: dict[str, Fix] = {
    "V-REQ": "answers",
    "V-CONSENT": "answers",
    "V-NOTONLYDONT": "own",
    "V-WHO": "who",
    "V-LINT": "wording",
    "V-OPTION": "answers",
    "V-PROFILE": "profile",
}


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing that keeps the plan a draft.

    Attributes:
        validator: the validator that is not met; empty for a decision that waits.
        words: what is missing, without a capital and a full stop.
        fix: what puts it right; ``None`` when nothing can be done from here.
    """

    validator: str
    words: str
    fix: Fix | None


def open_points(
    reading: Evaluation, plan: Plan, undecided: int, *, late: bool = False
) -> tuple[OpenPoint, ...]:
    """What keeps a plan from being final but the signature, flags first.

    Args:
        reading: the record.
        plan: its plan.
        undecided: how many flags wait for a decision.
        late: whether the agreed contact is later than the level wants it, and nobody has said why.
    """
    return tuple(find_points(reading, plan, undecided, late=late))


def find_points(reading: Evaluation, plan: Plan, undecided: int, *, late: bool) -> Iterator[OpenPoint]:
    """Yield what keeps a plan from being final."""
    if undecided:
        words = "1 flag waits for a decision" if undecided == 1 else f"{undecided} flags wait for a decision"
        yield OpenPoint("", words, "flag")
    for name in plan.unmet:
        if name == "V-4PARTS":
            yield from part_points(plan)
        else:
            yield OpenPoint(name, point_words(name, reading, plan), FIXES.get(name))
    if late:
        yield OpenPoint("", "the next contact is later than this plan calls for, without a reason", "late")


def part_points(plan: Plan) -> Iterator[OpenPoint]:
    """Yield which of the four parts are empty."""
    for line in plan.lines:
        if line.gap and line.id in GAP_POINTS:
            words, fix = GAP_POINTS[line.id]
            yield OpenPoint("V-4PARTS", words, fix)


def point_words(name: str, reading: Evaluation, plan: Plan) -> str:
    """A validator in the bank's words, with what it is about where that is known."""
    words = reading.bank.wording.validators.get(name, name)
    about: tuple[str, ...] = ()
    match name:
        case "V-REQ":
            about = tuple(reading.bank.questions[q].title for q in missing_required(reading))
        case "V-WHO":
            about = tuple(line_title(line) for line in plan.lines if line.id in unassigned(plan))
        case "V-CONSENT" if reading.value(CONSENT) is True:
            return "the agreement was given while the person was not clear; ask again when they are"
        case "V-LINT":
            about = banned_words(reading, plan.lines)
    return f"{words} ({some_of(about)})" if about else words


def some_of(about: tuple[str, ...]) -> str:
    """A few of the things in a list, and how many others there are."""
    rest = len(about) - NAMED
    return "; ".join([*about[:NAMED], *([f"and {rest} more"] if rest > 0 else [])])


def unassigned(plan: Plan) -> tuple[str, ...]:
    """The lines without who or by when."""
    return tuple(
        line.id for line in plan.lines if line.role in {"action", "own"} and not (line.owner and line.due)
    )


def unanswered_safety(reading: Evaluation) -> tuple[str, ...]:
    """The critical questions on safety that are asked and hold no usable value."""
    section = "followup" if reading.in_followup else "safety"
    return tuple(
        q.id
        for q in reading.bank.questions.values()
        if q.critical
        and reading.bank.section_of[q.id].id == section
        and reading.asked(q.id)
        and reading.value(q.id) is None
    )
