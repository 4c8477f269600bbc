"""The scripted asker: a record's answers played through a whole interview give the same answers."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.interview.consent import KEPT_AS_A_DRAFT
from relapse_cli.app.interview.loop import run_loop
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.record import Record
from relapse_cli.model.reply import Answered, Paused, Reply, Skipped
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from relapse_cli.prompters.scripted import ScriptedAsker
from tests.app.ended import Ended, ended
from tests.banks_under_test import record_of, shipped_bank, vignette

CASES = sorted(path.stem for path in (Path(__file__).parents[1] / "vignettes").glob("PR-???.json"))


def played(record: Record) -> tuple[Ended, ScriptedAsker]:
    """An interview from nothing, in which a record's answers are played."""
    asker = ScriptedAsker(record.answers)
    empty = record.model_copy(update={"answers": {}, "finished_at": None})
    start, end = Interview.start(shipped_bank(), empty), record.finished_at or record.started_at
    return ended(run_loop(start, asker, lambda: end)), asker


def asked_of(record: Record) -> dict[str, Any]:
    """The answers without the one field that a source which needs no prescription makes irrelevant."""
    prescribed = {"own_prescription", "second_prescriber", "unknown", None}
    answers = copy.deepcopy(record.answers)
    entries = answers.get("event.substance")
    for entry in entries if isinstance(entries, list) else []:
        if entry.get("source") not in prescribed:
            entry.pop("vs_prescription", None)
    return answers


@pytest.mark.parametrize("case", CASES)
def test_a_case_played_through_gives_the_same_record(case: str) -> None:
    """Every answer, field, entry, status and note that is asked for arrives where it was."""
    record = record_of(vignette(case))
    outcome, _ = played(record)
    assert json.dumps(asked_of(record), sort_keys=True) == json.dumps(outcome.record.answers, sort_keys=True)
    assert outcome.state == "finished"


def test_answers_of_another_path_and_notes_are_played_too() -> None:
    """Stored answers that the path does not ask are put at check-answers; a note on a group stays on it."""
    data = vignette("PR-101")
    data["answers"] |= {
        "contact.told": ["partner"],
        "safety.anxiety": {"value": {"peak": 4, "direction": "easing"}, "note": "tired"},
        "prior.helped": {"status": "unknown", "note": "later"},
    }
    record = record_of(data)
    outcome, _ = played(record)
    assert asked_of(record) == outcome.record.answers


def test_a_value_that_does_not_fit_is_left_out() -> None:
    """A script never forces a fault into a record."""
    data = vignette("PR-101")
    data["answers"]["contact.meaning"] = "no_such_option"
    outcome, _ = played(record_of(data))
    assert "contact.meaning" not in outcome.record.answers
    assert outcome.state == "finished"


def test_emergency_cards_are_shown_once() -> None:
    """A case of level 4 brings up its card, once."""
    outcome, asker = played(record_of(vignette("PR-102")))
    assert outcome.level == 4
    assert len(asker.cards) == 1


def test_what_is_missing_is_asked_by_somebody_else() -> None:
    """Known answers are not asked again; the first one that is missing is."""
    asked: list[str] = []

    class Person(ScriptedAsker):
        """Pauses at the first question."""

        def ask(self, screen: Screen, _: Clerk = NO_CLERK) -> Reply:
            """Note what is asked, and pause."""
            asked.append(screen.step.question)
            return Paused()

    record = record_of(vignette("PR-101"))
    known = {q: a for q, a in record.answers.items() if q.startswith("frame.") and q != "frame.state"}
    empty = record.model_copy(update={"answers": {}})
    outcome = ended(
        run_loop(
            Interview.start(shipped_bank(), empty), ScriptedAsker(known, ask_rest=Person({})), lambda: ""
        )
    )
    assert asked == ["frame.state"]
    assert outcome.state == "paused"
    assert outcome.record.answers["frame.mode"] == record.answers["frame.mode"]


def test_optional_fields_of_a_known_entry_are_not_asked() -> None:
    """A whole record given as answers leaves only the questions that it does not hold."""
    asked: list[str] = []

    class Person(ScriptedAsker):
        """Skips whatever is asked."""

        def ask(self, screen: Screen, _: Clerk = NO_CLERK) -> Reply:
            """Note what is asked, and leave it."""
            asked.append(screen.step.question)
            return Skipped()

    record = record_of(vignette("PR-101"))
    empty = record.model_copy(update={"answers": {}})
    asker = ScriptedAsker(record.answers, ask_rest=Person({}))
    outcome = ended(run_loop(Interview.start(shipped_bank(), empty), asker, lambda: record.started_at))
    lacking = ["safety.pull", "sequence.coping_stopped", "support.outlets", "support.boundaries"]
    assert asked == [*lacking, "revise.confidence"]
    assert outcome.record.answers == asked_of(record)


def test_what_is_said_of_an_answer_waits_for_the_next_screen_that_somebody_sees() -> None:
    """Answers that are known are played in between, and nobody sees their screens."""
    said: list[tuple[str, str]] = []

    class Person(ScriptedAsker):
        """Agrees, and leaves whatever else is asked."""

        def ask(self, screen: Screen, _: Clerk = NO_CLERK) -> Reply:
            """Note what is asked and what is said above it."""
            said.append((screen.step.question, screen.around.understood))
            return Answered(True) if screen.step.question == "frame.consent" else Skipped()

    record = record_of(vignette("PR-101"))
    frame = {q: raw for q, raw in record.answers.items() if q.startswith("frame.") and q != "frame.consent"}
    empty = record.model_copy(update={"answers": {**frame, "frame.state": "sedated"}})
    asker = ScriptedAsker({"event.disclosed": record.answers["event.disclosed"]}, ask_rest=Person({}))
    run_loop(Interview.start(shipped_bank(), empty), asker, lambda: record.started_at)
    assert [question for question, _ in said[:2]] == ["frame.consent", "safety.now"]
    assert [KEPT_AS_A_DRAFT in words for _, words in said[:3]] == [False, True, False]
