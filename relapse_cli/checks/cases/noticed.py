"""Which changes of a bank its cases notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relapse_cli.checks.cases.outcome import differences
from relapse_cli.checks.cases.parts import scopes
from relapse_cli.checks.condition_places import conditions_of, leaves
from relapse_cli.logic.rules.conditions import because, holds
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.condition import OpenBeyond

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.checks.cases.mutants import Mutant
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_case import Expected

_BANKS = 64


class ReadCase(NamedTuple):
    """A record as the bank reads it, and what is expected of it."""

    reading: Evaluation
    expected: Expected


class Noticing:
    """A bank whose changes are looked for."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._changed_banks: dict[Mutant, Bank] = {}
        all_leaves = (placed.leaf for spot in conditions_of(bank) for placed in leaves(spot))
        self._reads_grounds = any(isinstance(leaf, OpenBeyond) for leaf in all_leaves)

    def first(self, mutant: Mutant, cases: Iterable[ReadCase]) -> ReadCase | None:
        """Return the first case that notices a change, or ``None``.

        A case is put through the changed bank only where the changed condition itself is other than before:
        everything else rests on it, and it rests on nothing that rests on it.
        """
        for case in cases:
            reading = case.reading
            if not self._differs(mutant, reading):
                continue
            earlier = reading.earlier.record if reading.earlier else None
            after = Evaluation(self._changed(mutant), reading.record, earlier)
            if next(differences(case.expected, after), None) is not None:
                return case
        return None

    def _changed(self, mutant: Mutant) -> Bank:
        """The bank after a change; the last few are remembered."""
        if mutant not in self._changed_banks:
            if len(self._changed_banks) == _BANKS:
                del self._changed_banks[next(iter(self._changed_banks))]
            self._changed_banks[mutant] = mutant.bank(self._bank)
        return self._changed_banks[mutant]

    def _differs(self, mutant: Mutant, reading: Evaluation) -> bool:
        """Whether the changed condition is other than before in a record, or in the one before it."""
        if reading.earlier is not None and self._differs(mutant, reading.earlier):
            return True
        spot = mutant.spot
        for scope in scopes(spot, reading):
            before, after = (holds(each, reading, scope) for each in (spot.condition, mutant.condition))
            if before != after:
                return True
            if before and self._reads_grounds:
                grounds = because(spot.condition, reading, scope)
                if grounds != because(mutant.condition, reading, scope):
                    return True
        return False
