"""How a store behaves as it grows: ``python benchmarks/growth.py 100 1000 10000``.

The interviews are made by the store's own code, entry by entry, from vignettes that were gone through screen
by screen; only the ids and the case codes differ. What is measured are whole commands, each a process of its
own. To measure another version with the same script: ``RELAPSE_BENCHED=FOLDER``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, os.environ.get("RELAPSE_BENCHED", str(ROOT)))

from benchmarks.report import machine  # noqa: E402
from benchmarks.stored_interviews import VIGNETTES, Saves, held  # noqa: E402
from relapse_cli.app.access.door import StoreDoor  # noqa: E402
from relapse_cli.app.upkeep.keys.set_up import set_up_store  # noqa: E402
from relapse_cli.model.journal import Entry  # noqa: E402
from relapse_cli.model.record import Record  # noqa: E402
from relapse_cli.prompters.asker import Asker  # noqa: E402
from relapse_cli.settings.environment import Environment  # noqa: E402
from relapse_cli.store.database import cipher  # noqa: E402
from relapse_cli.store.whole.store import Store  # noqa: E402
from tests.banks_under_test import shipped_bank  # noqa: E402

PER_CASE = 2
"""Interviews of one case."""

OPEN_EVERY = 50
"""Of so many interviews one is still open."""

LOOKS = int(os.environ.get("RELAPSE_LOOKS", "3"))
"""Each command runs so often; the shortest run counts, and the largest memory."""


def nobody() -> Asker:
    raise AssertionError("the key is in a file")


def door_to(home: Path) -> StoreDoor:
    key = home / "key"
    if not key.exists():
        key.write_bytes(bytes(range(32)))
        key.chmod(0o600)
    return StoreDoor(home / "store", Environment(home=home, key_file=str(key)), nobody)


def made(number: int, templates: list[tuple[Record, Saves]]) -> tuple[Record, Saves]:
    """An interview with an id, a case and words of its own."""
    record, saves = templates[number % len(templates)]
    name = str(uuid.UUID(int=(number * 0x9E3779B97F4A7C15F39CC0605CEDC835) % 2**128, version=4))
    record = record.model_copy(update={"id": name, "case": f"PR-{number // PER_CASE:05d}"})
    first = saves[0][0]
    head = {**first.body["record"], "id": name, "case": record.case}  # type: ignore[dict-item]
    begun = Entry(first.kind, {**first.body, "record": head}, first.at)
    kept = [[begun, *saves[0][1:]], *saves[1:]]
    if number % OPEN_EVERY == OPEN_EVERY - 1:
        kept = kept[: len(kept) // 2]
    own = Entry("draft", {"step": ["close.ok"], "text": f"own words {number * 7919 % 1000003}"}, first.at)
    return record, [*kept, [own]]


def fill(store: Store, numbers: Iterable[int], templates: list[tuple[Record, Saves]]) -> None:
    """Write interviews as the program does, but each in one transaction."""
    for number in numbers:
        record, saves = made(number, templates)
        store.begin(record, [entry for entries in saves for entry in entries])
        store.hold(record.id)
        store.release(record.id)


def fill_fast(home: Path, first: int, behind: int) -> None:
    """Write interviews without waiting for the disk and without locked memory; in a process of its own."""
    hurried = [each for each in cipher._PRAGMAS if not each.startswith("cipher_memory_security")]
    hurried = ["synchronous=off" if each == "synchronous=full" else each for each in hurried]
    cipher._PRAGMAS = tuple(hurried)  # type: ignore[assignment]
    bank = shipped_bank()
    templates = [held(bank, ROOT / "tests" / "vignettes" / f"{name}.json") for name in VIGNETTES]
    with closing(door_to(home)) as door:
        fill(door.open(), range(first, behind), templates)


def run(home: Path, *words: str, looks: int = LOOKS, answer: str = "") -> tuple[float, float, float]:
    """Seconds by the clock, seconds of CPU and MiB of a command."""
    best = (1e9, 1e9, 0.0)
    program = os.environ.get("RELAPSE_BENCHED", str(ROOT))
    env = {
        **os.environ,
        "PYTHONPATH": program,
        "RELAPSE_HOME": str(home),
        "RELAPSE_KEY_FILE": str(home / "key"),
    }
    env["RELAPSE_DATA_DIR"] = str(home / "store")
    for _ in range(looks):
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "relapse_cli", *words, "--data-dir", str(home / "store")],
            env=env, cwd=home, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(answer.encode())
        process.stdin.close()
        said = process.stderr.read().decode()
        _, status, used = os.wait4(process.pid, 0)
        took = time.perf_counter() - began
        code = os.waitstatus_to_exitcode(status)
        assert code in {0, 130}, (words, code, said[-2000:])
        best = (
            min(best[0], took),
            min(best[1], used.ru_utime + used.ru_stime),
            max(best[2], used.ru_maxrss / 1024),
        )
    return best


def store_size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir() if path.name.startswith("store.db"))


def measure(home: Path, number: int) -> Iterator[tuple[str, tuple[float, float, float]]]:
    """Every command that should not mind how large the store is, or only mildly."""
    yield "store status (open)", run(home, "store", "status")
    yield "interviews (first time)", run(home, "interviews", looks=1)
    yield "interviews", run(home, "interviews")
    yield "interviews --case", run(home, "interviews", "--case", "PR-00003")
    yield "history CASE", run(home, "history", "PR-00003")
    with closing(door_to(home)) as door:
        name = door.open().interviews("PR-00004")[0].id
    yield "why ID", run(home, "plan", name[:13], "--format", "json")
    yield (
        "interview --resume (choose)",
        choose(home),
    )
    yield "doctor", run(home, "doctor")
    yield "store verify", run(home, "store", "verify")
    if "--full" in subprocess.run(
        [sys.executable, "-m", "relapse_cli", "store", "verify", "--help"],
        env={**os.environ, "PYTHONPATH": os.environ.get("RELAPSE_BENCHED", str(ROOT)), "COLUMNS": "100"},
        capture_output=True, text=True, check=True,
    ).stdout:  # fmt: skip
        yield "store verify --full", run(home, "store", "verify", "--full", looks=1)
    yield (
        "store erase CASE",
        run(home, "store", "erase", f"PR-{number // PER_CASE - 1:05d}", "--yes", looks=1),
    )
    yield "taking back an agreement", take_back(home, number)


def choose(home: Path) -> tuple[float, float, float]:
    """The list of what is open, as ``interview --resume`` makes it."""
    from relapse_cli.app.sessions.resume_stored import _choose_open
    from relapse_cli.model.reply import Answered

    class First:
        def ask(self, screen: Any, _clerk: object = None) -> Answered:  # noqa: ANN401 - of another version
            return Answered(screen.ask.options[0].id)

    best, least = 1e9, 1e9
    with closing(door_to(home)) as door:
        store = door.open()
        for _ in range(LOOKS):
            began, used = time.perf_counter(), time.process_time()
            _choose_open(shipped_bank(), store, First())  # type: ignore[arg-type]
            best = min(best, time.perf_counter() - began)
            least = min(least, time.process_time() - used)
    return best, least, 0.0


def take_back(home: Path, number: int) -> tuple[float, float, float]:
    """An interview that is under way, erased."""
    templates = [held(shipped_bank(), ROOT / "tests" / "vignettes" / f"{VIGNETTES[0]}.json")]
    with closing(door_to(home)) as door:
        store = door.open()
        record, saves = made(10_000_000 + number, templates)
        store.begin(record, [entry for entries in saves for entry in entries])
        began, used = time.perf_counter(), time.process_time()
        store.erase_interview(record.id)
        return time.perf_counter() - began, time.process_time() - used, 0.0


def main() -> None:
    if sys.argv[1:2] == ["--fill"]:
        fill_fast(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
        return
    sizes = [int(word) for word in sys.argv[1:]] or [100, 1000]
    machine()
    figures: dict[str, dict[int, tuple[float, float, float]]] = {}
    with tempfile.TemporaryDirectory(dir=os.environ.get("RELAPSE_BENCH_DIR")) as place:
        home = Path(place) / "home"
        home.mkdir(mode=0o700)
        with closing(door_to(home)) as door:
            set_up_store(door)
        empty, there = store_size(home / "store"), 0
        for size in sizes:
            began = time.perf_counter()
            fast = [sys.executable, __file__, "--fill", str(home), str(there), str(size)]
            subprocess.run(fast, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
            there = size
            print(f"{size} interviews, made in {time.perf_counter() - began:.0f} s", flush=True)
            figures.setdefault("bytes per interview", {})[size] = (
                (store_size(home / "store") - empty) / size,
                0,
                0,
            )
            for name, found in measure(home, size):
                figures.setdefault(name, {})[size] = found
                print(
                    f"  {name:30} {found[0]:9.3f} s  CPU {found[1]:8.3f} s  {found[2]:6.0f} MiB", flush=True
                )
    print(json.dumps(figures))
    table(figures, sizes)


def table(figures: dict[str, dict[int, tuple[float, float, float]]], sizes: list[int]) -> None:
    """Print the seconds of CPU, and how much more one interview costs in the largest store than before."""
    print(
        f"\n{'seconds of CPU':30}" + "".join(f"{size:>12}" for size in sizes) + "      whole   per interview"
    )
    for name, found in figures.items():
        at = 0 if name == "bytes per interview" else 1
        cells = "".join(f"{found[size][at]:12,.3f}" for size in sizes)
        ratio = ""
        if len(sizes) > 1:
            whole = found[sizes[-1]][at] / found[sizes[-2]][at]
            each = whole if at == 0 else whole * sizes[-2] / sizes[-1]
            ratio = f"{whole:9.2f} x {each:11.2f} x"
        print(f"{name:30}{cells}{ratio}")


if __name__ == "__main__":
    main()
