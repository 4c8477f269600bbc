"""The store as a whole: how much is in it, a backup, whether it is whole, a case erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from relapse_cli.app.access.door import StoreDoor, actor
from relapse_cli.app.asking.store_screens import typed_text
from relapse_cli.app.case_code import check_case_code, spelled_alike
from relapse_cli.app.clock import this_moment
from relapse_cli.app.upkeep.erased_copies import still_there
from relapse_cli.app.upkeep.keys.change import require_store
from relapse_cli.app.upkeep.keys.rotate import refuse_taken
from relapse_cli.app.upkeep.keys.usable import ways_in
from relapse_cli.app.upkeep.keys.ways_to_unlock import refuse_inside
from relapse_cli.errors import NeedsAnswersError, StoreError
from relapse_cli.problems import did_you_mean
from relapse_cli.store.database.schema import SCHEMA_VERSION
from relapse_cli.store.folder.access import NotWritableError, not_writable
from relapse_cli.store.folder.lock import SHORT_WAIT, StoreLock
from relapse_cli.store.journal.erase import Erasure
from relapse_cli.store.journal.extent import ALL, Extent
from relapse_cli.store.journal.interviews import StoredInterview
from relapse_cli.store.journal.status import StoreStatus
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.store.keys.slots import SlotKind
from relapse_cli.store.keys.unlock import SlotHere
from relapse_cli.store.whole.backup import BackupInfo, back_up
from relapse_cli.store.whole.open import schema_of
from relapse_cli.store.whole.repair import Repaired, repair
from relapse_cli.store.whole.store import Store
from relapse_cli.text.nouns import counted


@dataclass(frozen=True, slots=True)
class WholeStore:
    """What there is to know about a store.

    Attributes:
        slots: the ways to unlock it.
    """

    folder: Path
    status: StoreStatus
    slots: tuple[SlotHere, ...]


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup, and the ways to unlock it elsewhere; the keyring of this computer is none of them.

    Attributes:
        noted: the store knows of it.
    """

    info: BackupInfo
    opens_with: tuple[SlotKind, ...]
    noted: bool = True


@dataclass(frozen=True, slots=True)
class Verified:
    """What is wrong with a store; nothing where all is well.

    Attributes:
        looked_at: how much of it was looked at; empty where that is all of it.
    """

    faults: tuple[str, ...]
    events: int
    head: str
    looked_at: str = ""


@dataclass(frozen=True, slots=True)
class Erased:
    """A case that was erased.

    Attributes:
        case: its code, as it was.
        left: what may still hold the words, one sentence each.
        spelled_alike: cases that differ from it in capital letters only; they stay.
    """

    case: str
    erasure: Erasure
    left: tuple[str, ...]
    spelled_alike: tuple[str, ...] = ()


def whole_store(door: StoreDoor, ring: OsKeyring | None = None) -> WholeStore:
    """What there is to know about the store.

    Raises:
        StoreError: there is none, or it cannot be opened.
    """
    require_store(door)
    status = door.open().status()
    return WholeStore(door.folder, status, ways_in(door.keys(), ring, opened=door.unlock().kind))


def make_backup(door: StoreDoor, target: Path) -> BackupMade:
    """Make a backup: one encrypted file, checked before it gets its name.

    Raises:
        UsageError: the name is taken, or lies in the folder of the store.
        StoreError: the store cannot be opened, or the backup cannot be written.
    """
    target = target.absolute()
    refuse_inside(door.folder, target, "A backup beside the store is lost with it.")
    refuse_taken(target)
    require_store(door)
    store, keys = door.open(), door.keys()
    with door.waiting("Backing up"):
        info = back_up(store, keys, door.unlock(), target, actor=actor(), now=this_moment)
    ways = tuple(slot.kind for slot in keys.current.slots if slot.kind != "keyring")
    return BackupMade(info, ways, info.noted)


def verify_store(door: StoreDoor, head: str | None = None, *, full: bool = True) -> Verified:
    """Look through the store; nothing in it is changed, but an older one gets the tables of this version.

    Args:
        door: the door to the store.
        head: the head that an export printed.
        full: look at all of it, however large it is; otherwise at the newest entries and the part of the day.

    Raises:
        UsageError: ``head`` is not the head of a store.
        StoreError: there is none, or it cannot be opened.
    """
    door.close()
    require_store(door)
    extent = ALL if full else extent_of(datetime.fromisoformat(this_moment()))
    with (
        door.with_its_key(lambda: _to_verify(door)) as store,
        door.waiting("Looking through the store") as tick,
    ):
        store.check_keys(door.keys().current)
        faults = store.verify(head, extent=extent, tick=tick)
        if faults:
            return Verified(faults, 0, "")
        return Verified((), store.status().events, store.head(), store.looked_at(extent))


