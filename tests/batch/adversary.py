"""Who adds and subtracts everything that is shown, to find what is withheld."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

Node = tuple[str, int]
_ENDLESS = 10**9


class Flow:
    """A table as a network: what flows from a row to a column is a count, and a withheld one may change.

    Where the total of a row is shown, as much must flow through it as before. All rows whose total is
    withheld hang on one node, because what flows through all of them is known; columns likewise. So a count
    can become larger by as much as flows back around it, and smaller by as much as finds another way.
    """

    def __init__(
        self,
        table: Sequence[Sequence[int]],
        held: Iterable[tuple[int, int]],
        rows: Iterable[int],
        columns: Iterable[int],
    ) -> None:
        """Build the network.

        Args:
            table: the true counts.
            held: the cells that are withheld.
            rows: those whose totals are withheld; ``columns`` likewise.
            columns: see there.
        """
        self._left: dict[Node, dict[Node, int]] = {}
        for i, j in held:
            self._arc(("row", i), ("column", j), table[i][j])
        for i in rows:
            self._arc(("rows", 0), ("row", i), sum(table[i]))
        for j in columns:
            self._arc(("column", j), ("columns", 0), sum(line[j] for line in table))

    def _arc(self, tail: Node, head: Node, flow: int) -> None:
        self._left.setdefault(tail, {})[head] = _ENDLESS
        self._left.setdefault(head, {})[tail] = flow

    def bounds(self, tail: Node, head: Node) -> tuple[int, int]:
        """The smallest and the largest number that an arc may have."""
        flow = self._left[head][tail]
        around = {node: dict(arcs) for node, arcs in self._left.items()}
        del around[tail][head], around[head][tail]
        least = flow - min(flow, _most(around, tail, head))
        around = {node: dict(arcs) for node, arcs in self._left.items()}
        del around[tail][head], around[head][tail]
        return least, flow + _most(around, head, tail)


def _most(left: dict[Node, dict[Node, int]], start: Node, end: Node) -> int:
    """The largest flow from one node to another (Edmonds and Karp); changes what is left."""
    found = 0
    while found < _ENDLESS:
        came: dict[Node, Node] = {start: start}
        waiting = deque([start])
        while waiting and end not in came:
            node = waiting.popleft()
            for other, room in left.get(node, {}).items():
                if room > 0 and other not in came:
                    came[other] = node
                    waiting.append(other)
        if end not in came:
            break
        way, node = [], end
        while node != start:
            way.append((came[node], node))
            node = came[node]
        room = min(left[a][b] for a, b in way)
        for a, b in way:
            left[a][b] -= room
            left[b][a] = left[b].get(a, 0) + room
        found += room
    return found


Sum = Mapping[str, int]
"""Names of numbers that are withheld, each with what it is multiplied by; all together are known."""


def found_out(sums: Iterable[Sum]) -> set[str]:
    """The withheld numbers that follow from what is known of their sums (Gaussian elimination)."""
    lines: list[dict[str, Fraction]] = []
    for each in sums:
        line = {name: Fraction(times) for name, times in each.items() if times}
        for known in lines:
            line = _without(line, known)
        if line:
            lines = [_without(known, line) for known in lines]
            lines.append(line)
    return {name for line in lines if len(line) == 1 for name in line}


def _without(line: dict[str, Fraction], known: dict[str, Fraction]) -> dict[str, Fraction]:
    """A sum less so much of another one that the first number of that is gone from it."""
    first = next(iter(known))
    if first not in line:
        return line
    times = line[first] / known[first]
    names = {**line, **known}
    rest = {name: line.get(name, Fraction(0)) - times * known.get(name, Fraction(0)) for name in names}
    return {name: value for name, value in rest.items() if value}
