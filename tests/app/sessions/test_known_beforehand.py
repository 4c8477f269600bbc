"""What was known before an interview is in whatever is kept of it, wherever it is left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.logic.interview.known import with_known
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.reply import Paused
from tests.app.held import Desk, Person, store_in
from tests.banks_under_test import record_of, shipped_bank, vignette
from tests.logic.plan_bases import interview

DANGER = {"safety.suicide": "plan_or_method"}


def told(**changes: Any) -> dict[str, Any]:
    """The answers of a quiet case, all but one."""
    given = {**vignette("PR-101")["answers"], "frame.consent": True, **DANGER}
    given.pop("frame.location", None)
    given.pop("event.control")
    return {**given, **changes}


@pytest.mark.parametrize("interrupted", [False, True])
def test_a_pause_loses_no_known_answer(desk: Desk, tmp_path: Path, interrupted: bool) -> None:
    """Neither of the file nor of the store, and nothing of it is asked when it goes on."""
    given, kept = told(), tmp_path / "kept.json"
    source = tmp_path / "known.json"
    source.write_text(json.dumps(given))
    person = Person({"event.control": Paused(interrupted=interrupted)})
    result = desk.interview(person, answers=str(source), output=kept)
    assert result.plan is None
    in_file = json.loads(kept.read_text())["answers"]
    assert set(given) <= set(in_file)
    assert in_file["safety.suicide"] == "plan_or_method"
    with store_in(desk.folder) as store:
        assert len(store.interviews()) == 1


def state(answers: dict[str, Any]) -> Interview:
    """An interview that has come so far."""
    return Interview.start(shipped_bank(), record_of({**interview({}), "answers": answers}))


def test_what_was_put_stands_as_it_was_left() -> None:
    """A known answer that somebody changed does not come back."""
    here = state({"safety.alone": True})
    assert "safety.alone" in here.put
    assert with_known(here, {"safety.alone": False}).record.answers["safety.alone"] is True


def test_what_is_half_put_keeps_both() -> None:
    """Fields that were typed stand before the known ones, and those that did not come up are there."""
    here = state({"safety.sleep": {"night_1": 3}})
    assert "safety.sleep" not in here.put
    known = {"safety.sleep": {"night_1": 7, "night_2": 5, "night_3": 5, "difficulty": 2}}
    merged = with_known(here, known)
    assert merged.record.answers["safety.sleep"] == {
        "night_1": 3,
        "night_2": 5,
        "night_3": 5,
        "difficulty": 2,
    }


def test_what_is_known_counts_as_put() -> None:
    """It is not asked again when the interview goes on, and a group that lacks a field is."""
    known = {"safety.anxiety": {"peak": 3}, "safety.alone": False}
    merged = with_known(state({}), known)
    assert {"safety.alone", "safety.anxiety"} <= set(merged.record.answers)
    assert "safety.alone" in merged.put
    assert "safety.anxiety" not in merged.put
