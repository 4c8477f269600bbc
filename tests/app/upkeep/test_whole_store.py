"""The store as a whole: backed up, restored, verified, exported; a case erased."""

from __future__ import annotations

import json
import os
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.upkeep.erased_copies import still_there
from relapse_cli.app.upkeep.export import Export, ExportRequest, export_store
from relapse_cli.app.upkeep.part2_notice import LONG, SHORT
from relapse_cli.app.upkeep.restore import restore_store
from relapse_cli.app.upkeep.whole_store import (
    BackupMade,
    Erased,
    erase_case,
    make_backup,
    verify_store,
    whole_store,
)
from relapse_cli.errors import LockedError, NeedsAnswersError, StoreError, UsageError
from relapse_cli.model.journal import Entry
from relapse_cli.model.record import BankPin, Record
from relapse_cli.model.reply import Back, Paused, Reply
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from relapse_cli.settings.environment import Environment
from relapse_cli.store.journal.erase import Erasure
from tests.app.key_holder import KeyHolder, at_store, door_of, nobody
from tests.banks_under_test import shipped_bank
from tests.store.key_stubs import NOW, PASSPHRASE
from tests.store.stored import CANARY, INTERVIEW, Stored, answers_in, make_stored

BANK = "post_relapse"


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    """A store with a slot of each kind and one interview of case-1."""
    return make_stored(tmp_path)


def begin(stored: Stored, name: str, answers: dict[str, object], **head: object) -> None:
    """Store another interview, as the program writes it."""
    known = shipped_bank()
    pin = BankPin(id=known.id, version=known.version, digest=known.digest)
    data = {"id": name, "case": "PR-1", "path": "core", "started_at": NOW, "bank": pin, **head}
    record = Record.model_validate(data)
    body = record.model_dump(mode="json", exclude={"answers", "decisions"}, exclude_none=True)
    entries = [Entry("begun", {"record": body, "carried": []}, NOW)]
    entries += [Entry("answer", {"question": name, "raw": raw}, NOW) for name, raw in answers.items()]
    with stored.open() as store:
        store.begin(record, entries)


def backed_up(stored: Stored, target: Path) -> BackupMade:
    """Make a backup, as a command of its own."""
    with at_store(stored) as door:
        return make_backup(door, target)


def erased(stored: Stored, person: KeyHolder | None = None, *, yes: bool = False, key: bool = True) -> Erased:
    """Erase case-1, as a command of its own."""
    with at_store(stored, person, key=key) as door:
        return erase_case(door, "case-1", yes=yes)


def exported(stored: Stored, case: str | None = None, **more: Any) -> Export:
    """Export, as a command of its own."""
    with at_store(stored) as door:
        return export_store(door, ExportRequest(BANK, case=case, **more))


def records_of(text: str) -> dict[str, dict[str, object]]:
    """The answers of exported records by id."""
    return {data["id"]: data["answers"] for data in map(json.loads, text.splitlines())}


def test_the_status_counts_and_names_the_ways_in(stored: Stored) -> None:
    """One case, one interview, its entries, and what opens the store."""
    with at_store(stored) as door:
        whole = whole_store(door, stored.ring)
    assert (whole.status.cases, whole.status.interviews, whole.status.events) == (1, 1, 4)
    assert whole.status.last_backup is None
    assert len(whole.slots) == 4


def test_a_backup_is_restored_elsewhere_with_the_recovery_key_alone(stored: Stored, tmp_path: Path) -> None:
    """Nothing of the old computer is needed but the file and the paper."""
    target = tmp_path / "stick.zip"
    made = backed_up(stored, target)
    assert set(made.opens_with) == {"passphrase", "recovery", "file"}
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    new = tmp_path / "another computer" / "store"
    person = KeyHolder({"unlock": ["wrong", stored.recovery_key]})
    restored = restore_store(StoreDoor(new, Environment(), lambda: person), target)
    assert restored.restored.before is None
    with stored.open(folder=new) as store:
        assert answers_in(store) == [f"{CANARY} {number}" for number in range(3)]


