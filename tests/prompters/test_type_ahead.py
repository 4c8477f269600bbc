"""Keys pressed before a question stands there answer nothing, neither it nor those behind it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from typing import TextIO

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

from prompt_toolkit.input.vt100 import Vt100Input

from relapse_cli.prompters.arrow_keys.prompts import type_ahead
from relapse_cli.prompters.arrow_keys.prompts.type_ahead import flush_type_ahead, is_more_waiting


class Keyboard:
    """The two ends of a terminal."""

    def __init__(self) -> None:
        self.hand, seat = os.openpty()
        self.stream: TextIO = os.fdopen(seat, "r", encoding="utf-8")
        self.source = Vt100Input(self.stream)

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self.hand, keys.encode())


@pytest.fixture
def keyboard() -> Iterator[Keyboard]:
    """A terminal that nobody else uses."""
    made = Keyboard()
    yield made
    made.stream.close()
    os.close(made.hand)


def test_keys_that_were_there_are_forgotten(keyboard: Keyboard) -> None:
    """Also those of a line that has not been ended yet."""
    keyboard.press("2\r1\r2")
    flush_type_ahead(keyboard.source)
    with keyboard.source.raw_mode():
        assert not is_more_waiting(keyboard.source)


def test_what_follows_at_once_is_forgotten_with_them(
    keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of keys pressed in one go either all count or none."""
    monkeypatch.setattr(type_ahead, "QUIET", 20.0)
    monkeypatch.setattr(type_ahead, "LONGEST_BURST", 0.5)
    following = threading.Event()

    def flushed(number: int, queue: int) -> None:
        real(number, queue)
        if not following.is_set():
            following.set()
            keyboard.press("1\r2\r")

    real = type_ahead.termios.tcflush
    monkeypatch.setattr(type_ahead.termios, "tcflush", flushed)
    keyboard.press("2\r")
    flush_type_ahead(keyboard.source)
    assert following.is_set()
    with keyboard.source.raw_mode():
        assert not is_more_waiting(keyboard.source)


def test_nothing_is_waited_for_when_nothing_was_typed(
    keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next question stands there at once."""
    asked: list[float] = []
    real = type_ahead.select.select

    def watched(*args: object) -> object:
        asked.append(float(str(args[3])))
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(type_ahead.select, "select", watched)
    flush_type_ahead(keyboard.source)
    assert asked == [0]
