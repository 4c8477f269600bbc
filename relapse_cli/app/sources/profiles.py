"""The emergency profile of a record: the one it carries, or the one that was asked for."""

from __future__ import annotations

from relapse_cli.banks.shipped import shipped_profiles
from relapse_cli.errors import InputError
from relapse_cli.model.profile import Profile
from relapse_cli.model.record import ProfilePin, Record
from relapse_cli.settings.profiles import nations_of, nearest_profile, read_profiles

NONE = "none"
"""Said instead of a profile: the numbers are known, and none are to be shown."""


def with_profile(record: Record, wanted: str | None, default: str | None = None) -> Record:
    """Return the record with a profile.

    Args:
        record: the record.
        wanted: a profile asked for on the command line; it stands before the record's own, and ``none`` keeps
            what there is.
        default: a profile from the environment, for a record that has none.

    Raises:
        InputError: there is no such profile.
    """
    name = wanted or (None if record.profile else default)
    if name is None or name == NONE:
        return record
    return record.model_copy(update={"profile": pinned_profile(name)})


def known_profiles() -> tuple[Profile, ...]:
    """Return the shipped profiles.

    Raises:
        InputError: the shipped profiles cannot be used.
    """
    profiles, problems = read_profiles(shipped_profiles())
    if problems:
        raise InputError("The emergency profiles cannot be used.", problems=problems)
    return tuple(profiles.values())


def pinned_profile(name: str) -> ProfilePin:
    """Return a shipped profile as records carry it.

    Raises:
        InputError: there is no such profile, or there is one for each nation.
    """
    profiles = {profile.id: profile for profile in known_profiles()}
    if nations := nations_of(name, profiles):
        named = ", ".join(f"{nation.id} ({nation.country})" for nation in nations)
        raise InputError(
            f"The numbers of '{name}' differ from nation to nation.", remedy=f"Choose one of: {named}."
        )
    if name not in profiles:
        raise InputError(f"There is no profile '{name}'.", remedy=nearest_profile(name, profiles))
    return profiles[name].pin()
