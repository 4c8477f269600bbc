"""Where the parts of conditions are judged, as formulas: `parts.py` says the same of one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.checks.cases.parts import ALWAYS_JUDGED
from relapse_cli.checks.proofs.encoding import Encoding, Scope
from relapse_cli.checks.proofs.formula import TRUE, Formula, both, negate, some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.checks.cases.parts import Part
    from relapse_cli.checks.condition_places import Spot
    from relapse_cli.model.condition import Condition

Judged = tuple[Formula, Scope | None]
"""When a condition is judged, and inside which entry."""


def part_is(part: Part, value: bool, encoding: Encoding) -> Formula:
    """When a part is judged and is true, or false."""
    whole = list(judged(part.spot, encoding))
    if part.in_entry:
        condition = some(formula for formula, _ in whole)
        whole = [(both(condition, there), scope) for there, scope in _entries(encoding)]
    return some(both(there, _as(part.node, scope, value, encoding)) for there, scope in whole)


def _as(node: Condition, scope: Scope | None, value: bool, encoding: Encoding) -> Formula:
    held = encoding.holds(node, scope)
    return held if value else negate(held)


def differ(one: Formula, other: Formula) -> Formula:
    """When one of two holds and not the other."""
    return some((both(one, negate(other)), both(other, negate(one))))


def judged(spot: Spot, encoding: Encoding) -> Iterator[Judged]:
    """Yield when a condition is judged, once for each entry where it is judged for entries."""
    session = _session(spot, encoding)
    for formula, scope in _within(spot, encoding):
        yield both(session, formula), scope


def _session(spot: Spot, encoding: Encoding) -> Formula:
    if spot.session is None and spot.owner.kind != "family":
        return TRUE
    return encoding.in_followup if spot.session == "followup" else negate(encoding.in_followup)


def _within(spot: Spot, encoding: Encoding) -> Iterator[Judged]:
    if spot.field is not None:
        yield from _elements(spot, encoding)
    elif spot.question is not None:
        yield _looked_at(spot, encoding), None
    elif spot.owner.kind == "fact" and spot.in_entry:
        yield from _entries(encoding)
    elif spot.owner.name in encoding.bank.action_by_id and (
        spot.owner.kind == "together" or spot.key not in ALWAYS_JUDGED
    ):
        yield encoding.action(spot.owner.name), None
    else:
        yield TRUE, None


def _entries(encoding: Encoding) -> Iterator[Judged]:
    for index in encoding.entries:
        yield encoding.entry_there(index), Scope(encoding.bank.roles.substance, index)


def _elements(spot: Spot, encoding: Encoding) -> Iterator[Judged]:
    question = spot.question
    assert question is not None  # noqa: S101 - a field stands in a question
    if question.id == encoding.bank.roles.substance:
        yield from _entries(encoding)
        return
    raw, counts = encoding.inputs.questions[question.id], encoding.counts(question.id)
    for index in range(len(raw.elements)):
        there = raw.present[index] if raw.present else raw.given
        yield both(counts, there), Scope(question.id, index)


def _looked_at(spot: Spot, encoding: Encoding) -> Formula:
    question = spot.question
    assert question is not None  # noqa: S101 - the caller has looked
    match spot.key:
        case "brief_when":
            return both(encoding.inputs.paths["brief"], encoding.enabled(question.id))
        case "open_when":
            return both(encoding.asked(question.id), encoding.answer(question.id).usable)
        case "unreliable":
            raw, doubt = encoding.inputs.questions[question.id].alone, question.unreliable
            assert doubt is not None  # noqa: S101 - the condition is its
            assert raw is not None  # noqa: S101 - only what has options is doubted
            said = some(raw.options[value] for value in doubt.values if value in raw.options)
            return both(encoding.enabled(question.id), said)
        case _:
            return TRUE
