"""The zone of this computer, put into whatever asks for a day or a time."""

from __future__ import annotations

from dataclasses import replace

from relapse_cli.app.clock import local_zone
from relapse_cli.model.ask import Day, Distance, Table, Told, ToldPart
from relapse_cli.model.screen import Screen


def in_local_time(screen: Screen) -> Screen:
    """A screen whose day or time is reckoned by the clocks of this computer, also across a change of them."""
    match screen.ask:
        case Day() | Distance() as ask:
            return replace(screen, ask=replace(ask, zone=local_zone()))
        case Table(told=Told() as told) as table:
            parts = tuple(_reckoned(part) for part in told.parts)
            return replace(screen, ask=replace(table, told=replace(told, parts=parts)))
        case _:
            return screen


def _reckoned(part: ToldPart) -> ToldPart:
    """A part of a line that is told, its time reckoned in the same way."""
    return replace(part, ask=replace(part.ask, zone=local_zone())) if isinstance(part.ask, Distance) else part
