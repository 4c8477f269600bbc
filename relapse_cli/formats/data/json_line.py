"""Data as one line of JSON that does nothing to a terminal that shows it."""

from __future__ import annotations

import json
import re
from functools import cache

from relapse_cli.text.sanitize import REPLACEMENT, replacement_of

_NOT_ASCII = re.compile("[^ -~]")


def json_line(data: object) -> str:
    """Data with sorted keys; what a terminal could act on is written as JSON escapes."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _NOT_ASCII.sub(lambda found: _escaped(found[0]), text) + "\n"


@cache
def _escaped(char: str) -> str:
    if "\ud800" <= char <= "\udfff":
        return REPLACEMENT
    return char if replacement_of(char) is None else json.dumps(char)[1:-1]
