"""`relapse bank schema`: what an editor is given."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from relapse_cli.yaml_door import read_yaml
from tests.cli.program import ROOT, VIGNETTES, Program


@pytest.mark.parametrize("kind", ["bank", "properties", "cases", "profiles", "record", "plan", "review"])
def test_each_is_a_schema_on_standard_output(relapse: Program, kind: str) -> None:
    """Nothing but the schema, the same bytes each time, with a dialect and a name of its own."""
    done = relapse.run("bank", "schema", kind)
    assert (done.code, done.err) == (0, "")
    schema = json.loads(done.out)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].startswith("urn:relapse:")
    assert schema["description"]


def test_without_a_word_it_is_that_of_a_bank(relapse: Program) -> None:
    """Most who edit edit banks."""
    assert relapse.run("bank", "schema").out == relapse.run("bank", "schema", "bank").out


def test_a_plan_and_a_review_that_the_program_writes_are_taken(relapse: Program) -> None:
    """What comes out of one command holds to what comes out of the other."""
    for kind, args in (
        ("plan", ("plan", VIGNETTES / "PR-101.json", "--format", "json")),
        ("review", ("review", VIGNETTES / "PR-101.json", "--format", "json", "--min-cell", "0")),
    ):
        schema, data = relapse.run("bank", "schema", kind), relapse.run(*args)
        Draft202012Validator(json.loads(schema.out)).validate(json.loads(data.out))


def test_with_a_bank_the_answers_of_a_record_are_those_of_its_questions(relapse: Program) -> None:
    """With labels to read; the option belongs to records only."""
    done = relapse.run("bank", "schema", "record", "--bank", "post_relapse")
    answers = json.loads(done.out)["properties"]["answers"]
    assert "safety.now" in answers["properties"]
    assert relapse.run("bank", "schema", "plan", "--bank", "post_relapse").code == 2


def test_the_shipped_profiles_are_taken(relapse: Program) -> None:
    """Every number and every row without one."""
    schema = json.loads(relapse.run("bank", "schema", "profiles").out)
    document, _ = read_yaml(ROOT / "question_banks" / "profiles.yaml")
    assert document is not None
    Draft202012Validator(schema).validate(document.value)
