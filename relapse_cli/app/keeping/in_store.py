"""Keeping an interview in the store: one append for each change, durable before the next question.

What is half given is written at most once a second, by a timer while nobody presses a key, and at once with
the next answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from relapse_cli.app.keeping.place import (
    Answers,
    Change,
    Decided,
    Draft,
    HalfGiven,
    PlanMade,
    outside_sign_off,
)
from relapse_cli.app.keeping.slow_disk import told_when_slow
from relapse_cli.app.keeping.waiting import Waiting
from relapse_cli.app.upkeep.erased_copies import still_there
from relapse_cli.errors import InputError
from relapse_cli.logic.answers.withhold import with_private
from relapse_cli.model.journal import Entry
from relapse_cli.model.step import Step

if TYPE_CHECKING:
    from relapse_cli.logic.interview.moves import Interview
    from relapse_cli.store.whole.store import Store


class InStore:
    """Writes what changed since the last time.

    Args:
        store: opens the store; called when there is something to write for the first time.
        now: the time, for information.
        standing: what the journal leads to already, for an interview that is gone on with.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        store: Callable[[], Store],
        now: Callable[[], str],
        *,
        standing: Answers | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.store = store
        self.now = now
        self.standing = standing
        self._begun = standing is not None
        self._wanted = standing
        self._written_in: Store | None = None
        self._pending: Answers | None = None
        self._waiting = Waiting(self._write_pending, clock)
        self._lock = self._waiting.lock

    @property
    def kept_as(self) -> str | None:
        """The id under which the interview is in the store; ``None`` while nothing of it is there."""
        if self._written_in is not None and self._written_in.went is not None:
            return None
        return self.standing.interview.record.id if self.standing is not None else None

    @property
    def half_given(self) -> Mapping[Step, str]:
        """What is half given, as it was written last."""
        return self.standing.interview.drafts if self.standing is not None else {}

    def save(self, change: Change) -> None:
        """Write what changed; what is half given may wait up to a second.

        Raises:
            StoreError: it could not be written; the same call later writes it then.
        """
        with self._lock:
            match change:
                case Answers():
                    entries = self._entries(change)
                    may_wait = not self._begun or all(entry.kind == "draft" for entry in entries)
                    if isinstance(change, Draft) and may_wait:
                        self._later(change, some=bool(entries))
                    else:
                        self._write(change)
                case Decided(record=record):
                    if (before := self._wanted) is not None:
                        stood, drafts = before.interview, outside_sign_off(before.interview.drafts)
                        whole = with_private(stood.bank, record, stood.record)
                        self.save(Answers(replace(stood, record=whole, drafts=drafts), before.waiting))
                case HalfGiven(drafts=half, at_once=at_once):
                    if (before := self._wanted) is not None:
                        drafts = {**outside_sign_off(before.interview.drafts), **half}
                        kind = Answers if at_once else Draft
                        self.save(kind(replace(before.interview, drafts=drafts), before.waiting))
                case PlanMade():
                    if (before := self._wanted) is not None:
                        self._write(before)  # all of it, where the store was opened anew
                        self._opened(before.interview).append(
                            before.interview.record.id, self._entries(change)
                        )
                case _:
                    assert_never(change)

    def undo(self) -> tuple[str, ...]:
        """Erase what was written, and name the backups and all else that still holds it.

        Raises:
            StoreError: it could not be erased; the same call later erases it then.
        """
        with self._lock:
            self._waiting.stop()
            self._pending = None
            if self.kept_as is None or self._wanted is None:
                return ()
            store = self._opened(self._wanted.interview)
            if self.kept_as is None:
                return ()
            name = self.kept_as
            erasure = store.erase_interview(name)
            self.standing, self._wanted, self._begun = None, None, False
            return still_there(store.folder, erasure, (name,))

    def _entries(self, change: Answers | PlanMade) -> list[Entry]:
        from relapse_cli.logic.journal.changes import (  # nothing is kept before the agreement
            changes,
            plan_entry,
        )

        if isinstance(change, PlanMade):
            from relapse_cli.formats.data.plan_json import whole_plan  # a plan is kept once, at the end

            found = [plan_entry(whole_plan(change.plan, change.bank))]
        elif self.standing is None:
            found = changes(None, change.interview, change.waiting)
        else:
            before = self.standing
            found = changes(before.interview, change.interview, change.waiting, before.waiting)
        at = self.now()
        return [replace(entry, at=at) for entry in found]

    def _write(self, wanted: Answers, *, silently: bool = False) -> None:
        self._waiting.stop()
        self._wanted = wanted
        if self._entries(wanted) or self._written_in is not None:
            store = self._opened(wanted.interview)
            entries = self._entries(wanted)
            store.check_files()
            with nullcontext() if silently else told_when_slow():
                self._put(store, wanted, entries)
        self.standing, self._begun, self._pending = wanted, True, None

    def _put(self, store: Store, wanted: Answers, entries: list[Entry]) -> None:
        record = wanted.interview.record
        if self._begun and entries:
            store.append(record.id, entries)
            self._waiting.note_written()
        elif entries:
            store.begin(record, entries)
            self._begun = True
            self.standing = wanted  # it is stored now, even if somebody else could hold it
            store.hold(record.id)
            self._waiting.note_written()

    def _opened(self, interview: Interview) -> Store:
        """The store; where it had to be opened anew, what it holds of the interview is what stands."""
        store = self.store()
        if self._written_in is not None and store is not self._written_in:
            self._find_standing(store, interview)
        self._written_in = store
        return store

    def _find_standing(self, store: Store, interview: Interview) -> None:
        """Find out what of an interview is in a store that was put in the place of the one before."""
        from relapse_cli.logic.journal.changes import replay  # a store is hardly ever taken away

        name = interview.record.id
        self.standing, self._begun = None, False
        if any(one.id == name for one in store.interviews()):
            store.hold(name)
            found = replay(interview.bank, store.entries(name))
            self.standing, self._begun = Answers(found.interview, found.carried), True

    def _later(self, wanted: Answers, *, some: bool) -> None:
        self._pending = wanted if some else None
        if self._pending is not None:
            self._waiting.begin()

    def _write_pending(self) -> None:
        """Write from the timer; what does not work now is tried again, and told, at the next answer."""
        if self._pending is not None:
            with suppress(InputError):
                self._write(self._pending, silently=True)  # somebody is being asked meanwhile
