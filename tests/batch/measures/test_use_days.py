"""The calendar of use says of each day what was told of it, and no more."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from relapse_cli.batch.case import case_of
from relapse_cli.batch.measures.use_days import use_days
from relapse_cli.batch.row import Row, Use
from tests.batch.rows import many_rows, row
from tests.examples import slow_examples


def told(*uses: Use, days: float = 7) -> list[tuple[str, int | None, str]]:
    """The days of an interview on 27 January, or so many days after the 20th."""
    found = use_days(case_of([row(days=days, uses=uses)]))
    return [(day.date[-2:], day.used, day.precision) for day in found]


def test_between_first_and_last_use_a_day_is_known_only_where_it_was_every_day() -> None:
    """Four days a week: nobody knows which; seven: all of them. Since the last one nothing was taken."""
    some = Use("z_drug", "2026-01-22", "2026-01-24", None, None, 4.0)
    assert told(some) == [
        ("22", 1, "day"), ("23", None, "some_days"), ("24", 1, "day"), ("25", 0, "since"), ("26", 0, "since"),
    ]  # fmt: skip
    daily = Use("z_drug", "2026-01-22", "2026-01-24", None, None, 7.0)
    assert told(daily)[1] == ("23", 1, "every_day")


def test_the_day_of_the_conversation_is_not_over() -> None:
    """It is told as a day of use, and never as one without."""
    assert told(Use("z_drug", None, "2026-01-27")) == [("27", 1, "day")]
    assert told(Use("z_drug", None, "2026-01-26")) == [("26", 1, "day")]


def test_a_day_without_one_product_is_none_without_the_class() -> None:
    """A second product of the class may have been taken on it."""
    ended = Use("z_drug", "2026-01-21", "2026-01-22", None, None, 7.0)
    other = Use("z_drug", "2026-01-21", "2026-01-25", None, None, 2.0)
    assert told(ended, other)[2] == ("23", None, "some_days")
    unknown = Use("z_drug", "2026-01-22", None)
    assert told(unknown) == [("22", 1, "day"), *((f"{day}", None, "some_days") for day in range(23, 27))]


def test_classes_are_told_apart() -> None:
    """Each has days of its own."""
    found = use_days(
        case_of([row(days=7, uses=(Use("alcohol", None, "2026-01-26"), Use("opioid", None, "2026-01-25")))])
    )
    assert [(day.date[-2:], day.substance_class, day.used) for day in found] == [
        ("25", "opioid", 1), ("26", "alcohol", 1), ("26", "opioid", 0),
    ]  # fmt: skip


def test_what_a_later_interview_says_of_a_day_is_put_beside_the_first() -> None:
    """Use counts before none, and none before what cannot be said."""
    rows = [
        row("r1", days=5, uses=(Use("z_drug", "2026-01-21", "2026-01-23", None, None, 3.0),)),
        row("r2", days=9, uses=(Use("z_drug", "2026-01-24", "2026-01-28", None, None, 3.0),)),
    ]
    found = {day.date[-2:]: day.used for day in use_days(case_of(rows))}
    assert found == {"21": 1, "22": None, "23": 1, "24": 1, "25": None, "26": None, "27": None, "28": 1}


def test_what_lies_more_than_a_year_back_is_left_out() -> None:
    """A first use of long ago does not make a calendar without end."""
    found = use_days(case_of([row(uses=(Use("z_drug", "1990-01-01", "2026-01-19", None, None, 7.0),))]))
    assert len(found) == 366
    assert found[0].date == "2025-01-19"
    assert told(Use("z_drug", None, "2026-02-20")) == []


@slow_examples(40)
@given(rows=many_rows())
def test_every_day_of_use_is_there_once(rows: list[Row]) -> None:
    """The first and last use that are told are days of use, and no day of a class stands twice."""
    case = case_of([each for each in rows if each.case == "PR-1"])
    found = {(day.date, day.substance_class): day.used for day in use_days(case)}
    assert len(found) == len(use_days(case))
    for sitting in case.interviews:
        for use in sitting.row.uses:
            if use.last_day is not None and date.fromisoformat(use.last_day) <= date.fromisoformat(
                sitting.row.day
            ):
                assert found[use.last_day, use.substance_class] == 1
