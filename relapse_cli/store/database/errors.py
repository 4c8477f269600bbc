"""What the database says when something is wrong, in words with a remedy; never a word of what is stored."""

from __future__ import annotations

from pathlib import Path

from relapse_cli.errors import LockedError, StoreError
from relapse_cli.store.folder.access import NotWritableError, is_full
from relapse_cli.store.folder.lock_fault import find_lock_fault, no_locks
from relapse_cli.store.folder.lock_notes import other_holders

_BUSY, _TABLE_LOCKED, _NO_MEMORY, _READ_ONLY, _INPUT_OUTPUT = 5, 6, 7, 8, 10
_CORRUPT, _FULL, _CANNOT_OPEN, _CONSTRAINT, _NOT_A_DATABASE = 11, 13, 14, 19, 26
"""SQLite's primary result codes, the low byte of each code."""

_NOT_WRITTEN = (_READ_ONLY, _INPUT_OUTPUT, _FULL, _CANNOT_OPEN)
"""What may go wrong with writing alone; whether reading works shows when it is tried."""

_RESTORE = "Keep a copy of the folder, then restore the store from a backup with: relapse store restore FILE"
_CHECK_DISK = "Check the disk, then try again; everything saved before is safe."


class DamagedError(StoreError):
    """The file of the store is not what was written; nothing is repaired or dropped on its own."""


def translate(error: BaseException, path: Path, *, proven: bool = True) -> StoreError:
    """Return what a fault of the database means for the user.

    Args:
        error: what ``sqlcipher3`` raised.
        path: the file of the store; its folder's lock file may name who else is there.
        proven: the key is known to be this store's, so an unreadable file is a damaged one.
    """
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int) and "decode" in str(error):
        return damaged(path, "it holds text that cannot be read")
    if not isinstance(code, int):
        return StoreError("The store is closed, or was used wrongly.", remedy="Start the program again.")
    kind = code & 0xFF
    if kind in (_BUSY, _TABLE_LOCKED):
        return _busy(path)
    if kind == _NOT_A_DATABASE and not proven:
        return LockedError(
            "The key does not open this store.",
            remedy="Use the key that this store was made with; if it is that one, the file is damaged: "
            "restore it from a backup.",
        )
    if kind in (_NOT_A_DATABASE, _CORRUPT):
        return damaged(path)
    if kind in (_INPUT_OUTPUT, _CANNOT_OPEN) and is_full(path.parent):
        kind = _FULL  # the database does not say why its journal or the index of that could not grow
    message, remedy = _OTHERS.get(kind, _UNKNOWN)
    name = getattr(error, "sqlite_errorname", "") or str(code)
    family = NotWritableError if kind in _NOT_WRITTEN else StoreError
    return family(message.format(path=path, folder=path.parent, name=name), remedy=remedy)


def damaged(path: Path, why: str = "what is in it is not what was written") -> DamagedError:
    """Return the error for a file that is not whole."""
    return DamagedError(f"The store {path} is damaged: {why}.", remedy=_RESTORE)


def other_keys(path: Path) -> DamagedError:
    """Return the error for a file of which no page is under the key that the key file holds."""
    return DamagedError(
        f"keys.json belongs to another store, or else {path} is damaged: the key fits no part of it.",
        remedy="Put the right keys.json back; it is in every backup made since the last key rotate. "
        "If it is the right one, restore the store from a backup with: relapse store restore FILE",
    )


def _busy(path: Path) -> StoreError:
    """Return the error for a store in which somebody else writes for too long, and who that may be.

    The database says the same of a disk that gives no locks.
    """
    if (fault := find_lock_fault(path.parent)) is not None:
        return no_locks(path.parent, fault)
    names = other_holders(path.parent) or "another part of this program"
    return StoreError(
        f"The store is busy: somebody else is writing to it ({names}).",
        remedy="Wait until that has ended, then try again.",
    )


_UNKNOWN = (
    "The store answered with an unexpected fault ({name}).",
    "Try again; if it stays, run: relapse store verify",
)

_OTHERS = {
    _NO_MEMORY: ("There is not enough memory for the store.", "Close other programs, then try again."),
    _READ_ONLY: (
        "The store cannot be written: {folder}, or the file in it, is read-only.",
        "Let yourself write there, or name another folder with --data-dir.",
    ),
    _INPUT_OUTPUT: ("The disk reported a fault while reading or writing the store ({name}).", _CHECK_DISK),
    _FULL: (
        "The disk is full, so this step is not saved.",
        "Free some space, then try again; everything saved before is safe.",
    ),
    _CANNOT_OPEN: (
        "The store in {folder} cannot be opened.",
        "Check that the folder and the file are there and may be read and written.",
    ),
    _CONSTRAINT: (
        "The store does not allow this change: what is in it is only added to.",
        "Nothing was changed; run: relapse store verify",
    ),
}
