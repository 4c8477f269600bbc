"""What goes where: data to standard output, notes to standard error, and nothing a terminal would obey."""

from __future__ import annotations

import contextlib
import io
import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from relapse_cli.cli import boundary
from relapse_cli.cli.streams import tell, tell_command
from tests.cli.program import COMMAND, ESCAPE, VIGNETTES, Program, as_bytes, record, vignette, write
from tests.cli.stored import make_store
from tests.test_docs import COMMANDS

PR_101 = VIGNETTES / "PR-101.json"
SHOWING = {
    "plan": ("plan", PR_101),
    "why": ("why", PR_101),
    "demo": ("demo",),
    "bank show": ("bank", "show"),
}
shows = pytest.mark.parametrize("args", SHOWING.values(), ids=SHOWING.keys())


@shows
def test_the_same_input_gives_the_same_bytes(relapse: Program, args: tuple[str, ...]) -> None:
    """Hash seeds, colour wishes and kinds of terminal change nothing in a pipe; it holds no ESC byte."""
    one = relapse.run(*args, env={"PYTHONHASHSEED": "1", "TERM": "xterm-256color", "FORCE_COLOR": "1"})
    two = relapse.run(*args, env={"PYTHONHASHSEED": "2", "TERM": "dumb", "NO_COLOR": "1"})
    assert one == two
    assert one.code == 0
    assert one.out
    assert ESCAPE not in one.out + one.err.encode()


def test_json_is_the_same_bytes_and_nothing_but_data(relapse: Program) -> None:
    """A plan as JSON is one line with sorted keys; notes are on standard error."""
    one = relapse.run("plan", PR_101, "--format", "json", env={"PYTHONHASHSEED": "1"})
    two = relapse.run("plan", "-", "--format", "json", stdin=PR_101.read_bytes(), env={"PYTHONHASHSEED": "2"})
    assert one == two
    made = json.loads(one.out)
    assert one.out.count(b"\n") == 1
    assert list(made) == sorted(made)
    assert made["format"] == "relapse-plan/1"
    assert one.notes == [NOT_FINAL]


@pytest.mark.parametrize("width", [40, 60])
def test_columns_sets_the_width(relapse: Program, width: int) -> None:
    """COLUMNS is the width of documents, down to 40."""
    done = relapse.run("plan", PR_101, env={"COLUMNS": str(width)})
    assert done.code == 0
    assert max(map(len, done.text.splitlines())) <= width


NOT_FINAL = (
    f"{vignette('PR-101')['id']}: "
    "This plan is not final: no emergency numbers are set up for this country (V-PROFILE)."
)


def on_a_terminal(relapse: Program, *args: str, env: dict[str, str] | None = None) -> bytes:
    """What a command paints on a terminal."""
    pexpect = pytest.importorskip("pexpect")
    child = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], *args],
        env=relapse.environment({"TERM": "xterm-256color", **(env or {})}),
        dimensions=(24, 80),
        timeout=300,
    )
    painted = child.read()
    child.wait()
    assert child.exitstatus == 0
    child.close()
    assert b"Traceback" not in painted
    return painted


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a Unix terminal")
def test_colour_is_for_terminals_that_want_it(relapse: Program) -> None:
    """On a terminal there is colour; NO_COLOR, --no-color and TERM=dumb each take every ESC byte away."""
    plan = ("plan", str(PR_101))
    assert ESCAPE in on_a_terminal(relapse, *plan)
    assert ESCAPE not in on_a_terminal(relapse, *plan, env={"NO_COLOR": "1"})
    assert ESCAPE not in on_a_terminal(relapse, *plan, env={"TERM": "dumb"})
    for args in SHOWING.values():
        assert ESCAPE not in on_a_terminal(relapse, *map(str, args), "--no-color")


def test_escapes_in_answers_never_reach_the_output(relapse: Program) -> None:
    """ESC, C1 controls and direction marks in an answer are gone from document and notes."""
    hostile = "a\x1b[31mred\x1b]8;;file:///etc/passwd\x07link\x9b31m\u202eend"
    given = vignette("PR-101")
    given["answers"]["sequence.q_before"] = hostile
    for form in ("terminal", "markdown"):
        done = relapse.run("plan", "-", "--format", form, stdin=as_bytes(given))
        assert done.code == 0
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(done.text + done.err)
        assert "red" in done.text


