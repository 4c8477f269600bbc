"""Facts of the trigger sequence (rules 2.3)."""

from __future__ import annotations

from relapse_cli.logic.facts.event import Event
from relapse_cli.logic.facts.reading import Reading
from relapse_cli.model.answer import HOURS_PER_DAY, Answer

USE = "use"
OTHER = "other"
_STRONG = 5


def read_event(reading: Reading, item: Answer) -> Event:
    """Read one element; a missing side means before."""
    side = reading.item_field(reading.roles.sequence, item, "side").text or "before"
    distance = reading.item_field(reading.roles.sequence, item, "when").duration
    offset = None
    if distance is not None:
        offset = distance.hours / HOURS_PER_DAY * (1 if side == "after" else -1)
    return Event(
        what=reading.item_field(reading.roles.sequence, item, "what").text or "",
        side=side,
        offset=offset,
        domain=reading.item_field(reading.roles.sequence, item, "domain").text,
        intensity=reading.item_field(reading.roles.sequence, item, "intensity").number,
        item=item,
    )


def timeline(reading: Reading) -> tuple[Event, ...]:
    """The events with at least one usable field, earliest first."""
    return reading.events


def find_events(reading: Reading) -> tuple[Event, ...]:
    """Read the events and put them in their order."""
    known = [item for item in reading.answer(reading.roles.sequence).items if item.usable]
    return tuple(sorted((read_event(reading, item) for item in known), key=lambda event: event.order))


def before(reading: Reading) -> tuple[Event, ...]:
    """The events before the first use, but for use itself; without a domain they count as ``other``."""
    return tuple(e for e in timeline(reading) if e.side == "before" and e.domain != USE)


def domains_of(events: tuple[Event, ...]) -> tuple[str, ...]:
    """The distinct domains of the events in order, without ``use``; one without a domain is ``other``."""
    return tuple(dict.fromkeys(e.domain or OTHER for e in events if e.domain != USE))


def branch_domains(reading: Reading) -> tuple[str, ...]:
    """The earliest domain and every domain that occurs with an intensity of 5 or more."""
    strong = tuple(e for e in timeline(reading) if e.intensity is not None and e.intensity >= _STRONG)
    return tuple(dict.fromkeys((*domains_of(before(reading))[:1], *domains_of(strong))))


def first_three_folded(reading: Reading) -> frozenset[str]:
    """The first three named domains before the use, with close variants of a domain folded."""
    named = domains_of(tuple(event for event in before(reading) if event.domain is not None))
    return frozenset(reading.bank.sets.folded(domain) for domain in named[:3])


def sleep_anxiety_idealising(reading: Reading) -> bool:
    """Sleep, then anxiety, then idealising or thoughts, all before the use and strictly in this order."""
    sets = reading.bank.sets
    dated = [(e.domain, e.offset) for e in before(reading) if e.offset is not None and e.offset < 0]
    sleep, anxiety, thoughts = (
        [offset for domain, offset in dated if domain in wanted]
        for wanted in (sets.sleep_domains, sets.anxiety_domains, sets.idealising_domains)
    )
    if not (sleep and thoughts):
        return False
    first_sleep, last_thought = min(sleep), max(thoughts)
    return any(first_sleep < each < last_thought for each in anxiety)
