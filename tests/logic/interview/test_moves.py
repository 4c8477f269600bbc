"""The interview as a state machine: any way through it ends where the answers lead, and loses nothing."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step
from tests.banks_under_test import shipped_bank
from tests.examples import slow_examples
from tests.record_strategies import PATHS, QUESTIONS, STARTED_AT, RandomDice, plain_value

NOW = datetime.fromisoformat(STARTED_AT)
QUIET_FRAME: dict[str, Any] = {
    "frame.mode": "in_person", "frame.present": ["patient_alone"], "frame.age_band": "age_18_64",
    "frame.state": "clear", "frame.consent": True, "event.disclosed": "self",
}  # fmt: skip


def begin(path: str = "core", **answers: Any) -> Interview:
    """An interview of a path that begins with some answers: ``safety__now=["none"]``."""
    known = {name.replace("__", ".", 1): answer for name, answer in answers.items()}
    record = Record.model_validate(
        {
            "format": "relapse-interview/1",
            "id": "walk",
            "case": "PR-1",
            "path": path,
            "started_at": STARTED_AT,
        }
    )
    return Interview.start(shipped_bank(), record.model_copy(update={"answers": known}))


def at(interview: Interview, question: str) -> Interview:
    """The interview with a question on screen."""
    return interview.jump(question)


def give(interview: Interview, question: str, value: object) -> Interview:
    """The interview after a question of one part was answered."""
    return at(interview, question).answer(value)


def some_value(interview: Interview, rng: random.Random) -> object:
    """A value that fits the step on screen."""
    assert interview.at is not None
    spec = QUESTIONS[interview.at.question]
    if interview.at.is_words:
        return rng.choice(["a car that starts", "the long nights"])
    if interview.at.field is not None:
        spec = next(field for field in spec["fields"] if field["id"] == interview.at.field)
    return plain_value(RandomDice(rng), spec, NOW)


def random_reply(interview: Interview, rng: random.Random) -> Interview:
    """The interview after any reply an asker could give."""
    if interview.at is None:
        return rng.choice(
            [interview.resume, interview.back, lambda: interview.jump(rng.choice(interview.order))]
        )()
    section = rng.choice(interview.sections).first
    ways: list[Callable[[], Interview]] = [
        interview.back,
        interview.check,
        lambda: interview.jump(section),
        lambda: interview.note(rng.choice(["a note", "another"])),
        lambda: interview.with_draft("half a sen"),
    ]
    if interview.in_list:
        ways += [lambda: interview.list_action("add"), lambda: interview.list_action("done")] * 4
        if interview.entries:
            entry = rng.randrange(len(interview.entries))
            ways += [
                lambda: interview.list_action("change", entry),
                lambda: interview.list_action("details", entry),
            ]
            ways += [lambda: interview.list_action("remove", entry)]
    elif interview.is_whole:
        ways += [lambda: interview.open_part(rng.choice(interview.form))] * 10
        ways += [lambda: interview.list_action("done")] * 4
    else:
        ways += [lambda: answered(interview, rng)] * 20
    ways += [lambda status=status: interview.status(status) for status in interview.statuses]  # type: ignore[misc]
    ways += [lambda status=s: interview.status(status, whole=True) for s in interview.whole_statuses]  # type: ignore[misc]
    ways += [interview.skip] if interview.may_skip else []
    return rng.choice(ways)()


def answered(interview: Interview, rng: random.Random) -> Interview:
    """The interview after a value that fits, or as it is when the state machine refuses it with a fault."""
    value = some_value(interview, rng)
    return interview if interview.faults(value) else interview.answer(value)


def walk(interview: Interview, rng: random.Random, steps: int) -> list[Interview]:
    """The states of a random way."""
    states = [interview]
    for _ in range(steps):
        states.append(random_reply(states[-1], rng))
    return states


def to_the_end(interview: Interview) -> Interview:
    """Leave everything out until check-answers comes up and nothing is open."""
    for _ in range(1000):
        if interview.at is None:
            following = interview.resume()
            if following.at is None:
                return following
            interview = following
        interview = interview.list_action("done") if interview.in_list else interview.skip()
    raise AssertionError("the interview does not end")


def lost(before: Interview, after: Interview) -> set[str]:
    """The questions other than the one on screen whose stored answer changed, or that vanished."""
    on_screen = before.at.question if before.at is not None else None
    old, new = before.record.answers, after.record.answers
    return {q for q in old if q != on_screen and new.get(q) != old[q]}


@slow_examples(25)
@given(seed=st.integers(0, 10**9), path=st.sampled_from(PATHS), steps=st.integers(5, 60))
def test_any_way_ends_where_the_answers_alone_lead(seed: int, path: str, steps: int) -> None:
    """After any replies, everything that the answers call for has been put, and nothing else is read."""
    end = to_the_end(walk(begin(path), random.Random(seed), steps)[-1])
    read = Evaluation(shipped_bank(), end.record)
    called_for = {q for q in end.order if read.asked(q)}
    assert called_for <= end.put
    assert called_for == {q for q in end.order if end.reading.asked(q)}
    assert {q: read.answer(q) for q in end.order} == {q: end.reading.answer(q) for q in end.order}


@slow_examples(25)
@given(seed=st.integers(0, 10**9), path=st.sampled_from(PATHS))
def test_nothing_stored_is_lost_on_any_way(seed: int, path: str) -> None:
    """Only the question on screen changes, notes stay, and progress never exceeds its total."""
    states = walk(begin(path), random.Random(seed), 50)
    for before, after in itertools.pairwise(states):
        assert lost(before, after) == set()
        for question, answer in before.record.given.items():
            if answer.note is not None and question in after.record.answers:
                assert after.record.answer(question).note is not None
        done, total = after.progress
        assert done <= total


@slow_examples(15)
@given(seed=st.integers(0, 10**9))
def test_going_back_changes_no_answer(seed: int) -> None:
    """However often one goes back, the answers and the drafts stay as they are."""
    end = walk(begin(), random.Random(seed), 40)[-1]
    back = end
    for _ in range(60):
        back = back.back()
    assert end.record == back.record
    assert end.drafts == back.drafts


def test_a_note_belongs_to_the_question_also_in_a_field() -> None:
    """A note taken in a field of a group stands beside the whole answer, where the plan looks for it."""
    taken = at(begin(**QUIET_FRAME), "safety.anxiety").note("tired").answer(4)
    assert taken.record.answers["safety.anxiety"] == {"value": {"peak": 4}, "note": "tired"}


def test_an_empty_note_takes_the_note_away_and_leaves_no_trace() -> None:
    """Removing a note on an unanswered question leaves it unanswered."""
    noted = at(begin(**QUIET_FRAME), "safety.alone").note("later")
    assert noted.record.answers["safety.alone"] == {"value": None, "note": "later"}
    assert "safety.alone" not in noted.note(" ").record.answers


def test_a_note_alone_is_no_answer_on_resuming() -> None:
    """A question that holds only a note is put again."""
    assert "safety.now" not in begin(**QUIET_FRAME, safety__now={"value": None, "note": "later"}).put


def test_a_multi_with_an_answer_can_still_become_unknown() -> None:
    """A stored list of options does not count as a list of entries."""
    interview = at(begin(**QUIET_FRAME, safety__now=["none"]), "safety.now")
    assert interview.statuses == ("unknown", "declined")


def test_a_status_for_the_whole_group_can_be_gone_back_to() -> None:
    """Going back after "not known, for all" lands on a field of the group, never on the group itself."""
    interview = at(begin(**QUIET_FRAME), "safety.anxiety")
    back = interview.status("unknown", whole=True).back()
    assert back.record.answers["safety.anxiety"] == {"status": "unknown"}
    assert Step("safety.anxiety", None, "peak") == back.at


def test_changing_a_line_at_check_answers_comes_back_to_it() -> None:
    """With questions still open, changing one line returns to the list and puts nothing else."""
    interview = begin(**QUIET_FRAME).check()
    assert interview.jump("frame.age_band").answer("age_65_plus").at is None


def test_changing_a_line_puts_what_it_newly_opens() -> None:
    """A changed gate leads on to the question it opens, and then back to the list."""
    interview = begin(**QUIET_FRAME).check().jump("frame.mode").answer("video")
    assert Step("frame.location") == interview.at
    assert interview.answer("Main Street 5").at is None


def test_a_jump_goes_on_where_it_came_from() -> None:
    """After a jump and what is open in that section, the interview is where it was."""
    interview = begin(**QUIET_FRAME, safety__now=["none"])
    here = interview.at
    there = interview.jump("close.ok").answer(True)
    assert Step("close.learned") == there.at
    assert here == there.skip().at


def test_a_question_that_a_jump_left_is_put_once() -> None:
    """Where the way back through the section has put it already, the jump does not open it again."""
    feelings = {"selected": ["guilt"], "strongest": "guilt"}
    left = begin(**QUIET_FRAME, safety__now=["none"], contact__feelings=feelings)
    again = left.jump("contact.feelings").answer(["guilt"]).answer("guilt")
    assert Step("contact.meaning") == left.at == again.at
    following = again.answer("serious_workable")
    for _ in range(9):
        assert Step("contact.meaning") != following.at
        following = following.skip()


def test_a_jump_out_of_an_entry_that_was_only_begun_comes_back_to_its_list() -> None:
    """Nothing is stored in it yet, so there is no such entry to open; the next jump has its own way back."""
    interview = replace(at(begin(**QUIET_FRAME), "revise.ifthen"), return_to=None)
    back = interview.list_action("add").jump("close.ok").answer(True)
    while back.at is not None and back.at.question.startswith("close."):
        back = back.skip()
    assert Step("revise.ifthen") == back.at
    assert back.return_to is None


def test_back_from_a_jump_does_not_return_twice() -> None:
    """Going back from where a jump led gives the question once, not once more afterwards."""
    interview = begin(**QUIET_FRAME)
    assert interview.at == Step("safety.now")
    back = interview.jump("close.ok").back()
    assert Step("safety.now") == back.at
    assert Step("safety.now") != back.answer(["none"]).at


def test_the_strongest_must_be_among_the_selected() -> None:
    """A strongest feeling that was not marked is refused."""
    interview = at(begin(**QUIET_FRAME), "contact.feelings").answer(["fear", "guilt"])
    assert Step("contact.feelings", None, "strongest") == interview.at
    assert [fault.code for fault in interview.faults("shame")] == ["REC_113"]
    assert interview.faults("fear") == ()


def test_removing_an_entry_takes_its_draft_along() -> None:
    """The draft of a later entry stays with that entry when an earlier one is removed."""
    entries = [{"what": "one"}, {"what": "two"}]
    interview = at(begin(**QUIET_FRAME, sequence__event=entries), "sequence.event")
    opened = interview.list_action("change", 1).open_part(Step("sequence.event", 1, "what"))
    second = opened.with_draft("two and a h")
    left = replace(second, at=Step("sequence.event")).list_action("remove", 0)
    assert left.record.answers["sequence.event"] == [{"what": "two"}]
    assert {Step("sequence.event", 0, "what"): "two and a h"} == left.drafts


def test_at_level_four_every_question_may_be_left_out() -> None:
    """An emergency makes the remaining questions optional."""
    quiet, urgent = begin(**QUIET_FRAME), begin(**QUIET_FRAME, safety__now=["unrousable"])
    assert not at(quiet, "safety.suicide").may_skip
    assert at(urgent, "safety.suicide").may_skip


@pytest.mark.parametrize("path", PATHS)
def test_each_path_can_be_left_out_from_end_to_end(path: str) -> None:
    """Every path has an end."""
    assert to_the_end(begin(path)).at is None


def test_an_entry_keeps_its_fields_when_one_of_them_changes() -> None:
    """Changing one field of an entry leaves the others."""
    entry = {"class": "z_drug", "name": "zolpidem"}
    whole = at(begin(**QUIET_FRAME, event__substance=[entry]), "event.substance").list_action("change", 0)
    changed = whole.open_part(Step("event.substance", 0, "class")).answer("alcohol")
    assert changed.at == whole.at
    assert changed.at_step(Step("event.substance", 0)).value == {
        "class": "alcohol",
        "name": "zolpidem",
    }
