"""What a configuration names, found: the bank, the profiles, the service."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from relapse_cli.app.sources.profiles import PROFILES_NAME, ProfileBook
from relapse_cli.app.sources.service import Service
from relapse_cli.banks.shipped import shipped_banks
from relapse_cli.settings.config_file import ConfigReading
from relapse_cli.settings.home_folder import from_home


def configured_bank(name: str, folder: Path) -> str | None:
    """Return a bank of the configuration by its shipped name or its path; ``None`` if it is not there."""
    if name in shipped_banks():
        return name
    path = folder / from_home(name)
    return str(path) if path.is_file() else None


def configured_profiles(reading: ConfigReading, bank: str, warn: Callable[[str], None]) -> ProfileBook:
    """Return the profiles that count for a bank, with what the service of a configuration says."""
    own = reading.path.parent / PROFILES_NAME
    return ProfileBook(bank, own, configured_service(reading, warn), reading.config.profile, warn)


def configured_service(reading: ConfigReading, warn: Callable[[str], None]) -> Service:
    """Return the service of a configuration."""
    return Service(reading.config.service, reading.path.parent, warn)
