"""However often a turn asks what the answers mean, each state of the interview is read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from relapse_cli.app.interview.loop import run_loop, sections_begun
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.reply import AnsweredFields, Back, Jump, OpenCheck, Paused
from relapse_cli.model.screen import CheckScreen
from tests.app.held import Person, Row
from tests.banks_under_test import record_of, shipped_bank, vignette

SLEEP = AnsweredFields({"night_1": 5, "night_2": 4, "night_3": 6, "difficulty": 9})


class Counting(Person):
    """A person who notes how many readings were built before each screen came."""

    def __init__(self, replies: Mapping[str, Any], built: list[int]) -> None:
        super().__init__(replies, looks=lambda _: self._note())
        self.built = built
        self.turns: list[int] = []

    def check(self, screen: CheckScreen) -> Any:
        """Look at check-answers, and leave."""
        self._note()
        super().check(screen)
        return Paused()

    def _note(self) -> None:
        self.turns.append(len(self.built))
        self.built.clear()


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One item for each reading that was built."""
    found: list[int] = []
    build: Callable[..., None] = Evaluation.__init__

    def count(self: Evaluation, *args: Any, **named: Any) -> None:
        found.append(1)
        build(self, *args, **named)

    monkeypatch.setattr(Evaluation, "__init__", count)
    return found


def turns_of(
    built: list[int], replies: Mapping[str, Any], *, until: str = "safety.sleep", **other: Any
) -> list[int]:
    """How many readings each turn built, from the first question that is put to the last."""
    data = vignette("PR-101")
    names = list(data["answers"])
    known = {name: data["answers"][name] for name in names[: names.index(until)]} | other
    person = Counting(replies, built)
    interview = Interview.start(shipped_bank(), record_of({**data, "answers": known, "finished_at": None}))
    built.clear()
    run_loop(interview, person, lambda: interview.record.started_at, begun=sections_begun(interview))
    return person.turns[1:]


def test_an_answer_builds_one_reading(built: list[int]) -> None:
    """Storing numbers, what follows from them and the next screen share one reading of the new state."""
    assert turns_of(built, {"safety.sleep": SLEEP}) == [1]


def test_going_back_builds_none(built: list[int]) -> None:
    """The answers are the same as before, so nothing is read again."""
    replies = {"safety.sleep": Row([SLEEP, Paused()]), "safety.anxiety": Back()}
    assert turns_of(built, replies) == [1, 0]


def test_a_jump_builds_none(built: list[int]) -> None:
    """Another question comes on screen; the answers stay."""
    assert turns_of(built, {"safety.sleep": Jump("event.now"), "event.now": Paused()}) == [0]


def test_check_answers_builds_none_while_something_is_open(built: list[int]) -> None:
    """The list, its marks and the questions on what does not agree rest on the reading that is there."""
    assert turns_of(built, {"safety.sleep": OpenCheck()}) == [0]


def test_a_change_that_is_weighed_is_read_once(built: list[int]) -> None:
    """The preview of a changed answer and the state that it leads to share one reading."""
    replies = {"safety.sleep": Jump("safety.now"), "safety.now": ["none"], "change": "change"}
    assert turns_of(built, replies, **{"safety.now": ["drowsy"]}) == [0, 1, 0]
