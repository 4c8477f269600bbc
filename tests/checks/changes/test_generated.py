"""Made-up interviews are ones that somebody could have had, and the same each time."""

from __future__ import annotations

from collections import Counter

from relapse_cli.checks.changes.generated import generated_pairs
from relapse_cli.checks.changes.replayed import outcome
from relapse_cli.logic.answers.check_record import check_record
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Section
from tests.banks_under_test import shipped_bank


def test_they_have_no_fault_and_answer_only_what_is_asked() -> None:
    """Under the bank that they were made for; both banks get the same where the banks are the same."""
    bank = shipped_bank()
    for old, new in generated_pairs(bank, bank, 40, 1):
        assert check_record(bank, old) == []
        assert old.answers.keys() <= Evaluation(bank, old).asked_questions.keys()
        assert old == new


def test_every_level_and_path_comes_up() -> None:
    """A change of a quiet rule is seen as well as one of an emergency."""
    bank = shipped_bank()
    made = [old for old, _ in generated_pairs(bank, bank, 60, 1)]
    assert {outcome(bank, each).level for each in made} == {1, 2, 3, 4}
    assert {each.path for each in made} == {"brief", "core", "deep", "followup"}


def test_the_seed_decides() -> None:
    """The same one makes the same interviews, another one makes others."""
    bank = shipped_bank()
    first, again, other = (list(generated_pairs(bank, bank, 5, seed)) for seed in (1, 1, 2))
    assert first == again
    assert Counter(old.id for old, _ in first) == Counter(old.id for old, _ in other)
    assert first != other


def test_what_only_the_new_bank_asks_is_answered_there_alone() -> None:
    """The older bank has no such question, and the new one would ask it."""
    new = shipped_bank()
    data = {name: getattr(new, name) for name in Bank.model_fields}
    data["sections"] = tuple(_without("contact.worth", section) for section in new.sections)
    old = Bank(**{**data, "digest": "sha256:older"})
    pairs = list(generated_pairs(old, new, 20, 1))
    assert not any("contact.worth" in before.answers for before, _ in pairs)
    assert any("contact.worth" in after.answers for _, after in pairs)


def _without(question: str, section: Section) -> Section:
    kept = tuple(each for each in section.questions if each.id != question)
    return section.model_copy(update={"questions": kept})
