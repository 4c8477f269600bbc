"""The trigger sequence on a terminal: horizontal bars with number and words, grouped by stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.picture import NOT_RATED, SCALE, STEP_IN, filled_cells

if TYPE_CHECKING:
    from relapse_cli.documents.picture import PictureRow, PictureStage
    from relapse_cli.formats.plan_sheet import Sheet

INDENT = 2


def write_picture(stages: tuple[PictureStage, ...], not_recorded: str, sheet: Sheet) -> None:
    """Write the stages one under the other, with an empty line around the picture."""
    sheet.blank()
    for stage in stages:
        if stage.label:
            sheet.write((stage.label, "bold"), indent=INDENT)
        for row in stage.rows:
            write_row(row, not_recorded, sheet)
    sheet.blank()


def write_row(row: PictureRow, not_recorded: str, sheet: Sheet) -> None:
    """Write one event: its bar with number and words, then when it was and what happened."""
    bar = draw_bar(row.intensity, sheet)
    number = "  --" if row.intensity is None else f"{row.intensity:>2}/{SCALE}"
    mark = f"  {sheet.signs.arrow} {STEP_IN}" if row.step_in else ""
    label = ", ".join(filter(None, (row.domain, NOT_RATED if row.intensity is None else "")))
    sheet.write((f"{number:<6}", ""), (label, ""), (mark, "bold green"), lead=f"{bar} ", indent=INDENT)
    what = f": {row.what}" if row.what else ""
    sheet.write((f"{row.when or not_recorded}{what}", ""), indent=INDENT + SCALE + 2)


def draw_bar(intensity: int | None, sheet: Sheet) -> str:
    """Return a bar of ten cells; an event that was not rated has a bar of its own kind."""
    if intensity is None:
        return sheet.signs.unrated * SCALE
    filled = filled_cells(intensity)
    return sheet.signs.full * filled + sheet.signs.hollow * (SCALE - filled)
