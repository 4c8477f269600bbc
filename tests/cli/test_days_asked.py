"""`--since` and `--until`, wherever there are dates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from relapse_cli.app.sources.days import days_asked
from relapse_cli.errors import UsageError
from tests.cli.program import Program, record, write
from tests.cli.stored import make_store

COMMANDS = (("interviews",), ("history", "PR-101"), ("store", "export"))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_inverted_range_is_told(relapse: Program, tmp_path: Path, command: tuple[str, ...]) -> None:
    """With the range the other way round; nothing is read for it."""
    store = make_store(relapse, tmp_path)
    done = store.run(*command, "--since", "2026-12-01", "--until", "2026-11-01")
    assert (done.code, done.out) == (2, b"")
    assert done.notes == [
        "relapse: There is no day from 2026-12-01 to 2026-11-01: the last one lies before the first.",
        "The other way round: --since 2026-11-01 --until 2026-12-01",
    ]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_is_no_day_is_told(relapse: Program, tmp_path: Path, command: tuple[str, ...]) -> None:
    """A month, or a word."""
    store = make_store(relapse, tmp_path)
    done = store.run(*command, "--since", "2026-11")
    assert done.code == 2
    assert "--since 2026-11 is not a day." in done.notes[0]


def test_an_export_holds_what_was_begun_on_the_days(relapse: Program, tmp_path: Path) -> None:
    """Both ends included."""
    store = make_store(relapse, tmp_path)
    assert store.run("store", "export", "--since", "2026-11-20", "--until", "2026-11-20").out
    assert store.run("store", "export", "--since", "2026-11-21").out == b""


def test_a_history_holds_what_was_begun_on_the_days(relapse: Program, tmp_path: Path) -> None:
    """Where none was, it says from when to when they were."""
    files = [
        write(tmp_path / f"{n}.json", record(id=f"record-{n}", started_at=f"2026-11-{n}T10:00:00+01:00"))
        for n in (18, 20)
    ]
    some = relapse.run("history", *files, "--since", "2026-11-19", "--format", "json")
    assert [each["id"] for each in json.loads(some.text)["sessions"]] == ["record-20"]
    none = relapse.run("history", *files, "--until", "2026-11-01")
    assert none.code == 5
    assert none.notes[-1] == "They were begun from 2026-11-18 to 2026-11-20."


def test_a_day_lies_within_on_its_own_clock() -> None:
    """Late in the evening of the last day, wherever that was."""
    days = days_asked("2026-11-19", "2026-11-20")
    assert "2026-11-20T23:59:00-08:00" in days
    assert "2026-11-21T00:01:00+10:00" not in days
    assert "2026-11-18T23:59:00+01:00" not in days
    with pytest.raises(UsageError, match="is not a day"):
        days_asked(None, "tomorrow")
