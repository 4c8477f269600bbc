"""Trouble while keeping: it is said, it can be tried again, and nothing that was given is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.keeping.in_file import InFile
from relapse_cli.errors import InputError, StoreError
from relapse_cli.model.reply import Jump, OpenCheck, Paused
from relapse_cli.store.whole.store import Store
from tests.app.held import AGREED, FRAME, Desk, Person, Row, store_in, typing

FULL = "The disk is full."
WRITE, DISCARD = "write", "discard"
FIRST = {**AGREED, "event.disclosed": "self", "safety.now": ["none"]}


def refuse(monkeypatch: pytest.MonkeyPatch, method: str, when: Callable[[int], bool]) -> list[int]:
    """Let a method of the store refuse its n-th calls, and count the calls."""
    calls: list[int] = []
    real = getattr(Store, method)

    def perhaps(self: Store, *args: Any, **more: Any) -> Any:
        calls.append(len(calls) + 1)
        if when(calls[-1]):
            raise StoreError(FULL, remedy="Make room.")
        return real(self, *args, **more)

    monkeypatch.setattr(Store, method, perhaps)
    return calls


def stored_answers(desk: Desk) -> dict[str, Any]:
    """The answers of the one interview in the store."""
    from relapse_cli.logic.journal.changes import record_of

    with store_in(desk.folder) as store:
        (stored,) = store.interviews()
        return dict(record_of(store.entries(stored.id)).answers)


def always(_: int) -> bool:
    """Every call."""
    return True


def test_trying_again_works_when_the_trouble_is_over(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen says what is wrong and what to do; the second try is kept, and the header says so."""
    refuse(monkeypatch, "append", lambda call: call == 1)
    person = Person({**FIRST, "keep.trouble": "again"})
    desk.interview(person)
    trouble = person.screen("keep.trouble")
    assert [option.id for option in trouble.ask.options] == ["again", "go_on"]
    assert trouble.body[:2] == (FULL, "Make room.")
    assert person.asked.count("keep.trouble") == 1
    assert person.screens[-1].around.keeping == "saved"
    assert stored_answers(desk) == FIRST


def test_going_on_says_not_saved_and_the_next_answer_carries_the_lost_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The word in the header is true at each screen."""
    refuse(monkeypatch, "append", lambda call: call == 1)
    person = Person({**FIRST, "keep.trouble": "go_on"})
    desk.interview(person)
    words = {screen.step.question: screen.around.keeping for screen in person.screens}
    assert (words["event.disclosed"], words["safety.now"]) == ("saved", "not saved")
    assert person.screens[-1].around.keeping == "saved"
    assert stored_answers(desk) == FIRST


def test_a_store_that_cannot_be_begun_is_tried_again_with_the_next_answer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first write is the one with the agreement; the answers before it come too."""
    refuse(monkeypatch, "begin", lambda call: call == 1)
    person = Person({**FIRST, "keep.trouble": "go_on"})
    desk.interview(person)
    assert stored_answers(desk) == FIRST


def test_an_interview_that_cannot_be_held_is_kept_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal between the first write and the hold does not make every later write impossible."""
    refuse(monkeypatch, "hold", lambda call: call == 1)
    person = Person({**FIRST, "keep.trouble": "go_on"})
    desk.interview(person)
    assert person.asked.count("keep.trouble") == 1
    assert stored_answers(desk) == FIRST


def test_what_was_not_saved_is_kept_at_the_pause(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last answer before a pause is tried again, and no file is asked for when that works."""
    refuse(monkeypatch, "append", lambda call: call == 1)
    person = Person({**AGREED, "event.disclosed": "self", "keep.trouble": "go_on"})
    result = desk.interview(person)
    assert person.asked[-1] == "safety.now"
    assert result.stored is not None
    assert stored_answers(desk) == {**AGREED, "event.disclosed": "self"}


