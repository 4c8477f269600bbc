"""The day that "two weeks before that" points back to, wherever a date is asked."""

from __future__ import annotations

from typing import Any

import pytest

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.ask import Anchor
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step
from relapse_cli.screens.interview.anchor_day import day_given_before
from tests.banks_under_test import shipped_bank

ZOLPIDEM = {"class": "z_drug", "name": "zolpidem", "source": "left_over"}
REDUCED = {"change": "cut_sharply"}


def at(step: Step, **answers: Any) -> Interview:
    """An interview that stands at a step, with some answers."""
    record = Record(
        id="a", case="PR-1", path="deep", started_at="2026-11-20T10:00:00+01:00",
        answers={name.replace("__", "."): value for name, value in answers.items()},
    )  # fmt: skip
    return Interview(shipped_bank(), record, step, put=frozenset(record.answers))


LAST_USE = Step("event.substance", 0, "last_use")
FIRST_USE = Step("event.substance", 0, "first_use", detail=True)
CHANGE = Step("event.stopped", None, "when")
NEXT = Step("revise.next_contact", None, "when")


@pytest.mark.parametrize(
    ("step", "answers", "found"),
    [
        (LAST_USE, {"event__substance": [ZOLPIDEM]}, None),
        (
            FIRST_USE,
            {"event__substance": [{**ZOLPIDEM, "last_use": "2026-11-15"}]},
            Anchor("2026-11-15", "the last use"),
        ),
        (
            LAST_USE,
            {"event__substance": [{**ZOLPIDEM, "first_use": "2026-11-01", "last_use": "2026-11-15"}]},
            Anchor("2026-11-01", "the first use"),
        ),
        (
            Step("event.substance", 1, "last_use"),
            {"event__substance": [{**ZOLPIDEM, "last_use": "2026-11-15"}, ZOLPIDEM]},
            Anchor("2026-11-15", "the last use of entry 1"),
        ),
        (
            CHANGE,
            {"event__substance": [{**ZOLPIDEM, "last_use": "2026-11-15"}], "event__stopped": REDUCED},
            Anchor("2026-11-15", "the last use"),
        ),
        (
            CHANGE,
            {
                "event__substance": [
                    {**ZOLPIDEM, "first_use": "2026-11-01", "last_use": "2026-11-15"},
                    ZOLPIDEM,
                ],
                "event__stopped": REDUCED,
            },
            Anchor("2026-11-01", "the first use of entry 1"),
        ),
        (
            CHANGE,
            {
                "event__substance": [{**ZOLPIDEM, "last_use": {"status": "unknown"}}],
                "event__stopped": REDUCED,
            },
            None,
        ),
        (Step("event.stopped", None, "change"), {"event__substance": [{"last_use": "2026-11-15"}]}, None),
    ],
)
def test_the_day_given_last_is_the_one_pointed_back_to(
    step: Step, answers: dict[str, Any], found: Anchor | None
) -> None:
    """The same entry first, then the entries before, then the questions before; what is no date has none."""
    assert found == day_given_before(at(step, **answers))


def test_a_date_without_a_telling_title_goes_by_its_question() -> None:
    """A title such as "when" alone would not say what it is."""
    title = shipped_bank().questions["event.stopped"].title
    regular = {**ZOLPIDEM, "days_per_week": 7, "run_length": {"value": 3, "unit": "month"}}
    stopped = {"change": "cut_sharply", "when": "2026-11-12"}
    answers = {"event__substance": [{**regular, "last_use": "2026-11-10"}], "event__stopped": stopped}
    assert Anchor("2026-11-12", f"“{title}”") == day_given_before(at(NEXT, **answers))
