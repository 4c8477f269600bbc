"""A review as data and as pages: it holds to its schema, it is safe, and it is the same each time."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from typing import get_args

import cmarkgfm
import jsonschema
import pytest
from hypothesis import given

from relapse_cli.formats.base import RenderOptions, ReviewFormat
from relapse_cli.formats.catalogue import write_review
from relapse_cli.formats.data import review_csv, review_json
from relapse_cli.model.review import Mark, Review
from relapse_cli.text.sanitize import paper_line, sanitize_line
from tests.banks_under_test import shipped_bank
from tests.documents.hostile import PIECES, hostile_text
from tests.examples import examples
from tests.formats.read_docx import words as docx_words
from tests.formats.read_pdf import page_texts_of
from tests.formats.test_html import _Reader
from tests.review_values import DAYS, LEVELS, RECORDS, reviews, sample, with_word

FORMS: tuple[ReviewFormat, ...] = get_args(ReviewFormat)
ACTING = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def written(review: Review, form: ReviewFormat) -> str:
    """A review in a format of text."""
    text = write_review(review, shipped_bank(), form, RenderOptions())
    assert isinstance(text, str)
    return text


def rows_of(text: str) -> list[dict[str, str]]:
    """The lines of a file in long form."""
    return list(csv.DictReader(io.StringIO(text)))


def test_the_schema_is_one() -> None:
    """It is a JSON Schema, and it refuses what is no review."""
    schema = json.loads(review_json.schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    good = json.loads(review_json.render(sample()))
    jsonschema.validate(good, schema)
    for change in ({"format": "relapse-review/2"}, {"more": 1}, {"tables": [{}]}, {"partial": "no"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(good | change, schema)
    good["tables"][0]["rows"][0][0] = True
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(good, schema)


@given(reviews())
@examples(100)
def test_any_review_holds_to_the_schema(review: Review) -> None:
    """One line, sorted keys; what is withheld is no value, and no value is lost."""
    text = review_json.render(review)
    data = json.loads(text)
    jsonschema.validate(data, json.loads(review_json.schema()))
    assert text.count("\n") == 1
    assert list(data) == sorted(data)
    for table, made in zip(data["tables"], review.tables, strict=True):
        for row, cells in zip(table["rows"], made.rows, strict=True):
            for value, cell in zip(row, cells, strict=True):
                assert (value == {"withheld": True}) == (cell is Mark.WITHHELD)
                assert isinstance(value, dict | str) or value == cell


@pytest.mark.parametrize("form", FORMS)
def test_a_second_run_gives_the_same_bytes(form: ReviewFormat) -> None:
    """In every format."""
    one, other = (write_review(sample(), shipped_bank(), form, RenderOptions()) for _ in range(2))
    assert one == other


@given(reviews())
@examples(100)
def test_no_text_of_a_spreadsheet_is_a_formula(review: Review) -> None:
    """No cell that is a text begins with a sign that acts, and none ends in the next cell."""
    for text, width in ((review_csv.render(review), 8), (review_csv.codebook(review), 9)):
        for row in csv.reader(io.StringIO(text)):
            assert len(row) == width
            for cell in row:
                assert not cell.startswith(ACTING) or re.fullmatch(r"-[\d.e+-]+", cell)
        assert "\t" not in text
        assert "\r" not in text


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", '=cmd|"/c"!A1']
)
def test_a_text_that_would_act_gets_an_apostrophe(text: str) -> None:
    """It stays readable, and every text stands in quotation marks whatever parts the cells."""
    row = next(line for line in review_csv.render(with_word(text)).splitlines() if '"where"' in line)
    quoted = sanitize_line(text).replace('"', '""')
    assert f'"\'{quoted}"' in row


def test_long_form_holds_every_cell_once() -> None:
    """Table, row and column lead to each value; what is withheld has none and says so."""
    rows = rows_of(review_csv.render(sample()))
    found = {(row["table"], row["row"], row["column"]): (row["value"], row["withheld"]) for row in rows}
    assert len(found) == len(rows)
    assert found["records", "1", "counted"] == ("1950", "0")
    assert found["levels", "0", "total"] == ("1800", "0")
    assert found["levels", "3", "share"] == ("0.0467", "0")
    assert found["levels", "4", "share"] == ("", "1")
    assert found["sleep", "3", "median"] == ("", "0")
    assert found["review", "1", "partial"] == ("0", "0")
    keys = {row["key"] for row in rows if row["table"] == "sleep" and row["row"] == "1"}
    assert keys == {"month=2026-03; path=brief"}
    cells = sum(len(row) for table in (LEVELS, DAYS) for row in table.rows)
    assert sum(row["table"] in {"levels", "calendar"} and row["row"] != "0" for row in rows) == cells


def test_the_codebook_says_what_each_column_is() -> None:
    """Every column of the long form has a line in it."""
    columns = {(row["table"], row["column"]) for row in rows_of(review_csv.render(sample()))}
    book = {(row["table"], row["column"]): row for row in rows_of(review_csv.codebook(sample()))}
    assert {column for column in columns if column[1] != "total"} <= set(book)
    assert book["sleep", "median"]["unit"] == "of 10"
    assert book["levels", "share"]["out_of"] == "1,800 interviews of 640 cases"


@given(hostile_text)
@examples(150)
def test_a_word_never_becomes_markup_in_a_table(value: str) -> None:
    """GitHub reads as many tables, rows and cells as plain words would give, and exactly the words."""
    word = "word" if sanitize_line(f"x{value}") != "x" else ""
    hostile, benign = (
        cmarkgfm.github_flavored_markdown_to_html(written(with_word(f"x{each}"), "markdown"))
        for each in (value, word)
    )
    tags = re.compile(r"<(/?\w+)")
    assert tags.findall(hostile.replace("<code>", "").replace("</code>", "")) == tags.findall(benign)
    cell = html.unescape(re.sub(r"</?code>", "", re.findall(r"<td>(.*?)</td>", hostile)[0]))
    said = paper_line(f"x{value}")
    assert cell == f"key {said} · words {said}"


@given(hostile_text)
@examples(150)
def test_a_word_never_becomes_an_element(value: str) -> None:
    """In any place, a page has the elements and attributes that plain words would give it."""
    word = "word" if paper_line(f"x{value}") != "x" else ""
    hostile, benign = (_Reader(written(with_word(f"x{each}"), "html")).elements for each in (value, word))
    assert hostile == benign


def test_a_page_has_tables_that_can_be_heard() -> None:
    """Each has a caption, and heads for its columns and rows; a chart has a title and words."""
    page = written(sample(), "html")
    assert page.count("<caption ") == 3
    assert '<th scope="col" class="n">Interviews</th>' in page
    assert '<th scope="row">3 · today</th>' in page
    assert '<span aria-hidden="true">–</span><span class="hidden">not known</span>' in page
    assert page.count("<svg ") == page.count("<desc ") == 3
    assert "1 · the usual plan: 72 %; 2 · within a few days: 23 %; 3 · today: 4.7 %; 4 ·" in page
    assert not re.search(r"<(script|link|img|iframe)\b|@import|url\(|\bon\w+=", page)


@pytest.mark.parametrize("word", PIECES)
def test_pages_hold_any_word(word: str) -> None:
    """A drawing and a page of paper are made whatever a group is called."""
    for form in ("html", "markdown", "terminal"):
        assert write_review(with_word(word), shipped_bank(), form, RenderOptions())


def test_paper_has_the_same_cells() -> None:
    """PDF and Word say what the screen says."""
    pdf = " ".join(page_texts_of(_bytes("pdf")))
    word = docx_words(_bytes("docx"))
    for text in (pdf, word):
        for cell in ("1,302", "3 · today", "withheld", "Out of 1,611 interviews", "Mar 2026"):
            assert "".join(cell.split()) in "".join(text.split())


def _bytes(form: ReviewFormat) -> bytes:
    made = write_review(sample(), shipped_bank(), form, RenderOptions())
    assert isinstance(made, bytes)
    return made


def test_no_clock_and_no_place_is_in_it() -> None:
    """A review says which days it is about and not when it was made."""
    text = review_json.render(sample())
    assert set(re.findall(r"20\d\d-\d\d-\d\d", text)) <= {
        RECORDS.first_day,
        RECORDS.last_day,
        *(str(row[0]) for row in DAYS.rows),
    }
