"""How a bank branches, as a picture: in order from top to bottom, what depends on what in arcs beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.formats.drawings.svg_parts import BAND, BAR, QUIET, TRACK, rect, rows_of, text, xml
from relapse_cli.text.width import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.documents.bank_graph import Graph, GraphEdge, GraphNode

_LEFT, _BOX, _BETWEEN, _LINE, _PAD = 24.0, 430.0, 26.0, 17.0, 10.0
_LANE, _HEAD, _MOST_WORDS = 18.0, 70.0, 260
"""How far arcs lie apart, the room of the title, and how much of a condition is drawn."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A node with its rows and its place."""

    node: GraphNode
    rows: tuple[tuple[str, int, bool, bool], ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def render(graph: Graph) -> str:
    """Return the picture as one SVG file, with all its words as text."""
    placed = {each.node.id: each for each in _place(graph)}
    arcs = [edge for edge in graph.edges if edge.words]
    lanes = _lanes(arcs, placed)
    width = _LEFT + _BOX + (max(lanes.values(), default=0) + 2) * _LANE + 60
    height = max((each.top + each.height for each in placed.values()), default=_HEAD) + _BETWEEN
    return "\n".join((*_svg(graph, placed, lanes, width, height), ""))


def _place(graph: Graph) -> Iterator[_Placed]:
    top = _HEAD
    for node in graph.nodes:
        rows = tuple(_rows(node))
        height = len(rows) * _LINE + 2 * _PAD - 4
        yield _Placed(node, rows, top, height)
        top += height + _BETWEEN


def _rows(node: GraphNode) -> Iterator[tuple[str, int, bool, bool]]:
    """The rows in a box: words, size, weight, and whether they are quiet."""
    room = _BOX - 2 * _PAD
    yield from ((row, 14, True, False) for row in rows_of(node.title, room, 14))
    marks = " · ".join(filter(None, (node.id, node.marks, "in another section" if node.outside else "")))
    yield from ((row, 12, False, True) for row in rows_of(marks, room, 12))
    yield from ((row, 12, False, False) for row in rows_of(shorten(node.when, _MOST_WORDS), room, 12) if row)


def _lanes(arcs: list[GraphEdge], placed: dict[str, _Placed]) -> dict[str, int]:
    """A lane for the arcs of each node that decides, short ones inside, so that no two lie on each other."""
    spans: dict[str, tuple[float, float]] = {}
    for edge in arcs:
        middles = (placed[edge.begin].middle, placed[edge.end].middle)
        low, high = spans.get(edge.begin, (middles[0], middles[0]))
        spans[edge.begin] = min(low, *middles), max(high, *middles)
    taken: list[list[tuple[float, float]]] = []
    found: dict[str, int] = {}
    for name, (low, high) in sorted(spans.items(), key=lambda each: each[1][1] - each[1][0]):
        free = (n for n, there in enumerate(taken) if all(high < a or low > b for a, b in there))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        found[name] = lane
    return found


def _svg(
    graph: Graph, placed: dict[str, _Placed], lanes: dict[str, int], width: float, height: float
) -> Iterator[str]:
    box = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" aria-labelledby="graph-title"'
    yield " font-family=\"system-ui, 'Segoe UI', 'Noto Sans', Arial, sans-serif\">"
    yield f'<title id="graph-title">{xml(graph.title)}</title>'
    yield f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>'
    yield (
        '<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        f'orient="auto"><path d="M0 0 8 4 0 8z" fill="{BAR}"/></marker>'
    )
    for number, row in enumerate(rows_of(graph.title, _BOX, 15)):
        yield text(_LEFT, 26 + 20 * number, row, size=15, bold=True)
    yield from (_next(edge, placed) for edge in graph.edges if not edge.words)
    yield from (_arc(edge, lanes[edge.begin], placed) for edge in graph.edges if edge.words)
    for each in placed.values():
        yield from _drawn(each)
    yield "</svg>"


def _drawn(placed: _Placed) -> Iterator[str]:
    ground = TRACK if placed.node.outside else BAND
    yield f"<g><title>{xml(placed.node.when or placed.node.title)}</title>"
    yield rect((_LEFT, placed.top, _BOX, placed.height), "band", ground, round_=5)
    for number, (words, size, bold, quiet) in enumerate(placed.rows):
        y = placed.top + _PAD + 9 + number * _LINE
        yield text(_LEFT + _PAD, y, words, size=size, bold=bold, quiet=quiet)
    yield "</g>"


def _next(edge: GraphEdge, placed: dict[str, _Placed]) -> str:
    """The line from one thing to the next."""
    x = _LEFT + 36
    one, other = placed[edge.begin], placed[edge.end]
    line = f'x1="{x:g}" y1="{one.top + one.height:g}" x2="{x:g}" y2="{other.top:g}"'
    return f'<line {line} stroke="{QUIET}" stroke-width="1.5"/>'


def _arc(edge: GraphEdge, lane: int, placed: dict[str, _Placed]) -> str:
    """An arc on the right from what decides to what it decides about."""
    right = _LEFT + _BOX
    out = right + (lane + 1.5) * _LANE
    one, other = placed[edge.begin], placed[edge.end]
    down = other.middle > one.middle
    start, end = one.middle + (5 if down else -5), other.middle + (-5 if down else 5)
    path = f"M{right:g} {start:g} H{out - 6:g} Q{out:g} {start:g} {out:g} {start + (6 if down else -6):g}"
    path += f" V{end - (6 if down else -6):g} Q{out:g} {end:g} {out - 6:g} {end:g} H{right + 1:g}"
    said = f"{placed[edge.begin].node.title} → {placed[edge.end].node.title}: {edge.words}"
    stroke = f'fill="none" stroke="{BAR}" stroke-width="1.5" marker-end="url(#arrow)"'
    return f'<path d="{path}" {stroke}><title>{xml(said)}</title></path>'
