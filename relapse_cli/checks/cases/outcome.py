"""What comes of a case, beside what is expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.logic.plan.family import may_exist
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank_case import Expected, Names

if TYPE_CHECKING:
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_case import Case

_KEYS = ("level", "flags", "disabled", "lines", "family_sheet")
"""In the order in which they rest on each other, so that the first difference is found soon."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came otherwise than expected; of names, what is missing and what is too much."""

    key: str
    expected: object
    got: object
    missing: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()


def reading_of(bank: Bank, case: Case) -> Evaluation:
    """A case as its bank reads it."""
    return Evaluation(bank, case.record, case.earlier_record)


def outcome(key: str, reading: Evaluation) -> object:
    """What came of one thing that can be expected."""
    bank = reading.bank
    match key:
        case "level":
            return reading.computed_level
        case "flags":
            return reading.flags
        case "lines":
            return tuple(name for name in bank.action_by_id if reading.action(name))
        case "disabled":
            return tuple(q for q in bank.presented[reading.session] if not reading.enabled(q))
        case _:
            return may_exist(reading)


def differences(expected: Expected, reading: Evaluation) -> Iterator[Difference]:
    """Yield what came otherwise than expected, one by one, so that whoever asks for one gets it soon."""
    for key in _KEYS:
        wanted = getattr(expected, key)
        if wanted is None:
            continue
        got = outcome(key, reading)
        if isinstance(wanted, Names):
            assert isinstance(got, tuple)  # noqa: S101 - names are expected of what has names
            yield from _of_names(key, wanted, got)
        elif wanted != got:
            yield Difference(key, wanted, got)


def _of_names(key: str, wanted: Names, got: tuple[str, ...]) -> Iterator[Difference]:
    if wanted.exactly is not None:
        missing = tuple(name for name in wanted.exactly if name not in got)
        beyond = tuple(name for name in got if name not in wanted.exactly)
    else:
        missing = tuple(name for name in wanted.those if name not in got)
        beyond = tuple(name for name in wanted.without if name in got)
    if missing or beyond:
        yield Difference(key, wanted, got, missing, beyond)


def expected_of(reading: Evaluation) -> Expected:
    """Everything that came of a case, as what is to come of it from now on."""
    return Expected.model_validate({key: outcome(key, reading) for key in _KEYS})
