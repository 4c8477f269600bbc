"""A review says what was counted, and gives nothing away of what is withheld."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.batch.partial import Asked
from relapse_cli.batch.review import review_of
from relapse_cli.batch.row import Row
from relapse_cli.model.review import Cell, Mark, Review, Table
from tests.batch.adversary import Sum, found_out
from tests.batch.rows import BANK, row, seeded_rows
from tests.batch.test_partial import PIN, count
from tests.examples import slow_examples


def reviewed(rows: list[Row], min_cell: int = 5, by: tuple[str, ...] = ("path",)) -> Review:
    """What a review says of rows."""
    return review_of(count(rows, Asked(PIN, by=by)), BANK, min_cell)


class Shown:
    """What a reader sees of a review: each number under a name, or that it is withheld."""

    def __init__(self, review: Review) -> None:
        self.tables = {table.id: table for table in review.tables}
        self.sums: list[Sum] = []

    def rows(self, table: str) -> list[dict[str, Cell]]:
        """The rows of a table, by column."""
        known: Table | None = self.tables.get(table)
        names = [column.id for column in known.columns] if known else []
        return [dict(zip(names, cells, strict=True)) for cells in known.rows] if known else []

    def add(self, *parts: tuple[Cell, str, int]) -> None:
        """Note that numbers add up to something known: each with its name and how often it counts."""
        line: dict[str, int] = defaultdict(int)
        for cell, name, times in parts:
            if cell is Mark.WITHHELD:
                line[name] += times
        self.sums.append(line)

    def column(self, table: str, key: str, column: str) -> None:
        """A column adds up to a known number."""
        self.add(*((line[column], f"{table}.{line[key]}", 1) for line in self.rows(table)))

    def one(self, table: str, key: str, value: Cell, column: str) -> tuple[Cell, str, int]:
        """A number of which others are the parts."""
        found = next((line for line in self.rows(table) if line[key] == value), None)
        return (found[column] if found else 0), f"{table}.{value}", -1


def _known(review: Review) -> list[Sum]:
    """Every sum that a reader knows, across all tables."""
    shown = Shown(review)
    for table, key, column in (
        ("levels", "level", "sessions"), ("followup_levels", "level", "sessions"),
        ("case_levels", "level", "cases"), ("triggers", "domain", "first"),
        ("since_use", "class", "interviews"), ("next_session", "class", "interviews"),
        ("levels_by_month", "month", "interviews"), ("after_plan", "plan", "interviews"),
    ):  # fmt: skip
        shown.column(table, key, column)
    levels = [f"level_{level}" for level in (1, 2, 3, 4)]
    months = shown.rows("levels_by_month")
    for line in months:
        month = (line["interviews"], f"levels_by_month.{line['month']}", -1)
        shown.add(*((line[name], f"{line['month']}.{name}", 1) for name in levels), month)
    for name in levels:
        whole = shown.one("levels", "level", int(name[-1]), "sessions")
        shown.add(*((line[name], f"{line['month']}.{name}", 1) for line in months), whole)
    _parts(shown, "flags_by_month", ("flag", "month"), "flags", ("flag", "sessions"))
    _parts(shown, "flags_by_group", ("what", "by_1"), "flags", ("flag", "sessions"))
    _parts(shown, "since_use_by_group", ("what", "by_1"), "since_use", ("class", "interviews"))
    _parts(shown, "next_session_by_group", ("what", "by_1"), "next_session", ("class", "interviews"))
    _parts(shown, "first_steps_by_group", ("what", "by_1"), "triggers", ("domain", "first"))
    _parts(shown, "levels_by_group", ("what", "by_1"), "levels", ("level", "sessions"))
    _groups(shown)
    _classes(shown)
    _lines(shown)
    for line in shown.rows("last_months"):
        for side, place in (("one", -1), ("other", -2)):
            level = str(line["share_of"])
            if level in levels and line[side] is not Mark.WITHHELD:
                shown.add((months[place][level], f"{months[place]['month']}.{level}", 1))
    return shown.sums


def _parts(shown: Shown, table: str, by: tuple[str, str], whole: str, of: tuple[str, str]) -> None:
    """Where something was found adds up to how often it was found."""
    found: dict[str, list[tuple[Cell, str, int]]] = defaultdict(list)
    what, where = by
    for line in shown.rows(table):
        found[str(line[what])].append((line["interviews"], f"{table}.{line[what]}.{line[where]}", 1))
    for name, cells in found.items():
        value = int(name) if whole == "levels" else name
        if name != "not_told":
            shown.add(*cells, shown.one(whole, of[0], value, of[1]))


def _groups(shown: Shown) -> None:
    """In each group, everything that was found adds up to its interviews, and all groups to all."""
    of: dict[Cell, Cell] = {}
    for table in ("levels_by_group", "since_use_by_group", "next_session_by_group", "first_steps_by_group"):
        found: dict[Cell, list[tuple[Cell, str, int]]] = defaultdict(list)
        for line in shown.rows(table):
            found[line["by_1"]].append((line["interviews"], f"{table}.{line['what']}.{line['by_1']}", 1))
            of[line["by_1"]] = line["of"]
        for group, cells in found.items():
            shown.add(*cells, (of[group], f"group.{group}", -1))
    shown.add(*((cell, f"group.{group}", 1) for group, cell in of.items()))


def _classes(shown: Shown) -> None:
    """The classes of a span add up to those within 72 hours, and to the others."""
    for table in ("since_use", "next_session"):
        lines = shown.rows(f"{table}_classes")
        for part, name in ((lines[:2], "within"), (lines[2:], "later")):
            cells = [(line["interviews"], f"{table}_classes.{line['class']}", 1) for line in part]
            shown.add(*cells, shown.one(table, "class", name, "interviews"))


def _lines(shown: Shown) -> None:
    """The states of a line add up to its plans, and the lines of a part to the part."""
    states = ("done", "in_progress", "not_done", "unknown", "declined", "not_asked")
    by_kind: dict[str, list[dict[str, Cell]]] = defaultdict(list)
    for table in ("lines", "line_kinds"):
        for line in shown.rows(table):
            cells = [(line[state], f"{table}.{line['line']}.{state}", 1) for state in states]
            shown.add(*cells, (line["plans"], f"{table}.{line['line']}.plans", -1))
            if table == "lines":
                action = BANK.action_by_id[str(line["line"])]
                by_kind[f"{action.section}.{action.kind}"].append(line)
    for line in shown.rows("line_kinds"):
        for column in (*states, "plans"):
            parts = [
                (part[column], f"lines.{part['line']}.{column}", 1) for part in by_kind[str(line["line"])]
            ]
            shown.add(*parts, (line[column], f"line_kinds.{line['line']}.{column}", -1))


@slow_examples(60)
@given(seed=st.integers(0, 10_000), number=st.sampled_from([8, 30, 90, 250]), least=st.sampled_from([2, 5]))
def test_nothing_that_is_withheld_follows_from_what_is_shown(seed: int, number: int, least: int) -> None:
    """Whoever adds and subtracts everything in all tables of a review finds no withheld number."""
    assert found_out(_known(reviewed(seeded_rows(number, seed), least))) == set()


def _small(review: Review) -> Iterator[tuple[str, str, Cell]]:
    """The counts that are shown."""
    for table in review.tables:
        for cells in table.rows:
            for column, cell in zip(table.columns, cells, strict=True):
                if column.kind == "count" and isinstance(cell, int):
                    yield table.id, column.id, cell


@slow_examples(30)
@given(seed=st.integers(0, 10_000), number=st.sampled_from([8, 30, 90, 250]))
def test_no_small_count_is_shown(seed: int, number: int) -> None:
    """Whatever is counted in any table is none, or at least so many."""
    review = reviewed(seeded_rows(number, seed))
    assert [found for found in _small(review) if 0 < int(str(found[2])) < 5] == []


@slow_examples(20)
@given(seed=st.integers(0, 10_000), number=st.sampled_from([8, 30, 90]))
def test_everything_is_shown_to_who_asks_for_it(seed: int, number: int) -> None:
    """With 0 as the smallest count nothing is withheld."""
    review = reviewed(seeded_rows(number, seed), 0)
    assert [t.id for t in review.tables for cells in t.rows if Mark.WITHHELD in cells] == []


@slow_examples(40)
@given(seed=st.integers(0, 10_000), number=st.sampled_from([8, 30, 90]))
def test_a_share_is_withheld_with_its_count(seed: int, number: int) -> None:
    """Where the first count of a row is withheld, no share and no interval of the row is shown."""
    for table in reviewed(seeded_rows(number, seed)).tables:
        kinds = [column.kind for column in table.columns]
        if "share" not in kinds or "count" not in kinds or table.id in {"triggers", "last_months", "groups"}:
            continue  # these have several shares, each beside its count
        for cells in table.rows:
            before = cells[kinds.index("share") - 1] if table.id != "lines" else cells[kinds.index("count")]
            if cells[kinds.index("count")] is Mark.WITHHELD or before is Mark.WITHHELD:
                shares = [c for c, kind in zip(cells, kinds, strict=True) if kind in {"share", "low", "high"}]
                assert set(shares) <= {Mark.WITHHELD, None}, table.id


def test_a_sequence_that_would_leave_few_others_is_not_listed() -> None:
    """Of ten that begin with sleep seven are alike: the other three would be known from them."""
    rows = [row(f"r{n}", f"PR-{n}", sequence=("sleep",) if n < 7 else ("sleep", "mood")) for n in range(10)]
    table = next(t for t in reviewed(rows).tables if t.id == "sequences")
    assert table.rows == ()
    table = next(t for t in reviewed(rows, 0).tables if t.id == "sequences")
    assert [cells[:3] for cells in table.rows] == [
        ("sleep", "Poor sleep", 7),
        ("sleep > mood", "Poor sleep, then Low mood", 3),
    ]


@slow_examples(40)
@given(seed=st.integers(0, 10_000), number=st.sampled_from([0, 3, 30, 250]))
def test_findings_are_few_and_stand_in_a_table(seed: int, number: int) -> None:
    """At most seven, each of a table that is there, each with a number it is out of."""
    review = reviewed(seeded_rows(number, seed))
    assert len(review.findings) <= 7
    assert {found.table for found in review.findings} <= {table.id for table in review.tables}
    assert all(any(char.isdigit() for char in found.words) for found in review.findings)
    assert all("!" not in found.words for found in review.findings)


def test_findings_say_nothing_of_what_is_withheld() -> None:
    """Three at level 4 are not told of, in no form."""
    rows = [row(f"r{n}", f"PR-{n}", flags=("E-01",) if n < 3 else ()) for n in range(40)]
    assert "emergencies" in {found.id for found in reviewed(rows, 0).findings}
    assert "emergencies" not in {found.id for found in reviewed(rows).findings}


def _two_months(before: int, last: int) -> list[Row]:
    """Sixty interviews in each of two months, so many of them at level 4."""
    months = [(0, before), (31, last)]
    return [
        row(f"r{days}-{n}", f"PR-{days}-{n}", days, flags=("E-01",) if n < urgent else ())
        for days, urgent in months
        for n in range(60)
    ]


@pytest.mark.parametrize(("before", "last", "told"), [(12, 9, False), (6, 40, True), (40, 6, True)])
def test_a_difference_is_told_only_where_chance_hardly_explains_it(
    before: int, last: int, *, told: bool
) -> None:
    """9 of 60 beside 12 of 60 is no finding, 40 of 60 beside 6 of 60 is one."""
    found = {finding.id for finding in reviewed(_two_months(before, last)).findings}
    assert ("change_level_4" in found) is told


def test_what_a_finding_says() -> None:
    """The sentence has its denominators, and the last two months beside them."""
    assert reviewed(_two_months(12, 6)).findings[0].words == (
        "Of 120 interviews, 18 (15 %) were at level 4; in 2026-02 6 of 60 (10 %), in 2026-01 12 of 60 (20 %)."
    )


@pytest.mark.parametrize("number", [0, 1])
def test_next_to_nothing_is_reviewed_too(number: int) -> None:
    """No record, or a single one: a review without a finding."""
    review = reviewed(seeded_rows(number, 1))
    assert review.findings == ()
    assert review.records.counted == number
