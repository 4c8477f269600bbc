"""Stored interviews as sources: for plans, reasons, sign-offs, histories, and for the next interview."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.reports import plan as write_plan
from relapse_cli.app.reports import why as explain_record
from relapse_cli.app.reports.history import read_history, show_history
from relapse_cli.app.reports.plan import PlanRequest
from relapse_cli.app.sign_off import run as run_sign_off
from relapse_cli.app.sign_off.run import SignOffRequest
from relapse_cli.app.sources.records import read_one
from relapse_cli.app.upkeep.list_interviews import Wanted, list_interviews
from relapse_cli.errors import InputError, StoreError
from relapse_cli.logic.journal.changes import record_of as replayed_record
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.bank import Bank
from relapse_cli.model.migration import Migration
from relapse_cli.model.reply import Answered, OpenCheck, Paused, Reply
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from tests.app.held import AGREED, CLOCK, PLACE, Desk, Person, store_in, stored_id
from tests.app.therapist import NAME, Therapist
from tests.banks_under_test import record_of, shipped_bank, vignette
from tests.cases_over_time import steps, whole_case
from tests.logic.plan_bases import interview, merged

LATER = "2026-12-14T10:00:00+01:00"


@pytest.fixture
def door(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[StoreDoor]:
    """The door to the desk's store, closed with the test."""
    for module in (write_plan, explain_record, run_sign_off):
        monkeypatch.setattr(module, "require_bank", lambda _: desk.bank)
    door = desk.door()
    yield door
    door.close()


def private_case() -> list[dict[str, Any]]:
    """The case over time; each interview knows where the patient was."""
    return [
        {
            **data,
            "answers": {
                **data["answers"],
                "frame.mode": "video",
                "frame.location": {"value": PLACE, "note": PLACE},
            },
        }
        for data in whole_case()
    ]


def plan_text(door: StoreDoor, source: str, **more: Any) -> str:
    """The plan of a source as it is written."""
    (result,) = write_plan.write_plans(PlanRequest(source, "post_relapse", door=door, **more))
    assert result.text is not None
    return result.text


def test_the_plan_of_an_id_is_the_plan_of_its_record(desk: Desk, door: StoreDoor) -> None:
    """From the whole id or its beginning, in every format."""
    (name,) = desk.put({**vignette("PR-101"), "id": "a"})
    wanted = plan(shipped_bank(), record_of({**vignette("PR-101"), "id": name}))
    made = json.loads(plan_text(door, name, format="json"))
    assert [line["id"] for line in made["lines"]] == [line.id for line in wanted.lines]
    assert plan_text(door, name[:4]) == plan_text(door, name)


@pytest.mark.parametrize("written", ["terminal", "markdown", "json"])
def test_the_place_of_the_patient_leaves_the_store_nowhere(desk: Desk, door: StoreDoor, written: Any) -> None:
    """Not in a plan, a reason, a history, or what another command reads; not the note beside it either."""
    names = desk.put(*private_case())
    texts = [plan_text(door, name, format=written) for name in names]
    texts += [
        repr(explain_record.explain_record(explain_record.why_request(names[:1], "", door=door)).explanations)
    ]
    records, _ = read_history(["PR-1"], shipped_bank(), door)
    texts += [repr(records), repr(show_history(shipped_bank(), records))]
    texts += [repr(read_one(name, shipped_bank(), door)) for name in names]
    assert all(PLACE not in text for text in texts)
    with store_in(desk.folder) as store:
        assert PLACE in repr(store.entries(names[0]))


def test_a_stored_record_is_compared_with_the_one_it_names(desk: Desk, door: StoreDoor) -> None:
    """Both plan and reasons say that the sequence is known, without --earlier."""
    first = interview(steps("sleep", "anxiety", "idealising"), id="first")
    second = interview(
        steps("sleep", "anxiety", "idealising"), id="second", started_at=LATER, earlier="first"
    )
    _, name = desk.put(first, second)
    lines = {line["id"] for line in json.loads(plan_text(door, name, format="json"))["lines"]}
    assert {"R-RECUR", "R-SAME"} <= lines
    explained = explain_record.explain_record(explain_record.why_request([name, "R-SAME"], "", door=door))
    assert [each.id for each in explained.explanations or ()] == ["R-SAME"]


