"""The walls and doors of `pyproject.toml` hold: each contract breaks when a violation is put in."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINT = Path(sysconfig.get_path("scripts")) / "lint-imports"
CORE = ("model", "logic", "screens", "documents")
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
CONTRACTS = {contract["id"]: contract for contract in SETTINGS["contracts"]}

VIOLATIONS = [
    ("rooms", "logic/answers/in_words.py", "import relapse_cli.app.clock"),
    ("rooms", "documents/plan/due.py", "import relapse_cli.formats.catalogue"),
    ("rooms", "records/reader.py", "import relapse_cli.banks.loader"),
    ("rooms", "a_room_without_a_floor/new.py", ""),
    ("app_floors", "app/keeping/new.py", "import relapse_cli.app.interview.loop"),
    ("app_floors", "app/upkeep/new.py", "import relapse_cli.app.reports.plan"),
    ("app_floors", "app/a_package_without_a_floor/new.py", ""),
    ("logic_floors", "logic/facts/new.py", "import relapse_cli.logic.plan.build"),
    ("logic_floors", "logic/a_package_without_a_floor/new.py", ""),
    ("store_floors", "store/keys/new.py", "import relapse_cli.store.whole.store"),
    ("store_floors", "store/a_package_without_a_floor/new.py", ""),
    ("screen_free_core", "logic/rules/new.py", "import rich"),
    ("screen_free_core", "screens/new.py", "import relapse_cli.yaml_door"),
    *(("pure_core", f"{room}/new.py", "import random") for room in CORE),
    ("pure_core", "logic/plan/new.py", "from pathlib import Path"),
    ("pure_core", "screens/interview/new.py", "import time"),
    *(
        ("prompt_door", f"{room}/new.py", f"import {library}")
        for room in ("store", "prompters", "cli", "documents", "app/asking")
        for library in ("questionary", "prompt_toolkit")
    ),
    ("prompt_door", "a_new_file.py", "from prompt_toolkit.keys import Keys"),
    *(
        ("store_doors", "store/database/new.py", f"import {library}")
        for library in ("sqlcipher3", "keyring", "argon2", "cryptography")
    ),
    ("store_doors", "a_new_file.py", "from cryptography.hazmat.primitives.ciphers.aead import AESGCM"),
    ("format_doors", "formats/press/new.py", "import typst"),
    ("format_doors", "formats/press/pdf.py", "from typst import compile"),
    ("format_doors", "app/reports/new.py", "import docx"),
    ("format_doors", "formats/data/new.py", "from icalendar import Calendar"),
    ("format_doors", "formats/html/new.py", "from docx.shared import Pt"),
    ("format_doors", "app/review/new.py", "import pyarrow"),
    ("format_doors", "formats/data/review_csv.py", "import pyarrow.parquet"),
    ("blind_formats", "formats/data/review_csv.py", "import relapse_cli.formats.data.review_json"),
    ("engine_doors", "app/reports/new.py", "from distributed import Client"),
    ("engine_doors", "batch/engines/local.py", "import pyspark"),
    ("blind_engines", "batch/engines/local.py", "import relapse_cli.batch.engines.dask_engine"),
    ("proof_door", "checks/proofs/encoding.py", "import z3"),
    ("proof_door", "app/reports/new.py", "from z3 import Solver"),
    ("batch_door", "records/new.py", "import msgspec"),
    ("batch_door", "app/reports/new.py", "from msgspec import Struct"),
    ("blind_formats", "formats/press/pdf.py", "import relapse_cli.formats.word.docx"),
    ("blind_formats", "formats/text/markdown.py", "import relapse_cli.formats.text.terminal"),
    ("blind_formats", "formats/html/page.py", "import relapse_cli.formats.text.markdown"),
    ("blind_formats", "formats/data/history_json.py", "import relapse_cli.formats.data.plan_json"),
    ("blind_prompters", "prompters/plain/new.py", "import relapse_cli.prompters.arrow_keys.rows"),
    ("blind_prompters", "prompters/arrow_keys/rows.py", "import relapse_cli.prompters.plain.asker"),
    ("blind_prompters", "prompters/scripted.py", "import relapse_cli.prompters.plain.asker"),
    ("blind_screens", "screens/interview/new.py", "import relapse_cli.screens.sign_off.hub"),
    ("blind_screens", "screens/sign_off/base.py", "import relapse_cli.screens.interview.card"),
    ("width_door", "documents/new.py", "import wcwidth"),
    ("zstd_door", "batch/inputs/lines.py", "from backports import zstd"),
    ("zstd_door", "app/sources/new.py", "import zstandard"),
    ("width_door", "prompters/arrow_keys/prompts/word_wrap.py", "from wcwidth import wcswidth"),
    ("pure_core", "logic/plan/new.py", "import importlib.resources"),
    ("pure_core", "screens/new.py", "import urllib.request"),
    ("no_circles", "model/step.py", "import relapse_cli.model.screen"),
]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program and of its contracts."""
    copy = tmp_path_factory.mktemp("checkout")
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "relapse_cli", copy / "relapse_cli", ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


