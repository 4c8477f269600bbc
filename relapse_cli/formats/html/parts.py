"""Words as HTML: they are escaped in one place, and nothing that was typed becomes an element or a link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, assert_never

from relapse_cli.text.direction import runs
from relapse_cli.text.sanitize import paper_line

if TYPE_CHECKING:
    from relapse_cli.documents.block import Span

_NOT_DIALLED = re.compile(r"[^0-9*]")


def words(text: str) -> str:
    """Words as they were typed; what runs from right to left moves nothing beside it."""
    return "".join(
        f"<bdi>{escape(part)}</bdi>" if apart else escape(part) for part, apart in runs(_line(text))
    )


def _line(text: str) -> str:
    """Text on one line; one blank at each end is kept, for it parts a span from its neighbours."""
    line = paper_line(text)
    if not line:
        return " " if text and text.isspace() else ""
    before, after = (" " if text[at].isspace() else "" for at in (0, -1))
    return f"{before}{line}{after}"


def said(text: str) -> str:
    """Words of somebody's own, by themselves in whatever direction they run."""
    return f"<bdi>{escape(paper_line(text))}</bdi>"


def attribute(text: str) -> str:
    """Words within an attribute."""
    return escape(paper_line(text))


def spans(found: Iterable[Span]) -> str:
    """Spans with their weight."""
    return "".join(map(span, found))


def span(one: Span) -> str:
    """One span; a number to call is a link."""
    text, style = one
    inner = words(text)
    match style:
        case "plain":
            return inner
        case "title":
            return f"<b>{inner}</b>"
        case "strong":
            return f"<strong>{inner}</strong>"
        case "quiet":
            return f'<span class="quiet">{inner}</span>'
        case "warn" | "level_1" | "level_2" | "level_3" | "level_4":
            return f'<strong class="{style}">{inner}</strong>'
        case "phone":
            return _link("tel", text, inner)
        case "phone_text":
            return _link("sms", text, inner)
        case _:
            assert_never(style)


def _link(scheme: str, text: str, inner: str) -> str:
    """A link to a number; what holds no digit is no number, and stays words."""
    digits = _NOT_DIALLED.sub("", text)
    if not digits:
        return f"<strong>{inner}</strong>"
    sign = "+" if text.strip().startswith("+") else ""
    return f'<a class="phone" href="{scheme}:{sign}{digits}">{inner}</a>'


def joined(texts: Iterable[str], between: str = " · ") -> str:
    """Several texts in one row."""
    return between.join(map(words, texts))


def listed(rows: Iterable[str], kind: str = "") -> str:
    """A list of rows that are HTML already."""
    name = f' class="{kind}"' if kind else ""
    return f"<ul{name}>{''.join(f'<li>{row}</li>' for row in rows)}</ul>"
