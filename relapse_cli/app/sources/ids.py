"""How stored interviews are named: by an id, or so much of its beginning as is enough to type."""

from __future__ import annotations

import re

_SHORT = 8
_LOOKS_LIKE_AN_ID = re.compile(r"[0-9a-fA-F][0-9a-fA-F-]{3,35}")


def short_id(interview: str) -> str:
    """So much of an id as is enough to type."""
    return interview[:_SHORT]


def stored_name(name: str) -> str:
    """How problems call a record that comes out of the store and not from a file."""
    return f"store:{name}"


def is_stored_id(source: str) -> bool:
    """Whether a source can be the id of a stored interview, or its beginning."""
    return _LOOKS_LIKE_AN_ID.fullmatch(source) is not None
