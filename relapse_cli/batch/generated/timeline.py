"""The sequence of events, as the generated function calls it: `logic/facts/timeline.py` over plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from relapse_cli.logic.facts.record import normalised
from relapse_cli.logic.facts.timeline import OTHER, USE
from relapse_cli.model.answer import HOURS_PER_DAY
from relapse_cli.model.sets import Sets


class Event(NamedTuple):
    """One event of the sequence."""

    order: tuple[bool, bool, float, bool, float, bool, str, str]
    before: bool
    offset: float | None
    domain: str | None
    intensity: float | None
    what: str


def event(
    side: str | None, length: float | None, domain: str | None, intensity: float | None, what: str | None
) -> Event:
    """One element; a missing side means before."""
    after = side == "after"
    offset = None if length is None else length / HOURS_PER_DAY * (1 if after else -1)
    order = (
        after, offset is None, offset or 0.0, intensity is None, -(intensity or 0.0),
        domain is None, domain or "", what or "",
    )  # fmt: skip
    return Event(order, side is None or side == "before", offset, domain, intensity, what or "")


_ORDER = itemgetter(0)


def ordered(events: list[Event]) -> list[Event]:
    """The events, earliest first."""
    if len(events) > 1:
        events.sort(key=_ORDER)
    return events


def domains_of(events: Iterable[Event]) -> tuple[str, ...]:
    """The distinct domains in order, without use itself."""
    return tuple(dict.fromkeys([e.domain or OTHER for e in events if e.domain != USE]))


def domains_before(events: Iterable[Event]) -> tuple[str, ...]:
    """The distinct domains before the first use."""
    return tuple(dict.fromkeys([e.domain or OTHER for e in events if e.before and e.domain != USE]))


def branch_domains(events: Iterable[Event], before: Sequence[str]) -> tuple[str, ...]:
    """The earliest domain and every domain that was strong."""
    strong = domains_of([e for e in events if e.intensity is not None and e.intensity >= 5])
    return tuple(dict.fromkeys((*before[:1], *strong)))


def sleep_anxiety_idealising(events: Iterable[Event], sets: Sets) -> bool:
    """Sleep, then anxiety, then idealising or thoughts, all before the use and in this order."""
    dated = [(e.domain, e.offset) for e in events if e.before and e.offset is not None and e.offset < 0]
    sleep = [offset for domain, offset in dated if domain in sets.sleep_domains]
    thoughts = [offset for domain, offset in dated if domain in sets.idealising_domains]
    if not (sleep and thoughts):
        return False
    first, last = min(sleep), max(thoughts)
    return any(first < offset < last for domain, offset in dated if domain in sets.anxiety_domains)


def earliest_is_answered(events: Iterable[Event], pairs: Iterable[tuple[str, str, str]]) -> bool:
    """Whether an if-then line begins at the earliest event, or names it in its if."""
    if not pairs:
        return False
    first = next((each for each in events if each.before and each.domain != USE), None)
    what = normalised(first.what) if first else ""
    if not what:
        return False
    return any((one or then) and (begins == what or what in one) for one, then, begins in pairs)
