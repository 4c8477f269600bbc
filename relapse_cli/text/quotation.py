"""Words between quotation marks that hold such marks themselves: double ones outside, single ones inside."""

from __future__ import annotations

import re

_PAIRS = (("“", "”"), ("„", "“"), ("„", "”"), ('"', '"'))
_SINGLE = str.maketrans("“”„‟", "‘’‚‛")
_STRAIGHT = re.compile(r'(?<!\w)"([^"]+)"(?!\w)')
"""A pair of straight marks; one behind a number is an inch or a second."""


def within_marks(text: str) -> str:
    """Return words as they stand between double quotation marks.

    Marks around all of them are taken off, because double ones are put there; those further in become single
    ones. Nothing else is changed.
    """
    inner = _without_outer(text).translate(_SINGLE)
    while (found := _STRAIGHT.sub(r"‘\1’", inner)) != inner:
        inner = found
    return inner


def _without_outer(text: str) -> str:
    for first, last in _PAIRS:
        inner = text[1:-1]
        if text.startswith(first) and text.endswith(last) and inner.strip():
            return text if first in inner or last in inner else inner.strip()
    return text
