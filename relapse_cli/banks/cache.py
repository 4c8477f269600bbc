"""Sound banks kept as JSON between runs: YAML takes many times longer to read.

A cached bank was checked before it was written. It is sealed with a key that stands elsewhere, in the folder
of the user's own data; the seal covers this version of the program, the digest of the files that the bank
came from, and every byte of it. So who edits or plants a cached bank only makes it useless: on any doubt the
bank is read from its files again, and the cache written anew. Without a key or a folder there is no cache.
"""

from __future__ import annotations

import gc
import hmac
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from relapse_cli import __version__
from relapse_cli.errors import RelapseError
from relapse_cli.files import write_private
from relapse_cli.model.bank import Bank
from relapse_cli.plain_file import open_plain

if TYPE_CHECKING:
    from typing import BinaryIO

_LARGEST = 50_000_000  # a bank's files are limited to far less; anything larger is not ours
_KEY_BYTES = 32
_UNFINISHED = re.compile(r"\.?bank-.{1,100}\.[0-9a-f]{16}\.tmp")
_MARK = b"relapse-bank-cache/3 "


@dataclass(frozen=True, slots=True)
class BankCache:
    """Where sound banks are kept.

    Attributes:
        folder: the folder of cached banks, which may not exist.
        key_file: the file with the key of the seals, in another folder.
    """

    folder: Path
    key_file: Path

    def read(self, digest: str) -> Bank | None:
        """Return the bank of a digest, or ``None`` when there is any doubt that it is as it was written."""
        try:
            key = _read_key(self.key_file)
            if not _is_ours(self.folder.lstat()):
                return None
            with _open_ours(_path(self.folder, digest)) as stream:
                head, data = stream.readline(_LARGEST), stream.read(_LARGEST)
            if not hmac.compare_digest(head, _head(key, digest, data)):
                return None
            with _no_collecting():
                bank = Bank.model_validate_json(data)
        except (OSError, ValidationError, ValueError, RecursionError):
            return None
        return bank if bank.digest == digest else None

    def write(self, bank: Bank) -> None:
        """Keep a checked bank; where nothing can be written nothing happens."""
        path = _path(self.folder, bank.digest)
        data = bank.model_dump_json().encode()
        with suppress(OSError, RelapseError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_ours(self.folder.lstat()):
                return
            _remove_unfinished(self.folder)
            key = _own_key(self.key_file)
            if path.is_symlink():
                path.unlink()  # what it leads to stays as it is
            write_private(path, _head(key, bank.digest, data) + data, force=True)


def bank_cache(home: Path | None) -> BankCache:
    """Return the user's cache of banks; ``home`` takes the place of the user's own folders."""
    if home is not None:
        return BankCache(home / "cache", home / "cache.key")
    from platformdirs import user_cache_dir, user_data_path

    return BankCache(
        Path(user_cache_dir("relapse")), user_data_path("relapse", appauthor=False) / "cache.key"
    )


def _remove_unfinished(folder: Path) -> None:
    """Remove what a program that was killed left here; one that writes this moment reads its bank again."""
    for path in folder.iterdir():
        if _UNFINISHED.fullmatch(path.name):
            with suppress(OSError):
                path.unlink()


def _path(folder: Path, digest: str) -> Path:
    version = "".join(sign if sign.isalnum() or sign in ".-" else "_" for sign in __version__)
    return folder / f"bank-{version}-{digest.rpartition(':')[2]}.json"


def _head(key: bytes, digest: str, data: bytes) -> bytes:
    """The line above a cached bank; nobody without the key can write it for other bytes or another digest."""
    inner = hmac.digest(key, f"{__version__}\n{digest}\n".encode(), "sha256")
    return _MARK + hmac.digest(inner, data, "sha256").hex().encode() + b"\n"


def _own_key(path: Path) -> bytes:
    """Return the key of the seals; one that is missing, or that others could know, is made anew."""
    with suppress(OSError, ValueError):
        return _read_key(path)
    key = secrets.token_bytes(_KEY_BYTES)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(path, key, force=True)
    return key


def _read_key(path: Path) -> bytes:
    """Return the key of the seals.

    Raises:
        OSError: there is none, or others could know it.
        ValueError: what stands there is no key.
    """
    with _open_ours(path) as stream:
        key = stream.read(_KEY_BYTES + 1)
    if len(key) != _KEY_BYTES:
        raise ValueError("this is not the key of a cache")
    return key


def _open_ours(path: Path) -> BinaryIO:
    """Open a file that nobody but the user can have read or written; never through a link."""
    stream = open_plain(path, follow=False)
    found = os.fstat(stream.fileno())
    if not _is_ours(found, closed_to=0o077) or found.st_size > _LARGEST:
        stream.close()
        raise PermissionError(0, "it is not the user's alone")
    return stream


def _is_ours(status: os.stat_result, *, closed_to: int = 0o022) -> bool:
    """Say whether something is the user's own and closed to others; Windows has its own rules for that."""
    if os.name == "nt":
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & closed_to


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Let nobody look for garbage meanwhile, or later, in what comes into being: all of a bank stays."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
