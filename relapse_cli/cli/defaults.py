"""What a flag falls back on: the environment, the configuration file, then the product's own default."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from relapse_cli.settings.environment import Environment, read_environment

if TYPE_CHECKING:
    from relapse_cli.app.sources.profiles import ProfileBook
    from relapse_cli.app.sources.service import Service
    from relapse_cli.formats.base import RenderOptions
    from relapse_cli.settings.config_file import ConfigReading


def environment() -> Environment:
    """Return the settings of the environment."""
    return read_environment(os.environ)


def today() -> date:
    """Return the day up to which a number can have been called."""
    from relapse_cli.app.clock import this_moment

    return datetime.fromisoformat(this_moment()).date()


@cache
def configuration() -> ConfigReading:
    """Return what the configuration file says, read once.

    What is faulty in it is left out and told in one line: no interview waits for the mending of a file. How
    somebody wants to be asked then stands in the environment, unless that says something else.
    """
    from relapse_cli.cli.streams import tell
    from relapse_cli.problems import errors_only
    from relapse_cli.settings.config_file import config_path, read_config
    from relapse_cli.settings.environment import MINUTES
    from relapse_cli.text.nouns import counted

    found = read_config(config_path(environment()), today())
    if errors_only(found.problems):
        tell(
            f"{found.path} has {counted(_faults_in(found), 'fault')}; what is faulty in it is left out. "
            "What it is: relapse config check"
        )
    known = environment()
    if known.hide_after and known.hide_after_minutes is None:
        tell(f"RELAPSE_HIDE_AFTER is left out: it has to be {MINUTES}.")
    if found.config.accessible and known.accessible is None:
        os.environ["RELAPSE_ACCESSIBLE"] = "1"
    if found.config.hide_after is not None and known.hide_after_minutes is None:
        os.environ["RELAPSE_HIDE_AFTER"] = f"{found.config.hide_after:g}"
    return found


def _faults_in(found: ConfigReading) -> int:
    """As many faults of the file as `config check` names, those of what it names with them."""
    from relapse_cli.app.upkeep.config.check import all_problems
    from relapse_cli.problems import errors_only

    return sum(each.file == str(found.path) for each in errors_only(all_problems(found)))


def bank_name(flag: str | None) -> str:
    """Return the bank to use: flag, environment, file, default; one of the file that is not there is told."""
    from relapse_cli.app.sources.configured import configured_bank
    from relapse_cli.banks.shipped import DEFAULT_BANK
    from relapse_cli.cli.streams import tell

    if asked := flag or environment().bank:
        return asked
    found = configuration()
    if found.config.bank is None:
        return DEFAULT_BANK
    name = configured_bank(found.config.bank, found.path.parent)
    if name is None:
        tell(f"The question bank of {found.path} is not there; {DEFAULT_BANK} is used.")
    return name or DEFAULT_BANK


def profile_book(bank: str) -> ProfileBook:
    """Return the profiles that count for a bank, with what the service says."""
    from relapse_cli.app.sources.configured import configured_profiles
    from relapse_cli.cli.streams import tell

    return configured_profiles(configuration(), bank, tell)


def service() -> Service:
    """Return the service on whose paper documents are written."""
    from relapse_cli.app.sources.configured import configured_service
    from relapse_cli.cli.streams import tell

    return configured_service(configuration(), tell)


def default_profile() -> str | None:
    """Return the profile of records that carry none: environment, then file."""
    return environment().profile or configuration().config.profile


def keep_profile(name: str) -> None:
    """Keep the profile that an interview asked for; where it cannot be written, the next one asks again."""
    from contextlib import suppress

    from relapse_cli.app.upkeep.config.change import set_value
    from relapse_cli.errors import RelapseError

    with suppress(RelapseError):
        set_value(configuration().path, "profile", (name,), today())
        configuration.cache_clear()


def render_options(*, no_color: bool, to_file: bool = False) -> RenderOptions:
    """Return how documents are drawn on standard output; a file gets no colour and 80 columns."""
    from relapse_cli.cli.streams import columns, may_colour, tell
    from relapse_cli.formats.base import RenderOptions, undrawn_words

    def tell_undrawn(count: int) -> None:
        tell(undrawn_words(count))

    if to_file:
        return RenderOptions(width=80, undrawn=tell_undrawn)
    out = sys.stdout
    encoding = (out.encoding if out.isatty() else None) or "utf-8"
    return RenderOptions(
        width=columns(out),
        color=may_colour(out, no_color=no_color),
        ascii=not encoding.lower().replace("-", "").startswith("utf"),
        encoding=encoding,
        undrawn=tell_undrawn,
    )
