"""A bank says what plays each role and belongs to each set, or it is refused with the place to mend."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.reports.checked_bank import check_bank
from relapse_cli.checks.structure.roles import check_roles
from relapse_cli.model import known_ids as ids
from relapse_cli.model.bank import Bank
from relapse_cli.model.roles import contracts
from relapse_cli.model.sets import set_contracts
from relapse_cli.places import Places
from tests.banks_under_test import shipped_bank
from tests.checks.reading_places import changed

TODAY = date(2026, 11, 30)
BANKS = Path(__file__).parents[2] / "question_banks"
ROLES = dict(contracts())
SETS = dict(set_contracts())
ASKED = [(role, contract) for role, contract in ROLES.items() if contract.read is not None]


def with_role(role: str, value: Any) -> Bank:
    """The shipped bank with a role given to something else."""
    return changed(shipped_bank(), roles=changed(shipped_bank().roles, **{role: value}))


def with_question(name: str, **fields: object) -> Bank:
    """The shipped bank with a question that is different."""
    bank = shipped_bank()
    sections = tuple(
        changed(s, questions=tuple(changed(q, **fields) if q.id == name else q for q in s.questions))
        for s in bank.sections
    )
    return changed(bank, sections=sections)


def codes(bank: Bank) -> list[str]:
    """What is found."""
    return [problem.code for problem in check_roles(bank, Places())]


def test_the_shipped_bank_has_every_role_and_set() -> None:
    """Nothing that the program reads is missing in it."""
    assert check_roles(shipped_bank(), Places()) == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_that_nothing_has_is_named(role: str) -> None:
    """One fault, with the name of the role."""
    (problem,) = check_roles(with_role(role, type(getattr(shipped_bank().roles, role))()), Places())
    assert (problem.code, f"'{role}'" in problem.message) == ("BANK_136", True)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_of_something_that_is_not_there_is_named(role: str) -> None:
    """One fault, with the name that is nothing."""
    given = getattr(shipped_bank().roles, role)
    other = "no.such_thing" if isinstance(given, str) else ("no.such_thing", *given[1:])
    (problem,) = check_roles(with_role(role, other), Places())
    assert (problem.code, "'no.such_thing'" in problem.message) == ("BANK_137", True)


@pytest.mark.parametrize("role", [role for role, _ in ASKED])
def test_a_question_of_another_type_cannot_have_the_role(role: str) -> None:
    """The program would read nothing in its answer, or something else."""
    name = getattr(shipped_bank().roles, role)
    other = "number" if shipped_bank().questions[name].type != "number" else "text"
    assert "BANK_140" in codes(with_question(name, type=other))


@pytest.mark.parametrize("role", [role for role, each in ASKED if each.read and each.read.options])
def test_an_option_that_the_program_reads_is_not_missing(role: str) -> None:
    """Each is told by itself."""
    read = ROLES[role].read
    assert read is not None
    assert codes(with_question(getattr(shipped_bank().roles, role), options=())).count("BANK_141") == len(
        read.options
    )


@pytest.mark.parametrize("role", [role for role, contract in ASKED if contract.fields])
def test_a_field_that_the_program_reads_is_not_missing(role: str) -> None:
    """Each is told by itself."""
    found = codes(with_question(getattr(shipped_bank().roles, role), fields=()))
    assert found.count("BANK_131") == len(ROLES[role].fields)


def test_one_question_has_one_role_and_is_asked_in_its_session() -> None:
    """Otherwise one answer would be read as two, or never."""
    assert codes(with_role("followup_pull", "safety.pull")) == ["BANK_139", "BANK_138"]


@pytest.mark.parametrize("name", SETS)
def test_a_set_that_the_program_reads_is_given_and_holds_options(name: str) -> None:
    """An empty one would switch off what rests on it."""
    bank = shipped_bank()
    held = getattr(bank.sets, name)
    other = {"no_such_option": "sleep"} if isinstance(held, dict) else ("no_such_option",)
    assert codes(changed(bank, sets=changed(bank.sets, **{name: type(held)()}))) == ["BANK_142"]
    assert codes(changed(bank, sets=changed(bank.sets, **{name: other}))) == ["BANK_143"]


@pytest.mark.parametrize("gap", sorted(ids.GAPS))
def test_a_gap_line_is_not_missing(gap: str) -> None:
    """The program itself puts it on the plan."""
    bank = shipped_bank()
    left = changed(bank, gap_lines=tuple(line for line in bank.gap_lines if line.id != gap))
    assert codes(left) == ["BANK_130"]


@pytest.mark.parametrize("validator", sorted(ids.VALIDATORS))
def test_the_words_of_a_validator_are_not_missing(validator: str) -> None:
    """They say what keeps a plan from being final."""
    bank = shipped_bank()
    words = {name: text for name, text in bank.wording.validators.items() if name != validator}
    assert codes(changed(bank, wording=changed(bank.wording, validators=words))) == ["BANK_130"]


def test_a_new_name_without_its_role_is_refused_where_the_role_stands(tmp_path: Path) -> None:
    """File, line and both names."""
    shutil.copytree(BANKS, tmp_path / "banks")
    for path in (tmp_path / "banks" / "post_relapse").glob("*.yaml"):
        if path.name != "roles.yaml":
            path.write_text(
                path.read_text("utf-8").replace("event.oud_medication", "event.oud_medicine"), "utf-8"
            )
    checked = check_bank(str(tmp_path / "banks" / "post_relapse.yaml"), TODAY)
    (problem,) = (found for found in checked.problems if found.code == "BANK_137")
    lines = Path(problem.file).read_text("utf-8").splitlines()

    assert checked.sound is None
    assert Path(problem.file).name == "roles.yaml"
    assert "event.oud_medication" in lines[problem.line - 1]
    assert "'event.oud_medicine'" in problem.remedy
