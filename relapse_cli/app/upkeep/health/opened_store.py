"""Whether the store is well inside: what only a key can tell, if one is at hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from relapse_cli.app.access.door import Waiting, actor, no_waiting
from relapse_cli.app.access.unlock import secrets_of
from relapse_cli.app.clock import this_moment
from relapse_cli.app.upkeep.health.finding import Finding, fault, note, ok, warning
from relapse_cli.app.upkeep.whole_store import extent_of
from relapse_cli.errors import StoreError
from relapse_cli.logic.answers.moments import parse_now
from relapse_cli.settings.environment import Environment
from relapse_cli.store.database.schema import SCHEMA_VERSION
from relapse_cli.store.folder.lock import SHORT_WAIT, AtWorkError
from relapse_cli.store.journal.extent import ALL
from relapse_cli.store.journal.status import BackupMade
from relapse_cli.store.keys.key_file import read_keys
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.store.keys.slots import DataKey, Keys
from relapse_cli.store.keys.unlock import unlock_quietly
from relapse_cli.store.whole.open import schema_of
from relapse_cli.store.whole.store import Store

_BACKUP_DAYS = 7
_FULL = "relapse doctor --full"
_BACK_UP = "relapse store backup FILE"


@dataclass(frozen=True, slots=True)
class Look:
    """How closely an open store is looked at.

    Attributes:
        full: at all of it, however large it is.
        waiting: says that it takes longer than a moment.
    """

    full: bool = False
    waiting: Waiting = no_waiting


USUAL = Look()


def inside_findings(
    folder: Path,
    keys: Keys,
    environment: Environment,
    now: datetime,
    ring: OsKeyring | None,
    *,
    look: Look = USUAL,
) -> Iterator[Finding]:
    """What only a key can tell: whether the store is whole and up to date, and when it was backed up."""
    data_key = None
    try:
        data_key = unlock_quietly(keys, secrets_of(environment), ring)
        if data_key is None:
            yield note(
                "store.locked",
                "The store is locked, so what is inside was not looked at.",
                "relapse store verify asks for the passphrase; RELAPSE_KEY_FILE unlocks it for this check.",
            )
            return
        yield from _opened_findings(folder, keys, data_key, now, look)
    except AtWorkError as error:
        yield warning("store.at_work", f"{error.message} So it was not looked into.", error.remedy)
    except StoreError as error:
        newer = _newer_keys(folder, data_key)
        if newer is not None:
            yield from inside_findings(folder, newer, environment, now, ring, look=look)
        else:
            yield fault("store", error.message, error.remedy)


def _newer_keys(folder: Path, data_key: DataKey | None) -> Keys | None:
    """The keys of a store whose data key was changed while it was looked at; ``None`` where it was not."""
    with suppress(StoreError):
        keys = read_keys(folder)
        if data_key is not None and not keys.current.holds(data_key.key):
            return keys
    return None


def _opened_findings(
    folder: Path, keys: Keys, data_key: DataKey, now: datetime, look: Look
) -> Iterator[Finding]:
    """What an open store tells; no file of it changes, not even a journal that a crash left.

    Raises:
        StoreError: it cannot be opened.
    """
    version = schema_of(folder, data_key.key)
    if version < SCHEMA_VERSION:
        yield warning(
            "store.schema",
            f"The store has schema {version}; this relapse brings it to {SCHEMA_VERSION}.",
            "Keep a copy of the folder, then open it: relapse store status",
        )
        return
    with Store.open(
        folder, data_key.key, actor=actor(), now=this_moment, untouched=True, proven=True, wait=SHORT_WAIT
    ) as store:
        store.check_keys(keys.current)
        extent = ALL if look.full else extent_of(now)
        with look.waiting("Looking through the store") as tick:
            faults = store.verify(extent=extent, tick=tick)
        status, looked_at = store.status(), store.looked_at(extent)
    for words in faults:
        yield fault(
            "store.damaged",
            words,
            "Keep a copy of the folder, then restore a backup: relapse store restore FILE",
        )
    if not faults and looked_at:
        yield ok("store.part", f"Nothing is wrong with what was looked at. {looked_at} All of it: {_FULL}")
    elif not faults:
        yield ok("store.whole", f"The store is whole: {status.events} entries, head {status.head}.")
    yield backup_finding(status.last_backup, status.events, now)


def backup_finding(last: BackupMade | None, events: int, now: datetime) -> Finding:
    """Whether there is a backup that is not old."""
    if last is None:
        if events == 0:
            return ok("store.backup", "Nothing is stored yet that a backup could hold.")
        return warning("store.backup", "There is no backup of the store.", _BACK_UP)
    made = parse_now(last.at)
    days = (now - made).days if made is not None else None
    if days is None or now - (made or now) > timedelta(days=_BACKUP_DAYS):
        age = f"{days} days old" if days is not None else "of an unknown day"
        return warning("store.backup", f"The last backup, {last.place}, is {age}.", _BACK_UP)
    return ok("store.backup", f"The last backup, {last.place}, was made on {last.at[:10]}.")
