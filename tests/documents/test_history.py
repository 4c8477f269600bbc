"""A case over time as a document: golden texts, narrow screens, and words that can do nothing."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from wcwidth import wcswidth

from relapse_cli.formats.base import Format, RenderOptions
from relapse_cli.formats.catalogue import write_history
from relapse_cli.logic.history.build import case_history
from tests.banks_under_test import record_of, shipped_bank
from tests.cases_over_time import last_interview, whole_history
from tests.conftest import CheckGolden
from tests.documents.hostile import hostile_text
from tests.examples import examples
from tests.formats.read_docx import words as docx_words
from tests.formats.read_pdf import page_texts_of
from tests.logic.plan_bases import interview


def rendered(name: Format, options: RenderOptions | None = None, words: str = "no time") -> str:
    """The whole case in one format."""
    return write_history(whole_history(words), shipped_bank(), name, options or RenderOptions())


@pytest.mark.parametrize("width", [80, 60])
def test_golden_terminal(width: int, check_golden: CheckGolden) -> None:
    """The history on a terminal is the one that was read and approved, and no line is too wide."""
    text = rendered("terminal", RenderOptions(width=width))
    assert max(map(wcswidth, text.splitlines())) <= width
    check_golden(f"history_{width}.txt", text)


def test_golden_markdown(check_golden: CheckGolden) -> None:
    """The history as Markdown is the one that was read and approved."""
    check_golden("history.md", rendered("markdown"))


def test_json_has_a_name_and_sorted_keys() -> None:
    """One line, `relapse-history/1`, the same bytes each time, and nothing but the history in it."""
    text = rendered("json")
    data = json.loads(text)
    assert data["format"] == "relapse-history/1"
    assert text == rendered("json")
    assert text == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    assert [session["id"] for session in data["sessions"]] == ["first", "check", "again", "second", "third"]


@pytest.mark.parametrize("width", [24, 40, 60, 80, 200])
def test_ascii_alone_says_the_same(width: int) -> None:
    """Where only ASCII can be drawn, the marks of what recurs are still there, and no line is too wide."""
    text = rendered("terminal", RenderOptions(width=width, ascii=True))
    assert text.isascii()
    assert "Poor sleep =" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= min(96, width)


def test_without_colour_there_is_no_escape_byte() -> None:
    """And with colour the words are the same."""
    assert "\x1b" not in rendered("terminal")
    assert "\x1b" in rendered("terminal", RenderOptions(color=True))


@pytest.mark.parametrize("name", get_args(Format))
def test_the_private_place_is_in_no_format(name: Format) -> None:
    """Where the patient is never stands in a history, even where the record holds it."""
    data = interview({"frame.mode": "phone", "frame.location": "17 Secret Street"})
    history = case_history(shipped_bank(), [record_of(data)], "PR-1")
    written = write_history(history, shipped_bank(), name, RenderOptions())
    if isinstance(written, bytes):
        written = docx_words(written) if name == "docx" else "".join(page_texts_of(written))
        assert "overtime" in "".join(written.split())
    assert "Secret" not in written


@pytest.mark.parametrize("name", get_args(Format))
def test_a_case_with_one_partial_interview_has_a_history(name: Format) -> None:
    """No sequence, no follow-up, nothing to compare: it is shown all the same."""
    history = case_history(shipped_bank(), [record_of(interview(path="brief"))], "PR-1")
    assert write_history(history, shipped_bank(), name, RenderOptions())


def test_nobody_is_blamed() -> None:
    """What was not done is not done yet, and what got in the way stands beside it."""
    text = rendered("terminal")
    assert "Not done yet" in text
    assert "What got in the way: “no time”" in text
    assert "fail" not in text.lower()


@given(hostile_text)
@examples(40)
def test_what_was_typed_is_only_read(words: str) -> None:
    """Nothing typed moves a cursor or becomes markup."""
    history, plain = (
        case_history(shipped_bank(), [record_of(data) for data in last_interview(said)], "PR-1")
        for said in (f"word {words}", "word")
    )
    terminal = write_history(history, shipped_bank(), "terminal", RenderOptions())
    assert not any(char in terminal for char in "\x1b\x07\x08\x9b\u202e\r")
    assert "\x1b" not in write_history(history, shipped_bank(), "json", RenderOptions())
    tokens = [
        [token.type for token in MarkdownIt("commonmark").parse(text)]
        for text in (
            write_history(found, shipped_bank(), "markdown", RenderOptions()) for found in (history, plain)
        )
    ]
    assert tokens[0] == tokens[1]
