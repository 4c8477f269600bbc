"""How a sign-off ended, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.app.asking.leaving import Stopped
from relapse_cli.cli.command_line import command
from relapse_cli.cli.streams import tell, tell_command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relapse_cli.logic.sign_off.signing import Signing


def tell_sign_off(
    came: Signing | Stopped[Signing],
    kept: Path | str | None,
    more: Sequence[str] = (),
    *,
    source: str = "",
    lacking: Sequence[str] = (),
) -> None:
    """Say whether the plan is final, and how to go on when it is not.

    Args:
        came: the sign-off at its end, or where it was paused.
        kept: where the decisions are: a file, or an id in the store.
        more: options that the command to go on needs as well.
        source: the record to go on with when nothing was decided.
        lacking: what could be kept nowhere, a sentence each.
    """
    where = f" Your decisions are in {kept}." if kept else ""
    if lacking:
        where = f" Your decisions before that are in {kept}." if kept else ""
        where = f" {' '.join(lacking)}{where}"
    if isinstance(came, Stopped):
        tell(f"The sign-off is paused.{where}")
    elif came.is_signed:
        tell(f"Signed: the plan is final.{where}")
        if not lacking:
            return
    else:
        tell(f"The plan stays a draft.{where}")
    if kept or source:
        tell_command("To go on:", command("plan", str(kept or source), "--sign-off", *more))
