"""Work that other processes can import."""

from __future__ import annotations


def backwards(shared: bytes, part: bytes) -> bytes:
    """What is the same for all, and a part from its end."""
    return shared + part[::-1]


def refuse(shared: bytes, part: bytes) -> bytes:
    """Fail on one of the parts."""
    if part == shared:
        raise ValueError("not this one")
    return part
