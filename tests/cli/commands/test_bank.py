"""`relapse bank`: list, show, check; and what a faulty bank is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.program import ROOT, VIGNETTES, Program


def test_list_names_the_shipped_banks(relapse: Program) -> None:
    """One line a bank, and that nobody has signed it."""
    done = relapse.run("bank", "list")
    assert (done.code, done.err) == (0, "")
    assert done.text.splitlines() == [
        line for line in done.text.splitlines() if line.startswith("post_relapse  ")
    ]
    assert "not clinically reviewed" in done.text


def test_show_has_questions_flags_and_lines(relapse: Program) -> None:
    """Each by its id, by name and by path alike."""
    done = relapse.run("bank", "show", "post_relapse")
    assert (done.code, done.err) == (0, "")
    assert all(name in done.text for name in ("frame.consent", "M-04", "P-CONTACT"))
    assert relapse.run("bank", "show", ROOT / "question_banks" / "post_relapse.yaml") == done
    assert relapse.run("bank", "show", env={"COLUMNS": "40"}).code == 0


def test_check_of_a_sound_bank_says_so(relapse: Program) -> None:
    """Exit 0 and a summary on standard output."""
    done = relapse.run("bank", "check")
    assert done.code == 0
    assert done.text.startswith("post_relapse ")
    assert "is sound" in done.text


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A copy of the shipped bank with three faults in three places of one file."""
    banks = tmp_path / "banks"
    shutil.copytree(ROOT / "question_banks", banks)
    frame = banks / "post_relapse" / "frame.yaml"
    lines = frame.read_text("utf-8").splitlines()
    for old, new in (
        ("type: multi", "type: multy"),
        ("critical: true", "critcal: true"),
        ("required: true", "required: 7"),
    ):
        where = next(number for number, line in enumerate(lines) if line.strip() == old)
        lines[where] = lines[where].replace(old, new)
    frame.write_text("\n".join(lines) + "\n", "utf-8")
    return banks / "post_relapse.yaml"


def test_three_faults_are_named_at_once(relapse: Program, faulty: Path) -> None:
    """Each with its file and line; `bank check` and every command that needs the bank end with 5."""
    frame = faulty.parent / "post_relapse" / "frame.yaml"
    lines = frame.read_text("utf-8").splitlines()
    places = [
        f"{frame}:{next(n for n, line in enumerate(lines, 1) if wrong in line)}:"
        for wrong in ("multy", "critcal", "required: 7")
    ]
    for args in (
        ("bank", "check", faulty),
        ("bank", "show", faulty),
        ("plan", VIGNETTES / "PR-101.json", "--bank", faulty),
        ("interview", "--bank", faulty),
    ):
        done = relapse.run(*args)
        assert done.code == 5
        told = done.text.splitlines() if args[:2] == ("bank", "check") else done.notes
        assert done.err == "" if args[:2] == ("bank", "check") else done.out == b""
        for place in places:
            assert any(note.startswith(place) for note in told), place
    assert relapse.run("plan", VIGNETTES / "PR-101.json", env={"RELAPSE_BANK": str(faulty)}).code == 5


def test_a_bank_that_is_none_is_said(relapse: Program, tmp_path: Path) -> None:
    """A mistyped name has a suggestion; other YAML is no bank."""
    other = tmp_path / "other.yaml"
    other.write_text("questions: []\n")
    empty = tmp_path / "empty.yaml"
    empty.touch()
    assert "Did you mean 'post_relapse'?" in relapse.run("bank", "show", "post_relaps").err
    for wrong in ("nosuch", other, empty, tmp_path):
        for command in ("show", "check"):
            done = relapse.run("bank", command, wrong)
            assert done.code == 5
            assert str(wrong) in done.err + done.text
