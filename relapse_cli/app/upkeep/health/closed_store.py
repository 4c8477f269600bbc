"""Whether the store is well, from the outside: its folder, its keys, what was left behind in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.upkeep.health.finding import Finding, fault, note, ok, warning
from relapse_cli.app.upkeep.health.opened_store import USUAL, Look, inside_findings
from relapse_cli.app.upkeep.keys.usable import few_ways, usable, ways_in
from relapse_cli.errors import LockedError, NeedsAnswersError, StoreError
from relapse_cli.prompters.asker import Asker
from relapse_cli.settings.environment import Environment
from relapse_cli.store.folder.access import (
    is_full,
    is_made_anew,
    is_on_read_only_disk,
    may_read,
    mode_remedy,
    not_readable,
    not_writable,
)
from relapse_cli.store.folder.folder import HAS_MODES, OTHERS, STORE_FILE, check_folder
from relapse_cli.store.folder.work_folders import journals_set_aside, stores_set_aside, unfinished
from relapse_cli.store.keys.failed import failed_unlocks
from relapse_cli.store.keys.from_environment import read_key_file
from relapse_cli.store.keys.key_file import read_keys
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.store.keys.slots import Keys
from relapse_cli.text.nouns import counted
from relapse_cli.text.shell import shell_word

_SETTLE = "Any command that opens the store brings it to its end, such as: relapse key list"


def store_findings(
    folder: Path,
    environment: Environment,
    now: datetime,
    ring: OsKeyring | None,
    look: Look = USUAL,
) -> Iterator[Finding]:
    """What was found about the store, as far as it can be looked at."""
    yield from _key_file_findings(environment)
    try:
        is_set_up = StoreDoor(folder, environment, _nobody).is_set_up
    except StoreError as error:
        yield fault("store.folder", error.message, error.remedy)
        return
    if not is_set_up:
        yield note(
            "store",
            f"There is no store yet in {folder}.",
            "The first interview sets one up: relapse interview",
        )
        return
    yield from _folder_findings(folder)
    yield from _writing_findings(folder)
    yield from _leftover_findings(folder)
    yield from _failed_unlock_findings(folder)
    try:
        keys = read_keys(folder)
    except StoreError as error:
        yield fault("keys", error.message, error.remedy)
        return
    if len(keys.generations) > 1:
        yield warning("keys", "A change of the data key was interrupted, or is under way.", _SETTLE)
        return
    yield _ways_finding(keys, ring)
    yield from inside_findings(folder, keys, environment, now, ring, look=look)


def _nobody() -> Asker:
    """Nobody is asked by a check."""
    raise NeedsAnswersError("Nobody is asked here.")


def _key_file_findings(environment: Environment) -> Iterator[Finding]:
    """Whether the key that the environment gives can be read, and only by its owner."""
    if environment.key:
        yield note(
            "key.variable",
            "RELAPSE_KEY holds the key itself, which every program you start can read.",
            "A file is safer: RELAPSE_KEY_FILE, RELAPSE_KEY_COMMAND.",
        )
    if not environment.key_file:
        return
    path = Path(environment.key_file)
    try:
        read_key_file(path)
    except LockedError as error:
        yield fault("key.file", error.message, error.remedy)
        return
    if HAS_MODES and path.stat().st_mode & OTHERS:
        yield warning(
            "key.file", f"The key file {path} is open to other users.", f"chmod 600 {shell_word(path)}"
        )
    else:
        yield ok("key.file", f"The key file {path} can be read, by its owner only.")


def _folder_findings(folder: Path) -> Iterator[Finding]:
    """Whether only its owner can look into the folder, and whether it is copied elsewhere."""
    try:
        clouds = check_folder(folder)
    except StoreError as error:
        yield fault("store.folder", error.message, error.remedy)
    else:
        yield ok("store.folder", f"Only you can look into {folder}.")
        for words in clouds:
            yield warning("store.cloud", words, "Name a folder that stays on this computer: --data-dir DIR")
    if not (folder / STORE_FILE).exists():
        yield fault(
            "store.missing",
            f"The keys are there, but the store itself ({STORE_FILE}) is gone.",
            "Restore it from a backup: relapse store restore FILE",
        )


def _writing_findings(folder: Path) -> Iterator[Finding]:
    """Whether everything that commands open can be read and written, and there is room for more."""
    for path in not_readable(folder):
        yield fault(
            "store.unreadable",
            f"{path} cannot be read, so the store does not open.",
            mode_remedy(path, "Check who may read it."),
        )
    if is_on_read_only_disk(folder):
        yield warning(
            "store.readonly",
            f"The disk of {folder} is read-only, so what is stored can be read, and nothing can be added.",
            "Let it be written to; a backup can be made on another disk: relapse store backup FILE",
        )
        return
    if is_full(folder):
        yield warning(
            "store.full",
            f"The disk of {folder} is full, so what is stored can be read, and nothing can be added.",
            "Free some space on it; a backup can be made on another disk: relapse store backup FILE",
        )
    for path in not_writable(folder):
        if not may_read(path):
            continue  # told above, and mended with the same
        yield (warning if is_made_anew(path) else fault)(
            "store.readonly",
            f"{path} cannot be written, so what is stored can be read, and nothing can be added.",
            mode_remedy(path, "Let yourself write there, or name another folder with --data-dir."),
        )


def _leftover_findings(folder: Path) -> Iterator[Finding]:
    """What interrupted steps left behind, and what was moved aside."""
    try:
        found = unfinished(folder)
        set_aside = stores_set_aside(folder)
        journals = journals_set_aside(folder)
        set_ups = sorted(folder.parent.glob(f"{folder.name}.new-*"))
    except (OSError, StoreError):  # what is wrong with the folder is told above
        return
    if found:
        names = ", ".join(path.name for path in found)
        yield warning("store.leftover", f"A step was interrupted, or is under way ({names}).", _SETTLE)
    for path in set_ups:
        yield warning(
            "store.leftover",
            f"A setting up was interrupted, or is under way: {path}.",
            f"rm -r {shell_word(path)}",
        )
    for path in set_aside:
        yield note(
            "store.aside",
            f"A store from before a restoring is in {path}; it holds what it held, erased cases too.",
            f"When it is not needed any more: rm -r {shell_word(path)}",
        )
    for path in journals:
        yield note(
            "store.aside",
            f"A damaged journal that was set aside is {path}; it holds what it held, erased cases too.",
            f"When it is not needed any more: rm {shell_word(path)}",
        )


def _failed_unlock_findings(folder: Path) -> Iterator[Finding]:
    """Whether somebody tried to unlock the store in vain."""
    if times := failed_unlocks(folder):
        tries = counted(len(times), "try", "tries", one="One")
        yield warning(
            "store.tries",
            f"{tries} to unlock the store did not open it since it was last opened; the last on {times[-1]}.",
            "If that was not you: relapse key rotate",
        )


def _ways_finding(keys: Keys, ring: OsKeyring | None) -> Finding:
    """Whether there are ways enough to unlock the store."""
    slots = ways_in(keys, ring)
    said, remedy = few_ways(slots)
    if not usable(slots):
        return fault(
            "keys", said, "Use the computer it was made on, or its key file: export RELAPSE_KEY_FILE=FILE"
        )
    if said:
        return warning("keys", said, remedy)
    return ok("keys", f"Ways to unlock the store: {', '.join(slot.kind for slot in usable(slots))}.")
