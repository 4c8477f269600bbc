"""Interviews for as much as possible at once, each put through the rules themselves."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from relapse_cli.checks.proofs.encoding import Encoding
from relapse_cli.checks.proofs.entry_facts import ENTRY_FACTS
from relapse_cli.checks.proofs.facts import FACTS
from relapse_cli.checks.proofs.formula import Formula, Truth, Variable, both, every, implies, several
from relapse_cli.checks.proofs.grounds import open_beyond
from relapse_cli.checks.proofs.solver import Solver
from relapse_cli.checks.proofs.targets import derived_values, reached, targets_of
from relapse_cli.checks.proofs.timeline import in_order
from relapse_cli.checks.proofs.witness import Interview, interview_of
from relapse_cli.logic.rules.conditions import holds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relapse_cli.checks.proofs.formula import Assignment
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.condition import Condition

Key = tuple[str, str]
"""A kind of thing to be reached, and which one."""

_AT_ONCE = 24
"""So many things one interview is first asked to reach that none has reached before."""


class Search:
    """A bank, its solver, and the interviews found so far.

    Attributes:
        targets: what should be reached, with when it is.
        by: for each thing that is reached, an interview that does.
        unlike: what the formulas say of an interview and the rules do not, or the other way round.
        interviews: all that were found.
        only_asked: that nothing is answered but what is asked.
    """

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.encoding = Encoding(bank, FACTS, ENTRY_FACTS, open_beyond)
        self.solver = Solver(every((self.encoding.laws(), *in_order(self.encoding))))
        self.targets: dict[Key, Formula] = {
            (target.kind, target.id): target.formula for target in targets_of(self.encoding)
        }
        self.by: dict[Key, Interview] = {}
        self.unlike: dict[Key, Interview] = {}
        self.interviews: list[Interview] = []
        self._derived = derived_values(bank)
        self._names = 0
        self.only_asked: Formula = Variable("only what is asked")
        self.solver.require(implies(self.only_asked, self.encoding.asked_only()))

    def reach_targets(self) -> list[Key]:
        """Return what no interview reaches in which only what is asked is answered."""
        return self._cover(self.targets, (self.only_asked,))

    def reach_pairs(self) -> list[Key]:
        """Return the pairs of flags that never stand together."""
        pairs = {
            ("pair", pair_name(one, other)): both(self.encoding.flag(one), self.encoding.flag(other))
            for one, other in combinations(self.bank.flag_by_id, 2)
        }
        return self._cover(pairs, ())

    def _cover(self, wanted: Mapping[Key, Formula], base: tuple[Formula, ...]) -> list[Key]:
        """Look for interviews until all is reached; what is left is reached by none.

        Many things are asked for at once, and fewer where that cannot be; that not even one can be had is the
        proof for all that are left.
        """
        at_once = _AT_ONCE
        while left := [key for key in wanted if key not in self.by and key not in self.unlike]:
            at_once = min(at_once, len(left))
            find = self.solver.find if at_once == 1 else self.solver.find_soon
            found = find(*base, several(at_once, [wanted[key] for key in left]))
            if found is None and at_once == 1:
                return left
            if found is None:
                at_once //= 2
            else:
                self._take(found)
        return []

    def _take(self, found: Assignment) -> None:
        """Note what an interview reaches, and where the rules see it otherwise than the formulas."""
        interview = self.interview(found)
        seen, truth = self._seen(interview), Truth(found)
        self.interviews.append(interview)
        for key in seen:
            self.by.setdefault(key, interview)
        for key, formula in self.targets.items():
            if truth.of(formula) != (key in seen) or not interview.is_sound:
                self.unlike.setdefault(key, interview)

    def find_asked(self, wanted: Formula) -> Interview | None:
        """Return an interview in which something holds; if it can be, one that answers only what is asked."""
        found = self.find(wanted)
        return None if found is None else self.interview(found)

    def find(self, wanted: Formula) -> Assignment | None:
        """The same as the solver gives it."""
        return self.solver.find(self.only_asked, wanted) or self.solver.find(wanted)

    def known(self, arises: Condition) -> Interview | None:
        """Return one of the interviews that were found in which a condition holds."""
        return next((each for each in self.interviews if holds(arises, each.reading)), None)

    def interview(self, found: Assignment) -> Interview:
        """Write down an interview under a name of its own."""
        return interview_of(self.encoding.inputs, found, self.next_name())

    def next_name(self) -> str:
        """A name that no interview has yet."""
        self._names += 1
        return f"proof-{self._names}"

    def _seen(self, interview: Interview) -> set[Key]:
        seen: set[Key] = set(reached(interview.reading, self._derived))
        pairs = combinations(interview.reading.flags, 2)
        return seen | {("pair", pair_name(one, other)) for one, other in pairs}


def pair_name(one: str, other: str) -> str:
    """How two flags are called together, in the order of the bank."""
    return f"{one} + {other}"
