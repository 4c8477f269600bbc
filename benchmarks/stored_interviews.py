"""Interviews as a store comes to hold them: vignettes gone through screen by screen, with half-typed text.

What is written is what the interview itself writes, in the same appends; only nobody is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from relapse_cli.formats.data.plan_json import whole_plan
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.changes import changes, plan_entry
from relapse_cli.logic.plan.build import plan
from relapse_cli.model.answer import read_answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.journal import Entry
from relapse_cli.model.record import BankPin, Record

VIGNETTES = ("PR-101", "PR-103", "PR-107", "PR-203", "PR-206")
STARTED_AT = "2026-11-20T09:00:00+01:00"
_LETTERS_A_DRAFT = 8
"""Half-typed text is kept at most once a second, and so fast a text is typed that is told."""

Saves = list[list[Entry]]
"""The entries of each append, in order."""


def held(bank: Bank, vignette: Path, path: str = "core") -> tuple[Record, Saves]:
    """The record of an interview as it began, and all that is appended until its plan is kept."""
    answers: dict[str, Any] = json.loads(vignette.read_text("utf-8"))["answers"]
    answers |= {"frame.consent": True, "frame.mode": "video", "frame.location": "17 Hidden Lane"}
    pin = BankPin(id=bank.id, version=bank.version, digest=bank.digest)
    record = Record(
        id="00000000-0000-4000-8000-000000000000",
        case="PR-0",
        path=path,
        started_at=STARTED_AT,
        bank=pin,
    )
    saves: Saves = []
    before: Interview | None = None
    for state in _states(Interview.start(bank, record), answers):
        if not state.consented and before is None:
            continue  # nothing is written down before the agreement
        entries = changes(before, state)
        saves += [entries] if entries else []
        before = state
    assert before is not None
    saves.append([plan_entry(whole_plan(plan(bank, before.record), bank))])
    return record, [[replace(entry, at=STARTED_AT) for entry in entries] for entries in saves]


def _states(state: Interview, answers: Mapping[str, Any]) -> Iterator[Interview]:
    """Every state that is saved on the way to the end."""
    yield state
    while not state.finished:
        if state.new_cards:
            state = state.show_cards().resume()
        elif state.at is None:
            if state.open_questions and not state.put.issuperset(state.open_questions):
                state = state.resume()
                continue
            state = state.finish(STARTED_AT)
        else:
            value = _value_at(state, answers)
            if isinstance(value, str) and len(value) > _LETTERS_A_DRAFT and " " in value:
                for end in range(_LETTERS_A_DRAFT, len(value), _LETTERS_A_DRAFT):
                    yield (state := state.with_draft(value[:end]))
            state = _replied(state, value)
        yield state


def _value_at(state: Interview, answers: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    """What is answered at the step on screen; ``None`` where nothing is said."""
    at = state.at
    assert at is not None
    given = read_answer(answers.get(at.question))
    if given.status is not None:
        return {"status": given.status}
    value = given.inner
    if at.entry is not None and isinstance(value, list):
        value = value[at.entry] if at.entry < len(value) else {}
    return value.get(at.field) if at.field is not None and isinstance(value, dict) else value


def _replied(state: Interview, value: Any) -> Interview:  # noqa: ANN401 - any JSON
    """The state after the reply; lists are gone through entry by entry."""
    at = state.at
    assert at is not None
    if state.question.type == "event" and at.entry is None and isinstance(value, list):
        return state.list_action("add" if len(state.entries) < len(value) else "done")
    if value is None:
        return state.status("unknown", whole=True) if at.entry is None and at.field is None else state.skip()
    if isinstance(value, dict) and set(value) == {"status"}:
        return state.status(value["status"])
    return state.answer(value)
