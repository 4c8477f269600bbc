"""What pictures show, in words, for a page that has both beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.picture import NOT_RATED, NOT_RECORDED, SCALE, STEP_IN

if TYPE_CHECKING:
    from relapse_cli.documents.block import Curve, Curves
    from relapse_cli.documents.picture import PictureRow


def picture_row_words(row: PictureRow) -> str:
    """When it was, what it was about, how strong it was and where it came from."""
    rated = NOT_RATED if row.intensity is None else f"{row.intensity}/{SCALE}"
    mark = f" ({STEP_IN})" if row.step_in else ""
    return f"{row.when}: {', '.join(filter(None, (row.domain, rated, row.origin)))}{mark}"


def curve_words(curve: Curve) -> str:
    """One line over the sessions: each with its number, its day and its value."""
    return "; ".join(f"{each.number}, {each.day}: {_value(each.value)}" for each in curve.points)


def curve_table(curves: Curves) -> tuple[list[str], list[list[str]]]:
    """All values as the heads and the rows of a table, a row for each session."""
    sessions = zip(*(row.points for row in curves.rows), strict=True)
    rows = [
        [f"{points[0].number} · {points[0].day}", *(_value(point.value) for point in points)]
        for points in sessions
    ]
    return ["Session", *(row.title for row in curves.rows)], rows


def _value(value: int | None) -> str:
    return NOT_RECORDED if value is None else f"{value}/{SCALE}"
