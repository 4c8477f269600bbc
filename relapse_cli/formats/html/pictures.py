"""Pictures on a page, each with its text alternative beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.picture import NOT_RATED, NOT_RECORDED, SCALE, STEP_IN
from relapse_cli.formats.drawings import svg, svg_curves
from relapse_cli.formats.html.parts import said, words

if TYPE_CHECKING:
    from relapse_cli.documents.block import Curve, Curves, Picture, Sequence, Sequences, SequenceStep
    from relapse_cli.documents.picture import PictureRow

_IN_WORDS = "In words"


def picture_figure(picture: Picture, name: str) -> str:
    """The sequence as a picture, and beside it in words, with what was said of each event."""
    rows = []
    for stage in picture.stages:
        label = f'<span class="label">{words(stage.label)}</span><br>' if stage.label else ""
        rows += [f"<li>{'' if place else label}{_row(row)}</li>" for place, row in enumerate(stage.rows)]
    told = f'<figcaption><p class="label">{_IN_WORDS}</p><ol>{"".join(rows)}</ol></figcaption>'
    return f'<figure class="picture">{svg.write_picture(picture, name)}{told}</figure>'


def _row(row: PictureRow) -> str:
    rated = NOT_RATED if row.intensity is None else f"{row.intensity}/{SCALE}"
    about = ", ".join(words(part) for part in (row.domain, rated, row.origin) if part)
    mark = f" <strong>({STEP_IN})</strong>" if row.step_in else ""
    what = f": {said(row.what)}" if row.what else ""
    return f"{words(row.when)}: {about}{mark}{what}"


def sequence_figures(sequences: Sequences, name: str) -> str:
    """Several interviews side by side."""
    figures = (
        _figure(each, f"{name}-{place}", sequences.nothing) for place, each in enumerate(sequences.columns, 1)
    )
    return f'<div class="columns">{"".join(figures)}</div>'


def _figure(sequence: Sequence, name: str, nothing: str) -> str:
    title = f"<figcaption><strong>{sequence.number}</strong> {words(sequence.title)}</figcaption>"
    if not sequence.steps:
        return f"<figure>{title}<p>{words(nothing)}</p></figure>"
    rows = "".join(f"<li>{_step(step)}</li>" for step in sequence.steps)
    return f'<figure>{title}{svg.write_sequence(sequence, name)}<ol class="hidden">{rows}</ol></figure>'


def _step(step: SequenceStep) -> str:
    return f"{words(step.label)}, {words(step.strength)}{f', {svg.AGAIN}' if step.again else ''}"


def curve_figures(curves: Curves, name: str) -> str:
    """The lines beside each other, and beneath them a table of all values."""
    figures = "".join(
        f"<figure><figcaption><strong>{words(row.title)}</strong></figcaption>"
        f"{svg_curves.write_curve(row, f'{name}-{place}')}</figure>"
        for place, row in enumerate(curves.rows, 1)
    )
    return f'<div class="columns">{figures}</div>{_value_table(curves.rows)}'


def _value_table(rows: tuple[Curve, ...]) -> str:
    """All values, a row for each session."""
    titles = "".join(f'<th scope="col">{words(row.title)}</th>' for row in rows)
    head = f'<thead><tr><th scope="col">Session</th>{titles}</tr></thead>'
    lines = (
        f'<tr><th scope="row">{points[0].number} · {words(points[0].day)}</th>'
        f"{''.join(f'<td>{_value(point.value)}</td>' for point in points)}</tr>"
        for points in zip(*(row.points for row in rows), strict=True)
    )
    return f"<table>{head}<tbody>{''.join(lines)}</tbody></table>"


def _value(value: int | None) -> str:
    return NOT_RECORDED if value is None else f"{value}/{SCALE}"
