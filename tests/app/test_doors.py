"""Where the application imports late: at a few doors, each with its reason, and nowhere else."""

from __future__ import annotations

import ast
from pathlib import Path

import relapse_cli.app

DOORS = {
    "access/door.py:keys": "a store that is not there yet is not looked into",
    "access/door.py:_open": "the store is opened when there is something to keep",
    "asking/choose.py:_plain_asker": "a terminal that draws needs no plain lines",
    "keeping/choose.py:_set_up": "a store is set up once, and the first question does not wait for it",
    "keeping/held_file.py:_lock": "Windows has no locks of this kind, and no module for them",
    "keeping/in_store.py:_entries": "nothing is kept before the agreement",
    "keeping/in_store.py:_find_standing": "a store is hardly ever taken away",
    "reports/bank_mutants.py:_solver": "the solver is an extra that most do without",
    "reports/proofs.py:prove_bank": "the solver is an extra that most do without",
    "review/engines.py:engine_named": "Dask and Spark take long to load, and most reviews need neither",
    "sessions/hand_over.py:hand_over": "the first question does not wait for a page that few need",
    "sessions/open.py:_compare": "a case that is new has no last time",
    "sessions/open.py:_open_followup": "an interview has no plan to go through",
    "sessions/open.py:_resume": "what begins is not gone on with, and going on with a file needs no journal",
    "sessions/open.py:_resume_interview": "what begins is not gone on with",
    "sessions/run.py:_close": "the first question does not wait for what comes last: sign-off and plan",
    "sessions/session.py:begin_record": "whoever is asked brings no file of answers",
    "sources/bank.py:_read_and_check": "a bank from the cache is neither read nor checked",
    "sources/earlier.py:read_earlier": "most interviews name no earlier one, and read no record",
    "sources/service.py:_logo": "most papers have no picture, and the first question waits for none",
    "sources/records.py:read_source": "a record file needs no journal",
}
"""The functions that import, with why they do not at the top of their file."""


def late_imports() -> set[str]:
    """The functions of the application with an import inside."""
    top = Path(relapse_cli.app.__file__).parent
    return {
        f"{path.relative_to(top).as_posix()}:{function.name}"
        for path in top.rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and any(isinstance(inside, ast.Import | ast.ImportFrom) for inside in ast.walk(function))
    }


def test_imports_stand_at_the_top_of_a_file_or_at_a_door() -> None:
    """A late import hides what a file needs, so each one is named here; a door that is gone is not."""
    assert late_imports() == set(DOORS)
