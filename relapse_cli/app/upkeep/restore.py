"""A backup becomes the store of this computer; a store that is there is moved aside, never deleted."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from relapse_cli.app.access.door import StoreDoor, actor
from relapse_cli.app.access.unlock import unlock_keys
from relapse_cli.app.asking.store_screens import set_aside_agreed
from relapse_cli.app.clock import this_moment
from relapse_cli.app.upkeep.keys.change import require_person
from relapse_cli.app.upkeep.keys.usable import few_ways, ways_in
from relapse_cli.errors import StoreError
from relapse_cli.store.folder.folder import STORE_FILE
from relapse_cli.store.folder.lock import StoreLock
from relapse_cli.store.journal.interviews import StoredInterview
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.store.whole.backup_file import read_backup
from relapse_cli.store.whole.restore import Restored, restore
from relapse_cli.store.whole.store import Store
from relapse_cli.text.nouns import counted
from relapse_cli.text.shell import shell_word

_NAMED = 5
"""So many interviews are named before the rest is counted."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """What the store that was there holds beyond the backup.

    Attributes:
        entries: how many entries more.
        interviews: those that the backup does not know, in the order in which they were entered.
        since: the day from which on entries are missing in the backup, as ISO 8601; empty where none is.
        unknown: why nothing is known of it, in one sentence.
    """

    entries: int = 0
    interviews: tuple[StoredInterview, ...] = ()
    since: str = ""
    unknown: str = ""

    @property
    def newest(self) -> str:
        """The day on which the last of the interviews began; empty where there is none."""
        return max((one.started_at[:10] for one in self.interviews), default="")


@dataclass(frozen=True, slots=True)
class RestoredStore:
    """A backup that is now the store.

    Attributes:
        set_aside: what only the store that was there before holds; ``None`` where there was none.
        warning: too few ways to unlock it work here; with ``remedy``, a command.
    """

    folder: Path
    restored: Restored
    set_aside: SetAside | None = None
    warning: str = ""
    remedy: str = ""


def restore_store(
    door: StoreDoor, backup: Path, ring: OsKeyring | None = None, *, yes: bool = False
) -> RestoredStore:
    """Put the store of a backup in its place, with a key that the backup knows.

    Where the store that is there holds more than the backup, that is said first, and somebody has to agree.

    Args:
        door: where the store goes; it need not be there.
        backup: the backup file.
        ring: the keyring; without one the machine's own.
        yes: nobody is asked.

    Raises:
        Left: it was not agreed to; nothing was changed.
        NeedsAnswersError: somebody has to agree, and there is nobody.
        LockedError: no key at hand opens the backup.
        StoreError: it is no whole backup, or the folder cannot be used.
    """
    door.close()
    backup = backup.absolute()
    found = read_backup(backup)
    what = f"The backup {backup} is locked."
    data_key = unlock_keys(found.keys, door.environment, door.person, what=what)
    beyond: list[SetAside] = []
    with ExitStack() as line:
        line.enter_context(door.waiting("Restoring the backup"))

        def agree(work: Path, lock: StoreLock) -> None:
            if not (door.folder / STORE_FILE).exists():
                return
            beyond.append(_beyond(work, door.folder, data_key.key, lock))
            if not yes and (words := _words(beyond[0])):
                line.close()  # nothing is written across a screen, and only a moment is left after it
                _ask(door, backup, words)

        restored = restore(found, door.folder, data_key, actor=actor(), now=this_moment, agree=agree)
    warning, remedy = few_ways(ways_in(found.keys, ring, opened=data_key.kind))
    return RestoredStore(door.folder, restored, next(iter(beyond), None), warning, remedy)


def _ask(door: StoreDoor, backup: Path, words: tuple[str, ...]) -> None:
    """Say what will be set aside, and have it agreed to.

    Raises:
        Left: it was not agreed to.
        NeedsAnswersError: there is nobody.
    """
    line = f"relapse store restore {shell_word(backup)} --yes"
    asker = require_person(
        door, f"{' '.join(words)} Nothing was changed.", f"To restore the backup all the same: {line}"
    )
    set_aside_agreed(asker, words)


def _words(beyond: SetAside) -> tuple[str, ...]:
    """What only the store that is there holds, in sentences; none where that is nothing."""
    if beyond.unknown:
        return ("What only the store that is there holds is not known.", beyond.unknown)
    if not (beyond.entries or beyond.interviews):
        return ()
    more = f"The store here holds {counted(beyond.entries, 'entry', 'entries')} more than the backup"
    named = [
        f"{one.id[:8]} of the case {one.case} (begun on {one.started_at[:10]}, "
        f"{counted(one.events, 'entry', 'entries')})"
        for one in beyond.interviews[:_NAMED]
    ]
    if rest := len(beyond.interviews) - len(named):
        named.append(f"{rest} more")
    only = f"Interviews that only it holds: {', '.join(named)}." if named else "It knows the same interviews."
    return (f"{more}{f', written since {beyond.since}' if beyond.since else ''}.", only)


def _beyond(work: Path, folder: Path, key: bytes, lock: StoreLock) -> SetAside:
    """What only the store that is there holds."""
    try:
        with _to_read(folder, key, lock) as before, _to_read(work, key) as backup:
            known = {one.id: one.events for one in backup.interviews()}
            there = [one for one in before.interviews() if not one.erased]
            entries = before.status().events - backup.status().events
    except StoreError as error:
        return SetAside(unknown=error.message)
    more = [one for one in there if one.events > known.get(one.id, 0)]
    since = min((_first_beyond(one, known) for one in more), default="")
    only = tuple(one for one in there if one.id not in known)
    return SetAside(max(0, entries, sum(one.events for one in only)), only, since)


def _first_beyond(one: StoredInterview, known: Mapping[str, int]) -> str:
    """The day from which on an interview has entries that a backup has not, as far as its dates tell."""
    return (one.last_at if one.id in known else one.begun_at)[:10]


def _to_read(folder: Path, key: bytes, lock: StoreLock | None = None) -> Store:
    """A store that is looked into and not changed."""
    return Store.open(folder, key, actor=actor(), now=this_moment, untouched=True, proven=True, lock=lock)
