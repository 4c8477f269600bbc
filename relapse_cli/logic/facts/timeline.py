"""Facts of the trigger sequence (rules 2.3)."""

from __future__ import annotations

from relapse_cli.logic.facts.event import Event
from relapse_cli.logic.facts.reading import Reading
from relapse_cli.model.answer import HOURS_PER_DAY, Answer
from relapse_cli.model.known_ids import SEQUENCE

USE = "use"
OTHER = "other"
FOLDED = {"thoughts_of_medication": "idealising", "stress": "overload", "tension": "overload"}
_STRONG = 5


def read_event(reading: Reading, item: Answer) -> Event:
    """Read one element; a missing side means before."""
    side = reading.item_field(SEQUENCE, item, "side").text or "before"
    distance = reading.item_field(SEQUENCE, item, "when").duration
    offset = None
    if distance is not None:
        offset = distance.hours / HOURS_PER_DAY * (1 if side == "after" else -1)
    return Event(
        what=reading.item_field(SEQUENCE, item, "what").text or "",
        side=side,
        offset=offset,
        domain=reading.item_field(SEQUENCE, item, "domain").text,
        intensity=reading.item_field(SEQUENCE, item, "intensity").number,
        item=item,
    )


def timeline(reading: Reading) -> tuple[Event, ...]:
    """The events with at least one usable field, earliest first."""
    return reading.events


def find_events(reading: Reading) -> tuple[Event, ...]:
    """Read the events and put them in their order."""
    known = [item for item in reading.answer(SEQUENCE).items if item.usable]
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
    return frozenset(FOLDED.get(domain, domain) for domain in named[:3])


def sleep_anxiety_idealising(reading: Reading) -> bool:
    """Sleep, then anxiety, then idealising or thoughts, all before the use and strictly in this order."""
    offsets: dict[str, list[float]] = {"sleep": [], "anxiety": [], "idealising": []}
    for event in before(reading):
        domain = "idealising" if event.domain == "thoughts_of_medication" else event.domain
        if event.offset is not None and event.offset < 0 and domain in offsets:
            offsets[domain].append(event.offset)
    if not all(offsets.values()):
        return False
    first_sleep, last_thought = min(offsets["sleep"]), max(offsets["idealising"])
    return any(first_sleep < anxiety < last_thought for anxiety in offsets["anxiety"])
