"""The plain asker: every kind and every command, on two streams, without a control code."""

from __future__ import annotations

import io
import os
import signal
import sys
from typing import Any

import pytest

from relapse_cli.model.ask import Form, Part
from relapse_cli.model.reply import (
    Answered,
    AnsweredFields,
    Back,
    Confirmed,
    Emptied,
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
from relapse_cli.prompters.plain.asker import PlainAsker
from tests.prompters.screens import (
    IN_RANGE,
    Beside,
    events,
    last_use,
    line_screen,
    part_step,
    parts_screen,
    screen,
)

CARD = Card(
    "This is important", ("Found.",), ("Signs: a fit",), ("Stay.",), ("Emergency: 112",), "", None, "Then on."
)
CHECK = CheckScreen(
    groups=(CheckGroup("Safety", (CheckLine("safety.now", "Signs", "A fit", "answered"),)),), unvisited=2
)


def asking(typed: str) -> tuple[PlainAsker, io.StringIO]:
    """An asker to whom lines are typed, and what it says."""
    out = io.StringIO()
    return PlainAsker(io.StringIO(typed), out), out


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("choice", "2\n", "chest"),
        ("choice", "chest\n", "chest"),
        ("multi", "1 2\n", ["fit", "chest"]),
        ("multi", "1, 2\n", ["fit", "chest"]),
        ("multi", "none\n", ["none"]),
        ("yes_no", "1\n", True),
        ("yes_no", "n\n", False),
        ("scale", "7\n", 7),
        ("number", "6,5\n", 6.5),
        ("text", "my words\n", "my words"),
        ("long_text", "one\ntwo\n\n", "one\ntwo"),
        ("date", "2026-11-15\n", "2026-11-15"),
        ("duration", "2 weeks\n", {"value": 2, "unit": "week"}),
    ],
)
def test_each_kind_is_answered_with_one_line(kind: str, typed: str, value: Any) -> None:
    """Numbers of options, none, and typed values become the answer."""
    asker, _ = asking(typed)
    assert Answered(value) == asker.ask(screen(kind))


@pytest.mark.parametrize(
    ("typed", "reply"),
    [
        ("/back\n", Back()),
        ("/skip\n", Skipped()),
        ("/unknown\n", SetStatus("unknown")),
        ("/decline\n", SetStatus("declined")),
        ("/note by video\n", Noted("by video")),
        ("/note\nby video\n", Noted("by video")),
        ("/jump 2\n", Jump("safety.now")),
        ("/jump\n2\n", Jump("safety.now")),
        ("/safety\n", Jump("safety.now")),
        ("/check\n", OpenCheck()),
        ("/pause\n", Paused()),
        ("", Paused()),
    ],
)
@pytest.mark.parametrize(
    "kind", ["choice", "multi", "yes_no", "scale", "text", "long_text", "date", "entries"]
)
def test_each_command_works_on_each_kind(kind: str, typed: str, reply: Any) -> None:
    """The typed commands lead to the same replies everywhere; the end of the input pauses."""
    asker, _ = asking(typed)
    if (kind, typed) == ("entries", "/skip\n"):
        reply = Paused()  # a list is left with done; the command is refused, and the input ends
    assert reply == asker.ask(screen(kind))


def test_help_is_shown_and_the_question_stays() -> None:
    """/help says why it is asked and lists the commands; then the answer counts."""
    asker, out = asking("/help\n1\n")
    assert Answered("fit") == asker.ask(screen("choice"))
    assert "Because it helps." in out.getvalue()
    assert "/decline" in out.getvalue()


def test_an_empty_line_is_not_none() -> None:
    """An empty line marks nothing: it asks again, and only then is the answer taken."""
    asker, out = asking("\nnone\n")
    assert Answered(["none"]) == asker.ask(screen("multi", careful=True))
    assert "Please mark what fits" in out.getvalue()


def test_an_empty_line_keeps_what_is_recorded() -> None:
    """What is recorded is shown, and an empty line leaves it as it is."""
    asker, out = asking("\n")
    assert Answered("chest") == asker.ask(screen("choice", current="chest"))
    assert "Recorded: Chest pain." in out.getvalue()


def test_the_option_that_stands_alone_is_not_mixed() -> None:
    """None beside a sign is refused with a reason."""
    asker, out = asking("1 3\n1\n")
    assert Answered(["fit"]) == asker.ask(screen("multi"))
    assert "stands alone" in out.getvalue()


def test_a_value_with_a_fault_is_asked_again() -> None:
    """The state machine's own check is shown, and another value taken."""
    asker, out = asking("99\n9\n")
    refuse = lambda value: ["The number is out of range."] if value == 99 else []  # noqa: E731
    assert Answered(9) == asker.ask(screen("scale"), Beside(refuse))
    assert "out of range" in out.getvalue()


