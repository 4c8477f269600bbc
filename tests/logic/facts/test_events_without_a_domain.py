"""An event without a domain is not lost: it counts as ``other`` where domains are listed (rules 2.3)."""

from __future__ import annotations

import pytest

from tests.banks_under_test import reading_of
from tests.logic.plan_bases import Data, event, interview

LISTED: list[tuple[str, list[Data], str | None, tuple[str, ...], tuple[str, ...]]] = [
    ("alone", [event(None)], "other", ("other",), ("other",)),
    ("first", [event(None, 9), event("sleep", 3)], "other", ("other", "sleep"), ("other", "sleep")),
    ("second", [event("sleep", 9), event(None, 3)], "sleep", ("sleep", "other"), ("sleep", "other")),
    (
        "after the use",
        [event("sleep", 3), event(None, 1, side="after")],
        "sleep",
        ("sleep",),
        ("sleep", "other"),
    ),
    ("only after the use", [event(None, 1, side="after")], None, (), ("other",)),
    ("beside other", [event(None, 9), event("other", 3)], "other", ("other",), ("other",)),
    ("the use keeps its own", [event("use", 0), event(None, 3)], "other", ("other",), ("other",)),
    ("nothing known", [{}], None, (), ()),
]


@pytest.mark.parametrize(
    ("events", "earliest", "before", "domains"),
    [each[1:] for each in LISTED],
    ids=[each[0] for each in LISTED],
)
def test_an_event_without_a_domain_counts_as_other(
    events: list[Data], earliest: str | None, before: tuple[str, ...], domains: tuple[str, ...]
) -> None:
    """In what came first, in what came before the use and in what the sequence contains."""
    reading = reading_of(interview({"sequence.event": events}))
    assert reading.fact("earliest_domain") == earliest
    assert reading.fact("before_domains") == before
    assert reading.fact("domains") == domains
