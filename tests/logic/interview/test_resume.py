"""Going on with a record: the borders of a session, and what of another day's answers is asked again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.interview.resume import half_filled, is_same_session, resume_record
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.record import Record
from tests.banks_under_test import record_of, shipped_bank, vignette

NEW_ID = "11111111-1111-4111-8111-111111111111"
NEXT_DAY = datetime.fromisoformat("2026-11-21T09:00:00+01:00")
SAME_DAY = datetime.fromisoformat("2026-11-20T15:00:00+01:00")


def record(answers: dict[str, Any] | None = None, **more: Any) -> Record:
    """A record of the morning of 20 November."""
    return record_of(
        {
            "format": "relapse-interview/1", "id": "old", "case": "PR-1", "path": "core",
            "started_at": "2026-11-20T08:00:00+01:00", "answers": answers or {}, **more,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("start", "now", "same"),
    [
        ("2026-11-20T08:00:00+01:00", "2026-11-20T08:00:00+01:00", True),
        ("2026-11-20T08:00:00+01:00", "2026-11-20T20:00:00+01:00", True),
        ("2026-11-20T08:00:00+01:00", "2026-11-20T20:00:01+01:00", False),
        ("2026-11-20T22:00:00+01:00", "2026-11-20T23:59:59+01:00", True),
        ("2026-11-20T22:00:00+01:00", "2026-11-21T00:00:00+01:00", False),
        ("2026-11-20T22:00:00+01:00", "2026-11-20T23:30:00+00:00", False),
        ("2026-11-20T00:30:00+01:00", "2026-11-20T10:00:00+00:00", True),
        ("2026-11-20T20:00:00-05:00", "2026-11-21T04:59:00+00:00", True),
        ("2026-11-20T20:00:00-05:00", "2026-11-21T05:00:00+00:00", False),
        ("2026-11-20T08:00:00+01:00", "2026-11-20T07:59:59+01:00", True),
        ("2026-11-20T08:00:00+01:00", "2026-11-20T00:00:00+01:00", True),
        ("2026-11-20T08:00:00+01:00", "2026-11-19T23:59:59+01:00", False),
        ("2026-11-20T22:00:00+01:00", "2026-11-20T10:00:00+01:00", True),
        ("2026-11-20T22:00:00+01:00", "2026-11-20T09:59:59+01:00", False),
    ],
)
def test_a_session_ends_after_twelve_hours_or_at_local_midnight(start: str, now: str, same: bool) -> None:
    """Twelve hours to the second, either way, and the date of the record's own offset, decide."""
    made = record().model_copy(update={"started_at": start})
    assert is_same_session(made, datetime.fromisoformat(now)) is same


def test_on_the_same_day_the_same_record_goes_on() -> None:
    """Nothing is carried or asked again; only a withheld location is."""
    answers = {"frame.mode": "phone", "frame.location": "withheld", "safety.suicide": "no_thoughts"}
    found = resume_record(
        shipped_bank(), record(answers, finished_at="2026-11-20T09:00:00+01:00"), SAME_DAY, NEW_ID
    )
    assert found.record.id == "old"
    assert found.record.finished_at is None
    assert found.record.answers == {"frame.mode": "phone", "safety.suicide": "no_thoughts"}
    assert found.carried == ()


def test_on_another_day_a_new_record_leaves_old_answers_about_today_behind() -> None:
    """Frame but the age band, the safety section, what is taken and the supply are asked again."""
    old = vignette("PR-101")
    found = resume_record(shipped_bank(), record_of(old), NEXT_DAY, NEW_ID)
    asked = {q for q in old["answers"] if q.startswith(("frame.", "safety."))} - {"frame.age_band"}
    asked |= {"event.now", "event.supply"} & set(old["answers"])
    assert set(found.record.answers) == set(old["answers"]) - asked == set(found.carried)
    assert (found.record.id, found.record.continues) == (NEW_ID, old["id"])
    assert found.record.started_at == "2026-11-21T09:00:00+01:00"
    assert found.record.decisions == ()


def test_in_a_follow_up_every_critical_question_is_asked_again() -> None:
    """A check-in of another day begins with its safety questions."""
    old = vignette("PR-210")
    found = resume_record(shipped_bank(), record_of(old), NEXT_DAY, NEW_ID)
    critical = {q for q in old["answers"] if shipped_bank().questions[q].critical}
    assert critical
    assert set(old["answers"]) - set(found.record.answers) == critical


def test_a_signed_record_is_continued_and_never_gone_on_with() -> None:
    """On the same day too, what is said after the signature belongs to a new record."""
    signature = {
        "kind": "sign_off",
        "at": "2026-11-20T09:00:00+01:00",
        "role": "therapist",
        "answers": "sha256:0",
    }
    found = resume_record(shipped_bank(), record({}, decisions=[signature]), SAME_DAY, NEW_ID)
    assert found.record.continues == "old"


def test_a_paused_continuation_carries_its_answers_once_more() -> None:
    """A record does not say which carried answers were confirmed, so they wait again until it is finished."""
    answers = {"event.escalation": "same", "safety.suicide": "no_thoughts"}
    paused = record(answers, continues="older")
    finished = record(answers, continues="older", finished_at="2026-11-20T09:00:00+01:00")
    assert resume_record(shipped_bank(), paused, SAME_DAY, NEW_ID).carried == ("event.escalation",)
    assert resume_record(shipped_bank(), finished, SAME_DAY, NEW_ID).carried == ()


@pytest.mark.parametrize(
    ("answer", "half"),
    [
        ({"night_1": 6}, True),
        ({"night_1": 6, "night_2": 5, "night_3": {"status": "unknown"}, "difficulty": 4}, False),
        ({"status": "declined"}, False),
    ],
)
def test_a_half_filled_group_is_put_again(answer: dict[str, Any], half: bool) -> None:
    """A group that lacks a field of its front is offered again; a status of the whole group is an answer."""
    made = record({"safety.sleep": answer})
    assert ("safety.sleep" in half_filled(Evaluation(shipped_bank(), made))) is half
    assert ("safety.sleep" in Interview.start(shipped_bank(), made).put) is not half
