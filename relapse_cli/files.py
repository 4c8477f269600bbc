"""Files that only their owner may read: written whole or not at all, and never through a link.

Where the system has files without a name, a file gets its name when it is finished, so a program that is
killed leaves nothing behind.

Windows has no file modes of this kind and no ``O_NOFOLLOW``; there the folder's own permissions protect the
file, and an exclusive creation refuses a link all the same.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from relapse_cli.errors import InputError, UsageError, reason_of
from relapse_cli.spares import note_folder, spare_name

if TYPE_CHECKING:
    from collections.abc import Iterator

NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def write_private(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file with mode 0600; ``force`` puts it in the place of one that is there.

    Raises:
        UsageError: there is a file of this name and ``force`` is not given.
        InputError: it cannot be written, or a link stands in its place.
    """
    with _told(path):
        if force:
            _replace(path, data)
        else:
            _create(path, data)


def write_in_place(path: Path, data: bytes) -> None:
    """Put other bytes into a file that is there; who may read it stays as it was, and so does a link to it.

    Raises:
        InputError: it cannot be written.
    """
    there = path.resolve()
    mode = there.stat().st_mode & 0o777
    write_private(there, data, force=True)
    there.chmod(mode)


def write_like(path: Path, data: bytes, like: Path) -> None:
    """Write a file that takes the place of one that is there, in a folder that is made where it is missing.

    Args:
        path: the file.
        data: what stands in it.
        like: the file beside which it belongs; who may read that one may read both.

    Raises:
        InputError: it cannot be written, or a link stands in its place.
    """
    with _told(path):
        path.parent.mkdir(mode=like.parent.stat().st_mode & 0o777, exist_ok=True)
    write_private(path, data, force=True)
    with _told(path):
        path.chmod(like.stat().st_mode & 0o666)


def open_private(path: Path, *, force: bool = False) -> BinaryIO:
    """Open a new file with mode 0600 that is written bit by bit and stands under its name from the beginning.

    Args:
        path: the file.
        force: whether it takes the place of one that is there, which is gone at once.

    Raises:
        UsageError: there is a file of this name and ``force`` is not given.
        InputError: it cannot be written, or a link stands in its place.
    """
    with _told(path):
        if force:
            _replace(path, b"")
            handle = os.open(path, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        else:
            handle = os.open(path, NEW_FILE, 0o600)
        return os.fdopen(handle, "wb")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Refuse a name at which no file may be written, and say why one could not be.

    Raises:
        UsageError: there is a file of this name.
        InputError: it cannot be written, or something else stands there.
    """
    try:
        if path.is_symlink():
            raise InputError(f"{path} is a link.", remedy="Name a file that is not a link.")
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise InputError(
                f"{path} is no plain file, so nothing takes its place.", remedy="Name another file."
            )
        yield
    except FileExistsError as error:
        raise UsageError(
            f"{path} is already there.", remedy="Choose another name, or add --force."
        ) from error
    except OSError as error:
        reason = reason_of(error)
        raise InputError(
            f"{path} cannot be written: {reason}.", remedy="Check the folder and the name."
        ) from error


@contextmanager
def growing_private(path: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """Write a file of any size bit by bit, with mode 0600; it gets its name when all of it is written.

    Raises:
        UsageError: there is a file of this name and ``force`` is not given.
        InputError: it cannot be written, or something else stands in its place.
    """
    with _told(path):
        if path.exists() and not force:
            raise FileExistsError
        note_folder(path.parent)
    spare = spare_name(path)
    try:
        with _told(path):
            stream = os.fdopen(os.open(spare, NEW_FILE, 0o600), "wb")
        with stream:
            yield stream
            with _told(path):
                stream.flush()
                os.fsync(stream.fileno())
        with _told(path):
            _name_grown(spare, path, force=force)
    finally:
        spare.unlink(missing_ok=True)


def _name_grown(spare: Path, path: Path, *, force: bool) -> None:
    """Give a finished file its name; without ``force`` one that was taken meanwhile stays as it is."""
    if force:
        spare.replace(path)
    else:
        try:
            path.hardlink_to(spare)
        except FileExistsError:
            raise
        except OSError:  # some disks know no second name
            if is_there(path):
                raise
            spare.replace(path)
    sync_folder(path.parent)


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
    if not _link_unnamed(path, data):
        _write_named(path, data)
    try:
        sync_folder(path.parent)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _replace(path: Path, data: bytes) -> None:
    """Write beside the old file and put the new one in its place in one step."""
    if path.is_dir():
        raise InputError(f"{path} is a folder.", remedy="Name a file in it.")
    note_folder(path.parent)
    spare = spare_name(path)
    if not _link_unnamed(spare, data):
        _write_named(spare, data)
    try:
        spare.replace(path)
    except OSError:
        spare.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _write_named(path: Path, data: bytes) -> None:
    """Write a new file under its name."""
    handle = os.open(path, NEW_FILE, 0o600)
    try:
        _fill(handle, data)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _link_unnamed(path: Path, data: bytes) -> bool:
    """Write a file without a name, then give it one that is free; ``False`` where there is no such thing.

    Raises:
        OSError: the name is taken, or the disk reports a fault.
    """
    handle = open_unnamed(path.parent)
    if handle is None:
        return False
    try:
        _fill(os.dup(handle), data)
        return give_name(handle, path)
    finally:
        os.close(handle)


def open_unnamed(folder: Path) -> int | None:
    """Open a new file without a name for reading and writing; ``None`` where there is no such thing."""
    if not hasattr(os, "O_TMPFILE"):
        return None
    with suppress(OSError):  # whatever is wrong with the folder is told when a name is tried
        return os.open(folder, os.O_RDWR | os.O_TMPFILE | os.O_CLOEXEC, 0o600)
    return None


def give_name(handle: int, path: Path) -> bool:
    """Give a file without a name one that is free, in its folder; ``False`` where that cannot be done.

    Raises:
        FileExistsError: there is something of this name.
    """
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.link(f"/proc/self/fd/{handle}", path.name, dst_dir_fd=folder)
    except FileExistsError:
        raise
    except OSError:  # such as no /proc in a container
        return False
    finally:
        os.close(folder)
    return True


def _fill(handle: int, data: bytes) -> None:
    """Write all of a file, wait until it is on the disk, and close it."""
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


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
