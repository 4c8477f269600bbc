"""Where nothing is kept, nothing can be scrolled back to either."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.banks_under_test import shipped_bank, vignette
from tests.journeys.player import Player
from tests.journeys.sign_off_keys import choose
from tests.journeys.terminal import STARTED_AT, Terminal, control

OPEN = b"\x1b[?1049h"
CLOSE = b"\x1b[?1049l"


def unkept(tmp_path: Path, *more: str) -> Terminal:
    """An interview with a refusal and everything else known, on a terminal."""
    known = tmp_path / "known.json"
    known.write_text(json.dumps({**vignette("PR-107")["answers"], "frame.consent": False}))
    command = [sys.executable, "-m", "relapse_cli", "interview", "--case", "PR-1", "--path", "core"]
    command += ["--answers", str(known), "--started-at", STARTED_AT, "--no-store", "--profile", "none", *more]
    return Terminal(command, Path("/dev/tty"))


def test_the_plan_is_read_on_the_second_page(tmp_path: Path) -> None:
    """After the last turn back to the first page stands one sentence; nothing of the plan."""
    terminal = unkept(tmp_path)
    choose(terminal, "Nothing is kept. How", "Go on, on screen only")
    Player(terminal, shipped_bank(), {}).play()
    terminal.wait_for("The plan, on screen only")
    assert "PR-1" in terminal.text
    terminal.press(control("c"))  # it may be left before its last page
    assert terminal.wait_for_end() == 0
    before, _, after = terminal.raw.rpartition(CLOSE)
    assert before.count(OPEN) == 1
    assert CLOSE not in before
    assert b"Nothing was kept" in after
    assert b"PR-1" not in after
