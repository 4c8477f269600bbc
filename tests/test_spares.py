"""What a killed program leaves beside the files it writes: nothing, or what the next start finds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from relapse_cli import spares
from relapse_cli.files import open_unnamed, write_private
from tests.store.made_stores import start_program

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has neither kill -9 nor these locks")

WRITER = """
import os, signal, sys
from pathlib import Path
from relapse_cli import files, spares

spares.keep_notes_in(lambda: Path(sys.argv[2]))
if sys.argv[3] == "named":
    files.open_unnamed = lambda folder: None
def stop(*_):
    print("stopped", flush=True)
    sys.stdin.readline()
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[4] == "writing":
    os.fsync = lambda handle: stop() if os.fstat(handle).st_size == 5 else None
Path.replace = stop
files.write_private(Path(sys.argv[1]), b"words", force=True)
"""
"""Writes a file, stops while it does, and is killed when it is told to go on."""


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[Path]:
    """Where notes are kept in this test, by this process too."""
    place = tmp_path / "notes"
    spares.keep_notes_in(lambda: place)
    yield place
    spares._end_note(os.getpid())
    spares._MINE.place = None


def stopped(folder: Path, notes: Path, kind: str, moment: str) -> subprocess.Popen[str]:
    """A process that stands still while it writes ``folder/plan.md``."""
    writer = start_program(WRITER, folder / "plan.md", notes, kind, moment)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "stopped\n"
    return writer


def killed(writer: subprocess.Popen[str]) -> None:
    """Let it go on to its end."""
    writer.communicate("\n")
    assert writer.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("kind", "moment"), [("named", "writing"), ("named", "moving"), ("unnamed", "moving")]
)
def test_a_spare_of_a_killed_program_is_found_and_removed(
    tmp_path: Path, notes: Path, kind: str, moment: str
) -> None:
    """Not while it lives; then it is named, removed, and its note with it."""
    folder = tmp_path / "out"
    folder.mkdir()
    writer = stopped(folder, notes, kind, moment)
    [spare] = folder.iterdir()
    spares.remove_leftovers()
    assert (spares.leftovers(), list(folder.iterdir())) == ([], [spare])

    killed(writer)
    assert spares.leftovers() == [spare]
    spares.remove_leftovers()
    assert (spares.leftovers(), list(folder.iterdir()), list(notes.iterdir())) == ([], [], [])


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="there are no files without a name")
def test_a_file_without_a_name_leaves_nothing(tmp_path: Path, notes: Path) -> None:
    """A program that is killed while it writes leaves neither the file nor a spare."""
    handle = open_unnamed(tmp_path)
    if handle is None:
        pytest.skip("the file system of the test knows no such files")
    os.close(handle)
    folder = tmp_path / "out"
    folder.mkdir()
    killed(stopped(folder, notes, "unnamed", "writing"))
    assert list(folder.iterdir()) == []


def test_what_cannot_be_removed_stays_noted(
    tmp_path: Path, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named again until it is gone, and so is one in a folder that is away for a while."""
    folder = tmp_path / "out"
    folder.mkdir()
    killed(stopped(folder, notes, "named", "moving"))
    [spare] = folder.iterdir()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(PermissionError()))
        spares.remove_leftovers()
    assert spares.leftovers() == [spare]

    folder.rename(tmp_path / "away")
    spares.remove_leftovers()
    (tmp_path / "away").rename(folder)
    assert spares.leftovers() == [spare]
    spares.remove_leftovers()
    assert (spares.leftovers(), list(folder.iterdir())) == ([], [])


def test_only_spares_are_removed(tmp_path: Path, notes: Path) -> None:
    """Files of other names, and links, stay."""
    folder = tmp_path / "out"
    folder.mkdir()
    killed(stopped(folder, notes, "named", "moving"))
    kept = [
        "plan.md",
        ".plan.md.tmp",
        ".plan.md.0123.tmp",
        "plan.md.0123456789abcdef.tmp",
        ".work-",
        ".work-xyz",
    ]
    for name in kept:
        (folder / name).touch()
    (folder / ".link.0123456789abcdef.tmp").symlink_to(folder / "plan.md")
    spares.remove_leftovers()
    assert {path.name for path in folder.iterdir()} == {*kept, ".link.0123456789abcdef.tmp"}


def test_a_program_that_ends_by_itself_leaves_no_note(tmp_path: Path) -> None:
    """Nothing tells where it wrote."""
    ends = WRITER.replace("Path.replace = stop\n", "")
    done = subprocess.run(
        [sys.executable, "-c", ends, tmp_path / "plan.md", tmp_path / "notes", "named", "moving"], check=True
    )
    assert done.returncode == 0
    assert (tmp_path / "plan.md").read_bytes() == b"words"
    assert list((tmp_path / "notes").iterdir()) == []


def test_where_nothing_can_be_noted_a_file_is_written_all_the_same(tmp_path: Path, notes: Path) -> None:
    """The note is a help for later, and holds nobody up."""
    notes.write_bytes(b"a file stands in the place of the folder")
    write_private(tmp_path / "plan.md", b"words", force=True)
    assert (tmp_path / "plan.md").read_bytes() == b"words"
    assert spares.leftovers() == []


def test_a_note_of_a_working_folder_that_has_gone_is_taken_away(tmp_path: Path, notes: Path) -> None:
    """Such a folder does not come back; one on a stick that was taken out may, and is remembered."""
    work = f".work-{'a' * 16}"
    (tmp_path / "store").mkdir()
    notes.mkdir()
    for name, folder in (("gone", tmp_path / "store" / work), ("stick", tmp_path / "stick" / work)):
        (notes / f"{name}.folders").write_bytes(os.fsencode(folder) + b"\0")
    spares.remove_leftovers()
    assert [path.name for path in notes.iterdir()] == ["stick.folders"]
