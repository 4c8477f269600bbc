"""A slow disk: whoever waits for it reads why."""

from __future__ import annotations

import io
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.keeping import slow_disk
from relapse_cli.app.keeping.in_file import InFile
from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.keeping.place import Answers, Place
from relapse_cli.app.keeping.slow_disk import WORDS
from relapse_cli.files import write_private
from relapse_cli.store.whole.store import Store
from tests.app.held import CLOCK, Desk, Person, door_to, store_in
from tests.app.keeping.test_keep import FIRST
from tests.banks_under_test import shipped_bank
from tests.logic.interview.test_moves import QUIET_FRAME, begin

LONG = 20.0


class Terminal(io.StringIO):
    """A terminal that says when something was written to it."""

    def __init__(self, *, is_one: bool = True) -> None:
        super().__init__()
        self.is_one = is_one
        self.heard = threading.Event()

    def isatty(self) -> bool:
        """Whether it is one."""
        return self.is_one

    def flush(self) -> None:
        """Something was written."""
        if self.getvalue():
            self.heard.set()


def a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error, where something is said at once; pytest puts its own there after the fixtures."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(slow_disk, "PATIENCE", 0.0)
    return terminal


def slow(monkeypatch: pytest.MonkeyPatch, terminal: Terminal, where: Any, name: str) -> None:
    """Let something take until the terminal has been written to."""
    real = getattr(where, name)

    def slowly(*given: Any, **more: Any) -> Any:
        assert terminal.heard.wait(LONG)
        return real(*given, **more)

    monkeypatch.setattr(where, name, slowly)


def keep(place: Place) -> None:
    """Keep an answer."""
    place.save(Answers(begin("deep", **QUIET_FRAME)))


@pytest.mark.parametrize("step", ["begin", "append", "open"])
def test_a_slow_store_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """When it is set up, when an interview is begun and at every answer."""
    terminal = a_terminal(monkeypatch)
    if step == "open":
        from relapse_cli.app.upkeep.keys import set_up

        slow(monkeypatch, terminal, set_up, "found_store")
    else:
        slow(monkeypatch, terminal, Store, step)
    result = desk.interview(Person(FIRST))
    assert WORDS in terminal.getvalue()
    with store_in(desk.folder) as store:
        assert store.entries(result.stored or "")


def test_a_slow_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words."""
    terminal = a_terminal(monkeypatch)
    from relapse_cli.app.keeping import in_file

    assert in_file.write_private is write_private
    slow(monkeypatch, terminal, in_file, "write_private")
    keep(InFile(shipped_bank(), tmp_path / "record.json"))
    assert terminal.getvalue().split("\r\n") == ["", WORDS, ""]


def test_nothing_is_said_on_a_quick_disk_or_where_nobody_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script that reads standard error finds no line of this kind."""
    for terminal in (Terminal(), Terminal(is_one=False)):
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setattr(slow_disk, "PATIENCE", LONG if terminal.is_one else 0.0)
        keep(InFile(shipped_bank(), tmp_path / f"{terminal.is_one}.json"))
        assert terminal.getvalue() == ""


def test_a_store_that_is_quick_says_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No timer is left behind either."""
    terminal = a_terminal(monkeypatch)
    monkeypatch.setattr(slow_disk, "PATIENCE", LONG)
    desk.put({"id": "one", "case": "PR-1", "path": "core", "started_at": CLOCK})
    keep(InStore(door_to(desk.folder).open, lambda: CLOCK))
    assert terminal.getvalue() == ""
