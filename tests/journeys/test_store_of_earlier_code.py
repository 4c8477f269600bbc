"""A store that an earlier version wrote: today's program opens it, goes on, and prints the same from it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.upkeep.restore import restore_store
from relapse_cli.banks.loader import load_bank
from relapse_cli.logic.journal.changes import replay
from relapse_cli.logic.journal.replay import Replayed
from relapse_cli.model.bank import Bank
from relapse_cli.model.reply import Back
from relapse_cli.settings.environment import Environment
from relapse_cli.store.keys.key_file import KEYS_NAME
from tests.app.held import AGREED, KEY, Desk, Person, door_to, nobody, store_in
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


def bank_of_then(folder: Path) -> Path:
    """The file of the bank that the interviews were held with."""
    shutil.unpack_archive(MADE / "bank.zip", folder / "banks")
    return folder / "banks" / "post_relapse.yaml"


def read_bank(path: Path) -> Bank:
    """The bank that a file composes."""
    bank, problems = load_bank(path)
    assert bank is not None, problems
    return bank


class Office:
    """Today's program with that store and its key file."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bank = folder, bank_of_then(folder)
        self.program = Program(folder)
        copy_store(folder)
        (folder / "key").write_bytes(KEY)
        (folder / "key").chmod(0o600)
        shutil.copyfile(MADE / "record.json", folder / "record.json")

    def run(self, *words: str | Path, bank: bool = True) -> Result:
        """Run a command, with the bank of then or with today's."""
        env = {"RELAPSE_KEY_FILE": str(self.folder / "key")}
        more: tuple[str | Path, ...] = ("--bank", self.bank) if bank else ()
        return self.program.run(*words, *more, env=env, cwd=self.folder)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One office for all tests that only look."""
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with that store, and the bank of then."""
    copy_store(tmp_path)
    made = Desk(tmp_path, monkeypatch)
    made.bank = read_bank(bank_of_then(tmp_path))
    return made


def command_of(name: str) -> list[str]:
    """The command that printed an expected file."""
    command, _, what = name.partition("-")
    if what == "of-record":
        return [command, "record.json"]
    return [command, *([KNOWN.get(what, what)] if what else [])]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_same_is_printed_to_the_byte(office: Office, name: str) -> None:
    """The list, every plan and every history, out of the store and out of a record file."""
    done = office.run(*command_of(name), "--format", "json")

    assert done.code == 0, done.err
    assert done.out == (MADE / "expected" / f"{name}.json").read_bytes()


@pytest.mark.parametrize("name", ["interviews", "plan-signed", "history-PR-206"])
def test_the_bank_of_today_reads_it_too(office: Office, name: str) -> None:
    """Whatever the bank has become, its interviews are listed, and their plans and histories are made."""
    done = office.run(*command_of(name), "--format", "json", bank=False)

    assert done.code == 0, done.err
    assert json.loads(done.out)


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


def test_it_goes_on_at_the_very_word(desk: Desk) -> None:
    """The half-typed text, the answers with note and status, and the way back; no card comes twice."""
    before = replayed(desk, "under_way").interview
    person = Person({"go_on": "go_on"})
    desk.resume(person, KNOWN["under_way"], started_at=SAME_DAY)
    screen = person.screens[-1]

    assert (person.asked, person.cards) == (["go_on", STANDS_AT], [])
    assert (screen.stored.draft, screen.around.keeping) == (HALF_TYPED, "saved")
    assert before.record.answers == {
        **AGREED,
        "event.disclosed": {"value": "self", "note": "told at the door"},
        "safety.now": ["unrousable"],
        "contact.feelings": {"status": "unknown"},
        "contact.meaning": "nothing_much",
        "contact.reactions": ["nobody_knows"],
        "contact.worth": 3,
    }
    back = Person({"go_on": "go_on", STANDS_AT: Back()})
    desk.resume(back, KNOWN["under_way"], started_at=SAME_DAY)
    assert back.asked[-1] == "contact.worth"


def test_what_is_said_now_is_kept_behind_what_was_said_then(desk: Desk) -> None:
    """The next answer is the next entry of the same journal, and the whole of it is sealed."""
    desk.resume(Person({"go_on": "go_on", STANDS_AT: "I was tired"}), KNOWN["under_way"], started_at=SAME_DAY)

    assert replayed(desk, "under_way").interview.record.answers[STANDS_AT] == "I was tired"
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
    assert person.asked == ["go_on", "safety.sleep"]
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
    assert replay(read_bank(office.bank), entries).record.answers["event.disclosed"] == "self"
    assert (office.folder / "store" / KEYS_NAME).exists()
    plan = office.run("plan", KNOWN["signed"], "--format", "json")
    assert plan.out == (MADE / "expected" / "plan-signed.json").read_bytes()
