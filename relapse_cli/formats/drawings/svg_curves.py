"""A small line over the sessions of a case; where nothing is recorded the line has a gap."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from relapse_cli.documents.picture import NOT_RECORDED, SCALE
from relapse_cli.formats.drawings.svg_parts import BAR, TRACK, WIDTH, picture, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.documents.block import Curve, CurvePoint

_LEFT, _RIGHT = 32, WIDTH - 16
_TOP, _BOTTOM, _HEIGHT = 20, 92, 114
_CLOSEST = 22
"""Between points that stand closer than this only the first and the last carry their number."""


def write_curve(curve: Curve, name: str) -> str:
    """Draw one line, with the number of each session beneath it and its value above.

    Args:
        curve: the values.
        name: an id that no other picture of the page has.
    """
    return picture(name, curve.title, _says(curve.points), _HEIGHT, _parts(curve))


def _parts(curve: Curve) -> Iterator[str]:
    for value, label in ((SCALE, str(SCALE)), (0, "0")):
        y = _height(value)
        yield f'<line class="g" x1="{_LEFT}" x2="{_RIGHT}" y1="{y:g}" y2="{y:g}" stroke="{TRACK}"/>'
        yield text(8, y + 4, label, size=12, quiet=True)
    places = _across(len(curve.points))
    for (x, one), (next_x, other) in pairwise(zip(places, curve.points, strict=True)):
        if one.value is not None and other.value is not None:
            ends = f'x1="{x:g}" y1="{_height(one.value):g}" x2="{next_x:g}" y2="{_height(other.value):g}"'
            yield f'<line class="s" {ends} stroke="{BAR}" stroke-width="2"/>'
    told = _told(curve.points)
    for place, (x, point) in enumerate(zip(places, curve.points, strict=True)):
        yield from _point(x, point, told=place in told)


def _across(count: int) -> list[float]:
    """Where the points stand, equally far from each other."""
    step = (_RIGHT - _LEFT - 24) / max(1, count - 1)
    return [_LEFT + 12 + place * step for place in range(count)]


def _told(points: tuple[CurvePoint, ...]) -> frozenset[int]:
    """The points that carry their numbers."""
    if len(points) < 2 or (_RIGHT - _LEFT - 24) / (len(points) - 1) >= _CLOSEST:
        return frozenset(range(len(points)))
    return frozenset({0, len(points) - 1})


def _height(value: int) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * min(SCALE, max(0, value)) / SCALE


def _point(x: float, point: CurvePoint, *, told: bool) -> Iterator[str]:
    """A point with its value; a dash in the middle where there is none."""
    if point.value is None:
        yield text(x - 4, (_TOP + _BOTTOM) / 2 + 4, "–", size=12, quiet=True)
    else:
        y = _height(point.value)
        yield f'<circle class="b" cx="{x:g}" cy="{y:g}" r="4" fill="{BAR}"/>'
        if told:
            number = str(point.value)
            yield text(x - 3.7 * len(number), y - 8, number, bold=True)
    if told:
        label = str(point.number)
        yield text(x - 3.4 * len(label), _HEIGHT - 6, label, size=12, quiet=True)


def _says(points: Iterable[CurvePoint]) -> str:
    rows = (
        f"{point.number}, {point.day}: {NOT_RECORDED if point.value is None else f'{point.value} of {SCALE}'}"
        for point in points
    )
    return "; ".join(rows) + "."
