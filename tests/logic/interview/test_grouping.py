"""What is shown together: one line is as good as field by field, and what belongs together is one form."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.step import Step
from tests.banks_under_test import shipped_bank
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


def questions(interview: Interview) -> list[str]:
    """The questions of the form on screen."""
    return list(dict.fromkeys(step.question for step in interview.form))


def test_texts_share_a_screen_and_follow_one_another() -> None:
    """Each is a part of the same form; behind the last one the interview goes on."""
    shared = at(begin(**QUIET_FRAME), "sequence.q_before")
    for question in PANEL:
        assert Step(question) == shared.at
        assert questions(shared) == list(PANEL)
        shared = shared.answer("words") if question == "sequence.q_emotions" else shared.skip()
    assert Step("sequence.event") == shared.at
    assert shared.record.answers["sequence.q_emotions"] == "words"
    assert set(PANEL) <= shared.put
    assert Step(PANEL[-1]) == shared.back().at


def test_choices_and_groups_share_a_screen_with_what_belongs_to_them() -> None:
    """A part that an answer puts out of the question leaves the form at once."""
    setting = begin()
    rest = ["frame.present", "frame.age_band", "frame.state"]
    assert questions(setting.answer("video")) == ["frame.mode", "frame.location", *rest]
    assert questions(setting.answer("in_person")) == ["frame.mode", *rest]
    feelings = at(begin(**QUIET_FRAME), "contact.feelings")
    assert [step.field for step in feelings.form] == ["selected", "strongest", None]


def test_the_fields_of_an_entry_are_a_form_and_the_optional_ones_another() -> None:
    """Details never stand among the fields that are asked one after the other."""
    entry = at(begin(**QUIET_FRAME), "event.substance")
    assert [step.field for step in entry.form][:2] == ["class", "name"]
    assert not any(step.detail for step in entry.form)
    listed = entry.answer("z_drug")
    while not listed.in_list:
        listed = listed.skip()
    assert all(step.detail for step in listed.list_action("details").form)


def test_nothing_shares_a_screen_with_consent_or_with_a_question_of_danger() -> None:
    """They are asked plainly, one at a time."""
    alone = ("frame.consent", "safety.now", "safety.suicide", "safety.taking_intent", "safety.home_safe")
    assert not any(shipped_bank().questions[question].screen for question in alone)


def test_on_the_brief_path_one_text_stands_alone() -> None:
    """Where only one of them is asked it is a question like any other, and an entry can be made from it."""
    alone = at(begin("brief", **QUIET_FRAME), "sequence.q_before")
    assert alone.form == ()
    assert alone.adds_to == "sequence.event"


def test_an_entry_made_from_a_text_comes_back_to_it() -> None:
    """Adding to the sequence asks the front fields of an entry and returns to where it was told."""
    shared = at(begin(**QUIET_FRAME), "sequence.q_before")
    entry = shared.add_to("sequence.event").answer("A short night")
    while entry.at != shared.at:
        entry = entry.skip()
    assert entry.record.answers["sequence.event"] == [{"what": "A short night"}]
    assert shared.trail == entry.trail
    assert questions(entry) == list(PANEL)


def test_the_first_entry_of_a_list_begins_by_itself_and_is_left_from_its_first_field() -> None:
    """Whoever has nothing to enter is at the list with one key; from there an entry is begun as ever."""
    begun = at(begin(**QUIET_FRAME), "revise.ifthen")
    assert Step("revise.ifthen", 0, "if") == begun.at
    left = begun.skip()
    assert Step("revise.ifthen") == left.at
    assert "revise.ifthen" not in left.record.answers
    assert Step("revise.ifthen", 0, "then") == left.list_action("add").skip().at


def test_a_half_typed_part_of_an_entry_that_holds_nothing_can_be_emptied() -> None:
    """What was begun goes, and no entry comes of it."""
    begun = at(begin(**QUIET_FRAME), "revise.ifthen").with_draft("half a sen")
    cleared = begun.clear()
    assert (cleared.at, cleared.drafts) == (begun.at, {})
    assert "revise.ifthen" not in cleared.record.answers


def test_the_first_entry_can_be_marked_unknown_as_a_whole() -> None:
    """The marks of the whole question are offered as long as it holds nothing."""
    begun = at(begin(**QUIET_FRAME), "event.substance")
    assert begun.whole_statuses == begun.question.allow != ()
    marked = begun.status("unknown", whole=True)
    assert marked.record.answers["event.substance"] == {"status": "unknown"}
    assert begun.answer("alcohol").whole_statuses == ()


def test_a_full_sequence_takes_no_entry() -> None:
    """With twenty entries nothing more can be added from a text."""
    full = begin(**QUIET_FRAME, sequence__event=[{"what": "x"}] * 20)
    assert at(full, "sequence.q_before").adds_to is None


def test_a_text_opened_from_check_answers_comes_back_to_the_list() -> None:
    """Changing one line opens that text, with the others beside it."""
    shared = at(begin(**QUIET_FRAME), "sequence.q_before")
    line = shared.check().jump("sequence.q_emotions")
    assert Step("sequence.q_emotions") == line.at
    assert questions(line) == list(PANEL)
    assert line.answer("fear").at is None
