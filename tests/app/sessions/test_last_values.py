"""A check-in shows what the interview said beside what it asks again."""

from __future__ import annotations

import pytest

from relapse_cli.app.interview.loop import run_loop
from relapse_cli.app.sessions.followup import with_lines
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.reply import ListAct
from tests.app.ended import ended
from tests.app.held import Person
from tests.app.sessions.test_line_asker import NAMES, follow_up
from tests.banks_under_test import record_of, shipped_bank
from tests.logic.plan_bases import interview


@pytest.mark.parametrize(
    ("question", "answers", "words"),
    [
        (
            "followup.sleep",
            {"safety.sleep": {"night_1": 5, "difficulty": 6}},
            "Last time: last night: 5 hours",
        ),
        (
            "followup.anxiety",
            {"safety.anxiety": {"peak": 9, "direction": "rising"}},
            "Last time: strongest: 9",
        ),
        (
            "followup.sign_noticed",
            {"warning.missed": "lying awake"},
            "The early sign in the plan: “lying awake”",
        ),
        ("followup.sleep", {"safety.sleep": {"status": "declined"}}, ""),
    ],
)
def test_last_time_stands_at_the_question(question: str, answers: dict[str, object], words: str) -> None:
    """In words, and the early sign in the person's own; nothing where nothing was said."""
    told = [{"rule": name, "state": "done"} for name in NAMES]
    bank, followed = shipped_bank(), record_of(interview(answers))
    record = follow_up(told, without=question)
    if question == "followup.sign_noticed":
        kept = {name: raw for name, raw in record.answers.items() if name != question}
        record = record.model_copy(update={"answers": kept})
    person = Person({"followup.lines_done": ListAct("done")})
    asker = with_lines(bank, person, followed, record)  # type: ignore[arg-type]
    ended(run_loop(Interview.start(bank, record), asker, lambda: "2026-11-24T09:10:00+01:00"))
    screen = person.screens[-1]
    assert screen.step.question == question
    assert any(row.startswith(words) for row in screen.body) is bool(words)
