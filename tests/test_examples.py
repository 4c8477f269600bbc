"""What generated tests try: the same each time, whatever ran before, or new ones for whoever explores."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

DRAWN = """
import importlib, sys
from hypothesis import given, strategies as st
from tests.examples import load_profile, slow_examples
load_profile()
for name in sys.argv[1:]:
    importlib.import_module(name)
from tests.record_strategies import busy_records
from tests.documents.hostile import hostile_text

@slow_examples(40)
@given(busy_records(), hostile_text, st.integers())
def drawn(record, text, number):
    print(ascii((record, text, number)))

drawn()
"""


def examples_of(*modules: str, seed: str, **wish: str) -> str:
    """What a generated test is given in a process of its own, after modules were loaded."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("RELAPSE_")}
    env = {**kept, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **wish}
    command = [sys.executable, "-c", DRAWN, *modules]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_same_examples_are_tried_each_time() -> None:
    """Neither the order of sets nor what was loaded before changes them; no machine sees others."""
    first = examples_of(seed="1")

    assert first.count("\n") >= 40
    assert examples_of("relapse_cli.cli.program", "tests.logic.test_decisions", seed="2") == first
    assert examples_of(seed="3", CI="true", TZ="Asia/Kolkata", LC_ALL="C") == first


@pytest.mark.parametrize("ci", ["", "true"])
def test_whoever_explores_tries_others(ci: str) -> None:
    """Each time new ones, and as many times more as were asked for, wherever it runs."""
    wish = {"RELAPSE_TESTS": "explore", "RELAPSE_EXAMPLES": "2", "CI": ci}
    first = examples_of(seed="1", **wish)

    assert first.count("\n") >= 80
    assert examples_of(seed="1", **wish) != first


@pytest.mark.parametrize(("wish", "said"), [("", "the same examples"), ("explore", "new examples")])
def test_the_head_says_which(wish: str, said: str) -> None:
    """Whoever reads the output of a run knows what was tried, and how to try something else."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "tests/text/test_shell.py"]
    env = {**os.environ, "RELAPSE_TESTS": wish}
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    [head] = [line for line in done.stdout.splitlines() if line.startswith("Generated tests")]

    assert said in head
    assert ("RELAPSE_TESTS=explore" in head) == (not wish)
