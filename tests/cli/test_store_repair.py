"""`relapse store repair`: a damaged journal never costs more than what stood behind the damage."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from relapse_cli.model.journal import Entry
from relapse_cli.store.database.wal_check import FRAME, HEADER
from relapse_cli.store.keys.from_environment import read_key_file
from relapse_cli.store.keys.key_file import read_keys
from relapse_cli.store.keys.unlock import open_with
from relapse_cli.store.whole.store import Store
from tests.cli.program import Program
from tests.cli.stored import StoreUnderTest, make_store

STEPS = 6


def left_by_a_crash(made: StoreUnderTest, place: Path) -> StoreUnderTest:
    """The folder as it is while answers stand in the journal only."""
    found = open_with(read_keys(made.folder), "file", read_key_file(made.key))
    assert found is not None
    with Store.open(made.folder, found.key, actor="test", now=lambda: "") as store:
        interview = store.interviews()[0].id
        for number in range(STEPS):
            store.append(interview, [Entry("answer", {"question": "event.now", "raw": number})])
        shutil.copytree(made.folder, place)
    return replace(made, folder=place)


def test_a_damaged_journal_is_named_set_aside_and_what_stood_before_it_is_kept(
    relapse: Program, tmp_path: Path
) -> None:
    """Opening refuses, naming the command; repair keeps a copy; then the store opens and is whole."""
    left = left_by_a_crash(make_store(relapse, tmp_path), tmp_path / "left")
    log = left.folder / "store.db-wal"
    data = bytearray(log.read_bytes())
    data[HEADER + (FRAME + 4096) * 4 + FRAME + 100] ^= 1
    log.write_bytes(data)
    refused = left.run("store", "status")
    assert refused.code == 5
    assert "relapse store repair" in refused.err
    repaired = left.run("store", "repair")
    assert repaired.code == 0
    assert (left.folder / "store.db-wal.damaged-1").read_bytes() == bytes(data)
    assert left.run("store", "verify").code == 0


def test_a_whole_store_is_left_as_it_is(relapse: Program, tmp_path: Path) -> None:
    """There is nothing to repair, and no answer of a crashed session is touched."""
    left = left_by_a_crash(make_store(relapse, tmp_path), tmp_path / "left")
    before = (left.folder / "store.db-wal").read_bytes()
    done = left.run("store", "repair")
    assert done.code == 0
    assert "nothing was changed" in done.err
    assert (left.folder / "store.db-wal").read_bytes() == before


def test_entries_that_are_missing_are_told_and_can_be_accepted(relapse: Program, tmp_path: Path) -> None:
    """Every command says how many; repair keeps the journal, says what it goes on with, and the audit too."""
    left = left_by_a_crash(make_store(relapse, tmp_path), tmp_path / "left")
    log = left.folder / "store.db-wal"
    cut = log.read_bytes()[:-1]
    log.write_bytes(cut)
    for command in (["store", "status"], ["store", "verify"], ["doctor"]):
        refused = left.run(*command)
        assert refused.code == 5
        assert "it held 10 and holds 9" in refused.out.decode() + refused.err
        assert log.read_bytes() == cut
    repaired = left.run("store", "repair")
    assert repaired.code == 0
    assert "held 10 entries; it goes on with the 9" in repaired.err
    assert (left.folder / "store.db-wal.damaged-1").read_bytes() == cut
    assert left.run("store", "verify").code == 0
    assert "nothing was changed" in left.run("store", "repair").err


def test_a_damaged_journal_and_what_it_held_are_accepted_together(relapse: Program, tmp_path: Path) -> None:
    """One repair is enough, and there is one copy of the journal."""
    left = left_by_a_crash(make_store(relapse, tmp_path), tmp_path / "left")
    log = left.folder / "store.db-wal"
    data = bytearray(log.read_bytes())
    data[HEADER + (FRAME + 4096) * 4 + FRAME + 100] ^= 1
    log.write_bytes(data)
    assert left.run("doctor").code == 5
    assert log.read_bytes() == bytes(data)
    assert "held 10 entries" in left.run("store", "repair").err
    assert [path.name for path in left.folder.glob("*.damaged-*")] == ["store.db-wal.damaged-1"]
    assert left.run("store", "verify").code == 0