def test_restoring_moves_the_store_that_is_there_aside(stored: Stored, tmp_path: Path) -> None:
    """What came after the backup is in the folder that is named, and opens with the same keys."""
    target = tmp_path / "stick.zip"
    backed_up(stored, target)
    begin(stored, "later-1", {"frame.consent": True})
    restored = restore_store(door_of(stored), target, yes=True).restored
    with stored.open() as store:
        assert [one.id for one in store.interviews()] == [INTERVIEW]
    assert restored.before is not None
    restored.before.chmod(0o700)
    with stored.open(folder=restored.before) as store:
        assert [one.id for one in store.interviews()] == [INTERVIEW, "later-1"]


def test_what_only_the_store_holds_is_said_and_agreed_to_before_it_is_set_aside(
    stored: Stored, tmp_path: Path
) -> None:
    """Each interview by its case, day and entries; whoever stops there changes nothing."""
    target = tmp_path / "stick.zip"
    backed_up(stored, target)
    begin(stored, "later-12345", {"frame.consent": True})
    with stored.open() as store:
        store.append(INTERVIEW, [Entry("answer", {"question": "q9", "value": CANARY}, NOW)])
    seen: list[Screen] = []

    class Reader(KeyHolder):
        """Keeps the screens that it is shown."""

        def ask(self, screen: Screen, _: Clerk = NO_CLERK) -> Reply:
            seen.append(screen)
            return super().ask(screen)

    for leaving in ("stop", Paused(), Back()):
        with pytest.raises(Left):
            restore_store(door_of(stored, Reader({"restore.older": [leaving]})), target)
        with stored.open() as store:
            assert [one.id for one in store.interviews()] == [INTERVIEW, "later-12345"]
    [first, second] = seen[0].body
    assert first == f"The store here holds 3 entries more than the backup, written since {NOW[:10]}."
    assert (
        second
        == f"Interviews that only it holds: later-12 of the case PR-1 (begun on {NOW[:10]}, 2 entries)."
    )

    restored = restore_store(door_of(stored, Reader({"restore.older": ["go_on"]})), target)
    assert restored.restored.before is not None
    with stored.open() as store:
        assert [one.id for one in store.interviews()] == [INTERVIEW]


def test_a_store_that_does_not_open_is_set_aside_only_when_that_is_agreed_to(
    stored: Stored, tmp_path: Path
) -> None:
    """Nobody knows then what it holds; the reason is said, and ``yes`` is enough for scripts."""
    target = tmp_path / "stick.zip"
    backed_up(stored, target)
    (stored.folder / "store.db").write_bytes(bytes(8192))
    with pytest.raises(NeedsAnswersError, match=r"is not known.*Nothing was changed") as caught:
        restore_store(door_of(stored), target)
    assert "--yes" in caught.value.remedy
    assert not list(stored.folder.glob("before-restore-*"))
    restore_store(door_of(stored), target, yes=True)
    with stored.open() as store:
        assert [one.id for one in store.interviews()] == [INTERVIEW]


def test_a_backup_that_holds_everything_is_restored_without_a_question(
    stored: Stored, tmp_path: Path
) -> None:
    """There is nothing to agree to."""
    backed_up(stored, tmp_path / "stick.zip")
    assert restore_store(door_of(stored), tmp_path / "stick.zip").restored.before is not None


def test_a_locked_backup_is_said_to_be_one(stored: Stored, tmp_path: Path) -> None:
    """Without a key and without a person: locked, with the remedy, and no folder is made."""
    backed_up(stored, tmp_path / "stick.zip")
    new = tmp_path / "new"
    with pytest.raises(LockedError, match=r"stick\.zip is locked") as caught:
        restore_store(StoreDoor(new, Environment(), nobody), tmp_path / "stick.zip")
    assert "RELAPSE_KEY_FILE" in caught.value.remedy
    assert not new.exists()


def test_a_backup_is_never_written_over_or_beside_the_store(stored: Stored, tmp_path: Path) -> None:
    """Both are known before anything is unlocked."""
    (tmp_path / "taken.zip").write_text("mine")
    with pytest.raises(UsageError, match="already there"):
        make_backup(door_of(stored, key=False), tmp_path / "taken.zip")
    with pytest.raises(UsageError, match="lost with it"):
        make_backup(door_of(stored, key=False), stored.folder / "b.zip")
    assert (tmp_path / "taken.zip").read_text() == "mine"


