"""Packed bytes taken apart, in pieces of a bounded size, whatever their heads say of their length."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from relapse_cli.batch.inputs.zstd import UnZstd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PIECE = 1 << 16
"""Bytes that are taken at a time, packed and unpacked."""

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


class DamagedError(Exception):
    """What is wrong with packed bytes."""


def unpacked(pieces: Iterator[bytes], first: bytes) -> Iterator[bytes]:
    """Yield what stands in a stream, taken apart where its first bytes say that it is packed.

    Args:
        pieces: the stream.
        first: its beginning, which was taken from it already.

    Raises:
        NoZstdError: it is packed with zstd, and the extra is not installed.
        DamagedError: it is packed, and damaged or cut off.
    """
    if first.startswith(_GZIP):
        return _unpack(pieces, first, _GunZip)
    if first.startswith(_ZSTD):
        return _unpack(pieces, first, UnZstd)
    return _plain(pieces, first)


def is_packed(first: bytes) -> bool:
    """Whether a stream is packed, by its first bytes."""
    return first.startswith((_GZIP, _ZSTD))


def _plain(pieces: Iterator[bytes], first: bytes) -> Iterator[bytes]:
    if first:
        yield first
    yield from pieces


def _unpack(pieces: Iterator[bytes], first: bytes, make: Callable[[], _GunZip | UnZstd]) -> Iterator[bytes]:
    """Yield what is packed; packed streams may follow each other, with zeros behind them."""
    unpacker: _GunZip | UnZstd | None = make()
    try:
        for packed in _plain(pieces, first):
            rest = packed
            while rest := rest if unpacker else rest.lstrip(b"\0"):
                unpacker = unpacker or make()
                piece = unpacker.decompress(rest, PIECE)
                while piece:
                    yield piece
                    piece = b"" if unpacker.eof else unpacker.decompress(b"", PIECE)
                rest, unpacker = (unpacker.unused_data, None) if unpacker.eof else (b"", unpacker)
    except (zlib.error, ValueError) as error:
        raise DamagedError("its packing does not add up") from error
    if unpacker is not None:
        raise DamagedError("its end is missing")


class _GunZip:
    """zlib's object for one member of a gzip file, with the ways of zstd's."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
