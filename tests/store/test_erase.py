"""Erasing: the words are gone for good, the proof that something was there stays."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from relapse_cli.errors import StoreError
from relapse_cli.store.whole.store import Store
from tests.store.made_stores import KEY, answer, decided, open_store, record, start_program, store_with

CANARY = "heliotrope-under-the-stairs"

HOLDER = """
import sys
from pathlib import Path
from tests.store.made_stores import open_store
store = open_store(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
store.close()
"""


def files_with(folder: Path, *words: str) -> list[str]:
    """Return the files of a folder that hold one of the words as plain text."""
    texts = [word.encode(coding) for word in words for coding in ("utf-8", "utf-16-le", "utf-16-be")]
    return sorted(
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(text in path.read_bytes() for text in texts)
    )


def decrypted(path: Path) -> bytes:
    """Return every page of a database as whoever has the key can see it, unused ones included.

    A page ends with the start value of its cipher and its seal; the file begins with 16 bytes of salt.
    """
    data, pages = path.read_bytes(), []
    for start in range(0, len(data), 4096):
        page = data[start : start + 4096]
        cipher = Cipher(algorithms.AES(KEY), modes.CBC(page[-80:-64])).decryptor()
        pages.append(cipher.update(page[16 if start == 0 else 0 : -80]) + cipher.finalize())
    return b"".join(pages)


def all_words(store: Store) -> str:
    """Return all that the tables hold, as one text."""
    tables = [name for (name,) in store.connection.run("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return " ".join(str(row) for name in tables for row in store.connection.run(f'SELECT * FROM "{name}"'))


def test_no_file_holds_a_word_in_plain_text(tmp_path: Path) -> None:
    """Neither the database nor its log nor the lock, while it is open, after an erasure, or closed."""
    store = store_with(tmp_path / "store", CANARY, "x" * 70_000 + CANARY)
    store.append("interview-1", [decided(CANARY)])
    found = [files_with(tmp_path, CANARY, "PR-101", "interview-1")]
    store.erase_case("PR-101")
    found.append(files_with(tmp_path, CANARY, "PR-101", "interview-1"))
    store.close()
    found.append(files_with(tmp_path, CANARY, "PR-101", "interview-1"))
    assert found == [[], [], []]


def test_plain_sqlite_shows_the_word(tmp_path: Path) -> None:
    """The control: the same search finds the words in a plain database, and in the log of one."""
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("PRAGMA journal_mode=wal")
    plain.execute("CREATE TABLE word (text TEXT)")
    plain.execute("INSERT INTO word VALUES (?)", (CANARY,))
    plain.commit()
    found = [files_with(tmp_path, CANARY)]
    plain.close()
    found.append(files_with(tmp_path, CANARY))
    assert found == [["plain.db-wal"], ["plain.db"]]


def test_the_words_are_gone_for_whoever_has_the_key(tmp_path: Path) -> None:
    """Not in the tables, and not on any page of the file; before the erasure they were found there."""
    store = store_with(tmp_path / "store", CANARY, "x" * 70_000 + CANARY)
    store.begin(record("interview-2", case="PR-102"), [answer("stays")])
    store.close()
    before = decrypted(tmp_path / "store" / "store.db")
    store = open_store(tmp_path / "store")
    store.erase_case("PR-101")
    store.close()
    after = decrypted(tmp_path / "store" / "store.db")
    words = [CANARY.encode(), b"PR-101", b"PR-102", b"stays"]
    assert [word in before for word in words] == [True, True, True, True]
    assert [word in after for word in words] == [False, False, True, True]


def test_the_words_are_gone_from_the_file_even_where_the_journal_is_still_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was freed is overwritten all the same, and that the journal still holds it is told."""
    monkeypatch.setattr("relapse_cli.store.whole.store.compact", lambda _connection: False)
    store = store_with(tmp_path / "store", CANARY, "x" * 70_000 + CANARY)
    assert store.erase_case("PR-101").in_journal
    store.close()
    assert CANARY.encode() not in decrypted(tmp_path / "store" / "store.db")


def test_an_erased_case_has_no_words_and_the_chain_holds(tmp_path: Path) -> None:
    """The words of the case are gone, those of the others are as they were, and all verifies."""
    store = store_with(tmp_path / "store", CANARY, "more")
    store.append("interview-1", [decided("because " + CANARY)])
    store.begin(record("interview-2", case="PR-102"), [answer("stays")])
    head = store.head()
    erasure = store.erase_case("PR-101")
    assert (erasure.interviews, erasure.events, erasure.backups, erasure.in_journal) == (1, 3, (), False)
    assert erasure.case.startswith("erased-")
    assert len(erasure.case) == len("erased-") + 8
    for _ in range(2):
        assert CANARY not in all_words(store)
        assert "PR-101" not in all_words(store)
        assert store.verify(head) == (), "the head of before the erasure still fits"
        assert [(one.id, one.case, one.erased, one.events) for one in store.interviews()] == [
            ("interview-1", erasure.case, True, 3),
            ("interview-2", "PR-102", False, 1),
        ]
        assert [entry.body["value"] for entry in store.entries("interview-2")] == ["stays"]
        store.close()
        store = open_store(tmp_path / "store")
    store.close()


def test_an_erased_interview_is_closed(tmp_path: Path) -> None:
    """It cannot be read, gone on with or held, and its case cannot be erased twice."""
    store = store_with(tmp_path / "store", CANARY)
    new_code = store.erase_case("PR-101").case
    for use in (store.entries, store.hold, lambda name: store.append(name, [answer("more")])):
        with pytest.raises(StoreError, match="was erased on 2026"):
            use("interview-1")
    with pytest.raises(StoreError, match="was erased on 2026"):
        store.erase_case(new_code)
    with pytest.raises(StoreError, match="no stored case"):
        store.erase_case("PR-101")
    store.close()


def test_the_code_of_an_erased_case_can_be_used_again(tmp_path: Path) -> None:
    """It is a new case then; only the code that stands for an erased one is refused."""
    store = store_with(tmp_path / "store", CANARY)
    new_code = store.erase_case("PR-101").case
    store.begin(record("interview-2"), [answer("new")])
    with pytest.raises(StoreError, match="was erased"):
        store.begin(record("interview-3", case=new_code), [])
    assert store.erase_case("PR-101").case != new_code
    assert store.verify() == ()
    store.close()


def test_the_audit_keeps_the_erasure_and_no_code(tmp_path: Path) -> None:
    """Who erased what and when, under the code that took the place of the case's own."""
    store = store_with(tmp_path / "store", CANARY, "more")
    new_code = store.erase_case("PR-101").case
    last = store.audit_rows()[-1]
    assert (last.actor, last.what) == ("ada", "erase")
    assert last.detail == {"case": new_code, "interviews": "1", "events": "2"}
    store.close()


def test_a_mistyped_case_is_not_erased(tmp_path: Path) -> None:
    """The error says which code may be meant."""
    store = store_with(tmp_path / "store", CANARY)
    with pytest.raises(StoreError) as caught:
        store.erase_case("PR-011")
    assert caught.value.remedy == "Did you mean 'PR-101'?"
    assert store.entries("interview-1") == [answer(CANARY)]
    store.close()


def test_it_says_which_backups_still_hold_the_words(tmp_path: Path) -> None:
    """Those made after the first word was written, and none from before."""
    store = store_with(tmp_path / "store", "of another case")
    store.note_backup(Path("/b/before.backup"))
    store.begin(record("interview-2", case="PR-102"), [answer(CANARY)])
    store.note_backup(Path("/b/with.backup"))
    store.note_backup(Path("/b/with.backup"))
    assert store.erase_case("PR-102").backups == ("/b/with.backup",)
    assert store.erase_case("PR-101").backups == ("/b/before.backup", "/b/with.backup")
    store.close()


def test_a_backup_that_was_begun_and_never_noted_is_named(tmp_path: Path) -> None:
    """A program that is killed after the file has its name leaves the words in it."""
    store = store_with(tmp_path / "store", CANARY)
    store.note_backup_begun(Path("/b/begun.backup"))
    store.note_backup(Path("/b/with.backup"))
    store.begin(record("interview-2", case="PR-102"), [answer("later")])
    assert store.erase_case("PR-102").backups == ()
    assert store.erase_case("PR-101").backups == ("/b/with.backup", "/b/begun.backup")
    assert store.status().last_backup is not None
    assert store.status().last_backup.file_name == "with.backup"
    store.close()


READER = HOLDER.replace(
    'print("open"', 'store.connection.run("BEGIN"); store.interviews(); print("open"'
).replace("store.close()", 'store.connection.run("COMMIT"); store.close()')
"""Reads, and goes on reading what it has read."""


def log_words(folder: Path) -> bytes:
    """Return every page in the log as whoever has the key can see it."""
    data, pages = (folder / "store.db-wal").read_bytes(), []
    for start in range(32 + 24, len(data), 24 + 4096):
        page = data[start : start + 4096]
        cipher = Cipher(algorithms.AES(KEY), modes.CBC(page[-80:-64])).decryptor()
        pages.append(cipher.update(page[:-80]) + cipher.finalize())
    return b"".join(pages)


@pytest.mark.parametrize(("program", "stays"), [(HOLDER, False), (READER, True)])
def test_words_in_the_journal_go_too_unless_somebody_reads_there(
    tmp_path: Path, program: str, stays: bool
) -> None:
    """While another window is open the journal is emptied if that can be, and told if it cannot."""
    store = store_with(tmp_path / "store", CANARY)
    with start_program(program, tmp_path / "store") as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        store.append("interview-1", [answer(CANARY)])
        assert CANARY.encode() in log_words(store.folder)
        store.connection.run("PRAGMA busy_timeout=100")
        assert store.erase_interview("interview-1").in_journal is stays
        assert (CANARY.encode() in log_words(store.folder)) is stays
        other.stdin.write("done\n")
    store.close()
    assert CANARY.encode() not in decrypted(tmp_path / "store" / "store.db")


def test_one_interview_can_be_erased(tmp_path: Path) -> None:
    """When an agreement is withdrawn only its words go; the last one of a case takes the code with it."""
    store = store_with(tmp_path / "store", "first")
    store.begin(record("interview-2"), [answer(CANARY)])
    erasure = store.erase_interview("interview-2")
    assert (erasure.case, erasure.interviews, erasure.events) == ("PR-101", 1, 1)
    assert CANARY not in all_words(store)
    assert store.entries("interview-1") == [answer("first")]
    assert store.verify() == ()
    last = store.erase_interview("interview-1")
    assert (last.case[:7], last.interviews) == ("erased-", 2)
    assert "PR-101" not in all_words(store)
    assert store.verify() == ()
    store.close()


def test_a_case_with_an_erased_interview_can_be_erased(tmp_path: Path) -> None:
    """What went before stays gone, with the time at which it went."""
    store = store_with(tmp_path / "store", "first")
    store.begin(record("interview-2"), [answer("second")])
    store.erase_interview("interview-1")
    assert store.erase_case("PR-101").interviews == 2
    assert [one.erased for one in store.interviews()] == [True, True]
    assert store.verify() == ()
    store.close()


def test_a_short_answer_cannot_be_guessed_from_its_seal(tmp_path: Path) -> None:
    """Two equal answers have different seals, and what makes them different goes with the words."""
    store = store_with(tmp_path / "store", "yes", "yes")
    [(one,), (other,)] = store.connection.run("SELECT body_mac FROM event ORDER BY seq")
    assert one != other
    store.erase_case("PR-101")
    assert store.connection.run("SELECT salt, body FROM content") == [(None, None), (None, None)]
    store.close()


def test_while_others_have_the_store_open_nothing_is_erased(tmp_path: Path) -> None:
    """The error names the process, and nothing has changed; afterwards it works."""
    store = store_with(tmp_path / "store", CANARY)
    with start_program(HOLDER, tmp_path / "store") as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match=f"process {other.pid} on ") as caught:
            store.erase_case("PR-101")
        assert "Close it there" in caught.value.remedy
        assert store.entries("interview-1") == [answer(CANARY)]
        other.stdin.write("done\n")
    store.erase_case("PR-101")
    assert store.verify() == ()
    store.close()
