"""The one door to zstd: Python's own module where there is one, else the same module as an extra.

It tells where a frame ends, so that a file which was cut off is noticed, and it takes a bound for what it
gives back; the other library that is in wide use does either the one or the other.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import Any

_WIDEST = 23
"""As a power of two, how far a frame may look back; so much is set aside as soon as its head asks for it.

Every reader of zstd is to manage 8 MiB, and nothing wider is written unless somebody asks for it
(``--long``, ``--ultra``).
"""


class NoZstdError(Exception):
    """There is nothing here that reads zstd."""


class UnZstd:
    """What takes one frame apart.

    Raises:
        NoZstdError: the extra is not installed.
    """

    def __init__(self) -> None:
        self._zstd = _module()
        widest = {self._zstd.DecompressionParameter.window_log_max: _WIDEST}
        self._inner = self._zstd.ZstdDecompressor(options=widest)

    @property
    def eof(self) -> bool:
        """Whether the frame has ended."""
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        """What came behind its end."""
        return bytes(self._inner.unused_data)

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        """Return what comes next, so many bytes at most.

        Raises:
            ValueError: the bytes are damaged, or want more memory than is given to them.
        """
        try:
            return bytes(self._inner.decompress(data, max_length))
        except self._zstd.ZstdError as error:
            raise ValueError(str(error)) from error


def _module() -> Any:  # noqa: ANN401 - one of two modules, of which mypy sees the one or the other
    for name in ("compression.zstd", "backports.zstd"):
        with suppress(ImportError):
            return import_module(name)
    raise NoZstdError
