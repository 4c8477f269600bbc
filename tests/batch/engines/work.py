"""Work that other processes can import."""

from __future__ import annotations


def backwards(data: bytes) -> bytes:
    """What it takes, from its end."""
    return data[::-1]


def refuse(data: bytes) -> bytes:
    """Fail on one of the parts."""
    if data == b"7":
        raise ValueError("seven")
    return data
