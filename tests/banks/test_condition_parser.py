"""Conditions: every spelling becomes its model, and one typo is one fault."""

from __future__ import annotations

import pytest

from relapse_cli.banks.condition_parser import ConditionParser
from relapse_cli.model.condition import (
    ALWAYS,
    ActionFires,
    AnyOf,
    Compare,
    Condition,
    FlagSet,
    LevelIs,
    Not,
    Op,
    OpenBeyond,
    Scalar,
    SomeEntry,
    Subject,
)
from relapse_cli.yaml_door import parse_yaml

LEVELS = {"E-01": 4, "M-01": 3, "M-14": 3, "U-01": 2}


def leaf(subject: Subject, name: str, op: Op, *values: Scalar) -> Compare:
    """Return a leaf in one short line."""
    return Compare(subject=subject, name=name, op=op, values=values)


REGULAR = leaf("entry", "regular", "is", True)


def parse(text: str) -> tuple[Condition, list[str]]:
    """Return the condition written in YAML, and the codes of its faults."""
    document, problems = parse_yaml(text.encode())
    assert document is not None, problems
    parser = ConditionParser(levels=LEVELS)
    condition = parser.parse(document.value, (), "when")
    return condition, [problem.code for problem in parser.problems]


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("always", ALWAYS),
        ("never", AnyOf(parts=())),
        ("{any: [always]}", AnyOf(parts=(ALWAYS,))),
        ("{not: {entry: regular}}", Not(part=REGULAR)),
        ("{some_entry: {entry: regular}}", SomeEntry(part=REGULAR)),
        ("{answer: a.b, is: low}", leaf("answer", "a.b", "is", "low")),
        ("{answer: a.b, is: true}", leaf("answer", "a.b", "is", True)),
        ("{answer: a.b, is_not: 3}", leaf("answer", "a.b", "is_not", 3)),
        ("{answer: a.b, in: [x, y]}", leaf("answer", "a.b", "in", "x", "y")),
        ("{fact: classes, has: [x]}", leaf("fact", "classes", "has", "x")),
        ("{answer: a.b, at_least: 8}", leaf("answer", "a.b", "at_least", 8)),
        ("{answer: a.b, at_most: {days: 7}}", leaf("answer", "a.b", "at_most", 168.0)),
        ("{answer: a.b, more_than: 0.5}", leaf("answer", "a.b", "more_than", 0.5)),
        ("{answer: a.b, less_than: {weeks: 2}}",
         leaf("answer", "a.b", "less_than", 336.0)),
        ("{entry: last_use, within: {hours: 72}}",
         leaf("entry", "last_use", "within", 72.0)),
        ("{answer: a.b, within: {minutes: 30}}",
         leaf("answer", "a.b", "within", 0.5)),
        ("{answer: a.b, within: {months: 1}}", leaf("answer", "a.b", "within", 720.0)),
        ("{answer: a.b, usable: true}", leaf("answer", "a.b", "usable")),
        ("{answer: a.b, unresolved: true}", leaf("answer", "a.b", "unresolved")),
        ("{answer: a.b, enabled: true}", leaf("answer", "a.b", "enabled")),
        ("{answer: a.b, asked: true}", leaf("answer", "a.b", "asked")),
        ("{answer: a.b, status: declined}",
         leaf("answer", "a.b", "status", "declined")),
        ("{answer: a.b, is_or_unresolved: true}",
         leaf("answer", "a.b", "is_or_unresolved", True)),
        ("{fact: continuing}", leaf("fact", "continuing", "is", True)),
        ("{field: route, is_not: oral}", leaf("field", "route", "is_not", "oral")),
        ("{flag: E-01}", FlagSet(n=1, of=("E-01",))),
        ("{at_least: 2, of_flags: [E-01, U-01]}", FlagSet(n=2, of=("E-01", "U-01"))),
        ("{any_flag: {levels: [3, 4], except: [M-14]}}", FlagSet(n=1, of=("E-01", "M-01"))),
        ("{any_flag: {levels: [2]}}", FlagSet(n=1, of=("U-01",))),
        ("{level: 4}", LevelIs(low=4, high=4)),
        ("{level: {at_least: 3}}", LevelIs(low=3, high=4)),
        ("{level: {at_most: 2}}", LevelIs(low=1, high=2)),
        ("{action: P-NOSTOP}", ActionFires(name="P-NOSTOP")),
        ("{open_beyond: M-14}", OpenBeyond(flag="M-14")),
    ],
)  # fmt: skip
def test_every_spelling_of_the_readme_is_read(written: str, condition: Condition) -> None:
    """What question_banks/README.md shows becomes the condition it says."""
    assert parse(written) == (condition, [])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("sometimes", "BANK_020"),
        ("{}", "BANK_020"),
        ("null", "BANK_026"),
        ("{all: []}", "BANK_026"),
        ("{any: []}", "BANK_026"),
        ("[always]", "BANK_020"),
        ("7", "BANK_020"),
        ("{awnser: a.b, is: x}", "BANK_020"),
        ("{answer: a.b, iss: x}", "BANK_021"),
        ("{all: [], any: []}", "BANK_021"),
        ("{flag: E-01, is: true}", "BANK_021"),
        ("{any_flag: {levels: [3], execpt: [M-14]}}", "BANK_021"),
        ("{all: {fact: x}}", "BANK_022"),
        ("{answer: a.b}", "BANK_023"),
        ("{field: route}", "BANK_023"),
        ("{answer: a.b, at_least: 3, at_most: 5}", "BANK_024"),
        ("{answer: a.b, in: x}", "BANK_025"),
        ("{answer: a.b, has: []}", "BANK_025"),
        ("{answer: a.b, is: [x]}", "BANK_025"),
        ("{answer: a.b, at_least: many}", "BANK_025"),
        ("{answer: a.b, at_least: true}", "BANK_025"),
        ("{answer: a.b, at_least: {fortnights: 1}}", "BANK_025"),
        ("{answer: a.b, within: 72}", "BANK_025"),
        ("{answer: a.b, within: {hours: -1}}", "BANK_025"),
        ("{answer: a.b, within: {hours: 1, days: 2}}", "BANK_025"),
        ("{answer: a.b, usable: false}", "BANK_025"),
        ("{answer: a.b, status: refused}", "BANK_025"),
        ("{at_least: 0, of_flags: [E-01]}", "BANK_025"),
        ("{of_flags: [E-01]}", "BANK_025"),
        ("{at_least: 1, of_flags: []}", "BANK_025"),
        ("{level: 5}", "BANK_025"),
        ("{level: {at_least: high}}", "BANK_025"),
        ("{any_flag: [3, 4]}", "BANK_025"),
        ("{any_flag: {levels: [1]}}", "BANK_027"),
        ("{answer: 3, is: 3}", "BANK_028"),
        ("{flag: [E-01]}", "BANK_028"),
        ("{any_flag: {levels: [3], except: [M-41]}}", "BANK_029"),
    ],
)
def test_one_typo_is_one_fault(written: str, code: str) -> None:
    """However deep a condition is, a mistake in it is named once and by what it is."""
    assert parse(written)[1] == [code]
    assert parse(f"{{any: [always, {{not: {written}}}]}}")[1] == [code]


def test_two_typos_are_two_faults() -> None:
    """The parts of a condition are judged each by itself."""
    assert parse("{all: [{flg: E-01}, {answer: a.b}]}")[1] == ["BANK_020", "BANK_023"]


def test_the_nearest_key_is_offered() -> None:
    """A misspelt key comes with the one that was probably meant."""
    parser = ConditionParser()
    parser.parse({"some_entri": {"entry": "regular"}}, (), "when")
    parser.parse({"answer": "a.b", "at_lest": 3}, (), "when")

    assert "Did you mean 'some_entry'?" in parser.problems[0].remedy
    assert "Did you mean 'at_least'?" in parser.problems[1].remedy
