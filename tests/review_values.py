"""Reviews for tests: one that was written by hand, and any that its types allow."""

from __future__ import annotations

from hypothesis import strategies as st

from relapse_cli.model.record import BankPin
from relapse_cli.model.review import Cell, Column, Finding, Mark, Review, ReviewedRecords, Table
from tests.documents.hostile import hostile_text

PIN = BankPin(id="post_relapse", version="1.1.0", digest="sha256:00")
RECORDS = ReviewedRecords(
    read=2000,
    counted=1950,
    interviews=1800,
    followups=150,
    refused=12,
    other_version=3,
    migrated=30,
    repeated=4,
    left_out=34,
    cases=640,
    first_day="2026-03-02",
    last_day="2026-11-20",
)
LEVELS = Table(
    id="levels",
    title="Levels",
    says="How many interviews were at each level, as the rules compute it.",
    of="1,800 interviews of 640 cases",
    total=1800,
    columns=(
        Column("level", "Level", "number"),
        Column("words", "What it means", "words"),
        Column("interviews", "Interviews", "count"),
        Column("share", "Share", "share"),
        Column("share_low", "Share, low end", "low"),
        Column("share_high", "Share, high end", "high"),
    ),
    rows=(
        (1, "the usual plan", 1302, 0.7233, 0.7021, 0.7436),
        (2, "within a few days", 410, 0.2278, 0.2089, 0.2478),
        (3, "today", 84, 0.0467, 0.0377, 0.0574),
        (4, "now", Mark.WITHHELD, Mark.WITHHELD, Mark.WITHHELD, Mark.WITHHELD),
    ),
    note="The intervals (95 %) are for interviews that have nothing to do with each other.",
    chart="bars",
    chart_by="level",
    chart_of="share",
)
SLEEP = Table(
    id="sleep",
    title="Sleep by month",
    says="How hard the nights were in each month, in the middle of all interviews.",
    of="1,611 interviews in which the nights were rated",
    total=1611,
    columns=(
        Column("month", "Month", "month"),
        Column("path", "Path", "name"),
        Column("interviews", "Interviews", "count"),
        Column("median", "Median", "number", "of 10"),
    ),
    rows=(
        ("2026-03", "brief", 401, 6.5),
        ("2026-03", "core", 512, 6),
        ("2026-04", "brief", 0, None),
        ("2026-04", "core", 698, 5),
    ),
    chart="lines",
    chart_by="month",
    chart_of="median",
)
DAYS = Table(
    id="calendar",
    title="Days of use",
    says="On how many days something was used.",
    of="",
    total=None,
    columns=(
        Column("day", "Day", "day"),
        Column("class", "What", "name"),
        Column("means", "In words", "words"),
        Column("days", "Times", "count"),
    ),
    rows=(("2026-11-02", "z_drug", "a sleeping pill", 7), ("2026-11-03", "opioid", None, Mark.WITHHELD)),
)
EMPTY = Table("returns", "Returns", "", "0 cases", 0, (Column("case", "Case", "name"),), ())
FINDINGS = (
    Finding("urgent", "84 of 1,800 interviews were at level 3.", "levels"),
    Finding("else", "Half of 1,611 interviews rated the nights 5 or higher.", "gone"),
)


def sample(**other: object) -> Review:
    """A review with everything that one can hold."""
    held: dict[str, object] = {
        "bank": PIN,
        "records": RECORDS,
        "where": "level>=1",
        "by": ("path", "month"),
        "min_cell": 5,
        "partial": False,
        "findings": FINDINGS,
        "tables": (LEVELS, SLEEP, DAYS, EMPTY),
    }
    return Review(**{**held, **other})  # type: ignore[arg-type]


def with_word(word: str) -> Review:
    """A review that says a word wherever data can stand: ids, groups, what was asked for."""
    table = Table(
        id=f"id{word}",
        title=f"title {word}",
        says=f"says {word}",
        of=f"of {word}",
        total=3,
        columns=(
            Column(f"a{word}", f"head {word}", "name"),
            Column("b", f"other {word}", "words", f"unit {word}"),
            Column("c", "Count", "count"),
        ),
        rows=((f"key {word}", f"words {word}", 3), (word, None, Mark.WITHHELD)),
        note=f"note {word}",
        chart="bars",
        chart_by=f"a{word}",
        chart_of="c",
    )
    findings = (Finding(f"f{word}", f"finding {word}", f"id{word}"),)
    return sample(where=word, by=(word,), findings=findings, tables=(table,))


_counts = st.integers(0, 10**7)
_numbers = st.floats(-1e6, 1e6, allow_nan=False) | st.integers(-(10**6), 10**6)
_shares = st.floats(-1, 1, allow_nan=False)
_COLUMN_KINDS = ("name", "words", "count", "share", "number", "low", "high", "day", "month")


def _cells(kind: str) -> st.SearchStrategy[Cell]:
    values: dict[str, st.SearchStrategy[Cell]] = {
        "count": _counts,
        "share": _shares,
        "day": st.dates().map(lambda day: day.isoformat()),
        "month": st.dates().map(lambda day: day.isoformat()[:7]),
        "name": hostile_text,
        "words": hostile_text,
    }
    return st.none() | st.just(Mark.WITHHELD) | values.get(kind, _numbers)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Any table that its types allow."""
    kinds = draw(st.lists(st.sampled_from(_COLUMN_KINDS), min_size=1, max_size=6))
    columns = tuple(
        Column(f"c{place}", draw(hostile_text), kind, draw(st.sampled_from(("", "hours", "of 10"))))  # type: ignore[arg-type]
        for place, kind in enumerate(kinds)
    )
    rows = draw(st.lists(st.tuples(*map(_cells, kinds)), max_size=5))
    names = st.sampled_from([column.id for column in columns])
    return Table(
        id=draw(st.sampled_from(("levels", "flags", "x"))),
        title=draw(hostile_text),
        says=draw(hostile_text),
        of=draw(hostile_text),
        total=draw(_cells("count")),
        columns=columns,
        rows=tuple(rows),
        note=draw(hostile_text),
        chart=draw(st.sampled_from(("none", "bars", "lines"))),
        chart_by=draw(names),
        chart_of=draw(names),
    )


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    """Any review that its types allow."""
    numbers = [draw(_counts) for _ in range(10)]
    found = st.builds(Finding, hostile_text, hostile_text, hostile_text)
    day = st.none() | st.dates().map(lambda each: each.isoformat())
    return Review(
        bank=PIN,
        records=ReviewedRecords(*numbers, draw(day), draw(day)),
        where=draw(hostile_text),
        by=tuple(draw(st.lists(hostile_text, max_size=2))),
        min_cell=draw(st.integers(0, 20)),
        partial=draw(st.booleans()),
        findings=tuple(draw(st.lists(found, max_size=2))),
        tables=tuple(draw(st.lists(tables(), max_size=2))),
    )