def test_a_record_whose_earlier_one_was_erased_stands_alone(desk: Desk, door: StoreDoor) -> None:
    """Nothing is compared, and nothing breaks."""
    first = interview(steps("sleep", "anxiety", "idealising"), id="first")
    second = interview(
        steps("sleep", "anxiety", "idealising"), id="second", started_at=LATER, earlier="first"
    )
    old, name = desk.put(first, second)
    with store_in(desk.folder) as store:
        store.erase_interview(old)
    lines = {line["id"] for line in json.loads(plan_text(door, name, format="json"))["lines"]}
    assert "R-SAME" not in lines
    with pytest.raises(StoreError, match="was erased"):
        plan_text(door, old)


def test_a_file_of_that_name_comes_before_the_store(desk: Desk, door: StoreDoor) -> None:
    """A file called like an id is read as a file."""
    (name,) = desk.put({**vignette("PR-101"), "id": "a"})
    (desk.folder / name).write_text(json.dumps({**vignette("PR-102"), "id": "file"}))
    assert read_one(name, shipped_bank(), door)[0].id == "file"


def test_what_looks_like_no_id_is_a_file_that_is_missing(desk: Desk, door: StoreDoor) -> None:
    """A mistyped path does not open the store."""
    desk.put({**vignette("PR-101"), "id": "a"})
    for source in ("recrod.json", "abc", "./abcd1234", ""):
        with pytest.raises(InputError):
            read_one(source, shipped_bank(), door)
    assert not door.is_open
    with pytest.raises(StoreError, match="no stored interview 0000"):
        read_one("0000", shipped_bank(), door)


def test_the_history_of_a_case_is_that_of_its_records(desk: Desk, door: StoreDoor) -> None:
    """Whole, and by the id of one of them."""
    desk.put(*whole_case())
    records, problems = read_history(["PR-1"], shipped_bank(), door)
    found = show_history(shipped_bank(), records)
    assert [told for _, told in problems if told] == []
    assert [session.id for session in found.sessions] == [
        stored_id(name) for name in ("first", "check", "again", "second", "third")
    ]
    alone, _ = read_history([stored_id("second")], shipped_bank(), door)
    assert [record.id for record in alone] == [stored_id("second")]


@pytest.mark.parametrize("code", ["1001", "cafe", "abcdef12"])
def test_a_case_code_may_look_like_an_id(desk: Desk, door: StoreDoor, code: str) -> None:
    """The case of that name is what a history shows."""
    desk.put({**vignette("PR-101"), "id": "a", "case": code})
    records, _ = read_history([code], shipped_bank(), door)
    assert [record.case for record in records] == [code]


def test_a_case_that_is_not_there_is_an_error(desk: Desk, door: StoreDoor) -> None:
    """With and without a store, in words that fit."""
    with pytest.raises(InputError, match="no store with a case"):
        read_history(["PR-9"], shipped_bank(), door)
    desk.put({**vignette("PR-101"), "id": "a"})
    with pytest.raises(StoreError, match="no interview of the case PR-9"):
        read_history(["PR-9"], shipped_bank(), door)


def test_looking_at_records_is_in_the_audit(desk: Desk, door: StoreDoor) -> None:
    """Each view with the interview's id and nothing of the patient's."""
    (name,) = desk.put({**vignette("PR-101"), "id": "a"})
    plan_text(door, name)
    read_history(["PR-101"], shipped_bank(), door)
    rows = [row for row in door.open().audit_rows() if row.what == "view"]
    assert [dict(row.detail) for row in rows] == [{"interview": name}] * 2


class Signer(Therapist):
    """A therapist who confirms every flag."""

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK) -> Reply:
        """Confirm flags, and reply to the rest as planned."""
        if screen.step.question.startswith(f"{NAME}flag."):
            return Answered("confirm")
        return super().ask(screen, clerk)


