"""A record with other emergency numbers than its profile has today: told, and new sessions take today's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.sessions.request import Request
from relapse_cli.app.sessions.resume import resume_file
from relapse_cli.app.sources.profiles import ProfileBook
from relapse_cli.model.record import Record
from tests.app.held import Person
from tests.banks_under_test import shipped_bank
from tests.cases_over_time import last_interview
from tests.cli.program import Program, as_bytes, write

OLD = {"id": "ie", "numbers": [{"label": "Emergency", "number": "999", "purpose": "emergency"}]}
DIFFERS = "emergency 999, today 112 or 999"
PRINTED = "Printed are the numbers of the record; the profile 'ie' has others today: " + DIFFERS
UNSIGNED: dict[str, Any] = {
    "format": "relapse-interview/1", "id": "old", "case": "PR-1", "path": "core",
    "started_at": "2026-11-20T09:00:00+01:00", "profile": OLD,
    "answers": {"frame.consent": True, "event.escalation": "same"},
}  # fmt: skip
SAME_DAY, NEXT_DAY = "2026-11-20T15:00:00+01:00", "2026-11-21T09:00:00+01:00"


def signed_then() -> dict[str, Any]:
    """A signed interview with the numbers of another year."""
    data: dict[str, Any] = last_interview()[0]
    return {**data, "profile": OLD}


def test_plan_says_which_are_printed_and_which_there_are_today(relapse: Program, tmp_path: Path) -> None:
    """On standard error with the way to them, and on the plan of the clinician; on no other paper."""
    source = write(tmp_path / "old.json", UNSIGNED)
    done = relapse.run("plan", source)
    assert PRINTED in " ".join(done.text.split())
    assert PRINTED in done.err
    assert "With today's: --profile ie" in done.err
    patient = relapse.run("plan", source, "--for", "patient")
    assert "today" not in patient.text.partition("To talk")[2]
    assert PRINTED not in " ".join(patient.text.split())
    assert PRINTED in patient.err


def test_a_signed_plan_says_it_without_a_way_to_change_it(relapse: Program, tmp_path: Path) -> None:
    """A signed record keeps the numbers that it was signed with."""
    done = relapse.run("plan", write(tmp_path / "old.json", signed_then()))
    assert PRINTED in " ".join(done.text.split())
    assert PRINTED in done.err
    assert "--profile" not in done.err


@pytest.mark.parametrize("more", [("--profile", "ie"), ()])
def test_with_the_numbers_of_today_nothing_is_said(
    relapse: Program, tmp_path: Path, more: tuple[str, ...]
) -> None:
    """Asked for, or because they have not changed."""
    today = UNSIGNED if more else {**UNSIGNED, "profile": ProfileBook().pin("ie").model_dump(mode="json")}
    done = relapse.run("plan", write(tmp_path / "record.json", today), *more)
    assert "Printed are" not in done.err + done.text


def test_a_profile_that_is_not_there_any_more_has_none_to_compare(relapse: Program, tmp_path: Path) -> None:
    """Its record keeps what it carries, and nothing is said."""
    source = write(tmp_path / "own.json", {**UNSIGNED, "profile": {**OLD, "id": "own"}})
    assert "Printed are" not in relapse.run("plan", source).err


def test_going_on_the_same_day_keeps_them_and_says_so(tmp_path: Path) -> None:
    """Before the first question."""
    person = Person({"go_on": "go_on"})
    session = resumed(tmp_path, SAME_DAY, person)
    assert numbers(session.interview.record) == ["999"]
    assert any(PRINTED in row for row in person.screens[0].body)


def test_a_new_session_has_the_numbers_of_today(tmp_path: Path) -> None:
    """Going on on another day begins one; then there is nothing to say."""
    person = Person({"go_on": "go_on"})
    session = resumed(tmp_path, NEXT_DAY, person)
    assert session.interview.record.profile == ProfileBook().pin("ie")
    assert not any("Printed" in row for row in person.screens[0].body)


def test_a_check_in_has_the_numbers_of_today_and_says_what_the_plan_had(
    relapse: Program, tmp_path: Path
) -> None:
    """The paper in the patient's hand has others, so it is said at once."""
    source, target = write(tmp_path / "first.json", signed_then()), tmp_path / "check-in.json"
    args = ("--no-input", "--answers", "-", "--started-at", "2026-11-24T09:00:00+01:00", "-o", target)
    done = relapse.run("followup", source, *args, stdin=as_bytes({"followup.now": ["none"]}))
    assert done.code == 0
    assert f"which takes today's: {DIFFERS}" in done.err
    assert Record.model_validate(json.loads(target.read_text())).profile == ProfileBook().pin("ie")


def test_answers_out_of_an_old_record_begin_with_todays(relapse: Program, tmp_path: Path) -> None:
    """A record that is only a source of answers does not bring its numbers along."""
    target = tmp_path / "new.json"
    source = write(tmp_path / "old.json", UNSIGNED)
    relapse.run("interview", "--no-input", "--no-store", "--answers", source, "-o", target)
    assert Record.model_validate(json.loads(target.read_text())).profile == ProfileBook().pin("ie")


def resumed(folder: Path, at: str, person: Person) -> Any:
    """The session that goes on with the old record at a time."""
    path = write(folder / "old.json", UNSIGNED)
    return resume_file(shipped_bank(), Request("post_relapse", started_at=at), str(path), person, None)


def numbers(record: Record) -> list[str]:
    """The numbers that a record carries."""
    return [each.number for each in record.profile.numbers] if record.profile else []
