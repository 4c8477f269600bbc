"""Every fault of a configuration: in its file, in what that names, and in the service's own profiles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from relapse_cli.app.sources.configured import configured_bank, configured_profiles
from relapse_cli.app.sources.profiles import NONE, ProfileBook
from relapse_cli.app.sources.service import logo_path, say_nothing
from relapse_cli.banks.shipped import shipped_banks
from relapse_cli.model.record import ServiceSays
from relapse_cli.problems import Problem, did_you_mean
from relapse_cli.settings import config_messages as messages
from relapse_cli.settings.config import ServiceConfig
from relapse_cli.settings.config_file import ConfigReading, parse_config, read_config
from relapse_cli.settings.logo import UnsoundLogoError, read_logo
from relapse_cli.settings.profiles import countries_of, nations_of, nearest_profile

_DEFAULT_BANK = ProfileBook.bank


def check_config(path: Path, today: date, *, has_profile: bool = False) -> tuple[Problem, ...]:
    """Everything that is wrong with a configuration file and with the profiles beside it.

    Args:
        path: the file, which need not be there.
        today: the day up to which a number can have been called.
        has_profile: whether the environment names a profile.
    """
    return all_problems(read_config(path, today), has_profile=has_profile)


def check_text(data: bytes, path: Path, today: date, *, has_profile: bool = False) -> tuple[Problem, ...]:
    """The same for what is to become the file."""
    return all_problems(parse_config(data, path, today), has_profile=has_profile)


def all_problems(reading: ConfigReading, *, has_profile: bool = False) -> tuple[Problem, ...]:
    """Everything that is wrong with what was read from a configuration file, and with what it names."""
    book = configured_profiles(reading, _bank_of(reading) or _DEFAULT_BANK, say_nothing)
    named = (
        *_names(reading, book),
        *_notices(reading, book),
        *_logo(reading),
        *_profile_less(reading, has_profile=has_profile),
    )
    found = sorted((*reading.problems, *named), key=lambda each: (each.line, each.column, each.code))
    return (*found, *book.problems)


def _bank_of(reading: ConfigReading) -> str | None:
    name = reading.config.bank
    return configured_bank(name, reading.path.parent) if name else None


def _names(reading: ConfigReading, book: ProfileBook) -> Iterator[Problem]:
    """The profile and the bank that are not there."""
    name = reading.config.profile
    if name is not None and name != NONE and name not in book.found:
        profiles = {profile.id: profile for profile in book.profiles}
        nations = ", ".join(nation.id for nation in nations_of(name, profiles))
        near = f"Choose one of: {nations}." if nations else nearest_profile(name, profiles)
        yield reading.problem(messages.NO_PROFILE, ("profile",), name=name, near=near)
    if reading.config.bank and _bank_of(reading) is None:
        near = did_you_mean(reading.config.bank, shipped_banks())
        yield reading.problem(messages.NO_BANK, ("bank",), name=reading.config.bank, near=near)


def _notices(reading: ConfigReading, book: ProfileBook) -> Iterator[Problem]:
    """The notices for profiles that are not there; an empty one says nothing."""
    known = dict.fromkeys(name for profile in book.found for name in countries_of(profile))
    for name, text in reading.config.service.notices.items():
        if text and name not in known:
            near = nearest_profile(name, known)
            yield reading.problem(messages.NO_NOTICE, ("service", "notices", name), name=name, near=near)


def _logo(reading: ConfigReading) -> Iterator[Problem]:
    """What is wrong with the picture."""
    name = reading.config.service.logo
    if name:
        try:
            read_logo(logo_path(name, reading.path.parent))
        except UnsoundLogoError as error:
            yield reading.problem(error.kind, ("service", "logo"), **error.words)


def _profile_less(reading: ConfigReading, *, has_profile: bool) -> Iterator[Problem]:
    """What the service says and no record gets, because no profile is set."""
    said = reading.config.service
    fields = ("numbers", "service_text", *ServiceSays.model_fields)
    says = any(getattr(said, field) != getattr(ServiceConfig(), field) for field in fields)
    if says and not has_profile and "profile" not in reading.raw:
        yield reading.problem(messages.NO_DEFAULT_PROFILE, ("service",))
