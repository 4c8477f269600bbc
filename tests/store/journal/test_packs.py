"""Packs: the entries of an interview take little room, lose nothing, and are erased where they stand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from relapse_cli.model.journal import Entry
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.folder.folder import STORE_FILE
from relapse_cli.store.journal.head_file import find_missing, keep_witness, read_witness
from relapse_cli.store.journal.packs import mac_at, pack_events, unpacked
from relapse_cli.store.whole.store import Store
from tests.store.made_stores import answer, decided, new_store, open_store, record, tamper
from tests.store.test_erase import decrypted

MANY = 40
PAGE = 4096


def fill(store: Store, *names: str, words: str = "words of") -> None:
    """Begin interviews of a case each, and write in them by turns."""
    for name in names:
        store.begin(record(name, case=f"case-{name}"), [answer(f"{words} {name} first")])
    for number in range(MANY):
        for name in names:
            store.append(name, [answer(f"{words} {name} {number}"), answer("more"), decided(f"why {name}")])


def close_and_open(store: Store) -> Store:
    """What the next command finds."""
    store.close()
    return open_store(store.folder)


def loose(store: Store) -> int:
    """How many events are not packed."""
    [(count,)] = store.connection.run("SELECT count(*) FROM event")
    return int(count)


def test_what_is_packed_reads_as_it_was_written(tmp_path: Path) -> None:
    """Entry for entry, of interviews that were held at the same time; count, head and order stay."""
    store = new_store(tmp_path / "store")
    fill(store, "one-1", "two-2", "three-3")
    before = [store.entries(name) for name in ("one-1", "two-2", "three-3")]
    seen = (store.head(), store.status().events, store.interviews())
    store = close_and_open(store)
    assert loose(store) == 0
    assert [store.entries(name) for name in ("one-1", "two-2", "three-3")] == before
    assert (store.head(), store.status().events, store.interviews()) == seen
    assert (store.verify(), store.verify(seen[0])) == ((), ())
    store.close()


def test_what_is_written_later_goes_behind_what_is_packed(tmp_path: Path) -> None:
    """The chain goes on from a pack, and a second pack behind the first one; older heads fit."""
    store = new_store(tmp_path / "store")
    fill(store, "one-1")
    heads = [store.head()]
    for number in range(3):
        store = close_and_open(store)
        for place in range(MANY):
            store.append("one-1", [answer(f"later {number} {place}")])
            heads.append(store.head())
    said = [str(entry.body.get("value")) for entry in store.entries("one-1")]
    assert said[-3 * MANY :] == [f"later {number} {place}" for number in range(3) for place in range(MANY)]
    assert [store.verify(head) for head in heads[:: MANY // 2]] == [()] * 7
    [(packs,)] = store.connection.run("SELECT count(*) FROM pack")
    assert packs == 3
    store.close()


def test_an_interview_that_somebody_holds_is_left_alone(tmp_path: Path) -> None:
    """It is packed when it is given up, and a short one stays as it is."""
    store = new_store(tmp_path / "store")
    fill(store, "one-1")
    store.begin(record("short-1", case="case-2"), [answer("little")])
    store.hold("one-1")
    assert unpacked(store.connection) == []
    store.release("one-1")
    assert loose(store) == 1
    store.close()


CHANGES = {
    "words changed": (
        "UPDATE pack_content SET body = (SELECT body FROM pack_content WHERE pack = 2) WHERE pack = 1",
        "Events 1 to 121 do not fit the events before.",
    ),
    "a seal changed": (
        "UPDATE run SET mac = zeroblob(32) WHERE pack = 1",
        "Events 1 to 121 do not fit the events before.",
    ),
    "words that cannot be read": (
        "UPDATE pack_plan SET body = x'00' WHERE pack = 1",
        "The words of events 1 to 121 cannot be read.",
    ),
    "words taken out": (
        "DELETE FROM pack_content WHERE pack = 1",
        "The words of events 1 to 121 cannot be read.",
    ),
    "facts changed": (
        "UPDATE pack SET facts = (SELECT facts FROM pack WHERE number = 2) WHERE number = 1",
        "Events 1 to 121 do not fit the events before.",
    ),
    "words written over": (
        "UPDATE pack_content SET body = zeroblob(length(body)) WHERE pack = 1",
        "The words of events 1 to 121 cannot be read.",
    ),
    "a run taken out": ("DELETE FROM run WHERE pack = 1", "Events 1 to 121 are missing."),
    "an interview erased without a trace": (
        "UPDATE interview SET erased_at = 'x' WHERE id = 'one-1'",
        "The words of events 1 to 121 are there, although their case was erased.",
    ),
    "a count changed": (
        "UPDATE tally SET events = 120 WHERE interview = 1",
        "The entries of interview one-1 are not as many as were counted.",
    ),
}


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with two interviews, each in one pack."""
    store = new_store(tmp_path_factory.mktemp("made") / "store")
    for name in ("one-1", "two-2"):
        fill(store, name)
        store.release(name)
    store.close()
    return store.folder


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_in_a_pack_is_told(packed: Path, tmp_path: Path, change: str) -> None:
    """By whoever has the key of the file and not of the chain: the first fault that is told names it."""
    shutil.copytree(packed, tmp_path / "store")
    store = open_store(tmp_path / "store")
    statement, told = CHANGES[change]
    tamper(store.connection, statement)
    assert told in store.verify()
    store.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM pack_content",
        "DELETE FROM run",
        "UPDATE pack_content SET body = zeroblob(length(body))",
        "UPDATE pack_plan SET body = x'00'",
        "INSERT OR REPLACE INTO pack_plan SELECT pack, x'00' FROM pack_plan",
        "INSERT INTO event SELECT 3, 'one-1', 'content', 'answer', '', zeroblob(32), zeroblob(32)",
    ],
)
def test_the_guards_keep_packs(packed: Path, tmp_path: Path, statement: str) -> None:
    """Nothing is taken away or written over unless a case was erased; no event stands in for a packed one."""
    shutil.copytree(packed, tmp_path / "store")
    store = open_store(tmp_path / "store")
    with pytest.raises(Exception, match="does not allow this change"):
        store.connection.run(statement)
    assert store.verify() == ()
    store.close()


