"""The screens of the sign-off."""

from __future__ import annotations

from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.prompters.typed.days.read import Resolved
from relapse_cli.prompters.typed.values import read_value
from relapse_cli.screens.sign_off.base import due_screen
from tests.banks_under_test import record_of, shipped_bank, vignette


def test_a_weekday_by_when_something_is_done_is_the_next_one() -> None:
    """“tuesday” in a session on a Friday is the Tuesday to come, not the one before."""
    signing = Signing(shipped_bank(), record_of(vignette("PR-101")))
    found = read_value("on tuesday", due_screen("x", "By when?", signing).ask)
    assert isinstance(found, Resolved)
    assert found.iso == "2026-11-24"
