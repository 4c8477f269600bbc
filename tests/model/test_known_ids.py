"""The program names ids of questions, rules, flags, gaps and validators in one place."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import relapse_cli
from relapse_cli.model import known_ids
from tests.banks_under_test import shipped_bank

PACKAGE = Path(relapse_cli.__file__).parent
HOME = Path(known_ids.__file__)
SHAPE = re.compile(r"[\w-]+(?:\.[\w-]+)*")


def bank_ids() -> frozenset[str]:
    """Every id of the shipped bank that the program could know by heart."""
    bank = shipped_bank()
    lines = (*bank.flags, *bank.actions, *bank.answer_lines, *bank.gap_lines)
    return frozenset(
        [*bank.questions, *bank.wording.validators, *bank.slot_by_name, *(line.id for line in lines)]
    )


def named_ids(source: str) -> list[str]:
    """The ids of the bank that stand in the strings of a program, its docstrings aside."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]
    known = bank_ids()
    return [word for text in texts for word in SHAPE.findall(text) if word in known]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('RULE = "P-CONTACT"', ["P-CONTACT"]),
        ('print(f"see {x} (M-01)")', ["M-01"]),
        ('x = reading.value("safety.now")', ["safety.now"]),
        ('"""About P-CONTACT."""', []),
        ('x = "P-CONTACTS, safety.nowhere"', []),
    ],
)
def test_an_id_in_a_string_is_found(source: str, found: list[str]) -> None:
    """Alone or within a sentence; what a docstring explains is no use of it."""
    assert named_ids(source) == found


def test_every_id_is_named_in_one_place() -> None:
    """No other file spells out an id, so that a bank can say one day which of its ids plays which part."""
    files = [path for path in PACKAGE.rglob("*.py") if path != HOME]
    assert {str(path): found for path in files if (found := named_ids(path.read_text("utf-8")))} == {}


def test_every_known_id_stands_once_and_in_the_shipped_bank() -> None:
    """Two names for one id, or a name for none, would be read as two things."""
    named = named_ids(HOME.read_text("utf-8"))
    no_ids = {"EMERGENCY_LEVEL", "GAP_PREFIX", "FIRST_STEP_PREFIX"}
    values = [value for name, value in vars(known_ids).items() if name.isupper() and name not in no_ids]
    alone = [value for value in values if isinstance(value, str)]
    grouped = known_ids.SCHEDULE_RULES | known_ids.POISON_FLAGS
    assert sorted([*named, *known_ids.FACTS]) == sorted({*alone, *grouped})


def test_every_known_id_is_one_of_its_kind() -> None:
    """None is left out of what a bank is asked for."""
    kinds = (
        known_ids.QUESTIONS, known_ids.ACTIONS, known_ids.ANSWER_LINES, known_ids.FACTS, known_ids.GAPS,
        known_ids.SLOTS, known_ids.VALIDATORS, known_ids.FLAGS,
    )  # fmt: skip
    no_ids = {"GAP_PREFIX", "FIRST_STEP_PREFIX"}
    named = [value for name, value in vars(known_ids).items() if name.isupper() and name not in no_ids]
    alone = [value for value in named if isinstance(value, str)]
    grouped = known_ids.SCHEDULE_RULES | known_ids.POISON_FLAGS
    assert sorted(name for kind in kinds for name in kind) == sorted({*alone, *grouped})
