"""What a hurried hand does: nothing is answered by it, and the way out is named."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest

from relapse_cli.model.ask import Form, Numbers, Part, Table, TableRow
from relapse_cli.model.reply import (
    Answered,
    Back,
    Emptied,
    Jump,
    ListAct,
    Paused,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import CheckGroup, CheckLine, CheckScreen, Screen
from relapse_cli.model.step import Step
from relapse_cli.prompters.arrow_keys.prompts.frame import Frame, Space
from relapse_cli.prompters.arrow_keys.prompts.list_prompt import NEUTRAL, Row, always, select_prompt
from relapse_cli.prompters.arrow_keys.rows import key_lines
from relapse_cli.prompters.commands import SLASHES, empty_words
from relapse_cli.prompters.entry_table import ASCII, spoken_rows, table_rows
from relapse_cli.prompters.plain.asker import PlainAsker
from relapse_cli.prompters.typed.number_line import read_line, written_line
from tests.prompters.screens import HIGHEST, events, line_screen, screen
from tests.prompters.test_arrow_keys import CTRL_C, DOWN, ENTER, ESCAPE, UP, Keys, keys
from tests.prompters.test_stage import desk

__all__ = ["desk", "keys"]

EMPTY = "\x16"
TYPED = ["scale", "number", "text", "long_text", "date", "datetime", "duration", "line"]


def asked(kind: str, **more: Any) -> Screen:
    """A screen of a kind, also a line of numbers."""
    return line_screen(**more) if kind == "line" else screen(kind, **more)


@pytest.mark.parametrize("kind", ["choice", "yes_no"])
def test_every_choice_without_an_answer_begins_on_no_option(keys: Keys, kind: str) -> None:
    """Down and Enter give the first option, wherever one comes from; with an answer it stands on that."""
    first = "fit" if kind == "choice" else True
    assert Answered(first) == keys.then(DOWN + ENTER).ask(screen(kind))
    assert Answered(first) == keys.then(ENTER).ask(screen(kind, current=first))


def test_the_product_s_own_menus_begin_where_they_did(keys: Keys) -> None:
    """Only what is careful begins on no option there."""
    assert Answered("fit") == keys.then(ENTER).ask(screen("choice", step=Step("app.way")))


def test_lists_do_not_go_around_their_ends(keys: Keys) -> None:
    """Up on the first row and Down on the last one stay."""
    assert Answered("fit") == keys.then(UP * 3 + DOWN + ENTER).ask(screen("choice"))
    assert Answered("none") == keys.then(DOWN * 20 + ENTER).ask(screen("choice"))
    assert Answered(["fit"]) == keys.then(UP * 3 + " " + ENTER).ask(screen("multi"))


def test_a_digit_moves_the_pointer_and_chooses_nothing(keys: Keys) -> None:
    """Enter is still needed; a digit without an option does nothing; the help page says so."""
    assert Answered("chest") == keys.then("2" + ENTER).ask(screen("choice", careful=True))
    assert isinstance(keys.then("9" + ENTER + CTRL_C).ask(screen("choice", careful=True)), Paused)
    assert Answered(["chest"]) == keys.then("2 " + ENTER).ask(screen("multi", careful=True))
    for kind, ending in (("choice", "Enter chooses it"), ("multi", "Space marks it")):
        assert any(line.startswith("1 to 9") and ending in line for line in key_lines(screen(kind)))


def test_a_digit_moves_in_every_list(keys: Keys) -> None:
    """In a list of entries to the one of that number, in the menu to a row."""
    table = Table(rows=events("one", "two", "three"))
    chosen = keys.then("2" + ENTER, "1" + ENTER).ask(screen(table))
    assert chosen == ListAct("change", table.rows[1].index)
    assert isinstance(keys.then(ESCAPE, "2" + ENTER).ask(screen("choice")), Back)


def test_a_digit_at_check_answers_is_the_number_of_the_answer(keys: Keys) -> None:
    """The rows above the answers have none, as where the list is typed line by line."""
    groups = (
        CheckGroup("Frame", (CheckLine("frame.mode", "Mode", "video", "answered"),)),
        CheckGroup("Safety", (CheckLine("safety.now", "Now", "none", "answered"),)),
    )
    asked = CheckScreen(groups, flags=("Noted.",), unvisited=2)
    assert keys.then("2" + ENTER).check(asked) == Jump("safety.now")
    typed = PlainAsker(io.StringIO("2\n"), io.StringIO())
    assert typed.check(asked) == Jump("safety.now")


def test_space_on_a_single_choice_says_what_enter_does(keys: Keys) -> None:
    """Nothing is chosen by it, and the sentence goes with the next move."""
    prompt = select_prompt([NEUTRAL, *(Row(n, str(n)) for n in range(3))], Frame(), Space(80, 24), always)
    for keys_before, words in ((0, "Move up or down"), (1, "Enter chooses")):
        prompt.move(keys_before)
        prompt.mark()
        assert prompt.frame.problem.startswith(words)
    prompt.move(1)
    assert prompt.frame.problem == ""
    assert Answered("fit") == keys.then(" " + DOWN + " " + ENTER).ask(screen("choice"))


@pytest.mark.parametrize("kind", ["choice", "yes_no", *TYPED])
@pytest.mark.parametrize("more", [{"careful": True}, {"needed": True}, {"may_skip": False}])
def test_an_empty_enter_leaves_only_what_is_optional(keys: Keys, kind: str, more: dict[str, bool]) -> None:
    """On what is required or critical it is refused, in both askers alike."""
    assert Skipped("") == keys.then(ENTER).ask(asked(kind))
    assert isinstance(keys.then(ENTER + CTRL_C).ask(asked(kind, **more)), Paused)
    out = io.StringIO()
    assert Skipped() == PlainAsker(io.StringIO("\n"), io.StringIO()).ask(asked(kind))
    assert SetStatus("unknown") == PlainAsker(io.StringIO("\n/unknown\n"), out).ask(asked(kind, **more))
    assert "/unknown not known, /decline preferred not to say" in " ".join(out.getvalue().split())


def test_the_refusal_names_only_the_ways_that_are_offered() -> None:
    """One sentence for each screen."""
    offered = {"may_skip": False, "statuses": ("declined",)}
    assert empty_words(screen("text"), SLASHES) == (
        "Please type an answer. /skip leaves it, /unknown not known, /decline preferred not to say."
    )
    assert (
        empty_words(screen("choice", **offered), SLASHES)
        == "Please choose one. /decline preferred not to say."
    )
    assert empty_words(screen("text", **{**offered, "statuses": ()}), SLASHES) == "Please type an answer."


def test_marking_is_explained_when_nothing_is_marked(desk: Any) -> None:
    """Enter on a row that was not marked says how to mark it, and is no answer."""
    one = desk()
    assert Answered(["fit"]) == one.ask(screen("multi"), ENTER, " ", ENTER)
    assert any("Space marks; then Enter." in line for picture in one.window.pictures for line in picture)


def test_how_a_line_is_typed_is_said_each_time(desk: Any) -> None:
    """Other hints come once; the order of several numbers is not learnt at once."""
    one = desk()
    for _ in range(2):
        one.window.pictures.clear()
        one.ask(line_screen(), "5", ENTER)
        assert any("5 4 6 / 7" in line for line in one.window.pictures[0])
    out = io.StringIO()
    asker = PlainAsker(io.StringIO("5\n6\n"), out)
    asker.ask(line_screen())
    asker.ask(line_screen())
    assert out.getvalue().count("5 4 6 / 7") == 2


@pytest.mark.parametrize(
    ("values", "shown"),
    [((5, None, None), "5"), ((5, None, 7), "5 / 7"), ((None, 6, None), "- 6"), ((None, None, 7), "- / 7")],
)
def test_a_line_with_gaps_is_filled_in_without_needless_signs(values: tuple[Any, ...], shown: str) -> None:
    """What is left out last is not written, and what is written reads back as the same."""
    recorded = dict(zip(HIGHEST, values, strict=True))
    filled = line_screen(recorded).ask
    assert isinstance(filled, Numbers)
    assert written_line(filled) == shown
    assert read_line(shown, filled) == {name: value for name, value in recorded.items() if value is not None}


def test_the_pointer_waits_on_going_on_once_an_entry_is_complete(keys: Keys) -> None:
    """Before, it stands on adding, also where an entry was left midway."""
    whole = events("zolpidem", "wine")
    half = tuple(replace(row, complete=False) for row in whole)
    assert ListAct("add") == keys.then(ENTER).ask(screen("entries"))
    assert ListAct("add") == keys.then(ENTER).ask(screen("entries", rows=half))
    assert ListAct("done") == keys.then(ENTER).ask(screen("entries", rows=(half[0], whole[1])))


@pytest.mark.parametrize("columns", [(), ("name",)])
def test_an_entry_left_midway_says_so(columns: tuple[str, ...]) -> None:
    """The table marks it, and only it."""
    first, second = events("zolpidem", "wine")
    table = Table((first, replace(second, complete=False)), columns)
    drawn = table_rows(table, 70, ASCII)
    assert ["(not complete)" in row for row in drawn] == [False, True]


TAB, SHIFT_TAB = "\t", "\x1b[Z"


def test_tab_takes_what_is_typed_or_marked_and_passes_what_is_untouched(keys: Keys) -> None:
    """On the way to the next part nothing that was typed is left behind."""
    assert Answered("my words") == keys.then(f"my words{TAB}").ask(screen("text"))
    assert Answered(["fit"]) == keys.then(f" {TAB}").ask(screen("multi"))
    assert Skipped("") == keys.then(TAB).ask(screen("text", current="old"))
    assert isinstance(keys.then(f"{DOWN}{TAB}").ask(screen("choice")), Skipped)


def test_tab_does_not_pass_what_needs_an_answer(keys: Keys) -> None:
    """It says so, and the question stays."""
    assert Answered("fit") == keys.then(TAB + DOWN + ENTER).ask(screen("choice", may_skip=False))


def test_shift_tab_goes_back_with_what_is_half_typed(keys: Keys) -> None:
    """Like the key for going back."""
    assert Back("half") == keys.then(f"half{SHIFT_TAB}").ask(screen("text"))


@pytest.mark.parametrize("kind", ["choice", "multi", "yes_no", "scale", "text", "date", "entries", "line"])
def test_a_lone_question_mark_is_help_on_every_prompt(kind: str) -> None:
    """Line by line as well."""
    out = io.StringIO()
    PlainAsker(io.StringIO("?\n"), out).ask(asked(kind))
    assert "Because it helps." in out.getvalue()


def test_a_lone_question_mark_is_help_on_the_prompts_in_between() -> None:
    """It is no note, no section and no yes."""
    out = io.StringIO()
    asker = PlainAsker(io.StringIO("/note\n?\n\n/jump\n?\n2\n"), out)
    asker.ask(screen("text"))
    assert "A note on this answer" in out.getvalue()
    assert "Type the number of a section" in out.getvalue()


@pytest.mark.parametrize(("columns", "widest"), [(40, 39), (60, 59), (80, 79), (200, 100)])
def test_lines_are_as_wide_as_the_terminal(
    monkeypatch: pytest.MonkeyPatch, columns: int, widest: int
) -> None:
    """No line is broken by the terminal, and none is too long to read."""
    monkeypatch.setenv("COLUMNS", str(columns))
    out = io.StringIO()
    long = (
        "A question that goes on for a good while, so that it takes several lines on a narrow terminal. " * 2
    )
    PlainAsker(io.StringIO("?\n1\n"), out).ask(screen("choice", label=long, why=long))
    widths = [len(line) for line in out.getvalue().splitlines()]
    assert widest - 15 < max(widths) <= widest


@pytest.mark.parametrize(
    ("pressed", "row"), [("10", 10), ("12", 12), ("1", 1), ("3", 3), ("13", 3), ("103", 3), ("1v2", 2)]
)
def test_rows_beyond_the_ninth_have_two_digits(pressed: str, row: int) -> None:
    """Two digits in a row are one number where there is such a row; a move in between begins anew."""
    rows = [NEUTRAL, *(Row(n, str(n)) for n in range(1, 13))]
    prompt = select_prompt(rows, Frame(), Space(80, 24), always, numbered=True)
    for sign in pressed:
        if sign == "v":
            prompt.move(1)
        else:
            prompt.press_digit(sign)
    assert prompt.pointed == row


@pytest.mark.parametrize("kind", ["choice", "multi", "scale", "text", "line"])
def test_a_key_pressed_twice_empties_an_answer(keys: Keys, kind: str) -> None:
    """Once is not enough, for elsewhere the key pastes; what is pressed in between takes it back."""
    assert Emptied() == keys.then(EMPTY * 2).ask(asked(kind, kept=""))
    assert isinstance(keys.then(EMPTY + CTRL_C).ask(asked(kind, kept="")), Paused)
    assert isinstance(keys.then(EMPTY * 2 + CTRL_C).ask(asked(kind)), Paused)
    between = DOWN if kind in {"choice", "multi"} else "7"
    assert isinstance(keys.then(EMPTY + between + EMPTY + CTRL_C).ask(asked(kind, kept="")), Paused)


def test_a_command_typed_behind_what_is_recorded_is_a_command(keys: Keys) -> None:
    """Nobody has to take away the text first; with other words in front it is a text like any other."""
    recorded = screen("text", current="my sister", kept="")
    assert keys.then("/clear" + ENTER).ask(recorded) == Emptied()
    assert keys.then(" knows/clear" + ENTER).ask(recorded) == Answered("my sister knows/clear")


def test_the_help_of_a_form_names_the_key_that_passes_on() -> None:
    """Tab is nowhere else on screen."""
    form = Form((Part(Step("a.one"), "One"), Part(Step("a.two"), "Two")))
    alone = screen("choice")
    inside = replace(alone, around=replace(alone.around, form=form))
    assert not [line for line in key_lines(alone) if line.startswith("Tab")]
    assert [line for line in key_lines(inside) if line.startswith("Tab")]


def test_escape_at_check_answers_keeps_the_place(keys: Keys) -> None:
    """It opens nothing there; the pointer stays on its line, and what can be done is said."""
    lines = (
        CheckLine("frame.mode", "Mode", "phone", "answered"),
        CheckLine("safety.now", "Signs", "", "open"),
    )
    shown = CheckScreen((CheckGroup("Frame", lines),), flags=("Noted.",))
    assert keys.then("2" + ESCAPE, ENTER).check(shown) == Jump("safety.now")
    assert keys.then(EMPTY + "1" + ESCAPE, ENTER).check(shown) == Jump("frame.mode")


def test_the_same_key_empties_a_line_of_check_answers(keys: Keys) -> None:
    """It is the line under the pointer; without one, and where it cannot be, it is kept."""
    lines = (
        CheckLine("frame.mode", "Mode", "video", "answered", kept=""),
        CheckLine("frame.consent", "Agreement", "yes", "answered", kept="It stays."),
    )
    shown = CheckScreen((CheckGroup("Frame", lines),))
    assert keys.then(EMPTY * 2 + CTRL_C).check(shown) == Paused()
    assert keys.then("1" + EMPTY * 2).check(shown) == Emptied("frame.mode")
    assert keys.then("2" + EMPTY * 2 + CTRL_C).check(shown) == Paused()
    assert keys.then("1" + EMPTY + DOWN + UP + EMPTY + CTRL_C).check(shown) == Paused()


def test_lists_line_by_line_have_no_columns_and_nothing_cut() -> None:
    """Each entry is a line of words, its parts named, also where a terminal is narrow."""
    cells = ("Benzodiazepine, such as diazepam", "From a relative who had some left", "Thu 19 Nov 2026")
    table = Table((TableRow(0, "words", cells),), ("What kind of product", "Where from", "Last use"))
    for width in (30, 60, 100):
        said = " ".join(" ".join(spoken_rows(table, width)).split())
        assert said.startswith("1. What kind of product: Benzodiazepine, such as diazepam; Where from:")
        assert all(cell in said for cell in cells)
        assert "…" not in said
    (drawn,) = table_rows(table, 60, ASCII)
    assert all(cell in " ".join(drawn.split()) for cell in cells)
    assert all(line.startswith("    ") and len(line) <= 60 for line in drawn.splitlines()[1:])
    (step,) = spoken_rows(
        Table((TableRow(0, "words", ("3 weeks before", "Sleep", "bad nights"), strength=7),)), 80
    )
    assert step == " 1. 3 weeks before, 7 of 10, Sleep: bad nights"