def test_what_is_not_offered_is_refused_with_a_reason() -> None:
    """A required question takes no skip."""
    asker, out = asking("/skip\n/unknown\n")
    assert SetStatus("unknown") == asker.ask(screen("choice", may_skip=False))
    assert "needs an answer" in out.getvalue()


@pytest.mark.parametrize(
    ("typed", "reply"),
    [
        ("add\n", ListAct("add")),
        ("change 2\n", ListAct("change", 1)),
        ("details 1\n", ListAct("details", 0)),
        ("remove 1\nyes\n", ListAct("remove", 0)),
        ("remove 1\nY\n", ListAct("remove", 0)),
        ("remove 1\nno\ndone\n", ListAct("done")),
        ("change 3\ndone\n", ListAct("done")),
    ],
)
def test_a_list_of_entries(typed: str, reply: ListAct) -> None:
    """Entries are added, changed and, when confirmed, removed by their number."""
    asker, _ = asking(typed)
    assert reply == asker.ask(screen("entries", rows=events("zolpidem", "wine")))


def test_a_card_waits_for_ok() -> None:
    """An empty line does not dismiss an emergency card."""
    asker, out = asking("\n\nok\n")
    assert Confirmed() == asker.card(CARD)
    assert "Emergency: 112" in out.getvalue()


@pytest.mark.parametrize(
    ("typed", "reply"),
    [
        ("1\n", Jump("safety.now")),
        ("go on\n", GoOn()),
        ("finish\n", Finish()),
        ("/back\n", Back()),
        ("/pause\n", Paused()),
        ("7\n", Paused()),
    ],
)
def test_check_answers(typed: str, reply: Any) -> None:
    """A line is changed by its number; the interview goes on, ends or pauses."""
    asker, _ = asking(typed)
    assert reply == asker.check(CHECK)


def test_no_control_codes_are_written() -> None:
    """Nothing moves the cursor or sets a colour."""
    asker, out = asking("/help\n/flags\n1\nok\n")
    asker.ask(screen("choice", flags=("Something.",)))
    asker.card(CARD)
    assert "\x1b" not in out.getvalue()
    assert all(len(line) <= 79 for line in out.getvalue().splitlines())


def test_numbers_on_one_line() -> None:
    """The names stand in their order; a fault is said by name, and the line typed again."""
    asker, out = asking("25 6 / 7\n- 6 / 7\n")
    assert AnsweredFields({"night_2": 6, "difficulty": 7}) == asker.ask(line_screen(careful=True), IN_RANGE)
    assert "Night 1, night 2 / difficulty." in out.getvalue()
    assert "Night 1: From 0 to 24." in out.getvalue()


def test_a_day_in_words_is_said_and_taken_with_an_empty_line() -> None:
    """What was understood is said; another day can be typed instead."""
    asker, out = asking("yesterday\n3 days ago\n\n")
    assert Answered("2026-11-17") == asker.ask(screen("date"))
    assert "Thu 19 Nov 2026." in out.getvalue()


def test_a_day_with_two_readings_is_chosen_by_its_number() -> None:
    """Both readings are listed."""
    asker, out = asking("5/6/2026\n2\n")
    assert Answered("2026-05-06") == asker.ask(screen("date"))
    assert "Fri 5 Jun 2026" in out.getvalue()


def test_the_parts_of_a_form_stand_under_one_heading() -> None:
    """The section and what the form is about are said once, each part in its own words."""
    asker, out = asking("1\n1\n")
    form = Form((Part(part_step(1), "class"), Part(part_step(2), "name")))
    for number in (1, 2):
        asker.ask(screen("choice", step=part_step(number), form=form, about="What did you take?"))
    assert out.getvalue().count("What did you take?") == 1
    assert out.getvalue().count("--- Safety") == 1
    assert out.getvalue().count("What is asked?") == 2


def test_an_entry_that_is_shown_whole_is_put_right_by_number() -> None:
    """Every part has its number and what is recorded there; done goes on."""
    asker, out = asking("4\n2\ndone\ndetails\n")
    asked = parts_screen("zolpidem", "", "by mouth")
    replies = [asker.ask(asked) for _ in range(3)]
    assert replies == [OpenPart(part_step(2)), ListAct("done"), ListAct("details")]
    assert "1. Part 1: zolpidem" in out.getvalue()
    assert "2. Part 2: –" in out.getvalue()


def test_a_day_that_points_back_is_said_with_where_to() -> None:
    """What "that" was taken to be is said before an empty line takes it; pointing nowhere takes nothing."""
    asker, out = asking("two weeks before that\n\n")
    assert Answered("2026-10-27") == asker.ask(screen("date", anchor=last_use("2026-11-10")))
    assert "Tue 27 Oct 2026 (two weeks before 10 Nov, the last use)." in out.getvalue()
    asker, out = asking("two weeks before that\n2026-11-01\n")
    assert Answered("2026-11-01") == asker.ask(screen("date"))
    assert "No day has been given before this one" in out.getvalue()


