"""Sleep, anxiety and the pull over the sessions of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.block import Block, Curve, CurvePoint, Curves, Heading, Paragraph
from relapse_cli.text.days import readable_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relapse_cli.model.history import CaseHistory, HistorySession

_MEASURES: tuple[tuple[str, Callable[[HistorySession], int | None]], ...] = (
    ("How hard the nights are", lambda session: session.sleep_difficulty),
    ("Anxiety at its strongest", lambda session: session.anxiety),
    ("The pull to take it", lambda session: session.pull),
)
_SCALE_WORDS = "0 is none, 10 as strong as can be; the numbers below are those of the time line."


def curves(history: CaseHistory) -> Iterator[Block]:
    """A line for each of the three that is recorded, where there is anything to compare; else nothing."""
    rows = tuple(
        Curve(
            title, tuple(_point(number, each, value(each)) for number, each in enumerate(history.sessions, 1))
        )
        for title, value in _MEASURES
    )
    known = tuple(row for row in rows if _recorded(row))
    if not any(_recorded(row) > 1 for row in known):
        return
    yield Heading("Sleep, anxiety and the pull")
    yield Paragraph(((_SCALE_WORDS, "quiet"),), close=True)
    yield Curves(known)
    missing = [row.title for row in rows if row not in known]
    if missing:
        yield Paragraph(((f"Not recorded in any session: {'; '.join(missing)}.", "quiet"),), close=True)


def _recorded(curve: Curve) -> int:
    """How many sessions say something."""
    return sum(point.value is not None for point in curve.points)


def _point(number: int, session: HistorySession, value: int | None) -> CurvePoint:
    return CurvePoint(number, readable_date(session.started_at[:10]), value)
