"""How a sign-off ended, in words and as an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.cli.again import command
from relapse_cli.cli.exit_codes import INTERRUPTED, PAUSED
from relapse_cli.cli.streams import tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relapse_cli.app.sign_off.loop import SignOffOutcome


def exit_code_of(outcome: SignOffOutcome) -> int:
    """The exit code of a sign-off: done, paused, or paused with Ctrl-C."""
    if outcome.state != "paused":
        return 0
    return INTERRUPTED if outcome.interrupted else PAUSED


def tell_sign_off(
    outcome: SignOffOutcome, kept: Path | str | None, more: Sequence[str] = (), *, source: str = ""
) -> None:
    """Say whether the plan is final, and how to go on when it is not.

    Args:
        outcome: how the sign-off ended.
        kept: where the decisions are: a file, or an id in the store.
        more: options that the command to go on needs as well.
        source: the record to go on with when nothing was decided.
    """
    where = f" Your decisions are in {kept}." if kept else ""
    if outcome.state == "signed":
        tell(f"Signed: the plan is final.{where}")
        return
    tell(f"{'The sign-off is paused' if outcome.state == 'paused' else 'The plan stays a draft'}.{where}")
    if kept or source:
        tell(f"To go on: {command('plan', str(kept or source), '--sign-off', *more)}")
