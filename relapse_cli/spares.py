"""What a killed program may leave beside the files it writes, and how the next start finds it.

A file is written without a name where the system can do that, so that nothing is left. Where it cannot, and
for the moment in which a finished file waits to take the place of an older one, there is a spare file with a
name. Before a folder gets its first spare, its path goes into a note of this process, which is locked while
the process lives and taken away when it ends by itself. A note that nobody holds any more names the folders
to look into.
"""

from __future__ import annotations

import atexit
import os
import re
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from relapse_cli.plain_file import read_plain

_SPARE = re.compile(r"\..{1,100}\.[0-9a-f]{16}\.tmp|\.work-[0-9a-f]{16}", re.DOTALL)
_ENDING = ".folders"
_LARGEST = 1 << 20
"""Bytes: more than a thousand folders with long names."""


@dataclass
class _Noted:
    """What this process has noted.

    Attributes:
        place: says where notes are kept; called when there is something to note.
        note: the file, once there is one; ``handle`` keeps it locked.
        folders: those that are in it.
    """

    place: Callable[[], Path] | None = None
    note: Path | None = None
    handle: int = -1
    folders: tuple[Path, ...] = ()


_MINE = _Noted()


def keep_notes_in(place: Callable[[], Path]) -> None:
    """Say where this process notes the folders that it writes to; without a place nothing is noted."""
    _MINE.place = place


def notes_place() -> Path | None:
    """Where this process keeps notes; ``None`` where it keeps none."""
    return None if _MINE.place is None else _MINE.place()


def spare_name(path: Path) -> Path:
    """A free name beside a file, for what will take its place."""
    return path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}.tmp")


def note_folder(folder: Path) -> None:
    """Note that a spare may be left in a folder; where that cannot be noted nobody is held up."""
    whole = folder.absolute()
    if _MINE.place is None or whole in _MINE.folders:
        return
    with suppress(OSError):
        if _MINE.note is None:
            _begin_note(_MINE.place())
        os.write(_MINE.handle, os.fsencode(whole) + b"\0")
        os.fsync(_MINE.handle)
        _MINE.folders = (*_MINE.folders, whole)


def leftovers() -> list[Path]:
    """The spares that processes which have ended left in the folders they noted."""
    if _MINE.place is None:
        return []
    place = _MINE.place()
    return sorted({path for note in _ended_notes(place) for path in _spares_of(note, place)})


def lying_about() -> list[Path]:
    """The spares in the folder of now and at home that nobody noted, such as those of older versions.

    They are named and not removed: one that nobody noted may be in use this moment.
    """
    places = {Path(os.path.expanduser("~"))}  # noqa: PTH111 - Path.home fails where there is none
    with suppress(OSError):  # somebody may have removed it
        places.add(Path.cwd())
    notes = _MINE.place().glob(f"*{_ENDING}") if _MINE.place is not None else ()
    noted = {folder for note in notes for folder in _folders_in(note)}
    return sorted(path for folder in places - noted for path in _spares_in(folder))


def remove_leftovers() -> None:
    """Remove what processes that have ended left, and their notes; what cannot be removed stays noted."""
    if _MINE.place is None:
        return
    place = _MINE.place()
    for note in _ended_notes(place):
        for path in _spares_of(note, place):
            with suppress(OSError):
                _remove(path)
        if not any(_spares_of(note, place)) and all(map(_can_be_seen, _folders_in(note))):
            with suppress(OSError):
                note.unlink()


def _begin_note(place: Path) -> None:
    """Make the note of this process, and hold it until the end."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    note = place / f"{secrets.token_hex(8)}{_ENDING}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)
    handle = os.open(note, flags, 0o600)
    if not (_try_lock(handle) and note.exists()):  # on a disk without locks nobody could tell who has ended
        os.close(handle)
        note.unlink(missing_ok=True)
        return
    _MINE.note, _MINE.handle = note, handle
    atexit.register(_end_note, os.getpid())


def _end_note(pid: int) -> None:
    """Take the note away, unless a spare is left; a forked child leaves it to its parent."""
    if _MINE.note is None or pid != os.getpid():
        return
    left = any(_spares_in(folder) for folder in _MINE.folders)
    os.close(_MINE.handle)
    if not left:
        with suppress(OSError):
            _MINE.note.unlink()
    _MINE.note, _MINE.handle, _MINE.folders = None, -1, ()


def _ended_notes(place: Path) -> list[Path]:
    """The notes of processes that have ended."""
    try:
        notes = sorted(path for path in place.iterdir() if path.name.endswith(_ENDING))
    except OSError:
        return []
    return [note for note in notes if note != _MINE.note and not _is_held(note)]


def _spares_of(note: Path, place: Path) -> Iterator[Path]:
    """The spares in the folders of a note, but for those where a living process may be at work."""
    busy = {*_MINE.folders} | {
        folder
        for other in place.glob(f"*{_ENDING}")
        if other not in (note, _MINE.note) and _is_held(other)
        for folder in _folders_in(other)
    }
    for folder in _folders_in(note):
        if folder not in busy:
            yield from _spares_in(folder)


def _folders_in(note: Path) -> list[Path]:
    """The folders that a note names; the last one may be cut off, and names nothing then."""
    try:
        *whole, _ = read_plain(note, _LARGEST, follow=False)[:_LARGEST].split(b"\0")
    except OSError:
        return []
    return [Path(os.fsdecode(name)) for name in whole]


def _spares_in(folder: Path) -> list[Path]:
    """The spares in a folder: plain files and folders of our own with a spare's name."""
    try:
        return [path for path in folder.iterdir() if _SPARE.fullmatch(path.name) and _is_ours(path)]
    except OSError:
        return []


def _is_ours(path: Path) -> bool:
    """Whether it belongs to whoever runs this, and is no link."""
    try:
        owner = path.lstat().st_uid
    except OSError:
        return False
    return not path.is_symlink() and (os.name != "posix" or owner == os.geteuid())


def _can_be_seen(folder: Path) -> bool:
    """Whether a folder is there, or has gone for good; a stick that was taken out comes back."""
    return folder.is_dir() or (_SPARE.fullmatch(folder.name) is not None and folder.parent.is_dir())


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


if sys.platform == "win32":

    def _try_lock(handle: int) -> bool:  # noqa: ARG001 - an open file cannot be taken away here
        """Take nothing: while a process has the note open nobody else can rename it."""
        return True

    def _is_held(note: Path) -> bool:
        """Whether its process has it open."""
        try:
            note.rename(note)
        except OSError:
            return True
        return False

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        """Hold a note as long as this process lives."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _is_held(note: Path) -> bool:
        """Whether its process still lives; one that cannot be looked at counts as held."""
        try:
            handle = os.open(note, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return True
        try:
            return not _try_lock(handle)
        finally:
            os.close(handle)
