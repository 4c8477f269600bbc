"""What the types of a struct cannot say of a record; each check is called when its struct has been read.

They refuse with ``ValueError``, which msgspec makes its own error of. No check names a fault: whoever reads
the record once more does that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import UNSET, Struct
from msgspec.structs import astuple

from relapse_cli.batch.generated.doubt import Doubtful
from relapse_cli.batch.generated.moments import sure_moment
from relapse_cli.batch.generated.read import ReadDuration, ReadHeld, ReadSpan
from relapse_cli.model.answer import HOURS_PER_UNIT

Check = Callable[[Any], None]
"""Each takes the struct that it checks, and the structs are made while the program runs."""
_MOST_HOURS = 150 * HOURS_PER_UNIT["year"]


def of_holder(*, moment: bool) -> Check:
    """The check of a wrapper ``{value, note}`` or a status ``{status, note}``."""

    def check(held: ReadHeld) -> None:
        if (held.status is UNSET) == (held.value is None):
            raise ValueError
        if moment and held.value is not None:
            _judge_moment(str(held.value))

    return check


def _judge_moment(text: str) -> None:
    try:
        sure_moment(text)
    except Doubtful as doubt:
        raise ValueError from doubt


def of_span(span: ReadSpan) -> None:
    """Check a length of time."""
    if not 0 <= span.value * HOURS_PER_UNIT[span.unit] <= _MOST_HOURS:
        raise ValueError


def of_duration(given: ReadDuration) -> None:
    """Check a length of time that may be its wrapper or a status instead."""
    value = given.value
    if given.unit is not UNSET:
        if given.status is not UNSET or given.note is not UNSET or not isinstance(value, int | float):
            raise ValueError
        if not 0 <= value * HOURS_PER_UNIT[given.unit] <= _MOST_HOURS:
            raise ValueError
    elif given.status is UNSET:
        if value is None or isinstance(value, int | float):
            raise ValueError
    elif value is not None:
        raise ValueError


def of_fields(attributes: Mapping[str, tuple[str, str, str | None]]) -> Check | None:
    """The check of the fields of a group or an entry; ``None`` where there is nothing to check."""
    moments = [name for name, (_, kind, _) in attributes.items() if kind == "moment"]
    alone = [(name, option) for name, (_, _, option) in attributes.items() if option is not None]
    raw = [name for name, (_, kind, _) in attributes.items() if kind == "raw"]
    by_id = {field: name for name, (field, _, _) in attributes.items()}
    ranked = {"strongest", "selected"} <= by_id.keys()
    strongest, selected = by_id.get("strongest", ""), by_id.get("selected", "")
    if not (moments or alone or raw or ranked):
        return None

    def check(fields: Struct) -> None:
        for name in moments:
            if (value := getattr(fields, name)).__class__ is str:
                _judge_moment(value)
        for name, option in alone:
            _judge_alone(_inner(getattr(fields, name)), option)
        for name in raw:
            if getattr(fields, name) is not UNSET:
                raise ValueError
        if ranked:
            first, chosen = _inner(getattr(fields, strongest)), _inner(getattr(fields, selected))
            if isinstance(first, str) and isinstance(chosen, list) and first not in chosen:
                raise ValueError

    return check


def _inner(value: object) -> object:
    return getattr(value, "value", value)


def _judge_alone(chosen: object, option: str) -> None:
    if isinstance(chosen, list) and len(chosen) > 1 and option in chosen:
        raise ValueError


def of_group(inside: Check | None, count: int) -> Check:
    """The check of a group or an entry that may be its wrapper or its status instead."""

    def check(group: ReadHeld) -> None:
        if group.value is None and group.note is UNSET and group.status is UNSET:
            if inside is not None:
                inside(group)
            return
        assert isinstance(group, Struct)  # noqa: S101 - what a check gets is one
        if any(part is not None and part is not UNSET for part in astuple(group)[:count]):
            raise ValueError
        if (group.status is UNSET) == (group.value is None):
            raise ValueError

    return check
