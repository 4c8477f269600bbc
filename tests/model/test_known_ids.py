"""The program names no question, rule, flag or slot of a bank: a bank says which of them plays which part."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import relapse_cli
from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE
from relapse_cli.model import known_ids
from relapse_cli.model.roles import contracts
from relapse_cli.model.sets import set_contracts
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


def test_the_program_knows_no_id_of_a_bank() -> None:
    """What it makes by a name of its own is known in one place; all else a bank names as a role."""
    files = [path for path in PACKAGE.rglob("*.py") if path != HOME]
    assert {str(path): found for path in files if (found := named_ids(path.read_text("utf-8")))} == {}


def test_what_the_program_names_itself_stands_once_and_is_asked_of_a_bank() -> None:
    """Gap lines and validators, each of its kind, and no id that a bank may choose."""
    named = named_ids(HOME.read_text("utf-8"))
    assert sorted(named) == sorted(known_ids.GAPS | known_ids.VALIDATORS)


def test_every_role_and_set_is_read() -> None:
    """One that no code reads would be asked of every bank for nothing."""
    code = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    read = set(re.findall(r"\b(?:roles|known|self|sets)\.(\w+)", code))
    read |= {role for fact in (*CATALOGUE.values(), *ENTRY_CATALOGUE.values()) for role in fact.roles}
    asked = [name for name, _ in (*contracts(), *set_contracts())]
    assert [name for name in asked if name not in read] == []


def test_a_derived_fact_reads_roles_that_there_are() -> None:
    """They are named as text."""
    named = {role for fact in (*CATALOGUE.values(), *ENTRY_CATALOGUE.values()) for role in fact.roles}
    named |= {
        role for fact in (*CATALOGUE.values(), *ENTRY_CATALOGUE.values()) for role, _ in fact.options_of
    }
    assert named <= {role for role, _ in contracts()}
