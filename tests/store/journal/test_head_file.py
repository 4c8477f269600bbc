"""The witness beside the store: entries that were saved and are gone are missed, and nothing else is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from relapse_cli.errors import StoreError
from relapse_cli.model.journal import Entry
from relapse_cli.store.database.wal_check import FRAME, HEADER
from relapse_cli.store.journal.head_file import (
    LINE,
    Missing,
    MissingEntriesError,
    find_missing,
    keep_witness,
    read_witness,
)
from relapse_cli.store.whole.store import Store
from tests.store.made_stores import KEY, answer, counting_clock, open_store, store_with

PAGE = FRAME + 4096
STEPS = 6
WITNESS, LOG = "store.head", "store.db-wal"


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """The folder of a store as a killed process leaves it: the first answer in the file, five in the log."""
    store_with(tmp_path / "store", "0").close()
    store = open_store(tmp_path / "store")
    for number in range(1, STEPS):
        store.append("interview-1", [answer(str(number))])
    shutil.copytree(tmp_path / "store", tmp_path / "left")
    store.close()
    return tmp_path / "left"


def steps_in(data: bytes) -> list[tuple[int, int]]:
    """Return where each step in a log begins and ends."""
    starts = range(HEADER, len(data) - PAGE + 1, PAGE)
    ends = [start + PAGE for start in starts if data[start + 4 : start + 8] != bytes(4)]
    return list(zip([HEADER, *ends], ends, strict=False))


def files_of(folder: Path) -> dict[str, bytes]:
    """Return what the files of a store hold, without the note of who is there and the index of the log."""
    passing = {"store.lock", "store.db-shm"}
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in passing}


def is_told(folder: Path) -> str:
    """Return what is said at each kind of opening, which is the same and changes no file."""
    before, said = files_of(folder), set()
    for kind in ({}, {"read_only": True}, {"untouched": True}):
        with pytest.raises(MissingEntriesError) as caught:
            Store.open(folder, KEY, actor="ada", now=counting_clock(), proven=True, **kind)  # type: ignore[arg-type]
        assert "relapse store repair" in caught.value.remedy
        assert caught.value.exit_code == 5
        assert files_of(folder) == before
        said.add(caught.value.message)
    [message] = said
    return message


def go_on(folder: Path) -> list[str]:
    """Accept what is missing; return what the store holds, which is whole from then on."""
    Store.open(folder, KEY, actor="ada", now=counting_clock(), proven=True, accept_missing=True).close()
    store = open_store(folder)
    try:
        assert store.verify() == ()
        assert [row.what for row in store.audit_rows()].count("repair") == 1
        return [str(entry.body["value"]) for entry in store.entries("interview-1")]
    finally:
        store.close()


def test_a_log_that_is_deleted_is_told(left: Path) -> None:
    """What stood in it only is missed, by number."""
    (left / LOG).unlink()
    assert "it held 6 and holds 1." in is_told(left)
    assert go_on(left) == ["0"]


@pytest.mark.parametrize("kept", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("more", [0, 1, PAGE // 2])
def test_a_log_that_is_cut_short_is_told(left: Path, kept: int, more: int) -> None:
    """Wherever the cut is: what stands before it can be read, and the rest is missed."""
    data = (left / LOG).read_bytes()
    ends = [HEADER, *(end for _start, end in steps_in(data))]
    length = ends[-6 + kept] + more
    (left / LOG).write_bytes(data[:length])
    assert f"it held 6 and holds {1 + kept}." in is_told(left)
    assert go_on(left) == [str(number) for number in range(1 + kept)]


@pytest.mark.parametrize("step", [-2, -1])
@pytest.mark.parametrize("field", ["commit", "salt", "sum", "page"])
def test_a_flipped_bit_in_the_last_steps_is_told(left: Path, step: int, field: str) -> None:
    """Also where the log alone cannot tell it from a step that a power cut tore."""
    data = bytearray((left / LOG).read_bytes())
    _start, end = steps_in(bytes(data))[step]
    data[end - PAGE + {"commit": 7, "salt": 9, "sum": 17, "page": FRAME + 50}[field]] ^= 1
    (left / LOG).write_bytes(data)
    before = files_of(left)
    for read_only in (False, True):
        with pytest.raises(StoreError) as caught:
            open_store(left, read_only=read_only)
        assert "relapse store repair" in caught.value.remedy
    assert files_of(left) == before


def test_an_older_copy_of_the_file_is_told(tmp_path: Path) -> None:
    """It is whole in itself, and lacks what was saved since."""
    store_with(tmp_path / "store", "0").close()
    shutil.copy(tmp_path / "store" / "store.db", tmp_path / "old.db")
    with open_store(tmp_path / "store") as store:
        store.append("interview-1", [answer("1"), answer("2")])
    shutil.copy(tmp_path / "old.db", tmp_path / "store" / "store.db")
    assert "it held 3 and holds 1." in is_told(tmp_path / "store")
    assert go_on(tmp_path / "store") == ["0"]


def test_another_line_of_the_store_is_told(tmp_path: Path) -> None:
    """A copy that went on by itself holds as many entries, but not the one that was saved here."""
    store_with(tmp_path / "store", "0").close()
    shutil.copytree(tmp_path / "store", tmp_path / "other")
    for name in ("store", "other"):
        with open_store(tmp_path / name) as store:
            store.append("interview-1", [answer(name)])
    shutil.copy(tmp_path / "other" / "store.db", tmp_path / "store" / "store.db")
    assert "Entry 2 of the store is not the one" in is_told(tmp_path / "store")
    assert go_on(tmp_path / "store") == ["0", "other"]


def test_the_witness_names_the_head_after_every_write(tmp_path: Path) -> None:
    """It is as long each time, its owner's alone, and says what an export prints."""
    store = store_with(tmp_path / "store", "0")
    for words in ("1", "2"):
        store.append("interview-1", [answer(words)])
        data = (store.folder / WITNESS).read_bytes()
        assert data.decode().startswith(f"{store.head()} ")
        assert len(data) == LINE
    assert os.name == "nt" or (store.folder / WITNESS).stat().st_mode & 0o777 == 0o600
    store.erase_case("PR-101")
    store.close()
    open_store(tmp_path / "store").close()


