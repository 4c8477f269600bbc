"""What is half given is kept beside a record file and in a sign-off, is never an answer, and goes with it."""

from __future__ import annotations

import json
import os
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.keeping import waiting
from relapse_cli.app.keeping.draft_file import draft_path, read_drafts, write_drafts
from relapse_cli.app.keeping.half_given import KeepsHalfGiven
from relapse_cli.app.keeping.in_file import InFile
from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.keeping.keep import Keeping
from relapse_cli.app.keeping.place import Answers, Decided, Draft, Place
from relapse_cli.app.sessions.request import Request
from relapse_cli.app.sessions.resume import resume_file
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.changes import replay
from relapse_cli.model.ask import Stored, Text
from relapse_cli.model.reply import Answered, Back, Paused
from relapse_cli.model.screen import Around, Screen, Ways
from relapse_cli.model.step import Step, note_of
from relapse_cli.prompters.asker import Clerk
from relapse_cli.records.reader import read_records
from relapse_cli.screens.sign_off.papers import folder_screen
from tests.app.held import AGREED, CLOCK, Desk, Person, Row, typing
from tests.app.keeping.test_in_store import Bench, FakeTimer, begun
from tests.banks_under_test import record_of, shipped_bank

SIGNS = Step("safety.now")
WORDS = "a word nobody has taken"
LATER = "2026-11-20T15:00:00+01:00"
OF_ANOTHER = b'{"format": "relapse-draft/1", "record": "other", "drafts": [{"step": ["a"], "text": "b"}]}'


