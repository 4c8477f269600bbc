"""The arrow-key asker: every kind and every reply, with keys sent through a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from relapse_cli.model.ask import Day
from relapse_cli.model.reply import (
    Answered,
    AnsweredFields,
    Back,
    Confirmed,
    Finish,
    GoOn,
    Jump,
    ListAct,
    Noted,
    OpenCheck,
    OpenPart,
    Paused,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import Card, CheckGroup, CheckLine, CheckScreen
from relapse_cli.prompters.arrow_keys.asker import ArrowKeysAsker
from relapse_cli.prompters.arrow_keys.heads import head_of
from relapse_cli.prompters.arrow_keys.prompts.frame import Space
from relapse_cli.prompters.arrow_keys.prompts.list_prompt import marked
from relapse_cli.prompters.arrow_keys.prompts.reading import Reader
from relapse_cli.prompters.arrow_keys.stage.pages import pages_of
from relapse_cli.prompters.commands import WORDS, offered
from tests.prompters.screens import (
    IN_RANGE,
    NOW,
    Beside,
    events,
    last_use,
    line_screen,
    part_step,
    parts_screen,
    screen,
)

UP, DOWN, ENTER, ESCAPE, NEW_LINE = "\x1b[A", "\x1b[B", "\r", "\x1b", "\n"
CTRL_C, CTRL_D, CTRL_Q, CTRL_U = "\x03", "\x04", "\x11", "\x15"
BACK, SKIP, UNKNOWN, DECLINE, NOTE, GO_TO, SAFETY, FLAGS, CHECK = "\x10\x0e\x0b\x12\x14\x07\x06\x0f\x18"
KINDS = [
    "choice",
    "multi",
    "yes_no",
    "scale",
    "number",
    "text",
    "long_text",
    "date",
    "datetime",
    "duration",
    "entries",
    "line",
]
CARD = Card(
    "This is important", ("Found.",), ("Signs: a fit",), ("Stay.",), ("Emergency: 112",), "", None, "Then on."
)


class Keys:
    """Feeds one string of keys to each prompt that comes up, like somebody who waits to see it."""

    def __init__(self, pipe: PipeInput) -> None:
        self.pipe = pipe
        self.waiting: list[str] = []
        self.asker = ArrowKeysAsker(pipe, DummyOutput(), flush=self.feed)

    def then(self, *keys: str) -> ArrowKeysAsker:
        """Set what is pressed on the coming prompts, one string each."""
        self.waiting = list(keys)
        return self.asker

    def feed(self, _: object) -> None:
        """Press the keys of the next prompt."""
        assert self.waiting, "a prompt came up for which no keys were planned"
        self.pipe.send_text(self.waiting.pop(0))


@pytest.fixture
def keys() -> Iterator[Keys]:
    """Keys for an asker on a pipe; all that were planned must have been used."""
    with create_pipe_input() as pipe:
        made = Keys(pipe)
        yield made
        assert made.waiting == []


@pytest.mark.parametrize(
    ("kind", "pressed", "value"),
    [
        ("choice", DOWN + ENTER, "fit"),
        ("choice", DOWN * 9 + ENTER, "none"),
        ("choice", "2" + ENTER, "chest"),
        ("yes_no", DOWN + ENTER, True),
        ("yes_no", "2" + ENTER, False),
        ("multi", " " + DOWN + " " + ENTER, ["fit", "chest"]),
        ("multi", " " + UP + DOWN * 9 + " " + ENTER, ["none"]),
        ("multi", "2 " + ENTER, ["chest"]),
        ("scale", "7" + ENTER, 7),
        ("number", "6,5" + ENTER, 6.5),
        ("text", "my words" + ENTER, "my words"),
        ("long_text", "one" + NEW_LINE + "two" + ENTER, "one\ntwo"),
        ("date", "2026-11-19" + ENTER, "2026-11-19"),
        ("date", "yesterday" + ENTER * 2, "2026-11-19"),
        ("datetime", "tomorrow 10:00" + ENTER * 2, "2026-11-21T10:00:00+01:00"),
        ("duration", "2 weeks" + ENTER, {"value": 2, "unit": "week"}),
    ],
)
def test_each_kind_is_answered(keys: Keys, kind: str, pressed: str, value: Any) -> None:
    """Arrow keys and Enter choose, Space marks, typed values are read."""
    assert Answered(value) == keys.then(pressed).ask(screen(kind))


@pytest.mark.parametrize(
    ("pressed", "reply"),
    [
        (BACK, Back),
        (SKIP, Skipped),
        (UNKNOWN, SetStatus("unknown")),
        (DECLINE, SetStatus("declined")),
        (SAFETY, Jump("safety.now")),
        (CHECK, OpenCheck),
        (CTRL_C, Paused),
        (CTRL_D, Paused),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_each_control_key_works_on_each_kind(keys: Keys, kind: str, pressed: str, reply: Any) -> None:
    """One key leads to the same reply on every kind of prompt."""
    if (kind, pressed) == ("entries", SKIP):
        pressed, reply = SKIP + CTRL_C, Paused  # a list is left with done, so the key is refused
    got = keys.then(pressed).ask(line_screen() if kind == "line" else screen(kind))
    if isinstance(reply, type):
        assert isinstance(got, reply)
    else:
        assert str(reply).split(", draft")[0] == str(got).split(", draft")[0]


@pytest.mark.parametrize(
    ("row", "reply"),
    [("Back to the question", Back), ("Leave it", Skipped), ("Not known", SetStatus), ("Check", OpenCheck)],
)
@pytest.mark.parametrize("kind", ["choice", "multi", "text"])
def test_the_menu_leads_to_the_same_replies(keys: Keys, kind: str, row: str, reply: type) -> None:
    """Esc opens the menu of everything that can be done; its rows do what the keys do."""
    place = next(n for n, action in enumerate(offered(screen(kind)), 1) if WORDS[action].startswith(row))
    assert isinstance(keys.then(ESCAPE, DOWN * place + ENTER).ask(screen(kind)), reply)


@pytest.mark.parametrize(
    ("typed", "reply"),
    [
        ("/back", Back()),
        ("/skip", Skipped()),
        ("/unknown", SetStatus("unknown")),
        ("/decline", SetStatus("declined")),
        ("/check", OpenCheck()),
        ("/pause", Paused()),
    ],
)
@pytest.mark.parametrize("kind", ["text", "long_text", "scale", "duration"])
def test_typed_commands_work_where_text_is_typed(keys: Keys, kind: str, typed: str, reply: Any) -> None:
    """The typed family is a second way to the same replies."""
    assert reply == keys.then(typed + ENTER).ask(screen(kind))


def test_words_after_a_slash_that_are_no_command_are_text(keys: Keys) -> None:
    """Only known commands are commands."""
    assert Answered("/unknown to him") == keys.then("/unknown to him" + ENTER).ask(screen("text"))


def test_what_is_half_typed_goes_along(keys: Keys) -> None:
    """Going back, pausing or marking keeps the text that was being typed."""
    assert Back("half a sen") == keys.then("half a sen" + BACK).ask(screen("text"))
    assert Paused("half") == keys.then("half" + CTRL_C).ask(screen("long_text"))
    assert SetStatus("unknown", draft="half") == keys.then("half" + UNKNOWN).ask(screen("text"))
    assert Back("fit") == keys.then(" " + BACK).ask(screen("multi"))


def test_a_draft_comes_back_into_the_prompt(keys: Keys) -> None:
    """A draft stands where it was typed, and marks stand where they were made."""
    assert Answered("half a sentence") == keys.then("tence" + ENTER).ask(screen("text", draft="half a sen"))
    assert Answered(["fit", "chest"]) == keys.then(ENTER).ask(screen("multi", draft="fit chest"))


def test_what_is_recorded_is_filled_in(keys: Keys) -> None:
    """Enter on a prompt that holds an answer leaves it as it is."""
    assert Answered("words") == keys.then(ENTER).ask(screen("text", current="words"))
    assert Answered("chest") == keys.then(ENTER).ask(screen("choice", current="chest", careful=True))
    assert Answered(False) == keys.then(ENTER).ask(screen("yes_no", current=False))
    assert Answered(["chest"]) == keys.then(ENTER).ask(screen("multi", current=["chest"]))


@pytest.mark.parametrize("kind", ["choice", "yes_no", "multi", "scale"])
def test_a_safety_question_has_no_default_and_no_single_key(keys: Keys, kind: str) -> None:
    """Enter, letters and digits alone answer nothing; the prompt stays until it is paused."""
    pressed = ENTER + ("" if kind == "scale" else "y1na i") + ENTER + CTRL_C
    if kind == "multi":
        pressed = ENTER + "y1nai" + ENTER + CTRL_C
    assert isinstance(keys.then(pressed).ask(screen(kind, careful=True)), Paused)


def test_select_all_and_invert_do_nothing(keys: Keys) -> None:
    """The keys a and i of the checkbox are off."""
    assert Answered(["fit"]) == keys.then("ai" + DOWN + UP + " " + ENTER).ask(screen("multi"))


def test_ctrl_q_and_a_paste_into_a_list_do_nothing(keys: Keys) -> None:
    """Neither quits a list or chooses in it."""
    pasted = "\x1b[200~1\r2\r\x1b[201~"
    assert Answered("fit") == keys.then(CTRL_Q + pasted + DOWN + ENTER).ask(screen("choice"))


def test_text_pasted_over_several_lines_is_one_answer(keys: Keys) -> None:
    """A bracketed paste with line breaks does not submit its first line."""
    pasted = "\x1b[200~one\rtwo\x1b[201~"
    assert Answered("one\ntwo") == keys.then(pasted + ENTER).ask(screen("long_text"))


def test_an_empty_line_leaves_out_only_what_is_no_safety_question(keys: Keys) -> None:
    """Enter on an empty optional text leaves it out; on a safety question it asks for one of the marks."""
    assert Skipped("") == keys.then(ENTER).ask(screen("text"))
    assert isinstance(keys.then(ENTER + CTRL_C).ask(screen("text", careful=True)), Paused)


def test_a_value_with_a_fault_stays_on_screen(keys: Keys) -> None:
    """A value that does not fit is not taken; it can be put right."""
    refuse = lambda value: ["Out of range."] if value == 99 else []  # noqa: E731
    assert Answered(9) == keys.then("99" + ENTER + CTRL_U + "9" + ENTER).ask(screen("scale"), Beside(refuse))


def test_a_note_keeps_what_is_being_typed(keys: Keys) -> None:
    """Ctrl-T takes a note; the half-typed answer goes along. Esc leaves without a note."""
    assert Noted("by video", "half") == keys.then("half" + NOTE, "by video" + ENTER).ask(screen("text"))
    assert Answered("half") == keys.then("half" + NOTE, ESCAPE, ENTER).ask(screen("text"))
    assert Noted("hello", None) == keys.then("/note hello" + ENTER, ENTER).ask(screen("text"))


def test_panels_come_back_to_the_question(keys: Keys) -> None:
    """Help, flags and the screen that hides everything lead back to the question and what was typed."""
    asked = screen("text", flags=("Something.",))
    pressed = ("half" + FLAGS, ENTER, "/help" + ENTER)
    assert Answered("half") == keys.then(*pressed[:2], ENTER).ask(asked)
    pressed = ("?", ENTER, "\x0c", ENTER + DOWN + ENTER, DOWN + ENTER)
    assert Answered("fit") == keys.then(*pressed).ask(screen("choice"))


def test_the_jump_list_opens_a_section(keys: Keys) -> None:
    """Ctrl-G lists the sections; the pointer starts on the present one."""
    assert Jump("frame.mode") == keys.then(GO_TO, UP + ENTER).ask(screen("choice"))
    assert Jump("safety.now") == keys.then(GO_TO, ENTER).ask(screen("choice"))


def test_a_section_opens_with_words_above_its_first_question(keys: Keys) -> None:
    """The words to read aloud cost no screen of their own, and how to be with it stands below them."""
    opened = screen("choice", opening="Welcome.", begins=True, stance=("Calm.",))
    drawn = [line for _, line in head_of(opened, "", "")(Space(80, 24))]
    assert drawn.index("“Welcome.”") < drawn.index("How to be with it: Calm.") < drawn.index(opened.label)
    assert Answered("fit") == keys.then(DOWN + ENTER).ask(opened)


def test_an_opening_that_leaves_no_room_comes_before_its_question(keys: Keys) -> None:
    """Long words to read aloud are read on pages of their own; Ctrl-C pauses there as everywhere."""
    opened = screen("choice", opening="A long word of welcome. " * 150, begins=True, stance=("Calm.",))
    drawn = [line for _, line in head_of(opened, "", "")(Space(80, 24))]
    assert not any("welcome" in line or "Calm" in line for line in drawn)
    assert Answered("fit") == keys.then(ENTER, ENTER, DOWN + ENTER).ask(opened)
    assert Paused() == keys.then(CTRL_C).ask(opened)


@pytest.mark.parametrize(
    ("pressed", "reply"),
    [
        ((ENTER,), ListAct("done")),
        ((DOWN + ENTER,), ListAct("done")),
        ((UP + ENTER,), ListAct("add")),
        ((UP * 3 + ENTER, ENTER), ListAct("change", 0)),
        ((UP * 9 + ENTER, DOWN + ENTER), ListAct("details", 0)),
        ((UP * 3 + ENTER, DOWN * 2 + ENTER, DOWN + ENTER), ListAct("remove", 0)),
        ((UP * 2 + ENTER, DOWN + ENTER, DOWN + ENTER), ListAct("remove", 1)),
        ((UP * 2 + ENTER, DOWN + ENTER, ENTER, DOWN + ENTER), ListAct("add")),
        ((UP * 2 + ENTER, ESCAPE, DOWN + ENTER), ListAct("add")),
    ],
)
def test_a_list_of_entries(keys: Keys, pressed: tuple[str, ...], reply: ListAct) -> None:
    """Entries are added, changed and, after a second word, removed."""
    first, second = events("zolpidem", "wine")
    asked = screen("entries", rows=(replace(first, has_details=True), second))
    assert reply == keys.then(*pressed).ask(asked)


def test_a_full_list_and_a_required_one(keys: Keys) -> None:
    """A full list takes no further entry, and a required empty one cannot be left with done."""
    assert ListAct("done") == keys.then(ENTER).ask(screen("entries", rows=events("one"), may_add=False))
    assert ListAct("add") == keys.then(DOWN + ENTER).ask(screen("entries", may_skip=False))


def test_a_card_needs_the_pointer_moved(keys: Keys) -> None:
    """Enter and Esc alone do not dismiss an emergency card; Ctrl-C pauses."""
    assert Confirmed() == keys.then(ENTER + ENTER + DOWN + ENTER).card(CARD)
    assert Paused() == keys.then(ENTER + CTRL_C).card(CARD)
    assert Confirmed() == keys.then(ESCAPE, DOWN + ENTER).card(CARD)


@pytest.mark.parametrize(
    ("pressed", "reply"),
    [
        ((DOWN + ENTER,), GoOn()),
        ((DOWN * 2 + ENTER,), Finish()),
        ((DOWN * 3 + ENTER, ENTER, BACK), Back()),
        ((DOWN * 4 + ENTER,), Jump("safety.now")),
        ((ENTER + CTRL_C,), Paused()),
        ((ESCAPE, CTRL_D), Paused()),
    ],
)
def test_check_answers(keys: Keys, pressed: tuple[str, ...], reply: Any) -> None:
    """Nothing is chosen at first; a line is changed, the interview goes on, ends or pauses."""
    line = CheckLine("safety.now", "Signs", "A fit", "answered")
    shown = CheckScreen(groups=(CheckGroup("Safety", (line,)),), flags=("Something.",), unvisited=2)
    assert reply == keys.then(*pressed).check(shown)


def test_drafts_are_told_at_every_change(keys: Keys) -> None:
    """Whoever keeps drafts hears of each change of the text."""
    heard: list[str] = []
    keys.then("ab" + ENTER).ask(screen("text"), Beside(heard=heard))
    assert heard == ["a", "ab"]


def test_keys_pressed_before_the_prompt_are_forgotten() -> None:
    """What is left over from a prompt does not answer the next one."""
    with create_pipe_input() as pipe:
        asker = ArrowKeysAsker(pipe, DummyOutput())
        pipe.send_text(ENTER + ENTER + ENTER)
        assert Skipped("") == asker.ask(screen("yes_no"))
        pipe.send_text(DOWN * 2 + ENTER)
        assert Answered(False) == asker.ask(screen("yes_no"))


def test_the_end_of_the_input_pauses() -> None:
    """A terminal that goes away pauses the interview."""
    with create_pipe_input() as pipe:
        asker = ArrowKeysAsker(pipe, DummyOutput())
        pipe.close()
        assert isinstance(asker.ask(screen("choice")), Paused)


@pytest.mark.parametrize(
    ("picked", "value", "after"),
    [
        ([], "fit", ["fit"]),
        (["fit"], "fit", []),
        (["fit", "chest"], "none", ["none"]),
        (["none"], "fit", ["fit"]),
        (["none"], "none", []),
    ],
)
def test_the_option_that_stands_alone(picked: list[str], value: str, after: list[str]) -> None:
    """It clears the others when it is marked, and they clear it."""
    assert after == marked(picked, value, "none")


def test_pages_end_at_empty_lines() -> None:
    """A page that is too long is cut where a paragraph ends; nothing is lost."""
    lines = ["a", "b", "", "c", "d", "", "e"]
    assert pages_of(lines, 3) == [["a", "b"], ["c", "d"], ["e"]]
    assert pages_of(["1", "2", "3"], 2) == [["1", "2"], ["3"]]
    assert pages_of(["a", "b", "", *"123456"], 8) == [["a", "b"], [*"123456"]]


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ("5 6 / 7", {"night_1": 5, "night_2": 6, "difficulty": 7}),
        ("5 6 7", {"night_1": 5, "night_2": 6, "difficulty": 7}),
        ("5 / 7", {"night_1": 5, "difficulty": 7}),
        ("- ? / x", {"night_2": {"status": "unknown"}, "difficulty": {"status": "declined"}}),
        ("4,5", {"night_1": 4.5}),
    ],
)
def test_numbers_on_one_line(keys: Keys, typed: str, fields: dict[str, Any]) -> None:
    """Each number goes to its field; what is left out or marked is that."""
    assert AnsweredFields(fields) == keys.then(typed + ENTER).ask(line_screen(careful=True))


@pytest.mark.parametrize("typed", ["5 6 7 8", "25", "a", "5 / 11", "1 2 3 / 4"])
def test_a_line_with_a_fault_stays_on_screen(keys: Keys, typed: str) -> None:
    """Too many numbers and numbers out of range are said; the line can be put right."""
    assert AnsweredFields({"night_1": 5}) == keys.then(typed + ENTER + CTRL_U + "5" + ENTER).ask(
        line_screen(), IN_RANGE
    )


def test_a_day_in_words_is_taken_at_the_second_enter(keys: Keys) -> None:
    """What was understood is shown first; changing the text shows it anew."""
    pressed = "yesterday" + ENTER + CTRL_U + "3 days ago" + ENTER + ENTER
    assert Answered("2026-11-17") == keys.then(pressed).ask(screen("date"))


def test_a_day_that_points_back_is_shown_with_where_to(keys: Keys) -> None:
    """The line says what "that" was taken to be before Enter takes it; pointing nowhere takes nothing."""
    asked = screen("date", anchor=last_use("2026-11-10"))
    assert Answered("2026-10-27") == keys.then("two weeks before that" + ENTER * 2).ask(asked)
    shown = Reader(asked, Day(NOW, anchor=last_use("2026-11-10")))("two weeks before that")
    assert shown == (
        "Tue 27 Oct 2026 (two weeks before 10 Nov, the last use). Enter takes it; or type it another way."
    )
    assert Answered("2026-11-01") == keys.then(
        "two weeks before that" + ENTER * 2 + CTRL_U + "2026-11-01" + ENTER
    ).ask(screen("date"))


def test_a_day_with_two_readings_is_chosen(keys: Keys) -> None:
    """Nothing is chosen at first; the day can also be typed another way."""
    assert Answered("2026-06-05") == keys.then("5/6/2026" + ENTER, ENTER + DOWN + ENTER).ask(screen("date"))
    again = ("5/6/2026" + ENTER, DOWN * 9 + ENTER, CTRL_U + "2026-06-05" + ENTER)
    assert Answered("2026-06-05") == keys.then(*again).ask(screen("date"))


@pytest.mark.parametrize(
    ("pressed", "reply"),
    [
        (ENTER, ListAct("done")),
        (UP + ENTER, ListAct("details")),
        (UP * 2 + ENTER, OpenPart(part_step(3))),
        ("1" + ENTER, OpenPart(part_step(1))),
        (BACK, Back()),
    ],
)
def test_an_entry_that_is_shown_whole(keys: Keys, pressed: str, reply: Any) -> None:
    """Enter goes on; each part opens to be put right, and the optional ones stand behind one row."""
    assert reply == keys.then(pressed).ask(parts_screen("what I said", "", ""))
