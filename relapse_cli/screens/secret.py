"""Screens for secrets: what is typed on them is not shown and goes into no draft."""

from __future__ import annotations

from relapse_cli.model.ask import Secret
from relapse_cli.model.screen import OWN, Around, Screen, Ways
from relapse_cli.model.step import Step


def secret_screen(name: str, label: str, body: tuple[str, ...] = (), section: str = "The store") -> Screen:
    """A screen on which a secret is typed."""
    return Screen(
        step=Step(f"{OWN}{name}"),
        ask=Secret(),
        label=label,
        body=body,
        ways=Ways(careful=True, may_skip=False),
        around=Around(section),
    )
