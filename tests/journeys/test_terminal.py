"""Whole interviews with real keys on a real terminal, one for each path, and every way out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.banks_under_test import shipped_bank

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

from tests.journeys.player import Player
from tests.journeys.terminal import DOWN, ENTER, Terminal, control, interview_command

VIGNETTES = Path(__file__).parents[1] / "vignettes"


class Session:
    """One interview in a terminal, with the files it leaves behind."""

    def __init__(self, folder: Path, path: str, *more: str, rows: int = 24, columns: int = 80) -> None:
        self.record_file = folder / "record.json"
        self.plan_file = folder / "plan.txt"
        command = interview_command(path, self.record_file, *more)
        self.terminal = Terminal(command, self.plan_file, rows=rows, columns=columns)

    @property
    def answers(self) -> dict[str, Any]:
        """The answers in the record on disk."""
        answers: dict[str, Any] = json.loads(self.record_file.read_text("utf-8"))["answers"]
        return answers


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Any]:
    """Begin interviews that end with the test."""
    begun: list[Session] = []

    def start(path: str, *more: str, **size: int) -> Session:
        begun.append(Session(tmp_path, path, *more, **size))
        return begun[-1]

    yield start
    for session in begun:
        session.terminal.close()


def vignette(name: str) -> dict[str, Any]:
    """The answers of a vignette."""
    answers: dict[str, Any] = json.loads((VIGNETTES / f"{name}.json").read_text("utf-8"))["answers"]
    return answers


def in_order(answers: dict[str, Any]) -> Any:
    """Answers with lists of options sorted, for their order carries nothing."""

    def settle(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: settle(part) for key, part in value.items()}
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return sorted(value)
        return [settle(part) for part in value] if isinstance(value, list) else value

    return settle(answers)


@pytest.mark.parametrize(
    ("path", "name", "cards"),
    [("brief", "PR-203", 0), ("core", "PR-102", 1), ("deep", "PR-101", 0), ("followup", "PR-210", 0)],
)
def test_an_interview_from_the_first_question_to_the_end(begin: Any, path: str, name: str, cards: int) -> None:
    """Typing a case's answers through real keys leaves a record with those answers, and a plan."""
    session = begin(path)
    answers = vignette(name)
    player = Player(session.terminal, shipped_bank(), answers)
    player.play()
    assert session.terminal.wait_for_end() == 0
    asked = {question: answer for question, answer in answers.items() if question in player.seen}
    assert in_order(asked) == in_order(session.answers)
    assert cards == player.cards
    assert session.plan_file.read_text("utf-8").strip()
