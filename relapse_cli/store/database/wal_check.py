"""The log that a process leaves behind when it does not end by itself: is it whole?

The database reads such a log up to the first frame that does not fit, and silently drops what follows. That
is right for a step that a power cut tore, which nobody was told is saved. It is wrong for a damaged log,
where whole steps stand behind the damage: each was saved before the next was begun. So the two are told
apart before the database looks at the log. Damage at the end, behind which no whole step stands, cannot be
told from a torn step by the log alone, nor can a log that was cut short; the witness beside the store, which
names the last entry that was saved, tells these (`witness`).

The layout is SQLite's, https://www.sqlite.org/fileformat2.html#the_write_ahead_log (read 2026-11).
"""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from relapse_cli.errors import StoreError, reason_of
from relapse_cli.files import sync_folder, write_private
from relapse_cli.plain_file import open_plain
from relapse_cli.store.database.errors import DamagedError
from relapse_cli.store.folder.durable import open_new, sync_file

HEADER, FRAME = 32, 24
_BIG_ENDIAN, _LITTLE_ENDIAN = 0x377F0683, 0x377F0682
_PAGE_SIZES = frozenset(1 << power for power in range(9, 17))
"""What the format allows; one of this program is 4096."""

_Sums = tuple[int, int]


class Frame(NamedTuple):
    """One page in the log.

    Attributes:
        follows: it fits the frame before it, as that one stands in the file.
        ends_step: it is the last one of a step.
    """

    offset: int
    follows: bool
    ends_step: bool


def check_log(database: Path) -> None:
    """Refuse a log in which saved steps stand behind a damage; nobody may have the database open.

    Raises:
        StoreError: the log is damaged, or cannot be read.
    """
    with _opened(_log_of(database)) as log:
        damage = find_damage(log)
    if damage is not None:
        raise DamagedError(
            f"The journal of the store, {_log_of(database)}, is damaged: the last session may be lost.",
            remedy="Keep a copy of the folder. Then restore a backup with: relapse store restore FILE; "
            "or go on with what can still be read: relapse store repair",
        )


def set_aside_damage(database: Path) -> Path | None:
    """Keep a copy of a damaged log beside it, and cut the log where the damage begins.

    Returns:
        The copy, or ``None`` where there is no damage. What stands before the damage is read as usual.
    """
    path = _log_of(database)
    with _opened(path) as log:
        if (offset := find_damage(log)) is None:
            return None
        log.seek(0)
        whole = log.read(offset)
    copy = keep_log(database)
    write_private(path, whole, force=True)
    return copy


def keep_log(database: Path) -> Path | None:
    """Keep a copy of a log beside it; ``None`` where there is nothing in it."""
    path = _log_of(database)
    number = 1
    while (copy := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    with _opened(path) as log:
        if not log.read(1):
            return None
        log.seek(0)
        with open_new(copy) as kept:
            shutil.copyfileobj(log, kept, 1 << 20)
    sync_file(copy)
    sync_folder(copy.parent)
    return copy


def drop_log(database: Path) -> None:
    """Take a log away, once there is a copy of it, with the index that belongs to it.

    Raises:
        StoreError: it cannot be taken away.
    """
    log = _log_of(database)
    try:
        log.unlink()
        database.with_name(f"{database.name}-shm").unlink(missing_ok=True)
        sync_folder(database.parent)
    except OSError as error:
        raise StoreError(
            f"The journal of the store, {log}, cannot be taken away: {reason_of(error)}.",
            remedy="Check who may write in the folder.",
        ) from error


def _log_of(database: Path) -> Path:
    """Return the log of a database."""
    return database.with_name(f"{database.name}-wal")


def find_damage(log: BinaryIO) -> int | None:
    """Return where a log is damaged although saved steps follow; ``None`` where it is whole or only torn.

    It is read frame by frame, however large it is.
    """
    if log.seek(0, os.SEEK_END) <= HEADER + FRAME:
        return None
    log.seek(0)
    header = log.read(HEADER)
    magic, _version, page_size = struct.unpack(">3I", header[:12])
    sums = _checksum(header[:24], (0, 0), big=magic == _BIG_ENDIAN)
    if magic not in (_BIG_ENDIAN, _LITTLE_ENDIAN) or sums != struct.unpack(">2I", header[24:]):
        return 0  # the header was on the disk before any frame was written
    if page_size not in _PAGE_SIZES:
        return 0  # its sum fits, but no database wrote it
    broken, steps_behind = None, 0
    for frame in _frames(log, header, page_size, big=magic == _BIG_ENDIAN):
        broken = frame.offset if broken is None and not frame.follows else broken
        steps_behind += broken is not None and frame.ends_step
        if steps_behind > 1:
            return broken
    return None


def _frames(log: BinaryIO, header: bytes, page_size: int, *, big: bool) -> Iterator[Frame]:
    """Walk the frames of this log; what an older log left behind at the end has other salts."""
    salts, before = header[16:24], struct.unpack(">2I", header[24:])
    length, offset = FRAME + page_size, HEADER
    while len(frame := log.read(length)) == length:
        stored = struct.unpack(">2I", frame[16:FRAME])
        ours = frame[8:16] == salts
        sums = _checksum(frame[FRAME:], _checksum(frame[:8], before, big=big), big=big) if ours else None
        yield Frame(offset, sums == stored, ours and frame[4:8] != bytes(4))
        before, offset = stored, offset + length


def _checksum(data: bytes, start: tuple[int, ...], *, big: bool) -> _Sums:
    """Return the two running sums of the log, over pairs of 32-bit words."""
    words = struct.unpack(f"{'>' if big else '<'}{len(data) // 4}I", data)
    first, second = start
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second


@contextmanager
def _opened(log: Path) -> Iterator[BinaryIO]:
    """The log, open for reading; one that is not there is an empty one."""
    try:
        with open_plain(log, follow=False) if os.path.lexists(log) else BytesIO() as stream:
            yield stream
    except OSError as error:
        reason = reason_of(error)
        raise StoreError(
            f"The journal of the store, {log}, cannot be read: {reason}.",
            remedy="Check who may read the file.",
        ) from error
