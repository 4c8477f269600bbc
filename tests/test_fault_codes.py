"""Every kind of fault stands in one printed table, `docs/faults.md`."""

from __future__ import annotations

import ast
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import relapse_cli
from relapse_cli.places import ShapeMessages
from relapse_cli.problems import Message
from tests.conftest import CheckGolden

CODE = re.compile(r"[A-Z]{3,}_[0-9]{3}")
HEAD = """# Faults

Every fault of a bank, a record, a journal or a file has a code. Scripts and tests quote the code; the words
may change. A warning is told and the work goes on; an error stops the file that it is in. What stands in
braces is filled in. `pytest --update-golden tests/test_fault_codes.py` writes this file.

| code | | what is wrong | what to do next |
|---|---|---|---|
"""


def messages() -> Iterator[Message]:
    """Every kind of fault that a module of the product declares."""
    for found in pkgutil.walk_packages(relapse_cli.__path__, "relapse_cli."):
        if found.name == "relapse_cli.__main__":
            continue
        module = import_module(found.name)
        for value in vars(module).values():
            yield from (
                value if isinstance(value, ShapeMessages) else [value] if isinstance(value, Message) else []
            )


def codes_in_strings() -> Iterator[str]:
    """Every string of the product that is a code."""
    for path in Path(relapse_cli.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                yield node.value


def table(found: set[Message]) -> str:
    """The printed table."""
    rows = (f"| {one.code} | {one.severity} | {one.text} | {one.remedy} |\n" for one in sorted(found))
    return HEAD + "".join(rows).replace("{{", "{").replace("}}", "}")


def test_the_printed_table_holds_every_fault(check_golden: CheckGolden) -> None:
    """Who meets a code finds it there, in the words of today."""
    check_golden("../../docs/faults.md", table(set(messages())))


def test_a_code_is_written_only_where_its_fault_is_declared() -> None:
    """A fault that is made up on the spot would be missing from the table."""
    assert Counter(codes_in_strings()) == Counter(message.code for message in set(messages()))
