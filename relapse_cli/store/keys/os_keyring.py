"""The operating system's keyring, asked with a time limit and never trusted to be there.

Nothing in here raises: a keyring that is missing, locked, slow or broken is one that holds nothing. Only
backends that encrypt what they hold are used; plaintext files, the null backend and backends that nobody here
has looked at are not.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar, cast

_SERVICE = "relapse"
_LIMIT = 3.0
"""Seconds: a keyring that opens by itself answers at once, and one that waits for a person is not quiet."""

_TRUSTED = frozenset(
    {
        "keyring.backends.macOS",
        "keyring.backends.Windows",
        "keyring.backends.SecretService",
        "keyring.backends.kwallet",
        "keyring.backends.libsecret",
    }
)

Result = TypeVar("Result")


class _Backend(Protocol):
    """The part of a backend of the ``keyring`` library that is used."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """Return the text that is held under a name, or ``None``."""

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Hold a text under a name."""

    def delete_password(self, service: str, username: str, /) -> None:
        """Forget the text under a name."""


@dataclass(frozen=True, slots=True)
class OsKeyring:
    """One backend, with a time limit on each thing that is asked of it."""

    backend: _Backend
    limit: float = _LIMIT

    def read(self, name: str) -> bytes | None:
        """The secret under a name; ``None`` when there is none or the keyring does not answer."""
        return within(self.limit, lambda: _read(self.backend, name))

    def write(self, name: str, secret: bytes) -> bool:
        """Whether a secret is held under a name from now on, read back to be sure."""
        return bool(within(self.limit, lambda: _write(self.backend, name, secret)))

    def delete(self, name: str) -> bool:
        """Whether the secret under a name was there and is gone."""
        return bool(within(self.limit, lambda: _delete(self.backend, name)))

    def works(self) -> bool:
        """Whether a random secret goes in, comes back the same, and is gone after it was deleted."""
        return bool(within(self.limit, lambda: _round_trip(self.backend)))


def find_keyring(find: Callable[[], object] | None = None, *, limit: float = _LIMIT) -> OsKeyring | None:
    """The keyring of this machine, or ``None``; ``find`` returns the backend that is installed.

    Reading needs no more than this; before a slot is made, ``works`` must have said yes.
    """
    backend = within(limit, lambda: trusted_backend((find or _installed)()))
    return OsKeyring(backend, limit) if backend is not None else None


def trusted_backend(backend: object) -> _Backend | None:
    """The backend if it is one that encrypts; of a chain, the first such link."""
    module = type(backend).__module__
    if module == "keyring.backends.chainer":
        links = getattr(backend, "backends", ())
        return next((found for link in links if (found := trusted_backend(link)) is not None), None)
    return cast("_Backend", backend) if module in _TRUSTED else None


def within(limit: float, action: Callable[[], Result]) -> Result | None:
    """What an action returns; ``None`` when it raises or takes longer than the limit in seconds.

    An action that hangs is left behind in a thread that does not keep the program alive.
    """
    results: list[Result] = []

    def run() -> None:
        with contextlib.suppress(Exception):  # backends raise what they like; all of it means "not here"
            results.append(action())

    thread = threading.Thread(target=run, daemon=True, name="keyring")
    thread.start()
    thread.join(limit)
    return results[0] if results else None


def _installed() -> object:
    import keyring

    return keyring.get_keyring()


def _read(backend: _Backend, name: str) -> bytes | None:
    text = backend.get_password(_SERVICE, name)
    if text is None:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _write(backend: _Backend, name: str, secret: bytes) -> bool:
    backend.set_password(_SERVICE, name, base64.b64encode(secret).decode())
    return _read(backend, name) == secret


def _delete(backend: _Backend, name: str) -> bool:
    backend.delete_password(_SERVICE, name)
    return True


def _round_trip(backend: _Backend) -> bool:
    name, secret = f"test-{secrets.token_hex(8)}", secrets.token_bytes(32)
    kept = _write(backend, name, secret)
    return _delete(backend, name) and kept and _read(backend, name) is None
