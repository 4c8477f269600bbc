"""Beside an option that stands for something not listed there is room for what it is, in own words."""

from __future__ import annotations

import pytest

from relapse_cli.logic.answers.in_words import answer_in_words
from relapse_cli.logic.answers.own_words import words_beside
from relapse_cli.logic.interview.half_given import with_half_given
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.lines.answer_lines import notes_on
from relapse_cli.model.ask import Text
from relapse_cli.model.line_text import in_plain
from relapse_cli.model.step import Step, words_of
from relapse_cli.screens.interview.check import build_check
from relapse_cli.screens.interview.question import build_screen
from tests.banks_under_test import shipped_bank
from tests.logic.interview.test_moves import QUIET_FRAME, at, begin

SUBSTANCE = "event.substance"

LACKING = "support.lacking"
MEANING = "contact.meaning"
KNOWN = {name.replace(".", "__", 1): value for name, value in QUIET_FRAME.items()}


def asked(question: str, **known: object) -> Interview:
    """An interview with a question on screen."""
    return at(begin(**{**KNOWN, **known}), question)


def other_chosen(question: str = LACKING) -> Interview:
    """An interview in which "something else" was chosen."""
    return asked(question).answer(["time", "other"] if question == LACKING else "other")


def raw(interview: Interview, question: str = LACKING) -> object:
    """What the record holds."""
    return interview.record.answers.get(question)


def test_the_words_are_asked_for_right_after_the_choice() -> None:
    """The choice is taken, and on the same screen there is a line for the words, which may be left out."""
    chosen = other_chosen()
    screen = build_screen(chosen)
    assert chosen.at == words_of(Step(LACKING))
    assert raw(chosen) == ["time", "other"]
    assert screen.ask == Text()
    assert screen.label == "Something else: what is it, in your own words?"
    assert screen.around.form is not None
    assert [part.words for part in screen.around.form.parts] == ["Time, Something else", "", ""]
    assert not screen.ways.insists
    assert not screen.ways.statuses


def test_the_words_stand_in_the_note_in_quotation_marks() -> None:
    """The shape of a record stays; the choice itself is untouched."""
    said = other_chosen().answer("a car that starts")
    assert raw(said) == {"value": ["time", "other"], "note": "“a car that starts”"}
    assert said.at is None or said.at.question != LACKING


def test_no_words_leave_no_note() -> None:
    """Going on without words leaves the answer as it is."""
    assert raw(other_chosen().skip()) == ["time", "other"]


def test_an_option_of_the_list_asks_for_no_words() -> None:
    """What is listed needs none."""
    assert asked(LACKING).answer(["time"]).at != words_of(Step(LACKING))


def test_back_from_the_words_is_the_choice() -> None:
    """Nothing is lost on the way back, and the words stand there again."""
    said = other_chosen().answer("a car").jump(LACKING)
    again = said.answer(["time", "other"])
    assert again.stored.value == "a car"
    assert again.back().at == Step(LACKING)
    assert raw(again.back()) == raw(again) == raw(said)


def test_a_note_and_the_words_stand_beside_each_other() -> None:
    """Neither takes the place of the other, whichever comes first."""
    noted = asked(LACKING).note("seen by video").answer(["other"])
    both = noted.answer("a car")
    other_way = other_chosen().answer("a car").jump(LACKING).note("seen by video")
    wanted = "“a car”\nseen by video"
    assert raw(both) == {"value": ["other"], "note": wanted}
    assert raw(other_way) == {"value": ["time", "other"], "note": wanted}
    assert build_screen(other_way).stored.note == "seen by video"
    assert raw(other_way.note("")) == {"value": ["time", "other"], "note": "“a car”"}


def test_words_of_a_field_stand_beside_the_field() -> None:
    """The note on the whole question stays the therapist's."""
    step = Step("contact.feelings", None, "selected")
    said = asked("contact.feelings").answer(["fear", "other"]).answer("a kind of fog")
    assert raw(said, "contact.feelings") == {
        "selected": {"value": ["fear", "other"], "note": "“a kind of fog”"}
    }
    assert said.at == Step("contact.feelings", None, "strongest")
    assert words_beside(said.spec_at(step), said.at_step(step)) == "a kind of fog"


def test_words_of_an_entry_stand_beside_its_field() -> None:
    """They move with their entry, and what was opened from the entry leads back to it."""
    step = Step(SUBSTANCE, 0, "route", detail=True)
    known = begin(**KNOWN, event__substance=[{"class": "opioid", "source": "bought"}])
    routed = at(known, SUBSTANCE)._go(step).answer("other")
    said = routed.answer("in tea")
    assert routed.at == words_of(step)
    assert said.record.answer(SUBSTANCE).items[0].fields["route"].raw == {
        "value": "other",
        "note": "“in tea”",
    }


def test_half_given_words_come_back_where_they_were_left() -> None:
    """A pause in the middle of the words loses none of them."""
    left = other_chosen().with_draft("a car th")
    resumed = with_half_given(Interview.start(shipped_bank(), left.record), left.drafts)
    assert resumed.at == words_of(Step(LACKING))
    assert resumed.draft == "a car th"


def test_the_words_can_be_emptied_alone() -> None:
    """The choice stays."""
    said = other_chosen().answer("a car").jump(LACKING).answer(["time", "other"])
    assert raw(said.clear()) == ["time", "other"]
    assert raw(said.clear(whole=True)) is None


def test_words_of_an_option_that_is_chosen_no_more_stay_in_the_note() -> None:
    """They are no words beside another option, and are kept."""
    changed = other_chosen().answer("a car").jump(LACKING).answer(["time"])
    question = shipped_bank().questions[LACKING]
    answer = changed.record.answer(LACKING)
    assert raw(changed) == {"value": ["time"], "note": "“a car”"}
    assert answer_in_words(question, answer, changed.whole.zone) == "Time"
    assert [in_plain(row.words) for row in notes_on(question, changed.whole)] == ["Missing support: “a car”"]


@pytest.mark.parametrize("words", ["a car", 'what she calls "the fog"', "so: 3”"])
def test_what_was_said_is_shown_as_said(words: str) -> None:
    """At check-answers and in documents it stands beside the option in quotation marks, and not as a note."""
    said = other_chosen(MEANING).answer(words)
    question = shipped_bank().questions[MEANING]
    answer = said.record.answer(MEANING)
    told = answer_in_words(question, answer, said.whole.zone)
    line = next(
        each for group in build_check(said).groups for each in group.lines if each.question == MEANING
    )
    assert words_beside(question, answer) == words
    assert told.startswith("Something else: “")
    assert told.endswith("”")
    assert line.words == told
    assert notes_on(question, said.whole) == []


def test_the_label_is_nobodys_words() -> None:
    """Without words the option stands there without quotation marks."""
    silent = other_chosen(MEANING).skip()
    question = shipped_bank().questions[MEANING]
    assert answer_in_words(question, silent.record.answer(MEANING), silent.whole.zone) == "Something else"


def test_a_note_of_the_therapist_is_not_what_was_said() -> None:
    """Only what stands in quotation marks in the first line is."""
    noted = asked(MEANING).note("seems “tired”").answer("other").skip()
    question = shipped_bank().questions[MEANING]
    assert answer_in_words(question, noted.record.answer(MEANING), noted.whole.zone) == "Something else"
