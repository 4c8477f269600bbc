"""An answer is checked once, in one wording, whoever asks."""

from __future__ import annotations

import io
from typing import Any

import pytest

from relapse_cli.app.interview import clerk as clerks
from relapse_cli.app.interview.clerk import InterviewClerk
from relapse_cli.model.reply import Answered, AnsweredFields
from relapse_cli.prompters.plain.asker import PlainAsker
from relapse_cli.prompters.scripted import ScriptedAsker
from relapse_cli.screens.interview.question import build_screen
from tests.logic.interview.test_moves import QUIET_FRAME, begin

QUIET = {**QUIET_FRAME, "safety__now": ["none"]}


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The values that have been checked, in order."""
    seen: list[Any] = []
    plain = clerks.faults_in_words

    def watched(interview: Any, step: Any, value: Any) -> list[str]:
        seen.append(value)
        return plain(interview, step, value)

    monkeypatch.setattr(clerks, "faults_in_words", watched)
    return seen


@pytest.mark.parametrize("asker", [PlainAsker(io.StringIO("2\n"), io.StringIO()), None])
def test_what_was_checked_at_the_prompt_is_not_checked_again(
    checked: list[Any], asker: PlainAsker | None
) -> None:
    """Typed or played from a file, a value that comes back from the prompt was looked at once."""
    interview = begin()
    clerk = InterviewClerk(interview, lambda _: None)
    played = ScriptedAsker({"frame.mode": "video"})
    reply = (asker or played).ask(build_screen(interview), clerk)
    assert isinstance(reply, Answered)
    assert clerk.faults_of(reply) == []
    assert len(checked) == 1


def test_each_number_of_a_line_is_checked_once(checked: list[Any]) -> None:
    """Each on its own."""
    interview = begin("brief", **QUIET).jump("safety.sleep")
    assert interview.line
    clerk = InterviewClerk(interview, lambda _: None)
    reply = PlainAsker(io.StringIO("5 4 6 / 9\n"), io.StringIO()).ask(build_screen(interview), clerk)
    assert isinstance(reply, AnsweredFields)
    assert clerk.faults_of(reply) == []
    assert checked == [5, 4, 6, 9]


def test_an_asker_that_checks_nothing_is_checked() -> None:
    """No value that does not fit gets by, and it is refused in the words of the prompt."""
    interview = begin()
    clerk = InterviewClerk(interview, lambda _: None)
    assert clerk.faults_of(Answered("by letter")) == clerk.faults("by letter")
    assert clerk.faults("by letter")[0].startswith("This text is not an option here.")
    wrong = begin("brief", **QUIET).jump("safety.sleep")
    (fault,) = InterviewClerk(wrong, lambda _: None).faults_of(AnsweredFields({"difficulty": 11}))
    assert fault[0].isupper()
