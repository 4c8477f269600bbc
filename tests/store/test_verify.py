"""What verifying finds: every flipped bit, and every change by somebody who has the key and not the chain."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from relapse_cli.errors import StoreError, UsageError
from relapse_cli.store.database.cipher import connect
from relapse_cli.store.database.errors import DamagedError
from relapse_cli.store.journal.hash_chain import START, EventFacts, body_mac, event_mac
from relapse_cli.store.whole.store import Store
from tests.store.bit_flips import what_a_flip_shows
from tests.store.made_stores import KEY, answer, decided, open_store, record, store_with, tamper

FLIPS = 40


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a closed store with two interviews and eight events, to be copied."""
    store = store_with(tmp_path_factory.mktemp("made") / "store", "one", "two", "three", "four")
    store.append("interview-1", [decided("five")])
    store.begin(record("interview-2", case="PR-102"), [answer("six"), answer("seven"), answer("eight")])
    store.close()
    return store.folder


@pytest.fixture
def store(tmp_path: Path, closed: Path) -> Store:
    """An open store with two interviews and eight events."""
    shutil.copytree(closed, tmp_path / "store")
    return open_store(tmp_path / "store")


def test_a_whole_store_has_no_faults(store: Store) -> None:
    """Nothing is found where nothing is wrong, before and after opening again, with and without a head."""
    assert (store.verify(), store.verify(store.head())) == ((), ())
    store.close()
    again = open_store(store.folder)
    assert again.verify(store_head := again.head()) == ()
    again.append("interview-1", [answer("more")])
    assert again.verify(store_head) == (), "an older head still fits"
    again.close()


def test_every_flipped_bit_is_noticed(tmp_path: Path, store: Store) -> None:
    """Random bits all over the file: opening or verifying says that it is damaged, in words."""
    store.close()
    whole, spare = store.folder, tmp_path / "spare"
    bits = 8 * (whole / "store.db").stat().st_size
    chosen = [0, 16 * 8, bits - 1, *(random.Random(4).randrange(bits) for _ in range(FLIPS))]
    told = {bit: what_a_flip_shows(whole, spare, KEY, bit) for bit in chosen}
    assert [bit for bit in chosen if "damaged" not in told[bit]] == []


def test_without_encryption_a_flipped_bit_goes_unnoticed(tmp_path: Path) -> None:
    """The control: plain SQLite takes a flipped bit in a text for the text."""
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE word (text TEXT)")
    plain.execute("INSERT INTO word VALUES ('heliotrope')")
    plain.commit()
    plain.close()
    data = (tmp_path / "plain.db").read_bytes()
    (tmp_path / "plain.db").write_bytes(data.replace(b"heliotrope", b"heliotropd"))
    plain = sqlite3.connect(tmp_path / "plain.db")
    assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert plain.execute("SELECT text FROM word").fetchall() == [("heliotropd",)]
    plain.close()


@pytest.mark.parametrize("length", [1, 15, 100, 4096, 5000, -4096, -1])
def test_a_file_cut_short_is_noticed(store: Store, length: int) -> None:
    """A file that lost its end, by whole pages or within one, is damaged."""
    store.close()
    path = store.folder / "store.db"
    path.write_bytes(path.read_bytes()[:length])
    try:
        again = open_store(store.folder)
    except DamagedError as error:
        told = error.message
    else:
        told = " ".join(again.verify())
        again.close()
    assert "damaged" in told


