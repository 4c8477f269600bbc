"""``--resume`` with or without what is resumed, which typer itself does not know."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand

RESUME = "--resume"


class ResumeCommand(TyperCommand):
    """A command whose ``--resume`` may stand alone: the open interviews are then offered."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's own signature
        """Give a ``--resume`` without a value an empty one."""
        given: list[str] = []
        for at, word in enumerate(args):
            given.append(word)
            if word == RESUME and all(following.startswith("-") for following in args[at + 1 : at + 2]):
                given.append("")
        rest: list[str] = super().parse_args(ctx, given)
        return rest
