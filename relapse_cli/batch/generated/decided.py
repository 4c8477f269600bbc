"""What a therapist decided, read with the models of the product: few records hold decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from pydantic import TypeAdapter, ValidationError

from relapse_cli.batch.generated.doubt import Doubtful
from relapse_cli.batch.generated.moments import read_now
from relapse_cli.logic.answers.check_record import decision_problems
from relapse_cli.logic.plan.final import answers_digest
from relapse_cli.logic.rules.effective_decisions import StandingDecisions
from relapse_cli.model.bank import Bank
from relapse_cli.model.decision import Decision, SignOff
from relapse_cli.model.record import Record

_DECISIONS: TypeAdapter[tuple[Decision, ...]] = TypeAdapter(tuple[Decision, ...])
_BARE = Record(id="bare", case="bare", path="core", started_at="2026-01-01T00:00:00+00:00")


class _Answers(msgspec.Struct):
    """So much of a record as is signed."""

    answers: dict[str, Any] = {}  # whatever it is: its types were judged when the record was read


_ANSWERS = msgspec.json.Decoder(_Answers)


@dataclass(frozen=True, slots=True)
class Standing:
    """What of the decisions counts for a row.

    Attributes:
        level: the level on which actions rest.
        level_decided: what the therapist made of it.
        signed: signed off for exactly these answers.
        removed: the lines that were taken off.
        picked: the options that were picked, as (rule, option).
    """

    level: int
    level_decided: int | None
    signed: bool
    removed: frozenset[str]
    picked: tuple[tuple[str, str], ...]


Decided = Callable[[Sequence[str], int], Standing]
"""What says how decisions stand, given the flags that are set and the level that they make."""


def read_decided(bank: Bank, raw: bytes, started_at: str, data: bytes, *, checked: bool) -> Decided:
    """The decisions of a record, once the flags are known.

    Args:
        bank: the bank.
        raw: the decisions as they were read.
        started_at: when the record began.
        data: the whole record, for the digest of its answers.
        checked: whether they are checked against the bank.

    Raises:
        Doubtful: they are not surely valid.
    """
    try:
        decisions = _DECISIONS.validate_json(raw)
    except ValidationError as error:
        raise Doubtful from error
    record = _BARE.model_copy(update={"started_at": started_at, "decisions": decisions})
    if checked:
        _judge(bank, record)
    return lambda flags, computed: _stand(bank, record, flags, computed, data)


def _judge(bank: Bank, record: Record) -> None:
    for decision in record.decisions:
        if isinstance(decision, SignOff):
            read_now(decision.at)
    if any(problem.severity == "error" for problem in decision_problems(bank, record)):
        raise Doubtful


def _stand(bank: Bank, record: Record, flags: Sequence[str], computed: int, data: bytes) -> Standing:
    standing = StandingDecisions.of(bank, record, flags.__contains__)
    raised = standing.raised
    signed = standing.sign_off is not None and standing.sign_off.answers == answers_digest(
        _ANSWERS.decode(data).answers
    )
    return Standing(
        level=max([computed, *(each.to for each in raised.values())]),
        level_decided=_level_decided(bank, standing, flags, signed=signed),
        signed=signed,
        removed=frozenset(standing.removed),
        picked=tuple((rule, option) for rule, pick in standing.picked.items() for option in pick.options),
    )


def _level_decided(
    bank: Bank, standing: StandingDecisions, flags: Sequence[str], *, signed: bool
) -> int | None:
    """What the therapist made of the level; see ``logic/plan/final.py``."""
    if not standing.flags and not standing.raised and not signed:
        return None
    levels = [1]
    for name in dict.fromkeys((*flags, *standing.raised)):
        decision = standing.flags.get(name)
        computed = bank.flag_by_id[name].level
        levels.append(computed if decision is None or decision.kind == "confirm" else decision.to)
    return max(levels)
