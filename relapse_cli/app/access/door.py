"""The door to the encrypted store: where it is, how it is unlocked, and that it is unlocked once."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from relapse_cli.app.access.unlock import unlock_keys
from relapse_cli.app.clock import this_moment
from relapse_cli.errors import StoreError
from relapse_cli.prompters.asker import Asker
from relapse_cli.settings.environment import Environment
from relapse_cli.store.folder.access import NotWritableError, check_reach
from relapse_cli.store.folder.folder import check_folder
from relapse_cli.store.keys.failed import failed_unlocks, forget_failed_unlocks, note_failed_unlock
from relapse_cli.store.keys.from_environment import read_key_file
from relapse_cli.store.keys.in_folder import holds_store, is_free
from relapse_cli.store.keys.slots import DataKey, Generation, Keys

if TYPE_CHECKING:
    from relapse_cli.store.whole.store import Store

_Found = TypeVar("_Found")
_NOT_NOTED = "The store can only be read now, and that it was looked into could not be noted in it."


Waiting = Callable[[str], AbstractContextManager[Callable[[int, int], None]]]
"""Says what is being done, if that takes longer than a moment; what it gives is told how far it has come."""


def no_waiting(_: str) -> AbstractContextManager[Callable[[int, int], None]]:
    """Nobody is told."""
    return nullcontext(lambda _done, _of: None)


@dataclass
class StoreDoor:
    """Opens the store when it is first wanted, and once.

    Attributes:
        folder: where the store is.
        environment: what the environment says; secrets in it are tried before anything is asked.
        person: who can be asked for a passphrase; raises where nobody can.
        warned: what the user should know about the folder, filled when the store is opened.
        to_read: nothing has to be written, so the store is opened even where it can only be read.
        waiting: says what takes longer than a moment, and how far it has come.
        way_out: what an empty line in the place of a passphrase does, in a sentence; empty = nothing.
    """

    folder: Path
    environment: Environment
    person: Callable[[], Asker]
    warned: tuple[str, ...] = ()
    to_read: bool = False
    waiting: Waiting = no_waiting
    way_out: str = ""
    _store: Store | None = field(default=None, init=False)
    _went: StoreError | None = field(default=None, init=False)
    _unlocked: DataKey | None = field(default=None, init=False, repr=False)

    @property
    def is_set_up(self) -> bool:
        """Whether there is a store, or what is left of one.

        Raises:
            StoreError: the folder cannot be looked into.
        """
        check_reach(self.folder)
        if not self.folder.is_dir():
            return False
        return holds_store(self.folder)

    @property
    def is_open(self) -> bool:
        """Whether the store has been opened; one that was taken away since is none that could be set up."""
        return self._store is not None or self._went is not None

    @property
    def key_is_given(self) -> bool:
        """Whether the environment gives a key."""
        given = self.environment
        return bool(given.key_file or given.key_command or given.key)

    @property
    def opens_quietly(self) -> bool:
        """Whether the store can probably be unlocked without asking anybody."""
        if self.is_open or self.key_is_given:
            return True
        return any(slot.kind == "keyring" for slot in self.keys().current.slots)

    def check(self) -> None:
        """Find out what can be known without a key: an unsafe folder, keys that are gone or damaged.

        Raises:
            StoreError: the store cannot be used as it is, or none can be set up there.
        """
        if os.path.lexists(self.folder):
            self.warned = check_folder(self.folder)
        if self.is_set_up:
            self.keys()
        elif self.folder.is_dir() and not is_free(self.folder) and not self.is_set_up:
            raise StoreError(
                f"{self.folder} holds other files, and no store.",
                remedy="Name an empty folder, or one that is not there yet, with --data-dir.",
            )

    def prove_key(self) -> None:
        """Find out whether a key file that the environment names can be used, so far as that costs nothing.

        Raises:
            LockedError: it cannot be read, or does not open the store.
        """
        if self.environment.key_file and self.is_set_up:
            self.unlock()
        elif self.environment.key_file:
            read_key_file(Path(self.environment.key_file))

    def keys(self) -> Keys:
        """The wrapped keys of the store, once what an interruption left behind has been put right.

        Raises:
            StoreError: they are missing or damaged.
        """
        from relapse_cli.store.whole.rotate import recover  # a store that is not there yet is not looked into

        found = recover(self.folder)
        self.warned = (*self.warned, *(each for each in found.notices if each not in self.warned))
        return found.keys

    def open(self) -> Store:
        """The store, unlocked; opened anew where its files were moved or replaced since.

        Raises:
            LockedError: no key at hand opens it, and nobody who could be asked knew one.
            StoreError: there is none, or it cannot be used as it is.
        """
        if self._store is not None and self._store.went is not None:
            self._went = self._store.went
            self.close()
        if self._store is None:
            if not self.is_set_up:
                raise self._went or StoreError(
                    f"There is no store yet in {self.folder}.",
                    remedy="To set one up: relapse setup",
                )
            self.check()
            self.unlock()  # nobody is asked while a line is written
            with self.waiting("Opening the store"):
                self._store = self.with_its_key(self._unlocked_store)
            self._went = None
        return self._store

    def with_its_key(self, work: Callable[[], _Found]) -> _Found:
        """Do what unlocks the store; where its key was changed meanwhile, unlock it anew and do that again.

        A rotation or a restoring since the key was unlocked, or that was waited for, leaves a healthy store
        that the old key does not open.

        Raises:
            StoreError: it does not work with the key that the store has now.
        """
        while True:
            try:
                return work()
            except StoreError:
                if self._unlocked is None or self.keys().current.holds(self._unlocked.key):
                    raise
                self._unlocked = None

    def hand_over(self, store: Store, key: DataKey | None = None) -> None:
        """Take a store that has just been set up, with its key where it is at hand."""
        self._store, self._unlocked = store, key

    def close(self) -> None:
        """Close the store, if it was opened."""
        if self._store is not None:
            store, self._store = self._store, None
            store.close()

    def unlock(self) -> DataKey:
        """The data key: without asking if that is possible, else from a person; found once.

        Raises:
            LockedError: no key at hand opens the store, and nobody who could be asked knew one.
        """
        if self._unlocked is None:
            self._unlocked = unlock_keys(
                self.keys(),
                self.environment,
                self.person,
                tried=lambda: note_failed_unlock(self.folder, this_moment()),
                way_out=self.way_out,
            )
        return self._unlocked

    def _unlocked_store(self) -> Store:
        """The store with the key at hand, once it is known that the keys are those that it had last."""
        found = self.unlock()
        store = self._open(found)
        try:
            store.check_keys(self._generation(found))
            if not store.only_read:
                self._note_failed_unlocks(store)
        except BaseException:
            store.close()
            raise
        return store

    def _open(self, found: DataKey) -> Store:
        """The store for writing; where only reading works and is enough, for that, and so it is told."""
        from relapse_cli.store.whole.store import Store  # it is opened when there is something to keep

        try:
            return Store.open(self.folder, found.key, actor=actor(), now=this_moment, proven=True)
        except NotWritableError as error:
            if not self.to_read:
                raise
            store = Store.open(
                self.folder, found.key, actor=actor(), now=this_moment, proven=True, untouched=True
            )
            self.warned = (*self.warned, f"{_NOT_NOTED} {error.message}", error.remedy)
            return store

    def _generation(self, data_key: DataKey) -> Generation:
        """The slots of the data key that was unlocked."""
        return next(each for each in self.keys().generations if each.id == data_key.generation)

    def _note_failed_unlocks(self, store: Store) -> None:
        """Take what was tried in vain into the audit."""
        times = failed_unlocks(self.folder)
        if times:
            store.audit("failed unlock", count=str(len(times)), first=times[0], last=times[-1])
            forget_failed_unlocks(self.folder)


def actor() -> str:
    """Who is at work, for the audit: the account on this computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return "unknown"
