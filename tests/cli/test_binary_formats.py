"""PDF and DOCX on the command line: into a file or a pipe, never onto a screen, only with their extras."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.cli.program import VIGNETTES, Program

PR_101 = VIGNETTES / "PR-101.json"
BEGINS = {"pdf": b"%PDF-1.7", "docx": b"PK\x03\x04"}
formats = pytest.mark.parametrize("form", BEGINS)


@pytest.fixture
def without(tmp_path: Path) -> dict[str, str]:
    """An environment in which neither typst nor python-docx is installed."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(
        "import sys\nsys.modules['typst'] = sys.modules['docx'] = None\n"
    )
    root = Path(__file__).parents[2]
    return {"PYTHONPATH": os.pathsep.join((str(hidden), str(root)))}


@formats
def test_a_document_is_written_to_a_private_file(relapse: Program, tmp_path: Path, form: str) -> None:
    """The file is the caller's alone, is not written over by chance, and another day gives the same bytes."""
    file, again = tmp_path / f"plan.{form}", tmp_path / f"again.{form}"
    done = relapse.run("plan", PR_101, "--for", "patient", "--format", form, "-o", file)
    assert (done.code, done.out) == (0, b"")
    assert file.read_bytes().startswith(BEGINS[form])
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert relapse.run("plan", PR_101, "--format", form, "-o", file).code == 2
    relapse.run("plan", PR_101, "--for", "patient", "--format", form, "-o", again, env={"TZ": "EAST-14"})
    assert again.read_bytes() == file.read_bytes()


@formats
def test_a_document_goes_into_a_pipe_as_it_is(relapse: Program, tmp_path: Path, form: str) -> None:
    """What a script reads is the same as what is written to a file."""
    file = tmp_path / "history"
    piped = relapse.run("history", PR_101, "--format", form)
    assert piped.code == 0
    assert relapse.run("history", PR_101, "--format", form, "-o", file).code == 0
    assert piped.out == file.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
@pytest.mark.parametrize("args", [("plan",), ("history",), ("plan", "--sign-off")], ids=" ".join)
@formats
def test_a_screen_is_refused_before_anything_else_happens(
    relapse: Program, args: tuple[str, ...], form: str
) -> None:
    """Bytes would leave a terminal unusable; one line says what to do."""
    ours, theirs = os.openpty()
    child = relapse.start(args[0], PR_101, *args[1:], "--format", form, stdout=theirs, stderr=theirs)
    assert child.wait(timeout=60) == 2
    os.close(theirs)
    shown = os.read(ours, 4000).decode()
    os.close(ours)
    assert shown.split() == (
        f"relapse: The format {form} is for a file, and this is a terminal. Name a file with -o.".split()
    )


@formats
def test_a_missing_extra_is_one_line_that_names_it(
    relapse: Program, tmp_path: Path, without: dict[str, str], form: str
) -> None:
    """Nothing is written, and the line can be copied into a shell."""
    file = tmp_path / "plan"
    done = relapse.run("plan", PR_101, "--format", form, "-o", file, env=without)
    assert (done.code, done.out, file.exists()) == (2, b"", False)
    assert len(done.notes) == 1
    assert f"pip install 'relapse-cli[{form}]'" in done.err


def test_no_other_format_needs_an_extra(relapse: Program, without: dict[str, str]) -> None:
    """Whoever wants neither installs neither."""
    for form in ("terminal", "markdown", "html", "json"):
        assert relapse.run("plan", PR_101, "--format", form, env=without).code == 0
