"""Stopped from outside and gone on with, under a shell: the terminal is given back, and taken again."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform != "linux" or shutil.which("bash") is None:
    pytest.skip("needs a pseudo terminal, bash and /proc", allow_module_level=True)

from tests.app.held import key_file
from tests.journeys.sign_off_keys import choose
from tests.journeys.terminal import DOWN, ENTER, STARTED_AT, Terminal

HERE = "HERE>"
SECRET = "blue kettle"


class Shell:
    """A program under a shell in a terminal."""

    def __init__(self, folder: Path) -> None:
        self.terminal = Terminal(["bash", "--norc", "--noprofile", "-i"], folder / "out.txt")
        self.terminal.wait_for(HERE)
        (self.shell,) = [pid for pid in children(os.getpid()) if _name(pid) == "bash"]

    def run(self, *args: str) -> None:
        """Start a command of the program."""
        command = shlex.join([sys.executable, "-m", "relapse_cli", *args])
        self.terminal.press(command, ENTER)

    def stop(self, number: int) -> None:
        """Stop the program, and wait until the shell asks for the next command."""
        (program,) = children(self.shell)
        asked = self.terminal.raw.count(HERE.encode())
        os.kill(program, number)
        self.terminal.wait(lambda t: t.raw.count(HERE.encode()) > asked, "the shell")

    def go_on(self) -> None:
        """Let the program go on in the foreground."""
        self.terminal.press("fg", ENTER)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def _name(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text("utf-8").strip()


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    """A shell in a folder of its own."""
    monkeypatch.setenv("PS1", f"{HERE} ")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.chdir(tmp_path)
    shell = Shell(tmp_path)
    yield shell
    for pid in children(shell.shell):
        os.kill(pid, signal.SIGKILL)
    shell.terminal.close()


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_a_question_is_drawn_again_after_a_stop(shell: Shell, number: int) -> None:
    """After ``fg`` the question stands there, keys move the pointer, and nothing of the shell is left."""
    terminal = shell.terminal
    shell.run("interview", "--no-store", "--profile", "ie", "--case", "K-7", "--started-at", STARTED_AT)
    terminal.wait_for("Esc menu")
    assert "How this session takes place" in terminal.text
    shell.stop(number)
    if number == signal.SIGTSTP:
        assert "How this session takes place" not in terminal.text
        assert HERE in terminal.text
    shell.go_on()
    terminal.wait(lambda t: "How this session takes place" in t.text and HERE not in t.text, "the question")
    before = terminal.pointed
    terminal.press(DOWN)
    terminal.wait(lambda t: t.pointed not in {before, ""}, "the pointer to move")
    assert "^[" not in terminal.text


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_a_passphrase_shows_neither_before_nor_after_a_stop(shell: Shell, plain: bool, number: int) -> None:
    """Its prompt comes again, and what is typed then is still not shown."""
    terminal = shell.terminal
    shell.run("interview", "--path", "brief", *(["--accessible"] if plain else []), "--data-dir", "store")
    if plain:
        terminal.wait_for_line("Where are interviews kept?")
        terminal.press("1", ENTER)
    else:
        choose(terminal, "Where are interviews kept?", "Set up the store now")
    terminal.wait_for("Choose a passphrase")
    if plain:
        terminal.wait_for("(what you type is not shown) >")
    else:
        terminal.wait_for("Esc menu")
    shell.stop(number)
    shell.go_on()
    if plain:
        asked = terminal.raw.count(b"(what you type is not shown) >")
        terminal.wait(lambda t: t.raw.count(b"(what you type is not shown) >") >= max(asked, 2), "the prompt")
    else:
        terminal.wait(lambda t: "Choose a passphrase" in t.text and HERE not in t.text, "the prompt")
    terminal.press(SECRET, ENTER)
    terminal.wait_for("passphrase once more")
    assert SECRET.encode() not in terminal.raw


def test_a_line_that_is_read_is_asked_for_again(shell: Shell) -> None:
    """Line by line the sign behind which is typed comes again, and what is typed is taken."""
    terminal = shell.terminal
    shell.run("interview", "--accessible", "--no-store", "--profile", "ie", "--case", "K-7")
    terminal.wait_for_line("How this session takes place")
    shell.stop(signal.SIGTSTP)
    shell.go_on()
    terminal.wait(lambda t: t.last_line == ">", "the sign behind which is typed")
    terminal.press("1", ENTER)
    terminal.wait_for("Who is present")


def test_a_stopped_question_can_be_ended(shell: Shell, tmp_path: Path) -> None:
    """Told to end while it is stopped, it ends once it goes on, and the terminal is as it was."""
    key_file(tmp_path)
    shell.run("interview", "--no-store", "--profile", "ie", "--case", "K-7")
    shell.terminal.wait_for("Esc menu")
    shell.stop(signal.SIGTSTP)
    (program,) = children(shell.shell)
    os.kill(program, signal.SIGTERM)
    asked = shell.terminal.raw.count(HERE.encode())
    shell.go_on()
    shell.terminal.wait(lambda t: t.raw.count(HERE.encode()) > asked, "the shell")
    shell.terminal.press("echo ", "is-shown", ENTER)
    shell.terminal.wait_for("echo is-shown")
