"""The row that a review keeps of a record says what the plan of the record says."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from relapse_cli.batch.plain import plain_row
from relapse_cli.logic.plan.build import plan
from relapse_cli.model.record import Record
from tests.banks_under_test import shipped_bank
from tests.examples import slow_examples
from tests.oracle.compare import cases
from tests.record_strategies import busy_records

BANK = shipped_bank()


def _says_what_the_plan_says(record: Record) -> None:
    row, made = plain_row(BANK, record), plan(BANK, record)
    assert (row.id, row.case, row.path) == (made.record, made.case, made.path)
    assert (row.level, row.level_decided) == (made.level, made.level_decided)
    assert row.flags == tuple(flag.id for flag in made.flags)
    lines = {line.rule for line in made.lines if not line.gap}
    assert row.rules == tuple(action.id for action in BANK.actions if action.id in lines)
    assert row.open_critical == tuple(item.id for item in made.unresolved)
    assert row.sequence == made.sequence
    assert {bit for bit, flag in enumerate(BANK.flag_by_id) if flag in row.flags} <= _bits(row.could)


def _bits(mask: int) -> set[int]:
    return {bit for bit in range(mask.bit_length()) if mask >> bit & 1}


def test_a_row_says_what_the_plan_says_of_a_fixed_set_of_records() -> None:
    """Level, flags, lines, open questions and sequence; a flag that is set is one that could be."""
    for data, _ in cases(200):
        _says_what_the_plan_says(Record.model_validate(data))


@slow_examples(40)
@given(data=busy_records())
def test_a_row_says_what_the_plan_says_of_any_record(data: dict[str, Any]) -> None:
    """The same for records in which much is going on."""
    _says_what_the_plan_says(Record.model_validate(data))
