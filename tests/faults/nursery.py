"""Many short-lived processes, forked from one that has everything loaded; each is a real process.

Started with ``python -m tests.faults.nursery``; commands and the pipe of each child come over a socket.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path

from tests.faults import interview_process, rotation_process, upkeep_process, window_process, writer_process

CHECKOUT = Path(__file__).parents[2]
LONGEST = 65536
PATIENCE = 300.0
PAUSE = 0.0005
JOBS = {
    "interview": interview_process.work,
    "rotation": rotation_process.work,
    "upkeep": upkeep_process.work,
    "writer": writer_process.work,
    "first window": window_process.first_window,
    "window": window_process.window,
}


class Child:
    """A process that does a job.

    Attributes:
        lines: what it said so far.
    """

    def __init__(self, pid: int, handle: int) -> None:
        self.pid = pid
        self.lines: list[str] = []
        self._pipe = os.fdopen(handle, encoding="utf-8")

    def read_line(self) -> str:
        """The next thing it says; empty when it has ended."""
        line = self._pipe.readline().strip()
        self.lines += [line] if line else []
        return line

    def kill(self) -> None:
        """Kill it at once, and read what it had said until then."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def wait(self) -> None:
        """Read what it says until it has ended."""
        while self.read_line():
            pass
        self._pipe.close()
        end = time.monotonic() + PATIENCE
        while Path(f"/proc/{self.pid}").exists() if Path("/proc").is_dir() else is_alive(self.pid):
            assert time.monotonic() < end, "a killed process does not end"
            time.sleep(PAUSE)


class Nursery:
    """Starts children."""

    def __init__(self) -> None:
        mine, theirs = socket.socketpair()
        self._socket = mine
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.nursery", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                cwd=CHECKOUT,
                env={**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONHASHSEED": "0"},
            )

    def start(self, job: str, **task: object) -> Child:
        """Start a child with a job; what its task says goes through JSON."""
        reading, writing = os.pipe()
        socket.send_fds(self._socket, [json.dumps({"job": job, "task": task}).encode()], [writing])
        os.close(writing)
        pid = int(self._socket.recv(LONGEST))
        return Child(pid, reading)

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
        self._process.wait(PATIENCE)


def is_alive(pid: int) -> bool:
    """Whether a process is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def main(line: socket.socket) -> None:
    """Fork a child for each task that comes, until nobody sends any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system clears away those that have ended
    while True:
        text, handles, _flags, _address = socket.recv_fds(line, LONGEST, 1)
        if not text:
            return
        pid = os.fork()
        if pid == 0:
            be_child(line, text.decode(), handles[0])
        os.close(handles[0])
        line.sendall(str(pid).encode())


def be_child(line: socket.socket, text: str, handle: int) -> None:
    """Do the task and end, whatever happens."""
    line.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    code = 1
    try:
        given = json.loads(text)
        JOBS[given["job"]](given["task"], handle)
        code = 0
    except BaseException:  # noqa: BLE001 - it is told, and the process ends here in any case
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
