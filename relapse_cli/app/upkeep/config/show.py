"""What each setting is, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from relapse_cli.app.sources.bank import DEFAULT_BANK
from relapse_cli.model.record import ServiceSays
from relapse_cli.settings.config import OwnNumber, ServiceConfig
from relapse_cli.settings.config_file import ConfigReading
from relapse_cli.settings.environment import Environment

From = Literal["environment", "file", "default"]
Shown = str | bool | float | tuple[str, ...] | None

_HIDE_AFTER = 10.0
"""Minutes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting in force.

    Attributes:
        value: what holds; ``None`` where nothing is set.
        comes_from: what said so.
        variable: the variable that said so, or that alone can say something else.
        line: the line of the file, where that said so.
    """

    key: str
    value: Shown
    comes_from: From
    variable: str = ""
    line: int = 0


def settings_in_force(reading: ConfigReading, known: Environment) -> tuple[Setting, ...]:
    """Every setting, first how the program is used, then what the service says."""
    return (*_usual(reading, known), *_said(reading))


def _usual(reading: ConfigReading, known: Environment) -> Iterator[Setting]:
    """The settings that a variable may say too; a flag of a command stands before both."""
    config = reading.config
    told_minutes = None if known.hide_after_minutes is None else known.hide_after
    rows: tuple[tuple[str, str, Shown, Shown, Shown], ...] = (
        ("profile", "RELAPSE_PROFILE", known.profile, config.profile, None),
        ("bank", "RELAPSE_BANK", known.bank, config.bank, DEFAULT_BANK),
        ("accessible", known.accessible_by, known.accessible, config.accessible, False),
        ("hide_after", "RELAPSE_HIDE_AFTER", told_minutes, config.hide_after, _HIDE_AFTER),
    )
    for key, variable, told, written, usual in rows:
        if told is not None:
            yield Setting(key, told, "environment", variable)
        else:
            yield _of_file(reading, key, written, usual, is_set=key in config.model_fields_set)
    if known.no_color:
        yield Setting("no_color", True, "environment", "NO_COLOR")
    else:
        yield Setting("no_color", False, "default", "NO_COLOR")


def _of_file(reading: ConfigReading, key: str, written: Shown, usual: Shown, *, is_set: bool) -> Setting:
    if not is_set:
        return Setting(key, usual, "default")
    return Setting(key, written, "file", line=reading.places.at(tuple(key.split(".")))[1])


def _said(reading: ConfigReading) -> Iterator[Setting]:
    """What the service says, each notice and each number by itself."""
    said = reading.config.service
    for name in (*ServiceConfig.__annotations__, *ServiceSays.model_fields):
        value, is_set = getattr(said, name), name in said.model_fields_set
        key = f"service.{name}"
        if isinstance(value, Mapping) and value:
            for profile, text in value.items():
                yield _of_file(reading, f"{key}.{profile}", text, None, is_set=True)
        elif name == "numbers" and value:
            for row, number in enumerate(value):
                yield Setting(f"{key}[{row}]", _number(number), "file", line=_line_of(reading, number))
        else:
            shown = value or None
            yield _of_file(reading, key, shown, None, is_set=is_set and shown is not None)


def _line_of(reading: ConfigReading, number: OwnNumber) -> int:
    """The line of a number; a faulty one before it is left out, so it is found by what it says."""
    service = reading.raw.get("service")
    rows = service.get("numbers") if isinstance(service, Mapping) else None
    for row, raw in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(raw, Mapping) and (raw.get("purpose"), raw.get("number")) == (
            number.purpose,
            number.number,
        ):
            return reading.places.at(("service", "numbers", row))[1]
    return 0


def _number(number: OwnNumber) -> str:
    """A number in one line: what for, whose, how it is called, and when that was tried."""
    called = " or ".join((number.number, *number.also))
    notes = "; ".join(
        filter(None, (number.hours, "by text" if number.by_text else "", f"called {number.called}"))
    )
    return f"{number.purpose}: {number.label}, {called} ({notes})"
