"""What became of a record under a bank that has changed since: carried over, or left over and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from relapse_cli.model.record import Record


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Something that could not be carried over; it is shown, and the question counts as not answered.

    Attributes:
        question: the question as the old record names it; ``decisions[2]`` for a decision.
        raw: what stood there, as it was stored.
        why: why it has no place, in words; an author's reason or what does not fit.
        part: the place inside the answer, such as ``[1].route``; empty for the whole answer.
    """

    question: str
    raw: object
    why: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A kept answer that has to be asked again; ``why`` is said to the therapist."""

    question: str
    why: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """A record as the bank of today can read it.

    Attributes:
        record: the same record with what could be carried over, pinned to the bank.
        applied: what was done to it, in words.
        left_over: answers, or parts of them, that could not be carried over.
        left_decisions: decisions about flags or lines that the bank does not have.
        again: answers that are kept and have to be asked again, in the order of the record.
        opened: questions without an answer that this version asks where the older one did not.
        moved: by old question id, the questions that now hold its answer; empty when it was left over.
    """

    record: Record
    applied: tuple[str, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    left_decisions: tuple[LeftOver, ...] = ()
    again: tuple[AskedAgain, ...] = ()
    opened: tuple[str, ...] = ()
    moved: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
