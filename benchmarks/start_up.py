"""Start-up against named peers: ``python benchmarks/start_up.py [ROUNDS]``.

Prints ratios of the fastest of interleaved runs; compare them on one machine only, never across two.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.report import machine, show  # noqa: E402

BARE = '''
import typer

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def first(name: str, count: int = 1) -> None:
    """The first command."""


@app.command()
def second(name: str = "x", quiet: bool = False) -> None:
    """The second command."""


@app.command()
def third() -> None:
    """The third command."""


app()
'''
OURS = "from relapse_cli.__main__ import main\n\nmain()\n"
MODELS = (
    "import questionary, typer\n"
    "import relapse_cli.model.bank, relapse_cli.model.condition, relapse_cli.model.decision\n"
    "import relapse_cli.model.explanation, relapse_cli.model.plan, relapse_cli.model.record\n"
)

Run = Callable[[], None]


def script(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def process(environment: dict[str, str], *words: str) -> Run:
    def run() -> None:
        subprocess.run([sys.executable, *words], env=environment, stdout=subprocess.DEVNULL, check=True)

    return run


def first_question(environment: dict[str, str], ours: str) -> Run:
    """From the command to the first question on a terminal."""
    import pexpect

    from relapse_cli.app.sources.bank import require_bank

    bank = require_bank("post_relapse")
    asked = next(iter(bank.questions.values())).label

    def run() -> None:
        child = pexpect.spawn(
            sys.executable,
            [ours, "interview", "--profile", "eu"],
            env={**environment, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"},
            dimensions=(40, 100),
            timeout=30,
            encoding="utf-8",
        )
        child.expect_exact(asked[:40])
        child.kill(signal.SIGKILL)
        child.wait()
        child.ptyproc.fileobj.close()  # pexpect's own way out sleeps

    return run


def compare(name: str, ours: Run, peer_name: str, peer: Run, rounds: int) -> None:
    """Time two things in turn and print the ratio of their fastest runs."""
    times: dict[str, list[float]] = {"ours": [], "peer": []}
    for number in range(rounds + 2):  # two rounds to warm up caches
        for key, run in (("ours", ours), ("peer", peer)):
            begun = time.perf_counter()
            run()
            if number >= 2:
                times[key].append(time.perf_counter() - begun)
    show(name, min(times["ours"]), peer_name, min(times["peer"]))


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    machine()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["RELAPSE_HOME"] = str(folder)
        key = folder / "key"  # without one, and without a keyring, the store asks first
        key.write_bytes(bytes(range(32)))
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "RELAPSE_KEY_FILE": str(key)}
        environment.pop(
            "PYTHONDONTWRITEBYTECODE", None
        )  # an installed program is compiled once, not each time
        nothing = process(environment, "-c", "pass")
        ours = script(folder, "ours.py", OURS)
        bare = process(environment, script(folder, "bare.py", BARE), "--help")
        models = process(environment, script(folder, "models.py", MODELS))
        version, shown = process(environment, ours, "--version"), process(environment, ours, "--help")
        compare("relapse --version", version, "python -c pass", nothing, rounds)
        compare("relapse --help", shown, "bare typer program --help", bare, rounds)
        compare("relapse --help", shown, "python -c pass", nothing, rounds)
        asked = first_question(environment, ours)
        compare("first question on screen", asked, "import questionary, typer, models", models, rounds)
        compare("first question on screen", asked, "python -c pass", nothing, rounds)


if __name__ == "__main__":
    main()
