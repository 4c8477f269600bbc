"""A review says what was counted, and gives nothing away of what is withheld."""

from __future__ import annotations

import re
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


_COUNTED = re.compile(r"(?<![-–0-9])([0-9][0-9,]*) (?:of|interview|follow-up|case|record|session|\()")
"""Numbers in words that are counts of somebody."""


class Shown:
    """What a reader sees of a review: each number under a name, or that it is withheld."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.tables = {table.id: table for table in review.tables}
        self.sums: list[Sum] = []
        self.numbers: dict[str, Cell] = {}
        self.rests: dict[str, list[tuple[Cell, int]]] = {}

    def rows(self, table: str) -> list[dict[str, Cell]]:
        """The rows of a table, by column."""
        known: Table | None = self.tables.get(table)
        names = [column.id for column in known.columns] if known else []
        return [dict(zip(names, cells, strict=True)) for cells in known.rows] if known else []

    def add(self, *parts: tuple[Cell, str, int]) -> None:
        """Note that numbers add up to something known: each with its name and how often it counts."""
        line: dict[str, int] = defaultdict(int)
        for cell, name, times in parts:
            self.numbers[name] = cell
            if cell is Mark.WITHHELD:
                line[name] += times
        self.sums.append(line)

    def rest(self, name: str, *parts: tuple[Cell, str, int]) -> None:
        """Note that what is nowhere printed is some numbers less others."""
        self.rests[name] = [(cell, times) for cell, _, times in parts]
        line: dict[str, int] = defaultdict(int)
        line[name] -= 1
        for cell, called, times in parts:
            if cell is Mark.WITHHELD:
                line[called] += times
        self.sums.append(line)

    def column(self, table: str, key: str, column: str) -> None:
        """A column adds up to the total of its table."""
        known = self.tables.get(table)
        whole = (known.total if known else 0, _total(table), -1)
        self.add(*((line[column], f"{table}.{line[key]}", 1) for line in self.rows(table)), whole)

    def one(self, table: str, key: str, value: Cell, column: str) -> tuple[Cell, str, int]:
        """A number of which others are the parts."""
        found = next((line for line in self.rows(table) if line[key] == value), None)
        return (found[column] if found else 0), f"{table}.{value}", -1

    def total(self, table: str, times: int = 1) -> tuple[Cell, str, int]:
        """What a table is out of; a table that is not there says nothing of it."""
        known = self.tables.get(table)
        return (known.total if known else Mark.WITHHELD), _total(table), times


_SAME = {
    "levels": "interviews", "levels_by_month": "interviews", "since_use": "interviews",
    "next_session": "interviews", "followup_levels": "followups", "sequences": "triggers.total",
}  # fmt: skip
"""Tables that are out of the same."""


def _total(table: str) -> str:
    return _SAME.get(table, f"{table}.total")


def _known(review: Review) -> Shown:
    """Every sum that a reader knows, across all tables."""
    shown = Shown(review)
    for table, key, column in (
        ("levels", "level", "sessions"), ("followup_levels", "level", "sessions"),
        ("case_levels", "level", "cases"), ("triggers", "domain", "first"),
        ("since_use", "class", "interviews"), ("next_session", "class", "interviews"),
        ("levels_by_month", "month", "interviews"),
    ):  # fmt: skip
        shown.column(table, key, column)
    _denominators(shown)
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
    return shown


def _denominators(shown: Shown) -> None:
    """What is left where a part is taken from what it is out of: nowhere printed, and known all the same."""
    made = shown.review.records
    read, counted = (made.read, "read", 1), (made.counted, "counted", 1)
    interviews, followups = (made.interviews, "interviews", -1), (made.followups, "followups", -1)
    left, lost = (made.left_out, "left_out", -1), (made.refused + made.repeated, "refused", -1)
    shown.add(read, (made.counted, "counted", -1), left, lost)
    shown.rest("went on", counted, interviews, followups)
    cases, interviewed = (made.cases, "cases", 1), shown.total("case_levels", -1)
    shown.rest("cases without an interview", cases, interviewed)
    for name, table in (("told", "triggers"), ("plan to compare with", "after_plan")):
        shown.rest(f"without a {name}", (made.interviews, "interviews", 1), shown.total(table, -1))
    told, twice = shown.total("shared_steps"), shown.total("recurring", -1)
    shown.rest("cases that told none", shown.total("case_levels"), shown.total("shared_steps", -1))
    shown.rest("cases that told one", told, twice)
    shown.rest("cases that told at most one", shown.total("case_levels"), twice)
    for kind, prefix in (("interviews", ""), ("followups", "followup_")):
        of = (getattr(made, kind), kind, 1)
        for line in shown.rows(f"{prefix}flags"):
            flag = f"{prefix}flags.{line['flag']}"
            could = (line["could"], f"{flag}.could", 1)
            shown.rest(f"{flag} could not", of, (line["could"], f"{flag}.could", -1))
            shown.rest(f"{flag} could and did not", could, (line["sessions"], flag, -1))
            shown.rest(f"{flag} not set", of, (line["sessions"], flag, -1))
    for line in shown.rows("lines"):
        plans = (line["plans"], f"lines.{line['line']}.plans", -1)
        shown.rest(f"without {line['line']}", (made.interviews, "interviews", 1), plans)
    for line in shown.rows("triggers"):
        seen = (line["interviews"], f"triggers.{line['domain']}.any", -1)
        shown.rest(f"without {line['domain']}", (made.interviews, "interviews", 1), seen)
        shown.rest(f"told without {line['domain']}", shown.total("triggers"), seen)
    for table in ("shared_steps", "recurring"):
        for line in shown.rows(table):
            seen = (line["cases"], f"{table}.{line['steps']}", -1)
            shown.rest(f"{table} without {line['steps']}", shown.total("case_levels"), seen)
            shown.rest(f"{table} told without {line['steps']}", shown.total(table), seen)
    for line in shown.rows("scale_changes"):
        scale = f"scale_changes.{line['scale']}"
        parts = [(line[name], f"{scale}.{name}", 1) for name in ("easier", "same", "harder")]
        shown.add(*parts, (line["cases"], f"{scale}.cases", -1))
        shown.rest(f"{scale} not twice", cases, (line["cases"], f"{scale}.cases", -1))
    by_scale: dict[Cell, list[tuple[Cell, str, int]]] = defaultdict(list)
    for line in shown.rows("scales_by_month"):
        by_scale[line["scale"]].append((line["sessions"], f"{line['scale']}.{line['month']}", -1))
    for scale, months in by_scale.items():
        sessions = [(made.interviews, "interviews", 1), (made.followups, "followups", 1)]
        shown.rest(f"scale {scale} not told", *sessions, *months)
    for line in shown.rows("spans"):
        known = (line["known"], f"spans.{line['span']}", -1)
        shown.rest(f"{line['span']} unknown", (made.interviews, "interviews", 1), known)


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
    states = ("done", "in_progress", "not_done", "unknown", "declined")
    by_kind: dict[str, list[dict[str, Cell]]] = defaultdict(list)
    for table in ("lines", "line_kinds"):
        for line in shown.rows(table):
            cells = [(line[state], f"{table}.{line['line']}.{state}", 1) for state in states]
            asked = (line["asked"], f"{table}.{line['line']}.asked", -1)
            shown.add(*cells, asked)
            plans = (line["plans"], f"{table}.{line['line']}.plans", 1)
            shown.rest(f"{table}.{line['line']} not asked", plans, asked)
            if table == "lines":
                action = BANK.action_by_id[str(line["line"])]
                by_kind[f"{action.section}.{action.kind}"].append(line)
    for line in shown.rows("line_kinds"):
        for column in (*states, "plans", "asked"):
            parts = [
                (part[column], f"lines.{part['line']}.{column}", 1) for part in by_kind[str(line["line"])]
            ]
            shown.add(*parts, (line[column], f"line_kinds.{line['line']}.{column}", -1))


@slow_examples(60)
@given(seed=st.integers(0, 10_000), number=st.sampled_from([8, 30, 90, 250]), least=st.sampled_from([2, 5]))
def test_nothing_that_is_withheld_follows_from_what_is_shown(seed: int, number: int, least: int) -> None:
    """Whoever adds and subtracts everything, denominators too, finds no withheld number and no few others."""
    rows = seeded_rows(number, seed)
    shown, truth = _known(reviewed(rows, least)), _known(reviewed(rows, 0))
    found = found_out(shown.sums)
    assert {name for name in found if name not in shown.rests} == set()
    for name in found:
        others = sum(int(str(cell)) * times for cell, times in truth.rests.get(name, []))
        assert not 0 < others < least, name


def _small(review: Review) -> Iterator[tuple[str, str, Cell]]:
    """The counts that are shown, denominators and totals among them."""
    for name in ("read", "counted", "interviews", "followups", "left_out", "cases"):
        yield "records", name, getattr(review.records, name)
    for found in review.findings:
        yield from (
            ("findings", found.id, int(seen.replace(",", ""))) for seen in _COUNTED.findall(found.words)
        )
    for table in review.tables:
        yield table.id, "total", table.total
        yield from ((table.id, "of", number) for number in _numbers(table.of))
        for cells in table.rows:
            for column, cell in zip(table.columns, cells, strict=True):
                if column.kind == "count" and isinstance(cell, int):
                    yield table.id, column.id, cell


def _numbers(words: str) -> list[int]:
    """The counts of somebody in words."""
    return [int(seen.replace(",", "")) for seen in _COUNTED.findall(words)]


@slow_examples(30)
@given(seed=st.integers(0, 10_000), number=st.sampled_from([8, 30, 90, 250]))
def test_no_small_count_is_shown(seed: int, number: int) -> None:
    """Whatever is counted in any table is none, or at least so many."""
    review = reviewed(seeded_rows(number, seed))
    assert [found for found in _small(review) if isinstance(found[2], int) and 0 < found[2] < 5] == []


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
        "Of 120 interviews, 18 (15 %) were at level 4; "
        "6 of 60 (10 %) in Feb 2026, 12 of 60 (20 %) in Jan 2026."
    )


@pytest.mark.parametrize("number", [0, 1])
def test_next_to_nothing_is_reviewed_too(number: int) -> None:
    """No record, or a single one: a review without a finding."""
    review = reviewed(seeded_rows(number, 1))
    assert review.findings == ()
    assert review.records.counted == (Mark.WITHHELD if number else 0)
    assert reviewed(seeded_rows(number, 1), 0).records.counted == number
