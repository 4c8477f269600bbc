"""Emergency profiles: the numbers of a country and the procedure of a service."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import ConfigDict

from relapse_cli.model.record import EmergencyNumber, ProfilePin, SafeId, ServiceSays


class Profile(ServiceSays):
    """The emergency numbers of a country, with their source.

    Attributes:
        service_text: the service's own emergency procedure.
        looked_at: when somebody last compared the numbers with what their publishers say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: SafeId
    country: str
    numbers: tuple[EmergencyNumber, ...]
    service_text: str = ""
    framing: Literal["chronic"] | None = None
    source: str
    looked_at: date
    note: str = ""

    def pin(self) -> ProfilePin:
        """Return what a record keeps of the profile."""
        said = self.model_dump(include=set(ServiceSays.model_fields))
        return ProfilePin(
            id=self.id, service_text=self.service_text, framing=self.framing, numbers=self.numbers, **said
        )
