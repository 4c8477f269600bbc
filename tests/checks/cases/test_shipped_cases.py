"""The cases beside the shipped bank: the rules and the oracle agree with every expectation."""

from __future__ import annotations

import pytest

from relapse_cli.banks.cases import cases_folder, read_cases
from relapse_cli.banks.shipped import find_bank
from relapse_cli.checks.cases.outcome import differences
from relapse_cli.model.bank_case import Case
from relapse_cli.model.record import Record
from tests.banks_under_test import shipped_bank
from tests.checks.cases.small import read
from tests.oracle.answer import evaluate

READ = read_cases(cases_folder(find_bank("post_relapse")))
CASES = [placed.case for placed in READ.cases]


def test_every_file_can_be_read() -> None:
    """The tests below have something to run on."""
    assert READ.problems == ()
    assert {"PR-101", "PR-219"} <= {case.id for case in CASES}
    assert not any(case.to_review for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_rules_give_what_is_expected(case: Case) -> None:
    """All of it is expected: level, flags, lines, what does not apply, and the family sheet."""
    assert case.expect.model_fields_set == {"level", "flags", "lines", "disabled", "family_sheet"}
    assert list(differences(case.expect, read(shipped_bank(), case))) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_oracle_works_out_the_same(case: Case) -> None:
    """No expectation is only what the program computed."""
    wanted, expected = evaluate(_data(case.record), _data(case.earlier_record)), case.expect
    assert expected.flags is not None
    assert expected.lines is not None
    assert expected.disabled is not None
    lines = set(expected.lines.exactly or ())
    assert wanted.level == expected.level
    assert set(wanted.flags) == set(expected.flags.exactly or ())
    assert wanted.actions & set(shipped_bank().action_by_id) == lines
    assert wanted.disabled == set(expected.disabled.exactly or ())
    assert wanted.family_sheet == expected.family_sheet


def _data(record: Record | None) -> dict[str, object] | None:
    return record and record.model_dump(mode="json", exclude_none=True)
