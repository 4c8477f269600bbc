"""Every panel beside every kind of prompt, in both askers: it opens, closes, and loses nothing."""

from __future__ import annotations

import io
from typing import Any

import pytest

from relapse_cli.model.reply import Answered, AnsweredFields, Jump, ListAct, Noted, OpenPart, Reply
from relapse_cli.prompters.commands import WORDS, Action, offered
from relapse_cli.prompters.plain.asker import PlainAsker
from tests.prompters.screens import any_screen, part_step, screen
from tests.prompters.test_arrow_keys import DOWN, ENTER, ESCAPE, GO_TO, NOTE, UP, Keys, keys

__all__ = ["keys"]

HIDE, FLAGS, READ = "\x0c", "\x0f", "read"
SHOW = DOWN + ENTER

# Keys that leave a prompt half done, what they leave as a draft, and the reply that Enter makes of it.
HALF: dict[str, tuple[str, str | None, Reply]] = {
    "choice": (DOWN * 2, None, Answered("chest")),
    "yes_no": (DOWN * 2, None, Answered(False)),
    "multi": (f" {DOWN} ", "fit chest", Answered(["fit", "chest"])),
    "scale": ("7", "7", Answered(7)),
    "number": ("6,5", "6,5", Answered(6.5)),
    "line": ("5 ? / 7", "5 ? / 7", AnsweredFields(
        {"night_1": 5, "night_2": {"status": "unknown"}, "difficulty": 7}
    )),
    "text": ("half a sen", "half a sen", Answered("half a sen")),
    "long_text": ("one\ntwo", "one\ntwo", Answered("one\ntwo")),
    "date": ("2026-11-19", "2026-11-19", Answered("2026-11-19")),
    "datetime": ("2026-11-21 10:00", "2026-11-21 10:00", Answered("2026-11-21T10:00")),
    "duration": ("2 weeks", "2 weeks", Answered({"value": 2, "unit": "week"})),
    "entries": (DOWN, None, ListAct("done")),
    "parts": (UP * 2, None, OpenPart(part_step(3))),
    "field": ("zolp", "zolp", Answered("zolp")),
}  # fmt: skip
PANELS = ["help", "read", "flags", "jump", "note", "hide", "menu"]
KEYS_OF = {"menu": ESCAPE, "jump": GO_TO, "note": NOTE, "hide": HIDE, "flags": FLAGS}


def row_of(action: str, kind: str) -> str:
    """The keys that choose an action in the menu."""
    place = next(n for n, known in enumerate(offered(any_screen(kind)), 1) if known == action)
    return DOWN * place + ENTER


def opening(panel: str, kind: str) -> tuple[str, ...]:
    """The keys that open a panel: its own key, else its row in the menu."""
    return (KEYS_OF[panel],) if panel in KEYS_OF else (ESCAPE, row_of(panel, kind))


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("kind", HALF)
def test_a_panel_gives_the_question_back_as_it_was(keys: Keys, kind: str, panel: str) -> None:
    """What is half typed, the marks and the pointer are where they were, and Enter takes them."""
    half, _, reply = HALF[kind]
    first, *rest = opening(panel, kind)
    leaving = SHOW if panel == "hide" else ESCAPE
    assert reply == keys.then(half + first, *rest, leaving, ENTER).ask(any_screen(kind))


@pytest.mark.parametrize("kind", ["choice", "yes_no", "multi", "entries", "parts"])
def test_the_question_mark_opens_help_on_a_list(keys: Keys, kind: str) -> None:
    """One key asks for help, and the pointer stays where it was."""
    half, _, reply = HALF[kind]
    assert reply == keys.then(f"{half}?", ENTER, ENTER).ask(any_screen(kind))


@pytest.mark.parametrize("kind", ["scale", "number", "text", "long_text", "date", "datetime", "duration"])
def test_the_question_mark_opens_help_on_an_empty_line(keys: Keys, kind: str) -> None:
    """Where nothing is typed yet it asks for help; behind other letters it is a letter."""
    half, _, reply = HALF[kind]
    assert reply == keys.then("?", ESCAPE, half + ENTER).ask(any_screen(kind))


