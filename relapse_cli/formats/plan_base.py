"""What every renderer offers: a plan in, text or bytes out, nothing printed."""

from __future__ import annotations

from typing import Literal, Protocol

from relapse_cli.formats.base import RenderOptions
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.plan import Plan

Media = Literal["text", "bytes"]


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
