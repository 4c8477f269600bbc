"""Keeping an interview in the store: one append for each change, durable before the next question.

What is half typed is written at most once a second, by a timer while nobody presses a key, and at once with
the next answer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from relapse_cli.app.keeping.place import Answers, Change, Decided, Draft, PlanMade
from relapse_cli.app.upkeep.erased_copies import still_there
from relapse_cli.errors import InputError
from relapse_cli.logic.answers.withhold import with_private
from relapse_cli.model.journal import Entry

if TYPE_CHECKING:
    from relapse_cli.store.whole.store import Store

DRAFT_SECONDS = 1.0


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
        self.clock = clock
        self._begun = standing is not None
        self._pending: Answers | None = None
        self._timer: threading.Timer | None = None
        self._drafted = -DRAFT_SECONDS
        self._lock = threading.RLock()

    @property
    def kept_as(self) -> str | None:
        """The id under which the interview is in the store; ``None`` while nothing of it is."""
        return self.standing.interview.record.id if self.standing is not None else None

    def save(self, change: Change) -> None:
        """Write what changed; half-typed text alone may wait up to a second.

        Raises:
            StoreError: it could not be written; the same call later writes it then.
        """
        with self._lock:
            match change:
                case Answers():
                    entries = self._entries(change)
                    if isinstance(change, Draft) and self._begun and all(e.kind == "draft" for e in entries):
                        self._later(change, some=bool(entries))
                    else:
                        self._write(change, entries)
                case Decided(record=record):
                    if (before := self.standing) is not None:
                        whole = with_private(before.interview.bank, record, before.interview.record)
                        self.save(Answers(replace(before.interview, record=whole), before.waiting))
                case PlanMade():
                    if self.kept_as is not None:
                        self.store().append(self.kept_as, self._entries(change))
                case _:
                    assert_never(change)

    def undo(self) -> tuple[str, ...]:
        """Erase what was written, and name the backups and all else that still holds it.

        Raises:
            StoreError: it could not be erased; the same call later erases it then.
        """
        with self._lock:
            self._stop_timer()
            self._pending = None
            if self.kept_as is None:
                return ()
            store = self.store()
            erasure = store.erase_interview(self.kept_as)
            self.standing, self._begun = None, False
            return still_there(store.folder, erasure)

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

    def _write(self, wanted: Answers, entries: list[Entry]) -> None:
        self._stop_timer()
        if entries:
            record = wanted.interview.record
            if self._begun:
                self.store().append(record.id, entries)
            else:
                self.store().begin(record, entries)
                self._begun = True
                self.standing = wanted  # it is stored now, even if somebody else could hold it
                self.store().hold(record.id)
            self._drafted = self.clock()
        self.standing, self._begun, self._pending = wanted, True, None

    def _later(self, wanted: Answers, *, some: bool) -> None:
        self._pending = wanted if some else None
        if self._pending is not None and self._timer is None:
            rest = max(0.0, DRAFT_SECONDS - (self.clock() - self._drafted))
            self._timer = threading.Timer(rest, self._write_pending)
            self._timer.daemon = True
            self._timer.start()

    def _write_pending(self) -> None:
        """Write from the timer; what does not work now is tried again, and told, at the next answer."""
        with self._lock:
            self._timer = None
            if self._pending is not None:
                try:
                    self._write(self._pending, self._entries(self._pending))
                except InputError:
                    return

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
