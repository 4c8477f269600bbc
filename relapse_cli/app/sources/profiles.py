"""The emergency profile of a record: the one it carries, or the one that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from relapse_cli.app.sources.service import Service, say_nothing
from relapse_cli.banks.shipped import DEFAULT_BANK, find_bank, shipped_profiles
from relapse_cli.errors import InputError
from relapse_cli.logic.plan.other_numbers import other_numbers
from relapse_cli.model.bank_terms import Paper
from relapse_cli.model.decision import SignOff
from relapse_cli.model.letterhead import Letterhead
from relapse_cli.model.profile import Profile
from relapse_cli.model.record import ProfilePin, Record
from relapse_cli.problems import Problem
from relapse_cli.settings.profiles import nations_of, nearest_profile, read_profiles
from relapse_cli.text.nouns import counted

NONE = "none"
"""Said instead of a profile: the numbers are known, and none are to be shown."""

PROFILES_NAME = "profiles.yaml"


@dataclass(frozen=True, slots=True)
class FoundProfile:
    """A profile and the file in which it stands."""

    profile: Profile
    file: Path


@dataclass(frozen=True)
class ProfileBook:
    """The profiles that count for a bank, read when one is wanted.

    Those in the file beside a copied bank stand first, where they differ from what comes with the program;
    then those of the service, in the folder of its configuration; then what comes with the program.

    Attributes:
        bank: the bank, by name or path.
        own: the service's own file, which need not be there.
        service: what the service says beside any profile.
        usual: the profile that the configuration names; where it is not there a record goes without.
        warn: who is told that something is left out.
    """

    bank: str = DEFAULT_BANK
    own: Path | None = None
    service: Service = field(default_factory=Service)
    usual: str | None = None
    warn: Callable[[str], None] = say_nothing

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The faults of every file that is not the program's own."""
        return tuple(problem for _, _, faults in self._files for problem in faults)

    @cached_property
    def found(self) -> Mapping[str, FoundProfile]:
        """Every profile by its id, those that come with the program in their order, then others.

        Raises:
            InputError: the shipped profiles cannot be used.
        """
        shipped, problems = read_profiles(shipped_profiles())
        if problems:
            raise InputError("The emergency profiles cannot be used.", problems=problems)
        found = {name: FoundProfile(profile, shipped_profiles()) for name, profile in shipped.items()}
        for file, profiles, faults in self._files:
            if faults:
                self._tell(file, faults)
            for name, profile in profiles.items():
                if profile != shipped.get(name):
                    found[name] = FoundProfile(profile, file)
        return found

    @cached_property
    def _files(self) -> tuple[tuple[Path, Mapping[str, Profile], list[Problem]], ...]:
        """What each file that is not the program's own says, the one that counts more behind the other."""
        return tuple((file, *read_profiles(file)) for file in self._places())

    def _places(self) -> Iterator[Path]:
        if self.own is not None and self.own.exists():
            yield self.own
        beside = beside_bank(self.bank)
        if beside is not None and beside != shipped_profiles() and beside.exists():
            yield beside

    def _tell(self, file: Path, faults: list[Problem]) -> None:
        self.warn(
            f"{file} has {counted(len(faults), 'fault')} and is left out; the numbers that come with the "
            "program count. What is wrong: relapse profiles"
        )

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """Every profile.

        Raises:
            InputError: the shipped profiles cannot be used.
        """
        return tuple(each.profile for each in self.found.values())

    def pin(self, name: str) -> ProfilePin:
        """Return a profile as records carry it, with what the service says.

        Raises:
            InputError: there is no such profile, or there is one for each nation.
        """
        profiles = {profile.id: profile for profile in self.profiles}
        if name in profiles:
            return self.service.complete(profiles[name].pin())
        if nations := nations_of(name, profiles):
            named = ", ".join(f"{nation.id} ({nation.country})" for nation in nations)
            raise InputError(
                f"The numbers of '{name}' differ from nation to nation.", remedy=f"Choose one of: {named}."
            )
        raise InputError(
            f"There is no profile '{name}'.",
            remedy=nearest_profile(name, profiles),
            problems=self.problems,
        )

    def today(self, pinned: ProfilePin | None) -> ProfilePin | None:
        """The numbers that a profile has today; those of a record where it is not there any more."""
        return self.pin(pinned.id) if pinned is not None and pinned.id in self.found else pinned

    def other_numbers(self, pinned: ProfilePin | None) -> str:
        """Say what differs between the numbers of a record and today's; empty for nothing."""
        today = self.today(pinned)
        return "" if pinned is None or today is None else other_numbers(pinned, today)

    def numbers_said(self, pinned: ProfilePin | None) -> str:
        """Say of a plan that it prints other numbers than the profile has today; empty where it does not."""
        differs = self.other_numbers(pinned)
        if pinned is None or not differs:
            return ""
        return (
            f"Printed are the numbers of the record; the profile '{pinned.id}' has others today: {differs}."
        )

    def letterhead(self, pinned: ProfilePin | None, paper: Paper = "clinician") -> Letterhead | None:
        """The head and foot of the paper; the clinician's says where numbers differ from today's."""
        found = self.service.letterhead(pinned, paper)
        said = self.numbers_said(pinned) if paper == "clinician" else ""
        return replace(found or Letterhead(), numbers_today=said) if said else found


