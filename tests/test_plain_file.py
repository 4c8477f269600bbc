"""The one door for reading: ordinary files up to a limit, and whatever else stands there by its name."""

from __future__ import annotations

import ast
import os
import socket
from pathlib import Path

import pytest

import relapse_cli
from relapse_cli.plain_file import NotPlainError, open_plain, read_plain

needs_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such things in folders")

TOP = Path(relapse_cli.__file__).parent
OTHER_DOORS = {
    "cli/streams.py": "opens the null device for a stream that the caller closed",
    "formats/press/letters.py": "reads what comes with the program",
    "formats/data/review_json.py": "reads the schema, which comes with the program",
    "store/folder/processes.py": "reads what the kernel says of processes",
    "app/keeping/held_file.py": "the locks of this computer, which only Linux tells",
}
"""Files of the program that open something to read it by themselves, each with its reason."""


def test_no_more_than_a_byte_beyond_the_limit_is_read(tmp_path: Path) -> None:
    """So much tells whoever asks that there is more."""
    (tmp_path / "file").write_bytes(b"x" * 100)
    assert read_plain(tmp_path / "file", 10) == b"x" * 11
    assert read_plain(tmp_path / "file", 100) == b"x" * 100


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


@needs_posix
@pytest.mark.parametrize("follow", [True, False])
@pytest.mark.parametrize(
    ("put", "words"),
    [
        (_pipe, "it is a pipe"),
        (lambda path: path.mkdir(), "it is a folder"),
        (_socket, "it is a socket"),
        (lambda path: path.symlink_to("/dev/zero"), "it is a device"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_is_no_file_is_called_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, put: object, words: str, follow: bool
) -> None:
    """Nothing waits, nothing is read, and the sentence says what stands there."""
    monkeypatch.chdir(tmp_path)
    path = Path("x")
    assert callable(put)
    put(path)
    with pytest.raises(NotPlainError) as caught:
        read_plain(path, 10, follow=follow)
    assert caught.value.strerror == ("it is a link" if path.is_symlink() and not follow else words)


@needs_posix
def test_links_in_a_circle_and_links_that_are_not_wanted_are_refused(tmp_path: Path) -> None:
    """Both are an error of the system, with words of their own."""
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to("file")

    with pytest.raises(OSError, match="symbolic links"):
        open_plain(tmp_path / "a")
    with pytest.raises(NotPlainError, match="it is a link"):
        open_plain(tmp_path / "link", follow=False)
    assert read_plain(tmp_path / "link", 10) == b"x"


def _readers() -> set[str]:
    """The files of the program in which something is opened to be read without the door."""
    found = set()
    for path in TOP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            text = ast.unparse(node)
            opens = name == "open" and ("'rb'" in text or "'r'" in text)
            if name in {"read_bytes", "read_text"} or opens:
                found.add(path.relative_to(TOP).as_posix())
    return found


def test_every_file_is_read_through_the_door() -> None:
    """A new reader of files has a bound and waits for nothing; what reads otherwise has its reason."""
    assert _readers() == set(OTHER_DOORS)
