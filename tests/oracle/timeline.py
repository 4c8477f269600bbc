"""The facts of the timeline (rules 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .dates import read_days
from .reading import Reading, field

FOLD = {"thoughts_of_medication": "idealising", "stress": "overload", "tension": "overload"}


@dataclass(frozen=True)
class Happening:
    """One element of the timeline (rules 2.3)."""

    what: str
    side: str
    offset: float | None
    domain: str | None
    intensity: float | None

    @property
    def shown_domain(self) -> str:
        """Without a usable domain an element counts as other."""
        return self.domain or "other"


def timeline_place(happening: Happening) -> tuple[Any, ...]:
    """Before ahead of after; known offsets first, ascending; intensity descending; domain; what."""
    return (
        happening.side == "after",
        happening.offset is None,
        happening.offset or 0,
        happening.intensity is None,
        -(happening.intensity or 0),
        happening.domain is None,
        happening.domain or "",
        happening.what,
    )


def timeline(r: Reading) -> list[Happening]:
    """The elements of sequence.event with anything usable, in the order of the rules. Read once."""
    if "sequence.event" not in r.enabled:
        return []
    if "sequence.event" not in r.known:
        r.known["sequence.event"] = read_timeline(r)
    return r.known["sequence.event"]


def read_timeline(r: Reading) -> list[Happening]:
    """The timeline, read from the answer."""
    found = []
    for element in r.elements("sequence.event"):
        if element is None:
            continue
        side = field(element, "side") or "before"
        days = read_days(field(element, "when"))
        offset = days if days is None or side == "after" else -days
        found.append(
            Happening(
                field(element, "what") or "",
                side,
                offset,
                field(element, "domain"),
                field(element, "intensity"),
            )
        )
    return sorted(found, key=timeline_place)


def before(r: Reading) -> list[Happening]:
    """Elements on the side before; their domain is not use, and may be missing."""
    return [each for each in timeline(r) if each.side == "before" and each.domain != "use"]


def domains(r: Reading) -> set[str]:
    """The domains of the timeline, either side, without use."""
    return {each.shown_domain for each in timeline(r)} - {"use"}


def earliest_domain(r: Reading) -> str | None:
    """The domain of the first element before."""
    found = before(r)
    return found[0].shown_domain if found else None


def sequence(r: Reading) -> list[str]:
    """Plan JSON: the domains before the first use, in order, each named once."""
    return list(dict.fromkeys(each.shown_domain for each in before(r)))


def first_three_domains(r: Reading) -> list[str]:
    """The first three distinct domains of before; a missing one is none of them."""
    return list(dict.fromkeys(each.domain for each in before(r) if each.domain is not None))[:3]


def first_three_folded(r: Reading) -> set[str]:
    """The first three distinct domains, close variants folded together."""
    return {FOLD.get(domain, domain) for domain in first_three_domains(r)}


def branch_open(r: Reading, *wanted: str) -> bool:
    """The earliest domain is one of these, or any timeline element has one with intensity 5 or more."""
    if earliest_domain(r) in wanted:
        return True
    return any(
        each.domain in wanted and each.intensity is not None and each.intensity >= 5 for each in timeline(r)
    )


def sai(r: Reading) -> bool:
    """Sleep, then anxiety, then idealising or thoughts, strictly in this order in time, before the use."""

    def offsets(*wanted: str) -> list[float]:
        return [
            each.offset
            for each in before(r)
            if each.domain in wanted and each.offset is not None and each.offset < 0
        ]

    return any(
        sleep < anxiety < thought
        for sleep in offsets("sleep")
        for anxiety in offsets("anxiety")
        for thought in offsets("idealising", "thoughts_of_medication")
    )
