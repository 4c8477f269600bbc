"""The trigger sequence as one picture: time runs downwards, a bar says how strong it was, words say the rest.

It holds the words of the bank only. What somebody typed stands in the text beside it, uncut.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relapse_cli.documents.picture import NOT_RATED, SCALE, STEP_IN, filled_cells
from relapse_cli.formats.drawings.svg_parts import (
    BAND,
    BAR,
    TRACK,
    WIDTH,
    origin_mark,
    picture,
    rect,
    rows_of,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.documents.block import Picture, Sequence, SequenceStep
    from relapse_cli.documents.picture import PictureRow

TITLE = "The way to it, earliest first"
AGAIN = "also in another interview"
_AXIS, _LEFT, _BAR_WIDTH, _BAR_HEIGHT = 16, 36, 176, 12
_LINE, _BETWEEN, _HEAD = 18, 14, 28
"""The height of a row of words, what parts two events, and the room of a stage's title."""


@dataclass(slots=True)
class _Drawing:
    """What is drawn so far: the grounds, which lie beneath everything, the events, and how far it goes."""

    grounds: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    points: list[float] = field(default_factory=list)
    y: float = 0

    def words(self, words: str, size: int, *, bold: bool = False, quiet: bool = False) -> None:
        """Write words in as many rows as they need."""
        for row in rows_of(words, WIDTH - _LEFT - 8, size):
            self.parts.append(text(_LEFT, self.y + 13, row, size=size, bold=bold, quiet=quiet))
            self.y += _LINE

    def mark(self, locus: str | None) -> None:
        """Set an event on the line of time."""
        self.points.append(self.y + 8)
        self.parts.append(origin_mark(_AXIS, self.y + 8, locus))

    def bar(self, intensity: int | None) -> None:
        """Draw how strong it was, with its number; not known is a dashed frame, and words."""
        y = self.y + 2
        if intensity is None:
            frame = f'x="{_LEFT}" y="{y:g}" width="{_BAR_WIDTH}" height="{_BAR_HEIGHT}" rx="2"'
            dashes = f'fill="none" stroke="{BAR}" stroke-dasharray="3 3"'
            self.parts.append(f'<rect class="s" {frame} {dashes}/>')
        else:
            filled = _BAR_WIDTH * filled_cells(intensity) / SCALE
            self.parts.append(rect((_LEFT, y, _BAR_WIDTH, _BAR_HEIGHT), "t", TRACK))
            self.parts += [rect((_LEFT, y, filled, _BAR_HEIGHT), "b", BAR)] if filled else []
        number = NOT_RATED if intensity is None else f"{intensity}/{SCALE}"
        self.parts.append(text(_LEFT + _BAR_WIDTH + 10, y + 11, number, bold=intensity is not None))
        self.y += _LINE

    def finished(self, name: str, title: str, says: str) -> str:
        """The whole picture, the line of time between the grounds and the events."""
        line = ""
        if len(self.points) > 1:
            ends = f'x1="{_AXIS}" x2="{_AXIS}" y1="{self.points[0]:g}" y2="{self.points[-1]:g}"'
            line = f'<line class="s" {ends} stroke="{BAR}" stroke-width="2"/>'
        return picture(name, title, says, max(self.y, _LINE), (*self.grounds, line, *self.parts))


def write_picture(block: Picture, name: str = "picture") -> str:
    """Draw the stages of one interview as bands, one under the other.

    Args:
        block: the sequence.
        name: an id that no other picture of the page has.
    """
    drawing = _Drawing()
    for stage in block.stages:
        top = drawing.y
        if stage.label:
            drawing.parts.append(text(_LEFT, top + 19, stage.label, size=12, bold=True, quiet=True))
        drawing.y += _HEAD if stage.label else _BETWEEN
        for row in stage.rows:
            _draw_row(row, drawing)
        drawing.grounds.append(rect((0, top, WIDTH, drawing.y - top), "band", BAND, round_=6))
        drawing.y += 6
    drawing.y -= 6
    return drawing.finished(name, TITLE, _says(block))


def _draw_row(row: PictureRow, drawing: _Drawing) -> None:
    """Draw one event: when it was and where it came from, what it was about, how strong it was."""
    drawing.mark(row.locus)
    drawing.words(" · ".join(filter(None, (row.when, row.origin))), 12, quiet=True)
    if row.domain:
        drawing.words(row.domain, 14, bold=True)
    drawing.bar(row.intensity)
    if row.step_in:
        _draw_step_in(drawing)
    drawing.y += _BETWEEN


def _draw_step_in(drawing: _Drawing) -> None:
    """Mark the earliest point: an arrow that points up to it, and words in a frame."""
    x, y = _LEFT + 6, drawing.y + 4
    arrow = f'points="{x},{y + 13:g} {x + 12},{y + 13:g} {x + 6},{y + 3:g}"'
    frame = f'x="{x - 6}" y="{y - 2:g}" width="124" height="20" rx="4"'
    drawing.parts += [
        f'<rect class="s" {frame} fill="none" stroke="{BAR}" stroke-width="1.5"/>',
        f'<polygon class="b" {arrow} fill="{BAR}"/>',
        text(x + 18, y + 12, STEP_IN, bold=True),
    ]
    drawing.y += _LINE + 6


def _says(block: Picture) -> str:
    """The picture in words, as far as it holds any."""
    rows = (row for stage in block.stages for row in stage.rows)
    return "; ".join(map(_said, rows)) + "."


def _said(row: PictureRow) -> str:
    number = NOT_RATED if row.intensity is None else f"{row.intensity} of {SCALE}"
    mark = STEP_IN if row.step_in else ""
    return ", ".join(filter(None, (f"{row.when}: {row.domain or 'an event'}", number, row.origin, mark)))


def write_sequence(sequence: Sequence, name: str) -> str:
    """Draw one of several interviews, to stand beside the others."""
    drawing = _Drawing()
    for step in sequence.steps:
        _draw_step(step, drawing)
    return drawing.finished(name, f"Interview {sequence.number}, {sequence.day}", _told(sequence.steps))


def _draw_step(step: SequenceStep, drawing: _Drawing) -> None:
    drawing.y += 4
    drawing.mark(step.locus)
    drawing.words(step.label, 14, bold=True)
    drawing.words(step.when, 12, quiet=True)
    drawing.bar(step.intensity)
    if step.again:
        x, y = _LEFT, drawing.y + 9
        points = f"{x},{y:g} {x + 5},{y - 5:g} {x + 10},{y:g} {x + 5},{y + 5:g}"
        drawing.parts.append(f'<polygon class="b" points="{points}" fill="{BAR}"/>')
        drawing.parts.append(text(x + 16, drawing.y + 13, AGAIN, size=12))
        drawing.y += _LINE
    drawing.y += 6


def _told(steps: Iterable[SequenceStep]) -> str:
    rows = (f"{step.label}, {step.strength}{f', {AGAIN}' if step.again else ''}" for step in steps)
    return "; ".join(rows) + "."