@pytest.fixture(autouse=True)
def fake_timers(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for a real timer."""
    FakeTimer.waiting = []
    monkeypatch.setattr(waiting.threading, "Timer", FakeTimer)


def at_signs() -> Interview:
    """An agreed interview at the danger signs."""
    interview = begun(event__disclosed="self")
    assert interview.at == SIGNS
    return interview


def in_file(folder: Path) -> InFile:
    """A place in a file that holds the interview."""
    file = InFile(shipped_bank(), folder / "record.json")
    file.save(Answers(at_signs()))
    return file


def test_a_draft_waits_a_moment_and_stands_beside_the_record(tmp_path: Path) -> None:
    """Only its owner can read it, and nothing of it is in the record."""
    file = in_file(tmp_path)
    file.save(Draft(at_signs().with_draft(f"fluids {WORDS}")))
    assert not draft_path(file.path, "held-1").exists()
    (timer,) = FakeTimer.waiting
    timer.run()
    assert read_drafts(file.path, "held-1") == {SIGNS: f"fluids {WORDS}"}
    if os.name == "posix":
        assert draft_path(file.path, "held-1").stat().st_mode & 0o777 == 0o600
    assert WORDS not in file.path.read_text("utf-8")
    (read,) = read_records(file.path)
    assert read.problems == ()


def test_an_answer_takes_the_place_of_its_draft(tmp_path: Path) -> None:
    """Once it is taken there is no file of drafts any more; what is half given elsewhere stays."""
    file = in_file(tmp_path)
    half = at_signs().with_draft("fluids").with_draft(WORDS, note_of("event.disclosed"))
    file.save(Answers(half))
    file.save(Answers(half.answer(["none"])))
    assert read_drafts(file.path, "held-1") == {note_of("event.disclosed"): WORDS}
    file.save(Answers(half.answer(["none"]).with_draft("", note_of("event.disclosed"))))
    assert not draft_path(file.path, "held-1").exists()


def test_a_withdrawn_agreement_takes_drafts_along(tmp_path: Path) -> None:
    """Neither the record nor what was half given is left, and no timer brings it back."""
    file = in_file(tmp_path)
    file.save(Answers(at_signs().with_draft(WORDS)))
    file.save(Draft(at_signs().with_draft(f"{WORDS} and more")))
    waits = list(FakeTimer.waiting)
    file.undo()
    for timer in waits:
        timer.run()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "theirs", [b"", b"no draft", OF_ANOTHER], ids=["empty", "no draft", "another record"]
)
def test_a_draft_of_another_record_is_never_written_over(tmp_path: Path, theirs: bytes) -> None:
    """Its record was moved away; a new record under the old name keeps what is half given beside it."""
    (tmp_path / "record.json.draft").write_bytes(theirs)
    file = in_file(tmp_path)
    file.save(Answers(at_signs().with_draft(WORDS)))
    assert (tmp_path / "record.json.draft").read_bytes() == theirs
    assert read_drafts(file.path, "held-1") == {SIGNS: WORDS}
    file.save(Answers(at_signs().with_draft(f"{WORDS} and more")))
    assert InFile(shipped_bank(), file.path, force=True, holds=file.written).drafts == {
        SIGNS: f"{WORDS} and more"
    }
    file.undo()
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("record.json.draft", theirs)]


def test_a_draft_under_its_other_name_stays_there(tmp_path: Path) -> None:
    """Once the file that was in the way is gone, what is half given is still found, and is there once."""
    theirs = tmp_path / "record.json.draft"
    theirs.write_bytes(OF_ANOTHER)
    file = in_file(tmp_path)
    file.save(Answers(at_signs().with_draft(WORDS)))
    theirs.unlink()
    assert read_drafts(file.path, "held-1") == {SIGNS: WORDS}
    file.save(Answers(at_signs().with_draft(f"{WORDS} and more")))
    assert not theirs.exists()
    file.save(Answers(at_signs().answer(["none"])))
    assert [path.name for path in tmp_path.iterdir()] == ["record.json"]


def test_what_never_leaves_the_store_is_in_no_file_of_drafts(tmp_path: Path) -> None:
    """The place of the person, half typed."""
    file = in_file(tmp_path)
    file.save(Answers(at_signs().with_draft(WORDS, Step("frame.location"))))
    assert not draft_path(file.path, "held-1").exists()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[", b"[]", b"{}", b"\xff", b"[" * 100_000,
        b'{"format": "relapse-draft/2", "record": "held-1", "drafts": []}',
        b'{"format": "relapse-draft/1", "record": "other", "drafts": [{"step": ["a"], "text": "b"}]}',
        b'{"format": "relapse-draft/1", "record": "held-1", "drafts": [{"step": [], "text": "b"}]}',
        b'{"format": "relapse-draft/1", "record": "held-1", "drafts": [{"step": ["a"], "text": 1}]}',
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_drafts_of_this_record_is_none(tmp_path: Path, data: bytes) -> None:
    """Broken, of another record or of another time: the record goes on without it."""
    record = tmp_path / "record.json"
    draft_path(record, "held-1").write_bytes(data)
    assert read_drafts(record, "held-1") == {}


def go_on(folder: Path, drafts: dict[Step, str], **answers: Any) -> Interview:
    """Go on with a record file on the same day."""
    path = folder / "record.json"
    data = {
        "format": "relapse-interview/1", "id": "old", "case": "PR-1", "path": "core", "started_at": CLOCK,
        "answers": {**AGREED, "event.disclosed": "self", **answers},
    }  # fmt: skip
    path.write_text(json.dumps(data), "utf-8")
    write_drafts(path, "old", drafts)
    request = Request("post_relapse", started_at=LATER)
    return resume_file(shipped_bank(), request, str(path), Person({"go_on": "go_on"}), None).interview


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        (SIGNS, SIGNS),
        (Step("event.disclosed"), Step("event.disclosed")),
        (note_of("event.disclosed"), Step("event.disclosed")),
        (Step("event.substance", 0, "name"), Step("event.substance", 0, "name")),
        (Step("safety.sleep", field="night_1"), Step("safety.sleep", field="night_1")),
    ],
)
def test_a_record_goes_on_where_something_was_half_given(tmp_path: Path, step: Step, shown: Step) -> None:
    """Ticks, an answer that was being changed, a note, a field of a new entry, numbers on a line."""
    interview = go_on(tmp_path, {step: "half"}, **{"safety.now": ["none"]} if step != SIGNS else {})
    assert (interview.at, interview.drafts) == (shown, {step: "half"})


@pytest.mark.parametrize(
    "step",
    [
        Step("no.such"),
        Step("safety.now", 3),
        Step("event.substance", 9, "name"),
        Step("app.sign.x", None, "a"),
    ],
)
def test_what_was_half_given_nowhere_moves_nothing(tmp_path: Path, step: Step) -> None:
    """A step that the bank does not know, or that cannot be shown, leaves the interview where it stands."""
    assert go_on(tmp_path, {step: "half"}).at == SIGNS


def test_on_another_day_nothing_half_given_comes_along(tmp_path: Path) -> None:
    """It belongs to the record of that day, and stays with it."""
    go_on(tmp_path, {SIGNS: "fluids"})
    request = Request("post_relapse", started_at="2026-11-22T15:00:00+01:00")
    path = tmp_path / "record.json"
    session = resume_file(shipped_bank(), request, str(path), Person({"go_on": "go_on"}), None)
    assert session.interview.drafts == {}
    assert read_drafts(path, "old") == {SIGNS: "fluids"}


def test_nothing_half_given_is_kept_before_the_agreement(desk: Desk, tmp_path: Path) -> None:
    """Neither in the store nor beside the file, however it ends."""
    person = Person({"frame.mode": typing(WORDS, then=Paused(WORDS)), "keep": "discard"})
    desk.interview(person, output=tmp_path / "record.json")
    assert [path.name for path in tmp_path.iterdir() if path.name not in {"key", "store"}] == []
    assert not desk.door().is_set_up


def test_ctrl_c_keeps_what_is_on_screen_in_every_place(desk: Desk, tmp_path: Path) -> None:
    """An answer that was half given and a note on it, in the store and beside the file."""

    def half(_: Screen, clerk: Any) -> Paused:
        clerk.keep_draft("fluids")
        clerk.keep_draft(WORDS, note_of("safety.now"))
        return Paused("fluids", interrupted=True)

    replies = {**AGREED, "event.disclosed": "self", "safety.now": half}
    result = desk.interview(Person(replies), output=tmp_path / "record.json")
    kept = {SIGNS: "fluids", note_of("safety.now"): WORDS}
    assert read_drafts(tmp_path / "record.json", result.interview.record.id) == kept
    person = Person({"go_on": "go_on"})
    desk.resume(person)
    asked = person.screens[-1]
    assert (asked.step, asked.stored.draft, asked.stored.begun_note) == (SIGNS, "fluids", WORDS)
    assert asked.around.keeping == "not yet taken"


def test_an_answer_that_was_not_to_be_stands_there_again(desk: Desk) -> None:
    """Ctrl-C on the way to an answer, after it was typed, keeps it as half given."""
    person = Person(
        {**AGREED, "event.disclosed": "self", "safety.now": typing("fluids", then=KeyboardInterrupt())}
    )
    desk.interview(person)
    again = Person({"go_on": "go_on"})
    desk.resume(again)
    assert (again.screens[-1].step, again.screens[-1].stored.draft) == (SIGNS, "fluids")


REASON = Screen(
    Step("app.sign.reason.A-1"), Text(), "Why?", ways=Ways(may_go_back=True), around=Around("Sign-off")
)


def place_of(kind: str, folder: Path) -> tuple[Place, Any]:
    """A place that a sign-off is kept in, and what is kept there."""
    if kind == "file":
        file = in_file(folder)
        return file, lambda: read_drafts(file.path, "held-1")
    bench = Bench()
    bench.keeper.save(Answers(at_signs()))
    return bench.keeper, lambda: bench.kept().drafts


def leaving(way: Any) -> Any:
    """Type half a reason, and leave."""

    def reply(_: Screen, clerk: Clerk) -> Any:
        clerk.keep_draft("seen by")
        if isinstance(way, BaseException):
            raise way
        return way

    return reply


@pytest.mark.parametrize("kind", ["file", "store"])
@pytest.mark.parametrize("leaves", [SystemExit(129), KeyboardInterrupt(), Paused("seen by"), Back("seen by")])
def test_a_reason_half_typed_in_a_sign_off_comes_back(tmp_path: Path, kind: str, leaves: Any) -> None:
    """However the screen is left; it is no decision, and the next decision takes it away."""
    place, kept = place_of(kind, tmp_path)
    asker = KeepsHalfGiven(Person({"sign.reason.A-1": leaving(leaves)}), Keeping([place]))
    expected = pytest.raises(type(leaves)) if isinstance(leaves, BaseException) else nullcontext()
    with expected:
        asker.ask(REASON)
    assert list(kept().values()) == ["seen by"]
    person = Person({"sign.reason.A-1": Row(["seen by the doctor", "seen by the doctor"])})
    keeping = Keeping([place])
    asker = KeepsHalfGiven(person, keeping)
    asker.ask(REASON)
    asker.ask(REASON)
    assert person.screens[0].stored.draft == "seen by"
    keeping.save(Decided(at_signs().record))
    assert (kept(), keeping.half_given) == ({}, {})


def test_where_papers_go_is_no_draft_of_the_record(tmp_path: Path) -> None:
    """After the signature nothing is decided that would take it away again."""
    place, kept = place_of("file", tmp_path)
    screen = folder_screen("PR-1-papers")
    asker = KeepsHalfGiven(
        Person({"sign.papers.folder": Row(["here", leaving(Paused("there"))])}), Keeping([place])
    )
    assert asker.ask(screen) == Answered("here")
    asker.ask(screen)
    assert kept() == {}


def test_screens_of_one_name_are_told_apart_by_what_they_are_about(tmp_path: Path) -> None:
    """Words for one line never stand under another one; and what stands there anyway is no draft."""
    place, _ = place_of("store", tmp_path)
    other = Screen(REASON.step, Text(), "Why?", body=("another line",), stored=Stored("as it was"))
    same = Screen(REASON.step, Text(), "Why?", stored=Stored("for this one"))
    person = Person({"sign.reason.A-1": Row(["for this one", Paused(), Paused()])})
    asker = KeepsHalfGiven(person, Keeping([place]))
    assert asker.ask(REASON) == Answered("for this one")
    asker.ask(other)
    asker.ask(same)
    assert [screen.stored.draft for screen in person.screens] == [None, None, None]


def test_a_decision_leaves_what_the_interview_has_half_given() -> None:
    """Only what was typed in the sign-off is settled by it."""
    bench = Bench()
    half = at_signs().with_draft("fluids").with_draft("seen", Step("app.sign.reason.A-1", field="a"))
    bench.keeper.save(Answers(half))
    assert replay(shipped_bank(), bench.store.entries).problems == ()
    bench.keeper.save(Decided(half.record.model_copy(update={"path": "deep"})))
    assert bench.kept().drafts == {SIGNS: "fluids"}


def test_nothing_is_kept_of_a_sign_off_that_is_kept_nowhere() -> None:
    """A store that holds nothing yet stays so."""
    bench = Bench()
    Keeping([bench.keeper]).keep_half(Step("app.sign.x"), "half")
    assert (bench.opened, bench.store.writes, isinstance(bench.keeper, InStore)) == (0, [], True)


def first_of_followup() -> Interview:
    """A follow-up at its first question; that answers may be kept rests on its interview."""
    data = {"format": "relapse-interview/1", "id": "held-1", "case": "PR-1", "path": "followup",
            "follows": "held-0", "started_at": CLOCK, "answers": {}}  # fmt: skip
    return Interview.start(shipped_bank(), record_of(data))


def test_the_first_question_of_a_check_in_keeps_what_is_half_given(tmp_path: Path) -> None:
    """It begins the record, in the store and in a file, a moment after the key; nothing is called saved."""
    bench, file = Bench(), InFile(shipped_bank(), tmp_path / "record.json")
    keeping = Keeping([bench.keeper, file])
    start = first_of_followup()
    half = start.with_draft(WORDS)
    keeping.save(Draft(half))
    assert (bench.store.writes, file.path.exists()) == ([], False), "no key press waits for a disk"
    for timer in list(FakeTimer.waiting):
        timer.run()
    assert bench.kept().drafts == {start.at: WORDS}
    assert read_drafts(file.path, "held-1") == {start.at: WORDS}
    assert WORDS not in file.path.read_text("utf-8")
    assert keeping.word == "not kept yet"
    keeping.save(Answers(half.skip()))
    assert keeping.word == "saved"


def test_a_store_that_does_not_work_at_the_first_question_is_told_with_the_answer(tmp_path: Path) -> None:
    """What is typed waits for it, and nobody is asked on the way."""
    bench = Bench()
    bench.store.refusing = {"begin": 2}
    person = Person({"keep.trouble": "again"})
    keeping = Keeping([bench.keeper], person)
    for words in ("a", "ab"):
        keeping.save(Draft(first_of_followup().with_draft(words)))
    for timer in list(FakeTimer.waiting):
        timer.run()
    assert (bench.store.writes, person.asked) == ([], [])
    keeping.save(Answers(first_of_followup().with_draft("ab")))
    assert person.asked == ["keep.trouble"]
    assert list(bench.kept().drafts.values()) == ["ab"]


def test_a_sign_off_into_a_new_file_keeps_what_is_half_given_before_a_decision(tmp_path: Path) -> None:
    """It stands beside where the file will be, comes back there, and goes with the first decision."""
    path, record = tmp_path / "signed.json", at_signs().record
    asker = KeepsHalfGiven(
        Person({"sign.reason.A-1": leaving(SystemExit(129))}),
        Keeping([InFile(shipped_bank(), path, begins=record)]),
    )
    with pytest.raises(SystemExit):
        asker.ask(REASON)
    assert not path.exists()
    assert list(read_drafts(path, record.id).values()) == ["seen by"]
    person = Person({"sign.reason.A-1": "seen by the doctor"})
    keeping = Keeping([InFile(shipped_bank(), path, begins=record)])
    KeepsHalfGiven(person, keeping).ask(REASON)
    assert person.screens[0].stored.draft == "seen by"
    keeping.save(Decided(record))
    assert (path.exists(), draft_path(path, record.id).exists()) == (True, False)


def test_a_file_that_is_to_be_written_over_keeps_its_own_drafts_until_then(tmp_path: Path) -> None:
    """What was half given for the record that is there is not taken away by looking at another one."""
    file = in_file(tmp_path)
    file.save(Answers(at_signs().with_draft(WORDS)))
    other = at_signs().record.model_copy(update={"id": "other"})
    keeping = Keeping([InFile(shipped_bank(), file.path, force=True, begins=other)])
    keeping.keep_half(Step("app.sign.x"), "half")
    keeping.keep_half_now()
    assert read_drafts(file.path, "held-1") == {SIGNS: WORDS}
