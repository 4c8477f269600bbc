"""Emergency profiles: the numbers of a country and the procedure of a service."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from relapse_cli.errors import reason_of
from relapse_cli.model.profile import Profile
from relapse_cli.places import KeyPath, Places, ShapeMessages, shape_problems
from relapse_cli.plain_file import read_plain
from relapse_cli.problems import Message, did_you_mean
from relapse_cli.settings.phone_number import can_be_called
from relapse_cli.yaml_door import BANK_LIMIT, UNREADABLE, parse_yaml

if TYPE_CHECKING:
    from relapse_cli.problems import Problem

_NOT_PROFILES = Message("PROFILE_001", "The file has no list 'profiles'.", "Begin it with 'profiles:'.")
_TWICE = Message("PROFILE_002", "The profile '{name}' is given twice.", "Give one of the two another id.")
_NO_NUMBERS = Message(
    "PROFILE_003", "The profile '{name}' has no numbers.", "Add at least the emergency number."
)
_NO_NUMBER = Message(
    "PROFILE_004",
    "'{number}' in the profile '{name}' is no number that can be called.",
    "Write digits only, such as '0800 1111'; words about it stand in label, hours or instead, and "
    "by_text: true says that a message is written to it.",
)
_NOTHING = Message(
    "PROFILE_005",
    "The profile '{name}' has a row for {purpose} with neither a number nor words.",
    "Give 'number', or say in 'instead' what is done without one.",
)
_NO_EMERGENCY = Message(
    "PROFILE_006",
    "The profile '{name}' has no emergency number that can be relied on.",
    "Add one with the purpose emergency; where it is in doubt, call it and give the date in 'called'.",
)
_NO_LABEL = Message(
    "PROFILE_007",
    "The profile '{name}' has a number without a label.",
    "Write whom it reaches, such as label: Samaritans.",
)
_SHAPE = ShapeMessages(
    missing=Message("PROFILE_010", "The key '{key}' is missing.", "Add it."),
    unknown=Message("PROFILE_011", "'{key}' is not a known key here.", "{near} Correct or remove it."),
    choice=Message("PROFILE_012", "'{value}' is not one of: {choices}.", "{near} Use one of these."),
    wrong=Message("PROFILE_013", "The value does not fit: {what}.", "Put numbers in quotation marks."),
)


class ProfileFile(BaseModel):
    """What a file of profiles holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    profiles: tuple[Profile, ...]


def read_profiles(path: Path) -> tuple[dict[str, Profile], list[Problem]]:
    """Return the profiles of a file by id in file order, or no profile and every fault."""
    try:
        data = read_plain(path, BANK_LIMIT)
    except (OSError, ValueError) as error:
        return {}, [UNREADABLE.problem("", str(path), what=reason_of(error))]
    document, problems = parse_yaml(data, file=str(path))
    if document is None:
        return {}, problems
    places = Places(
        {key: (str(path), line) for key, line in document.lines.items()}, str(path), document.columns
    )
    if not isinstance(document.value, Mapping) or not isinstance(document.value.get("profiles"), list):
        return {}, [places.problem(_NOT_PROFILES, (), "")]
    try:
        profiles = ProfileFile.model_validate(document.value).profiles
    except ValidationError as error:
        return {}, shape_problems(error, ProfileFile, document.value, places, _SHAPE)
    found: dict[str, Profile] = {}
    for index, profile in enumerate(profiles):
        if profile.id in found:
            problems.append(places.problem(_TWICE, ("profiles", index), profile.id, name=profile.id))
        problems += _number_problems(profile, ("profiles", index, "numbers"), places)
        found.setdefault(profile.id, profile)
    return ({} if problems else found), problems


def _number_problems(profile: Profile, path: KeyPath, places: Places) -> Iterator[Problem]:
    """What keeps the numbers of a profile from being relied on."""
    name = profile.id
    for row, each in enumerate(profile.numbers):
        if each.number is None and not each.instead.strip():
            yield places.problem(_NOTHING, (*path, row), name, name=name, purpose=each.purpose)
        if not each.label.strip():
            yield places.problem(_NO_LABEL, (*path, row, "label"), name, name=name)
        for number in (*((each.number,) if each.number is not None else ()), *each.also):
            if not can_be_called(number):
                yield places.problem(_NO_NUMBER, (*path, row), name, name=name, number=number)
    if not profile.numbers:
        yield places.problem(_NO_NUMBERS, path, name, name=name)
    elif not profile.emergency:
        yield places.problem(_NO_EMERGENCY, path, name, name=name)


def countries_of(profile: str) -> tuple[str, ...]:
    """Return the names under which something is said for a profile: its id, then the country of a nation."""
    return tuple(dict.fromkeys((profile, profile.partition("-")[0])))


def nations_of(name: str, profiles: Mapping[str, Profile]) -> tuple[Profile, ...]:
    """Return the profiles among which a name asks to choose; none where it asks nothing."""
    country = _as_ids_are(name)
    return tuple(each for each in profiles.values() if each.nation_of == country)


def nearest_profile(name: str, profiles: Collection[str]) -> str:
    """Return ``Did you mean 'x'?`` for a profile that is not there, and the ids that are."""
    return f"{did_you_mean(_as_ids_are(name), profiles)} Known: {', '.join(profiles)}.".strip()


def _as_ids_are(name: str) -> str:
    """A name in the letters of an id; the United Kingdom goes by another one than most people type."""
    country, dash, nation = name.casefold().partition("-")
    return f"{'gb' if country == 'uk' else country}{dash}{nation}"
