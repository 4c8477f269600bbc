"""The line that says what takes longer than a moment."""

from __future__ import annotations

import io
import re

import pytest

from relapse_cli.cli import waiting as module
from relapse_cli.cli.streams import tell
from relapse_cli.cli.waiting import counting, how_far, waiting


class Screen(io.StringIO):
    """Standard error, as a terminal or as a file."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        """Whether somebody sees it."""
        return self.terminal


def said(patch: pytest.MonkeyPatch, *, terminal: bool, moment: float) -> str:
    """What is written during some work, of which half is done when it is asked."""
    screen = Screen(terminal=terminal)
    patch.setattr("sys.stderr", screen)
    patch.setattr(module, "_MOMENT", moment)
    patch.setattr(module, "_BETWEEN", 0.0)
    with waiting("Looking") as tick:
        tick(1, 2)
        tick(0, 0)
    return screen.getvalue()


def test_it_says_how_far_it_has_come_and_wipes_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, once it has taken a moment; what follows begins on an empty line."""
    monkeypatch.setenv("TERM", "xterm")
    text = said(monkeypatch, terminal=True, moment=0.0)
    assert "\rLooking … 50 %" in text
    assert text.endswith(f"\r{' ' * len('Looking … 50 %')}\r")


def test_a_terminal_that_cannot_go_back_gets_the_words_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written over there."""
    monkeypatch.setenv("TERM", "dumb")
    text = said(monkeypatch, terminal=True, moment=0.0)
    assert text.count("Looking") == 1


def test_what_is_told_meanwhile_stands_on_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line is wiped away before, and comes again."""
    screen = Screen(terminal=True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(module, "_MOMENT", 0.0)
    monkeypatch.setattr(module, "_BETWEEN", 0.0)
    with waiting("Looking") as tick:
        tick(1, 2)
        tell("A word.")
        tick(2, 2)
    tell("The end.")
    shown = screen.getvalue().replace("\r" + " " * len("Looking … 50 %") + "\r", "|")
    assert re.fullmatch(
        r"(\rLooking … *)?\rLooking … 50 %\|A word\.\n(\rLooking …)?\rLooking … 100 %.*", shown, re.DOTALL
    )
    assert shown.endswith("The end.\n")


class Gone(Screen):
    """A terminal that went away."""

    def write(self, _: str) -> int:
        """Fail."""
        raise OSError(5, "Input/output error")


@pytest.mark.parametrize("kind", ["xterm", "dumb"])
def test_a_terminal_that_went_away_stops_nothing(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """What is being done goes on."""
    monkeypatch.setenv("TERM", kind)
    monkeypatch.setattr("sys.stderr", Gone(terminal=True))
    monkeypatch.setattr(module, "_MOMENT", 0.0)
    monkeypatch.setattr(module, "_BETWEEN", 0.0)
    done = []
    with waiting("Looking") as tick:
        tick(1, 2)
        done.append("work")
    assert done == ["work"]


def test_it_stays_away_where_quiet_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    """As every other note does."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(module, "is_quiet", lambda: True)
    assert said(monkeypatch, terminal=True, moment=0.0) == ""


@pytest.mark.parametrize(("terminal", "moment"), [(False, 0.0), (True, 3600.0)])
def test_it_is_quiet_elsewhere(monkeypatch: pytest.MonkeyPatch, terminal: bool, moment: float) -> None:
    """In a file, and where it takes only a moment."""
    monkeypatch.setenv("TERM", "xterm")
    assert said(monkeypatch, terminal=terminal, moment=moment) == ""


@pytest.mark.parametrize(
    ("records", "seconds", "done", "of", "words"),
    [
        (12_300, 2.0, 0, 0, "12,300 records, 6,150 a second"),
        (500, 10.0, 250, 1000, "500 records, 50 a second, about 30 s left"),
        (500, 100.0, 1, 11, "500 records, 5 a second, about 17 min left"),
        (500, 1000.0, 1, 21, "500 records, about 6 h left"),
        (500, 10.0, 1000, 1000, "500 records, 50 a second"),
        (0, 0.0, 0, 10, "0 records"),
    ],
)
def test_it_says_how_fast_and_how_long(records: int, seconds: float, done: int, of: int, words: str) -> None:
    """The rate, and what is left where it is known how much there is."""
    assert how_far(records, seconds, done, of) == words


@pytest.mark.parametrize(("quiet", "terminal"), [(False, True), (True, True), (False, False)])
def test_records_are_counted_on_a_terminal_unless_quiet_is_wanted(
    monkeypatch: pytest.MonkeyPatch, quiet: bool, terminal: bool
) -> None:
    """Nowhere else is a line written."""
    screen = Screen(terminal=terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(module, "_MOMENT", 0.0)
    monkeypatch.setattr(module, "_BETWEEN", 0.0)
    monkeypatch.setattr(module, "is_quiet", lambda: quiet)
    with counting("Reading") as went_on:
        went_on(1000, 50, 100)
    assert ("Reading … 50 %, 1,000 records" in screen.getvalue()) == (terminal and not quiet)
    assert bool(screen.getvalue()) == (terminal and not quiet)
