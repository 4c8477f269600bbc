"""Screens for secrets: what is typed on them is not shown and goes into no draft."""

from __future__ import annotations

from relapse_cli.model.screen import OWN, Screen
from relapse_cli.model.step import Step


def secret_screen(name: str, label: str, body: tuple[str, ...] = (), section: str = "The store") -> Screen:
    """A screen on which a secret is typed."""
    return Screen(
        step=Step(f"{OWN}{name}"),
        kind="secret",
        label=label,
        section=section,
        body=body,
        careful=True,
        may_skip=False,
    )
