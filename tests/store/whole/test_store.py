"""The journal: what was appended is there, in its order, whatever happens around it."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.errors import LockedError, StoreError
from relapse_cli.model.journal import Entry
from relapse_cli.model.record import BankPin, Record
from relapse_cli.store.journal.interviews import StoredInterview
from relapse_cli.store.whole.store import Store
from tests.examples import examples
from tests.store.made_stores import (
    KEY,
    answer,
    decided,
    new_store,
    open_store,
    record,
    start_program,
    store_with,
)

WRITER = """
import sys
from pathlib import Path
from tests.store.made_stores import answer, open_store
store = open_store(Path(sys.argv[1]))
number = 0
for line in sys.stdin:
    store.append("interview-1", [answer(f"{sys.argv[2]} {number}")])
    number += 1
    print(f"saved {number}", flush=True)
store.close()
"""


def words(store: Store, name: str = "interview-1") -> list[object]:
    """Return what was answered in an interview."""
    return [entry.body.get("value", entry.body.get("reason")) for entry in store.entries(name)]


def test_what_was_written_is_read_back_after_opening_again(tmp_path: Path) -> None:
    """Kinds, bodies, times and order are what was appended."""
    entries = [
        answer("ünsure – “yes”"),
        decided("x"),
        Entry("finished", {"a": [1, None, {"b": 0.5}]}, "later"),
    ]
    store = new_store(tmp_path / "store")
    store.begin(record("interview-1"), entries[:1])
    store.append("interview-1", entries[1:])
    assert store.entries("interview-1") == entries
    store.close()
    again = open_store(tmp_path / "store")
    assert again.entries("interview-1") == entries
    assert again.verify(again.head()) == ()
    again.close()


def test_an_entry_without_a_time_gets_one(tmp_path: Path) -> None:
    """The store's clock fills what the caller left out."""
    store = store_with(tmp_path / "store")
    store.append("interview-1", [Entry("answer", {})])
    assert store.entries("interview-1")[0].at.startswith("2026-11-20T09:00:")
    store.close()


def test_the_words_of_the_interview_and_the_plan_are_kept_apart(tmp_path: Path) -> None:
    """Answers are in one table, decisions and plans in another."""
    store = store_with(tmp_path / "store", "said")
    store.append("interview-1", [decided("agreed"), Entry("plan", {"lines": []})])
    counts = [store.connection.run(f"SELECT count(*) FROM {table}") for table in ("content", "plan_part")]
    assert counts == [[(1,)], [(2,)]]
    store.close()


def test_interviews_are_listed_by_sequence_when_the_clock_is_set_back(tmp_path: Path) -> None:
    """Neither the order of interviews nor that of entries follows the clock."""
    times = iter(["2030-01-01", "2030-01-01", "2020-01-01", "2020-01-01", "2010-01-01", "2000-01-01"])
    store = Store.create(tmp_path / "store", KEY, actor="ada", now=lambda: next(times))
    store.begin(record("later-1"), [Entry("answer", {"n": 1})])
    store.begin(record("early-1"), [Entry("answer", {"n": 2})])
    store.append("later-1", [Entry("answer", {"n": 3})])
    assert [one.id for one in store.interviews()] == ["later-1", "early-1"]
    assert [entry.body["n"] for entry in store.entries("later-1")] == [1, 3]
    assert store.verify() == ()
    store.close()


def test_an_interview_is_described_without_its_words(tmp_path: Path) -> None:
    """What is pinned at the beginning comes back, with times and the number of entries."""
    store = new_store(tmp_path / "store")
    pin = BankPin(id="post_relapse", version="1.0.0", digest="sha256:00")
    head = Record(
        id="i-2",
        case="C-1",
        path="followup",
        bank=pin,
        started_at="s",
        follows="i-1",
        earlier="i-0",
        continues="i-3",
    )
    store.begin(head, [Entry("begun", {}, "t1"), Entry("answer", {}, "t2")])
    assert store.interviews("C-1") == [
        StoredInterview(
            id="i-2",
            case="C-1",
            path="followup",
            bank=pin,
            started_at="s",
            continues="i-3",
            follows="i-1",
            earlier="i-0",
            erased=False,
            begun_at="t1",
            last_at="t2",
            events=2,
        )
    ]
    assert store.interviews("C-2") == []
    store.close()


