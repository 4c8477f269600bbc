"""A whole review against bare parsing of the same bytes: ``python -m benchmarks.summary FILE...``.

Files of lines, such as ``python -m benchmarks.records 100000`` writes. Each is reviewed in a process of its
own by ``relapse review --format json``: read, validated, evaluated, kept by case and counted. Of that the
processor time of the same with one record is taken off, which is what it costs to begin. ``orjson.loads``
(``json.loads`` where orjson is not installed) goes through some of the same lines before and after; the
quicker of the two counts. With ``--jobs``, two processes are told against one by the clock.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks.report import machine

_PARSED = 20_000
_ROUNDS = 3


def review(path: Path, *more: str) -> tuple[float, float, float]:
    """Seconds of the processor and of the clock, and the largest memory in MiB."""
    command = [sys.executable, "-m", "relapse_cli", "review", str(path), "--format", "json", *more]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 0, status
    return used.ru_utime + used.ru_stime, time.perf_counter() - begun, used.ru_maxrss / 1024


def parsing(path: Path) -> float:
    """Seconds of the processor to parse one record, the best of a few rounds."""
    loads = importlib.import_module("orjson" if importlib.util.find_spec("orjson") else "json").loads
    with path.open("rb") as file:
        lines = list(islice(file, _PARSED))
    times = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        for line in lines:
            loads(line)
        times.append((time.process_time() - begun) / len(lines))
    return min(times)


def records_in(path: Path) -> int:
    with path.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))


def main(*words: str) -> None:
    """Print a line for each file."""
    machine()
    print(f"{'records':>9}{'µs':>8}{'ratio':>7}{'a second':>10}{'MiB':>6}{'two processes':>15}")
    for path in map(Path, (word for word in words if not word.startswith("-"))):
        with tempfile.TemporaryDirectory() as folder:
            one = Path(folder) / "one.jsonl"
            with path.open("rb") as file:
                one.write_bytes(file.readline())
            begin, _, bare = min(review(one) for _ in range(_ROUNDS))
        number, before = records_in(path), parsing(path)
        rounds = _ROUNDS if number <= 20_000 else 1
        took, clock, memory = min(review(path) for _ in range(rounds))
        each = (took - begin) / number
        peer = min(before, parsing(path))
        two = ""
        if "--jobs" in words:
            two = f"{min(review(path, '--jobs', '2')[1] for _ in range(rounds)) / clock:.2f}"
        print(
            f"{number:9}{each * 1e6:8.1f}{each / peer:7.2f}{1 / each:10.0f}{memory:6.0f}{two:>15}", flush=True
        )
        print(f"{'':9}(begin {begin:.2f} s, {bare:.0f} MiB; parsing {peer * 1e6:.1f} µs)")


if __name__ == "__main__":
    main(*sys.argv[1:])