def test_verifying_changes_nothing_and_knows_the_head(stored: Stored) -> None:
    """A whole store has no faults, also compared with its own head; a foreign head is one."""
    before = (stored.folder / "store.db").read_bytes()
    found = verify_store(door_of(stored))
    assert (found.faults, found.events) == ((), 4)
    assert verify_store(door_of(stored), found.head).faults == ()
    assert verify_store(door_of(stored), f"4:{'0' * 16}").faults != ()
    assert (stored.folder / "store.db").read_bytes() == before
    with pytest.raises(UsageError):
        verify_store(door_of(stored), "four")


def test_a_flipped_bit_is_found(stored: Stored) -> None:
    """Damage in the middle of the file is a fault, or the store does not open."""
    path = stored.folder / "store.db"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    try:
        faults = verify_store(door_of(stored)).faults
    except StoreError as error:
        faults = (error.message,)
    assert faults


def test_a_case_is_erased_once_its_code_is_typed_back(stored: Stored, tmp_path: Path) -> None:
    """The words are gone, the trace is there, and the backup with the words is named."""
    backed_up(stored, tmp_path / "stick.zip")
    person = KeyHolder({"erase.code": ["case-2", "case-1"]})
    erasure = erased(stored, person).erasure
    assert (erasure.interviews, erasure.events) == (1, 4)
    assert erasure.backups == (str(tmp_path / "stick.zip"),)
    with stored.open() as store:
        assert store.verify() == ()
        assert [one.erased for one in store.interviews()] == [True]
        with pytest.raises(StoreError):
            store.entries(INTERVIEW)


@pytest.mark.parametrize("yes", [True, False])
def test_on_a_terminal_yes_does_not_stand_for_the_typing(stored: Stored, yes: bool) -> None:
    """Leaving the screen erases nothing, with or without it."""
    for leaving in (Paused(), Back()):
        with pytest.raises(Left):
            erased(stored, KeyHolder({"erase.code": [leaving]}), yes=yes)
    with stored.open() as store:
        assert answers_in(store) != []


def test_in_a_script_yes_is_wanted_and_enough(stored: Stored) -> None:
    """Without a terminal and without it nothing is erased."""
    with pytest.raises(NeedsAnswersError) as caught:
        erased(stored)
    assert caught.value.remedy.endswith("relapse store erase case-1 --yes")
    assert erased(stored, yes=True).erasure.interviews == 1
    with pytest.raises(StoreError, match="no stored case"):
        erased(stored, yes=True)


def test_stores_set_aside_are_named_after_an_erasure(stored: Stored, tmp_path: Path) -> None:
    """They may hold the words that were just erased."""
    backed_up(stored, tmp_path / "stick.zip")
    before = restore_store(door_of(stored), tmp_path / "stick.zip").restored.before
    assert str(before) in " ".join(erased(stored, yes=True).left)


def test_the_backup_that_a_store_came_from_is_known_to_hold_its_words(stored: Stored, tmp_path: Path) -> None:
    """A backup cannot hold a note of itself, so restoring makes it; its time is that of the file."""
    target = tmp_path / "stick.zip"
    backed_up(stored, target)
    noon = datetime(2023, 11, 14, 12).astimezone().timestamp()  # here, wherever that is
    os.utime(target, (noon, noon))
    restore_store(door_of(stored), target)
    with at_store(stored) as door:
        last = whole_store(door).status.last_backup
    assert last is not None
    assert (last.place, last.at[:10], last.events) == (str(target), "2023-11-14", 4)
    assert erased(stored, yes=True).erasure.backups == (str(tmp_path / "stick.zip"),)


