"""Keeping an interview in the store: what is written, when, and what a store that does not work changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pytest

from relapse_cli.app.keeping import waiting
from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.keeping.place import Answers, Decided, Draft, PlanMade
from relapse_cli.errors import StoreError
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.changes import replay
from relapse_cli.model.journal import Entry
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step
from relapse_cli.store.journal.erase import Erasure
from tests.app.held import AGREED
from tests.banks_under_test import record_of, shipped_bank

AT = "2026-11-20T09:00:05+01:00"


class FakeStore:
    """A store in memory that counts its writes, and refuses as often as it is told."""

    def __init__(self) -> None:
        self.writes: list[list[Entry]] = []
        self.held: list[str] = []
        self.erased: list[str] = []
        self.folder = Path("nowhere")
        self.refusing: dict[str, int] = {}
        self.went: StoreError | None = None

    @property
    def entries(self) -> list[Entry]:
        """Everything that was written."""
        return [entry for write in self.writes for entry in write]

    @property
    def drafts(self) -> list[str]:
        """The half-typed texts that were written, in order."""
        return [str(entry.body["text"]) for entry in self.entries if entry.kind == "draft"]

    def begin(self, record: Record, entries: Sequence[Entry]) -> None:
        """Begin an interview, once."""
        self._refuse("begin")
        assert not self.writes, f"{record.id} is stored already"
        self.writes.append(list(entries))

    def append(self, interview_id: str, entries: Sequence[Entry]) -> None:
        """Write entries."""
        self._refuse("append")
        assert entries, interview_id
        self.writes.append(list(entries))

    def check_files(self) -> None:
        """See that the store is where it was."""
        self._refuse("check")

    def hold(self, interview_id: str) -> None:
        """Hold an interview."""
        self._refuse("hold")
        self.held.append(interview_id)

    def erase_interview(self, interview_id: str) -> Erasure:
        """Erase an interview, of which there is a backup."""
        self._refuse("erase")
        self.erased.append(interview_id)
        self.writes = []
        return Erasure("erased-1", 1, 1, ("stick.zip",))

    def _refuse(self, what: str) -> None:
        if self.refusing.get(what, 0) > 0:
            self.refusing[what] -= 1
            raise StoreError("The disk is full.", remedy="Make room.")


class FakeTimer:
    """A timer that goes off when the test says so."""

    waiting: ClassVar[list[FakeTimer]] = []

    def __init__(self, seconds: float, run: Callable[[], None]) -> None:
        self.seconds, self.run = seconds, run

    def start(self) -> None:
        """Wait to go off."""
        self.waiting.append(self)

    def cancel(self) -> None:
        """Do not go off any more."""
        if self in self.waiting:
            self.waiting.remove(self)


class Bench:
    """A keeper with a fake store, a fake clock and a fake timer."""

    def __init__(self, standing: Answers | None = None) -> None:
        self.store = FakeStore()
        self.opened = 0
        self.seconds = 100.0
        self.keeper = InStore(self._open, lambda: AT, standing=standing, clock=lambda: self.seconds)

    def _open(self) -> Any:
        self.opened += 1
        return self.store

    def type(self, interview: Interview, *texts: str, each: float = 0.0) -> Interview:
        """Type texts one after the other; the clock goes on by so many seconds with each."""
        for text in texts:
            self.seconds += each
            interview = interview.with_draft(text)
            self.keeper.save(Draft(interview))
        return interview

    def go_off(self) -> None:
        """Let the timer go off."""
        (timer,) = FakeTimer.waiting
        FakeTimer.waiting.clear()
        self.seconds += timer.seconds
        timer.run()

    def kept(self) -> Interview:
        """What the journal gives back."""
        return replay(shipped_bank(), self.store.entries).interview


@pytest.fixture(autouse=True)
def fake_timers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test waits for a real timer."""
    FakeTimer.waiting = []
    monkeypatch.setattr(waiting.threading, "Timer", FakeTimer)
    yield
    FakeTimer.waiting = []


