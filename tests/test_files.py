"""Private files: written whole or not at all, closed to others, and never through a link."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from relapse_cli.errors import InputError, UsageError
from relapse_cli.files import growing_private, open_private, write_private

needs_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has neither these modes nor plain links")


@needs_posix
@pytest.mark.parametrize("force", [False, True])
def test_only_the_owner_may_read_it(tmp_path: Path, force: bool) -> None:
    """Mode 0600 under any umask."""
    before = os.umask(0)
    try:
        write_private(tmp_path / "plan.md", b"text", force=force)
    finally:
        os.umask(before)

    assert (tmp_path / "plan.md").read_bytes() == b"text"
    assert (tmp_path / "plan.md").stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_stays_unless_forced(tmp_path: Path) -> None:
    """Nothing is overwritten by accident, and the remedy says how to do it on purpose."""
    path = tmp_path / "plan.md"
    path.write_bytes(b"old")
    with pytest.raises(UsageError) as caught:
        write_private(path, b"new")
    assert (path.read_bytes(), "--force" in caught.value.remedy) == (b"old", True)

    write_private(path, b"new", force=True)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@needs_posix
@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("target", ["there.txt", "gone.txt"])
def test_a_link_is_never_followed(tmp_path: Path, force: bool, target: str) -> None:
    """A planted link, dangling or not, is refused, and what it points to is not touched."""
    (tmp_path / "there.txt").write_bytes(b"precious")
    (tmp_path / "plan.md").symlink_to(tmp_path / target)
    with pytest.raises(InputError):
        write_private(tmp_path / "plan.md", b"new", force=force)

    assert (tmp_path / "there.txt").read_bytes() == b"precious"
    assert not (tmp_path / "gone.txt").exists()


@pytest.mark.parametrize("name", ["gone/plan.md", ".", "x" * 300])
@pytest.mark.parametrize("force", [False, True])
def test_a_name_that_cannot_be_written_is_told(tmp_path: Path, name: str, force: bool) -> None:
    """A missing folder, a folder in place of a file and an impossible name are told, never a traceback."""
    with pytest.raises((InputError, UsageError)):
        write_private(tmp_path / name, b"new", force=force)

    assert list(tmp_path.iterdir()) == []


def test_a_write_that_breaks_off_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the old file is whole and no half file stays behind."""

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "plan.md"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError) as caught:
        write_private(path, b"new", force=True)

    assert "No space left" in caught.value.message
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("plan.md", b"old")]


@needs_posix
@pytest.mark.parametrize("force", [False, True])
def test_a_file_that_is_written_bit_by_bit_is_private_from_the_beginning(tmp_path: Path, force: bool) -> None:
    """What was written stands there while the rest is to come; one that is there stays unless forced."""
    path = tmp_path / "faults.jsonl"
    before = os.umask(0)
    try:
        with open_private(path, force=force) as stream:
            stream.write(b"one\n")
            stream.flush()
            assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"one\n", 0o600)
    finally:
        os.umask(before)
    with pytest.raises(UsageError):
        open_private(path)
    with open_private(path, force=True) as stream:
        assert path.read_bytes() == b""
        stream.write(b"two\n")
    assert path.read_bytes() == b"two\n"
    assert list(tmp_path.iterdir()) == [path]


@needs_posix
@pytest.mark.parametrize("force", [False, True])
def test_a_file_that_is_written_bit_by_bit_goes_through_no_link(tmp_path: Path, force: bool) -> None:
    """Nor into a folder, nor into a folder that is not there."""
    (tmp_path / "there.txt").write_bytes(b"precious")
    (tmp_path / "link").symlink_to(tmp_path / "there.txt")
    (tmp_path / "folder").mkdir()
    for name in ("link", "folder", "gone/x"):
        with pytest.raises((InputError, UsageError)):
            open_private(tmp_path / name, force=force)
    assert (tmp_path / "there.txt").read_bytes() == b"precious"


@needs_posix
def test_a_growing_file_gets_its_name_when_all_of_it_is_written(tmp_path: Path) -> None:
    """Until then the old one stands there, and after a failure it still does; nothing is left beside it."""
    path = tmp_path / "lines.jsonl"
    with growing_private(path) as stream:
        stream.write(b"one\n")
        assert not path.exists()
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"one\n", 0o600)
    with pytest.raises(UsageError), growing_private(path):
        pytest.fail("a name that is taken is refused before anything is written")
    with pytest.raises(TypeError), growing_private(path, force=True) as stream:
        stream.write("half of it, and then a failure")  # type: ignore[arg-type]
    assert path.read_bytes() == b"one\n"
    with growing_private(path, force=True) as stream:
        stream.write(b"two\n")
        assert path.read_bytes() == b"one\n"
    assert path.read_bytes() == b"two\n"
    assert list(tmp_path.iterdir()) == [path]


@needs_posix
def test_a_growing_file_takes_no_name_that_was_taken_meanwhile(tmp_path: Path) -> None:
    """What somebody else put there stays."""
    path = tmp_path / "lines.jsonl"
    with pytest.raises(UsageError), growing_private(path):
        path.write_bytes(b"theirs")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]
    (tmp_path / "link").symlink_to(path)
    with pytest.raises(InputError), growing_private(tmp_path / "link", force=True):
        pytest.fail("nothing goes through a link")
