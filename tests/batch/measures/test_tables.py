"""Each table says what somebody finds who goes through the sessions one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations
from statistics import mean, median

from hypothesis import given

from relapse_cli.batch.case import Case, Sitting, case_of
from relapse_cli.batch.row import Row
from relapse_cli.logic.history.recurring import holds_in_order
from relapse_cli.model.review import Cell, Review
from tests.banks_under_test import shipped_bank
from tests.batch.rows import BANK, many_rows, row, use
from tests.batch.test_review import reviewed
from tests.examples import slow_examples

HOURS = 3600


def cells(review: Review, table: str) -> list[tuple[Cell, ...]]:
    """The rows of a table; none where it is not there."""
    return [found for each in review.tables if each.id == table for found in each.rows]


def numbers(review: Review, table: str, key: int = 0, value: int = 2) -> dict[Cell, Cell]:
    """A column of a table by another one; without noughts."""
    return {found[key]: found[value] for found in cells(review, table) if found[value]}


def cases(rows: Iterable[Row]) -> list[Case]:
    """The cases of rows."""
    found = list(rows)
    return [case_of([r for r in found if r.case == code]) for code in sorted({r.case for r in found})]


def interviews(rows: Iterable[Row]) -> list[tuple[Case, Sitting]]:
    """All interviews, each with its case."""
    return [(case, sitting) for case in cases(rows) for sitting in case.known if not sitting.row.followup]


def counted(rows: Iterable[Row], tell: Callable[[Row], Iterable[Cell]]) -> dict[Cell, int]:
    """How many interviews tell something."""
    return dict(Counter(told for _, sitting in interviews(rows) for told in tell(sitting.row)))


@slow_examples(60)
@given(rows=many_rows())
def test_levels_flags_and_open_questions_are_counted(rows: list[Row]) -> None:
    """Sessions by level and month, flags out of those that could have been set, open questions."""
    review = reviewed(rows, 0)
    assert numbers(review, "levels") == counted(rows, lambda r: [r.level])
    assert numbers(review, "levels_by_month", 0, 1) == counted(rows, lambda r: [r.day[:7]])
    by_month = {
        (f[0], n): f[n + 1] for f in cells(review, "levels_by_month") for n in (1, 2, 3, 4) if f[n + 1]
    }
    assert by_month == Counter((s.row.day[:7], s.row.level) for _, s in interviews(rows))
    assert numbers(review, "flags", 0, 3) == counted(rows, lambda r: r.flags)
    known = {flag.id: bit for bit, flag in enumerate(BANK.flags)}
    could = counted(rows, lambda r: [f.id for f in BANK.flags if f.when and r.could >> known[f.id] & 1])
    assert numbers(review, "flags", 0, 4) == could
    assert numbers(review, "alone", 0, 3) == counted(rows, _alone)
    by_month = {(f[0], f[2]): f[3] for f in cells(review, "flags_by_month") if f[3]}
    assert by_month == Counter((flag, s.row.day[:7]) for _, s in interviews(rows) for flag in s.row.flags)
    asked = {q.id for q in BANK.critical if q.session == "interview"}
    assert numbers(review, "unresolved") == counted(
        rows, lambda r: [*(["any"] if r.open_critical else []), *(asked & {*r.open_critical})]
    )
    highest = Counter(max(s.row.level for s in c.interviews) for c in cases(rows) if c.interviews)
    assert numbers(review, "case_levels") == highest


def _alone(of: Row) -> list[Cell]:
    """The flag that is the only one at the highest level."""
    highest = [flag for flag in of.flags if BANK.flag_by_id[flag].level == of.level]
    return list(highest) if len(highest) == 1 else []


@slow_examples(60)
@given(rows=many_rows(10))
def test_sequences_are_counted(rows: list[Row]) -> None:
    """Subjects, first steps, whole sequences; shared steps; what recurs is held by two interviews."""
    review = reviewed(rows, 0)
    assert numbers(review, "triggers") == counted(rows, lambda r: r.sequence)
    assert numbers(review, "triggers", 0, 6) == counted(rows, lambda r: r.sequence[:1])
    whole = counted(rows, lambda r: [" > ".join(r.sequence)] if r.sequence else [])
    assert numbers(review, "sequences") == whole
    told = [[_folded(s.row) for s in case.interviews if s.row.sequence] for case in cases(rows)]
    shared = Counter(
        piece for steps in told for piece in {p for s in steps for n in (2, 3) for p in combinations(s, n)}
    )
    listed = numbers(review, "shared_steps")
    assert {name: shared[tuple(str(name).split(" > "))] for name in listed} == listed
    assert len(listed) == min(20, len(shared))
    for name, support in numbers(review, "recurring").items():
        steps = tuple(str(name).split(" > "))
        held = [sum(holds_in_order(each, steps) for each in case) for case in told]
        assert isinstance(support, int)
        assert support <= sum(number > 1 for number in held)


def _folded(of: Row) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shipped_bank().sets.folded(step) for step in of.sequence))


@slow_examples(60)
@given(rows=many_rows())
def test_the_time_to_contact_is_counted(rows: list[Row]) -> None:
    """From the last use that is told, and to the next session; what is too recent is told apart."""
    review = reviewed(rows, 0)
    assert numbers(review, "since_use") == Counter(_since(s) for _, s in interviews(rows))
    last = max((r.day for r in rows), default="")
    following: Counter[str] = Counter()
    for case, sitting in interviews(rows):
        later = [s for s in case.known if case.known.index(s) > case.known.index(sitting)]
        if later:
            early = later[0].began - sitting.row.at <= 72 * HOURS
            following["within" if early else "later"] += 1
        else:
            known = last >= row(days=(sitting.row.at - row().at) / 86400 + 3).day
            following["none" if known else "too_recent"] += 1
    assert numbers(review, "next_session") == following


def _since(sitting: Sitting) -> str:
    told = [u for u in sitting.row.uses if u.last_from is not None and u.last_from <= sitting.began]
    if not told:
        return "unknown"
    least = sitting.began - max(u.last_to or 0 for u in told)
    most = sitting.began - max(u.last_from or 0 for u in told)
    return "within" if most <= 72 * HOURS else "later" if least > 72 * HOURS else "either"


@slow_examples(60)
@given(rows=many_rows())
def test_lines_plans_and_scales_are_counted(rows: list[Row]) -> None:
    """Lines on plans; plans that repeat the one before; the mean and the middle of what was told."""
    review = reviewed(rows, 0)
    plans = Counter(rule for _, s in interviews(rows) for rule in _lines(s))
    assert numbers(review, "lines") == plans
    outcomes: Counter[str] = Counter()
    for case, sitting in interviews(rows):
        earlier = case.compared(sitting)
        if earlier is not None and earlier.row.plan_key and sitting.row.plan_key:
            outcomes["repeated" if earlier.row.plan_key == sitting.row.plan_key else "changed"] += 1
    shown = {name: number for name, number in numbers(review, "after_plan").items() if name != "difference"}
    assert shown == outcomes
    sittings = [s for case in cases(rows) for s in case.known]
    for _scale, _, month, number, average, middle in (
        f for f in cells(review, "scales_by_month") if f[0] == "sleep"
    ):
        told = [s.row.sleep for s in sittings if s.row.sleep is not None and s.row.day[:7] == month]
        assert (number, average, middle) == (len(told), round(mean(told), 4), median(told))


def _lines(sitting: Sitting) -> set[str]:
    return {r for part in sitting.parts if part is sitting.row or part.signed for r in part.rules}


def test_what_becomes_of_a_line_is_told_for_the_interview_that_is_followed() -> None:
    """Done where any follow-up says so; else the last word; a line without a word was not asked about."""
    rows = [
        row("r1", rules=("P-TOLD", "T-SLEEP", "D-01")),
        row("f1", days=3, followup=True, follows="r1", reports=(("P-TOLD", "done"), ("T-SLEEP", "not_done"))),
        row("f2", days=6, followup=True, reports=(("P-TOLD", "not_done"), ("T-SLEEP", "in_progress"))),
        row("r2", days=9, rules=("P-TOLD",)),
    ]
    found = {cells[0]: cells[2:9] for cells in cells(reviewed(rows, 0), "lines")}
    assert found == {
        "P-TOLD": (2, 1, 1, 0, 0, 0, 0),
        "T-SLEEP": (1, 1, 0, 1, 0, 0, 0),
        "D-01": (1, 0, 0, 0, 0, 0, 0),
    }


def test_a_sequence_that_recurs_within_a_case_is_told_with_its_support() -> None:
    """Sleep, then anxiety comes twice in two of three cases, with other steps between."""
    first, second = ("sleep", "conflict", "anxiety"), ("sleep", "anxiety")
    rows = [
        *(row(f"a{n}", "PR-1", n, sequence=steps) for n, steps in enumerate((first, second))),
        *(row(f"b{n}", "PR-2", n, sequence=steps) for n, steps in enumerate((second, first))),
        *(row(f"c{n}", "PR-3", n, sequence=steps) for n, steps in enumerate((first, ("mood",)))),
    ]
    assert numbers(reviewed(rows, 0), "recurring") == {"sleep > anxiety": 2}
    assert numbers(reviewed(rows, 0), "shared_steps")["sleep > anxiety"] == 3


def test_a_use_that_is_told_as_a_day_makes_the_time_a_range() -> None:
    """Three and a half days at most, two and a half at least: nobody knows whether it was within 72 hours."""
    rows = [row(days=10, uses=(use(6.5, 24.0),))]
    review = reviewed(rows, 0)
    assert numbers(review, "since_use") == {"either": 1}
    assert cells(review, "spans")[0][2:5] == (1, 60, 84)


def test_how_a_case_changes_from_first_to_last() -> None:
    """8, then 2: six easier, whatever was told between."""
    rows = [row(f"r{n}", days=n, sleep=value) for n, value in enumerate((8, 10, 2))]
    assert cells(reviewed(rows, 0), "scale_changes") == [("sleep", "hard nights", 1, 1, 0, 0, -6.0, -6.0)]


def test_what_came_after_a_repeated_plan() -> None:
    """The second plan repeats the first and is followed by a third, eleven days later, that does not."""
    rows = [row("r1", plan_key="a"), row("r2", days=5, plan_key="a"), row("r3", days=16.5, plan_key="b")]
    repeated, changed, difference = cells(reviewed(rows, 0), "after_plan")
    assert (repeated[2:5], repeated[-1]) == ((1, 1, 1.0), 11.0)
    assert changed[2:5] == (1, 0, 0.0)
    assert difference[4] == 1.0