@pytest.mark.parametrize("kind", HALF)
def test_a_note_is_kept_with_what_is_half_done(keys: Keys, kind: str) -> None:
    """The note goes to the interview with the draft; when the question comes back, it stands as it was."""
    half, draft, reply = HALF[kind]
    noted = keys.then(half + NOTE, f"seen by video{ENTER}").ask(any_screen(kind))
    assert Noted("seen by video", draft) == noted
    assert reply == keys.then(ENTER).ask(any_screen(kind, draft=draft, note="seen by video"))


@pytest.mark.parametrize("kind", HALF)
def test_a_jump_takes_along_what_is_half_done(keys: Keys, kind: str) -> None:
    """The draft is handed over, to wait at its question."""
    half, draft, _ = HALF[kind]
    assert Jump("frame.mode", draft) == keys.then(half + GO_TO, UP + ENTER).ask(any_screen(kind))


def test_after_a_panel_a_safety_question_is_not_answered_by_enter_alone(keys: Keys) -> None:
    """Coming back with a note, the pointer stands on no option."""
    keys.then(DOWN + NOTE, f"words{ENTER}").ask(screen("choice", careful=True))
    reply = keys.then(ENTER + DOWN + ENTER).ask(screen("choice", careful=True))
    assert Answered("fit") == reply


def test_the_screen_can_be_hidden_over_a_panel(keys: Keys) -> None:
    """Whatever is open, one key hides it; it comes back with what was typed."""
    pressed = (NOTE, f"half{HIDE}", SHOW, f" a note{ENTER}")
    assert Noted("half a note", None) == keys.then(*pressed).ask(any_screen("choice"))


@pytest.mark.parametrize("pressed", ["?", ESCAPE, ENTER, " ", "\x10"])
def test_nothing_shows_a_hidden_screen_by_accident(keys: Keys, pressed: str) -> None:
    """Only moving the pointer and Enter bring the question back."""
    back = (pressed, SHOW) if pressed == ESCAPE else (pressed + SHOW,)
    assert Answered("fit") == keys.then(HIDE, *back, DOWN + ENTER).ask(any_screen("choice"))


def test_a_question_mark_is_a_letter_of_a_note(keys: Keys) -> None:
    """A note may begin with one."""
    assert Noted("?", None) == keys.then(NOTE, f"?{ENTER}").ask(any_screen("choice"))


def test_taking_out_all_that_is_recorded_is_a_draft(keys: Keys) -> None:
    """A panel does not bring back what was deleted."""
    pressed = ("\x15" + NOTE, f"words{ENTER}")
    noted = keys.then(*pressed).ask(screen("text", current="old"))
    assert isinstance(noted, Noted)
    assert Answered("new") == keys.then(f"new{ENTER}").ask(screen("text", current="old", draft=noted.draft))
    unmarked = keys.then(f" {NOTE}", f"words{ENTER}").ask(screen("multi", current=["fit"]))
    assert isinstance(unmarked, Noted)
    again = screen("multi", current=["fit"], draft=unmarked.draft)
    assert Answered(["chest"]) == keys.then(f"{DOWN} {ENTER}").ask(again)


# What is typed for an answer, line by line, and the reply it makes.
TYPED: dict[str, tuple[str, Any]] = {
    "choice": ("2", Answered("chest")),
    "yes_no": ("n", Answered(False)),
    "multi": ("1 2", Answered(["fit", "chest"])),
    "scale": ("7", Answered(7)),
    "number": ("6,5", Answered(6.5)),
    "line": ("5 ? / 7", HALF["line"][2]),
    "text": ("my words", Answered("my words")),
    "long_text": ("one\ntwo\n", Answered("one\ntwo")),
    "date": ("yesterday\n", Answered("2026-11-19")),
    "datetime": ("tomorrow 10:00\n", Answered("2026-11-21T10:00:00+01:00")),
    "duration": ("2 weeks", Answered({"value": 2, "unit": "week"})),
    "entries": ("done", ListAct("done")),
    "parts": ("3", OpenPart(part_step(3))),
    "field": ("zolpidem", Answered("zolpidem")),
}
COMMANDS: dict[Action, tuple[str, str]] = {
    "help": ("/help", "Because it helps."),
    "read": ("/read", "Stay calm."),
    "flags": ("/flags", "Something was noted."),
    "jump": ("/jump\n", "Frame (done)"),
    "hide": ("/hide\nwhat\nshow", "Type show to go on"),
}