def test_what_still_holds_erased_words_reads_as_sentences(tmp_path: Path) -> None:
    """Each place is a sentence of its own, whichever of them there are."""

    def named(*backups: str, in_journal: bool = False) -> list[str]:
        found = still_there(tmp_path, Erasure("case", 1, 1, backups, in_journal=in_journal))
        return [sentence.replace(f"{tmp_path}/", "") for sentence in found]

    assert named() == []
    (tmp_path / "before-restore-1").mkdir()
    assert named() == ["The store from before a restoring may still hold the words: before-restore-1."]
    (tmp_path / "store.db-wal.damaged-1").touch()
    (tmp_path / ".work-0123456789abcdef").mkdir()
    assert named("a.zip", "b.zip", in_journal=True) == [
        "These backups still hold the words, wherever they are: a.zip, b.zip.",
        "The store from before a restoring may still hold them too: before-restore-1.",
        "A damaged journal that was set aside may still hold them: store.db-wal.damaged-1.",
        "What an interrupted step left may still hold them, until the next start: .work-0123456789abcdef.",
        (
            "Another window has the store open, so its journal still holds them, encrypted, "
            "until that is closed."
        ),
    ]


def test_an_export_withholds_the_location_and_is_audited(stored: Stored) -> None:
    """One record a line; the audit has the head and the number, no case code."""
    begin(stored, "r-1", {"frame.consent": True, "frame.location": "12 Elm Street", "event.now": CANARY})
    made = exported(stored, "PR-1")
    assert records_of(made.text) == {
        "r-1": {"frame.consent": True, "frame.location": "withheld", "event.now": CANARY}
    }
    assert made.text.endswith("\n")
    assert made.text.count("\n") == 1
    with stored.open() as store:
        row = next(row for row in store.audit_rows() if row.what == "export")
        assert made.head == store.head()
    assert row.detail == {"records": "1", "head": made.head, "interviews": "r-1"}


def test_an_answer_that_the_bank_does_not_know_is_withheld(stored: Stored) -> None:
    """Nobody can say whether it may leave, and that it stayed is told."""
    begin(stored, "r-1", {"frame.where_you_are": "12 Elm Street", "frame.note": {"status": "unknown"}})
    made = exported(stored, "PR-1")
    assert records_of(made.text)["r-1"] == {
        "frame.where_you_are": "withheld",
        "frame.note": {"status": "unknown"},
    }
    assert "frame.where_you_are" in made.remarks[0]


def test_a_record_that_cannot_be_used_stops_no_other(stored: Stored) -> None:
    """One without a beginning, one of another bank: each is named with a remedy."""
    begin(stored, "r-1", {"frame.consent": True})
    begin(stored, "r-2", {}, bank={"id": "my_bank", "version": "1", "digest": "sha256:0"})
    made = exported(stored)
    assert list(records_of(made.text)) == ["r-1"]
    named = {problem.file: problem.remedy for problem in made.problems if problem.severity == "error"}
    assert set(named) == {f"interview {INTERVIEW}", "interview r-2"}
    assert "--bank" in named["interview r-2"]


def test_erased_interviews_are_left_out_and_counted(stored: Stored) -> None:
    """There is nothing to say of them."""
    begin(stored, "r-1", {"frame.consent": True})
    erased(stored, yes=True)
    made = exported(stored)
    assert (made.records, made.erased, made.problems) == (1, 1, ())
    with pytest.raises(StoreError, match="no stored case"):
        exported(stored, "case-1")


@pytest.mark.parametrize(
    ("profile", "environment", "wanted", "notice"),
    [
        ("us", None, None, SHORT),
        ("ie", "us", None, ""),
        (None, "us", None, SHORT),
        (None, None, None, ""),
        ("us", None, "none", ""),
        ("ie", None, "long", LONG),
    ],
)
def test_the_country_decides_about_the_notice_unless_it_is_named(
    stored: Stored, profile: str | None, environment: str | None, wanted: str | None, notice: str
) -> None:
    """The record's own profile, else the one that is set; never inside the records."""
    begin(stored, "r-1", {"frame.consent": True}, profile={"id": profile} if profile else None)
    made = exported(stored, "PR-1", notice=wanted, profile=environment)
    assert made.notice == notice
    assert "42 CFR" not in made.text


def test_a_passphrase_opens_it_too(stored: Stored) -> None:
    """What is typed once serves the whole command."""
    person = KeyHolder({"unlock": [PASSPHRASE], "erase.code": ["case-1"]})
    erased(stored, person, key=False)
    assert person.seen == ["unlock", "erase.code"]