def test_when_nothing_works_a_file_is_offered_at_the_end(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file holds everything but the place of the patient, and is where the way on leads."""
    refuse(monkeypatch, "append", always)
    person = Person({**FIRST, "keep.trouble": Row(["go_on"] * 9), "keep": WRITE})
    result = desk.interview(person)
    assert result.kept is not None
    assert result.stored is None
    answers = json.loads(result.kept.read_text("utf-8"))["answers"]
    assert answers == {**FIRST, "frame.location": "withheld"}


def test_a_finished_interview_shows_its_plan_whatever_the_store_does(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan cannot be kept either, and is there; the sign-off goes into the file."""
    refuse(monkeypatch, "append", always)
    person = Person({
        **AGREED, "event.disclosed": "self", "safety.now": OpenCheck(), "sign.now": "later",
        "keep": WRITE, "keep.trouble": Row(["go_on"] * 9),
    })  # fmt: skip
    result = desk.interview(person)
    assert result.interview.finished
    assert result.plan is not None
    assert result.kept is not None


def test_a_plan_that_cannot_be_kept_is_shown_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every answer is in the store; that the plan is not is said, and can be passed over."""
    refuse(monkeypatch, "append", lambda call: call > 3)
    person = Person({
        **AGREED, "event.disclosed": "self", "safety.now": OpenCheck(), "sign.now": "later",
        "keep.trouble": "go_on",
    })  # fmt: skip
    result = desk.interview(person)
    assert person.asked[-1] == "keep.trouble"
    assert result.plan is not None
    assert result.stored is not None


def test_with_nobody_to_ask_the_error_ends_the_command(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script learns of it by exit code 5, and the file of -o is written as far as the answers had come."""
    refuse(monkeypatch, "append", always)
    refuse(monkeypatch, "begin", always)
    source = desk.folder / "answers.json"
    source.write_text(json.dumps(FIRST))
    target = desk.folder / "record.json"
    with pytest.raises(StoreError, match="disk is full") as caught:
        desk.interview(None, answers=str(source), output=target)
    assert caught.value.exit_code == 5
    assert json.loads(target.read_text("utf-8"))["answers"]["frame.consent"] is True
    assert json.loads(source.read_text("utf-8")) == FIRST


def test_a_file_that_works_is_kept_when_the_store_does_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One place in trouble does not keep the other from its work, and no second file is asked for."""
    refuse(monkeypatch, "append", always)
    target = desk.folder / "record.json"
    person = Person({**FIRST, "keep.trouble": Row(["go_on"] * 9)})
    result = desk.interview(person, output=target)
    assert "keep" not in person.asked
    assert json.loads(target.read_text("utf-8"))["answers"] == {**FIRST, "frame.location": "withheld"}
    assert (result.kept, result.stored) == (target, None)


def test_a_store_that_works_is_kept_when_the_file_does_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the other way round; what could not be written to the file is offered another one."""

    def save(self: InFile, *_: Any) -> None:
        raise InputError("The stick is gone.", remedy="Put it back.")

    monkeypatch.setattr(InFile, "save", save)
    person = Person({**FIRST, "keep.trouble": Row(["go_on"] * 9), "keep": DISCARD})
    result = desk.interview(person, output=desk.folder / "record.json")
    assert result.stored is not None
    assert stored_answers(desk) == FIRST


def test_a_file_that_appears_meanwhile_is_not_written_over(desk: Desk) -> None:
    """Another program made it while the interview was held: that is said, and nothing of either is lost."""
    target = desk.folder / "record.json"
    person = Person(
        {**FIRST, "keep.trouble": Row(["go_on"] * 9), "keep": WRITE},
        lambda screen: target.write_text("theirs") if screen.step.question == "frame.consent" else None,
    )
    result = desk.interview(person, output=target, stored=False)
    assert target.read_text() == "theirs"
    assert result.kept not in {None, target}
    assert json.loads(str(result.kept and result.kept.read_text()))["answers"]["safety.now"] == ["none"]


def test_a_file_that_cannot_be_written_at_the_end_is_asked_for_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error there is told, and the question comes back."""
    real, calls = InFile.save, []

    def save(self: InFile, *given: Any) -> None:
        calls.append(given)
        if len(calls) == 1:
            raise InputError("The folder is gone.", remedy="Make it again.")
        real(self, *given)

    monkeypatch.setattr(InFile, "save", save)
    person = Person({**FIRST, "keep": Row([WRITE, WRITE])})
    result = desk.interview(person, stored=False)
    assert person.told == ["The folder is gone. Make it again."]
    assert result.kept is not None
    assert result.kept.exists()


def test_no_key_press_waits_for_a_store_that_does_not_work(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the last answer is not saved, typing tries nothing; what was typed is kept later."""
    calls = refuse(monkeypatch, "append", lambda call: call == 1)
    made: list[int] = []

    def look(text: Any) -> Any:
        made.append(len(calls))
        return text

    person = Person({
        **AGREED, "event.disclosed": "self", "keep.trouble": "go_on",
        "safety.now": lambda *shown: (look(0), typing("a", "ab", then=Paused("ab"))(*shown), look(0))[1],
    })  # fmt: skip
    desk.interview(person)
    assert made == [1, 1]
    with store_in(desk.folder) as store:
        (stored,) = store.interviews()
        drafts = [entry.body["text"] for entry in store.entries(stored.id) if entry.kind == "draft"]
    assert drafts == ["ab"]
    assert stored_answers(desk) == {**AGREED, "event.disclosed": "self"}


@pytest.mark.parametrize("leaving", [SystemExit(143), KeyboardInterrupt()])
def test_being_ended_in_the_middle_of_a_write_keeps_the_answer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, leaving: BaseException
) -> None:
    """A signal that arrives while an answer is written: it is written on the way out."""
    real = Store.append
    calls: list[int] = []

    def append(self: Store, *given: Any) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise leaving
        real(self, *given)

    monkeypatch.setattr(Store, "append", append)
    with pytest.raises(type(leaving)):
        desk.interview(Person({**AGREED, "event.disclosed": "self"}))
    assert stored_answers(desk) == {**AGREED, "event.disclosed": "self"}


