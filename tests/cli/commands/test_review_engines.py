"""`relapse review --engine`: whoever reads the files, the bytes are the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.program import Program, vignette

CASES = ("PR-101", "PR-103", "PR-203", "PR-107", "PR-210")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two files of records, one of them with something that is none."""
    place = tmp_path_factory.mktemp("records")
    lines = [json.dumps(vignette(case)) for case in CASES]
    (place / "one.jsonl").write_text("\n".join(lines[:3]) + "\n")
    (place / "two.jsonl").write_text("\n".join([*lines[3:], '{"id": "broken"}']) + "\n")
    return place


def test_dask_with_two_workers_gives_the_same_bytes(relapse: Program, folder: Path) -> None:
    """On a cluster that is made for it on this machine; what is refused is told in the same words."""
    here = relapse.run("review", folder, "--format", "json", "--min-cell", "0")
    there = relapse.run(
        "review", folder, "--format", "json", "--min-cell", "0", "--engine", "dask", "--jobs", "2"
    )
    assert (there.code, there.out) == (here.code, here.out) == (5, here.out)
    assert json.loads(there.text)["records"]["counted"] == len(CASES)
    assert [row for row in there.err.splitlines() if "two.jsonl:3" in row] == [
        row for row in here.err.splitlines() if "two.jsonl:3" in row
    ]
    assert "Traceback" not in there.err
    assert not any(" - INFO - " in row for row in there.err.splitlines())


def test_an_engine_that_is_not_there_is_told(relapse: Program, folder: Path) -> None:
    """A misspelt one, and a cluster for processes of this machine."""
    wrong = relapse.run("review", folder, "--engine", "dusk")
    assert (wrong.code, "dask" in wrong.err) == (2, True)
    cluster = relapse.run("review", folder, "--cluster", "tcp://127.0.0.1:1")
    assert (cluster.code, "--engine" in cluster.err) == (2, True)
