"""Conditions that cannot be what somebody meant: they hold always or never, or compare with no border."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from relapse_cli.checks.condition_places import PlacedLeaf, Spot, conditions_of, leaves
from relapse_cli.checks.meaning import messages
from relapse_cli.checks.meaning.possible import compared_in, may_fail, may_hold
from relapse_cli.checks.meaning.values import leaf_holds, target_of, values_of
from relapse_cli.logic.rules.sentences import sentence
from relapse_cli.model.condition import ALWAYS, NEVER, AllOf, AnyOf, Compare, Condition, Not, SomeEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.checks.findings import Findings
    from relapse_cli.checks.leaf_targets import Target
    from relapse_cli.model.bank import Bank
    from relapse_cli.places import KeyPath

_BORDERS = {"at_least", "at_most", "more_than", "less_than"}
_UNITS = ("minutes", "hours", "days", "weeks", "months", "years")
_LONGEST = 160


def check_conditions(findings: Findings) -> None:
    """Judge every condition as a whole, part by part where it can be told, and each of its borders."""
    for spot in conditions_of(findings.bank):
        for placed in leaves(spot):
            _check_border(findings, spot, placed)
        _check_parts(findings, spot, spot.condition, spot.path)
        _check_whole(findings, spot, spot.condition, spot.path)


def _check_whole(findings: Findings, spot: Spot, condition: Condition, path: KeyPath) -> bool:
    """Note the outermost parts that hold always or never; say whether anything was noted."""
    bank = findings.bank
    if condition in (ALWAYS, NEVER) or _is_plain(condition, bank, spot):
        return False
    words = {"what": _in_words(condition, bank)}
    if not may_hold(condition, bank, spot):
        message = messages.CONTRADICTION if isinstance(condition, AllOf) else messages.NEVER_TRUE
        if not any(_check_whole(findings, spot, part, at) for part, at in _inner(condition, path)):
            findings.note(message, path, spot.text, **words)
        return True
    if not may_fail(condition, bank, spot):
        if not any(_check_whole(findings, spot, part, at) for part, at in _inner(condition, path)):
            findings.note(messages.ALWAYS_TRUE, path, spot.text, **words)
        return True
    noted = [_check_whole(findings, spot, part, at) for part, at in _inner(condition, path)]
    return any(noted)  # every part is looked at


def _inner(condition: Condition, path: KeyPath) -> Iterator[tuple[Condition, KeyPath]]:
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            yield from ((part, (*path, condition.kind, index)) for index, part in enumerate(parts))
        case Not(part=part):
            yield part, (*path, "not")
        case SomeEntry(part=part):
            yield part, (*path, "some_entry")
        case _:
            return


def _is_plain(condition: Condition, bank: Bank, spot: Spot) -> bool:
    """Whether each thing is named once only, and can be so and otherwise: then so can the whole."""
    named = list(compared_in(condition, bank))
    if any(count > 1 for count in Counter((leaf.subject, leaf.name) for leaf in named).values()):
        return False
    inner = [part for part, _ in _inner(condition, ())]
    some = [part for part in _all_within(condition) if isinstance(part, SomeEntry)]
    if any(not _is_plain(part.part, bank, spot) for part in some if part is not condition):
        return False
    if isinstance(condition, SomeEntry):
        return _is_plain(condition.part, bank, spot)
    return (ALWAYS not in inner and NEVER not in inner) and all(
        _may_be_either(leaf, bank, spot) for leaf in named
    )


def _all_within(condition: Condition) -> Iterator[Condition]:
    yield condition
    if not isinstance(condition, SomeEntry):
        for part, _ in _inner(condition, ()):
            yield from _all_within(part)


def _may_be_either(leaf: Compare, bank: Bank, spot: Spot) -> bool:
    target = target_of(leaf, bank, spot)
    if target is None:
        return True
    return len({leaf_holds(leaf, value) for value in values_of(target, [leaf])}) > 1


def _check_parts(findings: Findings, spot: Spot, condition: Condition, path: KeyPath) -> None:
    """Note a part that stands twice in one list, or that says 'always' inside of one."""
    inner = list(_inner(condition, path))
    if isinstance(condition, AllOf | AnyOf):
        for index, (part, at) in enumerate(inner):
            if part == ALWAYS:
                findings.note(messages.POINTLESS_ALWAYS, at, spot.text)
            elif part in [other for other, _ in inner[:index]]:
                findings.note(messages.REPEATED_PART, at, spot.text)
    for part, at in inner:
        _check_parts(findings, spot, part, at)


def _check_border(findings: Findings, spot: Spot, placed: PlacedLeaf) -> None:
    """Note a border that lies at the end of a scale, or whose unit does not fit."""
    leaf = placed.leaf
    if not isinstance(leaf, Compare) or leaf.op not in _BORDERS:
        return
    target = target_of(leaf, findings.bank, spot)
    if target is None or target.kind not in {"number", "duration"}:
        return
    words = {"name": leaf.name, "op": leaf.op, "value": f"{leaf.values[0]:g}"}
    has_unit = any((*placed.path, leaf.op, unit) in findings.places.spots for unit in _UNITS)
    if target.kind == "duration" and not has_unit and findings.places.spots:
        findings.note(messages.UNIT_MISSING, placed.path, spot.text, **words)
    elif target.kind == "number" and has_unit:
        findings.note(messages.UNIT_ON_NUMBER, placed.path, spot.text, unit="", **words)
    elif target.kind == "number" and _tells_nothing(leaf, target):
        low, high = target.low, target.high
        ends = {"low": "any" if low is None else f"{low:g}", "high": "any" if high is None else f"{high:g}"}
        findings.note(messages.NO_DIFFERENCE, placed.path, spot.text, **words, **ends)


def _tells_nothing(leaf: Compare, target: Target) -> bool:
    """Whether every value of the range compares alike."""
    tried = [value for value in values_of(target, [leaf]) if value.usable is not None]
    return len({leaf_holds(leaf, value) for value in tried}) == 1


def _in_words(condition: Condition, bank: Bank) -> str:
    words = sentence(condition, bank)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"
