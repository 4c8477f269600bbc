"""Where a resumed record is kept, what is never written over, and what goes when agreement is withdrawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.sessions.begin_record import Beginning
from relapse_cli.app.sessions.resume_file import Resumed, check_together, resume_interview
from relapse_cli.errors import UsageError
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


def resume(path: Path, at: str, output: Path | None = None, *, force: bool = False, **more: Any) -> Resumed:
    """Go on with a record at a time."""
    beginning = Beginning(resume=str(path), started_at=at, **more)
    return resume_interview(shipped_bank(), beginning, output, force=force)


def test_on_the_same_day_it_is_kept_in_its_own_file(tmp_path: Path) -> None:
    """With or without naming the file, and with no need for ``force``."""
    path = write(tmp_path)
    for output in (None, path):
        found = resume(path, AFTERNOON, output)
        found.keeper.write(found.record, path)
        assert found.keeper.path == path
        assert json.loads(path.read_text("utf-8"))["id"] == "old"


def test_on_the_same_day_it_may_go_on_elsewhere(tmp_path: Path) -> None:
    """Another file is written like any other: not over one that is there."""
    path = write(tmp_path)
    assert resume(path, AFTERNOON, tmp_path / "other.json").keeper.path == tmp_path / "other.json"
    with pytest.raises(UsageError):
        resume(path, AFTERNOON, write(tmp_path, "taken.json"))


def test_on_another_day_the_new_file_is_named_first(tmp_path: Path) -> None:
    """The name is free, beside the old file, and in the words that the therapist sees first."""
    path = write(tmp_path)
    (tmp_path / "PR-1-2026-11-21-0900.json").write_text("taken")
    found = resume(path, NEXT_DAY)
    assert found.keeper.path == tmp_path / "PR-1-2026-11-21-0900-2.json"
    assert str(found.keeper.path) in found.words
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
    resume(path, AFTERNOON).keeper.forget()
    assert not path.exists()
    without = write(tmp_path, answers={"frame.mode": "phone"})
    resume(without, AFTERNOON).keeper.forget()
    assert without.exists()


def test_another_case_is_refused(tmp_path: Path) -> None:
    """A record keeps its case."""
    with pytest.raises(UsageError, match="another case"):
        resume(write(tmp_path), AFTERNOON, case="PR-2")


def test_standard_input_cannot_be_gone_on_with() -> None:
    """There would be nowhere to write."""
    with pytest.raises(UsageError, match="file"):
        check_together(Beginning(resume="-"))
