"""What every renderer offers: a plan in, text or bytes out, nothing printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.plan import Plan

Media = Literal["text", "bytes"]


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """Where the document goes; the caller decides, a renderer never looks at the screen.

    Attributes:
        width: columns of the terminal.
        color: whether colour and weight may be used; without it no ESC byte is written.
        ascii: draw with ASCII signs only, and use plain quotation marks and dashes.
        encoding: the encoding of the stream; what it cannot hold is replaced.
    """

    width: int = 80
    color: bool = False
    ascii: bool = False
    encoding: str = "utf-8"


class Renderer(Protocol):
    """One document format; text ends with a newline and is written as it is."""

    @property
    def media(self) -> Media:
        """Whether ``render`` returns text or bytes."""
        ...

    def render(self, plan: Plan, bank: Bank, edition: Edition, options: RenderOptions) -> str | bytes:
        """Return the document of one edition.

        Raises:
            GateClosedError: the family edition does not exist for this plan.
        """
        ...
