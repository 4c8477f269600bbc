"""The trigger sequence as a picture: plain rows that each format draws in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relapse_cli.model.plan import TimelineEvent

_USE = "use"
SCALE = 10
STEP_IN = "step in here"
NOT_RATED = "not rated"
NOT_RECORDED = "not recorded"
_NO_STAGE = "Stage not named"


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One event of the picture.

    Attributes:
        origin: whether it came from within or from outside, in words.
        locus: the same as ``internal`` or ``external``, for a shape; anything else has a shape of its own.
        intensity: 0 to 10, or ``None`` when it was not rated.
        step_in: the earliest point before the use, where a first step helps most.
    """

    what: str
    when: str
    domain: str
    intensity: int | None
    step_in: bool
    origin: str = ""
    locus: str | None = None


@dataclass(frozen=True, slots=True)
class PictureStage:
    """Neighbouring events of the same stage; the order of time is never broken to group them.

    Attributes:
        label: the stage; empty in a sequence that names none.
    """

    label: str
    rows: tuple[PictureRow, ...]


def _earliest_before(events: tuple[TimelineEvent, ...]) -> int | None:
    """Return the place of the first event before the use that is not the use itself."""
    places = (
        place
        for place, event in enumerate(events)
        if event.side == "before" and event.domain is not None and event.domain != _USE
    )
    return next(places, None)


def draw_picture(
    events: tuple[TimelineEvent, ...], not_recorded: str, *, staged: bool = True
) -> tuple[PictureStage, ...]:
    """Return the stages of the sequence with their rows, in the order of the plan.

    Args:
        events: the sequence.
        not_recorded: what stands where it is not known when something was.
        staged: whether the reader is told of stages.
    """
    step_in = _earliest_before(events)
    without = _NO_STAGE if staged and any(event.stage_label for event in events) else ""
    placed = [
        (
            (event.stage_label if staged else "") or without,
            PictureRow(
                event.what,
                event.when or not_recorded,
                event.domain_label,
                event.intensity,
                place == step_in,
                event.locus_label,
                event.locus,
            ),
        )
        for place, event in enumerate(events)
    ]
    return tuple(
        PictureStage(label, tuple(row for _, row in rows))
        for label, rows in groupby(placed, key=lambda item: item[0])
    )


def filled_cells(intensity: int | None) -> int:
    """Return how many of the ten cells of a bar are filled."""
    return min(SCALE, max(0, intensity or 0))
