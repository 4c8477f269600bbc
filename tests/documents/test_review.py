"""A review as a document: denominators, what is withheld, numbers as they are read, any words as words."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from wcwidth import wcswidth

from relapse_cli.documents.review import review_document
from relapse_cli.documents.review_cells import number, percent
from relapse_cli.documents.review_charts import chart_of
from relapse_cli.documents.table import DataTable
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_review
from relapse_cli.model.review import Mark, Review, Table
from relapse_cli.text.days import plain_month
from relapse_cli.text.sanitize import sanitize
from tests.banks_under_test import shipped_bank
from tests.examples import examples
from tests.review_values import DAYS, LEVELS, RECORDS, SLEEP, reviews, sample, tables, with_word


def shown(review: Review, **options: object) -> str:
    """A review on a terminal."""
    text = write_review(review, shipped_bank(), "terminal", RenderOptions(**options))  # type: ignore[arg-type]
    assert isinstance(text, str)
    return text


def told(review: Review) -> str:
    """The same in one row, however it is broken."""
    return " ".join(shown(review).split())


def table_of(table: Table) -> DataTable:
    """A table as it stands in the document."""
    blocks = review_document(sample(tables=(table,)), shipped_bank()).blocks
    return next(block for block in blocks if isinstance(block, DataTable))


def test_it_says_what_it_is_made_of_with_denominators() -> None:
    """Each number of records stands beside what it is out of."""
    text = told(sample())
    for words in (
        "1,950 of 2,000 records that were read",
        "1,800 of 1,950 counted as interviews",
        "150 of 1,950 counted as follow-ups",
        "They belong to 640 cases",
        "12 of 2,000 records that were read; each was named",
        "3 of 2,000 records that were read; among the refused ones",
        "34 of 2,000 records that were read; they are not what was asked for",
        "4 of 2,000 records that were read; of an id that came again",
        "30 of 1,950 counted records were brought to this one",
        "2 Mar 2026 to 20 Nov 2026",
        "Only where level>=1",
        "Grouped by path and month",
    ):
        assert words in text


def test_it_reads_from_the_top() -> None:
    """What stands out, what it is made of, then the tables, each with what it shows and is out of."""
    text = told(sample())
    order = (
        "What stands out",
        "84 of 1,800 interviews were at level 3. See: Levels.",
        "What it is made of",
        "How many interviews were at each level",
        "Out of 1,800 interviews of 640 cases.",
        "Sleep by month",
        "Days of use",
        "Out of 0 cases. There are no rows.",
    )
    places = [text.index(words) for words in order]
    assert all(one < other for one, other in pairwise(places))


def test_a_review_that_was_stopped_says_so_first() -> None:
    """In every format that people read, before any number of a table."""
    stopped = sample(partial=True)
    for form in ("terminal", "markdown", "html"):
        text = str(write_review(stopped, shipped_bank(), form, RenderOptions()))
        assert text.index("Stopped before the end") < text.index("What stands out")
        assert "Stopped before" not in str(write_review(sample(), shipped_bank(), form, RenderOptions()))


def test_what_is_withheld_or_not_known_is_explained_only_where_it_is() -> None:
    """One sentence each; a review without such a cell has neither."""
    text = told(sample(min_cell=7))
    assert "“withheld” stands where a count is under 7, or would give such a count away" in text
    assert "A dash (–) stands where nothing is known" in text
    plain = told(sample(tables=(Table(**{**_parts(LEVELS), "rows": LEVELS.rows[:3]}),)))
    assert "withheld" not in plain
    assert "A dash" not in plain


def test_a_review_of_nothing_has_no_tables_and_says_so() -> None:
    """Nobody looks for what stands out in nothing."""
    nothing = RECORDS.__class__(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, None, None)
    text = told(sample(records=nothing, tables=(), findings=()))
    assert "No record was counted, so there is nothing to say." in text
    assert "Nothing stands out" in told(sample(findings=()))


def test_an_id_stands_with_its_words_and_an_interval_in_one_column() -> None:
    """Fewer columns, and nothing of them is lost."""
    levels, days = table_of(LEVELS), table_of(DAYS)
    assert [column.title for column in levels.columns] == ["Level", "Interviews", "Share (95 %)"]
    assert [cell.text for cell in levels.rows[2]] == ["3 · today", "84", "4.7 % (3.8 to 5.7 %)"]
    assert levels.rows[2][2].said == "4.7 %, from 3.8 % to 5.7 %"
    assert [cell.text for cell in levels.rows[3]] == ["4 · now", "withheld", "withheld"]
    assert [cell.text for cell in days.rows[1]] == ["3 Nov 2026", "opioid", "withheld"]
    assert table_of(SLEEP).rows[2][3].said == "not known"


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "0 %"),
        (0.0003, "under 0.1 %"),
        (0.0467, "4.7 %"),
        (0.099, "9.9 %"),
        (0.0996, "10 %"),
        (0.5, "50 %"),
        (0.991, "99.1 %"),
        (0.9997, "over 99.9 %"),
        (1, "100 %"),
        (-0.123, "−12 %"),
        (-0.0003, "over −0.1 %"),
    ],
)
def test_no_share_is_rounded_to_nothing_or_to_all(share: float, words: str) -> None:
    """A little is not none, and nearly all is not all."""
    assert percent(share) == words


@pytest.mark.parametrize(("value", "words"), [(1302, "1,302"), (6.5, "6.5"), (6.0, "6"), (0, "0")])
def test_numbers_are_read_easily(value: float, words: str) -> None:
    """Thousands are parted, and a whole number has no decimals."""
    assert number(value) == words


def test_a_month_is_a_word() -> None:
    """What is no month stays as it is."""
    assert (plain_month("2026-11"), plain_month("2026-13"), plain_month("autumn")) == (
        "Nov 2026",
        "2026-13",
        "autumn",
    )


def test_bars_and_lines_show_what_the_table_shows() -> None:
    """A bar for each row, a line for each group; where there is no value there is none drawn."""
    bars, lines = table_of(LEVELS).chart, table_of(SLEEP).chart
    assert bars is not None
    assert lines is not None
    assert [(point.label, point.value, point.shown) for point in bars.series[0].points] == [
        ("1 · the usual plan", 0.7233, "72 %"),
        ("2 · within a few days", 0.2278, "23 %"),
        ("3 · today", 0.0467, "4.7 %"),
        ("4 · now", None, "withheld"),
    ]
    assert (bars.top, bars.top_shown) == (1.0, "100 %")
    assert {each.title: [point.value for point in each.points] for each in lines.series} == {
        "brief": [6.5, None],
        "core": [6, 5],
    }
    assert [point.label for point in lines.series[0].points] == ["Mar 2026", "Apr 2026"]
    assert lines.top == 10


@given(tables())
@examples(200)
def test_no_value_lies_outside_of_its_scale(table: Table) -> None:
    """The upper end of a scale is never passed, and never 0."""
    from relapse_cli.documents.review_columns import shown_columns

    chart = chart_of(table, shown_columns(table))
    if chart is not None:
        assert chart.top > 0
        values = [point.value for each in chart.series for point in each.points if point.value is not None]
        assert all(value <= chart.top * (1 + 1e-6) for value in values)


@given(reviews())
@examples(60)
@pytest.mark.parametrize("width", [24, 60, 80, 120])
def test_any_review_fits_a_terminal_and_does_nothing_to_it(width: int, review: Review) -> None:
    """No row is too wide, no escape is left."""
    text = shown(review, width=width)
    assert max(map(wcswidth, text.splitlines())) <= width
    assert sanitize(text) == text


@pytest.mark.parametrize("width", [24, 40, 60, 80, 120])
@pytest.mark.parametrize("lines", [False, True])
def test_no_cell_is_cut_at_any_width(width: int, lines: bool) -> None:
    """Every letter of every cell is there, in columns or one under the other."""
    text = shown(sample(), width=width, lines=lines)
    squeezed = re.sub(r"\s", "", text)
    for table in (LEVELS, SLEEP, DAYS):
        for row in table_of(table).rows:
            for cell in row:
                assert all(word in squeezed for word in (cell.said if lines else cell.text).split()) or all(
                    word in squeezed for word in cell.said.split()
                )


def test_whoever_hears_a_table_gets_a_line_for_each_value() -> None:
    """With its title, and words in the place of signs."""
    text = shown(sample(), width=120, lines=True)
    assert "Level: 3 · today\n  Interviews: 84\n  Share (95 %): 4.7 %, from 3.8 % to 5.7 %\n" in text
    assert "Median (of 10): not known" in text
    assert "──\n1 ·" not in text


def test_a_withheld_total_is_no_number() -> None:
    """The explanation is there for it, too."""
    hidden = Table(**{**_parts(LEVELS), "rows": LEVELS.rows[:3], "total": Mark.WITHHELD})
    assert "“withheld” stands where" in told(sample(tables=(hidden,)))


def test_words_stay_words_on_a_terminal() -> None:
    """Ids and groups of a record are data, whatever they hold."""
    for word in ("\x1b[31m", "[red]x[/red]", "\x1b]8;;http://a.b\x07x"):
        text = shown(with_word(word))
        assert "\x1b" not in text
        assert sanitize(text) == text
    assert "[red]x[/red]" in shown(with_word("[red]x[/red]"), width=200)


def _parts(table: Table) -> dict[str, object]:
    return {name: getattr(table, name) for name in Table.__dataclass_fields__}
