"""Emergency profiles: the numbers of a country and the procedure of a service."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from relapse_cli.model.record import EmergencyNumber, ProfilePin, Purpose, SafeId, ServiceSays

_ALWAYS = "always"
_ONLY_KNOWN = "general knowledge only"


class ProfileNumber(BaseModel):
    """A number with where it comes from, or the words that stand where there is none.

    Attributes:
        also: other numbers that reach the same service.
        by_text: a message is written to it; nobody answers a call.
        instead: what is done where there is no number, or whose it is to enter one.
        hours: when it is open, ``always`` for day and night; empty where that is not known.
        confidence: ``V`` seen on a page, ``K`` general knowledge.
        source: the page on which it was seen; ``year`` is that of the page.
        doubt: what is not certain about it.
        called: when somebody called it and found it right; it is in doubt no longer.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: Purpose
    label: str
    number: str | None = None
    also: tuple[str, ...] = ()
    by_text: bool = False
    instead: str = ""
    hours: str = ""
    confidence: Literal["V", "K"]
    source: str = ""
    year: int | None = None
    doubt: str = ""
    called: date | None = None

    @property
    def in_doubt(self) -> str:
        """Why somebody has to call it before a patient is given it; empty where nothing is in doubt."""
        if self.called is not None:
            return ""
        return self.doubt or (_ONLY_KNOWN if self.confidence == "K" else "")

    def pin(self) -> EmergencyNumber | None:
        """Return what a record keeps of the number; nothing where there is none."""
        if self.number is None:
            return None
        return EmergencyNumber(
            label=self.label,
            number=self.number,
            purpose=self.purpose,
            also=self.also or None,
            by_text=True if self.by_text else None,
            hours=None if self.hours in {"", _ALWAYS} else self.hours,
            doubt=self.in_doubt or None,
        )


class Profile(ServiceSays):
    """The emergency numbers of a country, with their source.

    Attributes:
        nation_of: the id that asks which of several nations is meant.
        service_text: the service's own emergency procedure.
        looked_at: when somebody last compared the numbers with what their publishers say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: SafeId
    country: str
    nation_of: SafeId | None = None
    numbers: tuple[ProfileNumber, ...]
    service_text: str = ""
    framing: Literal["chronic"] | None = None
    source: str
    looked_at: date
    note: str = ""

    @property
    def emergency(self) -> str:
        """The number that is called in danger; empty where none can be relied on."""
        number = self.pin().emergency
        return number.number if number else ""

    def pin(self) -> ProfilePin:
        """Return what a record keeps of the profile."""
        said = self.model_dump(include=set(ServiceSays.model_fields))
        numbers = tuple(pinned for each in self.numbers if (pinned := each.pin()))
        return ProfilePin(
            id=self.id, service_text=self.service_text, framing=self.framing, numbers=numbers, **said
        )