def asking(typed: str) -> tuple[PlainAsker, io.StringIO]:
    """An asker to whom lines are typed, and what it says."""
    out = io.StringIO()
    return PlainAsker(io.StringIO(typed), out), out


@pytest.mark.parametrize("action", COMMANDS)
@pytest.mark.parametrize("kind", TYPED)
def test_a_typed_command_shows_its_panel_and_the_question_goes_on(kind: str, action: Action) -> None:
    """The plain asker has the same panels on every kind; the answer typed behind them is taken."""
    typed, reply = TYPED[kind]
    command, shown = COMMANDS[action]
    asker, out = asking(f"{command}\n{typed}\n")
    assert reply == asker.ask(any_screen(kind))
    assert shown in out.getvalue()


@pytest.mark.parametrize("kind", TYPED)
def test_a_typed_note_is_kept(kind: str) -> None:
    """The note stands behind the command or on the next line."""
    asker, _ = asking("/note by video\n")
    assert Noted("by video", None) == asker.ask(any_screen(kind))
    asker, _ = asking("/note\nby video\n")
    assert Noted("by video", None) == asker.ask(any_screen(kind))


@pytest.mark.parametrize("kind", TYPED)
def test_help_lists_every_command_of_the_question(kind: str) -> None:
    """What can be done is said in the same words as in the menu."""
    asker, out = asking("/help\n/pause\n")
    asker.ask(any_screen(kind))
    for action in offered(any_screen(kind)):
        assert action == "help" or WORDS[action] in out.getvalue()


def test_a_command_between_the_lines_of_a_text_loses_none() -> None:
    """Help comes back to the text; a note takes the lines along, and the text goes on behind them."""
    asker, out = asking("one\n/help\ntwo\n\n")
    assert Answered("one\ntwo") == asker.ask(screen("long_text"))
    assert "Begun: one" in out.getvalue()
    asker, _ = asking("one\ntwo\n/note by video\n")
    assert Noted("by video", "one\ntwo") == asker.ask(screen("long_text"))
    asker, _ = asking("three\n\n")
    assert Answered("one\ntwo\nthree") == asker.ask(screen("long_text", draft="one\ntwo"))


@pytest.mark.parametrize(
    ("kind", "draft", "reply"),
    [
        ("text", "half a sen", Answered("half a sen")),
        ("long_text", "one\ntwo", Answered("one\ntwo")),
        ("multi", "fit chest", Answered(["fit", "chest"])),
        ("scale", "7", Answered(7)),
        ("line", "5 / 7", AnsweredFields({"night_1": 5, "difficulty": 7})),
    ],
)
def test_an_empty_line_takes_what_was_begun(kind: str, draft: str, reply: Reply) -> None:
    """It was said before, with the way to take it."""
    asker, out = asking("\n")
    assert reply == asker.ask(any_screen(kind, draft=draft))
    assert "an empty line takes it" in out.getvalue()


def test_on_a_safety_question_what_was_begun_is_typed_again() -> None:
    """An empty line answers nothing there."""
    asker, out = asking("\n/pause\n")
    asker.ask(screen("multi", draft="fit", careful=True))
    assert "Begun: A fit (not yet taken)\n" in out.getvalue()
    assert "takes it" not in out.getvalue()


def test_a_day_that_waits_to_be_taken_survives_a_panel() -> None:
    """Help in between comes back to the day; a note takes its words along."""
    asker, out = asking("yesterday\n/help\n\n")
    assert Answered("2026-11-19") == asker.ask(screen("date"))
    assert out.getvalue().count("Thu 19 Nov 2026.") == 2
    asker, _ = asking("5/6/2026\n/note about\n")
    assert Noted("about", "5/6/2026") == asker.ask(screen("date"))
