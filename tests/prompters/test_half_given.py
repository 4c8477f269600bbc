"""What is half given is heard at every change, stands there again, and is called what it is."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from relapse_cli.model.reply import Noted, Paused
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.arrow_keys.heads import head_of
from relapse_cli.prompters.arrow_keys.prompts.frame import Space
from relapse_cli.prompters.plain.asker import PlainAsker
from tests.prompters.screens import Beside, any_screen, screen
from tests.prompters.test_arrow_keys import CTRL_C, CTRL_U, DOWN, ENTER, ESCAPE, NOTE, Keys, keys

__all__ = ["keys"]

NOT_TAKEN = "not yet taken"


def head(asked: Screen) -> str:
    """What stands above a question, with room for all of it."""
    return " ".join(line for _, line in head_of(asked, "", "")(Space(80, 40)))


def test_every_tick_is_heard(keys: Keys) -> None:
    """Marked, marked, and taken away: each is a draft; what is recorded is none."""
    heard: list[str] = []
    keys.then(f" {DOWN}  {DOWN} {CTRL_C}").ask(screen("multi"), Beside(heard=heard))
    assert heard == ["fit", "fit chest", "fit", "none"]
    heard.clear()
    keys.then(f"  {CTRL_C}").ask(screen("multi", current=["fit"]), Beside(heard=heard))
    assert heard == [" ", ""]


def test_every_letter_of_a_note_is_heard(keys: Keys) -> None:
    """With Ctrl-C in its middle the draft of the answer and that of the note both stay."""
    heard: list[str] = []
    reply = keys.then(f" {NOTE}", f"ab{CTRL_C}").ask(screen("multi"), Beside(heard=heard))
    assert heard == ["fit", "note: ", "note: a", "note: ab"]
    assert reply == Paused("fit")


def test_a_note_goes_on_where_it_was_left(keys: Keys) -> None:
    """What was half typed stands before the note that is recorded."""
    asked = screen("choice", note="old", begun_note="half")
    assert keys.then(NOTE, f" a note{ENTER}").ask(asked) == Noted("half a note", None)
    assert keys.then(NOTE, f"{CTRL_U}new{ENTER}").ask(asked) == Noted("new", None)


def test_going_back_without_a_note_gives_it_up(keys: Keys) -> None:
    """Esc says so; what was recorded stays, and nothing half typed is left."""
    heard: list[str] = []
    keys.then(NOTE, f"ab{ESCAPE}", CTRL_C).ask(screen("choice"), Beside(heard=heard))
    assert heard[-1] == "note: "
    asked = screen("choice", note="old", begun_note="half")
    assert keys.then(NOTE, ESCAPE).ask(asked) == Noted("old", None)


@pytest.mark.parametrize("kind", ["multi", "text", "long_text", "date", "line"])
def test_what_was_half_given_is_called_so(kind: str) -> None:
    """Above the question, with the key that takes it; without a draft nothing is said."""
    asked = any_screen(kind)
    half = replace(asked, stored=replace(asked.stored, draft="fit"))
    assert f"is {NOT_TAKEN}; Enter takes it." in head(half)
    assert NOT_TAKEN not in head(asked)


def test_a_note_that_was_begun_is_told_with_its_key() -> None:
    """In its own words, on the question it belongs to."""
    told = head(screen("choice", begun_note="half a note"))
    assert f"A note was begun and {NOT_TAKEN} (Ctrl-T): half a note" in told


def test_line_by_line_a_begun_note_is_told_and_taken_with_an_empty_line() -> None:
    """It is told with the question, and its command goes on with it."""
    out = io.StringIO()
    asker = PlainAsker(io.StringIO("/note\n\n"), out)
    assert asker.ask(screen("choice", begun_note="half a note")) == Noted("half a note", None)
    assert f"A note was begun and {NOT_TAKEN} (/note): half a note" in out.getvalue()