def test_a_damaged_page_is_an_error_in_words_when_it_is_read(store: Store) -> None:
    """Opening may not touch the page; reading it says what is wrong and what to do."""
    store.close()
    path = store.folder / "store.db"
    whole = path.read_bytes()
    outcomes = set()
    for page in range(1, len(whole) // 4096):
        damaged = bytearray(whole)
        damaged[page * 4096 + 50] ^= 1
        path.write_bytes(damaged)
        outcomes.add(what_reading_says(store.folder))
    assert outcomes == {"5 entries", "Keep a copy of the folder, then restore the store from a backup"}


def what_reading_says(folder: Path) -> str:
    """Open a store, read an interview, and return how many entries it has, or the remedy of the error."""
    try:
        store = open_store(folder, read_only=True)
    except DamagedError as error:
        return error.remedy.partition(" with:")[0]
    try:
        return f"{len(store.entries('interview-1'))} entries"
    except DamagedError as error:
        return error.remedy.partition(" with:")[0]
    finally:
        store.close()


CHANGES = {
    "an event taken out": (
        ["DELETE FROM content WHERE seq = 2", "DELETE FROM event WHERE seq = 2"],
        "Event 2 is missing.",
    ),
    "two events taken out": (
        ["DELETE FROM content WHERE seq IN (2, 3)", "DELETE FROM event WHERE seq IN (2, 3)"],
        "Events 2 to 3 are missing.",
    ),
    "two events in the other order": (
        [
            "UPDATE event SET seq = -1 WHERE seq = 2",
            "UPDATE event SET seq = 2 WHERE seq = 3",
            "UPDATE event SET seq = 3 WHERE seq = -1",
        ],
        "Event 2 does not fit the events before it.",
    ),
    "the end cut off": (
        ["DELETE FROM content WHERE seq > 6", "DELETE FROM event WHERE seq > 6"],
        "The end of the event log is missing: 8 lines were written, 6 are there.",
    ),
    "a body changed": (
        ["""UPDATE content SET body = '{"question":"event.now","value":"no"}' WHERE seq = 3"""],
        "The words of event 3 are not those that were written.",
    ),
    "two bodies swapped": (
        [
            "CREATE TEMP TABLE kept AS SELECT * FROM content WHERE seq = 1",
            "UPDATE content SET (salt, body) = (SELECT salt, body FROM content WHERE seq = 6) WHERE seq = 1",
            "UPDATE content SET (salt, body) = (SELECT salt, body FROM kept) WHERE seq = 6",
        ],
        "The words of event 1 are not those that were written.",
    ),
    "a body emptied": (
        ["UPDATE content SET salt = NULL, body = NULL WHERE seq = 4"],
        "The words of event 4 are missing, and were not erased.",
    ),
    "a body taken out": (
        ["DELETE FROM content WHERE seq = 4"],
        "The words of event 4 are missing with their place.",
    ),
    "a body moved to the other part": (
        ["INSERT INTO plan_part SELECT * FROM content WHERE seq = 4", "DELETE FROM content WHERE seq = 4"],
        "Event 4 has words in the wrong part of the store.",
    ),
    "a body without an event": (
        ["INSERT INTO content VALUES (77, x'00', '{}')"],
        "There are words without an event (number 77).",
    ),
    "an event given to another interview": (
        ["UPDATE event SET interview_id = 'interview-2' WHERE seq = 3"],
        "Event 3 does not fit the events before it.",
    ),
    "a time changed": (
        ["UPDATE event SET at = '1999-01-01' WHERE seq = 8"],
        "Event 8 does not fit the events before it.",
    ),
    "a seal changed": (
        ["UPDATE event SET mac = zeroblob(32) WHERE seq = 5"],
        "Event 5 does not fit the events before it.",
    ),
    "an erasure that never was": (
        [
            "UPDATE content SET salt = NULL, body = NULL WHERE seq > 5",
            "UPDATE interview SET erased_at = 'x' WHERE id = 'interview-2'",
        ],
        "Interview interview-2 is marked as erased, but the audit does not say so.",
    ),
    "an interview taken out": (
        ["DELETE FROM interview WHERE id = 'interview-2'"],
        "A row of event belongs to nothing in interview.",
    ),
    "an audit line changed": (
        ["UPDATE audit SET actor = 'someone' WHERE seq = 2"],
        "Audit line 2 does not fit the lines before it.",
    ),
    "an audit detail that cannot be read": (
        ["UPDATE audit SET what = 'erase', detail = '{' WHERE seq = 2"],
        "Audit line 2 does not fit the lines before it.",
    ),
    "words that are not text": (
        ["UPDATE content SET body = CAST(x'ff' AS TEXT) WHERE seq = 2"],
        "is damaged: it holds text that cannot be read.",
    ),
    "an audit line taken out": (["DELETE FROM audit WHERE seq = 1"], "Audit line 1 is missing."),
    "the end of the audit cut off": (
        ["DELETE FROM audit WHERE seq = 3"],
        "The end of the audit log is missing: 3 lines were written, 2 are there.",
    ),
}


@pytest.mark.parametrize(("statements", "fault"), CHANGES.values(), ids=CHANGES.keys())
def test_a_change_past_the_guards_is_found(store: Store, statements: list[str], fault: str) -> None:
    """Whoever has the key can take the guards away, but not change what was written unseen."""
    tamper(store.connection, *statements)
    told = store.verify()
    assert [text for text in told if text.endswith(fault)] != []
    store.audit_rows()
    store.close()


def run_together(store: Store, statements: list[str]) -> None:
    """Run statements all or none."""
    with store.connection.transaction():
        for statement in statements:
            store.connection.run(statement)


@pytest.mark.parametrize(("statements", "fault"), CHANGES.values(), ids=CHANGES.keys())
def test_the_guards_stop_each_of_these_changes(store: Store, statements: list[str], fault: str) -> None:
    """The same changes with the guards in place: the first refused one is an error, and nothing changed."""
    with pytest.raises(StoreError, match=r"does not allow this change"):
        run_together(store, statements)
    assert store.verify() == ()
    store.close()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO event SELECT seq, interview_id, part, 'x', at, body_mac, mac FROM event",
        "INSERT OR REPLACE INTO content SELECT seq, salt, 'x' FROM content",
        "INSERT OR REPLACE INTO audit SELECT seq, at, 'x', what, detail, mac FROM audit",
        "INSERT OR REPLACE INTO meta VALUES ('chain_key', zeroblob(32))",
        "UPDATE meta SET value = zeroblob(32)",
        "UPDATE interview SET started_at = 'x'",
        "UPDATE interview SET case_number = 2",
        """UPDATE "case" SET code = substr(replace(code, '102', '103') || ' ', 1, 64)""",
        """DELETE FROM "case" """,
    ],
)
def test_the_guards_know_the_ways_round(store: Store, statement: str) -> None:
    """Replacing a row, or rewriting what belongs to the store itself, is refused as well."""
    with pytest.raises(StoreError, match="does not allow this change"):
        store.connection.run(statement)
    assert store.verify() == ()
    store.close()


