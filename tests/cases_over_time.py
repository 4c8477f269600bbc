"""A made-up case over time: three interviews and two follow-ups, shared by tests of the history."""

from __future__ import annotations

from typing import Any

from relapse_cli.logic.history.build import case_history
from relapse_cli.model.history import CaseHistory
from tests.banks_under_test import record_of, shipped_bank
from tests.logic.plan_bases import Data, event, follow_up, interview, merged, signed

FIRST, SECOND, THIRD = "2026-11-20T10:00:00+01:00", "2026-12-14T10:00:00+01:00", "2027-01-14T10:00:00+01:00"
CHECK_IN, CHECK_AGAIN = "2026-11-24T09:00:00+01:00", "2026-12-01T09:00:00+01:00"


def steps(*domains: str, **more: Any) -> Data:
    """A sequence of these domains, two days apart, each one stronger than the one before."""
    events = [
        event(domain, 2 * (len(domains) - place), intensity=3 + place, **more)
        for place, domain in enumerate(domains)
    ]
    return {"sequence.event": events}


def last_interview(words: str = "no time") -> tuple[Data, Data]:
    """A signed interview with one follow-up; ``words`` stand wherever somebody typed some."""
    typed = words.encode("utf-8", "ignore").decode()  # a decision holds no lone surrogate; an answer may
    own = {
        "kind": "add", "id": "own-1", "section": "trigger", "text": f"A walk each day, {typed}.",
        "owner": "patient", "due": "2026-11-25", "editions": ("clinician", "patient"),
    }  # fmt: skip
    answers = merged(steps("sleep", "anxiety", "idealising", what=words), {"frame.location": words})
    first = signed(
        interview(answers, id="first", started_at=FIRST, finished_at="2026-11-20T10:40:00+01:00"),
        {"kind": "pick", "rule": "T-SLEEP", "options": ("sleep_diary",)},
        own,
    )
    told = [
        {"rule": "P-TOLD", "state": "done"},
        {"rule": "T-SLEEP", "state": "not_done", "obstacle": words},
        {"rule": "own-1", "state": "in_progress"},
        {"rule": "Q-EARLY"},
        {"rule": "P-ELSE", "state": "done"},
    ]
    check = follow_up(
        {"followup.lines_done": told},
        id="check",
        started_at=CHECK_IN,
        finished_at="2026-11-24T09:10:00+01:00",
        follows="first",
    )
    return first, check


def whole_case(words: str = "no time") -> list[Data]:
    """The whole case, the last interview gone on with on another day."""
    first, check = last_interview(words)
    again = follow_up({"followup.use_since": True}, id="again", started_at=CHECK_AGAIN)
    second = interview(
        merged(steps("conflict", "sleep", "loneliness", "anxiety"), {"safety.agitation": "marked"}),
        id="second",
        started_at=SECOND,
    )
    begun = interview({"safety.now": ["fluids"]}, id="begun", started_at="2027-01-13T18:00:00+01:00")
    third = interview(
        steps("sleep", "anxiety", "thoughts_of_medication"), id="third", started_at=THIRD, continues="begun"
    )
    return [first, check, again, second, begun, third]


def whole_history(words: str = "no time") -> CaseHistory:
    """The history of the whole case."""
    return case_history(shipped_bank(), [record_of(data) for data in whole_case(words)], "PR-1")
