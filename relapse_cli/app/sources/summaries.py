"""What a list says of interviews, remembered beside them, so that their journals need not be read for it.

A summary names what it was made from: how many entries there were, the bank, the program, and the interview
that this one is compared with. Where any of that is another today, it counts as none and is made anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli import __version__
from relapse_cli.errors import StoreError
from relapse_cli.model.bank import Bank

if TYPE_CHECKING:
    from relapse_cli.store.journal.interviews import StoredInterview
    from relapse_cli.store.whole.store import Store

_SHAPE = (int, bool, str, bool, int, int, bool, str, str)
_AT_ONCE = 500
"""So many are kept in one step, so that a list that is broken off was not made in vain."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What is remembered of an interview.

    Attributes:
        finished: it was ended, whatever the bank; the rest holds under one bank only.
        level: that of its plan as it stands.
        not_carried: it holds something which the bank does not carry over.
        compared: the id of the interview it is compared with; empty for none.
        last_due: the last day, as ISO 8601, on which anything of its plan is due; empty where nobody looked.
    """

    finished: bool
    signed: bool
    answered: int
    level: int
    not_carried: bool
    compared: str = ""
    last_due: str = ""


class Summaries:
    """The summaries of a store, as far as they still hold.

    Args:
        bank: the bank of today.
        store: the store.
        stored: every interview that is in it.
    """

    def __init__(self, bank: Bank, store: Store, stored: Iterable[StoredInterview]) -> None:
        self.bank = bank
        self.store = store
        self.known = {one.id: one for one in stored}
        self._kept = store.summaries()
        self._new: dict[str, str] = {}

    def is_finished(self, one: StoredInterview) -> bool | None:
        """Whether an interview was ended; ``None`` where only its journal can tell."""
        row = _read(self._kept.get(one.id, ""))
        return row[1] if row is not None and row[0] == one.events else None

    def find(self, one: StoredInterview) -> Summary | None:
        """The summary of an interview; ``None`` where it has to be made from its journal."""
        row = _read(self._kept.get(one.id, ""))
        if row is None or row[0] != one.events:
            return None
        _events, finished, stamp, signed, answered, level, not_carried, compared, last_due = row
        found = Summary(finished, signed, answered, level, not_carried, compared, last_due)
        return found if stamp == self._stamp(found.compared) else None

    def note(self, one: StoredInterview, found: Summary) -> None:
        """Remember what was made from a journal."""
        self._note(one, found, self._stamp(found.compared))

    def note_finished(self, one: StoredInterview, *, finished: bool) -> None:
        """Remember whether an interview was ended, and nothing else."""
        nothing = Summary(finished, signed=False, answered=0, level=0, not_carried=False)
        self._note(one, nothing, "")

    def _note(self, one: StoredInterview, found: Summary, stamp: str) -> None:
        row = [
            one.events, found.finished, stamp,
            found.signed, found.answered, found.level, found.not_carried, found.compared, found.last_due,
        ]  # fmt: skip
        self._new[one.id] = json.dumps(row, separators=(",", ":"))
        if len(self._new) >= _AT_ONCE:
            self.keep()

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Write down what was noted however this ends, such as with Ctrl-C in a list of very many."""
        try:
            yield
        finally:
            self.keep()

    def keep(self) -> None:
        """Write down what was noted; where that cannot be written, it is made anew the next time."""
        if self._new:
            with suppress(StoreError):
                self.store.keep_summaries(self._new)
            self._new = {}

    def _stamp(self, compared: str) -> str:
        """What a summary rests on beside its own entries, in short."""
        other = self.known.get(compared)
        there = "" if other is None else f"{other.events} {other.erased} {other.case}"
        made_from = f"{__version__} {self.bank.digest} {compared} {there}"
        return hashlib.sha256(made_from.encode()).hexdigest()[:16]


def _read(text: str) -> tuple[int, bool, str, bool, int, int, bool, str, str] | None:
    """The values of a summary, each of its kind; ``None`` for anything else."""
    try:
        row = json.loads(text)
    except ValueError:
        return None
    if not isinstance(row, list) or [type(value) for value in row] != list(_SHAPE):
        return None
    events, finished, stamp, signed, answered, level, not_carried, compared, last_due = row
    return events, finished, stamp, signed, answered, level, not_carried, compared, last_due
