"""What recurs in several sequences: ordered, gaps allowed, and as long as it can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

_Steps = tuple[str, ...]

_MOST = 400
"""A guard for made-up input; real sequences share a handful."""


def recurring(sequences: Mapping[str, _Steps]) -> tuple[tuple[_Steps, tuple[str, ...]], ...]:
    """Return what at least two sequences share in the same order, each with the names of those that hold it.

    Only what cannot be made longer is kept. A shorter one stays where more sequences share it than the longer
    one that holds it, for that says something of its own. Longest first, then what most of them share.

    Args:
        sequences: by name; no step occurs twice in one of them.
    """
    found: dict[_Steps, None] = {}
    waiting = [
        steps
        for one, other in combinations(dict.fromkeys(sequences.values()), 2)
        for steps in longest_shared(one, other)
    ]
    waiting += _repeated(sequences)
    while waiting and len(found) < _MOST:
        steps = waiting.pop(0)
        if steps in found:
            continue
        found[steps] = None
        for sequence in dict.fromkeys(sequences.values()):
            if not holds_in_order(sequence, steps):
                waiting += longest_shared(steps, sequence)
    names = {steps: tuple(n for n, s in sequences.items() if holds_in_order(s, steps)) for steps in found}
    rows = [(steps, those) for steps, those in names.items() if not _is_longer_somewhere(steps, names)]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), -len(row[1]), row[0])))


def _is_longer_somewhere(steps: _Steps, names: Mapping[_Steps, tuple[str, ...]]) -> bool:
    """Whether the same sequences share something longer that holds these steps."""
    return any(
        len(other) > len(steps) and those == names[steps] and holds_in_order(other, steps)
        for other, those in names.items()
    )


def _repeated(sequences: Mapping[str, _Steps]) -> Iterator[_Steps]:
    """The sequences that occur more than once as a whole."""
    known = list(sequences.values())
    yield from dict.fromkeys(steps for steps in known if steps and known.count(steps) > 1)


def holds_in_order(sequence: Sequence[str], steps: _Steps) -> bool:
    """Whether the steps occur in this order, with anything in between."""
    rest = iter(sequence)
    return all(step in rest for step in steps)


def longest_shared(one: _Steps, other: _Steps) -> tuple[_Steps, ...]:
    """What two sequences share in the same order and cannot be made longer by any further step.

    The shared steps are put in order by both sequences at once; what is sought are the longest ways through
    that order, from a step with none before it to one with none after it.
    """
    place = {step: (one.index(step), other.index(step)) for step in one if step in other}
    after = {
        step: {s for s, (x, y) in place.items() if x > place[step][0] and y > place[step][1]}
        for step in place
    }
    following = {
        step: [s for s in later if not any(s in after[between] for between in later)]
        for step, later in after.items()
    }
    first = [step for step in place if not any(step in later for later in after.values())]
    found: list[_Steps] = []
    waiting: list[_Steps] = [(step,) for step in first]
    while waiting and len(found) < _MOST:
        way = waiting.pop()
        ends = following[way[-1]]
        waiting += [(*way, step) for step in ends]
        if not ends:
            found.append(way)
    return tuple(sorted(found))