def test_the_error_of_an_erasure_can_be_tried_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The agreement is withdrawn and the store does not work: that is said, and the second try erases."""
    refuse(monkeypatch, "erase_interview", lambda call: call == 1)
    person = Person({
        **FRAME, "frame.consent": Row([True, False]), "event.disclosed": Jump("frame.consent"),
        "keep.trouble": "again", "consent": "stop",
    })  # fmt: skip
    desk.interview(person)
    assert person.screen("keep.trouble").label == "What was kept could not be removed yet."
    with store_in(desk.folder) as store:
        assert [one.erased for one in store.interviews()] == [True]


def test_a_pause_where_an_answer_cannot_be_saved_is_a_pause(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No further question comes; the file that is written holds every answer, and the store is not named."""
    refuse(monkeypatch, "append", always)
    person = Person({**FIRST, "keep": WRITE})
    result = desk.interview(person)
    assert person.asked[-2:] == ["keep.trouble", "keep"]
    assert person.asked.count("keep.trouble") == 1
    assert result.stored is None
    answers = json.loads(str(result.kept and result.kept.read_text("utf-8")))["answers"]
    assert answers == {**AGREED, "event.disclosed": "self", "frame.location": "withheld"}
    assert result.not_kept == (f"The store ({stored_in(desk)}) does not have: How the return became known.",)


def test_a_pause_there_is_tried_once_more_and_then_needs_no_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trouble is over at the pause: everything is in the store, and nothing is asked any more."""
    refuse(monkeypatch, "append", lambda call: call == 1)
    person = Person({**FIRST})
    result = desk.interview(person)
    assert person.asked[-1] == "keep.trouble"
    assert stored_answers(desk) == {**AGREED, "event.disclosed": "self"}
    assert (result.stored is not None, result.kept, result.not_kept) == (True, None, ())


def test_a_pause_there_with_a_file_that_works_asks_for_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file of -o has it all, so it is what the way on leads to."""
    refuse(monkeypatch, "append", always)
    target = desk.folder / "record.json"
    person = Person({**FIRST})
    result = desk.interview(person, output=target)
    assert person.asked[-1] == "keep.trouble"
    assert (result.kept, result.stored) == (target, None)
    assert json.loads(target.read_text("utf-8"))["answers"]["event.disclosed"] == "self"