@pytest.fixture
def seed(checkout: Path) -> Iterator[Callable[[str, str], None]]:
    """Puts a line into a file of the copy, which may be new; afterwards the copy is as it was."""
    made: list[Path] = []
    kept: dict[Path, str] = {}

    def put(where: str, line: str) -> None:
        file = checkout / "relapse_cli" / where
        if not file.parent.exists():
            file.parent.mkdir()
            (file.parent / "__init__.py").touch()
            made.append(file.parent)
        if file.exists():
            kept[file] = file.read_text("utf-8")
        else:
            made.append(file)
        file.write_text(f"{kept.get(file, '')}\n{line}\n", "utf-8")

    yield put
    for file, text in kept.items():
        file.write_text(text, "utf-8")
    for path in reversed(made):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def lint(checkout: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Check the contracts of a copy."""
    command = [sys.executable, LINT, "--no-logo", *more]
    return subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)


def test_every_contract_holds(checkout: Path) -> None:
    """A copy without a violation breaks none, so that the violations below are what breaks them."""
    done = lint(checkout)
    assert (done.returncode, "0 broken" in done.stdout) == (0, True), done.stdout


def test_every_contract_has_a_violation() -> None:
    """A new contract has to show that it holds something."""
    assert {name for name, _, _ in VIOLATIONS} == set(CONTRACTS)


@pytest.mark.parametrize(("contract", "where", "line"), VIOLATIONS)
def test_a_violation_breaks_its_contract(
    checkout: Path, seed: Callable[[str, str], None], contract: str, where: str, line: str
) -> None:
    """What the contract forbids is found wherever it is written, in a file that is there or in a new one."""
    seed(where, line)
    done = lint(checkout, "--contract", contract)
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert f"{CONTRACTS[contract]['name']} BROKEN" in said or "not listed as a layer" in said


INNER_FORMATS = {
    *("base", "catalogue", "every_word", "extras"),
    *("data.json_line", "data.plan_shape", "data.safe_csv", "text.markdown_escape", "text.sheet"),
    *("text.terminal_picture", "text.terminal_table", "drawings.svg_chart", "drawings.svg_graph"),
    *("drawings.picture_words", "drawings.svg", "drawings.svg_curves", "drawings.svg_parts"),
    *("press.letters", "press.nodes", "press.typeset"),
    *("word.drawing", "word.letters", "word.package", "word.paper"),
}
"""What several formats use, or one of them alone."""


def test_no_format_is_forgotten() -> None:
    """A new file among the formats is held to be blind to the others, or is said to be none."""
    room = ROOT / "relapse_cli" / "formats"
    files = {
        ".".join(path.relative_to(room).with_suffix("").parts)
        for path in room.rglob("*.py")
        if path.name != "__init__.py"
    }
    listed = {name.removeprefix("relapse_cli.formats.") for name in CONTRACTS["blind_formats"]["modules"]}
    unheld = {file for file in files if not any(f"{file}.".startswith(f"{name}.") for name in listed)}
    assert unheld == INNER_FORMATS


@pytest.mark.parametrize("room", CORE)
def test_the_core_opens_nothing(room: str) -> None:
    """Neither a file nor a module is opened by a built-in that no import shows."""
    doors = re.compile(r"(?<![\w.])(open|__import__|import_module|exec|eval)\(")
    files = sorted((ROOT / "relapse_cli" / room).rglob("*.py"))
    assert files
    assert [str(file) for file in files if doors.search(file.read_text("utf-8"))] == []


@pytest.mark.parametrize("room", CORE)
def test_the_core_never_asks_for_the_time(room: str) -> None:
    """The clock of `datetime` cannot be seen by imports; "now" is always the record's."""
    clock = re.compile(r"\.(now|today|utcnow)\(")
    files = sorted((ROOT / "relapse_cli" / room).rglob("*.py"))
    assert files
    assert [str(file) for file in files if clock.search(file.read_text("utf-8"))] == []
