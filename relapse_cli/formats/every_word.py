"""Every string of a document changed in one way, so that no format forgets one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from relapse_cli.text.sanitize import paper_line

_Part = TypeVar("_Part")


def with_every_word(part: _Part, change: Callable[[str], str]) -> _Part:
    """Return a document, or any part of one, with every string in it changed.

    The names of styles pass through as well: they are plain letters, which no change may touch.
    """
    if isinstance(part, str):
        return cast("_Part", change(part))
    if isinstance(part, tuple):
        return cast("_Part", tuple(with_every_word(each, change) for each in part))
    if is_dataclass(part) and not isinstance(part, type):
        within = {field.name: with_every_word(getattr(part, field.name), change) for field in fields(part)}
        return cast("_Part", replace(part, **within))
    return part


def paper_words(text: str) -> str:
    """Return words that can stand on paper; lines stay lines, and a blank at an end parts them still."""
    rows = "\n".join(paper_line(row) for row in text.replace("\r\n", "\n").split("\n"))
    before, after = (" " if text[:1] == " " else ""), (" " if text[-1:] == " " else "")
    return f"{before}{rows}{after}" if rows else before
