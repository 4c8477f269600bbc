"""`relapse bank texts`, from a command line."""

from __future__ import annotations

from pathlib import Path

from relapse_cli.banks.shipped import banks_folder
from tests.cli.program import Program

SMALL = "bank:\n  id: x\n"


def test_texts_go_to_standard_output_or_into_a_file_that_is_gone_on_with(
    relapse: Program, tmp_path: Path
) -> None:
    """The same either way; on standard error how far it has come."""
    file = tmp_path / "de.yaml"
    out = relapse.run("bank", "texts", "--language", "de")
    assert (out.code, out.notes[-1].startswith("de: 0 of ")) == (0, True)
    done = relapse.run("bank", "texts", "post_relapse", "--language", "de", "-o", file)
    assert (done.code, done.out, file.read_bytes()) == (0, b"", out.out)
    file.write_text(file.read_text("utf-8").replace('text: ""', "text: Nach einem Rückfall", 1), "utf-8")
    again = relapse.run("bank", "texts", "--language", "de", "-o", file)
    assert again.notes[-1].startswith("de: 1 of ")
    assert "Nach einem Rückfall" in file.read_text("utf-8")


def test_what_cannot_be_written_is_refused(relapse: Program, tmp_path: Path) -> None:
    """No language, none that is one, a folder, a file of something else; nothing is written."""
    assert relapse.run("bank", "texts").code == 2
    assert relapse.run("bank", "texts", "--language", "../x").code == 2
    assert relapse.run("bank", "texts", "--language", "de", "-o", tmp_path).code == 2
    other = tmp_path / "other.yaml"
    other.write_text(SMALL, "utf-8")
    refused = relapse.run("bank", "texts", "--language", "de", "-o", other)
    assert (refused.code, other.read_text("utf-8")) == (5, SMALL)
    assert any(note.startswith(f"{other}:") for note in refused.notes)
    assert not (banks_folder() / "post_relapse" / "texts").exists()
