"""The schema of records and the reader say the same of the shape of a record."""

from __future__ import annotations

import copy
import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from relapse_cli.logic.answers.check_record import check_record
from relapse_cli.model.record import Record
from relapse_cli.places import Places
from relapse_cli.records.record_schema import record_schema
from relapse_cli.records.record_shape import build_record
from relapse_cli.records.writer import record_text
from tests.banks_under_test import VIGNETTES, shipped_bank, vignette
from tests.examples import examples
from tests.record_strategies import busy_records, records
from tests.signed_records import signed_record

CASES = sorted(path.stem for path in VIGNETTES.glob("*.json") if ".expected" not in path.name)


@cache
def validator(*, of_bank: bool = False) -> Draft202012Validator:
    """The schema of records, or of those of the shipped bank."""
    schema = record_schema(shipped_bank() if of_bank else None)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def taken(record: dict[str, Any], *, of_bank: bool = False) -> bool:
    """Whether the schema finds nothing."""
    return not list(validator(of_bank=of_bank).iter_errors(record))


@pytest.mark.parametrize("case", CASES)
def test_every_worked_case_is_taken_signed_and_unsigned(case: str) -> None:
    """As it is told, and as the program writes it."""
    written = json.loads(record_text(signed_record(vignette(case))))
    assert written["decisions"]
    for record in (vignette(case), written):
        assert taken(record)
        assert taken(record, of_bank=True)


@examples(40)
@given(records())
def test_every_record_that_there_can_be_is_taken(record: dict[str, Any]) -> None:
    """Each valid answer of each question, absent or with a status."""
    assert taken(record)
    assert taken(record, of_bank=True)
    assert taken(json.loads(record_text(Record.model_validate(record))), of_bank=True)


@examples(20)
@given(busy_records())
def test_quiet_ones_as_well(record: dict[str, Any]) -> None:
    """Records that are quiet but for a few answers."""
    assert taken(record, of_bank=True)


FAULTS: list[tuple[str, Any]] = [
    ("id", None), ("id", "a b"), ("id", 7), ("case", ["PR"]), ("path", "long"),
    ("format", "relapse-interview/2"),
    ("started_at", "2026-11-20"), ("started_at", "2026-11-20T10:00:00"), ("started_at", "soon"),
    ("finished_at", "2026-11-20T10:00:00"), ("answers", []), ("answers", None), ("nobody_knows", 1),
    ("bank", {"id": "post_relapse"}), ("bank", "post_relapse"), ("earlier", "a b"),
    ("profile", {"id": "gb", "x": 1}),
    ("profile", {"id": "gb", "numbers": [{"label": "A"}]}), ("decisions", {}),
    ("decisions", [{"kind": "sing"}]),
    ("decisions", [{"kind": "confirm"}]), ("decisions", [{"kind": "lower", "flag": "E-01", "to": 4}]),
    ("decisions", [{"kind": "confirm", "flag": "E-01", "second": "yes"}]),
    ("decisions", [{"kind": "sign_off", "at": "now", "role": "doctor", "answers": "sha256:0"}]),
    ("decisions", [{"kind": "edit", "rule": "P-TOLD", "edition": "patient", "text": "  "}]),
    ("decisions", [{"kind": "add", "id": "mine", "section": "contact", "text": "A line."}]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "put"), FAULTS, ids=str)
def test_both_refuse_what_has_another_shape(key: str, put: Any) -> None:
    """A key that is unknown or missing, a value of another type, a time without its offset."""
    record = vignette("PR-101")
    assert build_record(record, Places())[1] == []
    record[key] = put
    assert build_record(record, Places())[1]
    assert not taken(record)


@pytest.mark.parametrize("key", ["id", "case", "path", "started_at"])
def test_both_refuse_what_lacks_a_key(key: str) -> None:
    """Without it there is no record."""
    record = vignette("PR-101")
    del record[key]
    assert build_record(record, Places())[1]
    assert not taken(record)


ANSWERS: list[tuple[str, Any]] = [
    ("safety.now", "seizure"), ("safety.now", ["seizzure"]), ("safety.nowhere", ["none"]),
    ("safety.alone", "yes"),
    ("safety.suicide", "nothing"), ("contact.worth", 11), ("contact.worth", "6"), ("contact.worth", 6.5),
    ("event.time_without", 3), ("event.time_without", {"value": 3}),
    ("event.time_without", {"value": 3, "unit": "y"}),
    ("event.time_without", {"value": -1, "unit": "day"}), ("safety.sleep", 5),
    ("safety.sleep", {"night_9": 5}),
    ("event.substance", {"class": "opioid"}), ("event.substance", [{"clas": "opioid"}]),
    ("event.substance", [{"class": "opiate"}]), ("safety.now", {"status": "perhaps"}),
    ("safety.now", {"status": "unknown", "more": 1}), ("safety.now", {"value": ["none"], "note": 7}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "put"), ANSWERS, ids=str)
def test_with_a_bank_its_answers_are_known(question: str, put: Any) -> None:
    """What the check of answers tells is underlined; the schema without a bank takes any answer."""
    record = copy.deepcopy(vignette("PR-101"))
    assert check_record(shipped_bank(), Record.model_validate(record)) == []
    record["answers"][question] = put
    assert check_record(shipped_bank(), Record.model_validate(record))
    assert taken(record)
    assert not taken(record, of_bank=True)