def begun(**answers: Any) -> Interview:
    """An interview to which the patient has agreed."""
    given = {**AGREED, **{name.replace("__", "."): value for name, value in answers.items()}}
    data = {"format": "relapse-interview/1", "id": "held-1", "case": "PR-1", "path": "core",
            "started_at": "2026-11-20T09:00:00+01:00", "answers": given}  # fmt: skip
    return Interview.start(shipped_bank(), record_of(data))


def test_the_store_is_opened_with_the_first_change_and_everything_is_in_it() -> None:
    """What was answered before is in the first write, and the interview is held."""
    bench = Bench()
    assert (bench.opened, bench.keeper.kept_as) == (0, None)
    bench.keeper.save(Answers(begun()))
    assert len(bench.store.writes) == 1
    assert bench.kept().record.answers == AGREED
    assert (bench.store.held, bench.keeper.kept_as) == (["held-1"], "held-1")


def test_one_append_for_each_answer_and_none_for_none() -> None:
    """The same state again writes nothing; an answer, a note and a step are one write each."""
    bench = Bench()
    first = begun()
    bench.keeper.save(Answers(first))
    bench.keeper.save(Answers(first))
    assert len(bench.store.writes) == 1
    answered = first.answer("self")
    noted = answered.note("said calmly")
    for state in (answered, noted, noted.back()):
        bench.keeper.save(Answers(state))
    assert len(bench.store.writes) == 4
    assert bench.kept() == noted.back()


def test_every_entry_says_when_it_was_written() -> None:
    """The time comes from the clock that was given."""
    bench = Bench()
    bench.keeper.save(Answers(begun()))
    assert {entry.at for entry in bench.store.entries} == {AT}


def test_half_typed_text_is_written_at_most_once_a_second() -> None:
    """Many key presses within a second are one write, and the last of them is what is written."""
    bench = Bench()
    state = begun()
    bench.keeper.save(Answers(state))
    bench.type(state, *"abcdefgh", each=0.1)
    assert bench.store.drafts == []
    assert [timer.seconds for timer in FakeTimer.waiting] == [pytest.approx(0.9)]
    bench.go_off()
    assert bench.store.drafts == ["h"]


def test_typing_for_minutes_is_written_every_second() -> None:
    """Over a long answer the writes are as many as the seconds, give or take one."""
    bench = Bench()
    state = begun()
    bench.keeper.save(Answers(state))
    due = 0.0
    for number in range(40):
        waiting = list(FakeTimer.waiting)
        state = bench.type(state, f"word {number}", each=0.25)
        due = due if waiting else bench.seconds + FakeTimer.waiting[0].seconds
        if bench.seconds >= due:
            FakeTimer.waiting.pop().run()
    assert 9 <= len(bench.store.drafts) <= 11


def test_the_first_key_after_a_pause_is_written_without_delay() -> None:
    """Nothing was written for a while, so the timer goes off at once."""
    bench = Bench()
    state = begun()
    bench.keeper.save(Answers(state))
    bench.type(state, "a", each=30)
    assert [timer.seconds for timer in FakeTimer.waiting] == [0.0]


def test_an_answer_takes_the_draft_along_and_stops_the_timer() -> None:
    """What was half typed elsewhere is in the same write, and nothing goes off later."""
    bench = Bench()
    state = begun()
    bench.keeper.save(Answers(state))
    typed = bench.type(state, "half a word")
    bench.keeper.save(Answers(typed.note("a note")))
    assert FakeTimer.waiting == []
    assert len(bench.store.writes) == 2
    assert bench.store.drafts == ["half a word"]


def test_a_text_that_was_deleted_again_is_not_written() -> None:
    """Typed and taken away within a second: the timer finds nothing to do."""
    bench = Bench()
    state = begun()
    bench.keeper.save(Answers(state))
    bench.type(state, "a", "")
    bench.go_off()
    assert len(bench.store.writes) == 1


def test_the_next_change_writes_what_is_half_typed_at_once() -> None:
    """The way out: no timer is waited for."""
    bench = Bench()
    state = begun()
    bench.keeper.save(Answers(state))
    typed = bench.type(state, "half a w")
    bench.keeper.save(Answers(typed))
    assert bench.kept().draft == "half a w"
    assert FakeTimer.waiting == []
    bench.keeper.save(Answers(typed))
    assert len(bench.store.writes) == 2


