"""Run the program in a process of its own, and see what comes out of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
VIGNETTES = ROOT / "tests" / "vignettes"
COMMAND = (sys.executable, "-m", "relapse_cli")
ESCAPE = b"\x1b"
OURS = ("RELAPSE_", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "PYTHONHASHSEED")


@dataclass(frozen=True)
class Result:
    """What one run left behind."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """Standard output as text."""
        return self.out.decode()

    @property
    def notes(self) -> list[str]:
        """The lines of standard error."""
        return self.err.splitlines()


@dataclass(frozen=True)
class Program:
    """The program with a home of its own."""

    home: Path

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """The environment of a run: nothing of the caller's that could change what is shown."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return {**kept, "PYTHONPATH": str(ROOT), "RELAPSE_HOME": str(self.home), **(more or {})}

    def run(
        self,
        *args: str | Path,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Result:
        """Run a command to its end; no run may ever show a traceback."""
        done = subprocess.run(
            [*COMMAND, *map(str, args)],
            input=stdin,
            env=self.environment(env),
            cwd=cwd,
            capture_output=True,
            timeout=300,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        assert b"Traceback" not in done.stdout
        return Result(done.returncode, done.stdout, done.stderr.decode())

    def start(self, *args: str | Path, **popen: Any) -> subprocess.Popen[bytes]:
        """Start a command whose ends are the caller's."""
        return subprocess.Popen([*COMMAND, *map(str, args)], env=self.environment(), **popen)


def vignette(case: str) -> dict[str, Any]:
    """A made-up record of the test set."""
    return json.loads((VIGNETTES / f"{case}.json").read_text("utf-8"))


def record(answers: dict[str, object] | None = None, **more: object) -> dict[str, Any]:
    """A small record with these answers."""
    return {
        "format": "relapse-interview/1",
        "id": "record-1",
        "case": "PR-1",
        "path": "core",
        "started_at": "2026-11-20T10:00:00+01:00",
        "answers": answers or {},
        **more,
    }


def as_bytes(value: object) -> bytes:
    """A value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def write(path: Path, value: object) -> Path:
    """Write a value as JSON over several lines, and return the path."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
    return path
