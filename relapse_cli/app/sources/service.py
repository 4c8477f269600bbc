"""The service that works here: its paper, and what it says once for all its patients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from relapse_cli.model.bank_terms import Paper
from relapse_cli.model.letterhead import Letterhead, Logo
from relapse_cli.model.record import EmergencyNumber, ProfilePin, ServiceSays
from relapse_cli.settings.config import ServiceConfig
from relapse_cli.settings.home_folder import from_home
from relapse_cli.settings.profiles import countries_of

_TO_OTHERS: frozenset[Paper] = frozenset({"clinician", "family", "handover"})
"""The papers that others than the patient read, with which the notice goes."""


def say_nothing(_sentence: str) -> None:
    """Let a warning pass."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service as it is configured.

    Attributes:
        said: what it says.
        folder: from where a relative name counts.
        warn: who is told that something of it cannot be used.
    """

    said: ServiceConfig = field(default_factory=ServiceConfig)
    folder: Path = Path()
    warn: Callable[[str], None] = say_nothing

    def letterhead(self, profile: ProfilePin | None, paper: Paper = "clinician") -> Letterhead | None:
        """The head and foot of its paper in a country; ``None`` where it says nothing of itself."""
        said = self.said
        found = Letterhead(
            name=said.name,
            address=said.address,
            phone=said.phone,
            footer=said.footer,
            notice=self._notice(profile) if paper in _TO_OTHERS else "",
            logo=self._logo(),
        )
        return None if found == Letterhead() else found

    def _notice(self, profile: ProfilePin | None) -> str:
        """The notice for a profile, else that for all nations of its country."""
        names = countries_of(profile.id) if profile else ()
        return next(filter(None, map(self.said.notices.get, names)), "")

    def _logo(self) -> Logo | None:
        if not self.said.logo:
            return None
        from relapse_cli.settings.logo import UnsoundLogoError, read_logo  # most papers have no picture

        try:
            return read_logo(logo_path(self.said.logo, self.folder))
        except UnsoundLogoError as error:
            self.warn(f"{error.kind.text.format(**error.words)} The document goes without it.")
            return None

    def complete(self, pin: ProfilePin) -> ProfilePin:
        """A profile with the service's numbers first, and its words where the profile has none."""
        own = tuple(filter(None, (each.as_profile_number().pin() for each in self.said.numbers)))
        known = {_same(each) for each in own}
        numbers = (*own, *(each for each in pin.numbers if _same(each) not in known))
        fields = (*ServiceSays.model_fields, "service_text", "framing")
        words = {
            name: getattr(pin, name) or getattr(self.said, name) or getattr(pin, name) for name in fields
        }
        return pin.model_copy(update={"numbers": numbers, **words})


def logo_path(name: str, folder: Path) -> Path:
    """Return the file of a logo; a relative name counts from the folder of the configuration."""
    return folder / from_home(name)


def _same(number: EmergencyNumber) -> tuple[object, ...]:
    """By what two entries are one number, however it is written."""
    return number.purpose, "".join(sign for sign in number.number if sign.isdigit())
