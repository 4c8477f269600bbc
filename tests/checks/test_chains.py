"""How far a condition may be from the answers: so far as the program can go, and no further."""

from __future__ import annotations

import pytest

from relapse_cli.checks.structure.check import check_structure
from relapse_cli.checks.structure.reading_order import MOST_STEPS
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.plan.explain import explain_plan
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_rules import NamedFact
from relapse_cli.model.condition import ALWAYS, AllOf, Compare, Condition, Not
from relapse_cli.places import Places
from tests.banks_under_test import record_of, shipped_bank, vignette
from tests.checks.reading_places import changed, with_flag

_BEYOND = 10
"""More steps than lie above the flag, in what rests on the level."""


def reads(name: str) -> Compare:
    """A condition that reads a fact."""
    return Compare(subject="fact", name=name, op="is", values=(True,))


def nested(inner: Condition, depth: int) -> Condition:
    """A condition so many levels deep that comes to the same."""
    for level in range(depth - 1):
        inner = AllOf(parts=(inner,)) if level % 2 else Not(part=inner)
    return inner


def with_chain(length: int, depth: int = 1) -> Bank:
    """The shipped bank with so many facts in a row, each reading the next, and a flag at their head."""
    facts = [NamedFact(name="f0", phrase="p", scope="record", when=ALWAYS)]
    facts += [
        NamedFact(name=f"f{n}", phrase="p", scope="record", when=nested(reads(f"f{n - 1}"), depth))
        for n in range(1, length)
    ]
    bank = shipped_bank()
    long = changed(bank, facts=(*bank.facts, *facts))
    head = reads(facts[-1].name)
    return with_flag(long, head, head)


def test_three_hundred_facts_in_a_row_are_refused() -> None:
    """There is no circle, and yet no plan could be made: the fault says how the long way begins."""
    (problem,) = check_structure(with_chain(300), Places())

    assert problem.code == "BANK_084"
    assert "f0" in problem.message
    assert str(MOST_STEPS) in problem.message
    assert "flag 'U-99' -> fact 'f299'" in problem.remedy


@pytest.mark.parametrize("depth", [1, 9])
def test_what_is_not_refused_makes_a_plan(depth: int) -> None:
    """Nearly the longest chain that is let through is gone and explained, of flat or of deep conditions."""
    length = (MOST_STEPS - _BEYOND) // (depth + 1)
    bank, record = with_chain(length, depth), record_of(vignette("PR-101"))
    made = plan(bank, record)

    assert check_structure(bank, Places()) == []
    assert check_structure(with_chain(length + _BEYOND, depth), Places()) != []
    assert made.lines
    assert explain_plan(Evaluation(bank, record), made)
