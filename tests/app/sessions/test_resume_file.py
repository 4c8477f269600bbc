"""Where a resumed record is kept, what is never written over, and what goes when agreement is withdrawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.keeping.in_file import InFile
from relapse_cli.app.keeping.place import Decided
from relapse_cli.app.sessions.request import Request
from relapse_cli.app.sessions.resume import check_together, resume_file
from relapse_cli.app.sessions.run import hold_session
from relapse_cli.app.sessions.session import Session
from relapse_cli.errors import UsageError
from tests.app.held import Person
from tests.banks_under_test import shipped_bank

MORNING, AFTERNOON = "2026-11-20T09:00:00+01:00", "2026-11-20T15:00:00+01:00"
NEXT_DAY = "2026-11-21T09:00:00+01:00"


def write(folder: Path, name: str = "record.json", **more: Any) -> Path:
    """A paused record with consent, of the morning."""
    path = folder / name
    data = {
        "format": "relapse-interview/1", "id": "old", "case": "PR-1", "path": "core", "started_at": MORNING,
        "answers": {"frame.consent": True, "event.escalation": "same"}, **more,
    }  # fmt: skip
    path.write_text(json.dumps(data), "utf-8")
    return path


def resume(
    path: Path, at: str, output: Path | None = None, *, person: Person | None = None, **more: Any
) -> Session:
    """Go on with a record at a time."""
    request = Request("post_relapse", started_at=at, output=output, **more)
    return resume_file(shipped_bank(), request, str(path), person or Person({"go_on": "go_on"}), None)


def file_of(session: Session) -> InFile:
    """Where a session is kept."""
    assert session.file is not None
    return session.file


def test_on_the_same_day_it_is_kept_in_its_own_file(tmp_path: Path) -> None:
    """With or without naming the file, and with no need for ``force``."""
    path = write(tmp_path)
    for output in (None, path):
        found = resume(path, AFTERNOON, output)
        file_of(found).save(Decided(found.interview.record))
        assert file_of(found).path == path
        assert json.loads(path.read_text("utf-8"))["id"] == "old"


def test_on_the_same_day_it_may_go_on_elsewhere(tmp_path: Path) -> None:
    """Another file is written like any other: not over one that is there."""
    path = write(tmp_path)
    assert file_of(resume(path, AFTERNOON, tmp_path / "other.json")).path == tmp_path / "other.json"
    with pytest.raises(UsageError):
        resume(path, AFTERNOON, write(tmp_path, "taken.json"))


def test_on_another_day_the_new_file_is_named_first(tmp_path: Path) -> None:
    """The name is free, beside the old file, and in the words that the therapist sees first."""
    path = write(tmp_path)
    (tmp_path / "PR-1-2026-11-21-0900.json").write_text("taken")
    person = Person({"go_on": "go_on"})
    found = resume(path, NEXT_DAY, person=person)
    assert file_of(found).path == tmp_path / "PR-1-2026-11-21-0900-2.json"
    assert str(file_of(found).path) in person.screen("go_on").label
    assert found.carried == {"event.escalation"}


@pytest.mark.parametrize("force", [False, True])
def test_the_record_of_another_day_is_never_written_over(tmp_path: Path, force: bool) -> None:
    """Not even with ``force``: the new record names the old one."""
    path = write(tmp_path)
    with pytest.raises(UsageError, match="a record of its own"):
        resume(path, NEXT_DAY, tmp_path / "." / "record.json", force=force)


def test_withdrawn_agreement_takes_a_resumed_record_away(tmp_path: Path) -> None:
    """A file that was kept with agreement goes; one that never had it is not ours to remove."""
    path = write(tmp_path)
    file_of(resume(path, AFTERNOON)).undo()
    assert not path.exists()
    without = write(tmp_path, answers={"frame.mode": "phone"})
    file_of(resume(without, AFTERNOON)).undo()
    assert without.exists()


def test_another_case_is_refused(tmp_path: Path) -> None:
    """A record keeps its case."""
    with pytest.raises(UsageError, match="another case"):
        resume(write(tmp_path), AFTERNOON, case="PR-2")


def test_standard_input_cannot_be_gone_on_with() -> None:
    """There would be nowhere to write."""
    with pytest.raises(UsageError, match="file"):
        check_together(Request("post_relapse", resume="-"))


KNOWN = {"event.escalation": "down", "event.control": "carried_on", "frame.consent": True}


def test_answers_beside_it_fill_what_the_record_lacks(tmp_path: Path) -> None:
    """What it has otherwise is not written over, and told by its id before the first question."""
    path, answers = write(tmp_path), tmp_path / "answers.json"
    answers.write_text(json.dumps(KNOWN), "utf-8")
    person = Person({"go_on": "go_on"})
    session = resume(path, AFTERNOON, person=person, answers=str(answers))
    assert session.known == {"event.control": "carried_on"}
    assert session.interview.record.answers["event.escalation"] == "same"
    (said,) = (row for row in person.screens[0].body if "another" in row)
    assert said == f"The record keeps its own answer, and {answers} has another: event.escalation."


def test_answers_of_another_case_are_refused(tmp_path: Path) -> None:
    """Whoever names a record as answers is not to mix two patients."""
    other = write(tmp_path, "other.json", case="PR-2")
    with pytest.raises(UsageError, match="another case"):
        resume(write(tmp_path), AFTERNOON, answers=str(other))


def test_known_answers_are_played_and_not_asked(tmp_path: Path) -> None:
    """A question that was put and left without an answer is answered by the file too."""
    path, answers = write(tmp_path), tmp_path / "answers.json"
    answers.write_text(json.dumps({"frame.mode": "in_person", "frame.state": "clear"}), "utf-8")
    person = Person({"go_on": "go_on"})
    held = hold_session(
        Request("post_relapse", started_at=AFTERNOON, resume=str(path), answers=str(answers), person=person)
    )
    assert held.interview.record.answers["frame.mode"] == "in_person"
    assert "frame.mode" not in person.asked
