"""From a key press to the next painted prompt, on a real terminal: ``python benchmarks/key_to_prompt.py``.

A whole interview of the core path is played, each answer durable in the encrypted store before the next
prompt. The ratio is to a bare questionary prompt drawn anew after each key; compare ratios between commits on
one machine.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["PYTHONPATH"] = str(ROOT)

from benchmarks.report import machine, show  # noqa: E402
from relapse_cli.store.keys.key_file import new_key_file  # noqa: E402
from tests.banks_under_test import shipped_bank  # noqa: E402
from tests.journeys.player import Player  # noqa: E402
from tests.journeys.terminal import ENTER, Terminal, interview_command  # noqa: E402

CASE = ROOT / "tests" / "vignettes" / "PR-101.json"
PEER = """
import os
import sys

os.environ["PROMPT_TOOLKIT_NO_CPR"] = "1"  # this terminal does not say where its cursor stands

import questionary
from prompt_toolkit.application import create_app_session
from prompt_toolkit.output import create_output

with create_app_session(output=create_output(stdout=sys.stderr)):
    for number in range(60):
        questionary.select(f"Question {number}?", ["One", "Two", "Three", "Four"]).unsafe_ask()
"""


@dataclass
class TimedPlayer(Player):
    """A player that notes how long each screen took to come after the key that left the one before."""

    pressed: float = 0.0
    times: list[float] = field(default_factory=list)

    def _submit(self, key: str) -> None:
        self.pressed = time.perf_counter()
        super()._submit(key)

    def _next_screen(self) -> str:
        shown = super()._next_screen()
        if self.pressed:
            self.times.append(time.perf_counter() - self.pressed)
            self.pressed = 0.0
        return shown


def late(times: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(times, n=20)[-1]


def our_times(folder: Path) -> list[float]:
    """An interview played to its end."""
    answers = json.loads(CASE.read_text("utf-8"))["answers"]
    os.environ["RELAPSE_HOME"], os.environ["RELAPSE_KEY_FILE"] = str(folder), str(folder / "key")
    new_key_file(folder / "key")
    command = [word for word in interview_command("core", folder / "record.json") if word != "--no-store"]
    terminal = Terminal(command, folder / "out.txt")
    player = TimedPlayer(terminal, shipped_bank(), answers)
    player.play()
    terminal.close()
    return player.times


def peer_times(folder: Path) -> list[float]:
    """Sixty bare lists, one after the other."""
    path = folder / "peer.py"
    path.write_text(PEER, "utf-8")
    terminal = Terminal([sys.executable, str(path)], folder / "none.txt")
    times = []
    terminal.wait_for("Question 0?")
    for number in range(1, 60):
        begun = time.perf_counter()
        terminal.press(ENTER)
        terminal.wait(lambda t, n=number: f"Question {n}?" in t.text, "the next question")
        times.append(time.perf_counter() - begun)
    terminal.close()
    return times


def main() -> None:
    """Print the ratio."""
    machine()
    with tempfile.TemporaryDirectory() as name:
        ours, peer = our_times(Path(name)), peer_times(Path(name))
    show(f"key to prompt, p95 of {len(ours)}", late(ours), "bare questionary select, p95", late(peer))


if __name__ == "__main__":
    main()
