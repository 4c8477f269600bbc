"""What the generated function calls: the derived facts of `logic/facts/` over plain values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from json.encoder import encode_basestring_ascii
from typing import TypeVar, cast

from msgspec import UNSET, Struct
from msgspec.structs import astuple

from relapse_cli.batch.generated.doubt import Doubtful
from relapse_cli.batch.generated.moments import Span, day_text
from relapse_cli.batch.generated.read import ReadDuration, ReadHeld, ReadSpan
from relapse_cli.batch.row import LineReport, Use
from relapse_cli.logic.answers.in_words import collapse
from relapse_cli.model.answer import HOURS_PER_UNIT

_STATES = frozenset({"done", "in_progress", "not_done", "unknown", "declined"})


def doubt() -> None:
    """Give up on the record."""
    raise Doubtful


def alone(held: ReadHeld, option: str) -> None:
    """Refuse an option that stands alone beside another one, inside a wrapper."""
    chosen = held.value
    if isinstance(chosen, list) and len(chosen) > 1 and option in chosen:
        raise Doubtful


def hours(given: ReadDuration) -> float | None:
    """A length of time in hours; a status holds none."""
    held = given if given.unit is not UNSET else given.value
    if held is None:
        return None
    span = cast("ReadSpan", held)
    return span.value * HOURS_PER_UNIT[span.unit]


_Item = TypeVar("_Item")


def group(given: ReadHeld | None, empty: _Item) -> _Item:
    """A group without its wrapper; an empty one for a status and for nothing."""
    if given is None or given.status is not UNSET:
        return empty
    return cast("_Item", given if given.value is None else given.value)


def items(given: Sequence[ReadHeld | None], empty: _Item) -> Sequence[_Item]:
    """The elements of a list without their wrappers; an empty one for a status and for nothing."""
    for item in given:
        if item is None or item.status is not UNSET or item.value is not None:
            return [group(each, empty) for each in given]
    return cast("Sequence[_Item]", given)


def usable(given: Struct) -> bool:
    """Whether a group or an element holds anything."""
    for part in astuple(given):  # noqa: SIM110 - a generator would double the time
        if part is not None and part is not UNSET and _is_usable(part):
            return True
    return False


def _is_usable(part: object) -> bool:
    match part:
        case str():
            return bool(part.strip())
        case list():
            return bool(part)
        case Struct():
            value = cast("ReadHeld", part).value
            return value is not None and _is_usable(value)
        case _:
            return True


def without_none(options: Sequence[str]) -> tuple[str, ...]:
    """Options but for ``none``."""
    return tuple([option for option in options if option != "none"]) if options else ()


def withdrawal(signs: Sequence[str], strength: str | None) -> str:
    """What is known of signs of withdrawal."""
    if not signs:
        return "unknown"
    if all(sign == "none" for sign in signs):
        return "none"
    return "mild" if strength == "mild" else "strong"


Night = float | None


def sleep_mean(one: Night, two: Night, three: Night) -> float | None:
    """The mean of the usable nights, in hours."""
    known = [float(night) for night in (one, two, three) if night is not None]
    return sum(known) / len(known) if known else None


def no_sleep_pair(one: Night, two: Night, three: Night) -> bool:
    """Two nights in a row with one hour of sleep or less each."""
    if two is None or two > 1:
        return False
    return (one is not None and one <= 1) or (three is not None and three <= 1)


def three_short(one: Night, two: Night, three: Night) -> bool:
    """Three nights with three hours of sleep or less each."""
    if one is None or two is None or three is None:
        return False
    return one <= 3 and two <= 3 and three <= 3


def only(selected: Sequence[str]) -> str | None:
    """The only one, where one is selected."""
    return selected[0] if len(selected) == 1 else None


def bits_of(names: Iterable[str], bits: Mapping[str, int]) -> int:
    """Questions as bits."""
    found = 0
    for name in names:
        found |= bits[name]
    return found


def use(kind: str, first: Span | None, last: Span | None, days: float | None, offset: int) -> Use:
    """One product that was taken."""
    return Use(
        kind,
        None if first is None else day_text(first[0], offset),
        None if last is None else day_text(last[0], offset),
        None if last is None else last[0] / 10**6,
        None if last is None else last[1] / 10**6,
        None if days is None else float(days),
    )


def report(line: str | ReadHeld | None, state: str | ReadHeld | None) -> LineReport | None:
    """What an entry of a follow-up says of a line, where it names one and says anything."""
    named, said = _said(line), _said(state)
    if not named or not named.strip() or said not in _STATES:
        return None
    status = None if line is None or isinstance(line, str) else line.status
    return (collapse(named), said) if status is None or status is UNSET else None


def _said(given: str | ReadHeld | None) -> str | None:
    """A text without its wrapper, or the status in its place."""
    if given is None or isinstance(given, str):
        return given
    return given.value if given.status is UNSET else given.status  # type: ignore[return-value] # of a text


def plan_key(rows: Sequence[str], pairs: Sequence[tuple[str, str, str]]) -> str:
    """What makes the plan the same as another one."""
    said = sorted({(first, then) for first, then, _ in pairs if first or then}) if pairs else ()
    if not rows and not said:
        return ""
    quoted = encode_basestring_ascii
    listed = ", ".join([quoted(row) for row in sorted(rows)])
    told = ", ".join([f"[{quoted(first)}, {quoted(then)}]" for first, then in said])
    return hashlib.blake2b(f"[[{listed}], [{told}]]".encode(), digest_size=12).hexdigest()


def number_text(value: float | None) -> str | None:
    """A number that records are grouped by."""
    return None if value is None else f"{value:g}" if isinstance(value, float) else str(value)
