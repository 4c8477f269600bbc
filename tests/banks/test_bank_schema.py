"""The schema for editors and the loader say the same of what a file of a bank may look like."""

from __future__ import annotations

import copy
import json
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from relapse_cli.banks.bank_files import BankFiles, find_bank_files
from relapse_cli.banks.bank_schema import bank_schema
from relapse_cli.banks.beside_schema import cases_schema, properties_schema
from relapse_cli.banks.condition_parser import ConditionParser
from relapse_cli.banks.loader import read_bank
from relapse_cli.banks.shipped import find_bank
from relapse_cli.yaml_door import parse_yaml, read_yaml
from tests.checks.changes.compared import FILES
from tests.checks.seeded_faults import SEEDS
from tests.checks.test_seeded_faults import edited
from tests.examples import examples

SHIPPED = find_bank("post_relapse")
_SHAPES = {*(f"BANK_0{number:02}" for number in (3, 10, 11, 12, 13, 14)), *(f"BANK_02{n}" for n in range(7))}
"""The codes of faults that a file has by its shape alone."""


@cache
def validator() -> Draft202012Validator:
    """The schema of a bank, ready to judge."""
    schema = bank_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def value(data: bytes) -> Any:
    """The data of a file."""
    document, problems = parse_yaml(data)
    assert document is not None, problems
    return document.value


def shipped_files() -> dict[str, bytes]:
    """Every file of the shipped bank."""
    files, problems = find_bank_files(SHIPPED)
    assert files is not None, problems
    return dict(files.contents)


def test_every_file_of_the_shipped_bank_is_taken() -> None:
    """The composing one and those that it names, in the spelling in which they stand there."""
    for name, data in shipped_files().items():
        assert [error.message for error in validator().iter_errors(value(data))] == [], name


def test_what_stands_beside_the_shipped_bank_is_taken() -> None:
    """Its promises and its cases."""
    beside = SHIPPED.with_suffix("")
    for schema, files in (
        (properties_schema(), [beside / "properties.yaml"]),
        (cases_schema(), sorted((beside / "cases").glob("*.yaml"))),
    ):
        Draft202012Validator.check_schema(schema)
        assert files
        for file in files:
            document, _ = read_yaml(file)
            assert document is not None
            assert [error.message for error in Draft202012Validator(schema).iter_errors(document.value)] == []


SHAPE_FAULTS = [seed for seed in SEEDS if seed.code in _SHAPES]


@pytest.mark.parametrize("seed", SHAPE_FAULTS, ids=lambda seed: f"{seed.code} {seed.new.strip()[:30]}")
def test_what_is_refused_by_its_shape_is_underlined(seed: Any) -> None:
    """The faults that a careful person could put into the shipped bank, as far as one file shows them."""
    name = "post_relapse.yaml" if seed.file == "." else f"post_relapse/{seed.file}"
    assert list(validator().iter_errors(value(edited(seed)[name])))


def test_there_are_such_faults() -> None:
    """The runs above are not empty, and know most codes of shapes."""
    assert len({seed.code for seed in SHAPE_FAULTS}) >= 6


def test_the_keys_of_conditions_are_those_that_the_parser_reads() -> None:
    """None is forgotten, none is made up."""
    nodes = bank_schema()["$defs"]["condition"]["anyOf"]
    words = {word for node in nodes for word in node.get("enum", ())}
    named = {
        next(key for key in node["required"] if key != "at_least") for node in nodes if "required" in node
    }
    readers = set(ConditionParser()._readers())
    assert words == {"always", "never"}
    assert named == readers | {"answer", "field", "entry", "fact"}


PLACES = [
    (name, path)
    for name, text in FILES.items()
    if name != "bank.yaml"
    for path in parse_yaml(text.encode())[0].lines  # type: ignore[union-attr]  # it is sound
    if len(path) >= 2
]
NONSENSE: list[Any] = [7, "no such word", None, [], {"nonsense": 1}, ["x"], -1.5]


@examples(200)
@example(("rest.yaml", ("wording", "levels")), "add", "no such word")
@given(st.sampled_from(PLACES), st.sampled_from(["remove", "add", "replace"]), st.sampled_from(NONSENSE))
def test_both_give_the_same_verdict_of_any_edit(place: tuple[str, Any], edit: str, put: Any) -> None:
    """Somewhere in a bank a key goes, one comes, or something else stands there."""
    name, path = place
    files = {each: value(text.encode()) for each, text in FILES.items()}
    files[name] = changed(files[name], path, edit, put)
    contents = {each: json.dumps(part).encode() for each, part in files.items()}
    reading = read_bank(BankFiles(contents, {each: each for each in contents}, "sha256:0"), [])
    found = [f"{each}: {e.message}" for each, part in files.items() for e in validator().iter_errors(part)]
    assert bool(found) == bool(reading.problems), (found, reading.problems)


def changed(whole: Any, path: tuple[Any, ...], edit: str, put: Any) -> Any:
    """A copy in which one place was edited."""
    made = copy.deepcopy(whole)
    part = made
    for key in path[:-1]:
        part = part[key]
    if edit == "remove":
        del part[path[-1]]
    elif edit == "add" and isinstance(part[path[-1]], dict):
        part[path[-1]]["nobody_knows"] = put
    else:
        part[path[-1]] = put
    return made


def test_a_file_that_names_others_composes_a_bank() -> None:
    """`files` without `bank` is refused by both."""
    data = {"files": ["a.yaml"], "facts": []}
    assert list(validator().iter_errors(data))
    contents = {"one.yaml": json.dumps(data).encode()}
    assert read_bank(BankFiles(contents, {"one.yaml": "one.yaml"}, "sha256:0"), []).problems
    assert not list(validator().iter_errors({"facts": []}))


def test_the_schema_is_a_document_of_its_own() -> None:
    """It refers to nothing outside of itself, and names no form that files do not have."""
    text = json.dumps(bank_schema())
    assert all(part.startswith("#/$defs/") for part in text.split('"$ref": "')[1:])
    assert "AllOf" not in bank_schema()["$defs"]
    assert "digest" not in bank_schema()["properties"]
