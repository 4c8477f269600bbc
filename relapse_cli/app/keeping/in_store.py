"""Keeping an interview in the store: one append for each change, durable before the next question.

What is half typed is written at most once a second, by a timer while nobody presses a key, and at once
when the interview is left.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relapse_cli.app.upkeep.erased_copies import still_there, stores_set_aside
from relapse_cli.errors import InputError
from relapse_cli.logic.answers.withhold import with_private
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.journal import Entry
from relapse_cli.model.plan import Plan
from relapse_cli.model.record import Record

if TYPE_CHECKING:
    from relapse_cli.store.whole.store import Store

DRAFT_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Standing:
    """What the journal leads to: a state, and the carried answers that still wait to be confirmed."""

    interview: Interview
    waiting: frozenset[str]


class JournalKeeper:
    """Writes what changed since the last time.

    Args:
        store: opens the store; called when there is something to write for the first time.
        now: the time, for information.
        standing: what the journal leads to already, for an interview that is gone on with.
        clock: seconds that only grow.

    Attributes:
        left_behind: what still holds what was taken back, one sentence each.
    """

    def __init__(
        self,
        store: Callable[[], Store],
        now: Callable[[], str],
        *,
        standing: Standing | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.store = store
        self.now = now
        self.standing = standing
        self.begun = standing is not None
        self.clock = clock
        self.left_behind: tuple[str, ...] = ()
        self._pending: Standing | None = None
        self._timer: threading.Timer | None = None
        self._drafted = -DRAFT_SECONDS
        self._lock = threading.RLock()

    @property
    def kept_as(self) -> str | None:
        """The id under which the interview is in the store; ``None`` while nothing of it is."""
        return self.standing.interview.record.id if self.standing is not None else None

    @property
    def holds_something(self) -> bool:
        """Whether anything of the interview is in the store."""
        return self.standing is not None

    def keep(self, interview: Interview, waiting: Collection[str] = ()) -> None:
        """Write what changed; half-typed text alone may wait up to a second.

        Raises:
            StoreError: it could not be written; the same call later writes it then.
        """
        wanted = Standing(interview, frozenset(waiting))
        with self._lock:
            entries = self._entries(wanted)
            if self.begun and all(entry.kind == "draft" for entry in entries):
                self._later(wanted, some=bool(entries))
            else:
                self._write(wanted, entries)

    def flush(self) -> None:
        """Write what is half typed.

        Raises:
            StoreError: it could not be written.
        """
        with self._lock:
            self._stop_timer()
            if self._pending is not None:
                wanted = self._pending
                self._write(wanted, self._entries(wanted))

    def keep_signing(self, record: Record) -> None:
        """Write a record that changed in a sign-off; what is private there stays as it was.

        Raises:
            StoreError: it could not be written.
        """
        with self._lock:
            if self.standing is not None:
                interview = self.standing.interview
                whole = with_private(interview.bank, record, interview.record)
                self.keep(replace(interview, record=whole), self.standing.waiting)

    def keep_plan(self, plan: Plan) -> None:
        """Write the plan as it stands at the end, or as it was signed."""
        with self._lock:
            if self.standing is not None:
                from relapse_cli.formats.plan_json import whole_plan
                from relapse_cli.logic.journal.changes import plan_entry

                body = whole_plan(plan, self.standing.interview.bank)
                entry = replace(plan_entry(body), at=self.now())
                self.store().append(self.standing.interview.record.id, [entry])

    def forget(self) -> None:
        """Take back what was written: the patient has withdrawn the agreement."""
        with self._lock:
            self._stop_timer()
            self._pending = None
            if self.standing is not None:
                store = self.store()
                erasure = store.erase_interview(self.standing.interview.record.id)
                self.standing, self.begun = None, False
                self.left_behind = still_there(erasure.backups, stores_set_aside(store.folder))

    def _entries(self, wanted: Standing) -> list[Entry]:
        from relapse_cli.logic.journal.changes import changes  # nothing is kept before the first questions

        before = self.standing
        found = changes(
            before.interview if before else None,
            wanted.interview,
            wanted.waiting,
            before.waiting if before else (),
        )
        at = self.now()
        return [replace(entry, at=at) for entry in found]

    def _write(self, wanted: Standing, entries: list[Entry]) -> None:
        self._stop_timer()
        if entries:
            record = wanted.interview.record
            if self.begun:
                self.store().append(record.id, entries)
            else:
                self.store().begin(record, entries)
                self.begun = True
                self.standing = wanted  # it is stored now, even if somebody else could hold it
                self.store().hold(record.id)
            self._drafted = self.clock()
        self.standing, self.begun, self._pending = wanted, True, None

    def _later(self, wanted: Standing, *, some: bool) -> None:
        self._pending = wanted if some else None
        if self._pending is not None and self._timer is None:
            rest = max(0.0, DRAFT_SECONDS - (self.clock() - self._drafted))
            self._timer = threading.Timer(rest, self._flush_quietly)
            self._timer.daemon = True
            self._timer.start()

    def _flush_quietly(self) -> None:
        """Write from the timer; what does not work now is tried again, and told, at the next answer."""
        with self._lock:
            self._timer = None
            try:
                self.flush()
            except InputError:
                return

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