def test_an_interview_is_found_by_the_beginning_of_its_id(tmp_path: Path) -> None:
    """Four characters are enough where they fit one; otherwise the error says what is near."""
    store = new_store(tmp_path / "store")
    for name in ("abcd-1", "abcd-2", "abcd"):
        store.begin(record(name), [])
    assert [store.find(name).id for name in ("abcd-1", "abcd")] == ["abcd-1", "abcd"]
    with pytest.raises(StoreError, match=r"More than one .* abcd-1, abcd-2"):
        store.find("abcd-")
    with pytest.raises(StoreError) as caught:
        store.find("abcd-7")
    assert "Did you mean 'abcd-" in caught.value.remedy
    with pytest.raises(StoreError, match="no stored interview"):
        store.find("ab")
    store.close()


def test_an_interview_is_begun_once(tmp_path: Path) -> None:
    """A second beginning is refused as a whole."""
    store = store_with(tmp_path / "store", "first")
    with pytest.raises(StoreError, match="stored already"):
        store.begin(record("interview-1", case="PR-999"), [answer("second")])
    assert (words(store), store.status().cases) == (["first"], 1)
    with pytest.raises(StoreError, match="no stored interview"):
        store.append("interview-7", [answer("lost?")])
    store.close()


def test_after_a_full_disk_the_same_entries_can_be_appended(tmp_path: Path) -> None:
    """An append that failed left nothing, and nothing but the append is lost."""
    store = store_with(tmp_path / "store", "before")
    entries = [answer("short"), answer("x" * 100_000)]
    [(pages,)] = store.connection.run("PRAGMA page_count")
    store.connection.run(f"PRAGMA max_page_count={pages + 1}")
    with pytest.raises(StoreError, match="disk is full"):
        store.append("interview-1", entries)
    assert words(store) == ["before"]
    store.connection.run("PRAGMA max_page_count=1000000")
    store.append("interview-1", entries)
    assert words(store) == ["before", "short", "x" * 100_000]
    assert store.verify() == ()
    store.close()


def test_no_message_holds_a_word_of_an_answer(tmp_path: Path) -> None:
    """Neither the error nor what caused it repeats what was to be stored."""
    store = store_with(tmp_path / "store")
    store.connection.run("PRAGMA max_page_count=1")
    with pytest.raises(StoreError) as caught:
        store.append("interview-1", [answer("heliotrope" * 9_999)])
    assert "heliotrope" not in f"{caught.value} {caught.value.remedy} {caught.value.__cause__}"
    store.close()


def test_half_a_character_is_replaced(tmp_path: Path) -> None:
    """A surrogate without its other half cannot be stored; the rest of the text is as it was."""
    store = store_with(tmp_path / "store", "a\ud800b", "\ud83d\ude00", "nul \x00 and \x1b")
    assert words(store) == ["a�b", "😀", "nul \x00 and \x1b"]
    store.close()


def test_two_threads_append_to_one_store(tmp_path: Path) -> None:
    """A timer writes drafts while answers are written; the chain holds and nothing is lost."""
    store = store_with(tmp_path / "store")

    def write(name: str) -> None:
        for number in range(15):
            store.append("interview-1", [answer(f"{name} {number}"), answer(f"{name} again")])

    threads = [threading.Thread(target=write, args=(name,)) for name in ("draft", "answer")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, words(store))) == sorted(
        [f"{name} {end}" for name in ("draft", "answer") for end in [*range(15), *["again"] * 15]]
    )
    assert store.verify() == ()
    store.close()


