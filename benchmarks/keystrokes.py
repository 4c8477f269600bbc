"""How many keys an interview takes with arrow keys: ``python benchmarks/keystrokes.py``.

Each case is played with the fewest keys a careful person would press; letters of the patient's own words are
counted apart from the keys that choose, mark, skip and go on.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["PYTHONPATH"] = str(ROOT)

from benchmarks.report import machine  # noqa: E402
from tests.banks_under_test import shipped_bank  # noqa: E402
from tests.journeys.player import Player  # noqa: E402
from tests.journeys.terminal import Terminal, interview_command  # noqa: E402

CASES = (("PR-101", "core"), ("PR-203", "brief"), ("PR-107", "core"))


class CountingTerminal(Terminal):
    """Counts keys; an arrow counts as one."""

    keys = 0
    letters = 0

    def press(self, *keys: str) -> None:
        """Press keys, and count them."""
        for key in "".join(keys).replace("\x1b[A", "\x01").replace("\x1b[B", "\x01"):
            typed = key.isprintable() and "".join(keys).strip() != ""
            self.letters += typed
            self.keys += not typed
        super().press(*keys)


def main() -> None:
    """Print the table."""
    machine()
    for name, path in CASES:
        answers = json.loads((ROOT / "tests" / "vignettes" / f"{name}.json").read_text("utf-8"))["answers"]
        with tempfile.TemporaryDirectory() as folder:
            command = interview_command(path, Path(folder) / "record.json")
            terminal = CountingTerminal(command, Path(folder) / "plan.txt")
            player = Player(terminal, shipped_bank(), answers)
            player.play()
            terminal.close()
        counted = f"{terminal.keys:5} keys and {terminal.letters:5} letters"
        print(f"{name} {path:6} {counted}, {len(player.seen)} questions")


if __name__ == "__main__":
    main()
