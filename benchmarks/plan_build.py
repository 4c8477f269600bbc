"""A plan, warm, and a bank from the cache, against bare JSON parsing: ``python benchmarks/plan_build.py``."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import get_args

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.report import machine, show  # noqa: E402
from relapse_cli.app.sources.bank import require_bank  # noqa: E402
from relapse_cli.app.sources.records import read_one  # noqa: E402
from relapse_cli.banks.cache import bank_cache  # noqa: E402
from relapse_cli.formats.base import BINARY_FORMATS, Format, RenderOptions  # noqa: E402
from relapse_cli.formats.catalogue import write_plan  # noqa: E402
from relapse_cli.logic.plan.build import plan  # noqa: E402

RECORD = ROOT / "tests" / "vignettes" / "PR-103.json"


def typical(run: Callable[[], object], rounds: int) -> float:
    """The median processor time of one run in seconds, warm; who else uses the machine does not count."""
    run()
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
    return median(times)


def main() -> None:
    """Print the table."""
    machine()
    bank = require_bank("post_relapse")
    record, _ = read_one(str(RECORD), bank)
    made, options = plan(bank, record), RenderOptions()
    text = RECORD.read_bytes()
    parsed = typical(lambda: json.loads(text), 2000)
    peer = "json.loads of the record"
    show("plan", typical(lambda: plan(bank, record), 200), peer, parsed)
    for form in get_args(Format):
        run = lambda form=form: write_plan(made, bank, "clinician", form, options)  # noqa: E731
        show(f"written as {form}", typical(run, 10 if form in BINARY_FORMATS else 50), peer, parsed)
    for form in get_args(Format):
        run = lambda form=form: write_plan(plan(bank, record), bank, "clinician", form, options)  # noqa: E731
        show(f"plan, written as {form}", typical(run, 10 if form in BINARY_FORMATS else 50), peer, parsed)
    with tempfile.TemporaryDirectory() as name:
        cache = bank_cache(Path(name))
        cache.write(bank)
        data = next(cache.folder.iterdir()).read_bytes().partition(b"\n")[2]
        loaded = typical(lambda: cache.read(bank.digest), 50)
        show(
            "bank from the cache",
            loaded,
            "json.loads of the same bytes",
            typical(lambda: json.loads(data), 50),
        )


if __name__ == "__main__":
    main()
