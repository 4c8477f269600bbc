"""Where documents go: the ending says the format, and nothing is written in the wrong place."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from relapse_cli.formats.base import ending_of, fits_ending, format_of
from relapse_cli.records.writer import record_text
from tests.banks_under_test import vignette as record
from tests.cli.program import VIGNETTES, Program, write
from tests.signed_records import signed_record

PR_101 = VIGNETTES / "PR-101.json"
BEGINS = {
    "a.txt": b"Plan after",
    "a.md": b"# Plan after",
    "a.HTML": b"<!doctype html>",
    "a.pdf": b"%PDF-",
    "a.docx": b"PK",
    "a.json": b'{"bank":',
    "a.ics": b"BEGIN:VCALENDAR",
    "a": b"Plan after",
}


@pytest.mark.parametrize("name", BEGINS)
def test_the_ending_of_a_file_says_its_format(relapse: Program, tmp_path: Path, name: str) -> None:
    """Whatever its letters' case; a name without an ending holds what a terminal shows."""
    file = tmp_path / name
    done = relapse.run("plan", PR_101, "-o", file)
    assert (done.code, done.out) == (0, b"")
    assert file.read_bytes().startswith(BEGINS[name])


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("plan", PR_101, "-o", ""), 2, "names no file"),
        (("plan", PR_101, "-o", "x.docx", "--format", "pdf"), 2, "is named like docx"),
        (("plan", PR_101, "-o", "there/"), 2, "is a folder"),
        (("history", PR_101, "-o", "x.ics"), 2, "not written as ics"),
        (("answers", PR_101, "-o", ""), 2, "names no file"),
        (("why", PR_101, "-o", "x.pdf", "--format", "json"), 2, "is named like pdf"),
        (("plan", PR_101, "--all"), 2, "needs a folder"),
        (("plan", PR_101, "--all", "-o", "taken"), 2, "is a file"),
        (("plan", PR_101, "--all", "-o", "new/"), 5, "not final"),
        (("plan", PR_101, "--all", "-o", "new/", "--format", "ics"), 2, "ics is none"),
        (("plan", PR_101, "--format", "note", "--for", "patient"), 5, "is the clinician's"),
        (("plan", PR_101, "--format", "ics", "--for", "family"), 5, "clinician and the patient only"),
    ],
    ids=lambda value: (
        " ".join(map(str, value)).replace(str(VIGNETTES), "") if isinstance(value, tuple) else ""
    ),
)
def test_a_place_that_does_not_fit_is_refused_and_nothing_is_written(
    relapse: Program, tmp_path: Path, args: tuple[str | Path, ...], code: int, words: str
) -> None:
    """One sentence says what is wrong, and no file appears."""
    (tmp_path / "taken").write_text("mine")
    (tmp_path / "there").mkdir()
    done = relapse.run(*args, cwd=tmp_path)
    assert (done.code, done.out) == (code, b"")
    assert words in done.err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["taken", "there"]


@pytest.mark.parametrize("command", ["plan", "history", "answers", "why"])
def test_no_document_takes_the_place_of_its_record(relapse: Program, tmp_path: Path, command: str) -> None:
    """Not even with --force: the answers would be gone."""
    source = write(tmp_path / "record", record("PR-101"))
    before = source.read_bytes()
    done = relapse.run(command, source, "-o", source, "--force")
    assert done.code == 2
    assert source.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_force_writes_over_nothing_but_a_plain_file(relapse: Program, tmp_path: Path) -> None:
    """A pipe, or a device, stays what it is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    done = relapse.run("plan", PR_101, "-o", pipe, "--force")
    assert done.code == 5
    assert "no plain file" in done.err
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert sorted(tmp_path.iterdir()) == [pipe]


@pytest.fixture
def signed_file(tmp_path: Path) -> Path:
    """A signed record of somebody who agreed that something is shared."""
    data = record("PR-107")
    data["answers"]["close.learned"] = "Sleep goes first."
    file = tmp_path / "signed.json"
    file.write_text(record_text(signed_record(data), "json"), encoding="utf-8")
    return file


def test_all_papers_of_a_signed_plan_are_written_into_one_folder(
    relapse: Program, tmp_path: Path, signed_file: Path
) -> None:
    """Each private, named by case, day and what it is; the family sheet only where there is one."""
    folder = tmp_path / "papers"
    done = relapse.run("plan", signed_file, "--all", "-o", f"{folder}/", "--format", "markdown")
    assert done.code == 0, done.err
    names = sorted(path.name.removeprefix("PR-107_2026-11-20_") for path in folder.iterdir())
    assert names == ["calendar.ics", "clinician.md", "family.md", "note.txt", "patient.md"]
    assert len(done.notes) == len(names)
    if sys.platform != "win32":
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["p.pdf", "papers.HTML"])
def test_a_set_goes_into_a_folder(relapse: Program, tmp_path: Path, signed_file: Path, name: str) -> None:
    """One that is named like a file is probably meant to be one."""
    done = relapse.run("plan", signed_file, "--all", "-o", tmp_path / name)
    assert done.code == 2
    assert "is named like a file" in done.notes[0]
    assert not (tmp_path / name).exists()


def test_a_name_that_is_taken_stops_the_whole_set(
    relapse: Program, tmp_path: Path, signed_file: Path
) -> None:
    """Nothing is written beside it, and --force writes all anew with the same bytes."""
    folder = tmp_path / "papers"
    folder.mkdir()
    mine = folder / "PR-107_2026-11-20_patient.html"
    mine.write_text("mine")
    call = ("plan", signed_file, "--all", "-o", folder, "--format", "html")
    done = relapse.run(*call)
    assert done.code == 2
    assert "PR-107_2026-11-20_patient.html" in done.err
    assert [path.name for path in folder.iterdir()] == [mine.name]
    assert relapse.run(*call, "--force").code == 0
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert relapse.run(*call, "--force").code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_every_format_has_an_ending_that_says_it() -> None:
    """A file that is named by the program is read back by its name."""
    for form in ("terminal", "markdown", "html", "pdf", "docx", "json", "ics"):
        assert format_of(f"x{ending_of(form)}") == form
        assert fits_ending(f"x{ending_of(form)}", form)
    assert fits_ending("x.txt", "note")
    assert not fits_ending("x.txt", "pdf")
