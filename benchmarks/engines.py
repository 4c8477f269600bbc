"""The same review with every engine: one digest for all of them, and what each takes.

    python -m benchmarks.engines 20000              # processes and Dask, two workers each
    python -m benchmarks.engines 20000 --spark      # Spark classic and Connect too: [spark], Java 17

Nothing is sent anywhere: clusters are made on this machine and bound to 127.0.0.1.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.records import records

Ways = dict[str, Callable[[Path], bytes]]


def main(count: int, *, spark: bool) -> int:
    """Review so many made-up records in every way; 1 where the digests differ."""
    ways: Ways = {
        "one process": _command(),
        "two processes": _command("--jobs", "2"),
        "Dask, two workers": _command("--engine", "dask", "--jobs", "2"),
    }
    if spark:
        os.environ["PYSPARK_PYTHON"] = sys.executable
        ways["Spark, two workers"] = _command("--engine", "spark", "--jobs", "2")
        ways["Spark classic, a frame"] = lambda path: _frame(path, remote=False)
        ways["Spark Connect, a frame"] = lambda path: _frame(path, remote=True)
    digests = set()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        with path.open("wb") as file:
            file.writelines(line + b"\n" for line in records(count))
        for name, review in ways.items():
            begun = time.perf_counter()
            digest = hashlib.sha256(review(path)).hexdigest()[:16]
            digests.add(digest)
            print(f"{name:24} {digest}  {time.perf_counter() - begun:6.1f} s", flush=True)
    print("one digest" if len(digests) == 1 else "THE DIGESTS DIFFER")
    return int(len(digests) != 1)


def _command(*args: str) -> Callable[[Path], bytes]:
    command = [sys.executable, "-m", "relapse_cli", "review", "--format", "json", *args]
    return lambda path: subprocess.run([*command, path], check=True, capture_output=True).stdout


def _frame(path: Path, *, remote: bool) -> bytes:
    """As from a notebook; in a process of its own, for one has either a classic session or a remote one."""
    here = "config('spark.driver.bindAddress', '127.0.0.1').config('spark.driver.host', '127.0.0.1')"
    begin = "remote('local[2]')" if remote else f"master('local[2]').{here}"
    program = (
        "import sys; from pyspark.sql import SparkSession; from relapse_cli.app.review.spark import review; "
        f"s = SparkSession.builder.{begin}.getOrCreate(); "
        "sys.stdout.write(review(s.read.text(sys.argv[1])).json); s.stop()"
    )
    done = subprocess.run([sys.executable, "-c", program, path], check=True, capture_output=True)
    return done.stdout


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    sys.exit(main(numbers[0] if numbers else 20_000, spark="--spark" in sys.argv))
