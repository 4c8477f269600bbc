"""Every kind of block in every format that people read: nothing is lost, and words stay words."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from wcwidth import wcswidth

from relapse_cli.documents.block import (
    Block,
    Choice,
    ChoiceOption,
    Curve,
    CurvePoint,
    Curves,
    Document,
    Fact,
    Facts,
    Frame,
    Heading,
    Item,
    Level,
    Paragraph,
    Picture,
    Quote,
    Sequence,
    Sequences,
    SequenceStep,
    Trace,
    plain,
)
from relapse_cli.documents.picture import PictureRow, PictureStage
from relapse_cli.documents.table import (
    Chart,
    ChartPoint,
    ChartSeries,
    DataTable,
    TableCell,
    TableColumn,
)
from relapse_cli.formats.base import RenderOptions, TextFormat
from relapse_cli.formats.catalogue import write_document
from relapse_cli.formats.text.terminal import pages
from relapse_cli.model.letterhead import Letterhead
from relapse_cli.text.sanitize import sanitize, sanitize_line
from tests.documents.hostile import hostile_text

FORMATS: tuple[TextFormat, ...] = get_args(TextFormat)


def _chart(word: str) -> Chart:
    points = (ChartPoint(f"point {word}", 7.0, f"seven {word}"), ChartPoint("other", None, "not known"))
    return Chart("bars", f"chart {word}", 10.0, "10", (ChartSeries(f"series {word}", points),))


def everything(word: str) -> Document:
    """A document of every kind of block, with a word in every place that can hold one."""
    step = SequenceStep(f"step {word}", f"strength {word}", again=True)
    stage = PictureStage(
        f"stage {word}", (PictureRow(f"what {word}", f"when {word}", f"about {word}", 3, step_in=True),)
    )
    beneath: tuple[Block, ...] = (
        Quote(f"quote {word}", f"label {word}"),
        Quote(f"alone {word}"),
        Facts((Fact(f"who {word}", (f"name {word}",)), Fact(f"by {word}", (f"day {word}",)))),
        Choice(f"choose {word}", (ChoiceOption(f"option {word}", picked=True),), open=True),
        Choice(f"agreed {word}", (ChoiceOption(f"taken {word}", picked=True),), open=False),
        Paragraph(plain(f"beneath {word}")),
        Trace(f"trace {word}", (f"answer {word}",)),
        Picture((stage,)),
    )
    return Document(
        title=f"title {word}",
        facts=(f"fact {word}",),
        marks=(f"mark {word}",),
        blocks=(
            Level(3, plain(f"level {word}"), "Computed"),
            Paragraph(plain(f"paragraph {word}")),
            Heading(f"heading {word}"),
            Heading(f"small {word}", depth=2),
            Item(
                plain(f"item {word}"),
                beneath,
                name=(f"called {word}", "level_3"),
                tags=(f"tag {word}",),
            ),
            Item(((f"numbered {word}", "strong"),), number=2, since=f"since {word}"),
            Frame(f"frame {word}", (Item(plain(f"inside {word}")),)),
            Sequences((Sequence(1, "Fri 20 Nov 2026", "The first", (step,)),), nothing="none"),
            Facts((Fact("Row", (f"one {word}", f"two {word}")),), table=True),
            Curves((Curve(f"curve {word}", (CurvePoint(1, f"on {word}", 4), CurvePoint(2, "later", None))),)),
            DataTable(
                f"named {word}",
                f"caption {word}",
                (TableColumn(f"column {word}"), TableColumn("n", number=True), TableColumn("share")),
                (
                    (TableCell(f"cell {word}"), TableCell("7"), TableCell(f"value {word}")),
                    (TableCell("other"), TableCell("–", "not known"), TableCell("12 %")),
                ),
                _chart(word),
            ),
        ),
        footer=(f"foot {word}",),
        letterhead=Letterhead(
            name=f"service {word}",
            address=(f"street {word}",),
            phone=f"phone {word}",
            footer=f"paper {word}",
            notice=f"notice {word}",
        ),
    )


WORDS = (
    *("title", "fact", "mark", "level", "paragraph", "heading", "small", "item", "called", "tag"),
    *("label", "quote", "alone", "who", "name", "by", "day", "choose", "option", "agreed", "taken"),
    *("beneath", "trace", "answer", "stage", "what", "when", "about", "numbered", "since", "frame", "inside"),
    *("step", "strength", "one", "two", "foot", "curve", "on"),
    *("service", "phone", "paper", "notice"),
    *("caption", "column", "cell", "value"),
)


def test_the_sample_holds_every_kind_of_block() -> None:
    """A kind that is new is tried here as well."""
    blocks = everything("").blocks
    nested = [below for block in blocks if isinstance(block, Item) for below in block.below]
    assert {type(block) for block in (*blocks, *nested)} == set(get_args(Block))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("width", [24, 40, 80])
def test_no_word_of_a_document_is_lost(form: TextFormat, width: int) -> None:
    """What a document says stands in every format, at every width."""
    text = write_document(everything("zzz"), form, RenderOptions(width=width))
    said = " ".join("".join(sign if sign.isalnum() else " " for sign in text).split())
    assert [word for word in WORDS if f"{word} zzz" not in said] == []


@given(hostile_text)
@settings(max_examples=100, deadline=None)
@pytest.mark.parametrize("width", [24, 80])
def test_a_block_can_do_nothing_to_a_terminal(width: int, value: str) -> None:
    """In any place, only what the sanitizer lets through is left, and no row is too wide."""
    text = write_document(everything(value), "terminal", RenderOptions(width=width))
    assert sanitize(text) == text
    assert max(map(wcswidth, text.splitlines())) <= width


@given(hostile_text)
@settings(max_examples=100, deadline=None)
def test_a_block_never_becomes_markup(value: str) -> None:
    """In any place, typed text leaves the Markdown with the structure that plain words would give it."""
    word = "word" if sanitize_line(value) else ""
    hostile, benign = (
        [
            (token.type, token.level)
            for token in MarkdownIt("commonmark").parse(
                write_document(everything(words), "markdown", RenderOptions())
            )
        ]
        for words in (f"x{value}", f"x{word}")
    )
    assert hostile == benign


def test_a_paragraph_that_stands_apart_has_air_and_a_close_one_has_none() -> None:
    """Empty rows belong to the layout, one at a time."""
    blocks = (Paragraph(plain("one")), Paragraph(plain("two"), close=True), Paragraph(plain("three")))
    assert write_document(Document(blocks=blocks), "terminal", RenderOptions()) == "one\ntwo\n\nthree\n"


def test_items_with_something_beneath_them_have_air_unless_they_are_close() -> None:
    """Plain items stand under each other; those with details are parted."""
    told = Item(plain("told"), (Paragraph(plain("how")),))
    close = Item(plain("said"), (Paragraph(plain("briefly")),), close=True)
    blocks = (Item(plain("a")), Item(plain("b")), told, close, close)
    assert write_document(Document(blocks=blocks), "terminal", RenderOptions()) == (
        "• a\n• b\n\n• told\n  how\n\n• said\n  briefly\n• said\n  briefly\n"
    )


def test_facts_stand_on_one_row_where_they_fit() -> None:
    """Who and by when are read together; on a narrow screen each has a row."""
    facts = Document(blocks=(Facts((Fact("Who", ("patient",)), Fact("By when", ("today, 10:00",)))),))
    assert write_document(facts, "terminal", RenderOptions()) == "Who: patient   By when: today, 10:00\n"
    narrow = write_document(facts, "terminal", RenderOptions(width=30))
    assert narrow == "Who: patient\nBy when: today, 10:00\n"


def test_a_word_longer_than_a_row_is_folded_and_wide_letters_take_two_columns() -> None:
    """No sign is lost where there is no blank to break at."""
    blocks = (Paragraph(plain(f"a {'b' * 30} c")), Paragraph(plain("日本語" * 9)))
    text = write_document(Document(blocks=blocks), "terminal", RenderOptions(width=24))
    assert text == f"a\n{'b' * 24}\n{'b' * 6} c\n\n{'日本語' * 4}\n{'日本語' * 4}\n日本語\n"


def test_a_long_trace_is_cut_on_the_terminal_only() -> None:
    """The screen says how many more there are; a document that is kept has all of them."""
    trace = Document(blocks=(Item(plain("x"), (Trace("T-1", tuple("abcdefg")),)),))
    assert "T-1 · from a, b, c, d and 3 more" in write_document(trace, "terminal", RenderOptions())
    assert "T-1 · from a, b, c, d, e, f, g" in write_document(trace, "markdown", RenderOptions())


def test_pages_part_a_block_only_where_it_is_longer_than_one() -> None:
    """A title begins a page, a block that no longer fits goes to the next, and every row is on one."""
    item = Item(plain("item"), (Paragraph(plain("one")), Paragraph(plain("two"))))
    blocks = (item, Heading("Title", depth=2), item, item, Paragraph(plain("long " * 24)))
    found = pages(Document(blocks=blocks), RenderOptions(width=24), 4)
    rows = ("• item", "  one", "  two")
    assert found[:3] == (rows, ("Title", *rows), rows)
    assert [len(page) for page in found[3:]] == [4, 1]
