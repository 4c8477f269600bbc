"""The zone of this computer, put into whatever asks for a day or a time."""

from __future__ import annotations

from dataclasses import replace

from relapse_cli.app.clock import local_zone
from relapse_cli.model.ask import Day, Distance
from relapse_cli.model.screen import Screen


def in_local_time(screen: Screen) -> Screen:
    """A screen whose day or time is reckoned by the clocks of this computer, also across a change of them."""
    ask = screen.ask
    return replace(screen, ask=replace(ask, zone=local_zone())) if isinstance(ask, Day | Distance) else screen
