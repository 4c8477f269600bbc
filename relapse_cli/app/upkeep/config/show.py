"""What each setting is, where it comes from, and what of the file is not used because it has a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from relapse_cli.app.upkeep.config.check import all_problems
from relapse_cli.banks.shipped import DEFAULT_BANK
from relapse_cli.model.record import ServiceSays
from relapse_cli.places import KeyPath, join_path
from relapse_cli.problems import Problem, errors_only
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
        fault: what is wrong with what the file says here, which is therefore not used.
    """

    key: str
    value: Shown
    comes_from: From
    variable: str = ""
    line: int = 0
    fault: Problem | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds, and what does not.

    Attributes:
        settings: every setting, first how the program is used, then what the service says.
        faults: every fault of the file and of what it names, in the order of its lines.
        elsewhere: those of them that are at no setting, such as a name that is none.
    """

    settings: tuple[Setting, ...]
    faults: tuple[Problem, ...]
    elsewhere: tuple[Problem, ...]


def settings_in_force(reading: ConfigReading, known: Environment) -> InForce:
    """Every setting; where the file has a fault there stands what holds instead, and the fault."""
    found = errors_only(all_problems(reading, has_profile=known.profile is not None))
    faults = tuple(each for each in found if each.file == str(reading.path))
    settings = tuple(_judged(each, faults) for each in (*_usual(reading, known), *_said(reading)))
    keys = [each.key for each in settings if each.fault]
    rest = tuple(each for each in faults if not any(_is_in(each.path, key) for key in keys))
    return InForce(settings, faults, rest)


def _judged(setting: Setting, faults: tuple[Problem, ...]) -> Setting:
    """A setting without what has a fault, and with that fault."""
    fault = next((each for each in faults if _is_in(each.path, setting.key)), None)
    if fault is None:
        return setting
    if setting.comes_from == "file":
        usual = DEFAULT_BANK if setting.key == "bank" else None
        return Setting(setting.key, usual, "default", fault=fault)
    return replace(setting, fault=fault)


def _is_in(path: str, key: str) -> bool:
    """Whether a place of the file is a setting, or in it."""
    return path == key or path.startswith((f"{key}.", f"{key}["))


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
            yield _of_file(reading, (key,), written, usual, is_set=key in config.model_fields_set)
    if known.no_color:
        yield Setting("no_color", True, "environment", "NO_COLOR")
    else:
        yield Setting("no_color", False, "default", "NO_COLOR")


def _of_file(reading: ConfigReading, path: KeyPath, written: Shown, usual: Shown, *, is_set: bool) -> Setting:
    key = join_path(path)
    if not is_set:
        return Setting(key, usual, "default")
    return Setting(key, written, "file", line=reading.places.at(path)[1])


def _said(reading: ConfigReading) -> Iterator[Setting]:
    """What the service says, each notice and each number by itself."""
    said = reading.config.service
    for name in (*ServiceConfig.__annotations__, *ServiceSays.model_fields):
        value, is_set = getattr(said, name), name in said.model_fields_set
        rows = _rows(reading, name)
        if name == "notices" and isinstance(rows, Mapping) and rows:
            for profile in rows:
                text = said.notices.get(str(profile))
                yield _of_file(reading, ("service", name, profile), text, None, is_set=text is not None)
        elif name == "numbers" and isinstance(rows, list) and rows:
            yield from _numbers(reading, rows)
        else:
            shown = value or None
            yield _of_file(reading, ("service", name), shown, None, is_set=is_set and shown is not None)


def _rows(reading: ConfigReading, name: str) -> object:
    """What the file says under a name of the service, with its faults."""
    service = reading.raw.get("service")
    return service.get(name) if isinstance(service, Mapping) else None


def _numbers(reading: ConfigReading, rows: list[object]) -> Iterator[Setting]:
    """Each number at its place in the file; those with a fault are not among what can be used."""
    faulty = [each.path for each in errors_only(reading.problems)]
    sound = list(reading.config.service.numbers)
    for row, raw in enumerate(rows):
        path: KeyPath = ("service", "numbers", row)
        key = join_path(path)
        used = sound and not any(_is_in(each, key) for each in faulty) and _is_same(raw, sound[0])
        if used:
            yield Setting(key, _number(sound.pop(0)), "file", line=reading.places.at(path)[1])
        else:
            yield Setting(key, None, "default")


def _is_same(raw: object, number: OwnNumber) -> bool:
    """Whether a row of the file is this number."""
    said = (
        (str(raw.get(key, "")).strip() for key in ("purpose", "number")) if isinstance(raw, Mapping) else ()
    )
    return (*said,) == (number.purpose, number.number)


def _number(number: OwnNumber) -> str:
    """A number in one line: what for, whose, how it is called, and when that was tried."""
    called = " or ".join((number.number, *number.also))
    notes = "; ".join(
        filter(None, (number.hours, "by text" if number.by_text else "", f"called {number.called}"))
    )
    return f"{number.purpose}: {number.label}, {called} ({notes})"
