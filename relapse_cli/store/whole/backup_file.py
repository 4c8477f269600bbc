"""The one file of a backup: a plain zip of exactly ``keys.json`` and ``store.db``, neither compressed.

The database is encrypted and the keys are wrapped, so it tells nothing to those without a secret of it.
A file that comes from elsewhere is looked at before anything is taken out of it: what it says about itself is
not believed, and nothing in it chooses a name or a place on this disk.
"""

from __future__ import annotations

import os
import shutil
import struct
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from relapse_cli.errors import StoreError, reason_of
from relapse_cli.plain_file import NotPlainError, open_plain
from relapse_cli.store.folder.durable import open_new, sync_file
from relapse_cli.store.folder.folder import STORE_FILE
from relapse_cli.store.keys.key_file import KEYS_NAME, LARGEST_KEYS, keys_bytes, parse_keys
from relapse_cli.store.keys.slots import Keys

_ANOTHER = "Use another backup of this store."

_END = struct.Struct("<4s4H2LH")
"""The end of a zip without a comment: mark, disks, entries, size and place of the directory."""

_LARGE_END = struct.Struct("<4sQ2H2L4Q4sLQL")
"""What stands before it in one of more than 2 GB: the same with longer numbers, and where that begins."""

_LARGEST_DIRECTORY = 512


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file that was looked at; its database has not been opened yet."""

    path: Path
    keys: Keys


class _RefusedError(Exception):
    """What is wrong with a file that should be a backup."""


def write_backup_file(target: Path, keys: Keys, database: Path) -> None:
    """Write a new backup file, mode 0600, and wait until it is on the disk.

    A database of more than 2 GB takes the long form of a zip; the file of any other is as it always was.

    Raises:
        OSError: there is a file of this name, or it cannot be written.
    """
    entry = _entry(STORE_FILE)
    entry.file_size = database.stat().st_size
    with open_new(target) as stream, zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(_entry(KEYS_NAME), keys_bytes(keys))
        with open_plain(database) as source, archive.open(entry, "w") as inside:
            shutil.copyfileobj(source, inside, 1 << 20)
    sync_file(target)


def read_backup(path: Path) -> Backup:
    """Look at a backup file and read the keys in it.

    Raises:
        StoreError: it cannot be read, is no backup, or is damaged.
    """
    with _opened(path) as archive:
        data = archive.read(KEYS_NAME)
    keys = parse_keys(data, f"The keys.json in {path}", _ANOTHER)
    if len(keys.generations) != 1:
        raise _refusal(path, "its keys are those of an unfinished change")
    return Backup(path, keys)


def take_out_database(backup: Backup, target: Path) -> None:
    """Write the database of a backup to a new file.

    Raises:
        StoreError: the backup is damaged, or the file cannot be written.
    """
    with _opened(backup.path) as archive, open_new(target) as stream, archive.open(STORE_FILE) as inside:
        shutil.copyfileobj(inside, stream, 1 << 20)
    sync_file(target)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """A backup whose outside was checked; whatever goes wrong with it is one error."""
    try:
        with open_plain(path) as stream:
            size = _check_end(stream)
            with zipfile.ZipFile(stream) as archive:
                _check_members(archive.infolist(), size)
                yield archive
    except _RefusedError as error:
        raise _refusal(path, str(error)) from error
    except NotPlainError as error:
        raise _refusal(path, reason_of(error)) from error
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        struct.error,
        ValueError,
    ) as error:
        raise _refusal(path, "it is damaged or cut short") from error
    except OSError as error:
        reason = reason_of(error)
        remedy = "Check its name, and the space that is left on the disk."
        raise StoreError(f"The backup {path} cannot be used: {reason}.", remedy=remedy) from error


def _check_end(stream: BinaryIO) -> int:
    """See that the directory is the small one that a backup has, before the zip library reads all of it.

    Returns:
        The size of the file.
    """
    size = stream.seek(0, os.SEEK_END)
    if size < _END.size:
        raise _RefusedError("it is damaged or cut short")
    stream.seek(size - _END.size)
    mark, _disk, _start, here, entries, length, place, comment = _END.unpack(stream.read(_END.size))
    after = _END.size
    if place + length + after != size and (large := _large_end(stream, size)) is not None:
        length, place = large
        after += _LARGE_END.size
    if mark != b"PK\5\6" or comment or place + length + after != size:
        raise _RefusedError("it is damaged or cut short, or it is another kind of file")
    if (here, entries) != (2, 2) or length > _LARGEST_DIRECTORY:
        raise _RefusedError("it holds something else than keys and a store")
    return size


def _large_end(stream: BinaryIO, size: int) -> tuple[int, int] | None:
    """Size and place of the directory as the long form of a zip says them; ``None`` in a short one."""
    begin = size - _END.size - _LARGE_END.size
    if begin < 0:
        return None
    stream.seek(begin)
    found = _LARGE_END.unpack(stream.read(_LARGE_END.size))
    mark, _rest, _by, _for, _disk, _start, here, entries, length, place, locator, _on, at, disks = found
    fits = (mark, locator, here, entries, at, disks) == (b"PK\6\6", b"PK\6\7", 2, 2, begin, 1)
    return (length, place) if fits else None


def _check_members(members: Sequence[zipfile.ZipInfo], size: int) -> None:
    """See that there are the two known members, as large as they say and not too large."""
    sizes = {member.filename: member.file_size for member in members}
    if set(sizes) != {KEYS_NAME, STORE_FILE}:
        raise _RefusedError("it holds something else than keys and a store")
    if any(member.file_size != member.compress_size or member.compress_type for member in members):
        raise _RefusedError("it is packed in another way than a backup is")
    if sizes[KEYS_NAME] > LARGEST_KEYS or sum(sizes.values()) > size:
        raise _RefusedError("it is larger than a backup can be")


def _entry(name: str) -> zipfile.ZipInfo:
    """A member without a date, readable by its owner when somebody unpacks it by hand."""
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o100600 << 16
    return entry


def _refusal(path: Path, why: str) -> StoreError:
    return StoreError(f"{path} cannot be used as a backup: {why}.", remedy=_ANOTHER)