def test_a_timer_that_cannot_write_is_silent_and_the_next_answer_carries_it() -> None:
    """Nobody is told in the middle of a word, and the word is not lost."""
    bench = Bench()
    state = begun()
    bench.keeper.save(Answers(state))
    typed = bench.type(state, "half")
    bench.store.refusing = {"append": 1}
    bench.go_off()
    assert bench.store.drafts == []
    bench.keeper.save(Answers(typed.note("a note")))
    assert bench.store.drafts == ["half"]
    assert bench.kept().draft == "half"


@pytest.mark.parametrize("what", ["begin", "append", "hold"])
def test_what_could_not_be_written_comes_with_the_next_change(what: str) -> None:
    """After any refusal the journal is whole again with the next answer, and nothing is begun twice."""
    bench = Bench()
    state = begun()
    bench.store.refusing = {what: 1}
    refused = 0
    for following in (state, state.answer("self"), state.answer("self").note("a")):
        state = following
        try:
            bench.keeper.save(Answers(state))
        except StoreError:
            refused += 1
    assert refused == 1
    assert bench.kept() == state
    assert bench.keeper.kept_as == "held-1"


def test_going_on_writes_only_what_changes() -> None:
    """A journal that leads to a state already is added to, not begun anew."""
    state = begun()
    bench = Bench(Answers(state, frozenset({"event.now"})))
    bench.keeper.save(Answers(state, frozenset({"event.now"})))
    assert bench.store.writes == []
    bench.keeper.save(Answers(state))
    assert [entry.body for entry in bench.store.entries] == [{"confirmed": ["event.now"]}]


def test_undoing_erases_once_and_begins_anew() -> None:
    """After it nothing is kept, a timer writes nothing, and a new agreement begins a whole journal."""
    bench = Bench()
    state = begun()
    bench.keeper.save(Answers(state))
    bench.type(state, "half")
    left = bench.keeper.undo()
    assert bench.keeper.undo() == ()
    assert (bench.store.erased, bench.keeper.kept_as, FakeTimer.waiting) == (["held-1"], None, [])
    assert "stick.zip" in " ".join(left)
    assert bench.store.writes == []
    bench.keeper.save(Answers(state))
    assert bench.kept().record.answers == AGREED


def test_what_could_not_be_erased_is_erased_the_next_time() -> None:
    """An error leaves the keeper knowing that something is there."""
    bench = Bench()
    bench.keeper.save(Answers(begun()))
    bench.store.refusing = {"erase": 1}
    with pytest.raises(StoreError):
        bench.keeper.undo()
    assert bench.keeper.kept_as is not None
    bench.keeper.undo()
    assert bench.store.erased == ["held-1"]


def test_decisions_leave_private_answers_as_they_are() -> None:
    """A sign-off knows no place of the patient, and the store goes on knowing it."""
    bench = Bench()
    state = begun()
    bench.keeper.save(Answers(state))
    outside = state.record.model_copy(
        update={"answers": {**state.record.answers, "frame.location": "withheld"}, "path": "deep"}
    )
    bench.keeper.save(Decided(outside))
    kept = bench.kept().record
    assert (kept.path, kept.answers["frame.location"]) == ("deep", AGREED["frame.location"])


def test_a_plan_belongs_to_the_plan_and_not_to_the_content() -> None:
    """It is one entry of its own part."""
    from relapse_cli.logic.plan.build import plan

    bench = Bench()
    state = begun()
    bench.keeper.save(Answers(state))
    bench.keeper.save(PlanMade(plan(shipped_bank(), state.record), shipped_bank()))
    assert [(entry.kind, entry.part, entry.at) for entry in bench.store.writes[-1]] == [("plan", "plan", AT)]


def test_a_draft_is_kept_where_it_was_typed() -> None:
    """The step goes with the text."""
    bench = Bench()
    state = begun()
    bench.keeper.save(Answers(state))
    bench.keeper.save(Answers(bench.type(state, "half")))
    assert bench.kept().drafts == {Step("event.disclosed"): "half"}
