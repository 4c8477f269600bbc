"""Trigger sequences on a terminal: one as bars grouped by stage, several in columns side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.picture import NOT_RATED, NOT_RECORDED, SCALE, STEP_IN, filled_cells
from relapse_cli.formats.text.sheet import Sheet, columns_of_row
from relapse_cli.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from relapse_cli.documents.block import Curves, Sequence, Sequences
    from relapse_cli.documents.picture import PictureRow, PictureStage
    from relapse_cli.formats.text.sheet import Row

_INDENT = 2
_COLUMN, _WIDEST_COLUMN, _GAP = 24, 36, 2
"""How wide a sequence is at least and at most, and what stands between two of them."""

_STEP = len("1. ")


def write_picture(stages: tuple[PictureStage, ...], sheet: Sheet) -> None:
    """Write the stages one under the other, with an empty line around the picture."""
    sheet.blank()
    for stage in stages:
        if stage.label:
            sheet.write((stage.label, "strong"), indent=_INDENT)
        for row in stage.rows:
            _write_row(row, sheet)
    sheet.blank()


def _write_row(row: PictureRow, sheet: Sheet) -> None:
    """Write one event: its bar with number and words, then when it was and what happened."""
    number = "  --" if row.intensity is None else f"{row.intensity:>2}/{SCALE}"
    mark = f"  {sheet.signs.arrow} {STEP_IN}" if row.step_in else ""
    label = ", ".join(filter(None, (row.domain, NOT_RATED if row.intensity is None else "")))
    bar = f"{_bar(row.intensity, sheet)} "
    sheet.write((f"{number:<6}{label}", "plain"), (mark, "step_in"), lead=bar, indent=_INDENT)
    what = f": {row.what}" if row.what else ""
    when = ", ".join(filter(None, (row.when, row.origin)))
    sheet.write((f"{when}{what}", "plain"), indent=_INDENT + SCALE + 2)


def _bar(intensity: int | None, sheet: Sheet) -> str:
    """A bar of ten cells; an event that was not rated has a bar of its own kind."""
    if intensity is None:
        return sheet.signs.unrated * SCALE
    filled = filled_cells(intensity)
    return sheet.signs.full * filled + sheet.signs.hollow * (SCALE - filled)


def write_curves(curves: Curves, sheet: Sheet) -> None:
    """Write each thing as one bar a session; a session that says nothing has a bar of its own kind."""
    sheet.blank()
    for place, curve in enumerate(curves.rows):
        if place:
            sheet.blank()
        sheet.write((curve.title, "strong"), indent=_INDENT)
        for point in curve.points:
            value = NOT_RECORDED if point.value is None else f"{point.value}/{SCALE}"
            words = f"{value:<{len(NOT_RECORDED)}}  {point.number}  {point.day}"
            sheet.write((words, "plain"), lead=f"{_bar(point.value, sheet)} ", indent=_INDENT)
    sheet.blank()


def write_sequences(sequences: Sequences, sheet: Sheet) -> None:
    """Write the sequences in columns, as many side by side as there is room for."""
    room = max(1, (sheet.width + _GAP) // (_COLUMN + _GAP))
    beside = min(room, len(sequences.columns))
    width = min(_WIDEST_COLUMN, (sheet.width - _GAP * (beside - 1)) // beside)
    for start in range(0, len(sequences.columns), room):
        shown = sequences.columns[start : start + room]
        if start:
            sheet.blank()
        _write_columns([_column(each, sequences.nothing, width, sheet) for each in shown], width, sheet)


def _column(sequence: Sequence, nothing: str, width: int, sheet: Sheet) -> list[Row]:
    """One sequence, earliest first, each step with its number, its words and how strong it was."""
    inner = Sheet(sheet.options, width)
    inner.write((f"{sequence.number} {sequence.day}", "strong"))
    for place, step in enumerate(sequence.steps, 1):
        label = sanitize_line(f"{place}. {step.label}{' ◆' if step.again else ''}")
        inner.write((label, "strong" if step.again else "plain"), hang=_STEP)
        inner.write((sanitize_line(step.strength), "quiet"), indent=_STEP)
    if not sequence.steps:
        inner.write((nothing, "quiet"))
    return inner.rows


def _write_columns(columns: list[list[Row]], width: int, sheet: Sheet) -> None:
    """Write columns beside each other, row by row."""
    for number in range(max(map(len, columns), default=0)):
        line: Row = ()
        for place, column in enumerate(columns):
            missing = (width + _GAP) * place - columns_of_row(line)
            row = column[number] if number < len(column) else ()
            line = (*line, (" " * missing, "plain"), *row) if row else line
        sheet.rows.append(line)
