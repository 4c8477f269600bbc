"""The picture as plain rows."""

from __future__ import annotations

import pytest

from relapse_cli.documents.picture import draw_picture, filled_cells
from tests.documents.plans import make_event, make_timeline

NOT_RECORDED = "not recorded"


def test_neighbours_of_one_stage_stand_together_in_the_order_of_time() -> None:
    """A stage that comes back later is a group of its own, so the order of time is kept."""
    mental = {"stage": "mental", "stage_label": "Mental"}
    events = (
        make_event("a", "3 days before"),
        make_event("b", "2 days before", **mental),
        make_event("c", "1 day before"),
    )
    found = [(stage.label, [row.what for row in stage.rows]) for stage in draw_picture(events, NOT_RECORDED)]
    assert found == [("Emotional", ["a"]), ("Mental", ["b"]), ("Emotional", ["c"])]


def test_a_sequence_without_stages_has_no_heading() -> None:
    """Where no stage is named there is none to print; where some are, the others are called not named."""
    unnamed = {"stage": None, "stage_label": ""}
    first, second = make_event("a", "3 days before"), make_event("b", "2 days before", **unnamed)
    assert [stage.label for stage in draw_picture((second,), NOT_RECORDED)] == [""]
    assert [stage.label for stage in draw_picture((first, second), NOT_RECORDED)] == [
        "Emotional",
        "Stage not named",
    ]


def test_the_earliest_point_before_the_use_is_the_place_to_step_in() -> None:
    """One row is marked: the first before the use."""
    marks = [row.step_in for stage in draw_picture(make_timeline(), NOT_RECORDED) for row in stage.rows]
    assert marks == [True, False, False, False]


def test_the_use_and_what_follows_it_are_no_place_to_step_in() -> None:
    """Where nothing is known from before, nothing is marked."""
    use = make_event("took it", "at the time", domain="use")
    after = make_event("slept", "2 days after", side="after")
    assert [row.step_in for stage in draw_picture((use, after), NOT_RECORDED) for row in stage.rows] == [
        False,
        False,
    ]


@pytest.mark.parametrize(("intensity", "cells"), [(None, 0), (-3, 0), (0, 0), (7, 7), (10, 10), (99, 10)])
def test_a_bar_never_leaves_its_ten_cells(intensity: int | None, cells: int) -> None:
    """A rating outside 0 to 10 is drawn at the end of the scale."""
    assert filled_cells(intensity) == cells
