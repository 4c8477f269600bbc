"""The chart of a table: bars one under the other, or a line over months; it says what the table says."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from relapse_cli.formats.drawings.svg_parts import (
    BAR,
    TRACK,
    WIDTH,
    picture,
    rect,
    rows_of,
    text,
)
from relapse_cli.text.width import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.documents.table import Chart, ChartPoint, ChartSeries

_LEFT, _BAR_WIDTH, _BAR_HEIGHT, _LINE, _BETWEEN = 4, 200, 12, 17, 8
_AXIS, _RIGHT, _TOP, _BOTTOM, _HEIGHT = 52, WIDTH - 10, 22, 110, 134
_LETTER = 7.0


def write_chart(chart: Chart, name: str) -> Iterator[tuple[ChartSeries, str]]:
    """Draw each series of a chart as a picture of its own.

    Args:
        chart: what is drawn.
        name: the beginning of an id that no other picture of the page has.
    """
    for place, series in enumerate(chart.series, 1):
        title = ", ".join(filter(None, (chart.title, series.title)))
        height, parts = _bars(chart, series) if chart.kind == "bars" else _line(chart, series)
        yield series, picture(f"{name}-{place}", title, says(series), height, parts)


def says(series: ChartSeries) -> str:
    """A series in words."""
    return "; ".join(f"{point.label}: {point.shown}" for point in series.points) + "."


def _part(value: float, chart: Chart) -> float:
    """How much of the scale a value fills."""
    return min(1.0, max(0.0, value / chart.top)) if chart.top > 0 else 0.0


def _bars(chart: Chart, series: ChartSeries) -> tuple[float, list[str]]:
    """A bar for each row with its label above it; where there is no value, a dashed frame and words."""
    parts: list[str] = []
    y = 0.0
    for point in series.points:
        for row in rows_of(point.label, WIDTH - 2 * _LEFT, 12):
            parts.append(text(_LEFT, y + 12, row, size=12))
            y += _LINE
        parts += _bar(point, y, chart)
        y += _BAR_HEIGHT + _BETWEEN
    return max(y, _LINE), parts


def _bar(point: ChartPoint, y: float, chart: Chart) -> Iterator[str]:
    if point.value is None:
        frame = f'x="{_LEFT}" y="{y:g}" width="{_BAR_WIDTH}" height="{_BAR_HEIGHT}" rx="2"'
        yield f'<rect class="s" {frame} fill="none" stroke="{BAR}" stroke-dasharray="3 3"/>'
    else:
        yield rect((_LEFT, y, _BAR_WIDTH, _BAR_HEIGHT), "t", TRACK)
        filled = round(_BAR_WIDTH * _part(point.value, chart), 2)
        if filled:
            yield rect((_LEFT, y, filled, _BAR_HEIGHT), "b", BAR)
    yield text(_LEFT + _BAR_WIDTH + 8, y + 11, point.shown, bold=point.value is not None)


def _line(chart: Chart, series: ChartSeries) -> tuple[float, Iterator[str]]:
    return _HEIGHT, _line_parts(chart, series)


def _line_parts(chart: Chart, series: ChartSeries) -> Iterator[str]:
    """A line over equal steps; a point without a value is a gap with a dash in it."""
    for edge, label in ((_TOP, chart.top_shown), (_BOTTOM, "0")):
        yield f'<line class="g" x1="{_AXIS}" x2="{_RIGHT}" y1="{edge}" y2="{edge}" stroke="{TRACK}"/>'
        yield text(4, edge + 4, label, size=12, quiet=True)
    places = _across(len(series.points))
    drawn = list(zip(places, series.points, strict=True))
    for (x, one), (next_x, other) in pairwise(drawn):
        if one.value is not None and other.value is not None:
            ends = f'x1="{x:g}" y1="{_height(one.value, chart):g}"'
            ends += f' x2="{next_x:g}" y2="{_height(other.value, chart):g}"'
            yield f'<line class="s" {ends} stroke="{BAR}" stroke-width="2"/>'
    for x, point in drawn:
        if point.value is None:
            yield text(x - 4, (_TOP + _BOTTOM) / 2 + 4, "–", size=12, quiet=True)
        else:
            y = _height(point.value, chart)
            yield f'<circle class="b" cx="{x:g}" cy="{y:g}" r="4" fill="{BAR}"/>'
    for x, point in drawn[:1] + drawn[1:][-1:]:
        wide = _LETTER * columns_of(point.label)
        left = min(max(0.0, x - wide / 2), max(0.0, WIDTH - wide))
        yield text(round(left, 1), _HEIGHT - 8, point.label, size=12, quiet=True)


def _across(count: int) -> list[float]:
    """Where the points stand, equally far from each other."""
    step = (_RIGHT - _AXIS - 24) / max(1, count - 1)
    return [round(_AXIS + 12 + place * step, 2) for place in range(count)]


def _height(value: float, chart: Chart) -> float:
    return round(_BOTTOM - (_BOTTOM - _TOP) * _part(value, chart), 2)
