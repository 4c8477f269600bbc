"""The row of a record against bare parsing and other peers: ``python -m benchmarks.batch 10000``.

Processor time per record, and its ratio to ``orjson.loads`` (``json.loads`` where orjson is not installed).
Each row runs in a process of its own, whose largest memory is told; slow peers see
fewer records. Peers that are not installed are left out by name.
"""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from benchmarks.records import records
from benchmarks.report import machine
from relapse_cli.batch.compiled import compile_bank
from relapse_cli.batch.generated.doubt import Doubtful
from relapse_cli.batch.generated.moments import read_now
from relapse_cli.batch.plain import plain_row
from relapse_cli.formats.data.plan_json import render
from relapse_cli.logic.plan.build import plan
from relapse_cli.model.record import Record
from relapse_cli.places import Places
from relapse_cli.records.json_guard import parse_json
from relapse_cli.records.record_shape import build_record
from tests.banks_under_test import shipped_bank
from tests.oracle.answer import evaluate

Run = Callable[[Path], int]
"""Goes through a file of records and returns how many it saw."""

FEW = 300
"""So many records are enough for what takes milliseconds."""


def each(step: Callable[[bytes], object], most: int | None = None) -> Run:
    def run(path: Path) -> int:
        seen = 0
        with path.open("rb") as lines:
            for line in islice(lines, most):
                step(line)
                seen += 1
        return seen

    return run


def slow_record(line: bytes) -> Record:
    record, problems = build_record(parse_json(line), Places())
    assert record is not None, problems
    return record


def evaluation_alone(path: Path) -> Run:
    """The generated function without parsing: what has been read is evaluated again."""
    way = compile_bank(shipped_bank())._checked
    with path.open("rb") as lines:
        read = [way.decode(line) for line in islice(lines, 2000)]
    ready = [(way.evaluate[r.path == "followup"], r, *read_now(r.started_at)) for r in read]

    def run(_: Path) -> int:
        for function, record, now, offset in ready:
            function(record, now, offset, None)
        return len(ready)

    return run


def duckdb(path: Path) -> int:
    import duckdb as db

    found = db.sql(
        "select count(json_extract_string(json, '$.answers.\"safety.now\"')), count(*)"
        f" from read_json_objects('{path}')"
    ).fetchall()
    return int(found[0][1])


def pandas(path: Path) -> int:
    import pandas as pd

    return sum(len(part) for part in pd.read_json(path, lines=True, chunksize=2000))


def peers(path: Path) -> Iterable[tuple[str, Run]]:
    bank = shipped_bank()
    compiled = compile_bank(bank)

    def row(line: bytes) -> object:
        try:
            return compiled.row(line)
        except Doubtful:
            return plain_row(bank, slow_record(line))

    yield "read lines", each(len)
    if importlib.util.find_spec("orjson"):
        import orjson

        yield "orjson.loads", each(orjson.loads)
    yield "json.loads", each(json.loads)
    yield "typed decode", each(compiled._checked.decode)
    yield "row, validated", each(row)
    with path.open("rb") as lines:
        compiled.trusted_row(next(lines))  # compiled before the clock runs
    yield "row, trusted", each(compiled.trusted_row)
    yield "generated evaluation alone", evaluation_alone(path)
    yield "hand-written (oracle)", each(lambda line: evaluate(json.loads(line)), FEW)
    yield "pydantic and checks alone", each(slow_record, FEW * 4)
    yield "plain_row", each(lambda line: plain_row(bank, slow_record(line)), FEW)
    yield "plan, JSON", each(lambda line: render(plan(bank, slow_record(line)), bank, "clinician"), FEW // 3)
    for name, run in (("duckdb", duckdb), ("pandas", pandas)):
        if importlib.util.find_spec(name):
            yield name, run
        else:
            print(f"{name} is not installed, and left out")


def measured(run: Run, path: Path, rounds: int) -> float:
    """Processor time per record, the best of a few rounds; in microseconds."""
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        seen = run(path)
        best = min(best, (time.process_time() - began) / seen)
    return best * 1e6


def in_own_process(run: Run, path: Path, rounds: int) -> tuple[float, float]:
    """The same in a process of its own, with its largest memory in MiB."""
    receive, send = os.pipe()
    if child := os.fork():
        os.close(send)
        _, status = os.waitpid(child, 0)
        assert status == 0, status
        took, memory = os.read(receive, 100).decode().split()
        os.close(receive)
        return float(took), float(memory)
    took = measured(run, path, rounds)
    os.write(send, f"{took} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}".encode())
    os._exit(0)


def main() -> None:
    """Print the table."""
    machine()
    count = next((int(word) for word in sys.argv[1:] if word.isdigit()), 10_000)
    began = time.process_time()
    compile_bank(shipped_bank())
    print(f"generate and compile: {time.process_time() - began:.3f} s")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        with path.open("wb") as file:
            file.writelines(line + b"\n" for line in records(count))
        print(f"{count} records, {path.stat().st_size / count:.0f} bytes each")
        rounds = 3 if count <= 20_000 else 1
        rows = [(name, *in_own_process(run, path, rounds)) for name, run in peers(path)]
    base = next((took for name, took, _ in rows if name == "orjson.loads"), rows[1][1])
    print(f"{'':28}{'µs':>10}{'ratio':>9}{'MiB':>8}")
    for name, took, memory in rows:
        print(f"{name:28}{took:10.1f}{took / base:9.2f}{memory:8.0f}")


if __name__ == "__main__":
    main()
