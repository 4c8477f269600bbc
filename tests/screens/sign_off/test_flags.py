"""The screens about flags: what one rests on is there whole, on any window."""

from __future__ import annotations

import pytest

from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.prompters.arrow_keys.heads import head_of
from relapse_cli.prompters.arrow_keys.prompts.frame import Place, Space
from relapse_cli.screens.sign_off.flags import flag_screen, together_rows
from tests.banks_under_test import record_of, shipped_bank, vignette

LONG = "It was said slowly and at length, " * 6 + "and these are its last words"


def signing_with(note: str) -> Signing:
    """A sign-off in which something long was said about the answer that a flag rests on."""
    record = vignette("PR-103")
    record["answers"]["safety.means"] = {"value": True, "note": note}
    record["answers"]["event.substance"][0]["name"] = note
    return Signing(shipped_bank(), record_of(record))


@pytest.mark.parametrize("space", [Space(60, 20), Space(80, 24)], ids=str)
def test_what_a_flag_rests_on_is_shown_to_its_last_word(space: Space) -> None:
    """Where it is longer than the window it is read page by page, and never left out."""
    signing = signing_with(LONG)
    flag = next(each for each in signing.flags if "event.substance" in each.because)
    screen = flag_screen(flag, signing, 1)
    place, read = Place(), []
    for _ in range(20):
        lines = [line for _, line in head_of(screen, "", "", place)(space)]
        assert flag.text.split()[0] in " ".join(lines)
        read += lines
        if place.page == place.pages - 1:
            break
        place.turn(1)
    assert "and these are its last words" in " ".join(" ".join(read).split())


def test_flags_shown_together_are_whole_as_well() -> None:
    """What is confirmed together has been seen uncut."""
    shown = " ".join(" ".join(together_rows(signing_with(LONG), 76)).split())
    assert "and these are its last words" in shown
