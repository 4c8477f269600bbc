"""What it costs to count a row, against reading its record: ``python -m benchmarks.counting 3000``."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.report import machine, show
from relapse_cli.batch.case_rows import CaseRows
from relapse_cli.batch.counting import counted
from relapse_cli.batch.partial import Asked
from relapse_cli.batch.partial_file import to_json
from relapse_cli.batch.review import review_of
from relapse_cli.batch.row import Row
from relapse_cli.model.record import BankPin
from tests.batch.rows import BANK, seeded_rows

LOOKS = 7
_RECORD = json.dumps({f"safety.question_{n}": {"value": n, "note": "words of a note"} for n in range(58)})
"""As long as a record of the benchmark, 3.1 KB."""


def best(work: Callable[[], object]) -> float:
    """The seconds of CPU of the shortest of several runs."""
    taken = []
    for _ in range(LOOKS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def kept(rows: list[Row], folder: str) -> CaseRows:
    found = CaseRows(Path(folder))
    for place, row in enumerate(rows):
        found.add(row, place)
    return found


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    machine()
    rows = seeded_rows(number, 11)
    asked = Asked(BankPin(id=BANK.id, version=BANK.version, digest=BANK.digest))
    peer = best(lambda: [json.loads(_RECORD) for _ in range(number)])
    with tempfile.TemporaryDirectory() as folder:
        show("keep a row", best(lambda: kept(rows, folder)), f"json.loads of {len(_RECORD)} bytes", peer)
        cases = kept(rows, folder)
        show("count a row", best(lambda: counted(BANK, asked, cases)), "the same", peer)
        partial = counted(BANK, asked, cases)
    print(f"{number} rows: {len(to_json(partial))} bytes of counts")
    show("review of the counts", best(lambda: review_of(partial, BANK)), "all of these", peer)


if __name__ == "__main__":
    main()
