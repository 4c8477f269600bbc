"""Which of two conditions holds wherever the other does, as far as their parts show it."""

from __future__ import annotations

from relapse_cli.checks.changes.same import normal
from relapse_cli.model.condition import (
    NEVER,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    FlagSet,
    LevelIs,
    Not,
    SomeEntry,
)

_LOWER_IS_WIDER, _HIGHER_IS_WIDER = {"at_least", "more_than"}, {"at_most", "less_than", "within"}


def holds_more_often(old: Condition | None, new: Condition | None) -> bool | None:
    """Say whether the new condition holds wherever the old one does; ``False`` for the other way round.

    ``None`` is said where that cannot be seen from the parts. A condition that is not there never holds.
    """
    before, after = normal(old or NEVER), normal(new or NEVER)
    raises, lowers = _implies(before, after), _implies(after, before)
    return None if raises == lowers else raises


def _implies(narrow: Condition, wide: Condition) -> bool:
    """Whether ``wide`` surely holds wherever ``narrow`` does; both are in their normal form."""
    if narrow == wide:
        return True
    match narrow, wide:
        case AnyOf(parts=parts), _:
            return all(_implies(part, wide) for part in parts)
        case _, AllOf(parts=parts):
            return all(_implies(narrow, part) for part in parts)
        case AllOf(parts=parts), _:
            return any(_implies(part, wide) for part in parts) or _in_one_part(narrow, wide)
        case _, AnyOf():
            return _in_one_part(narrow, wide)
        case Not(part=small), Not(part=large):
            return _implies(large, small)
        case SomeEntry(part=small), SomeEntry(part=large):
            return _implies(small, large)
        case Compare(), Compare():
            return _compares_wider(narrow, wide)
        case FlagSet(), FlagSet():
            return set(narrow.of) <= set(wide.of) and narrow.n >= wide.n
        case LevelIs(), LevelIs():
            return wide.low <= narrow.low and narrow.high <= wide.high
        case _:
            return False


def _in_one_part(narrow: Condition, wide: Condition) -> bool:
    return isinstance(wide, AnyOf) and any(_implies(narrow, part) for part in wide.parts)


def _compares_wider(narrow: Compare, wide: Compare) -> bool:
    """Whether a comparison with the same thing lets more through."""
    if (narrow.subject, narrow.name) != (wide.subject, wide.name):
        return False
    ops = {narrow.op, wide.op}
    if ops <= {"is", "in"} or ops == {"has"}:
        return set(narrow.values) <= set(wide.values)
    if wide.op == "is_or_unresolved":
        return narrow.op == "unresolved" or (narrow.op == "is" and narrow.values == wide.values)
    if len(ops) > 1:
        return False
    match narrow.values, wide.values:
        case (int() | float() as small,), (int() | float() as large,):
            higher, lower = narrow.op in _HIGHER_IS_WIDER, narrow.op in _LOWER_IS_WIDER
            return (higher and small <= large) or (lower and small >= large)
        case _:
            return False
