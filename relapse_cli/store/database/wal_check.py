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

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from relapse_cli.errors import StoreError, reason_of
from relapse_cli.files import sync_folder, write_private
from relapse_cli.store.database.errors import DamagedError

HEADER, FRAME = 32, 24
_BIG_ENDIAN, _LITTLE_ENDIAN = 0x377F0683, 0x377F0682
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
    if find_damage(_read(_log_of(database))) is not None:
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
    log = _log_of(database)
    data = _read(log)
    if (offset := find_damage(data)) is None:
        return None
    copy = keep_log(database)
    write_private(log, data[:offset], force=True)
    return copy


def keep_log(database: Path) -> Path | None:
    """Keep a copy of a log beside it; ``None`` where there is nothing in it."""
    log = _log_of(database)
    if not (data := _read(log)):
        return None
    number = 1
    while (copy := log.with_name(f"{log.name}.damaged-{number}")).exists():
        number += 1
    write_private(copy, data)
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


def find_damage(data: bytes) -> int | None:
    """Return where a log is damaged although saved steps follow; ``None`` where it is whole or only torn."""
    if len(data) <= HEADER + FRAME:
        return None
    magic, _version, page_size = struct.unpack(">3I", data[:12])
    sums = _checksum(data[:24], (0, 0), big=magic == _BIG_ENDIAN)
    if magic not in (_BIG_ENDIAN, _LITTLE_ENDIAN) or sums != struct.unpack(">2I", data[24:HEADER]):
        return 0  # the header was on the disk before any frame was written
    frames = list(_frames(data, page_size, big=magic == _BIG_ENDIAN))
    broken = next((number for number, frame in enumerate(frames) if not frame.follows), len(frames))
    steps_behind = sum(frame.ends_step for frame in frames[broken:])
    return frames[broken].offset if steps_behind > 1 else None


def _frames(data: bytes, page_size: int, *, big: bool) -> Iterator[Frame]:
    """Walk the frames of this log; what an older log left behind at the end has other salts."""
    salts, before = data[16:24], struct.unpack(">2I", data[24:HEADER])
    for offset in range(HEADER, len(data) - FRAME - page_size + 1, FRAME + page_size):
        frame = data[offset : offset + FRAME + page_size]
        stored = struct.unpack(">2I", frame[16:FRAME])
        ours = frame[8:16] == salts
        sums = _checksum(frame[FRAME:], _checksum(frame[:8], before, big=big), big=big) if ours else None
        yield Frame(offset, sums == stored, ours and frame[4:8] != bytes(4))
        before = stored


def _checksum(data: bytes, start: tuple[int, ...], *, big: bool) -> _Sums:
    """Return the two running sums of the log, over pairs of 32-bit words."""
    words = struct.unpack(f"{'>' if big else '<'}{len(data) // 4}I", data)
    first, second = start
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second


def _read(log: Path) -> bytes:
    try:
        return log.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        reason = reason_of(error)
        raise StoreError(
            f"The journal of the store, {log}, cannot be read: {reason}.",
            remedy="Check who may read the file.",
        ) from error