def sign(door: StoreDoor, name: str, monkeypatch: pytest.MonkeyPatch, **replies: Any) -> Any:
    """Hold the sign-off of a stored record."""
    therapist = Signer(replies)
    monkeypatch.setattr(run_sign_off, "choose_asker", lambda *_, **__: therapist)
    return run_sign_off.run_sign_off(SignOffRequest(name, "post_relapse", profile="ie", door=door))


def test_decisions_go_into_the_store_beside_the_answers(
    desk: Desk, door: StoreDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is asked where; the signed plan is final when it is read again, and the place is still known."""
    data = {**vignette("PR-203"), "id": "a"}
    data["answers"] |= {"frame.consent": True, "frame.mode": "video", "frame.location": PLACE}
    (name,) = desk.put(data)
    result = sign(door, name[:8], monkeypatch, hub=["on", "sign"], role=["therapist"], sign=["sign"])
    assert isinstance(result.came, Signing)
    assert result.came.is_signed
    assert result.kept == name[:8]
    assert json.loads(plan_text(door, name, format="json"))["final"] is True
    assert plan_text(door, name, edition="patient")
    entries = door.open().entries(name)
    assert {entry.kind for entry in entries if entry.part == "plan"} == {"decisions", "plan"}
    kept = replayed_record(entries)
    assert kept.answers["frame.location"] == PLACE
    assert kept.decisions[-1].kind == "sign_off"


def test_a_signed_record_is_only_added_to(
    desk: Desk, door: StoreDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened again it takes an addendum behind the signature; nothing before it changes."""
    (name,) = desk.put(
        {**vignette("PR-203"), "id": "a", "answers": {**vignette("PR-203")["answers"], "frame.consent": True}}
    )
    sign(door, name, monkeypatch, hub=["on", "sign"], role=["therapist"], sign=["sign"])
    before = replayed_record(door.open().entries(name)).decisions
    own = {
        "section": ["revision"],
        "text.own": ["A walk."],
        "owner.own": ["patient"],
        "due.own": ["2026-11-25"],
        "editions": ["both"],
    }
    result = sign(door, name, monkeypatch, hub=["add", "leave"], **own)
    assert isinstance(result.came, Signing)
    assert not result.came.is_signed
    after = replayed_record(door.open().entries(name)).decisions
    assert after[: len(before)] == before
    assert [decision.kind for decision in after[len(before) :]] == ["add"]


def test_a_sign_off_of_an_interview_that_is_open_elsewhere_is_refused(
    desk: Desk, door: StoreDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two therapists do not decide about the same answers at once."""
    from relapse_cli.store.folder.processes import Process
    from relapse_cli.store.whole.store import Store

    (name,) = desk.put({**vignette("PR-203"), "id": "a"})
    monkeypatch.setattr(Process, "is_this", lambda _: False)
    other = Store.open(desk.store_folder, door.unlock().key, actor="other", now=lambda: CLOCK)
    other.hold(name)
    with pytest.raises(StoreError, match="open in another window"):
        sign(door, name, monkeypatch)
    other.close()


def test_a_known_case_is_offered_its_last_interview(desk: Desk) -> None:
    """With what came of it; the new record names it, and its plan is compared with it."""
    first = interview(steps("sleep", "anxiety", "idealising"), id="first", finished_at=CLOCK, case="PR-1")
    desk.put(first)
    person = Person({"last_time": "go_on", **AGREED, "event.disclosed": OpenCheck(), "sign.now": "later"})
    result = desk.interview(person, started_at=LATER)
    assert person.asked[:2] == ["last_time", "frame.mode"]
    assert result.interview.record.earlier == stored_id("first")
    with store_in(desk.folder) as store:
        assert store.interviews()[-1].earlier == stored_id("first")


@pytest.mark.parametrize(
    ("starts", "new", "last"),
    [
        (("2026-11-20T10:00:00+01:00", "2026-03-01T10:00:00+01:00"), LATER, "one"),
        (("2026-03-01T10:00:00+01:00", "2026-11-20T10:00:00+01:00"), LATER, "two"),
        (("2026-11-20T10:00:00+01:00", "2026-11-20T09:30:00+00:00"), LATER, "two"),
        (("2026-11-20T10:00:00+00:00", "2026-11-20T10:30:00+01:00"), LATER, "one"),
        (("2026-11-20T10:00:00+01:00", "2026-11-20T09:00:00+00:00"), LATER, "two"),
        (("2026-11-20T10:00:00+01:00", "2026-03-01T10:00:00+01:00"), "2026-06-01T10:00:00+02:00", "two"),
        (("2026-11-20T10:00:00+01:00", "2026-12-14T10:00:00+01:00"), "2026-11-20T10:00:00+01:00", "one"),
    ],
    ids=["typed up later", "in order", "offsets: later", "offsets: earlier", "at once", "in between", "same"],
)
def test_last_time_is_the_latest_session_that_is_not_after_the_new_one(
    desk: Desk, starts: tuple[str, str], new: str, last: str
) -> None:
    """By the moment at which it began, not by when it was typed up; of two at once the one entered last."""
    for name, start in zip(("one", "two"), starts, strict=True):
        desk.put(interview({}, id=name, started_at=start, finished_at=start, case="PR-1"))
    person = Person({"last_time": "go_on", **AGREED, "event.disclosed": OpenCheck(), "sign.now": "later"})
    assert desk.interview(person, started_at=new).interview.record.earlier == stored_id(last)


def test_a_session_before_all_others_has_no_last_time(desk: Desk) -> None:
    """An interview that is typed up afterwards is not compared with a later one."""
    desk.put(interview({}, id="first", finished_at=CLOCK, case="PR-1"))
    person = Person({})
    desk.interview(person, started_at="2026-03-01T10:00:00+01:00")
    assert person.asked == ["frame.mode"]


def test_the_same_sequence_again_is_on_the_plan_at_once(desk: Desk) -> None:
    """R-SAME and R-RECUR at the end of the interview, without --earlier."""
    data = merged(steps("sleep", "anxiety", "idealising"), {})
    desk.put(interview(data, id="first", finished_at=CLOCK, case="PR-1"))
    again = interview(data, id="x")["answers"]
    source = desk.folder / "answers.json"
    source.write_text(json.dumps(again))
    result = desk.interview(None, answers=str(source), started_at=LATER)
    assert result.plan is not None
    assert {"R-SAME", "R-RECUR"} <= {line.id for line in result.plan.lines}


def test_only_finished_interviews_are_last_time(desk: Desk) -> None:
    """An open one, one of another case and an erased one are not."""
    open_one = interview({}, id="open", case="PR-1")
    other = interview({}, id="other", case="PR-2", finished_at=CLOCK)
    desk.put(open_one, other)
    person = Person({})
    desk.interview(person, started_at=LATER)
    assert person.asked == ["frame.mode"]


def test_pausing_at_last_time_keeps_nothing(desk: Desk) -> None:
    """The new interview has not begun."""
    desk.put(interview({}, id="first", finished_at=CLOCK, case="PR-1"))
    with pytest.raises(Left):
        desk.interview(Person({"last_time": Paused()}), started_at=LATER)
    with store_in(desk.folder) as store:
        assert len(store.interviews()) == 1


def test_without_a_store_nothing_is_compared(desk: Desk) -> None:
    """`--no-store` neither reads nor writes there."""
    desk.put(interview({}, id="first", finished_at=CLOCK, case="PR-1"))
    before = {path.name: path.read_bytes() for path in desk.store_folder.iterdir()}
    person = Person({**AGREED, "keep": "discard"})
    result = desk.interview(person, started_at=LATER, stored=False)
    assert "last_time" not in person.asked
    assert result.interview.record.earlier is None
    assert before == {path.name: path.read_bytes() for path in desk.store_folder.iterdir()}


def test_file_and_store_hold_the_same_record(desk: Desk) -> None:
    """But for the place, which is in the store alone."""
    target = desk.folder / "record.json"
    person = Person({**AGREED, "event.disclosed": "self", "safety.now": OpenCheck(), "sign.now": "later"})
    result = desk.interview(person, output=target)
    filed = json.loads(target.read_text("utf-8"))
    with store_in(desk.folder) as store:
        kept = replayed_record(store.entries(str(result.stored)))
    stored = kept.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    assert stored["answers"].pop("frame.location") == PLACE
    assert filed["answers"].pop("frame.location") == "withheld"
    assert filed["answers"] == stored["answers"]
    assert (filed["id"], filed["started_at"], filed["finished_at"]) == (
        result.stored, stored["started_at"], stored["finished_at"],
    )  # fmt: skip
    assert PLACE not in target.read_text("utf-8")


# A bank that was changed


MIGRATION = Migration.model_validate(
    {
        "from": "0.9",
        "to": "1.1.0",
        "map": {"event.disclosed": {"tested": "test"}},
        "drop": {"event.words": "Nobody needed it."},
    }
)
OLDER = {"id": "post_relapse", "version": "0.9", "digest": f"sha256:{0:064x}"}


def held_under_an_older_bank(desk: Desk) -> str:
    """An interview that was held before the bank changed; return its id."""
    answers = {**AGREED, "event.disclosed": "tested", "event.words": "private words"}
    (name,) = desk.put({**interview({}, id="older"), "bank": OLDER, "answers": answers, "started_at": CLOCK})
    whole = {field: getattr(desk.bank, field) for field in Bank.model_fields}
    desk.bank = Bank.model_validate(whole | {"migrations": (MIGRATION,)})
    return name


def test_what_a_changed_bank_carries_over_is_shown_and_what_it_does_not(desk: Desk) -> None:
    """Before it goes on: the renamed option, and the answer that has no place, without its words."""
    name = held_under_an_older_bank(desk)
    person = Person({"go_on": "go_on"})
    desk.resume(person, name)
    said = " ".join(person.screen("go_on").body)
    assert "Carried over to the questions of today:" in said
    assert "Nobody needed it." in said
    assert "private words" not in said
    with store_in(desk.folder) as store:
        entries = store.entries(name)
    assert "migrated" in {entry.kind for entry in entries}
    kept = replayed_record(entries)
    assert kept.answers["event.disclosed"] == "test"
    assert "event.words" not in kept.answers
    assert kept.bank is not None
    assert kept.bank.version == "1.1.0"


def test_stopping_there_changes_nothing(desk: Desk) -> None:
    """The journal is as it was."""
    name = held_under_an_older_bank(desk)
    with store_in(desk.folder) as store:
        before = store.entries(name)
    with pytest.raises(Left):
        desk.resume(Person({"go_on": "stop"}), name)
    with store_in(desk.folder) as store:
        assert store.entries(name) == before


def test_a_plan_under_a_changed_bank_says_what_is_missing(desk: Desk, door: StoreDoor) -> None:
    """As a warning with the question and the reason, never the words; the store is not changed by looking."""
    name = held_under_an_older_bank(desk)
    (result,) = write_plan.write_plans(PlanRequest(name, "", door=door))
    assert [(p.code, p.path, p.severity) for p in result.problems] == [("JRN_006", "event.words", "warning")]
    assert "Nobody needed it." in str(result.problems[0])
    assert "private words" not in str(result.problems[0])
    assert "migrated" not in {entry.kind for entry in door.open().entries(name)}


def test_a_history_and_the_reasons_say_what_is_missing_too(desk: Desk, door: StoreDoor) -> None:
    """The same warnings as beside the plan, for a case, for one id, and for the reasons of a plan."""
    name = held_under_an_older_bank(desk)
    _, of_case = read_history(["PR-1"], desk.bank, door)
    _, of_id = read_history([name], desk.bank, door)
    of_plan = explain_record.explain_record(explain_record.why_request([name], "", door=door)).problems
    histories = [tuple(each for _, told in found for each in told) for found in (of_case, of_id)]
    for problems in (*histories, of_plan):
        assert [(p.code, p.path, p.severity) for p in problems] == [("JRN_006", "event.words", "warning")]
    assert histories[0][0].file == f"store:{name[:8]}"


def test_the_list_knows_which_interviews_are_not_carried_over(desk: Desk, door: StoreDoor) -> None:
    """Those among the ones that are shown."""
    name = held_under_an_older_bank(desk)
    desk.put(interview({}, id="today", case="PR-2"))
    assert [one.id for one in list_interviews(desk.bank, door, Wanted()).not_carried] == [name]
    assert list_interviews(desk.bank, door, Wanted(case="PR-2")).not_carried == ()
