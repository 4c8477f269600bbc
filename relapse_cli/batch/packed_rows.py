"""Rows on their way from one process to another."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from relapse_cli.batch.row import Row

_ROWS = msgspec.msgpack.Decoder(list[Row])
_ENCODER = msgspec.msgpack.Encoder()


def packed(rows: Sequence[Row]) -> bytes:
    """Return rows as bytes."""
    return _ENCODER.encode(rows)


def unpacked(data: bytes) -> list[Row]:
    """Return the rows that were packed."""
    return _ROWS.decode(data)
