"""The cases beside the shipped bank: the rules and the oracle agree with every expectation."""

from __future__ import annotations

import pytest

from relapse_cli.banks.cases import cases_folder, read_cases
from relapse_cli.banks.shipped import find_bank
from relapse_cli.checks.cases.coverage import cover
from relapse_cli.checks.cases.outcome import differences
from relapse_cli.model.bank_case import Case, Names
from relapse_cli.model.record import Record
from relapse_cli.places import Places
from tests.banks_under_test import shipped_bank
from tests.checks.cases.small import read
from tests.oracle.answer import evaluate

READ = read_cases(cases_folder(find_bank("post_relapse")))
CASES = [placed.case for placed in READ.cases]
READINGS = {case.id: read(shipped_bank(), case) for case in CASES}
UNFIXED = {"F-1", "F-2", "F-ALL"}
"""Lines of which the oracle does not say when they are due."""


def test_every_file_can_be_read() -> None:
    """The tests below have something to run on, and somebody or something has looked at each."""
    assert READ.problems == ()
    assert {"PR-101", "PR-219", "medicine-goes-on", "reached-1", "change-1"} <= {case.id for case in CASES}
    assert not any(case.to_review for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_rules_give_what_is_expected(case: Case) -> None:
    """Level, flags, lines, when they are due, what they say, what does not apply, the family sheet."""
    assert list(differences(case.expect, READINGS[case.id])) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_oracle_works_out_the_same(case: Case) -> None:
    """No expectation is only what the program computed, but for words, of which the oracle knows none."""
    wanted, expected = evaluate(_data(case.record), _data(case.earlier_record)), case.expect
    assert expected.level in {None, wanted.level}
    assert expected.family_sheet in {None, wanted.family_sheet}
    assert expected.extra_contact in {None, wanted.extra_contact or "none"}
    slots = [slot["id"] for line in wanted.lines if line["rule"] == "P-CONTACT" for slot in line["slots"]]
    assert expected.late_contact in {None, "late_reason" in slots}
    assert _fit(expected.flags, set(wanted.flags))
    assert _fit(expected.lines, set(wanted.actions) & set(shipped_bank().action_by_id))
    assert _fit(expected.disabled, set(wanted.disabled))
    later = wanted.extra_contact or "next_contact"
    for line, word in (expected.due or {}).items():
        told = wanted.due_words.get(line)
        assert told == (later if word == "first_contact" else word) or (
            told is None and (word == "arranged" or line in UNFIXED)
        )


def test_they_reach_all_that_any_interview_can() -> None:
    """What they leave open is named in `docs/mutants.md`, with the reason."""
    covered = cover(shipped_bank(), list(READINGS.values()), Places())
    assert {each.kind: each.missing for each in covered.reached if each.missing} == {}
    left = [(part.words, part.seen) for part in covered.parts if not part.is_covered]
    assert left == [("“Intent when taking it” applies", frozenset({True}))]


def _fit(names: Names | None, there: set[str]) -> bool:
    """Whether names that are expected are there, and no others where all are named."""
    if names is None:
        return True
    if names.exactly is not None:
        return set(names.exactly) == there
    return set(names.those) <= there and not set(names.without) & there


def _data(record: Record | None) -> dict[str, object] | None:
    return record and record.model_dump(mode="json", exclude_none=True)
