"""The keys of a store on a real terminal: a passphrase, a recovery key, unlocking by hand, erasing."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

from relapse_cli.store.keys.key_file import read_keys
from relapse_cli.store.keys.unlock import open_with
from tests.cli.program import Program
from tests.cli.stored import StoreUnderTest, make_store
from tests.journeys.sign_off_keys import choose
from tests.journeys.terminal import ENTER, Terminal, control

PASSPHRASE = "seven green bottles"
SHOWN = "Write it on paper"
KEY = r"(?:[0-9A-HJKMNP-TV-Z]{4}\s+){8}[0-9A-HJKMNP-TV-Z]{4}"
ASKERS = pytest.mark.parametrize("asker", ["arrows", "lines"])


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoreUnderTest:
    """A store with one interview; its key file is in the environment."""
    monkeypatch.setenv("RELAPSE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("RELAPSE_ACCESSIBLE", raising=False)
    made = make_store(Program(tmp_path / "home"), tmp_path)
    monkeypatch.setenv("RELAPSE_KEY_FILE", str(made.key))
    return made


@pytest.fixture
def begin(stored: StoreUnderTest) -> Iterator[Any]:
    """Begin commands at the store that end with the test."""
    begun: list[Terminal] = []

    def start(asker: str, *words: str) -> Terminal:
        more = ["--accessible"] if asker == "lines" else []
        command = [sys.executable, "-m", "relapse_cli", *words, "--data-dir", str(stored.folder), *more]
        begun.append(Terminal(command, stored.folder.parent / "out.txt"))
        return begun[-1]

    yield start
    for terminal in begun:
        terminal.close()


def type_hidden(terminal: Terminal, label: str, secret: str) -> None:
    """Wait for a question, type without seeing it, press Enter."""
    terminal.wait_for_line(label)
    terminal.press(secret, ENTER)


def everything(terminal: Terminal) -> str:
    """Everything that was ever drawn, as text."""
    return terminal.raw.decode(errors="replace")


@ASKERS
def test_a_passphrase_is_typed_twice_and_never_shown(stored: StoreUnderTest, begin: Any, asker: str) -> None:
    """It opens the store, and not one sign of it was drawn."""
    terminal = begin(asker, "key", "add", "passphrase")
    type_hidden(terminal, "Choose a passphrase", PASSPHRASE)
    type_hidden(terminal, "once more", PASSPHRASE)
    assert terminal.wait_for_end() == 0
    assert "The passphrase opens the store from now on" in everything(terminal)
    assert PASSPHRASE not in everything(terminal)
    assert open_with(read_keys(stored.folder), "passphrase", PASSPHRASE) is not None


@ASKERS
def test_a_recovery_key_is_shown_once_and_unlocks_by_hand(
    stored: StoreUnderTest, begin: Any, asker: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read off the screen, a group typed back; then it alone unlocks the store on a terminal."""
    terminal = begin(asker, "key", "recovery")
    terminal.wait_for_line(SHOWN)
    found = re.search(KEY, terminal.text)
    assert found is not None
    groups = found.group().split()
    if asker == "arrows":
        choose(terminal, SHOWN, "I have written it down")
    else:
        terminal.press("1", ENTER)
    terminal.wait_for("of the recovery key")
    number = re.search(r"Type group (\d)", terminal.text)
    assert number is not None
    type_hidden(terminal, "of the recovery key", groups[int(number.group(1)) - 1].lower())
    assert terminal.wait_for_end() == 0
    if asker == "arrows":  # plain lines stay where they were written, as for any other plain prompt
        assert groups[0] not in terminal.text

    monkeypatch.delenv("RELAPSE_KEY_FILE")
    terminal = begin(asker, "store", "status")
    type_hidden(terminal, "recovery key", " ".join(groups))
    assert terminal.wait_for_end() == 0
    assert "PR-101" not in everything(terminal)
    assert "Interviews   1" in (stored.folder.parent / "out.txt").read_text()


@ASKERS
def test_leaving_changes_nothing_and_says_so(stored: StoreUnderTest, begin: Any, asker: str) -> None:
    """Ctrl-C in the second typing: exit 130, and the keys are as they were."""
    before = (stored.folder / "keys.json").read_bytes()
    terminal = begin(asker, "key", "add", "passphrase")
    type_hidden(terminal, "Choose a passphrase", PASSPHRASE)
    terminal.wait_for_line("once more")
    terminal.press(control("c"))
    assert terminal.wait_for_end() == 130
    assert "Nothing was changed" in everything(terminal)
    assert (stored.folder / "keys.json").read_bytes() == before


@ASKERS
def test_a_case_code_is_typed_back_on_a_terminal_also_with_yes(
    stored: StoreUnderTest, begin: Any, asker: str
) -> None:
    """A wrong code erases nothing; the right one does."""
    terminal = begin(asker, "store", "erase", "PR-101", "--yes")
    terminal.wait_for_line("type the case code")
    terminal.press("PR-10", ENTER)
    terminal.wait_for_line("That is not PR-101")
    terminal.press(*(["1"] if asker == "arrows" else ["PR-101"]), ENTER)
    assert terminal.wait_for_end() == 0
    assert "Case PR-101 is erased" in everything(terminal)
