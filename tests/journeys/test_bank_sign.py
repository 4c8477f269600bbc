"""Signing a bank with real keys: what does not fit is told, and leaving it signs nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

from relapse_cli.app.upkeep.copy_bank import copy_bank
from relapse_cli.banks.signature import read_signature, signature_path
from tests.journeys.sign_off_keys import choose, write
from tests.journeys.terminal import ENTER, Terminal, control


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A bank of one's own."""
    return copy_bank("post_relapse", tmp_path / "mine")


@pytest.fixture
def terminal(bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """The command in a terminal."""
    monkeypatch.setenv("RELAPSE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    command = [sys.executable, "-m", "relapse_cli", "bank", "sign", str(bank)]
    opened = Terminal(command, tmp_path / "out.txt")
    yield opened
    opened.close()


def test_who_signs_is_asked_and_the_digest_shown(terminal: Any, bank: Path) -> None:
    """Nothing typed is refused; then name, role, registration, a last look, and the file is there."""
    terminal.wait_for("Who signs?")
    terminal.press(ENTER)
    terminal.wait_for("Please type an answer.")
    assert not signature_path(bank).exists()
    write(terminal, "Who signs?", "Dr A. Example")
    write(terminal, "In which role?", "clinical lead")
    write(terminal, "Under which registration?", "IMC 123456")
    terminal.wait_for("Is this signed?")
    assert "sha256:" in terminal.text
    assert "Dr A. Example, clinical lead, IMC 123456" in " ".join(terminal.text.split())
    choose(terminal, "Is this signed?", "Sign: these questions")
    assert terminal.wait_for_end() == 0
    signature, problems = read_signature(signature_path(bank))
    assert signature is not None, problems
    assert (signature.name, signature.role, signature.registration) == (
        "Dr A. Example",
        "clinical lead",
        "IMC 123456",
    )


def test_leaving_it_signs_nothing(terminal: Any, bank: Path) -> None:
    """Ctrl-C on the last screen: no file, and the exit code says that it was stopped."""
    write(terminal, "Who signs?", "Dr A. Example")
    write(terminal, "In which role?", "clinical lead")
    write(terminal, "Under which registration?", "IMC 123456")
    terminal.wait_for("Is this signed?")
    terminal.press(control("c"))
    assert terminal.wait_for_end() == 130
    assert "The bank is not signed" in terminal.text
    assert not signature_path(bank).exists()
