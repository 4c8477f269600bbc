"""The configuration file: where it is, what it says, its faults, and what can be used in spite of them.

It is YAML, read through the project's one guarded door: its limits hold, every place has its line, and who
edits a bank or a profile knows how it is written.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from relapse_cli.errors import reason_of
from relapse_cli.places import KeyPath, Places, path_text, shape_problems
from relapse_cli.plain_file import NotPlainError, read_plain
from relapse_cli.settings import config_messages as messages
from relapse_cli.settings.config import Config, ServiceConfig
from relapse_cli.settings.config_texts import TextFault, day_faults, text_faults
from relapse_cli.yaml_door import EMPTY, parse_yaml

if TYPE_CHECKING:
    from relapse_cli.problems import Message, Problem
    from relapse_cli.settings.environment import Environment

LIMIT = 100_000
"""Bytes; the settings of one service are far smaller."""

_NAME = "config.yaml"
_Raw = dict[object, object]


@dataclass(frozen=True, slots=True)
class ConfigReading:
    """What was found in a configuration file.

    Attributes:
        config: what it says; of a file with faults everything but the settings that have one.
        raw: what was read, before it was understood.
        problems: its faults and warnings, in the order of its lines.
        there: whether there is a file.
    """

    path: Path
    config: Config = field(default_factory=Config)
    raw: Mapping[object, object] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    problems: tuple[Problem, ...] = ()
    there: bool = True

    def problem(self, kind: Message, path: KeyPath, /, **words: object) -> Problem:
        """A fault at a place of the file."""
        return self.places.problem(kind, path, path_text(self.raw, path), **words)


def config_path(environment: Environment) -> Path:
    """Return where the configuration file is, or would be."""
    if environment.config is not None:
        return environment.config
    if environment.home is not None:
        return environment.home / "config" / _NAME
    from platformdirs import user_config_dir

    return Path(user_config_dir("relapse")) / _NAME


def read_config(path: Path, today: date) -> ConfigReading:
    """Read a configuration file; one that is not there says nothing, and has no fault.

    Args:
        path: the file.
        today: the day up to which a number can have been called.
    """
    try:
        data = read_plain(path, LIMIT)
    except FileNotFoundError:
        return ConfigReading(path, there=False)
    except NotPlainError:
        return ConfigReading(path, problems=(messages.NO_FILE.problem("", str(path)),))
    except (OSError, ValueError) as error:
        found = messages.UNREADABLE.problem("", str(path), what=reason_of(error))
        return ConfigReading(path, problems=(found,))
    return parse_config(data, path, today)


def parse_config(data: bytes, path: Path, today: date) -> ConfigReading:
    """Understand the bytes of a configuration file."""
    document, problems = parse_yaml(data, file=str(path), limit=LIMIT)
    if document is None:
        faults = tuple(each for each in problems if each.code != EMPTY.code)
        return ConfigReading(path, problems=faults)
    spots = {key: (str(path), line) for key, line in document.lines.items()}
    places = Places(spots, str(path), document.columns)
    if not isinstance(document.value, Mapping):
        return ConfigReading(path, problems=(places.problem(messages.NOT_SETTINGS, (), ""),))
    return _understood(ConfigReading(path, raw=_without_empty(document.value), places=places), today)


def _without_empty(raw: Mapping[object, object]) -> _Raw:
    """What was read without known settings that are left empty, such as one whose lines are all comments."""
    kept = {key: value for key, value in raw.items() if value is not None or key not in Config.model_fields}
    service = kept.get("service")
    if isinstance(service, Mapping):
        known = ServiceConfig.model_fields
        kept["service"] = {k: v for k, v in service.items() if v is not None or k not in known}
    return kept


def _understood(reading: ConfigReading, today: date) -> ConfigReading:
    """The reading with what it says and its faults."""
    said = [*text_faults(reading.raw), *day_faults(reading.raw, today)]
    problems = [reading.problem(fault.kind, fault.path, **fault.words) for fault in said]
    try:
        config = Config.model_validate(reading.raw)
    except ValidationError as error:
        shapes = shape_problems(error, Config, reading.raw, reading.places, messages.SHAPE)
        explained = {path_text(reading.raw, each.path) for each in said if each.kind is messages.IN_ITS_PLACE}
        problems += [each for each in shapes if each.path not in explained]
        config = Config()
    if problems:
        config = _usable(reading.raw, said)
    if _is_open(reading.path):
        problems.append(messages.OPEN_TO_OTHERS.problem("", str(reading.path), file=reading.path))
    problems.sort(key=lambda each: (each.line, each.column, each.code))
    return replace(reading, config=config, problems=tuple(problems))


def _usable(raw: Mapping[object, object], said: Iterable[TextFault]) -> Config:
    """What can be used: all but the settings and the numbers that have a fault."""
    left = _without(raw, [fault.path for fault in said])
    try:
        return Config.model_validate(left)
    except ValidationError as error:
        left = _without(left, [detail["loc"] for detail in error.errors(include_url=False)])
    try:
        return Config.model_validate(left)
    except ValidationError:
        return Config()


def _without(raw: Mapping[object, object], paths: Iterable[KeyPath]) -> _Raw:
    """What was read without the settings in which these places are; a number or a notice is one by itself."""
    left = dict(raw)
    service = left.get("service")
    inner = dict(service) if isinstance(service, Mapping) else {}
    numbers = inner.get("numbers")
    rows = list(numbers) if isinstance(numbers, list) else []
    for path in paths:
        match path:
            case ("service", "numbers", int(row), *_) if row < len(rows):
                rows[row] = None
            case ("service", "notices", name, *_) if isinstance(inner.get("notices"), Mapping):
                inner["notices"] = {key: text for key, text in inner["notices"].items() if key != name}
            case ("service", str(name), *_):
                inner.pop(name, None)
            case (first, *_):
                left.pop(first, None)
    if "numbers" in inner:
        inner["numbers"] = [row for row in rows if row is not None] if rows else numbers
    return {**left, "service": inner} if "service" in left and isinstance(service, Mapping) else left


def _is_open(path: Path) -> bool:
    """Whether others may write the file; Windows has its own rules for that."""
    if os.name == "nt":
        return False
    try:
        return bool(path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH))
    except OSError:
        return False
