"""Golden screens: what a therapist sees at the moments that matter, on two sizes of a real terminal.

Rewrite them with ``--update-golden``, and look at each one before it is committed: calm, whole, nothing cut.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.banks_under_test import shipped_bank
from tests.conftest import CheckGolden

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

from relapse_cli.app.interview_screens import SEVERAL
from tests.journeys.player import Player
from tests.journeys.terminal import DOWN, ENTER, ESCAPE, Terminal, control, interview_command

VIGNETTES = Path(__file__).parents[1] / "vignettes"
KEYS = re.compile(r"Esc menu|Enter (goes|chooses|keeps|changes)|Move down")
SIZES = [(80, 24), (60, 20)]
LONG_WORDS = "睡不着的夜晚很长，第二天也很累。" * 6


@dataclass
class Camera:
    """Plays an interview and keeps what is on screen."""

    player: Player
    check: CheckGolden
    size: tuple[int, int]

    def until(self, words: str) -> None:
        """Play on until words come up."""
        self.player.play(until_words=words)
        assert words in self.player.terminal.text

    def press(self, keys: str, words: str) -> None:
        """Press keys and wait for words."""
        self.player.terminal.press(keys)
        self.player.terminal.wait_for(words)

    def choose(self, start: str) -> None:
        """Choose the row that begins with some words."""
        self.player._choose_row(lambda row: row.strip().startswith(start))

    def keep(self, name: str) -> None:
        """Compare the screen with its golden file; no line is cut at the edge."""
        self.player.terminal.wait(lambda _: KEYS.search(self.player._keys) is not None, "the line of keys")
        self.player.terminal.settle()
        lines = self.player.terminal.lines
        assert all(len(line) <= self.size[0] for line in lines)
        shown = "\n".join(lines).rstrip()
        self.check(f"screens/{name}-{self.size[0]}x{self.size[1]}.txt", f"{shown}\n")


def begin(folder: Path, size: tuple[int, int], answers: dict[str, Any], *more: str) -> Player:
    """An interview on the core path in a terminal of a size."""
    command = interview_command("core", folder / "record.json", "--profile", "ie", *more)
    terminal = Terminal(command, folder / "plan.txt", columns=size[0], rows=size[1])
    return Player(terminal, shipped_bank(), answers)


def case(name: str) -> dict[str, Any]:
    """The answers of a vignette."""
    answers: dict[str, Any] = json.loads((VIGNETTES / f"{name}.json").read_text("utf-8"))["answers"]
    return answers


@pytest.fixture(params=SIZES, ids=["80x24", "60x20"])
def camera(request: pytest.FixtureRequest, tmp_path: Path, check_golden: CheckGolden) -> Iterator[Camera]:
    """A camera before the first question of an interview."""
    player = begin(tmp_path, request.param, case("PR-101"))
    yield Camera(player, check_golden, request.param)
    player.terminal.close()


def test_the_screens_of_an_interview(camera: Camera) -> None:
    """From the first question to check-answers, with every panel that can be opened beside a question."""
    camera.until("Esc menu")
    camera.keep("first-question")
    for key, words, name in (
        (ESCAPE, "What would you like to do?", "menu"),
        (control("g"), "Go to", "jump-list"),
        (control("t"), "A note on this answer", "note"),
    ):
        camera.press(key, words)
        camera.keep(name)
        camera.press(ESCAPE, "Esc menu")
    camera.press("?", "Why it is asked")
    camera.keep("help")
    camera.press(ESCAPE, "Esc menu")
    camera.press(control("l"), "Show the question again")
    camera.keep("hidden")
    camera.press(DOWN + ENTER, "Esc menu")
    for words, name in (
        ("» Go on", "read-aloud"),
        ("Right now, is any of this", "multi"),
        ("What kind of product is it?", "entry-field"),
        ("Add another", "substance-table"),
        (shipped_bank().questions["safety.suicide"].label[:30], "safety-question"),
        ("Last night, night before", "sleep-line"),
        ("Strongest anxiety in the last day", "scale"),
        (SEVERAL, "seed-questions"),
        ("Enter saves", "text"),
        ("earliest", "sequence-table"),
        ("Check the answers", "check-answers"),
    ):
        camera.until(words)
        camera.keep(name)
    camera.choose("Use at present")
    camera.press("", "Still taking it")
    camera.choose("Still taking it")
    camera.press("", "Make this change?")
    camera.keep("impact-question")
    camera.choose("Make the change")
    camera.press("", "Esc menu")


def test_the_card_of_an_emergency(camera: Camera) -> None:
    """The card says what was found and what can be done, calmly and page by page."""
    camera.until("Right now, is any of this")
    camera.press(" ", "marked: 1")
    camera.player.terminal.press(ENTER)
    camera.press("", "Move down to confirm")
    camera.keep("emergency-card")


@pytest.mark.parametrize(
    ("name", "pasted"), [("wide-letters", LONG_WORDS), ("arabic", "لم أنم جيدا في تلك الليالي " * 6)]
)
def test_pasted_text_of_other_scripts(
    tmp_path: Path, check_golden: CheckGolden, name: str, pasted: str
) -> None:
    """Wide letters and text from right to left stay on the screen, and come back shortened by columns."""
    answers = {**case("PR-101"), "contact.unspoken": pasted}
    player = begin(tmp_path, SIZES[0], answers)
    camera = Camera(player, check_golden, SIZES[0])
    camera.until("Esc menu")
    camera.press(control("t"), "A note on this answer")
    camera.press(f"\x1b[200~{pasted.strip()}\x1b[201~", pasted[:3])
    camera.press(ENTER, "Note:")
    camera.keep(name)
    player.terminal.close()


def test_without_colour_nothing_is_coloured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR no colour is set, and the question is there all the same."""
    monkeypatch.setenv("NO_COLOR", "1")
    player = begin(tmp_path, SIZES[0], case("PR-101"))
    player.play(until_words="Right now, is any of this")
    cells = [cell for row in player.terminal.screen.buffer.values() for cell in row.values()]
    assert {cell.fg for cell in cells} | {cell.bg for cell in cells} == {"default"}
    player.terminal.close()


def test_a_window_that_changes_its_size_goes_on(tmp_path: Path) -> None:
    """Making the window small and large again leaves the question answerable."""
    player = begin(tmp_path, SIZES[0], case("PR-101"))
    player.play(until_words="Right now, is any of this")
    for rows, columns in ((12, 40), (5, 20), (24, 80)):
        player.terminal.resize(rows, columns)
    player.terminal.wait_for("Esc menu")
    player.terminal.press(" ")
    player.terminal.wait_for("marked: 1")
    player.terminal.close()
