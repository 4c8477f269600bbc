"""A store that an earlier version wrote with version 1.0.0 of the bank: today's program opens it and goes on.

The program of today cannot read the bank of then any more: facts and shapes have moved on with version 1.1.0.
So everything is read with today's bank, through its migration. What was kept then stays, the list shows the
levels that were kept, and a plan that is worked out anew says so.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.upkeep.restore import restore_store
from relapse_cli.logic.journal.changes import replay
from relapse_cli.logic.journal.replay import Replayed
from relapse_cli.model.reply import Jump, Paused
from relapse_cli.settings.environment import Environment
from relapse_cli.store.keys.key_file import KEYS_NAME
from tests.app.held import AGREED, KEY, Desk, Person, Row, door_to, nobody, store_in
from tests.banks_under_test import shipped_bank
from tests.cli.program import Program, Result

MADE = Path(__file__).parents[1] / "fixtures" / "store_of_1_0"
KNOWN: dict[str, str] = json.loads((MADE / "known.json").read_text("utf-8"))
EXPECTED = sorted(path.stem for path in (MADE / "expected").iterdir())
STANDS_AT, HALF_TYPED = "contact.barrier", "half a wörd, and"
SAME_DAY, NEXT_DAY = "2026-11-27T15:00:00+01:00", "2026-11-28T09:00:00+01:00"


def copy_store(folder: Path) -> Path:
    """The store in a folder, with the modes that a checkout does not keep."""
    store = shutil.copytree(MADE / "store", folder / "store")
    store.chmod(0o700)
    for path in store.iterdir():
        path.chmod(0o600)
    return store


class Office:
    """Today's program with that store and its key file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = Program(folder)
        copy_store(folder)
        (folder / "key").write_bytes(KEY)
        (folder / "key").chmod(0o600)
        shutil.copyfile(MADE / "record.json", folder / "record.json")

    def run(self, *words: str | Path) -> Result:
        """Run a command."""
        return self.program.run(*words, env={"RELAPSE_KEY_FILE": str(self.folder / "key")}, cwd=self.folder)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One office for all tests that only look."""
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with that store."""
    copy_store(tmp_path)
    return Desk(tmp_path, monkeypatch)


def command_of(name: str) -> list[str]:
    """The command that printed an expected file."""
    command, _, what = name.partition("-")
    if what == "of-record":
        return [command, "record.json"]
    return [command, *([KNOWN.get(what, what)] if what else [])]


def test_the_list_is_the_same_to_the_byte(office: Office) -> None:
    """With the levels of the plans that were kept then (rules 13)."""
    done = office.run("interviews", "--format", "json")

    assert (done.code, done.err) == (0, "")
    assert done.out.decode() == (MADE / "expected" / "interviews.json").read_text("utf-8")


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.startswith("plan-")])
def test_a_plan_is_worked_out_anew_and_says_so(office: Office, name: str) -> None:
    """Out of the store and out of a file; what was signed was another plan, so none of them is final."""
    done = office.run(*command_of(name), "--format", "json")
    then = json.loads((MADE / "expected" / f"{name}.json").read_text("utf-8"))

    assert done.code == 0, done.err
    now = json.loads(done.out)
    assert (now["record"], now["started_at"]) == (then["record"], now["started_at"])
    assert (now["bank"]["version"], then["bank"]["version"]) == ("1.1.0", "1.0.0")
    assert now["final"] is False
    assert "was made with post_relapse 1.0.0; this plan is worked out anew with 1.1.0" in done.err


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.startswith("history-")])
def test_a_history_says_that_it_follows_the_present_bank(office: Office, name: str) -> None:
    """Every record of then is counted."""
    done = office.run(*command_of(name), "--format", "json")

    assert done.code == 0, done.err
    assert json.loads(done.out)["bank"]["version"] == "1.1.0"
    assert "made with a bank of another content" in done.err


@pytest.mark.parametrize("name", ["signed", "followup", "unsigned"])
def test_the_plan_that_was_kept_then_stays(office: Office, name: str) -> None:
    """Its level, whether it was final, and its lines; looking at it anew changes nothing of it."""
    office.run("plan", KNOWN[name])
    then = json.loads((MADE / "expected" / f"plan-{name}.json").read_text("utf-8"))
    with store_in(office.folder) as store:
        kept: Any = [e.body["plan"] for e in store.entries(KNOWN[name]) if e.kind == "plan"][-1]

    assert (kept["level"], kept["final"]) == (then["level"], then["final"])
    assert [line["id"] for line in kept["lines"]] == [line["id"] for line in then["lines"]]
    assert kept["bank"]["version"] == "1.0.0"