class Interrupted(io.StringIO):
    """Typed lines, after which somebody presses Ctrl-C or closes the terminal."""

    def __init__(self, typed: str, signal_name: str = "") -> None:
        super().__init__(typed)
        self.signal_name = signal_name

    def readline(self, size: int | None = -1, /) -> str:
        """The next line; after the last one comes what ends the prompt."""
        line = super().readline(-1 if size is None else size)
        if line:
            return line
        if self.signal_name:
            os.kill(os.getpid(), getattr(signal, self.signal_name))
            raise AssertionError("the signal did not end the prompt")
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("kind", "typed", "begun"),
    [
        ("long_text", "one\ntwo\n", "one\ntwo"),
        ("long_text", "one\n/help\ntwo\n/note\n", "one\ntwo"),
        ("date", "yesterday\n", "yesterday"),
        ("date", "5/6/2026\n", "5/6/2026"),
        ("long_text", "", None),
        ("text", "", None),
    ],
)
def test_what_was_entered_before_ctrl_c_goes_with_the_pause(kind: str, typed: str, begun: str | None) -> None:
    """Lines of a text that has not ended, and a day that has not been taken."""
    asker = PlainAsker(Interrupted(typed), io.StringIO())
    reply = asker.ask(screen(kind))
    assert Paused(begun) == reply
    assert isinstance(reply, Paused)
    assert reply.interrupted


def test_each_line_of_a_text_is_kept_as_it_is_entered() -> None:
    """With the line after it, not with the end of the text."""
    kept: list[str] = []
    asker, _ = asking("one\ntwo\n/pause\n")
    assert Paused("one\ntwo") == asker.ask(screen("long_text"), Beside(heard=kept))
    assert kept == ["one", "one\ntwo"]


def test_a_text_goes_on_where_it_was_left() -> None:
    """What was begun is shown; a further line goes under it, before and after another interruption."""
    out = io.StringIO()
    asker = PlainAsker(Interrupted("three\n"), out)
    assert Paused("one\ntwo\nthree") == asker.ask(screen("long_text", draft="one\ntwo"))
    assert "Begun: one two (not yet taken; type on, or an empty line takes it)" in out.getvalue()
    asker, _ = asking("\n")
    assert Answered("one\ntwo") == asker.ask(screen("long_text", draft="one\ntwo"))


def test_what_was_begun_stays_with_its_question() -> None:
    """A text that was ended is not half typed at the next question."""
    asker = PlainAsker(Interrupted("one\n\n"), io.StringIO())
    assert Answered("one") == asker.ask(screen("long_text"))
    assert Paused() == asker.ask(screen("text"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGHUP")
def test_a_closed_terminal_ends_the_program_in_order() -> None:
    """With the code of the signal, so that what is half typed is written on the way out."""
    asker = PlainAsker(Interrupted("one\n", "SIGHUP"), io.StringIO())
    with pytest.raises(SystemExit) as ended:
        asker.ask(screen("long_text"))
    assert ended.value.code == 128 + signal.SIGHUP
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_DFL


@pytest.mark.parametrize("kind", ["choice", "multi", "scale", "text", "long_text", "date"])
def test_an_answer_is_emptied_by_its_word(kind: str) -> None:
    """The word does it on every kind, and only where something is recorded."""
    assert asking("/clear\n")[0].ask(screen(kind, kept="")) == Emptied()
    asker, out = asking("/clear\n/pause\n")
    assert asker.ask(screen(kind)) == Paused()
    assert "Nothing is recorded here." in out.getvalue()


@pytest.mark.parametrize("kind", ["choice", "multi", "scale", "date", "entries"])
def test_an_unknown_word_behind_a_slash_is_called_one(kind: str) -> None:
    """A mistyped command is not taken for an answer that does not fit."""
    asker, out = asking("/clera\n/pause\n")
    assert asker.ask(screen(kind)) == Paused()
    assert "/clera is not a command here." in out.getvalue()
    assert "Please type" not in out.getvalue()


def test_a_line_is_emptied_at_check_answers_by_its_number() -> None:
    """The number names the line; one that cannot be emptied says why."""
    lines = (
        CheckLine("safety.now", "Signs", "A fit", "answered", kept=""),
        CheckLine("frame.consent", "Agreement", "yes", "answered", kept="That one stays."),
    )
    shown = CheckScreen(groups=(CheckGroup("Safety", lines),))
    assert asking("/clear 1\n")[0].check(shown) == Emptied("safety.now")
    asker, out = asking("/clear 2\n/clear\n/nonsense\n/pause\n")
    assert asker.check(shown) == Paused()
    said = out.getvalue()
    assert "That one stays." in said
    assert "such as /clear 1" in said
    assert "/nonsense is not a command here." in said
