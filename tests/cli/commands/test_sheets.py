"""`relapse sheets`: both on the terminal, one in a file, with the numbers and the paper of the service."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import ROOT, Program

TITLES = {"patient": "If it happens: a page for you", "family": "For you who are close: if it happens"}


def test_both_sheets_come_one_after_the_other(relapse: Program) -> None:
    """On standard output as text or Markdown; where no profile is set that is said, and no number made up."""
    done = relapse.run("sheets")
    assert done.code == 0
    assert done.text.index(TITLES["patient"]) < done.text.index(TITLES["family"])
    assert done.notes == [
        "No profile is set, so the numbers are lines to write on. To print them: --profile ID"
    ]
    assert relapse.run("sheets", "--profile", "none").out == done.out
    marked = relapse.run("sheets", "--format", "markdown", "--profile", "ie")
    assert marked.err == ""
    assert [row for row in marked.text.splitlines() if row.startswith("# ")] == [
        f"# {title}" for title in TITLES.values()
    ]


@pytest.mark.parametrize("reader", TITLES)
@pytest.mark.parametrize("ending", ["txt", "md", "html", "pdf", "docx"])
def test_one_sheet_goes_into_a_private_file(
    relapse: Program, tmp_path: Path, reader: str, ending: str
) -> None:
    """The ending says the format; without --force no file is written over, and each run gives the same."""
    file, again = tmp_path / f"sheet.{ending}", tmp_path / f"again.{ending}"
    args = ("sheets", "--for", reader, "--profile", "ie", "-o")
    assert relapse.run(*args, file).code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert relapse.run(*args, file).code == 2
    assert relapse.run(*args, again, env={"TZ": "EAST-14"}).code == 0
    assert again.read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    "args", [("-o", "x.pdf"), ("-o", "x.txt"), ("--format", "html"), ("--format", "docx")], ids=" ".join
)
def test_two_documents_are_not_put_into_one(relapse: Program, tmp_path: Path, args: tuple[str, ...]) -> None:
    """They are for two readers: exit 2, how to say which, and no file."""
    done = relapse.run("sheets", *args, cwd=tmp_path)
    assert (done.code, done.out) == (2, b"")
    assert "--for patient" in done.err
    assert [*tmp_path.iterdir()] == []


def test_the_words_of_a_service_and_its_profile_are_used(relapse: Program, tmp_path: Path) -> None:
    """Name, telephone and notice of the settings; a flag stands before the profile that they name."""
    config = tmp_path / "config.yaml"
    config.write_text(
        "profile: ie\nservice: {name: A service, phone: 01 234 5678, notices: {ie: Keep it private.}}\n"
    )
    config.chmod(0o600)
    env = {"RELAPSE_CONFIG": str(config)}
    found = " ".join(relapse.run("sheets", "--for", "family", env=env).text.split())
    assert "A service, 01 234 5678" in found
    assert "Keep it private." in found
    assert "call 112" in found
    assert "call 911" in relapse.run("sheets", "--for", "family", "--profile", "us", env=env).text
    assert "Keep it private." not in relapse.run("sheets", "--for", "patient", env=env).text


def test_a_bank_without_sheets_says_so(relapse: Program, tmp_path: Path) -> None:
    """A copied bank of an earlier version has none: exit 5 and what to do."""
    text = (ROOT / "question_banks" / "post_relapse.yaml").read_text("utf-8")
    bank = tmp_path / "post_relapse.yaml"
    bank.write_text(text.replace("  - post_relapse/sheets.yaml\n", ""))
    (tmp_path / "post_relapse").mkdir()
    for file in (ROOT / "question_banks" / "post_relapse").glob("*.yaml"):
        (tmp_path / "post_relapse" / file.name).write_bytes(file.read_bytes())
    done = relapse.run("sheets", "--bank", bank)
    assert (done.code, done.out) == (5, b"")
    assert "has no sheets" in done.err


def test_an_unknown_profile_is_refused(relapse: Program) -> None:
    """Exit 5, with the nearest one."""
    done = relapse.run("sheets", "--profile", "iee")
    assert (done.code, done.out) == (5, b"")