@shows
def test_a_reader_that_leaves_early_is_no_fault(relapse: Program, args: tuple[str, ...]) -> None:
    """A broken pipe is silent: `| head -1` leaves no complaint."""
    child = relapse.start(*args, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    complaints = child.stderr.read().decode()
    child.stderr.close()
    assert child.wait() == 0
    assert "Traceback" not in complaints
    assert "roken pipe" not in complaints
    assert "something went wrong" not in complaints


def test_many_plans_into_a_closed_pipe_are_silent(relapse: Program) -> None:
    """A reader that leaves in the middle of many records ends the run quietly."""
    child = relapse.start(
        "plan", "-", "--format", "json", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    line = as_bytes(vignette("PR-101"))
    child.stdin.write(line)
    child.stdin.write(line)
    child.stdin.flush()
    child.stdout.readline()
    child.stdout.close()
    with contextlib.suppress(BrokenPipeError):  # it may have left already
        child.stdin.write(line * 20)
    with contextlib.suppress(BrokenPipeError):
        child.stdin.close()
    complaints = child.stderr.read().decode()
    child.stderr.close()
    assert child.wait() == 0
    assert not [note for note in complaints.splitlines() if note != NOT_FINAL]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are a Unix matter")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_command_leaves_with_the_code_of_its_signal(
    relapse: Program, sent: signal.Signals, code: int
) -> None:
    """Ctrl-C outside an interview is 130, a signal from the system 143; neither shows a traceback.

    It is sent until the command has gone: one that comes between Python's last look at its signals and the
    system's ``read`` is acted on only when that ends, in every Python program.
    """
    child = relapse.start(
        "plan", "-", "--format", "json", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdin.write(as_bytes(vignette("PR-101")) * 2)
    child.stdin.flush()
    assert child.stdout.readline()
    while child.poll() is None:
        child.send_signal(sent)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=1)
    stopped = child.stderr.read().decode()
    assert child.returncode == code
    assert "Traceback" not in stopped
    assert "something went wrong" not in stopped
    for stream in (child.stdin, child.stdout, child.stderr):
        stream.close()


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system for the limits of a process")
def test_a_crash_leaves_no_image_of_the_memory(relapse: Program) -> None:
    """A core file would hold answers."""
    resource = pytest.importorskip("resource")
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    if most == 0:
        pytest.skip("no process may write a core file here")
    child = relapse.start(
        "plan", "-", "--format", "json",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (most, most)),
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(as_bytes(vignette("PR-101")) * 2)
    child.stdin.flush()
    assert child.stdout.readline()
    limits = Path(f"/proc/{child.pid}/limits").read_text("utf-8")
    child.communicate()
    assert re.search(r"^Max core file size +0 ", limits, re.MULTILINE)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the streams")
@pytest.mark.parametrize(
    ("redirect", "code"), [("<&-", 5), (">&-", 0), ("2>&-", 0), ("<&- >&- 2>&-", 5), (">/dev/full", 5)]
)
def test_streams_that_are_closed_or_full_are_no_fault_of_the_program(
    relapse: Program, redirect: str, code: int
) -> None:
    """A closed standard stream stands for nothing to read or nobody to read it; a full disk is said."""
    stdin = as_bytes(record())
    command = f'exec "$@" {redirect}'
    done = subprocess.run(
        ["sh", "-c", command, "sh", *COMMAND, "plan", "-", "--format", "json"],
        input=None if "<&-" in redirect else stdin,
        env=relapse.environment(),
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert b"something went wrong" not in done.stderr
    if redirect == ">/dev/full":
        assert b"No space left" in done.stderr


def test_the_clock_is_not_in_a_plan(relapse: Program) -> None:
    """A document says nothing of the day on which it was printed; these two places never share a day."""
    for words in ((), ("--format", "json"), ("--format", "markdown")):
        east, west = (
            relapse.run("plan", PR_101, *words, env={"TZ": zone}).out for zone in ("EAST-14", "WEST+12")
        )
        assert east == west


def test_of_very_many_faults_the_first_are_told_and_how_many_follow(relapse: Program, tmp_path: Path) -> None:
    """A record and a stream of records, each with a thousand faults: twenty lines and a count."""
    keys = {f"unknown{number}": 1 for number in range(1000)}
    bank = tmp_path / "bank.yaml"
    bank.write_text("bank: {id: a, version: 1.0.0, title: A}\n" + "".join(f"{key}: 1\n" for key in keys))
    lines = tmp_path / "records.jsonl"
    lines.write_bytes(as_bytes(record(started_at="yesterday")) * 1000)
    shown = [
        relapse.run("plan", write(tmp_path / "record.json", record(**keys))),
        relapse.run("plan", lines, "--format", "json"),
    ]
    for done in shown:
        assert (done.code, done.out) == (5, b"")
        told = [line for line in done.notes if line.startswith(str(tmp_path))]
        assert len(told) == 20
        [rest] = [line for line in done.notes if line.startswith("And ")]
        assert rest.endswith("more. Mend these first, then look again.")
    assert "And at least 980 more." in shown[1].err
    checked = relapse.run("bank", "check", bank).text.splitlines()
    assert len(checked) == 102
    assert checked[-2].endswith("more. Mend these first, then look again.")


def test_every_command_at_the_store_shows_nothing_that_is_typed_too_early() -> None:
    """Whatever may ask for a passphrase is among the commands that let the terminal show nothing."""
    asking = {
        name.split()[1]
        for name, command in COMMANDS.items()
        if any("--data-dir" in parameter.opts for parameter in command.params)
    }
    assert asking - {"doctor"} == boundary._MAY_ASK


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_what_was_done_is_done_though_nothing_can_be_told(tmp_path: Path, relapse: Program) -> None:
    """Standard error goes to a full disk: the exit code is that of the work, and a refusal keeps its own."""
    stored = make_store(relapse, tmp_path)

    def code(*args: str | Path, key: Path = stored.key) -> int:
        env = relapse.environment({"RELAPSE_KEY_FILE": str(key)})
        with Path("/dev/full").open("w") as full:
            command = [*COMMAND, *map(str, args), "--data-dir", str(stored.folder)]
            return subprocess.run(
                command,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=full,
                check=False,
            ).returncode

    new, backup = tmp_path / "new.key", tmp_path / "b.zip"
    assert code("store", "backup", backup) == 0
    assert backup.exists()
    assert code("store", "backup", backup) == 2
    assert code("key", "add", "file", new) == 4
    assert code("key", "add", "file", new, "--yes") == 0
    assert code("store", "status") == 5
    assert code("store", "erase", "no-such", "--yes", key=new) == 5
    assert code("store", "erase", "PR-101", "--yes", key=new) == 0
    assert code("nosuch", key=new) == 2


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_a_sentence_on_a_terminal_ends_its_rows_between_words(
    monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    """A short form such as --no-store stays whole, and so does a path that is longer than a row."""
    sentence = "Paused. To go on: relapse interview --resume --no-store -o record.json, or relapse desk. " * 3
    path = f"/{'long' * 30}"
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr("sys.stderr", terminal)
    tell(sentence, path)
    rows = terminal.getvalue().splitlines()
    assert " ".join(rows).split() == [*sentence.split(), path]
    assert max(len(row) for row in rows if path not in row) < columns
    assert all(word in f"{sentence} {path}".split() for row in rows for word in row.split())


def test_a_sentence_elsewhere_stays_on_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or a pipe gets one line a sentence."""
    plain = io.StringIO()
    monkeypatch.setattr("sys.stderr", plain)
    tell("word " * 60)
    assert plain.getvalue().count("\n") == 1


def test_a_command_to_copy_is_broken_by_the_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """However narrow it is, what goes on is one line, so that it can be copied as one."""
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stderr", terminal)
    line = f"relapse interview --resume {'folder/' * 8}record.json --no-store"
    tell_command("To go on:", line)
    assert terminal.getvalue() == f"To go on: {line}\n"
