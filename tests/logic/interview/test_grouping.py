"""What is shown together: one line is as good as field by field, and texts share a screen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.step import Step
from tests.examples import examples
from tests.logic.interview.test_moves import QUIET_FRAME, at, begin

PANEL = (
    "sequence.q_before", "sequence.q_days_nights", "sequence.q_emotions", "sequence.q_thoughts_began",
    "sequence.q_necessary",
)  # fmt: skip
FIELDS = ("night_1", "night_2", "night_3", "difficulty")
WORDS = {
    field: st.one_of(st.none(), st.integers(0, 10), st.sampled_from(["unknown", "declined"]))
    for field in FIELDS
}


def by_field(interview: Interview, given_words: dict[str, Any]) -> Interview:
    """The interview after each number was answered, marked or left out on its own."""
    for field in FIELDS:
        word = given_words[field]
        if word is None:
            interview = interview.skip()
        else:
            interview = interview.status(word) if isinstance(word, str) else interview.answer(word)
    return interview


def by_line(interview: Interview, given_words: dict[str, Any]) -> Interview:
    """The interview after the same was typed on one line."""
    given_fields = {
        f: {"status": w} if isinstance(w, str) else w for f, w in given_words.items() if w is not None
    }
    return interview.answer_fields(given_fields)


@examples(60)
@given(first=st.fixed_dictionaries(WORDS), then=st.fixed_dictionaries(WORDS))
def test_one_line_is_as_good_as_field_by_field(first: dict[str, Any], then: dict[str, Any]) -> None:
    """Answered at once or one by one, first or again: the same record and the same next step."""
    start = at(begin(**QUIET_FRAME), "safety.sleep")
    assert [step.field for step in start.line] == list(FIELDS)
    lines, fields = by_line(start, first), by_field(start, first)
    assert (fields.record, fields.at, fields.put) == (lines.record, lines.at, lines.put)
    lines, fields = by_line(at(lines, "safety.sleep"), then), by_field(at(fields, "safety.sleep"), then)
    assert (fields.record, fields.at, fields.put) == (lines.record, lines.at, lines.put)


def test_back_from_after_a_line_shows_the_line_and_back_again_leaves_it() -> None:
    """A line counts as one step."""
    start = at(begin(**QUIET_FRAME), "safety.sleep")
    here = start.trail[-1]
    back = start.answer_fields({"night_1": 5}).back()
    assert [step.field for step in back.line] == list(FIELDS)
    assert here == back.back().at


def test_texts_share_a_screen_and_each_is_opened_on_its_own() -> None:
    """After a text was typed the screen comes back; done goes on behind all of them."""
    shared = at(begin(**QUIET_FRAME), "sequence.q_emotions")
    assert shared.panel == PANEL
    typed = shared.open_part("sequence.q_emotions").answer("fear")
    assert (shared.at, "fear") == (typed.at, typed.record.answers["sequence.q_emotions"])
    done = typed.skip()
    assert Step("sequence.event") == done.at
    assert set(PANEL) <= done.put
    assert shared.at == done.back().at


def test_on_the_brief_path_one_text_stands_alone() -> None:
    """Where only one of them is asked it is a question like any other, and an entry can be made from it."""
    alone = at(begin("brief", **QUIET_FRAME), "sequence.q_before")
    assert alone.panel == ()
    assert alone.adds_to == "sequence.event"


def test_an_entry_made_from_a_text_comes_back_to_it() -> None:
    """Adding to the sequence asks the front fields of an entry and returns to where it was told."""
    shared = at(begin(**QUIET_FRAME), "sequence.q_before")
    entry = shared.add_to("sequence.event").answer("A short night")
    while entry.at != shared.at:
        entry = entry.skip()
    assert entry.record.answers["sequence.event"] == [{"what": "A short night"}]
    assert shared.trail == entry.trail
    opened = shared.open_part("sequence.q_before")
    again = opened.add_to("sequence.event").answer("A quarrel")
    while again.at != opened.at:
        again = again.skip()
    assert again.answer("words").panel == PANEL


def test_a_full_sequence_takes_no_entry() -> None:
    """With twenty entries nothing more can be added from a text."""
    full = begin(**QUIET_FRAME, sequence__event=[{"what": "x"}] * 20)
    assert at(full, "sequence.q_before").adds_to is None


def test_a_text_opened_from_check_answers_comes_back_to_the_list() -> None:
    """Changing one line opens that text alone, also when the shared screen was left for check-answers."""
    shared = at(begin(**QUIET_FRAME), "sequence.q_before")
    line = shared.check().jump("sequence.q_emotions")
    assert Step("sequence.q_emotions", detail=True) == line.at
    assert line.answer("fear").at is None
    assert replace(line, at=line.at).panel == ()
