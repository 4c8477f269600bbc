"""`relapse config set`: one setting, looked at before it is written."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from math import isfinite
from pathlib import Path

from relapse_cli.app.upkeep.config.check import check_text
from relapse_cli.app.upkeep.config.template import TEMPLATE
from relapse_cli.errors import InputError, UsageError, reason_of
from relapse_cli.files import write_private
from relapse_cli.plain_file import read_plain
from relapse_cli.problems import Problem, did_you_mean, errors_only
from relapse_cli.settings.config import Config, ServiceConfig
from relapse_cli.settings.config_change import Value, with_setting
from relapse_cli.settings.config_file import LIMIT

_NOTICES = "notices"
_LISTS = frozenset({"numbers"})
_MORE_LINES = frozenset({"address"})
_KEYS = (
    *(name for name in Config.model_fields if name != "service"),
    *(f"service.{name}" for name in ServiceConfig.model_fields if name not in {_NOTICES, *_LISTS}),
)


def set_value(path: Path, key: str, values: tuple[str, ...], today: date) -> None:
    """Put a setting into the configuration file, which is made where it is not there.

    Raises:
        UsageError: there is no such setting, or it takes one value.
        InputError: the value has a fault, or the file cannot be read or written.
    """
    place, value = _place(key), _value(key, values)
    old = _read(path)
    bom = "\ufeff" if old.startswith("\ufeff") else ""
    new = with_setting(old.removeprefix(bom), place, value)
    if new is None:
        raise InputError(
            f"{key} cannot be put into {path} as that is written now.",
            problems=errors_only(check_text(old.encode(), path, today)),
            remedy="Write it there by hand: relapse config edit",
        )
    known = {(each.code, each.path) for each in check_text(old.encode(), path, today)}
    found = errors_only(check_text((bom + new).encode(), path, today))
    if faults := [each for each in found if (each.code, each.path) not in known or each.path == key]:
        raise InputError(f"{key} was not changed.", problems=[_of_value(each, key) for each in faults])
    save_config(path, (bom + new).encode())


def _of_value(problem: Problem, key: str) -> Problem:
    """A fault of what was typed, which stands in no line of the file."""
    typed = problem.path == key or problem.path.startswith(f"{key}[")
    return replace(problem, file="", line=0, column=0) if typed else problem


def save_config(path: Path, data: bytes) -> None:
    """Write the file in one step, for its owner only; never through a link.

    Raises:
        InputError: it cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path.parent} cannot be made: {reason_of(error)}.") from error
    write_private(path, data, force=True)


def _read(path: Path) -> str:
    """The file as it is, or what a new one begins with."""
    try:
        data = read_plain(path, LIMIT)
    except FileNotFoundError:
        return TEMPLATE
    except OSError as error:
        raise InputError(f"{path} cannot be read: {reason_of(error)}.") from error
    try:
        if len(data) <= LIMIT:
            return data.decode()
    except UnicodeDecodeError:
        pass
    raise InputError(f"{path} cannot be changed.", remedy="What is wrong with it: relapse config check")


def _place(key: str) -> tuple[str, ...]:
    """The names that lead to a setting.

    Raises:
        UsageError: there is no such setting.
    """
    place = tuple(key.split("."))
    if key in _KEYS or (place[:2] == ("service", _NOTICES) and len(place) == 3 and place[2]):
        return place
    if place[:2] == ("service", "numbers"):
        raise UsageError(
            "Numbers have several parts, so they are written in the file.", remedy="relapse config edit"
        )
    if place[:2] == ("service", _NOTICES):
        raise UsageError("A notice holds for a profile.", remedy="Name it: service.notices.us")
    if key.casefold() == "no_color":
        raise UsageError(
            "no_color is no setting of the file; it comes from the environment alone.",
            remedy="Set the variable NO_COLOR=1, or give a command --no-color.",
        )
    near = did_you_mean(key, _KEYS) or did_you_mean(f"service.{key}", _KEYS)
    raise UsageError(f"There is no setting {key}.", remedy=f"{near} All of them: relapse config show".strip())


def _value(key: str, values: tuple[str, ...]) -> Value:
    """What was typed as the kind of value that the setting has; what does not fit is told by the check."""
    name = key.rpartition(".")[2]
    if name in _MORE_LINES:
        return values
    if len(values) != 1:
        raise UsageError(f"{key} takes one value.", remedy="Put it in quotation marks.")
    text = values[0]
    if name == "accessible" and text.lower() in {"true", "false", "yes", "no", "on", "off"}:
        return text.lower() in {"true", "yes", "on"}
    if name == "hide_after":
        with suppress(ValueError):
            return float(text) if isfinite(float(text)) else text
    return text
