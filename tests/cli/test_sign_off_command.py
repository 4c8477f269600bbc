"""`relapse plan --sign-off` and `relapse interview --resume` where nobody can be asked, and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import VIGNETTES, Program, as_bytes, record, vignette, write

PR_101 = VIGNETTES / "PR-101.json"


def test_a_sign_off_needs_a_terminal(relapse: Program) -> None:
    """Without one it is exit 4 at once, with the command that works; nothing is written."""
    done = relapse.run("plan", PR_101, "--sign-off")
    assert (done.code, done.out) == (4, b"")
    assert f"relapse plan {PR_101} --sign-off" in done.err


def test_a_sign_off_needs_a_file(relapse: Program) -> None:
    """A record on standard input cannot be signed: exit 4, and what to do."""
    done = relapse.run("plan", "-", "--sign-off", stdin=as_bytes(vignette("PR-101")))
    assert (done.code, done.out) == (4, b"")
    assert "relapse plan FILE --sign-off" in done.err


@pytest.mark.parametrize("edition", ["patient", "family"])
def test_editions_are_handed_out_once_it_is_signed(relapse: Program, edition: str) -> None:
    """A sign-off shows the clinician's plan only."""
    done = relapse.run("plan", PR_101, "--sign-off", "--for", edition)
    assert (done.code, done.out) == (2, b"")
    assert f"relapse plan FILE --for {edition}" in done.err


def test_going_on_brings_the_path_along(relapse: Program) -> None:
    """`--resume` with a path is exit 2, naming both."""
    done = relapse.run("interview", "--resume", PR_101, "--path", "deep")
    assert (done.code, done.out) == (2, b"")
    assert "--resume and --path do not go together." in done.err


def test_going_on_needs_somebody_to_ask(relapse: Program, tmp_path: Path) -> None:
    """Without a terminal, and with `--no-input`, it is exit 4 and the file stays as it was."""
    path = write(tmp_path / "record.json", record({"frame.consent": True}))
    before = path.read_bytes()
    for more in ((), ("--no-input",)):
        assert relapse.run("interview", "--resume", path, *more).code == 4
    assert path.read_bytes() == before