def test_what_a_pause_could_keep_nowhere_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers before it are in the store; the one that is not is called by its title."""
    refuse(monkeypatch, "append", always)
    person = Person({**FIRST, "keep": DISCARD})
    result = desk.interview(person)
    assert result.stored is not None
    assert result.kept is None
    assert result.not_kept == (
        f"The store ({result.stored[:8]}) does not have: How the return became known.",
    )


def test_a_pause_by_ctrl_c_there_is_an_interruption(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has the exit code of an interruption, as at any other question."""
    refuse(monkeypatch, "append", always)
    person = Person({**FIRST, "keep.trouble": Paused(interrupted=True), "keep": WRITE})
    assert desk.interview(person).interrupted


def test_what_was_half_given_beside_it_goes_into_the_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pause with words half typed, and a store that keeps nothing: they are a draft beside the file."""
    refuse(monkeypatch, "append", lambda call: call > 1)
    person = Person({**FIRST, "safety.now": Paused("none, but"), "keep": WRITE})
    result = desk.interview(person)
    assert result.kept is not None
    assert "none, but" in result.kept.with_name(f"{result.kept.name}.draft").read_text("utf-8")
    assert result.not_kept == (f"The store ({stored_in(desk)}) does not have: what is half given.",)


def test_a_pause_where_the_file_cannot_be_written_either_looks_for_another_place(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is written to the home folder when the folder here takes nothing; that is said."""
    refuse(monkeypatch, "append", always)
    home = desk.folder / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    only_in(monkeypatch, home)
    result = desk.interview(Person({**FIRST}))
    assert result.kept is not None
    assert result.kept.parent == home
    assert json.loads(result.kept.read_text("utf-8"))["answers"]["event.disclosed"] == "self"


def test_a_pause_ends_where_nothing_at_all_can_be_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal that is gone answers every question with a pause; it ends, and says what is kept nowhere."""
    refuse(monkeypatch, "append", always)
    only_in(monkeypatch, desk.folder / "nowhere")
    person = Person({**FIRST})
    result = desk.interview(person)
    assert person.told[-1].startswith("The stick is gone.")
    assert result.kept is None
    assert result.not_kept[0].endswith("does not have: How the return became known.")


def test_a_pause_where_an_agreement_could_not_be_taken_back_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept without an agreement is never passed over: it is named with the way to remove it."""
    refuse(monkeypatch, "erase_interview", always)
    person = Person({
        **FRAME, "frame.consent": Row([True, False]), "event.disclosed": Jump("frame.consent"),
    })  # fmt: skip
    result = desk.interview(person)
    assert person.asked[-1] == "keep.trouble"
    assert result.stored is not None
    (words,) = result.not_kept
    assert words.startswith(f"The agreement was taken back, and the store ({result.stored[:8]}) still has")
    assert words.endswith("go on with it there, and take the agreement back again.")


def test_an_agreement_given_again_goes_on_with_what_could_not_be_removed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the same interview in the store, and every answer is in it."""
    refuse(monkeypatch, "erase_interview", always)
    person = Person({
        **FRAME, "frame.consent": Row([True, False, True]),
        "event.disclosed": Row([Jump("frame.consent"), "self"]),
        "keep.trouble": Row(["go_on"] * 9), "consent": "ask_again", "safety.now": ["none"],
    })  # fmt: skip
    result = desk.interview(person)
    assert result.stored is not None
    assert stored_answers(desk) == FIRST


def stored_in(desk: Desk) -> str:
    """The short id of the one interview in the store."""
    with store_in(desk.folder) as store:
        (stored,) = store.interviews()
        return stored.id[:8]


def only_in(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let record files be written in one folder only."""
    real = InFile.save

    def save(self: InFile, *given: Any) -> None:
        if self.path.resolve().parent != folder:
            raise InputError("The stick is gone.", remedy="Put it back.")
        real(self, *given)

    monkeypatch.setattr(InFile, "save", save)
