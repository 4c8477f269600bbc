"""What keeps a plan from being final, in plain words, each with what can be done about it on the spot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from relapse_cli.logic.plan.gap_lines import banned_words, missing_required
from relapse_cli.logic.plan.titles import line_title
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model import known_ids as ids
from relapse_cli.model.plan import Plan
from relapse_cli.text.nouns import counted, listed

_Fix = Literal["flag", "trigger", "revision", "late", "who", "own", "profile", "wording", "answers"]

_GAP_POINTS: dict[str, tuple[str, _Fix]] = {
    ids.CONTACT_GAP: ("the plan has no dated next contact", "answers"),
    ids.SAFETY_GAP: ("none of the safety questions has an answer", "answers"),
    ids.TRIGGER_GAP: ("the plan says nothing about what led here, and no step for it", "trigger"),
    ids.REVISION_GAP: ("the plan says nothing about what is kept, changed or added", "revision"),
}

_FIXES: dict[str, _Fix] = {
    ids.REQUIRED_ANSWERED: "answers",
    ids.CONSENT_GIVEN: "answers",
    ids.NOT_ONLY_AVOIDING: "own",
    ids.WHO_AND_WHEN: "who",
    ids.NO_BANNED_WORDS: "wording",
    ids.OPTIONS_KNOWN: "answers",
    ids.COUNTRY_CHOSEN: "profile",
}


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing that keeps the plan a draft.

    Attributes:
        words: what is missing, without a capital and a full stop.
        fix: what puts it right; ``None`` when nothing can be done from here.
    """

    words: str
    fix: _Fix | None


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
    return tuple(_find_points(reading, plan, undecided, late=late))


def _find_points(reading: Evaluation, plan: Plan, undecided: int, *, late: bool) -> Iterator[OpenPoint]:
    """Yield what keeps a plan from being final."""
    if undecided:
        waiting = counted(undecided, "flag waits", "flags wait")
        yield OpenPoint(f"{waiting} for a decision", "flag")
    for name, words in zip(plan.unmet, plan.unmet_words, strict=True):
        if name == ids.FOUR_PARTS:
            yield from _part_points(plan)
        else:
            yield OpenPoint(_point_words(name, words, reading, plan), _FIXES.get(name))
    if late:
        yield OpenPoint("the next contact is later than this plan calls for, without a reason", "late")


def _part_points(plan: Plan) -> Iterator[OpenPoint]:
    """Yield which of the four parts are empty."""
    for line in plan.lines:
        if line.gap and line.id in _GAP_POINTS:
            words, fix = _GAP_POINTS[line.id]
            yield OpenPoint(words, fix)


def _point_words(name: str, words: str, reading: Evaluation, plan: Plan) -> str:
    """The words of a validator, with what it is about where that is known."""
    about: tuple[str, ...] = ()
    match name:
        case ids.REQUIRED_ANSWERED:
            about = tuple(reading.bank.questions[q].title for q in missing_required(reading))
        case ids.WHO_AND_WHEN:
            about = tuple(line_title(line) for line in plan.lines if line.id in unassigned(plan))
        case ids.NO_BANNED_WORDS:
            about = banned_words(reading, plan.lines)
    return f"{words} ({listed(about)})" if about else words


def unassigned(plan: Plan) -> tuple[str, ...]:
    """The lines without who or by when."""
    return tuple(
        line.id for line in plan.lines if line.role in {"action", "own"} and not (line.owner and line.due)
    )


def unanswered_safety(reading: Evaluation) -> tuple[str, ...]:
    """The critical questions on safety that are asked and hold no usable value."""
    section = reading.roles.safety_in(reading.session)
    return tuple(
        q.id
        for q in reading.bank.questions.values()
        if q.critical
        and reading.bank.section_of[q.id].id == section
        and reading.asked(q.id)
        and not reading.answer(q.id).usable
    )
