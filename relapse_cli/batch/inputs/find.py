"""From what was named to the files that are read: folders in sorted order, patterns, standard input."""

from __future__ import annotations

import glob
import os
from typing import TYPE_CHECKING, NamedTuple

from relapse_cli.batch.inputs import messages
from relapse_cli.batch.inputs.endings import is_record_name
from relapse_cli.batch.inputs.item import STDIN
from relapse_cli.errors import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.problems import Problem

    _Entry = tuple[int, os.DirEntry[str]]  # the device it is on, and the entry


class Source(NamedTuple):
    """A file, or a part of one.

    Attributes:
        file: its path; ``-`` for standard input.
        start: the byte at which the part begins, at the start of a line.
        end: the byte behind it, likewise; ``None`` for the end of the file.
        line: the number of its first line.
    """

    file: str
    start: int = 0
    end: int | None = None
    line: int = 1

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a file, and not the whole."""
        return self.start > 0 or self.end is not None


def find_sources(paths: Iterable[str]) -> Iterator[Source | Problem]:
    """Yield the files that are meant, each once, and what is wrong with a name.

    What is in a folder comes in the order of the names, byte by byte, folders among the files. Hidden folders
    are left alone there, and files that are not named like records are counted and told. A link leads on; a
    folder to which one leads back is not read again.

    Args:
        paths: files, folders, patterns such as ``2026-*/*.jsonl`` that no shell has filled in, ``-``.
    """
    seen = _Seen()
    for path in paths:
        names = _filled_in(path)
        if not names:
            yield messages.NO_MATCH.problem("", path)
        for name in names:
            if name == STDIN or not os.path.isdir(name):  # noqa: PTH112 - a name may be no path at all
                yield Source(name) if seen.is_new_file(name) else messages.NAMED_TWICE.problem("", name)
            else:
                yield from _in_folder(name, seen)


def is_pattern(path: str) -> bool:
    """Whether a name is a pattern, and not that of something that is there."""
    return path != STDIN and glob.has_magic(path) and not os.path.lexists(path)


def _filled_in(path: str) -> list[str]:
    """Return the names that a pattern stands for; any other name stands for itself."""
    if not is_pattern(path):
        return [path]
    return sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - as written, not as pathlib would


class _Seen:
    """What was found already, by what it is and not by how it is called.

    The files of a folder are not noted one by one: that they were found is known from their folder.
    """

    def __init__(self) -> None:
        self._folders: set[tuple[int, int]] = set()
        self._files: set[tuple[int, int] | str] = set()

    def is_new_file(self, name: str) -> bool:
        """Whether a file that is named, or that a link leads to, was not found before."""
        known = STDIN if name == STDIN else _identity(name)
        if known is None:
            return True
        found = os.path.realpath(name)
        folder, last = os.path.split(found)
        if known in self._files or (is_record_name(last) and _identity(folder) in self._folders):
            return False
        self._files.add(known)
        return True

    def is_new_entry(self, entry: os.DirEntry[str], device: int) -> bool:
        """Whether a file of a folder was not found before."""
        if entry.is_symlink():
            return self.is_new_file(entry.path)
        return (device, entry.inode()) not in self._files

    def is_new_folder(self, folder: str) -> bool:
        """Whether a folder was not read before."""
        known = _identity(folder)
        if known is None or known in self._folders:
            return known is None
        self._folders.add(known)
        return True


def _identity(name: str) -> tuple[int, int] | None:
    """Return what a name leads to; ``None`` where it leads nowhere."""
    try:
        found = os.stat(name)  # noqa: PTH116 - a name may be no path at all
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def _in_folder(top: str, seen: _Seen) -> Iterator[Source | Problem]:
    """Yield the record files in a folder and in all that are in it."""
    waiting: list[_Entry] = []
    if not seen.is_new_folder(top):
        yield messages.NAMED_TWICE.problem("", top)
        return
    yield from _open_folder(top, waiting)
    read = passed = 0
    while waiting:
        device, entry = waiting.pop()
        if _is_folder(entry):
            if not entry.name.startswith(".") and seen.is_new_folder(entry.path):
                yield from _open_folder(entry.path, waiting)
        elif is_record_name(entry.name):
            read += 1
            if seen.is_new_entry(entry, device):
                yield Source(entry.path)
        else:
            passed += 1
    if not read:
        yield messages.NO_RECORDS_HERE.problem("", top)
    if passed:
        yield messages.PASSED_OVER.problem("", top, count=passed)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _open_folder(folder: str, waiting: list[_Entry]) -> Iterator[Problem]:
    """Put what is in a folder behind what waits, so that it comes next; say why it cannot be read."""
    try:
        device = os.stat(folder).st_dev  # noqa: PTH116 - as above
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name, reverse=True)
        waiting += ((device, entry) for entry in entries)
    except OSError as error:
        yield messages.UNREADABLE.problem("", folder, what=reason_of(error))
