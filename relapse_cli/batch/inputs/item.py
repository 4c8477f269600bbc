"""What comes out of the inputs: one record as bytes, with the place where it stands."""

from __future__ import annotations

from typing import NamedTuple

STDIN = "-"

RECORD_LIMIT = 16_000_000
"""Bytes of one record; the reader of single files has the same limit."""


class Item(NamedTuple):
    """One record, not yet looked at.

    Attributes:
        file: where it stands; ``-`` for standard input.
        line: the line on which it begins, counted from 1.
        data: one JSON object as it stands there, so there may be line ends in it. What comes out of YAML has
            its line ends where the YAML has them, so that a line inside of it says where something stands.
    """

    file: str
    line: int
    data: bytes