@pytest.mark.parametrize(
    "environment",
    [Environment(key=KNOWN["passphrase"]), Environment(key=KNOWN["recovery"]), Environment(key_file="key")],
    ids=["passphrase", "recovery key", "key file"],
)
def test_every_way_opens_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: Environment
) -> None:
    """Each of its keys; it is whole up to the head that was written down, and every interview can be read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "key").write_bytes(KEY)
    (tmp_path / "key").chmod(0o600)
    door = StoreDoor(copy_store(tmp_path), environment, nobody)
    with door.open() as store:
        assert store.verify(KNOWN["head"]) == ()
        assert {one.id for one in store.interviews()} == ids_of(
            "erased", "signed", "followup", "paused", "continued", "unsigned", "under_way"
        )


def ids_of(*names: str) -> set[str]:
    """The ids of interviews that have a name here."""
    return {KNOWN[name] for name in names}


def replayed(desk: Desk, name: str) -> Replayed:
    """What the journal of an interview leads to."""
    with store_in(desk.folder) as store:
        return replay(desk.bank, store.entries(KNOWN[name]))


def test_it_goes_on_with_all_that_was_said(desk: Desk) -> None:
    """The answers with note and status, and the half-typed text.

    An emergency is recorded, so its card comes first, then what is offered; the question waits in the list.
    """
    person = Person({
        "go_on": "go_on", "emergency": Row(["list"]), STANDS_AT: Paused(), "check": Row([Jump(STANDS_AT)]),
    })  # fmt: skip
    desk.resume(person, KNOWN["under_way"], started_at=SAME_DAY)
    screen = person.screens[-1]

    assert (person.asked, len(person.cards)) == (["go_on", "emergency", STANDS_AT], 1)
    assert (screen.stored.draft, screen.around.keeping) == (HALF_TYPED, "saved")
    assert replayed(desk, "under_way").interview.record.answers == {
        **AGREED,
        "event.disclosed": {"value": "self", "note": "told at the door"},
        "safety.now": ["unrousable"],
        "contact.feelings": {"status": "unknown"},
        "contact.meaning": "nothing_much",
        "contact.reactions": ["nobody_knows"],
        "contact.worth": 3,
    }


def test_what_is_said_now_is_kept_behind_what_was_said_then(desk: Desk) -> None:
    """The next answer is an entry of the same journal behind the migration, and the whole of it is sealed."""
    person = Person({
        "go_on": "go_on", "emergency": Row(["list"]), STANDS_AT: "I was tired",
        "check": Row([Jump(STANDS_AT), Paused()]),
    })  # fmt: skip
    desk.resume(person, KNOWN["under_way"], started_at=SAME_DAY)

    record = replayed(desk, "under_way").interview.record
    assert record.answers[STANDS_AT] == "I was tired"
    assert record.bank is not None
    assert record.bank.version == "1.1.0"
    with store_in(desk.folder) as store:
        assert store.verify() == ()
        assert store.verify(KNOWN["head"]) == ()


def test_on_another_day_a_new_one_continues_it(desk: Desk) -> None:
    """The old one stays as it is."""
    before = replayed(desk, "under_way")
    desk.resume(Person({**AGREED, "go_on": "go_on"}), KNOWN["under_way"], started_at=NEXT_DAY)

    with store_in(desk.folder) as store:
        assert store.interviews()[-1].continues == KNOWN["under_way"]
    assert replayed(desk, "under_way") == before


def test_carried_answers_still_wait_to_be_confirmed(desk: Desk) -> None:
    """In the interview that continues another one, at the question at which it was paused."""
    waiting = replayed(desk, "continued").carried
    person = Person({"go_on": "go_on"})
    desk.resume(person, KNOWN["continued"], started_at="2026-11-26T10:00:00+01:00")

    assert {"frame.age_band", "event.substance", "sequence.event"} <= waiting
    assert person.asked[0] == "go_on"
    assert replayed(desk, "continued").carried == waiting


def test_what_was_erased_is_gone(desk: Desk) -> None:
    """Its entries hold no words, and the chain holds without them."""
    with store_in(desk.folder) as store:
        erased = [one for one in store.interviews() if one.erased]
        held = store.connection.run(
            "SELECT count(*) FROM event JOIN content USING (seq) WHERE interview_id = ? AND body IS NOT NULL",
            KNOWN["erased"],
        )
    assert [one.id for one in erased] == [KNOWN["erased"]]
    assert held == [(0,)]


def test_its_backup_is_restored(tmp_path: Path) -> None:
    """With the recovery key, into an empty place: all that was there before the erasing, and a plan of it."""
    office = Office(tmp_path)
    shutil.rmtree(office.folder / "store")
    door = StoreDoor(office.folder / "store", Environment(key=KNOWN["recovery"]), nobody)
    restored = restore_store(door, MADE / "store.backup")
    with door_to(office.folder).open() as store:
        entries = store.entries(KNOWN["erased"])
        assert store.verify(restored.restored.head) == ()
        assert [one.id for one in store.interviews()] == [KNOWN[n] for n in ("erased", "signed", "followup")]
    assert replay(shipped_bank(), entries).record.answers["event.disclosed"] == "self"
    assert (office.folder / "store" / KEYS_NAME).exists()
    assert (
        json.loads(office.run("plan", KNOWN["signed"], "--format", "json").out)["record"] == KNOWN["signed"]
    )
