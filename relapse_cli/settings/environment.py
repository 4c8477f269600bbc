"""What the environment says, read once and in one place."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.errors import UsageError
from relapse_cli.settings.home_folder import with_home

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEAST, _MOST = 1, 240
"""Minutes: below, the screen goes while somebody reads; beyond, it is left open for an afternoon."""

MINUTES = f"0 for never, or {_LEAST} to {_MOST} minutes"
"""What can be said of hiding the screen, in words."""


def can_hide_after(minutes: float) -> bool:
    """Whether a screen without a key can be hidden after so many minutes; 0 is never."""
    return minutes == 0 or _LEAST <= minutes <= _MOST


VARIABLES = {
    "RELAPSE_CONFIG": "The settings file, in the place of the usual one.",
    "RELAPSE_PROFILE": "The emergency profile of records that carry none.",
    "RELAPSE_BANK": "The question bank.",
    "RELAPSE_ACCESSIBLE": "Plain prompts, for screen readers and simple terminals.",
    "ACCESSIBLE": "The same, for every program that honours it.",
    "RELAPSE_HIDE_AFTER": "Minutes without a key after which the screen is hidden: 1 to 240, 0 for never.",
    "RELAPSE_HOME": "The folder that takes the place of the user's own folders.",
    "RELAPSE_KEY_FILE": "The key file that unlocks the store.",
    "RELAPSE_KEY_COMMAND": "A command that prints a passphrase, a recovery key or the base64 of a key file.",
    "RELAPSE_KEY": "The same itself; a file is safer.",
    "NO_COLOR": "No colour, whatever its value.",
}
"""Every variable that is read, with what it says."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings that come from environment variables; an empty variable counts as not set.

    Attributes:
        profile: ``RELAPSE_PROFILE``, the id of the emergency profile.
        home: ``RELAPSE_HOME``, the folder that takes the place of the user's own folders.
        bank: ``RELAPSE_BANK``, the name or path of the bank.
        accessible: ``RELAPSE_ACCESSIBLE``, else ``ACCESSIBLE`` as other programs honour it: plain prompts for
            screen readers; ``None`` = not said.
        config: ``RELAPSE_CONFIG``, the configuration file in the place of the usual one.
        hide_after: ``RELAPSE_HIDE_AFTER``, minutes without a key after which the screen is hidden, as given.
        accessible_by: the variable that said it.
        no_color: ``NO_COLOR``, no colour whatever its value (no-color.org).
        key_file: ``RELAPSE_KEY_FILE``, the file that unlocks the store.
        key_command: ``RELAPSE_KEY_COMMAND``, a command that prints a key.
        key: ``RELAPSE_KEY``, the key itself.
    """

    profile: str | None = None
    home: Path | None = None
    bank: str | None = None
    accessible: bool | None = None
    no_color: bool = False
    key_file: str = ""
    key_command: str = field(default="", repr=False)
    key: str = field(default="", repr=False)
    hide_after: str = ""
    config: Path | None = None
    accessible_by: str = "RELAPSE_ACCESSIBLE"

    @property
    def hide_after_minutes(self) -> float | None:
        """Minutes without a key until the screen is hidden; 0 = never, ``None`` = nothing usable is said."""
        with suppress(ValueError):
            minutes = float(self.hide_after)
            return minutes if can_hide_after(minutes) else None
        return None


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Return the settings in a mapping such as ``os.environ``."""
    own = variables.get("RELAPSE_ACCESSIBLE")
    accessible = own or variables.get("ACCESSIBLE")
    config = _path(variables, "RELAPSE_CONFIG")
    return Environment(
        profile=variables.get("RELAPSE_PROFILE") or None,
        home=_home(variables),
        bank=_path(variables, "RELAPSE_BANK") or None,
        accessible=_is_on(accessible) if accessible else None,
        accessible_by="ACCESSIBLE" if accessible and not own else "RELAPSE_ACCESSIBLE",
        no_color=bool(variables.get("NO_COLOR")),
        key_file=_path(variables, "RELAPSE_KEY_FILE"),
        key_command=variables.get("RELAPSE_KEY_COMMAND", ""),
        key=variables.get("RELAPSE_KEY", ""),
        hide_after=variables.get("RELAPSE_HIDE_AFTER", ""),
        config=Path(config) if config else None,
    )


def _home(variables: Mapping[str, str]) -> Path | None:
    """Return the folder in ``RELAPSE_HOME``; a store is not in another place in every folder one is in.

    Raises:
        UsageError: where it is depends on the folder one is in.
    """
    name = _path(variables, "RELAPSE_HOME")
    if name and not Path(name).is_absolute():
        raise UsageError("RELAPSE_HOME is not a whole path.", remedy="Write it from / or ~/ on.")
    return Path(name) if name else None


def _path(variables: Mapping[str, str], name: str) -> str:
    """Return a variable that names a file or folder, with the home folder for ``~``."""
    return with_home(variables.get(name, ""), name)


def _is_on(value: str) -> bool:
    """Say whether a variable switches something on; ``0``, ``false``, ``no`` and ``off`` do not."""
    return value.strip().lower() not in {"", "0", "false", "no", "off"}
