"""Everything that must hold before a change goes in: style, types, layers, tests with coverage.

Run it as ``python tests/run_all.py``; it stops at the first thing that does not hold.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sysconfig.get_path("scripts"))

ROOM_FLOORS = {"model": 95.0, "logic": 95.0, "banks": 95.0}
FLOOR = 88.0  # of tests in one process that conftest.py measures; the others and started programs come on top

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Tests start the program thousands of times, and would compile all of it each time."""

STEPS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("pytest", "-n", "auto", "--durations=25", "--cov", "--cov-report=json:.coverage.json", "--cov-report="),
)


def main() -> int:
    """Run every step, then hold the coverage against its floors."""
    for step in STEPS:
        sys.stdout.write(f"+ {' '.join(step)}\n")
        sys.stdout.flush()
        done = subprocess.run([SCRIPTS / step[0], *step[1:]], cwd=ROOT, env=ENVIRONMENT, check=False)
        if done.returncode:
            return done.returncode
    return hold_coverage()


def hold_coverage() -> int:
    """Compare branch coverage by room with its floor."""
    files = json.loads((ROOT / ".coverage.json").read_text())["files"]
    lowest = 0
    for room, floor in [("", FLOOR), *ROOM_FLOORS.items()]:
        prefix = f"relapse_cli/{room}/" if room else "relapse_cli/"
        found = [f["summary"] for name, f in files.items() if Path(name).as_posix().startswith(prefix)]
        covered = sum(f["covered_lines"] + f["covered_branches"] for f in found)
        total = sum(f["num_statements"] + f["num_branches"] for f in found)
        share = 100 * covered / total if total else 0.0
        verdict = "ok" if share >= floor else "TOO LOW"
        sys.stdout.write(f"coverage {prefix:24} {share:6.2f}% (at least {floor:g}%) {verdict}\n")
        lowest |= share < floor
    return int(lowest)


if __name__ == "__main__":
    sys.exit(main())
