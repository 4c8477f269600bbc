"""A case over time: sessions, comparison, recurring sequences, and what became of the lines."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from relapse_cli.logic.history.build import case_history
from relapse_cli.model.history import CaseHistory, HistoryLine, HistorySession
from tests.banks_under_test import DECLINED, UNKNOWN, record_of, shipped_bank
from tests.logic.plan_bases import Data, follow_up, interview, sequence, signed

FIRST, SECOND, THIRD = "2026-11-20T10:00:00+01:00", "2026-12-14T10:00:00+01:00", "2027-01-14T10:00:00+01:00"
CHECK_IN = "2026-11-24T10:00:00+01:00"
OWN: Data = {
    "kind": "add", "id": "own-1", "section": "trigger", "text": "A walk each day.", "owner": "patient",
    "due": "2026-11-25", "editions": ("clinician", "patient"),
}  # fmt: skip


def history(*records: Data) -> CaseHistory:
    """The history of a case."""
    return case_history(shipped_bank(), [record_of(record) for record in records], "PR-1")


def session(found: CaseHistory, name: str) -> HistorySession:
    """One session by its record."""
    return next(each for each in found.sessions if each.id == name)


def line(found: CaseHistory, name: str) -> HistoryLine:
    """One line by its id."""
    return next(each for each in found.lines if each.id == name)


def first(changes: Data | None = None, **more: Any) -> Data:
    """The first interview: sleep, then anxiety, then idealising."""
    answers = {**sequence("sleep", "anxiety", "idealising"), **(changes or {})}
    return interview(answers, **{"id": "first", "started_at": FIRST, **more})


def check_in(*lines: Data, **more: Any) -> Data:
    """A follow-up of the first interview that speaks of lines."""
    return follow_up(
        {"followup.lines_done": list(lines)},
        **{"id": "check", "started_at": CHECK_IN, "follows": "first", **more},
    )


def test_sessions_stand_in_order_of_begin_whatever_order_they_come_in() -> None:
    """The same records in any order make the same history."""
    records = [first(), check_in(), first(id="second", started_at=SECOND)]
    expected = history(*records)
    assert [each.id for each in expected.sessions] == ["first", "check", "second"]
    for order in itertools.permutations(records):
        assert history(*order) == expected


def test_a_session_shows_what_rules_and_therapist_made_of_it() -> None:
    """Level, decided level, flags and whether it is final are those of its plan."""
    lowered = signed(
        first({"safety.agitation": "marked"}),
        {"kind": "lower", "flag": "U-12", "to": 1, "reason": "calm again"},
    )
    found = session(history(lowered), "first")
    assert (found.level, found.kind, found.path) == (2, "interview", "core")
    assert [flag.level for flag in found.flags] == [2]
    assert [event.domain for event in found.sequence] == ["sleep", "anxiety", "idealising"]


def test_each_interview_is_compared_with_the_one_before_it() -> None:
    """R-RECUR and R-SAME as the rules have them; the first interview is compared with none."""
    found = history(first(), check_in(), first(id="second", started_at=SECOND))
    one, two = session(found, "first"), session(found, "second")
    assert (one.compared_with, one.recurs, one.same_plan) == (None, False, False)
    assert (two.compared_with, two.recurs, two.same_start, two.same_plan) == ("first", True, True, True)
    assert session(found, "check").compared_with is None


def test_the_interview_that_a_record_names_comes_first() -> None:
    """A pinned earlier record is compared with, not the one in between."""
    records = (
        first(),
        interview(sequence("mood"), id="second", started_at=SECOND),
        first(id="third", started_at=THIRD, earlier="first"),
    )
    assert session(history(*records), "third").compared_with == "first"


def test_records_that_continue_another_are_one_session() -> None:
    """The last part stands, the earlier one stays to be seen, and what was carried over does not recur."""
    found = history(
        first({"safety.now": ["fluids"]}), first(id="later", started_at=CHECK_IN, continues="first")
    )
    assert [each.id for each in found.sessions] == ["later"]
    only = found.sessions[0]
    assert [(part.id, part.level) for part in only.parts] == [("first", 3)]
    assert (only.level, only.compared_with) == (1, None)
    assert found.recurrences == ()


def test_a_follow_up_of_an_earlier_part_belongs_to_the_whole_session() -> None:
    """What it says of a line counts for the session that went on."""
    found = history(
        first(),
        first(id="later", started_at="2026-11-21T10:00:00+01:00", continues="first"),
        check_in({"rule": "P-TOLD", "state": "done"}),
    )
    assert session(found, "check").follows == "later"
    assert line(found, "P-TOLD").state == "done"


@pytest.mark.parametrize(
    ("follows", "target", "named"),
    [("first", "first", True), (None, "first", False), ("elsewhere", None, True), ("check-0", "first", True)],
)
def test_which_interview_a_follow_up_asks_about(follows: str | None, target: str | None, named: bool) -> None:
    """The named one, through another follow-up too; else the one before it; never another than the named."""
    before = check_in(id="check-0", started_at="2026-11-22T10:00:00+01:00")
    found = history(first(), before, check_in(follows=follows), first(id="second", started_at=SECOND))
    check = session(found, "check")
    assert (check.follows, check.follows_named) == (target, named)


def test_what_recurs_is_ordered_with_gaps() -> None:
    """The same order with other steps in between recurs; steps after the use do not count."""
    other = interview(sequence("loneliness", "sleep", "conflict", "anxiety"), id="second", started_at=SECOND)
    found = history(first(), other)
    assert [(row.domains, row.sessions) for row in found.recurrences] == [
        (("sleep", "anxiety"), ("first", "second"))
    ]
    assert found.recurrences[0].labels == ("Poor sleep", "Rising anxiety")


def test_close_variants_of_a_domain_count_as_one() -> None:
    """As in R-RECUR; told the same way each time, the domain keeps its own name."""
    thoughts = interview(sequence("sleep", "thoughts_of_medication"), id="second", started_at=SECOND)
    again = interview(sequence("sleep", "thoughts_of_medication"), id="third", started_at=THIRD)
    assert [row.domains for row in history(first(), thoughts).recurrences] == [("sleep", "idealising")]
    assert [row.domains for row in history(thoughts, again).recurrences] == [
        ("sleep", "thoughts_of_medication")
    ]


@pytest.mark.parametrize(
    ("told", "state", "obstacle", "never_done"),
    [
        (None, "not_asked", None, True),
        ({}, "not_asked", None, True),
        ({"state": "done"}, "done", None, False),
        ({"state": "done", "obstacle": "old words"}, "done", None, False),
        ({"state": "in_progress"}, "in_progress", None, True),
        ({"state": "not_done", "obstacle": "no time"}, "not_done", "no time", True),
        ({"state": UNKNOWN}, "unknown", None, True),
        ({"state": DECLINED}, "declined", None, True),
    ],
)
def test_the_state_of_a_line(told: Data | None, state: str, obstacle: str | None, never_done: bool) -> None:
    """A line that nobody was asked about is neither done nor not done; an obstacle stands with its report."""
    entries = [] if told is None else [{"rule": "P-TOLD", **told}]
    found = line(history(first(), check_in(*entries)), "P-TOLD")
    assert (found.state, found.obstacle, found.never_done) == (state, obstacle, never_done)
    assert (found.plans, found.open_again) == (("first",), False)


def test_the_last_follow_up_counts_and_done_once_stays_done() -> None:
    """Done, then not done: the last state is shown, and the line is not among those never done."""
    found = line(
        history(
            first(),
            check_in({"rule": "P-TOLD", "state": "done"}),
            check_in(
                {"rule": "P-TOLD", "state": "not_done"}, id="check-2", started_at="2026-11-30T10:00:00+01:00"
            ),
        ),
        "P-TOLD",
    )
    assert [report.state for report in found.reports] == ["done", "not_done"]
    assert (found.state, found.never_done) == ("not_done", False)


def test_a_line_on_a_later_plan_is_open_again() -> None:
    """It stood on both plans, and nobody has asked since the second."""
    found = line(
        history(
            first(), check_in({"rule": "P-TOLD", "state": "done"}), first(id="second", started_at=SECOND)
        ),
        "P-TOLD",
    )
    assert (found.plans, found.open_again) == (("first", "second"), True)


@pytest.mark.parametrize("named", ["own-1", "own", "OWN"])
def test_a_line_of_ones_own_goes_by_its_words(named: str) -> None:
    """The same id with other words on another plan is another line."""
    mine = signed(first(), OWN)
    other = signed(first(id="second", started_at=SECOND), {**OWN, "text": "Early to bed."})
    found = history(mine, check_in({"rule": named, "state": "done"}), other)
    own = [(each.text, each.state, each.plans) for each in found.lines if each.id == "own-1"]
    assert own == [("A walk each day.", "done", ("first",)), ("Early to bed.", "not_asked", ("second",))]


def test_what_is_told_of_a_line_on_no_plan_is_not_lost() -> None:
    """It stands by itself, and is not among those never done."""
    found = line(history(first(), check_in({"rule": "P-NEW", "state": "not_done"})), "P-NEW")
    assert (found.plans, found.state, found.never_done) == ((), "not_done", False)


def test_a_removed_line_and_a_gap_are_no_lines_of_the_plan() -> None:
    """Only what was agreed is listed."""
    removed = signed(first(), {"kind": "remove", "rule": "P-TOLD", "reason": "settled"})
    names = {each.id for each in history(removed).lines}
    assert "P-TOLD" not in names
    assert not any(name.startswith("GAP-") for name in names)