def test_missing_guards_are_told(store: Store) -> None:
    """A trigger that was taken away, or softened, is missed."""
    store.connection.run("DROP TRIGGER keep_3")
    assert store.verify() == ("1 of the guards that keep entries from being changed are missing.",)
    store.close()


def cut(store: Store, after: int) -> None:
    """Cut the end off so well that the store itself cannot tell."""
    tamper(
        store.connection,
        f"DELETE FROM content WHERE seq > {after}",
        f"DELETE FROM plan_part WHERE seq > {after}",
        f"DELETE FROM event WHERE seq > {after}",
        f"UPDATE sqlite_sequence SET seq = {after} WHERE name = 'event'",
        f"DELETE FROM tally WHERE first > {after}",
        "UPDATE tally SET (last, events, loose) = (SELECT max(seq), count(*), count(*) FROM event "
        "JOIN interview ON id = interview_id WHERE number = tally.interview)",
    )


def test_only_the_printed_head_tells_a_log_that_was_cut_with_care(store: Store) -> None:
    """The head says how many events there were; without it a shorter log is a whole log."""
    head = store.head()
    cut(store, 6)
    assert store.verify() == ()
    assert store.verify(head) == ("The head names 8 events, but the store holds 6: the end is missing.",)
    store.close()


def test_the_printed_head_tells_a_log_that_was_written_anew(store: Store) -> None:
    """Other events in the place of those that were cut off do not fit the head."""
    head = store.head()
    cut(store, 6)
    store.append("interview-2", [answer("other"), answer("words")])
    assert store.verify() == ()
    assert store.verify(head) == ("Event 8 is not the one that the head names.",)
    store.close()


