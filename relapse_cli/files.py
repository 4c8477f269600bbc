"""Files that only their owner may read: written whole or not at all, and never through a link.

Windows has no file modes of this kind and no ``O_NOFOLLOW``; there the folder's own permissions protect the
file, and an exclusive creation refuses a link all the same.
"""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from relapse_cli.errors import InputError, UsageError, reason_of

NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def write_private(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file with mode 0600; ``force`` puts it in the place of one that is there.

    Raises:
        UsageError: there is a file of this name and ``force`` is not given.
        InputError: it cannot be written, or a link stands in its place.
    """
    try:
        if path.is_symlink():
            raise InputError(f"{path} is a link.", remedy="Name a file that is not a link.")
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise InputError(
                f"{path} is no plain file, so nothing takes its place.", remedy="Name another file."
            )
        if force:
            _replace(path, data)
        else:
            _create(path, data)
    except FileExistsError as error:
        raise UsageError(
            f"{path} is already there.", remedy="Choose another name, or add --force."
        ) from error
    except OSError as error:
        reason = reason_of(error)
        raise InputError(
            f"{path} cannot be written: {reason}.", remedy="Check the folder and the name."
        ) from error


def is_there(path: Path) -> bool:
    """Whether there is anything of this name, even a link that leads nowhere; never for an impossible one."""
    try:
        return path.exists() or path.is_symlink()
    except (OSError, ValueError):  # such as a name that is too long
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder of this name; never for a name that cannot be one."""
    return is_there(path) and path.is_dir()


def is_same_file(path: Path, other: str | Path) -> bool:
    """Whether two names lead to one file that is there."""
    try:
        return path.samefile(other)
    except OSError:  # one of them is not there, or cannot be one
        return False


def _create(path: Path, data: bytes) -> None:
    """Write a new file, and take it away again when it could not be finished."""
    handle = os.open(path, NEW_FILE, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _replace(path: Path, data: bytes) -> None:
    """Write beside the old file and put the new one in its place in one step."""
    if path.is_dir():
        raise InputError(f"{path} is a folder.", remedy="Name a file in it.")
    spare = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}.tmp")
    _create(spare, data)
    try:
        spare.replace(path)
    except OSError:
        spare.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk.

    Windows does it by itself and allows no more, and some network disks know no such thing.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(handle)
