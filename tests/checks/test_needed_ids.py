"""What the program names by heart is in a bank, or the bank is refused with the place to mend."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from relapse_cli.checks.structure.needed_ids import check_needed_ids

from relapse_cli.app.reports.checked_bank import check_bank
from relapse_cli.model import known_ids as ids
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_rules import slot_name
from relapse_cli.places import Places
from tests.banks_under_test import shipped_bank
from tests.checks.reading_places import changed

TODAY = date(2026, 11, 30)
BANKS = Path(__file__).parents[2] / "question_banks"
LINES = {"action": "actions", "line of answers": "answer_lines", "gap line": "gap_lines"}
NEEDED = [
    *(("question", name) for name in sorted(ids.QUESTIONS)),
    *(("fact", name) for name in sorted(ids.FACTS)),
    *(("action", name) for name in sorted(ids.ACTIONS)),
    *(("slot", name) for name in sorted(ids.SLOTS)),
    *(("line of answers", name) for name in sorted(ids.ANSWER_LINES)),
    *(("gap line", name) for name in sorted(ids.GAPS)),
    *(("validator", name) for name in sorted(ids.VALIDATORS)),
    ("section", "safety"),
    ("section", "followup"),
]


def without(kind: str, name: str) -> Bank:
    """The shipped bank without one thing."""
    bank = shipped_bank()
    match kind:
        case "section":
            return changed(bank, sections=tuple(s for s in bank.sections if s.id != name))
        case "question":
            left = [tuple(q for q in s.questions if q.id != name) for s in bank.sections]
            kept = (changed(s, questions=q) for s, q in zip(bank.sections, left, strict=True))
            return changed(bank, sections=tuple(kept))
        case "fact":
            return changed(bank, facts=tuple(fact for fact in bank.facts if fact.name != name))
        case "slot":
            bare = (
                changed(a, slots=tuple(s for s in a.slots if slot_name(a.id, s.id) != name))
                for a in bank.actions
            )
            return changed(bank, actions=tuple(bare))
        case "validator":
            words = {known: text for known, text in bank.wording.validators.items() if known != name}
            return changed(bank, wording=changed(bank.wording, validators=words))
        case _:
            key = LINES[kind]
            return changed(bank, **{key: tuple(line for line in getattr(bank, key) if line.id != name)})


def test_the_shipped_bank_has_everything() -> None:
    """Nothing that the program names is missing in it."""
    assert check_needed_ids(shipped_bank(), Places()) == []


@pytest.mark.parametrize(("kind", "name"), NEEDED)
def test_whatever_is_missing_is_named(kind: str, name: str) -> None:
    """One fault, which says what it is and how it is called."""
    found = check_needed_ids(without(kind, name), Places())
    told = [problem.message for problem in found if f"the {kind} '{name}'" in problem.message]

    assert len(told) == 1
    assert kind == "section" or len(found) == 1


@pytest.mark.parametrize(("question", "field"), [(ids.SEQUENCE, "domain"), (ids.LINES_DONE, "state")])
def test_a_field_that_is_missing_is_named(question: str, field: str) -> None:
    """A question without a field that the program reads by name is refused too."""
    bank = shipped_bank()
    sections = tuple(
        changed(
            section,
            questions=tuple(
                changed(q, fields=tuple(f for f in q.fields if f.id != field)) if q.id == question else q
                for q in section.questions
            ),
        )
        for section in bank.sections
    )
    (problem,) = check_needed_ids(changed(bank, sections=sections), Places())

    assert problem.code == "BANK_131"
    assert f"the field '{field}' of '{question}'" in problem.message


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("facts.yaml", "not_clear", "not_cleer"),
        ("actions_safety.yaml", "P-TOLD", "P-TOLT"),
        ("gap_lines.yaml", "GAP-DOMAIN", "GAP-DOMAINS"),
    ],
)
def test_a_new_name_is_refused_where_it_stands(tmp_path: Path, file: str, old: str, new: str) -> None:
    """Renamed wherever it is read too, a thing is lacking under its old name: file, line and both names."""
    shutil.copytree(BANKS, tmp_path / "banks")
    for path in (tmp_path / "banks").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    checked = check_bank(str(tmp_path / "banks" / "post_relapse.yaml"), TODAY)
    (problem,) = (found for found in checked.problems if found.code == "BANK_130")
    lines = Path(problem.file).read_text("utf-8").splitlines()

    assert checked.sound is None
    assert Path(problem.file).name == file
    assert new in lines[problem.line - 1]
    assert f"'{old}'" in problem.message
    assert f"'{new}'" in problem.remedy