NO_WITNESS = [None, b"", b"6:", b"\xff" * LINE, b"9:0123456789abcdef".ljust(LINE)]


def put_witness(folder: Path, text: bytes | None) -> None:
    """Let a witness say something else, or be none."""
    if text is None:
        (folder / WITNESS).unlink()
    else:
        (folder / WITNESS).write_bytes(text)


@pytest.mark.parametrize("text", NO_WITNESS)
def test_a_store_that_never_had_a_witness_misses_none(
    tmp_path: Path, text: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of an earlier version knows nothing of a witness. Opening writes it."""
    with monkeypatch.context() as earlier:
        earlier.setattr("relapse_cli.store.whole.store.mark_witnessed", lambda *_given: None)
        store_with(tmp_path / "store", "0").close()
    put_witness(tmp_path / "store", text)
    with open_store(tmp_path / "store") as store:
        assert read_witness(tmp_path / "store") == (1, store.head().partition(":")[2])


@pytest.mark.parametrize("text", NO_WITNESS)
def test_a_witness_that_is_taken_away_or_broken_is_told(left: Path, text: bytes | None) -> None:
    """At every opening, and no file changes; it can be gone on without, which the audit says."""
    put_witness(left, text)
    assert f"The note of the last entry that was saved, {left / WITNESS}, is missing" in is_told(left)
    assert go_on(left) == [str(number) for number in range(STEPS)]
    assert read_witness(left) is not None


def test_an_older_copy_without_its_witness_is_told(tmp_path: Path) -> None:
    """Taking the witness away hides nothing, for the copy knows that it had one."""
    store_with(tmp_path / "store", "0").close()
    shutil.copy(tmp_path / "store" / "store.db", tmp_path / "old.db")
    with open_store(tmp_path / "store") as store:
        store.append("interview-1", [answer("1"), answer("2")])
    shutil.copy(tmp_path / "old.db", tmp_path / "store" / "store.db")
    (tmp_path / "store" / WITNESS).unlink()
    assert "is an older copy" in is_told(tmp_path / "store")


def test_a_witness_that_is_being_written_is_read_again(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of which another process has written a part a moment ago is no alarm."""
    whole = (left / WITNESS).read_bytes()
    put_witness(left, whole[:20] + b"#" * (LINE - 20))
    monkeypatch.setattr(
        "relapse_cli.store.journal.head_file.time.sleep", lambda _seconds: put_witness(left, whole)
    )
    with open_store(left) as store:
        assert len(store.entries("interview-1")) == STEPS


def test_a_witness_that_is_behind_is_no_fault(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is killed between an entry and its witness has lost nothing, and no alarm is raised."""
    with open_store(left) as store:
        monkeypatch.setattr("relapse_cli.store.whole.store.keep_witness", lambda *_given: None)
        store.append("interview-1", [answer("killed here")])
        monkeypatch.undo()
    assert read_witness(left) is not None
    with open_store(left) as store:
        assert len(store.entries("interview-1")) == STEPS + 1
        assert read_witness(left) == (STEPS + 1, store.head().partition(":")[2])


def test_an_entry_that_is_not_saved_is_not_in_the_witness(tmp_path: Path) -> None:
    """A step that was taken back leaves the witness as it was."""
    with store_with(tmp_path / "store", "0") as store:
        before = (store.folder / WITNESS).read_bytes()
        with pytest.raises(ValueError, match="JSON"):
            store.append("interview-1", [answer("1"), Entry("answer", {"value": float("nan")}, at="")])
        assert (store.folder / WITNESS).read_bytes() == before


def test_a_witness_that_cannot_be_written_holds_no_answer_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is on the disk by then."""
    with store_with(tmp_path / "store", "0") as store:
        monkeypatch.setattr("relapse_cli.store.journal.head_file._write", disk_is_full)
        store.append("interview-1", [answer("1")])
        assert find_missing(store.folder, store.connection) is None
    with open_store(tmp_path / "store") as store:
        assert len(store.entries("interview-1")) == 2


def disk_is_full(*_given: object) -> None:
    """Write nothing."""
    raise OSError(28, "No space left on device")


def test_a_new_store_does_not_miss_what_another_one_held(left: Path) -> None:
    """The witness of a store that was taken away goes when a new one is made in its place."""
    for name in ("store.db", LOG, "store.db-shm"):
        (left / name).unlink(missing_ok=True)
    store_with(left, "new").close()
    with open_store(left) as store:
        assert store.head().startswith("1:")


def test_a_witness_never_goes_through_a_link(left: Path, tmp_path: Path) -> None:
    """What stands at the other end stays as it is."""
    with open_store(left) as store:
        (left / WITNESS).unlink()
        (tmp_path / "precious").write_text("words")
        (left / WITNESS).symlink_to(tmp_path / "precious")
        keep_witness(left, store.connection)
    assert (tmp_path / "precious").read_text() == "words"


def test_what_is_missing_is_counted(left: Path) -> None:
    """Both numbers are told, so that a person knows how much to enter again."""
    with open_store(left) as store:
        keep_witness(left, store.connection)
        shutil.copy(left / WITNESS, left / "kept")
    (left / "kept").unlink()
    with store_with(left.parent / "other", "0") as other:
        shutil.copy(left / WITNESS, other.folder / WITNESS)
        assert find_missing(other.folder, other.connection) == Missing(STEPS, 1)