def test_two_processes_append_to_one_store(tmp_path: Path) -> None:
    """Two windows on one store wait for each other; every entry of both is there, each in its order."""
    store_with(tmp_path / "store").close()
    programs = [start_program(WRITER, tmp_path / "store", name) for name in ("a", "b")]
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n" * 25)
        program.stdin.flush()
    assert [program.communicate()[0].split("\n")[-2] for program in programs] == ["saved 25", "saved 25"]
    store = open_store(tmp_path / "store")
    found = list(map(str, words(store)))
    for name in ("a", "b"):
        assert [text for text in found if text.startswith(name)] == [
            f"{name} {number}" for number in range(25)
        ]
    assert store.verify() == ()
    store.close()


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL on Windows")
def test_what_was_acknowledged_outlasts_a_killed_process(tmp_path: Path) -> None:
    """After a kill every acknowledged entry is there, and the next process goes on after it."""
    store_with(tmp_path / "store").close()
    program = start_program(WRITER, tmp_path / "store", "a")
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write("go\n" * 7)
    program.stdin.flush()
    for _ in range(7):
        last = program.stdout.readline()
    program.send_signal(signal.SIGKILL)
    program.communicate()
    assert last == "saved 7\n"
    assert (tmp_path / "store" / "store.db-wal").stat().st_size > 0, "the kill left a log behind"
    store = open_store(tmp_path / "store")
    store.append("interview-1", [answer("after")])
    assert words(store) == [*(f"a {number}" for number in range(7)), "after"]
    assert store.verify() == ()
    store.close()


def test_the_audit_says_who_did_what_and_when(tmp_path: Path) -> None:
    """Making, unlocking and what the caller tells are listed in their order."""
    store = store_with(tmp_path / "store")
    store.audit("export", interview="interview-1", head=store.head())
    store.close()
    again = Store.open(tmp_path / "store", KEY, actor="berta\udcff", now=lambda: "now")
    assert [(row.seq, row.actor, row.what, row.detail) for row in again.audit_rows()] == [
        (1, "ada", "create", {}),
        (2, "ada", "unlock", {}),
        (3, "ada", "export", {"interview": "interview-1", "head": "0:0000000000000000"}),
        (4, "berta?", "unlock", {}),
    ]
    again.close()


def test_one_who_only_reads_leaves_no_trace(tmp_path: Path) -> None:
    """Nothing is written, not even that the store was opened, and writing is refused in words."""
    store_with(tmp_path / "store", "said").close()
    before = (tmp_path / "store" / "store.db").read_bytes()
    store = open_store(tmp_path / "store", read_only=True)
    assert (words(store), store.verify()) == (["said"], ())
    with pytest.raises(StoreError, match="read-only"):
        store.append("interview-1", [answer("more")])
    store.close()
    assert (tmp_path / "store" / "store.db").read_bytes() == before


def test_a_clean_end_leaves_one_file_and_no_log(tmp_path: Path) -> None:
    """All is in the database itself; closing twice is no harm, writing afterwards is an error in words."""
    store = store_with(tmp_path / "store", "said")
    assert (tmp_path / "store" / "store.db-wal").exists()
    store.close()
    store.close()
    names = sorted(path.name for path in (tmp_path / "store").iterdir())
    assert names == ["store.db", "store.head", "store.lock"]
    with pytest.raises(StoreError, match="closed"):
        store.append("interview-1", [answer("late")])


def test_a_store_is_made_once(tmp_path: Path) -> None:
    """Making a second store in a folder is refused, and the first one is as it was."""
    store_with(tmp_path / "store", "first").close()
    with pytest.raises(StoreError, match="already"):
        new_store(tmp_path / "store")
    store = open_store(tmp_path / "store")
    assert words(store) == ["first"]
    store.close()


