"""The desk: each job ends there again, what goes wrong is said there, and nobody waits for it."""

from __future__ import annotations

from typing import Any

import pytest

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.desk import jobs
from relapse_cli.app.desk.desk import Desk as RealDesk
from relapse_cli.app.desk.loop import hold_desk
from relapse_cli.app.sessions.request import Request
from relapse_cli.errors import StoreError
from relapse_cli.model.reply import Back, Paused, Skipped
from relapse_cli.model.screen import Screen
from relapse_cli.store.folder.lock import StoreLock
from tests.app.held import Desk, Person, Row
from tests.cases_over_time import last_interview, whole_case


def sit_down(desk: Desk, person: Person) -> Person:
    """Sit at the desk until the planned replies are used up, or the desk is left."""
    door = desk.door()
    door.person = lambda: person
    session = Request(bank="post_relapse", default_profile="ie", person=person, door=door)
    hold_desk(RealDesk(desk.bank, door, person, lambda: session))
    return person


def labels(screen: Screen) -> list[str]:
    """The rows of a list."""
    return [option.label for option in getattr(screen.ask, "options", ())]


def test_what_there_is_nothing_to_do_for_is_left_out(desk: Desk) -> None:
    """With one signed interview nothing is open and nothing is a draft, so neither is offered."""
    desk.put(last_interview()[0])
    person = sit_down(desk, Person({"desk": "leave"}))
    shown = labels(person.screen("desk"))
    assert shown[-1] == "Leave the desk; the store is locked again"
    assert any(row.startswith("Hand out") for row in shown)
    assert not any(row.startswith(("Go on", "Sign off")) for row in shown)


def test_while_the_desk_waits_the_store_is_nobody_s(desk: Desk) -> None:
    """On every screen of the desk, lists and pages included, another program can have the store alone."""
    desk.put(*whole_case())
    seen: list[str] = []

    def look(screen: Screen) -> None:
        StoreLock.exclusive(desk.store_folder, wait=0).release()
        seen.append(screen.step.question)

    replies = {
        "desk": Row(["due", "case", "sign", "papers", "check_in", "leave"]),
        "desk.due": Back(), "desk.case": Row(["0"]), "desk.case.what": Row(["begin", "back"]),
        "desk.path": Back(), "desk.sign": "back", "desk.papers": "back", "desk.check_in": "back",
    }  # fmt: skip
    sit_down(desk, Person(replies, look))
    assert "app.desk.path" in seen


def test_what_goes_wrong_is_said_at_the_desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup that cannot be written, a full disk: one sentence each, and the desk is there again."""
    desk.put(last_interview()[0])
    went: list[Exception] = [
        StoreError("It cannot be written.", remedy="Name another file."),
        OSError(28, "Full"),
    ]

    def fail(*_: Any) -> None:
        raise went.pop(0)

    monkeypatch.setattr(jobs, "make_backup", fail)
    person = sit_down(
        desk, Person({"desk": Row(["backup", "backup", "leave"]), "desk.backup": Row(["a.zip", "b.zip"])})
    )
    assert person.told == [
        "It cannot be written. Name another file.",
        "The input or output cannot be used: Full.",
    ]


def test_a_backup_does_not_take_a_name_that_is_taken(desk: Desk) -> None:
    """The name is refused where it is typed; another one is taken."""
    desk.put(last_interview()[0])
    (desk.folder / "taken.zip").write_text("mine")
    name = Row(["taken.zip", str(desk.store_folder / "in.zip"), "free.zip"])
    person = sit_down(desk, Person({"desk": Row(["backup", "leave"]), "desk.backup": name}))
    assert (desk.folder / "taken.zip").read_text() == "mine"
    assert (desk.folder / "free.zip").is_file()
    assert any(f"Backed up and checked: {desk.folder / 'free.zip'}" in words for words in person.told)


@pytest.mark.parametrize("at", ["desk", "desk.backup", "desk.case"])
def test_the_desk_is_left_from_each_of_its_screens(desk: Desk, at: str) -> None:
    """A pause, the end of the input and a time without a key leave it, wherever one is."""
    desk.put(last_interview()[0])
    job = {"desk": Row([Paused(idle=True)]), "desk.backup": "backup", "desk.case": "case"}[at]
    with pytest.raises(Left) as left:
        sit_down(desk, Person({"desk": job, at: job if at == "desk" else Paused(idle=True)}))
    assert left.value.idle


def test_a_session_that_is_left_before_it_begins_leads_back(desk: Desk) -> None:
    """Going on that is stopped at once changes nothing, and the desk says so."""
    (data,) = desk.put({**whole_case()[4], "follows": None})
    replies = {
        "desk": Row(["go_on", "leave"]), "desk.go_on": data, "go_on": "stop",
    }  # fmt: skip
    person = sit_down(desk, Person(replies))
    assert person.told == ["Nothing was begun, and nothing was changed."]


def test_an_interview_of_a_known_case_asks_for_no_code(desk: Desk) -> None:
    """Begun from its case, an interview is of that case; paused before the agreement, none of it is kept."""
    desk.put(last_interview()[0])
    replies = {
        "desk": Row(["case", "leave"]), "desk.case": "0", "desk.case.what": "begin", "desk.path": "brief",
        "last_time": Skipped(),
    }  # fmt: skip
    person = sit_down(desk, Person(replies))
    assert "desk.code" not in person.asked
    assert person.told == ["Paused. Nothing was kept."]


def test_a_case_code_is_checked_where_it_is_typed(desk: Desk) -> None:
    """What may be a name is not taken, and not repeated."""
    desk.put(last_interview()[0])
    faults: list[str] = []

    def type_a_name(_: Screen, clerk: Any) -> Any:
        faults.extend(clerk.faults("Anna Novak"))
        return Back()

    sit_down(desk, Person({"desk": Row(["begin", "leave"]), "desk.code": type_a_name}))
    assert "pseudonym" in faults[0]
    assert "Novak" not in faults[0]