def test_what_does_not_fit_its_seals_is_not_packed(tmp_path: Path) -> None:
    """Words that were changed stay where they are, for verifying to tell of them."""
    store = new_store(tmp_path / "store")
    fill(store, "one-1")
    tamper(store.connection, """UPDATE content SET body = '{"value":"no"}' WHERE seq = 5""")
    store = close_and_open(store)
    assert loose(store) == 3 * MANY + 1
    assert store.verify() == ("The words of event 5 are not those that were written.",)
    store.close()


def test_nothing_is_taken_away_that_was_not_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a pack reads otherwise than it was written, the events stay loose."""
    store = new_store(tmp_path / "store")
    fill(store, "one-1")
    before = store.entries("one-1")
    with monkeypatch.context() as patch:
        patch.setattr("relapse_cli.store.journal.packs.read_pack", lambda *_: [])
        store = close_and_open(store)
        assert loose(store) == 3 * MANY + 1
    [(packs,)] = store.connection.run("SELECT count(*) FROM pack")
    assert (packs, store.entries("one-1"), store.verify()) == (0, before, ())
    store.close()


def test_a_witness_may_name_an_entry_within_a_pack(tmp_path: Path) -> None:
    """As it does where a process ended between saving and naming; another store is told all the same."""
    store = new_store(tmp_path / "store")
    fill(store, "one-1")
    store = close_and_open(store)
    head = store.head()
    store.close()
    again = open_store(store.folder)
    first, [(key,)] = (
        again.entries("one-1"),
        again.connection.run("SELECT value FROM meta WHERE name = 'chain_key'"),
    )
    assert len(first) == 3 * MANY + 1
    seal = mac_at(again.connection, bytes(key), 7)
    assert seal is not None
    assert again.verify(f"7:{seal.hex()[:16]}") == ()
    assert again.verify(f"7:{'0' * 16}") == ("Event 7 is not the one that the head names.",)
    keep_witness(again.folder, again.connection)
    assert read_witness(again.folder) == (3 * MANY + 1, head.partition(":")[2])
    assert find_missing(again.folder, again.connection) is None
    again.close()


def test_words_of_packs_are_gone_from_every_page(tmp_path: Path) -> None:
    """Interviews that were written by turns, packed at different times, and one more that is still loose.

    Each is erased in turn; before that its words are found, so that the search would find them.
    """
    store = new_store(tmp_path / "store")
    names = [f"name-{letter}" for letter in "abcdef"]
    for pair in (names[:2], names[2:4], names[4:]):
        fill(store, *pair, words="heliotrope")
        store = close_and_open(store)
    store.begin(
        record("loose-1", case="case-loose-1"), [answer(f"heliotrope loose-1 {n}" * 30) for n in range(9)]
    )
    for name in ("name-c", "loose-1", "name-a", "name-f"):
        assert visible(store, name)
        erasure = store.erase_case(f"case-{name}")
        assert not erasure.in_journal
        assert not visible(store, name)
    assert all(visible(store, name) for name in ("name-b", "name-d", "name-e"))
    assert store.verify() == ()
    store.close()


def visible(store: Store, name: str) -> bool:
    """Whether words of an interview, its case code or a packed body of it stand on any page of the file."""
    store.connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
    assert (store.folder / f"{STORE_FILE}-wal").stat().st_size == 0
    pages = decrypted(store.folder / STORE_FILE)
    bodies = BODIES.setdefault(name, packed_bodies(store.connection, name))
    wanted = [f"heliotrope {name}".encode(), f"case-{name}".encode(), *(body[20:44] for body in bodies)]
    return any(word in pages for word in wanted)


BODIES: dict[str, list[bytes]] = {}


def packed_bodies(connection: Connection, name: str) -> list[bytes]:
    """The bodies of the packs of an interview, as they stand in the tables."""
    found = (
        "SELECT body FROM {0} JOIN pack ON pack = pack.number JOIN interview ON interview.number = interview"
    )
    tables = ("pack_content", "pack_plan")
    return [
        bytes(body)
        for table in tables
        for (body,) in connection.run(f"{found.format(table)} WHERE id = ?", name)
    ]


def test_erasing_changes_only_what_belongs_to_the_case(tmp_path: Path) -> None:
    """Of a store with many interviews a few pages are written anew, as many as of a smaller one."""
    changed = []
    for count in (12, 36):
        store = new_store(tmp_path / f"store-{count}")
        for number in range(count):
            fill(store, f"name-{number}")
            store.release(f"name-{number}")
        store = close_and_open(store)
        before = (store.folder / STORE_FILE).read_bytes()
        store.erase_case("case-name-5")
        after = (store.folder / STORE_FILE).read_bytes()
        assert store.verify() == ()
        store.close()
        starts = range(0, max(len(before), len(after)), PAGE)
        changed.append(sum(before[start : start + PAGE] != after[start : start + PAGE] for start in starts))
    assert max(changed) <= 20
    assert changed[1] <= changed[0] + 3


def test_an_interview_takes_little_room(tmp_path: Path) -> None:
    """A long one, with half-typed text and its plan kept twice: 25 kB on the disk."""
    from benchmarks.stored_interviews import held
    from tests.banks_under_test import shipped_bank

    first, saves = held(shipped_bank(), Path(__file__).parents[2] / "vignettes" / "PR-101.json")
    store = new_store(tmp_path / "store")
    store.close()
    sizes = [(store.folder / STORE_FILE).stat().st_size]
    for number in range(3):
        store = open_store(store.folder)
        name = f"{number}{first.id[1:]}"
        head = first.model_copy(update={"id": name})
        store.begin(head, saves[0])
        for entries in (*saves[1:], saves[-1]):
            store.append(name, entries)
        store.close()
        sizes.append((store.folder / STORE_FILE).stat().st_size)
    assert sum(len(entries) for entries in saves) > 200
    assert (sizes[3] - sizes[1]) / 2 <= 25_000


def test_the_store_of_the_first_version_is_packed_as_well(tmp_path: Path) -> None:
    """Its entries read the same before and after, and its guards and counts are those of today."""
    from relapse_cli.app.access.door import StoreDoor
    from relapse_cli.settings.environment import Environment
    from tests.journeys.test_store_of_earlier_code import KNOWN, copy_store

    door = StoreDoor(copy_store(tmp_path), Environment(key=KNOWN["passphrase"]), lambda: pytest.fail("asked"))
    before = {}
    for _ in range(4):
        with door.open() as store:
            live = [one for one in store.interviews() if not one.erased]
            found = {one.id: store.entries(one.id) for one in live}
            assert before in ({}, found)
            before = found
            assert store.verify(KNOWN["head"]) == ()
        door.close()
    with door.open() as store:
        [(packs,)] = store.connection.run("SELECT count(*) FROM pack")
        assert packs > 0
    door.close()


def test_a_pack_can_be_made_only_once(tmp_path: Path) -> None:
    """Where nothing is loose, nothing is packed."""
    store = new_store(tmp_path / "store")
    fill(store, "one-1")
    [(key,)] = store.connection.run("SELECT value FROM meta WHERE name = 'chain_key'")
    done = []
    for _ in range(2):
        with store.connection.transaction():
            done.append(pack_events(store.connection, bytes(key), "one-1"))
    assert done == [True, False]
    assert store.verify() == ()
    store.close()


def test_entries_may_hold_any_letters(tmp_path: Path) -> None:
    """Quotes, line ends, letters of all planes and half a surrogate pair come out of a pack unchanged."""
    store = new_store(tmp_path / "store")
    said = ['"', "\n\r\t\0", "äß€😀", "\ud83d", "x" * 70_000]
    store.begin(record("one-1"), [Entry("answer", {"value": text}, "2026") for text in said * 4])
    before = json.dumps([dict(entry.body) for entry in store.entries("one-1")])
    store = close_and_open(store)
    assert loose(store) == 0
    assert json.dumps([dict(entry.body) for entry in store.entries("one-1")]) == before
    assert store.verify() == ()
    store.close()
