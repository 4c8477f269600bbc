"""What stands at the head and the foot of a service's paper: who wrote it, and how to call back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

LogoKind = Literal["png", "svg"]


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was read and found sound; its text alternative is the name of the service.

    Attributes:
        kind: a PNG of at most 2,000 by 2,000 points, or an SVG that asks for nothing
            from elsewhere and runs nothing.
        data: the bytes of its file.
    """

    kind: LogoKind
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a service has said of itself for its documents; an empty field prints nothing.

    Attributes:
        name: the name of the service.
        address: its lines, the street first.
        phone: the number that reaches the service.
        footer: what stands at the foot of every document.
        notice: the notice on confidentiality that holds where the document is used.
        logo: beside or above the name, where a format draws pictures.
        numbers_today: which emergency numbers of the document the profile has no longer, for the clinician.
    """

    name: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    footer: str = ""
    notice: str = ""
    logo: Logo | None = None
    numbers_today: str = ""

    @property
    def line(self) -> str:
        """Name and number on one line, for a format without a letterhead of its own."""
        return " · ".join(filter(None, (self.name, self.phone)))
