"""What a proof finds: parts that nothing reaches, promises that break, formulas that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from relapse_cli.app.sources.bank import load_checked_bank
from relapse_cli.checks.proofs import search as search_module
from relapse_cli.checks.proofs import solver
from relapse_cli.checks.proofs.claims import NEVER_ARISES, judge
from relapse_cli.checks.proofs.formula import FALSE, TRUE
from relapse_cli.checks.proofs.promises import property_claims
from relapse_cli.checks.proofs.search import Search
from relapse_cli.checks.proofs.values import yes_no
from relapse_cli.checks.proofs.verdict import Verdict
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_properties import Property
from relapse_cli.model.condition import ALWAYS, AllOf, Compare, Condition, FlagSet, LevelIs, Not, SomeEntry
from tests.checks.proofs.seeds import QUESTIONS, SEEDED, seeded_bank


def _never(condition: Condition, bank: Bank) -> Verdict:
    """What comes of the promise that a condition never holds."""
    search = Search(bank)
    promise = Property(id="own", says="It never holds.", never=condition)
    (verdict,) = judge(property_claims((promise,), search), search)
    return verdict


def test_all_of_twelve_seeded_parts_that_nothing_reaches_are_found(tmp_path: Path) -> None:
    """Twelve of twelve are found, and beside them only the options of the questions among them."""
    bank, problems = load_checked_bank(seeded_bank(tmp_path))
    assert problems == []
    assert bank is not None
    found = set(Search(bank).reach_targets())
    assert len(SEEDED) == 12
    assert found >= SEEDED
    assert found - SEEDED == {("option", f"{q}={o}") for q in QUESTIONS for o in ("true", "false")}


def test_a_broken_promise_is_shown_with_as_few_answers_as_can_be(bank: Bank) -> None:
    """Nothing is left in a counter-example that it does not need."""
    verdict = _never(FlagSet(n=1, of=("U-06",)), bank)
    assert verdict.state == "false"
    assert verdict.interview is not None
    assert verdict.interview.record.answers == {"event.control": "could_not_stop"}


def test_a_counter_example_keeps_only_the_parts_of_an_entry_that_count(bank: Bank) -> None:
    """Entries and their fields are left out as well."""
    two = SomeEntry(part=Compare(subject="entry", name="short_acting", op="is", values=(True,)))
    verdict = _never(two, bank)
    assert verdict.interview is not None
    (entry,) = verdict.interview.record.answers["event.substance"]  # type: ignore[misc]
    assert list(verdict.interview.record.answers) == ["event.substance"]
    assert list(entry) == ["name"]


@pytest.mark.parametrize(
    "condition",
    [
        AllOf(parts=(FlagSet(n=1, of=("M-08",)), FlagSet(n=1, of=("U-21",)))),
        AllOf(parts=(FlagSet(n=1, of=("E-01",)), LevelIs(low=1, high=3))),
        Not(part=ALWAYS),
    ],
)
def test_what_never_holds_is_proved(condition: Condition, bank: Bank) -> None:
    """A promise that no interview can break has no counter-example."""
    verdict = _never(condition, bank)
    assert (verdict.state, verdict.interview) == ("proved", None)


def test_a_promise_that_never_matters_is_told(bank: Bank) -> None:
    """What is promised where nobody ever comes is no comfort, and is said so."""
    search = Search(bank)
    nobody = AllOf(parts=(LevelIs(low=1, high=1), FlagSet(n=1, of=("M-01",))))
    promise = Property.model_validate({"id": "own", "says": "So it is.", "if": nobody, "then": ALWAYS})
    (verdict,) = judge(property_claims((promise,), search), search)
    assert (verdict.state, verdict.interview) == ("proved", None)
    assert verdict.says == f"So it is. {NEVER_ARISES}"


def test_much_at_once_is_looked_for_only_so_far(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short look finds nothing and says nothing; the whole look still finds it."""
    monkeypatch.setattr(solver, "_STEPS", 1)
    search = Search(bank)
    wanted = search.encoding.flag("M-15")
    assert search.solver.find_soon(wanted) is None
    assert search.solver.find(wanted) is not None


def test_a_formula_that_says_more_than_the_rules_is_a_missing_axiom(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interview that the rules see otherwise is never taken for a counter-example, nor for a witness."""
    monkeypatch.setitem(search_module.FACTS, "sai", lambda _: yes_no(TRUE))
    verdict = _never(Compare(subject="fact", name="sai", op="is", values=(True,)), bank)
    assert verdict.state == "missing axiom"
    search = Search(bank)
    search.reach_targets()
    assert ("action", "Q-SAI") in search.unlike


def test_a_formula_that_says_less_than_the_rules_is_a_missing_axiom(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the rules see and the formulas deny is told as well: nothing is proved by looking away."""
    monkeypatch.setitem(search_module.FACTS, "mixed_use", lambda _: yes_no(FALSE))
    search = Search(bank)
    search.reach_targets()
    assert ("flag", "U-05") in search.unlike


def test_a_witness_that_is_a_faulty_record_is_a_missing_axiom(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interview that nobody could hand in shows nothing."""
    monkeypatch.setattr(search_module.Interview, "is_sound", False)
    verdict = _never(FlagSet(n=1, of=("U-06",)), bank)
    assert verdict.state == "missing axiom"
