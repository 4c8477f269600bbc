"""`relapse bank sheet`, `sign` and `copy`: a bank of one's own, read, signed, and changed afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.program import VIGNETTES, Program

WHO = ("--name", "Dr A. Example", "--role", "clinical lead", "--registration", "IMC 1", "--yes")
NOT_REVIEWED = "Not clinically reviewed"
REVIEWED = "Clinically reviewed by Dr A. Example, clinical lead, "


@pytest.fixture
def bank(relapse: Program, tmp_path: Path) -> Path:
    """A bank of one's own."""
    done = relapse.run("bank", "copy", "mine", cwd=tmp_path)
    assert done.code == 0
    assert done.notes == [
        "Copied. After each change: relapse bank check mine/post_relapse.yaml",
        f"To work with it: relapse config set bank {tmp_path / 'mine' / 'post_relapse.yaml'}",
    ]
    return tmp_path / "mine" / "post_relapse.yaml"


def plan(relapse: Program, bank: Path) -> str:
    """A patient's page made with a bank."""
    done = relapse.run("plan", VIGNETTES / "PR-101.json", "--bank", bank, "--for", "patient")
    assert done.code in {0, 3}, done.err
    return " ".join(done.text.split())


def test_a_signed_bank_is_reviewed_until_one_letter_is_changed(relapse: Program, bank: Path) -> None:
    """A question's wording, and an emergency number; put back, the signature counts again."""
    assert NOT_REVIEWED in plan(relapse, bank)
    assert relapse.run("bank", "sign", bank, *WHO).code == 0
    assert REVIEWED in plan(relapse, bank)
    frame, numbers = bank.parent / "post_relapse" / "frame.yaml", bank.parent / "profiles.yaml"
    for file, old, new in (
        (frame, "How this session takes place", "How this session takes plaice"),
        (numbers, '"911"', '"912"'),
    ):
        before = file.read_text("utf-8")
        assert old in before
        file.write_text(before.replace(old, new, 1), "utf-8")
        page = plan(relapse, bank)
        assert NOT_REVIEWED in page
        assert REVIEWED not in page
        file.write_text(before, "utf-8")
        assert REVIEWED in plan(relapse, bank)


def test_check_tells_that_a_signature_fits_no_more(relapse: Program, bank: Path) -> None:
    """As a warning with what to do; a copy has no signature."""
    assert relapse.run("bank", "sign", bank, *WHO).code == 0
    assert relapse.run("bank", "check", bank, "--strict").code == 0
    numbers = bank.parent / "profiles.yaml"
    numbers.write_text(numbers.read_text("utf-8").replace('"911"', '"912"'), "utf-8")
    done = relapse.run("bank", "check", bank)
    assert done.code == 0
    assert "BANK_262 Dr A. Example signed another content" in done.text
    assert "relapse bank sign" in done.text
    other = bank.parent.parent / "other"
    assert relapse.run("bank", "copy", other, "--bank", bank).code == 0
    assert not (other / "post_relapse" / "signature.yaml").exists()
    assert (other / "post_relapse" / "properties.yaml").exists()
    assert '"912"' in (other / "profiles.yaml").read_text("utf-8")


def test_list_names_where_each_bank_is(relapse: Program, bank: Path) -> None:
    """Those that come with the program, and the one in use; one with faults is told, not refused."""
    env = {"RELAPSE_BANK": str(bank)}
    rows = json.loads(relapse.run("bank", "list", "--format", "json", env=env).out)
    assert [(row["name"], row["in_use"]) for row in rows] == [("post_relapse", False), (str(bank), True)]
    assert all(Path(row["path"]).is_file() for row in rows)
    bank.write_text(bank.read_text("utf-8").replace("files:", "flies:"), "utf-8")
    done = relapse.run("bank", "list", env=env)
    assert done.code == 0
    assert f"{bank}  cannot be used: relapse bank check {bank}  in use" in done.text.splitlines()
    gone = relapse.run("bank", "list", env={"RELAPSE_BANK": "gone.yaml"})
    assert gone.code == 0
    assert "gone.yaml  cannot be used: relapse bank check gone.yaml  in use" in gone.text.splitlines()


def test_what_is_not_signed(relapse: Program, bank: Path) -> None:
    """A bank that comes with the program, one with errors, one by nobody."""
    shipped = relapse.run("bank", "sign", *WHO)
    assert shipped.code == 2
    assert "relapse bank copy" in shipped.err
    nobody = relapse.run("bank", "sign", bank, "--name", "Dr A. Example")
    assert nobody.code != 0
    assert "--registration" in nobody.err
    empty = relapse.run("bank", "sign", bank, "--name", " ", *WHO[2:])
    assert empty.code == 2
    frame = bank.parent / "post_relapse" / "frame.yaml"
    frame.write_text(frame.read_text("utf-8").replace("type: multi", "type: multy", 1), "utf-8")
    faulty = relapse.run("bank", "sign", bank, *WHO)
    assert faulty.code == 5
    assert str(frame) in faulty.err
    assert not (bank.parent / "post_relapse" / "signature.yaml").exists()


def test_a_folder_with_something_in_it_is_left_alone(relapse: Program, bank: Path) -> None:
    """Nothing is written over."""
    before = {path: path.read_bytes() for path in bank.parent.rglob("*") if path.is_file()}
    done = relapse.run("bank", "copy", bank.parent)
    assert done.code == 2
    assert "new or empty" in done.err
    assert {path: path.read_bytes() for path in bank.parent.rglob("*") if path.is_file()} == before


def test_a_bank_does_not_say_itself_that_it_was_reviewed(relapse: Program, bank: Path) -> None:
    """The old key is refused with the way to sign; where it says nothing it is let pass."""
    bank.write_text(bank.read_text("utf-8").replace("  title:", "  reviewed_by: me\n  title:"), "utf-8")
    done = relapse.run("plan", VIGNETTES / "PR-101.json", "--bank", bank)
    assert done.code == 5
    assert f"{bank}:4:" in done.err
    assert "BANK_019" in done.err
    assert "relapse bank sign" in done.err
    bank.write_text(bank.read_text("utf-8").replace("reviewed_by: me", "reviewed_by: null"), "utf-8")
    assert NOT_REVIEWED in plan(relapse, bank)


def test_the_sheet_is_written_in_the_format_of_its_name(relapse: Program, tmp_path: Path) -> None:
    """Markdown on standard output, HTML by the ending of a file."""
    shown = relapse.run("bank", "sheet")
    assert (shown.code, shown.err) == (0, "")
    assert shown.text.startswith("# After a return to use: questions and rules for sign-off\n")
    page = tmp_path / "sheet.html"
    assert relapse.run("bank", "sheet", "-o", page).code == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
