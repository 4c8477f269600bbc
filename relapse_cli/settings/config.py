"""What a configuration file may say: the usual choices of whoever works here, and the service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from relapse_cli.model.profile import ProfileNumber
from relapse_cli.model.record import SafeId, ServiceSays
from relapse_cli.settings.environment import MINUTES, can_hide_after

_OwnPurpose = Literal["crisis", "poison_public", "poison_professional", "domestic", "child", "drugs"]
"""All but the emergency: a number of the service's own would stand in the place of the country's."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Part(BaseModel):
    """The common shape of its parts: frozen, strict, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class OwnNumber(_Part):
    """A number of the service's own, which somebody has called.

    Attributes:
        called: when somebody called it and found it right.
        also: other numbers that reach the same service.
        by_text: a message is written to it; nobody answers a call.
    """

    purpose: _OwnPurpose
    label: str
    number: str
    called: date
    also: tuple[str, ...] = ()
    by_text: bool = False
    hours: str = ""

    @field_validator("called", mode="before")
    @classmethod
    def _day(cls, given: object) -> object:
        """A day as it is written in words; a bare number would be taken for seconds since 1970."""
        if isinstance(given, date) or (isinstance(given, str) and _DAY.fullmatch(given.strip())):
            return given
        raise PydanticCustomError("day", "a day is meant, such as 2026-11-29")

    def as_profile_number(self) -> ProfileNumber:
        """The number as a profile has it: seen, and called."""
        return ProfileNumber(confidence="V", **dict(self))


class ServiceConfig(_Part, ServiceSays):
    """The service: what stands on its paper, and what it says once for all its patients.

    Attributes:
        phone: the number that reaches the service; it stands on every page but the private card.
        logo: a picture file, PNG or SVG; a relative name counts from the folder of the configuration.
        footer: the last line of every document.
        notices: by profile, the notice on confidentiality for documents that go to others.
        service_text: the service's own emergency procedure.
        framing: ``chronic`` adds how the service speaks of a return to use.
        numbers: numbers of its own, which stand before those of the country.
    """

    name: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    logo: str = ""
    footer: str = ""
    notices: Mapping[SafeId, str] = Field(default_factory=dict)
    service_text: str = ""
    framing: Literal["chronic"] | None = None
    numbers: tuple[OwnNumber, ...] = ()

    @field_validator("address", mode="before")
    @classmethod
    def _lines(cls, given: object) -> object:
        """An address that is written as one text has a line where that breaks."""
        return given.splitlines() if isinstance(given, str) else given


class Config(_Part):
    """A configuration.

    Attributes:
        profile: the emergency profile of records that carry none.
        bank: the question bank: a shipped name, or a path, which counts from the folder of the configuration.
        accessible: plain prompts.
        hide_after: minutes without a key after which the screen is hidden, 1 to 240; 0 for never.
    """

    profile: SafeId | None = None
    bank: str | None = None
    accessible: bool = False
    hide_after: float | None = None
    service: ServiceConfig = Field(default_factory=ServiceConfig)

    @field_validator("hide_after")
    @classmethod
    def _minutes(cls, given: float | None) -> float | None:
        """As many minutes as the screen can wait."""
        if given is not None and not can_hide_after(given):
            raise PydanticCustomError("minutes", "it has to be {minutes}", {"minutes": MINUTES})
        return given
