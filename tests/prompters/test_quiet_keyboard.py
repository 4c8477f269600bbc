"""A keyboard that shows nothing while no prompt is up."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TextIO

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

import pty
import termios

from relapse_cli.prompters.plain.streams import Lines
from relapse_cli.prompters.quiet_keyboard import fall_silent, shown, speak_up


@pytest.fixture
def terminal() -> Iterator[tuple[int, TextIO]]:
    """The far end of a terminal, and the terminal as a program sees it."""
    far, near = pty.openpty()
    with open(near, encoding="utf-8") as stream:  # noqa: PTH123 - a terminal has no path
        yield far, stream
        speak_up()
    os.close(far)


def shows(stream: TextIO) -> bool:
    """Whether a terminal shows what is typed."""
    return bool(termios.tcgetattr(stream.fileno())[3] & termios.ECHO)


def test_what_is_typed_early_is_not_shown_and_not_lost(terminal: tuple[int, TextIO]) -> None:
    """Silent, the terminal hands over a line without having shown it; otherwise it shows it at once."""
    far, near = terminal
    os.write(far, b"loud\n")
    assert near.readline() == "loud\n"
    assert os.read(far, 100) == b"loud\r\n"
    fall_silent(near, near)
    os.write(far, b"secret\n")
    assert near.readline() == "secret\n"
    os.set_blocking(far, False)
    with pytest.raises(BlockingIOError):
        os.read(far, 100)


def test_at_the_end_the_terminal_is_as_it_was(terminal: tuple[int, TextIO]) -> None:
    """Every mode of it, also when it was told twice; one that showed nothing before still shows nothing."""
    _, near = terminal
    before = termios.tcgetattr(near.fileno())
    fall_silent(near, near)
    fall_silent(near, near)
    assert not shows(near)
    speak_up()
    assert termios.tcgetattr(near.fileno()) == before
    before[3] &= ~termios.ECHO
    termios.tcsetattr(near.fileno(), termios.TCSANOW, before)
    fall_silent(near, near)
    speak_up()
    assert not shows(near)


def test_a_plain_line_is_shown_while_it_is_read(terminal: tuple[int, TextIO]) -> None:
    """Between two lines nothing is shown; a plain prompt that was not told to be silent changes nothing."""
    far, near = terminal
    with shown(near):
        assert shows(near)
    fall_silent(near, near)
    with shown(near):
        assert shows(near)
    assert not shows(near)
    os.write(far, b"PR-1\n")
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - no path of ours
        assert Lines(near, nowhere).ask("> ") == "PR-1"
    assert not shows(near)


def test_a_pipe_is_left_alone(terminal: tuple[int, TextIO]) -> None:
    """Where prompts would not be shown on a terminal nobody is asked, so nothing is changed."""
    _, near = terminal
    with open(os.devnull, "w", encoding="utf-8") as pipe:  # noqa: PTH123 - no path of ours
        fall_silent(near, pipe)
    assert shows(near)
