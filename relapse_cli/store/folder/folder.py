"""The folder of the store: where it is, and that nobody but its owner can look into it.

Windows has no owner and no modes of this kind; there the permissions of the user's profile protect it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relapse_cli.errors import StoreError, reason_of
from relapse_cli.files import sync_folder
from relapse_cli.plain_file import kind_fault
from relapse_cli.text.shell import shell_word

STORE_FILE = "store.db"
LOCK_FILE = "store.lock"
HEAD_FILE = "store.head"
KEYS_FILE = "keys.json"

_OWNER_ONLY = 0o700
OTHERS = 0o077
HAS_MODES = os.name == "posix"

_CLOUD_NAMES = (
    "box",
    "box sync",
    "cloudstorage",
    "creative cloud files",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud drive",
    "iclouddrive",
    "mega",
    "mobile documents",
    "my drive",
    "nextcloud",
    "onedrive",
    "owncloud",
    "pcloud drive",
    "proton drive",
    "seafile",
    "syncthing",
    "tresorit",
)


def store_folder(data_dir: Path | None, home: Path | None) -> Path:
    """Return the folder of the store: the one asked for, the one under ``home``, or the user's own."""
    if data_dir is not None:
        return data_dir
    if home is not None:
        return home / "store"
    from platformdirs import user_data_path

    return user_data_path("relapse", appauthor=False) / "store"


def notes_folder(home: Path | None) -> Path:
    """Return where a process notes the folders in which a spare file may stay behind if it is killed."""
    return store_folder(None, home).parent / "unfinished"


@contextmanager
def private_files() -> Iterator[None]:
    """Let every file and folder made meanwhile be closed to everybody but its owner."""
    before = os.umask(OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def prepare_folder(folder: Path) -> tuple[str, ...]:
    """Make the folder, and the ones above it, for their owner alone; then check it.

    Returns:
        Warnings in plain words.

    Raises:
        StoreError: the folder cannot be made, or is not safe.
    """
    if not os.path.lexists(folder):
        try:
            _make_folders(folder)
        except OSError as error:
            reason = reason_of(error)
            raise StoreError(
                f"The folder of the store, {folder}, cannot be made: {reason}.",
                remedy="Name a folder of your own that can be written, with --data-dir.",
            ) from error
    return check_folder(folder)


def _make_folders(folder: Path) -> None:
    """Make a folder and the missing ones above it; what is stored in them later rests on their names."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    with private_files():
        folder.mkdir(_OWNER_ONLY, parents=True, exist_ok=True)
    for path in reversed(missing):
        sync_folder(path.parent)


def check_folder(folder: Path) -> tuple[str, ...]:
    """Check that the folder and the files in it are their owner's alone; nothing is made or changed.

    Returns:
        Warnings in plain words.

    Raises:
        StoreError: the folder is missing, a link, somebody else's, or open to others.
    """
    check_private(folder, is_folder=True)
    try:
        inside = sorted({*folder.glob("store.*"), *folder.glob("keys.*")})
    except OSError as error:
        raise _unreadable(folder, error) from error
    for path in inside:
        if not path.is_dir() or path.is_symlink():
            check_private(path, missing_ok=True)  # another process that ends takes its own files away
    return _sync_warnings(folder)


def check_private(path: Path, *, is_folder: bool = False, missing_ok: bool = False) -> None:
    """Refuse a link, something of another kind or another owner, and what others may read or write."""
    try:
        found = path.lstat()
    except FileNotFoundError as error:
        if missing_ok:
            return
        remedy = "Check the name, or begin an interview to make a store there."
        raise StoreError(f"{path} is not there.", remedy=remedy) from error
    except OSError as error:
        raise _unreadable(path, error) from error
    if stat.S_ISLNK(found.st_mode):
        raise StoreError(
            f"{path} is a link, and a link can lead elsewhere.", remedy="Name the place it leads to."
        )
    if is_folder != stat.S_ISDIR(found.st_mode):
        wanted = "folder" if is_folder else "file"
        raise StoreError(f"{path} is not a {wanted}.", remedy="Name another folder with --data-dir.")
    if not is_folder and (what := kind_fault(found.st_mode)):
        remedy = "Look who put it there, and move it elsewhere; nothing of the store is in it."
        raise StoreError(f"{path} is not a file: {what}.", remedy=remedy)
    if HAS_MODES:
        _check_owner(path, found)


def _check_owner(path: Path, found: os.stat_result) -> None:
    if found.st_uid != os.geteuid():
        raise StoreError(
            f"{path} belongs to another user.", remedy="Name a folder of your own with --data-dir."
        )
    if found.st_mode & OTHERS:
        mode = "700" if stat.S_ISDIR(found.st_mode) else "600"
        raise StoreError(
            f"{path} is open to other users.", remedy=f"Close it with: chmod {mode} {shell_word(path)}"
        )


def _unreadable(path: Path, error: OSError) -> StoreError:
    reason = reason_of(error)
    return StoreError(
        f"{path} cannot be looked at: {reason}.", remedy="Check who may read it, or use --data-dir."
    )


def _sync_warnings(folder: Path) -> tuple[str, ...]:
    """Tell when the folder seems to be copied to somebody else's computers."""
    for part in Path(os.path.realpath(folder)).parts:  # no loop of links ends this one
        name = part.lower()
        if name in _CLOUD_NAMES or name.startswith(("onedrive - ", "dropbox (", "googledrive-")):
            warning = (
                f"{folder} seems to be kept in step with a cloud ({part}). The store stays encrypted, but "
                "copies of it will be elsewhere, and two computers writing at once can damage it."
            )
            return (warning,)
    return ()
