"""Every plan that is written holds to its schema, and the schema takes nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from relapse_cli.errors import GateClosedError
from relapse_cli.formats.data.plan_json import render
from relapse_cli.formats.data.plan_shape import plan_schema
from relapse_cli.logic.plan.build import plan
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.record import Record
from tests.banks_under_test import VIGNETTES, record_of, shipped_bank, vignette
from tests.examples import examples
from tests.record_strategies import busy_records
from tests.signed_records import signed_record

CASES = sorted(path.stem for path in VIGNETTES.glob("*.json") if ".expected" not in path.name)


@cache
def validator() -> Draft202012Validator:
    """The schema of plans."""
    schema = plan_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def editions(record: Record) -> Iterator[dict[str, Any]]:
    """The plan of a record as each edition that it has."""
    made = plan(shipped_bank(), record)
    for edition in get_args(Edition):
        try:
            yield json.loads(render(made, shipped_bank(), edition))
        except GateClosedError:
            continue


@pytest.mark.parametrize("case", CASES)
def test_every_edition_of_the_worked_cases_is_taken(case: str) -> None:
    """Signed and unsigned."""
    for record in (record_of(vignette(case)), signed_record(vignette(case))):
        for data in editions(record):
            assert [error.message for error in validator().iter_errors(data)] == []


@examples(25)
@given(busy_records())
def test_every_edition_of_any_record_is_taken(record: dict[str, Any]) -> None:
    """With private cards, family sheets and gaps among them."""
    for data in editions(record_of(record)):
        assert [error.message for error in validator().iter_errors(data)] == []


@pytest.mark.parametrize(
    ("key", "put"),
    [
        ("format", "relapse-plan/2"), ("level", 5), ("level", "4"), ("lines", {}),
        ("flags", [{"id": "E-01"}]),
        ("final", "yes"), ("nobody_knows", 1), ("bank", "post_relapse"), ("lines", [{"id": "P-CONTACT"}]),
        ("next_contact", 7), ("patient_edition", "page"), ("sequence", "sleep"),
    ],
    ids=str,
)  # fmt: skip
def test_what_no_plan_is_is_refused(key: str, put: Any) -> None:
    """Another type, another key, a line of which nearly everything lacks."""
    [data, *_] = editions(record_of(vignette("PR-101")))
    assert list(validator().iter_errors(data)) == []
    assert list(validator().iter_errors({**data, key: put}))
    del data[key if key in data else "level"]
    assert list(validator().iter_errors(data))


def test_the_family_learns_no_level() -> None:
    """The schema has a branch for each edition, and only the clinician's has levels and flags."""
    branches = plan_schema()["$defs"]
    with_level = {name for name, branch in branches.items() if "level" in branch["properties"]}
    assert with_level == {"ClinicianPlanObject", "FlagObject"}
