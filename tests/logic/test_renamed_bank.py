"""The program knows no id of a bank: under other names everything is as it was."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given

from relapse_cli.documents.plan.document import plan_document
from relapse_cli.errors import GateClosedError
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.text.markdown import render
from relapse_cli.logic.plan.build import plan
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Paper
from relapse_cli.model.plan import Plan
from relapse_cli.model.record import Record
from tests.banks_under_test import VIGNETTES, record_of, shipped_bank, vignette
from tests.examples import slow_examples
from tests.record_strategies import busy_records
from tests.renamed_bank import as_shipped, renamed_bank, renamed_data

CASES = sorted(path.stem for path in VIGNETTES.glob("*.json") if ".expected" not in path.name)
PAPERS: tuple[Paper, ...] = ("clinician", "patient", "family", "details", "handover")
GROUNDS = re.compile(r"(?:(?<=· from )|(?<=not known here: )).*")
checked = slow_examples(15)


def told(made: Plan) -> Any:
    """A plan as data, in the names of the shipped bank; what is sorted by id is sorted anew."""
    return _sorted(json.loads(as_shipped(made.model_dump_json(exclude={"bank"}))))


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        named = {"because", "open_inputs", "answers"}
        return {k: sorted(v) if k in named and v else _sorted(v) for k, v in value.items()}
    return [_sorted(each) for each in value] if isinstance(value, list) else value


def _in_order(found: re.Match[str]) -> str:
    """The answers behind a line, which a page lists by name, in one order."""
    return ", ".join(sorted(re.split(r"[,;] | · from ", found[0])))


def papers(made: Plan, bank: Bank) -> dict[str, str]:
    """Every page that is handed out, in the names of the shipped bank."""
    found = {}
    for paper in PAPERS:
        try:
            text = as_shipped(render(plan_document(made, bank, paper), RenderOptions()))
            found[paper] = GROUNDS.sub(_in_order, text).replace(bank.digest[:19], "")
        except GateClosedError as error:
            found[paper] = str(error)
    return found


def same(data: dict[str, Any], earlier: dict[str, Any] | None = None) -> None:
    """Hold that a record says the same under both names."""
    both: list[tuple[Bank, Record, Record | None]] = [
        (shipped_bank(), record_of(data), record_of(earlier) if earlier else None),
        (
            renamed_bank(),
            record_of(renamed_data(data)),
            record_of(renamed_data(earlier)) if earlier else None,
        ),
    ]
    (bank, record, before), (other, record_there, before_there) = both
    here, there = plan(bank, record, before), plan(other, record_there, before_there)

    assert told(there) == told(here)
    assert papers(there, other) == papers(here, bank)


@pytest.mark.parametrize("case", CASES)
def test_a_worked_case_has_the_same_plan_under_other_names(case: str) -> None:
    """Lines, flags, levels, dates, pages."""
    same(vignette(case), vignette(CASES[0]))


@checked
@given(data=busy_records())
def test_any_record_has_the_same_plan_under_other_names(data: dict[str, Any]) -> None:
    """What stands in no worked case as well."""
    same(data)
