"""The head of a service's paper on a page: its logo within the page itself, its name, how to reach it."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from relapse_cli.formats.html.parts import attribute, joined, span, words

if TYPE_CHECKING:
    from relapse_cli.model.letterhead import Letterhead, Logo

_KINDS = {"png": "image/png", "svg": "image/svg+xml"}


def letterhead(head: Letterhead | None) -> str:
    """Logo, name, address and number; nothing where no service is named."""
    if head is None:
        return ""
    name = f"<p><b>{words(head.name)}</b></p>" if head.name else ""
    where = [joined(head.address)] if head.address else []
    where += [span((head.phone, "phone"))] if head.phone else []
    reached = f'<p class="quiet">{" · ".join(where)}</p>' if where else ""
    logo = _logo(head.logo, head.name) if head.logo else ""
    inside = f"{logo}<div>{name}{reached}</div>" if name or reached else logo
    return f'<div class="letterhead">{inside}</div>' if inside else ""


def _logo(logo: Logo, name: str) -> str:
    """A picture that was judged where it was read; as an image it runs and fetches nothing."""
    data = b64encode(logo.data).decode("ascii")
    return f'<img alt="{attribute(name)}" src="data:{_KINDS[logo.kind]};base64,{data}">'