SHIPPED = ProfileBook()
"""What comes with the program, without a word of a service."""


def beside_bank(name: str) -> Path | None:
    """Return the file of profiles that would stand beside a bank; ``None`` where there is no such bank."""
    try:
        return find_bank(name).parent / PROFILES_NAME
    except InputError:
        return None


def with_profile(
    record: Record, wanted: str | None, default: str | None = None, book: ProfileBook = SHIPPED
) -> Record:
    """Return the record with a profile.

    Args:
        record: the record.
        wanted: a profile asked for on the command line; it stands before the record's own, and ``none`` keeps
            what there is.
        default: a profile from the environment or the configuration, for a record that has none.
        book: the profiles that there are.

    Raises:
        InputError: there is no such profile.
    """
    found = chosen_profile(wanted, None if record.profile else default, book)
    return record.model_copy(update={"profile": found}) if found else record


def chosen_profile(wanted: str | None, default: str | None, book: ProfileBook = SHIPPED) -> ProfilePin | None:
    """Return the profile asked for, else the default; ``None`` where there is none or none is wanted.

    Raises:
        InputError: there is no such profile.
    """
    name = wanted or default
    if name is None or name == NONE:
        return None
    if not wanted and name == book.usual and name not in book.found:
        book.warn(f"The configuration names the profile '{name}', which is not there. See: relapse profiles")
        return None
    return book.pin(name)


def numbers_said(profiles: ProfileBook, record: Record) -> tuple[str, ...]:
    """That the profile of a record has other numbers today, and how to take them; nothing where not."""
    said = profiles.numbers_said(record.profile)
    if not said or record.profile is None:
        return ()
    signed = any(isinstance(decision, SignOff) for decision in record.decisions)
    return (said if signed else f"{said} With today's: --profile {record.profile.id}",)


def with_todays_numbers(record: Record, profiles: ProfileBook) -> Record:
    """Return the record of a new session, which takes today's numbers and not those of an earlier one."""
    return record.model_copy(update={"profile": profiles.today(record.profile)})


def known_profiles() -> tuple[Profile, ...]:
    """Return the shipped profiles.

    Raises:
        InputError: the shipped profiles cannot be used.
    """
    return SHIPPED.profiles


def pinned_profile(name: str) -> ProfilePin:
    """Return a shipped profile as records carry it.

    Raises:
        InputError: there is no such profile, or there is one for each nation.
    """
    return SHIPPED.pin(name)
