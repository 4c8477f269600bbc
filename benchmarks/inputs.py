"""How records come in, against reading lines: ``python benchmarks/inputs.py [RECORDS]``."""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.report import machine, show  # noqa: E402
from relapse_cli.batch.inputs.read import read_items, read_sources  # noqa: E402
from relapse_cli.batch.inputs.repeats import find_repeats  # noqa: E402
from relapse_cli.batch.inputs.split import split  # noqa: E402
from relapse_cli.plain_file import open_plain  # noqa: E402

RECORDS = 50_000
SMALL_FILES = 2_000
ROUNDS = 3


def best(run: Callable[[], object], records: int) -> float:
    """The least processor time of a thousand records in seconds; who else works here only adds to it."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
    return 1000 * min(times) / records


def count(found: Iterable[object]) -> int:
    return sum(1 for _ in found)


def main(records: int = RECORDS) -> None:
    """Print the table."""
    machine()
    record = json.loads((ROOT / "tests" / "vignettes" / "PR-103.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        big, packed, small = folder / "big.jsonl", folder / "big.jsonl.gz", folder / "small"
        with big.open("w", encoding="utf-8") as stream:
            for number in range(records):
                stream.write(json.dumps({**record, "id": f"r-{number}"}) + "\n")
        packed.write_bytes(gzip.compress(big.read_bytes(), 6))
        small.mkdir()
        for number in range(SMALL_FILES):
            (small / f"{number}.json").write_text(json.dumps(record, indent=1), "utf-8")

        def lines() -> None:
            with big.open("rb") as stream:
                count(stream)

        def opened() -> None:
            for path in small.iterdir():
                with open_plain(path) as stream:
                    stream.read()

        def unpacked() -> None:
            with gzip.open(packed) as stream:
                count(stream)

        peer = best(lines, records)
        show("one file of lines", best(lambda: count(read_items([str(big)])), records), "its lines", peer)
        parts = split([str(big)], 4)
        whole = lambda: [count(read_sources(part)) for part in parts]  # noqa: E731
        show("the same in four parts", best(whole, records), "its lines", peer)
        show("sharing it out", best(lambda: split([str(big)], 4), records), "its lines", peer)
        ids = lambda: find_repeats(lambda: read_items([str(big)]))  # noqa: E731
        show("finding repeats in it", best(ids, records), "its lines", peer)
        gz = best(lambda: count(read_items([str(packed)])), records)
        show("the same with gzip", gz, "lines of gzip.open", best(unpacked, records))
        many = best(lambda: count(read_items([str(small)])), SMALL_FILES)
        show("many small files", many, "opening and reading them", best(opened, SMALL_FILES))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
