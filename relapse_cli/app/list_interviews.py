"""What is in the store: each interview on one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from relapse_cli.app.stored_records import find_stored
from relapse_cli.errors import UsageError
from relapse_cli.logic.evaluation import Evaluation
from relapse_cli.logic.resuming import has_signature
from relapse_cli.logic.stored_answers import is_given
from relapse_cli.logic.taking_over import take_over
from relapse_cli.model.bank import Bank

if TYPE_CHECKING:
    from relapse_cli.app.store_door import StoreDoor
    from relapse_cli.store.interviews import StoredInterview

State = Literal["open", "continued", "finished", "signed", "erased"]
STATES: tuple[State, ...] = ("open", "continued", "finished", "signed", "erased")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which interviews are wanted.

    Attributes:
        since: the first day on which one began, as ISO 8601; ``until`` the last one.
    """

    case: str | None = None
    state: State | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class ListedInterview:
    """One interview.

    Attributes:
        state: ``open`` can be gone on with; ``continued`` was gone on with on another day.
        answered: how many questions hold an answer or a status.
        level: what the rules compute, of an open one from what has been put; ``None`` for an erased one.
    """

    id: str
    case: str
    path: str
    state: State
    answered: int
    started_at: str
    level: int | None


def list_interviews(bank: Bank, door: StoreDoor, wanted: Wanted) -> list[ListedInterview]:
    """Return the interviews in the order in which they were begun.

    Raises:
        UsageError: a day is not a date.
        StoreError: the store cannot be read.
    """
    for day in (wanted.since, wanted.until):
        if day is not None and not is_day(day):
            raise UsageError(f"{day} is not a day.", remedy="Write it like 2026-11-20.")
    store = door.open()
    stored = store.interviews(wanted.case)
    continued = {one.continues for one in store.interviews() if one.continues is not None}
    listed = list(read_each(bank, door, [one for one in stored if is_between(one, wanted)], continued))
    store.audit("list", count=str(len(listed)))
    return [one for one in listed if wanted.state in {None, one.state}]


def is_day(text: str) -> bool:
    """Whether a text is a day as ISO 8601 writes it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_between(stored: StoredInterview, wanted: Wanted) -> bool:
    """Whether an interview began on one of the wanted days, in its own local time."""
    day = stored.started_at[:10]
    return (wanted.since or day) <= day <= (wanted.until or day)


def read_each(
    bank: Bank, door: StoreDoor, stored: list[StoredInterview], continued: set[str]
) -> Iterator[ListedInterview]:
    """Yield interviews with what their journals say."""
    for one in stored:
        if one.erased:
            yield ListedInterview(one.id, one.case, one.path, "erased", 0, one.started_at, None)
            continue
        interview = take_over(bank, find_stored(bank, door, one.id).replayed).interview
        record = interview.record
        state: State = "open" if record.finished_at is None else "finished"
        if has_signature(record):
            state = "signed"
        elif state == "open" and one.id in continued:
            state = "continued"
        answered = sum(is_given(raw) for raw in record.answers.values())
        finished = state in {"finished", "signed"}
        level = Evaluation(bank, record).computed_level if finished else interview.level
        yield ListedInterview(one.id, one.case, one.path, state, answered, one.started_at, level)
