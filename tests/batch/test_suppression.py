"""Nobody who adds and subtracts what is shown finds a count that is withheld, or a narrower bound for it."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from relapse_cli.batch.suppression import in_line, in_table, is_small, pair
from relapse_cli.batch.tally import Count
from tests.batch.adversary import Flow, found_out
from tests.examples import examples

MIN = st.sampled_from([2, 3, 5])
NUMBER = st.integers(0, 12) | st.integers(0, 4) | st.sampled_from([0, 40])


def counts(numbers: list[int]) -> dict[int, Count]:
    """Counts of as many cases."""
    return {place: Count(number, number) for place, number in enumerate(numbers)}


@examples(400)
@given(numbers=st.lists(NUMBER, min_size=1, max_size=6), least=MIN)
@example(numbers=[2, 2, 1], least=5)
@example(numbers=[3, 2], least=5)
@example(numbers=[1, 1, 9], least=5)
def test_a_line_with_a_known_sum_gives_nothing_away(numbers: list[int], least: int) -> None:
    """Every small count is withheld, never alone, and could be anything up to the smallest that is shown."""
    cells = counts(numbers)
    if sum(numbers) < least:
        return  # its sum is small itself: then the line is closed
    held = in_line(cells, least)
    assert {name for name, count in cells.items() if is_small(count, least)} <= held
    all_of_it = held == frozenset(cells)
    total = sum(numbers[name] for name in held)
    for name in held:
        lowest = 0 if all_of_it else 1  # noughts are shown, unless the whole line is withheld
        highest = total - lowest * (len(held) - 1)
        assert lowest < highest
        assert highest >= least - 1 or numbers[name] >= least


@examples(200)
@given(numbers=st.lists(NUMBER, min_size=1, max_size=6), least=MIN)
def test_a_line_without_small_counts_is_shown(numbers: list[int], least: int) -> None:
    """Nothing is withheld for nothing; with 0 as the smallest, nothing at all."""
    large = counts([number if number >= least else 0 for number in numbers])
    assert in_line(large, least) == frozenset()
    assert in_line(counts(numbers), 0) == frozenset()


def test_what_stands_beside_a_small_count_is_chosen_by_its_place() -> None:
    """The nearest, the one before first, however large it is: its size is no hint."""
    assert in_line(counts([50, 90, 3, 7]), 5) == {1, 2}
    assert in_line(counts([2, 90, 30, 7]), 5) == {0, 1}
    assert in_line(counts([50, 0, 3, 7]), 5) == {2, 3}


def test_few_cases_are_few_however_many_sessions_they_have() -> None:
    """A count of many sessions of two cases is withheld."""
    assert in_line({"a": Count(40, 2), "b": Count(30, 30), "c": Count(9, 9)}, 5) == {"a", "b"}
    assert pair(Count(40, 2), Count(80, 60), 5)


def test_nearly_all_is_as_telling_as_nearly_none() -> None:
    """38 of 40 says that there are two others."""
    assert pair(Count(38, 38), Count(40, 40), 5)
    assert not pair(Count(40, 40), Count(40, 40), 5)
    assert not pair(Count(20, 20), Count(40, 40), 5)
    assert not pair(Count(38, 38), Count(40, 40), 0)


TABLES = st.integers(1, 5).flatmap(
    lambda columns: st.lists(st.lists(NUMBER, min_size=columns, max_size=columns), min_size=1, max_size=6)
)


@examples(600)
@given(table=TABLES, least=MIN)
@example(table=[[3, 7], [7, 3]], least=5)
@example(table=[[1, 0], [0, 9], [9, 9]], least=5)
def test_a_table_with_known_sums_gives_nothing_away(table: list[list[int]], least: int) -> None:
    """Small sums withheld or not: no withheld count is known, and no small one is known to be smaller."""
    if sum(map(sum, table)) < least:
        return  # so few altogether: everything is closed
    rows, columns = range(len(table)), range(len(table[0]))
    closed_rows = in_line(counts([sum(line) for line in table]), least)
    closed_columns = in_line(counts([sum(line[j] for line in table) for j in columns]), least)
    cells = {(i, j): Count(table[i][j], table[i][j]) for i in rows for j in columns}
    held = in_table(
        cells, list(rows), list(columns), least, closed_rows=closed_rows, closed_columns=closed_columns
    )
    assert {place for place, count in cells.items() if is_small(count, least)} <= held
    flow = Flow(table, held, closed_rows, closed_columns)
    for i, j in held:
        low, high = flow.bounds(("row", i), ("column", j))
        assert low < high
        assert high >= least - 1 or table[i][j] >= least
    for i in closed_rows:
        low, high = flow.bounds(("rows", 0), ("row", i))
        assert low < high
        assert high >= least - 1


@examples(200)
@given(table=TABLES)
def test_a_table_is_shown_where_nothing_is_small(table: list[list[int]]) -> None:
    """With 0 as the smallest count everything is shown."""
    cells = {(i, j): Count(n, n) for i, line in enumerate(table) for j, n in enumerate(line)}
    assert in_table(cells, list(range(len(table))), list(range(len(table[0]))), 0) == frozenset()


def test_the_adversary_finds_what_stands_alone() -> None:
    """Who looks for what is withheld finds it where one count is missing in a line, or follows from two."""
    assert found_out([{"a": 1}]) == {"a"}
    assert found_out([{"a": 1, "b": 1}, {"b": 1, "c": 1}, {"a": 1, "b": 1, "c": 1}]) == {"a", "b", "c"}
    assert found_out([{"a": 1, "b": 1}, {"b": 1, "c": 1}]) == set()
    flow = Flow([[3, 7], [5, 9]], [(0, 0), (0, 1)], [], [])
    assert flow.bounds(("row", 0), ("column", 0)) == (3, 3)
    flow = Flow([[3, 7], [5, 9]], [(0, 0), (0, 1), (1, 0), (1, 1)], [], [])
    assert flow.bounds(("row", 0), ("column", 0)) == (0, 8)