def extent_of(now: datetime) -> Extent:
    """How much is looked at on a day."""
    return Extent(now.toordinal())


def _to_verify(door: StoreDoor) -> Store:
    """The store to be looked through; where nothing can be written a log that a crash left stays there."""
    key, untouched = door.unlock().key, any(not_writable(door.folder))
    if not untouched and schema_of(door.folder, key) < SCHEMA_VERSION:
        door.open()
        door.close()
    try:
        return _open_to_verify(door.folder, key, untouched=untouched)
    except NotWritableError:
        return _open_to_verify(door.folder, key, untouched=True)


def _open_to_verify(folder: Path, key: bytes, *, untouched: bool) -> Store:
    return Store.open(
        folder, key, actor=actor(), now=this_moment, read_only=True, untouched=untouched, proven=True
    )


def repair_store(door: StoreDoor) -> Repaired:
    """Go on with what can still be read of the store.

    Raises:
        LockedError: no key at hand opens the store.
        StoreError: there is no store, somebody has it open, or its folder cannot be written.
    """
    require_store(door)
    door.unlock()  # nobody is asked while a line is written
    with door.waiting("Repairing the store"):
        return door.with_its_key(
            lambda: repair(door.folder, lambda: door.unlock().key, actor=actor(), now=this_moment)
        )


def erase_case(door: StoreDoor, code: str, *, yes: bool) -> Erased:
    """Erase the words of a case for good, once its code was typed back.

    Args:
        door: the door to the store.
        code: the case.
        yes: for scripts: where nobody can be asked, this stands for the typing.

    Raises:
        Left: the code was not typed; nothing was erased.
        NeedsAnswersError: nobody can be asked, and ``yes`` is not given.
        UsageError: the code has not the form of one.
        StoreError: there is no such case, or others have the store open.
    """
    check_case_code(code)
    require_store(door)
    if not door.is_open:  # said before the code is typed back, not after it
        StoreLock.exclusive(door.folder, wait=SHORT_WAIT).release()
    store = door.open()
    live = live_interviews(store, code)
    _confirm_erasure(door, code, live, _spelled_alike(store, code), yes=yes)
    with door.waiting("Erasing"):
        erasure = store.erase_case(code)
    left = still_there(door.folder, erasure, {one.id for one in live})
    return Erased(code, erasure, left, _spelled_alike(store, code))


def _spelled_alike(store: Store, code: str) -> tuple[str, ...]:
    """The cases that are not erased and differ from one in capital letters only."""
    return spelled_alike(code, store.cases())


def live_interviews(store: Store, code: str) -> Sequence[StoredInterview]:
    """The interviews of a case that are not erased.

    Raises:
        StoreError: there is none.
    """
    found = [one for one in store.interviews(code) if not one.erased]
    if not found:
        near = did_you_mean(code, sorted(store.cases())) or "See what is stored: relapse store status"
        raise StoreError(f"There is no stored case {code}.", remedy=near)
    return found


def _confirm_erasure(
    door: StoreDoor, code: str, interviews: Sequence[StoredInterview], alike: Sequence[str], *, yes: bool
) -> None:
    """Have the case code typed back; only where nobody can be asked, ``yes`` is enough."""
    try:
        asker = door.person()
    except NeedsAnswersError as error:
        if yes:
            return
        raise NeedsAnswersError(
            "Erasing a case wants its code typed back, and there is no terminal.",
            remedy=f"In a script: relapse store erase {code} --yes",
        ) from error
    number, entries = len(interviews), sum(one.events for one in interviews)
    body = (
        f"Case {code} has {counted(number, 'interview')}, with {counted(entries, 'entry', 'entries')}.",
        "The words go for good; nobody can bring them back. That something was there stays provable.",
        *([f"Written almost the same, and not erased with it: {', '.join(alike)}."] if alike else []),
    )
    wrong = [f"That is not {code}. Nothing is erased until the code is typed as it is."]
    typed_text(
        asker,
        "erase.code",
        "To erase it, type the case code",
        body,
        check=lambda value: [] if str(value).strip() == code else wrong,
    )