def test_what_a_cut_off_making_left_is_no_hindrance(tmp_path: Path) -> None:
    """Half a store never stands in the place of a store."""
    folder = tmp_path / "store"
    new_store(folder).close()
    (folder / "store.db").rename(folder / "store.db.making")
    with pytest.raises(StoreError, match="no store"):
        open_store(folder)
    new_store(folder).close()
    assert sorted(path.name for path in folder.iterdir()) == ["store.db", "store.head", "store.lock"]


def test_a_missing_store_and_a_wrong_key_are_named(tmp_path: Path) -> None:
    """Opening makes nothing, and a key that does not fit changes nothing."""
    with pytest.raises(StoreError, match="is not there"):
        open_store(tmp_path / "store")
    assert list(tmp_path.iterdir()) == []
    store_with(tmp_path / "store", "said").close()
    with pytest.raises(LockedError):
        Store.open(tmp_path / "store", bytes(32), actor="ada", now=str)
    store = open_store(tmp_path / "store")
    assert words(store) == ["said"]
    store.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes of this kind")
def test_every_file_is_its_owners_alone(tmp_path: Path) -> None:
    """Even where new files are open to everybody: the folder 0700, all files in it 0600."""
    before = os.umask(0)
    try:
        store = store_with(tmp_path / "home" / "store", "said")
        store.erase_case("PR-101")
        modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "home").rglob("*")}
        store.close()
    finally:
        os.umask(before)
    assert modes == {
        "store": 0o700,
        "store.db": 0o600,
        "store.db-wal": 0o600,
        "store.db-shm": 0o600,
        "store.head": 0o600,
        "store.lock": 0o600,
    }


def test_the_status_counts(tmp_path: Path) -> None:
    """Cases, interviews, events, schema, head and the last backup."""
    store = store_with(tmp_path / "store", "a", "b")
    store.note_backup(Path("/b/one.backup"))
    status = store.status()
    assert (status.cases, status.erased_cases, status.interviews, status.events) == (1, 0, 1, 2)
    assert (status.audit_rows, status.schema, status.head) == (2, 2, store.head())
    assert status.last_backup is not None
    assert (status.last_backup.file_name, status.last_backup.events) == ("one.backup", 2)
    assert status.size > 4096
    store.close()


def test_a_store_has_an_id_of_its_own(tmp_path: Path) -> None:
    """The id given when it is made stays with it; without one it gets a new one."""
    store = Store.create(tmp_path / "one", KEY, actor="ada", now=str, store_id="id-1")
    assert store.store_id == "id-1"
    store.close()
    others = [new_store(tmp_path / name) for name in ("two", "three")]
    assert len({other.store_id for other in others}) == 2
    for other in others:
        other.close()


NAMES = st.sampled_from(["one-1", "two-2"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        kind=st.sampled_from(["answer", "draft", "decisions", "plan"]),
        body=st.dictionaries(st.text(max_size=5), JSON, max_size=3),
        at=st.sampled_from(["2000-01-01", "2030-01-01"]),
    ),
    max_size=3,
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["append", "append", "erase", "open"]), NAMES, ENTRIES), max_size=8
)


@examples(15)
@given(steps=STEPS)
def test_any_sequence_of_steps_verifies_and_reads_back(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, list[Entry]]]
) -> None:
    """Whatever is begun, appended, erased, opened again: what is not erased is there, and the chain holds."""
    folder = tmp_path_factory.mktemp("any") / "store"
    store = new_store(folder)
    expected: dict[str, list[Entry] | None] = {}
    for step, name, entries in steps:
        if step == "open":
            store.close()
            store = open_store(folder)
        elif name not in expected:
            store.begin(record(name, case=name), entries)
            expected[name] = list(entries)
        elif (kept := expected[name]) is None:
            with pytest.raises(StoreError, match="was erased"):
                store.append(name, entries)
        elif step == "append":
            store.append(name, entries)
            kept += entries
        else:
            store.erase_case(name)
            expected[name] = None
    assert {one.id: None if one.erased else store.entries(one.id) for one in store.interviews()} == expected
    assert store.verify(store.head()) == ()
    store.close()