def test_an_older_copy_of_the_whole_file_is_told_by_the_head(store: Store, tmp_path: Path) -> None:
    """A file put back to an earlier day, with what stood beside it then, is whole in itself."""
    store.close()
    shutil.copy(store.folder / "store.db", tmp_path / "old.db")
    shutil.copy(store.folder / "store.head", tmp_path / "old.head")
    again = open_store(store.folder)
    again.append("interview-1", [answer("newer")])
    head = again.head()
    again.close()
    shutil.copy(tmp_path / "old.db", store.folder / "store.db")
    shutil.copy(tmp_path / "old.head", store.folder / "store.head")
    old = open_store(store.folder)
    assert [len(old.verify()), len(old.verify(head))] == [0, 1]
    old.close()


def test_a_head_that_is_none_is_refused(store: Store) -> None:
    """A mistyped head is no fault of the store."""
    with pytest.raises(UsageError):
        store.verify("8:xyz")
    store.close()


def test_whoever_has_the_chain_key_can_write_a_new_chain(store: Store) -> None:
    """The limit of the claim, kept honest: the chain holds against those without the key, and no others."""
    [(key,)] = store.connection.run("SELECT value FROM meta WHERE name = 'chain_key'")
    facts = EventFacts(1, "interview-1", "content", "answer", "2026-11-20T09:00:00+01:00")
    seal = body_mac(key, bytes(16), "{}")
    mac = event_mac(key, START, facts, seal)
    cut(store, 1)
    tamper(
        store.connection,
        "UPDATE content SET salt = zeroblob(16), body = '{}' WHERE seq = 1",
        f"UPDATE event SET body_mac = x'{seal.hex()}', mac = x'{mac.hex()}' WHERE seq = 1",
    )
    assert store.verify() == ()
    store.close()


def test_many_faults_are_told_in_short(store: Store) -> None:
    """A store that is wrong all over gives a list that can be read."""
    store.append("interview-1", [answer(str(number)) for number in range(80)])
    tamper(store.connection, "UPDATE content SET body = '{}'")
    faults = store.verify()
    assert (len(faults), faults[-1]) == (51, "There are more faults than are told here.")
    store.close()


def test_another_connection_reads_what_this_one_seals(store: Store) -> None:
    """The seals are in the file, not in the process."""
    connection = connect(store.folder / "store.db", KEY)
    assert connection.run("SELECT count(*) FROM event") == [(8,)]
    connection.close()
    store.close()


def test_a_page_that_a_power_cut_tore_is_taken_from_the_log(tmp_path: Path) -> None:
    """While the log has it whole, a torn page in the file is no damage; without the log it is."""
    store = store_with(tmp_path / "store", "first")
    store.close()
    again = open_store(tmp_path / "store")
    again.append("interview-1", [answer("second")])
    shutil.copytree(tmp_path / "store", tmp_path / "cut")
    again.close()
    log = (tmp_path / "cut" / "store.db-wal").read_bytes()
    page = int.from_bytes(log[32:36], "big")
    tear(tmp_path / "cut" / "store.db", page)
    shutil.copytree(tmp_path / "cut", tmp_path / "control")
    (tmp_path / "control" / "store.db-wal").unlink()

    assert what_is_said(tmp_path / "cut") == ""
    assert "damaged" in what_is_said(tmp_path / "control")


def what_is_said(folder: Path) -> str:
    """What a user is told who opens a store and verifies it."""
    try:
        with open_store(folder) as store:
            return " ".join(store.verify())
    except StoreError as error:
        return error.message


def tear(path: Path, page: int) -> None:
    """Leave the second half of a page of a database as it never was."""
    data = bytearray(path.read_bytes())
    start = (page - 1) * 4096 + 2048
    data[start : start + 512] = bytes(512)
    path.write_bytes(data)
