"""When a session began: as it was given, and never in the future."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from relapse_cli.app import clock
from relapse_cli.app.sessions import session
from relapse_cli.app.sessions.request import Request
from relapse_cli.app.sessions.session import begin_record, start_time
from relapse_cli.errors import UsageError
from tests.banks_under_test import shipped_bank

NOW = "2026-11-20T10:00:00+01:00"


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch: pytest.MonkeyPatch, late_clock: None) -> None:
    """The clock of this computer stands at ten o'clock."""
    monkeypatch.setattr(session, "this_moment", lambda: NOW)
    monkeypatch.setattr(clock, "_CLOCKS_DIFFER", timedelta(minutes=15))


@pytest.mark.parametrize(
    "asked", [NOW, "1999-11-20T10:00:00+01:00", "2026-11-20T10:15:00+01:00", "2026-11-20T14:10:00+05:00"]
)
def test_a_start_that_has_come_stands_as_it_was_given(asked: str) -> None:
    """A few minutes between two clocks do not matter, and offsets are reckoned with."""
    assert start_time(asked) == asked


@pytest.mark.parametrize(
    "asked", ["2026-11-20T10:16:00+01:00", "2027-11-20T10:00:00+01:00", "2099-01-01T00:00:00Z"]
)
def test_a_start_in_the_future_is_refused(asked: str) -> None:
    """With the wrong year the use of yesterday would count as long past; the clock is named as well."""
    with pytest.raises(UsageError, match="in the future") as refused:
        start_time(asked)
    assert "Fri 20 Nov 2026, 10:00" in refused.value.remedy


def test_the_start_of_a_file_of_answers_is_looked_at_too(tmp_path: Path) -> None:
    """A record that is used as answers brings its start along."""
    source = tmp_path / "known.json"
    source.write_text(
        '{"format": "relapse-interview/1", "id": "a", "case": "PR-1", "path": "core",'
        ' "started_at": "2027-11-20T10:00:00+01:00", "answers": {}}'
    )
    with pytest.raises(UsageError, match="in the future"):
        begin_record(shipped_bank(), Request("post_relapse", answers=str(source)))


def test_a_clock_that_stands_before_the_program_was_made_refuses_nothing() -> None:
    """An empty battery sets a clock back by years; no session waits for it."""
    moment = datetime.fromisoformat(NOW)
    assert not clock.lies_ahead(moment, moment.replace(year=1970))
