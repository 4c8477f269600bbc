"""The store of interviews: a journal that is only added to, in one encrypted file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from relapse_cli.errors import StoreError
from relapse_cli.model.journal import Entry
from relapse_cli.model.record import Record
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.database.errors import damaged
from relapse_cli.store.folder.folder import prepare_folder
from relapse_cli.store.folder.lock import PATIENCE, StoreLock
from relapse_cli.store.journal.audit import AuditRow, read_audit, write_audit
from relapse_cli.store.journal.erase import Erasure, compact, erase_case_words, erase_interview_words
from relapse_cli.store.journal.events import last_that_is_there, read_entries, write_events
from relapse_cli.store.journal.extent import ALL, Extent, Tick, no_tick
from relapse_cli.store.journal.head_file import find_missing, keep_witness, mark_witnessed
from relapse_cli.store.journal.interview_locks import is_held, release_hold, release_holds, take_hold
from relapse_cli.store.journal.interviews import (
    StoredInterview,
    add_interview,
    check_present,
    find_interview,
    list_interviews,
    live_cases,
)
from relapse_cli.store.journal.known_keys import (
    OtherKeysError,
    are_settled,
    check_keys,
    confirm_keys,
    mean_keys,
    settle_keys,
)
from relapse_cli.store.journal.packs import pack_events, unpacked
from relapse_cli.store.journal.status import (
    BackupMade,
    StoreStatus,
    list_backups,
    note_backup,
    note_backup_begun,
    read_head_of,
    read_status,
)
from relapse_cli.store.journal.summaries import keep_summaries, read_summaries
from relapse_cli.store.journal.verify import find_faults
from relapse_cli.store.keys.digest import keys_digest
from relapse_cli.store.keys.slots import Generation
from relapse_cli.store.whole.make import make_store
from relapse_cli.store.whole.open import Access, OpenDatabase, open_database
from relapse_cli.store.whole.presence import Presence

_Clock = Callable[[], str]


class Store:
    """An open store; make it with `create` or `open`, and close it.

    It may be used from every thread of the process. What a method that writes has written is on the disk when
    the method returns.

    Attributes:
        folder: where it is.
        connection: the database, for what is done to the store as a whole (backup, rotation).
        store_id: the store's own id, the same in its key file.
    """

    def __init__(self, folder: Path, database: OpenDatabase, *, actor: str, now: _Clock) -> None:
        self.folder = folder
        self.connection = database.connection
        self.store_id = _read_meta(self.connection, "store_id").decode()
        self._chain_key = _read_meta(self.connection, "chain_key")
        self._database = database
        self._presence = None if database.only_read else _presence_of(folder, database)
        self._actor = actor.encode(errors="replace").decode()
        self._now = now

    @property
    def only_read(self) -> bool:
        """Whether nothing can be written here."""
        return self._database.only_read

    @classmethod
    def create(
        cls, folder: Path, key: bytes, *, actor: str, now: _Clock, store_id: str | None = None
    ) -> Store:
        """Make a new store, and its folder where it is missing, and open it.

        Raises:
            StoreError: there is one already, or it cannot be made.
        """
        prepare_folder(folder)
        with StoreLock.exclusive(folder):
            make_store(folder, key, store_id=store_id, at=now(), actor=actor)
        return cls.open(folder, key, actor=actor, now=now, proven=True)

    @classmethod
    def open(
        cls,
        folder: Path,
        key: bytes,
        *,
        actor: str,
        now: _Clock,
        read_only: bool = False,
        untouched: bool = False,
        accept_missing: bool = False,
        proven: bool = False,
        lock: StoreLock | None = None,
        wait: float = PATIENCE,
    ) -> Store:
        """Open a store, and note the unlocking in its audit unless it is only read.

        Args:
            folder: where it is.
            key: its data key, 32 bytes.
            actor: who works with it, for the audit.
            now: gives the time as ISO 8601.
            read_only: nothing is written, not even that it was opened.
            untouched: as ``read_only``, and no file changes, not even a log that a crash left.
            accept_missing: go on with a store that has lost its last entries, and say so in the audit.
            proven: the key was checked against the key file, so a file it does not open is damaged.
            lock: a lock that the caller holds and keeps; otherwise the store shares one until it is closed.
            wait: seconds to wait for somebody who holds the store alone.

        Raises:
            LockedError: the key does not open it.
            StoreError: it is missing, damaged, has lost entries, is too new, or held by others.
        """
        read_only = read_only or untouched
        access = Access(read_only, untouched, accept_missing, proven)
        database = open_database(folder, key, access, lock=lock, wait=wait)
        try:
            store = cls(folder, database, actor=actor, now=now)
            if not read_only:
                store._note_opening()
        except BaseException:
            database.close()
            raise
        return store

    def begin(self, record: Record, entries: Sequence[Entry]) -> None:
        """Add an interview, its case if that is new, and its first entries, all or nothing.

        Raises:
            StoreError: the interview is stored already, its case was erased, or nothing could be written.
        """
        now = self._now()
        with self._step():
            add_interview(self.connection, record, now)
            write_events(self.connection, self._chain_key, record.id, entries, now)
        keep_witness(self.folder, self.connection)

    def append(self, interview_id: str, entries: Sequence[Entry]) -> None:
        """Add entries to an interview, all or nothing; after an error the same ones can be added again.

        Raises:
            StoreError: there is no such interview, it was erased, or nothing could be written.
        """
        now = self._now()
        with self._step():
            check_present(self.connection, interview_id)
            write_events(self.connection, self._chain_key, interview_id, entries, now)
        keep_witness(self.folder, self.connection)

    def entries(self, interview_id: str) -> list[Entry]:
        """Return the entries of an interview in the order in which they were written.

        Raises:
            StoreError: there is no such interview, it was erased, or its words cannot be read.
        """
        check_present(self.connection, interview_id)
        return read_entries(self.connection, self._chain_key, interview_id)

    def interviews(self, case: str | None = None) -> list[StoredInterview]:
        """Return the interviews, of one case or of all, in the order in which they were entered."""
        return list_interviews(self.connection, case)

    def cases(self) -> list[str]:
        """Return the codes of the cases that were not erased, in the order in which they were entered."""
        return live_cases(self.connection)

    def summaries(self) -> dict[str, str]:
        """Return what was kept about interviews with `keep_summaries`, by their ids."""
        return read_summaries(self.connection, self._chain_key)

    def keep_summaries(self, texts: Mapping[str, str]) -> None:
        """Keep what a list says of interviews, in place of what was kept before: 112 ASCII letters."""
        if self.only_read:
            return
        with self._step():
            keep_summaries(self.connection, self._chain_key, texts)

    def find(self, name: str) -> StoredInterview:
        """Return the interview with this id, or the one whose id begins so (four characters or more).

        Raises:
            StoreError: there is none, or more than one.
        """
        return find_interview(self.connection, name)

    def hold(self, interview_id: str, *, take_over: bool = False) -> None:
        """Hold an interview, so that no other process writes in it until `release` or `close`.

        Args:
            interview_id: which one.
            take_over: take it from whoever holds it, such as a computer that is gone.

        Raises:
            StoreError: there is no such interview, it was erased, or another process holds it.
        """
        check_present(self.connection, interview_id)
        take_hold(self.connection, interview_id, self._now(), take_over=take_over)

    def release(self, interview_id: str) -> None:
        """Give an interview up; one that is not held by this process stays as it is."""
        release_hold(self.connection, interview_id)
        self._pack(unpacked(self.connection, interview_id))

    def audit(self, what: str, **detail: str) -> None:
        """Add a line to the audit; a detail holds ids and numbers, never a case code or an answer.

        Where the store can only be read nothing is noted, and whoever opened it so says that.
        """
        if self.only_read:
            return
        with self._step():
            self._write_audit(what, detail)

    def audit_rows(self) -> list[AuditRow]:
        """Return all lines of the audit, the oldest first."""
        return read_audit(self.connection)

    def head(self) -> str:
        """Return how many events there are, and the last seal in short, to print on an export."""
        return read_head_of(self.connection)

    def verify(
        self, head: str | None = None, *, extent: Extent = ALL, tick: Tick = no_tick
    ) -> tuple[str, ...]:
        """Return what is wrong with the store, in plain words; nothing where all is well.

        Args:
            head: the head that an export printed.
            extent: how much is looked at; otherwise all of it.
            tick: told now and then how far it has come.

        Raises:
            UsageError: ``head`` is not the head of a store.
        """
        pages = not self._database.log_stays
        return find_faults(self.connection, self._chain_key, head, pages=pages, extent=extent, tick=tick)

    def looked_at(self, extent: Extent) -> str:
        """Return what is looked at in this store, for people; empty where that is everything."""
        return extent.words(last_that_is_there(self.connection)[0])

    def erase_case(self, code: str) -> Erasure:
        """Erase the words of a case for good; that there was a case stays provable.

        Raises:
            StoreError: there is no such case, it was erased before, or others have the store open.
        """
        with self._database.alone(), self._checked():
            erasure = erase_case_words(
                self.connection, self._chain_key, code, at=self._now(), actor=self._actor
            )
            return replace(erasure, in_journal=not compact(self.connection))

    def erase_interview(self, interview_id: str) -> Erasure:
        """Erase the words of one interview for good, such as when the agreement is withdrawn.

        Nobody is waited for: where others have the store open, the journal is emptied when they have ended.

        Raises:
            StoreError: there is no such interview, or it was erased before.
        """
        with self._checked():
            erasure = erase_interview_words(
                self.connection, self._chain_key, interview_id, at=self._now(), actor=self._actor
            )
        return replace(erasure, in_journal=not compact(self.connection))

    def note_backup_begun(self, file: Path) -> None:
        """Write down that a file is about to hold all that is stored now, so that an erasure can name it."""
        with self._step():
            note_backup_begun(self.connection, str(file.absolute()))

    def note_backup(self, file: Path, at: str | None = None) -> None:
        """Write down that there is a backup of all that is stored now, made now or at another time."""
        with self._step():
            note_backup(self.connection, str(file.absolute()), at or self._now())

    def check_keys(self, generation: Generation) -> None:
        """Refuse keys that are not those the store had last, and note those that are, where it is written to.

        Raises:
            StoreError: they are older, or of elsewhere.
        """
        check_keys(self.connection, keys_digest(generation))
        if not self.only_read:
            self.settle_keys(generation)

    def settle_keys(self, generation: Generation) -> None:
        """Note the keys that are in force, where that is not known yet."""
        digest = keys_digest(generation)
        if not are_settled(self.connection, digest):
            with self._step():
                settle_keys(self.connection, digest)

    def accept_keys(self, generation: Generation) -> None:
        """Go on with keys that are not those the store had last, and say so in the audit."""
        digest = keys_digest(generation)
        try:
            check_keys(self.connection, digest)
        except OtherKeysError:
            with self._step():
                settle_keys(self.connection, digest)
                self._write_audit("repair", {"keys": "other"})

    def mean_keys(self, generation: Generation, what: str, kind: str) -> None:
        """Note a change of the keys before it is made, in the audit too."""
        with self._step():
            mean_keys(self.connection, keys_digest(generation))
            self._write_audit(what, {"kind": kind})

    def confirm_keys(self) -> None:
        """Note that the change of the keys that was meant last has been made."""
        with self._step():
            confirm_keys(self.connection)

    def backups(self) -> list[BackupMade]:
        """Return the backups that were made, the oldest first."""
        return list_backups(self.connection)

    def status(self) -> StoreStatus:
        """Return counts, size, schema, head and the last backup."""
        return read_status(self.connection)

    def close(self) -> None:
        """Give up what this process holds, empty the log into the file and close it; twice is no harm."""
        with suppress(StoreError):  # the next process sees that this one has ended
            if self._presence is not None:
                self._presence.check()
                release_holds(self.connection)
                self._pack(unpacked(self.connection))
        if self._presence is not None and self._presence.went is not None:
            self._database.leave(others_stand_there=self._presence.is_replaced)
        else:
            self._database.close()

    def check_files(self) -> None:
        """See that what was written is in the files that stand in the folder; nothing is written for that.

        Raises:
            FilesWentError: they were moved, removed or replaced.
        """
        if self._presence is not None:
            self._presence.check()

    @property
    def went(self) -> StoreError | None:
        """Why nothing can be kept here any more, so that the store has to be opened anew."""
        return self._presence.went if self._presence is not None else None

    @contextmanager
    def _step(self) -> Iterator[None]:
        """One step that is kept whole, on the disk, in the files that stand in the folder, or not at all."""
        with self._checked(), self.connection.transaction():
            yield

    @contextmanager
    def _checked(self) -> Iterator[None]:
        """See before and after a step that it goes into the files that stand in the folder.

        Raises:
            FilesWentError: they are other files now; the step may be in those that stood there.
        """
        if self._presence is None:  # nothing can be written here
            yield
            return
        self._presence.check()
        try:
            yield
        except StoreError:
            self._presence.check()  # which may be why it did not work
            raise
        self._presence.check()

    def _write_audit(self, what: str, detail: dict[str, str]) -> None:
        """Add a line to the audit; the caller holds the transaction."""
        write_audit(
            self.connection, self._chain_key, at=self._now(), actor=self._actor, what=what, detail=detail
        )

    def _pack(self, interview_ids: Sequence[str]) -> None:
        """Pack interviews that nobody has open; what cannot be packed now is packed another day."""
        with suppress(StoreError):
            for interview_id in interview_ids:
                with self.connection.transaction():
                    if not is_held(self.connection, interview_id):
                        pack_events(self.connection, self._chain_key, interview_id)

    def _note_opening(self) -> None:
        """Write the opening into the audit, and which entries are gone; then they are missed no more."""
        missing = find_missing(self.folder, self.connection)
        self.audit("unlock")
        if missing is not None:
            self.audit("repair", held=str(missing.held), holds=str(missing.holds))
        keep_witness(self.folder, self.connection)
        mark_witnessed(self.folder, self.connection)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _read_meta(connection: Connection, name: str) -> bytes:
    """Return a value of the store's own table."""
    row = connection.one("SELECT value FROM meta WHERE name = ?", name)
    if row is None:
        raise damaged(connection.path, f"its {name} is missing")
    return bytes(row[0])


def _presence_of(folder: Path, database: OpenDatabase) -> Presence:
    """What looks after the files of a store that is written to."""
    return Presence(folder, database.connection, database.lock, database.key)
