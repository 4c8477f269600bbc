"""Sound banks kept as JSON between runs: YAML takes many times longer to read.

A cached bank was checked before it was written, and its name holds the digest of the files it came from.
Anything unreadable or foreign in the folder is ignored and written anew; no writable folder means no cache.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from relapse_cli import __version__
from relapse_cli.model.bank import Bank

_LARGEST = 50_000_000  # a bank's files are limited to far less; anything larger is not ours


def cache_folder(home: Path | None) -> Path:
    """Return the folder of cached banks, which may not exist; ``home`` takes the place of the user's own."""
    if home is not None:
        return home / "cache"
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("relapse"))


def read_cached_bank(folder: Path, digest: str) -> Bank | None:
    """Return the bank of a digest, or ``None`` when it is not there as it was written."""
    path = _path(folder, digest)
    try:
        status = path.lstat()
        if path.is_symlink() or status.st_size > _LARGEST or not _is_ours(status):
            return None
        bank = Bank.model_validate_json(path.read_bytes())
    except (OSError, ValidationError, ValueError, RecursionError):
        return None
    return bank if bank.digest == digest else None


def write_cached_bank(folder: Path, bank: Bank) -> None:
    """Keep a checked bank; where nothing can be written nothing happens."""
    path = _path(folder, bank.digest)
    spare = path.with_suffix(f".{secrets.token_hex(8)}.tmp")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(path.parent.lstat()):
            return
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(spare, flags, 0o600), "wb") as stream:
            stream.write(bank.model_dump_json().encode())
        spare.replace(path)
    except OSError:
        with suppress(OSError):
            spare.unlink(missing_ok=True)


def _path(folder: Path, digest: str) -> Path:
    version = "".join(sign if sign.isalnum() or sign in ".-" else "_" for sign in __version__)
    return folder / f"bank-{version}-{digest.rpartition(':')[2]}.json"


def _is_ours(status: os.stat_result) -> bool:
    """Say whether something is the user's own and closed to others; Windows has its own rules for that."""
    if os.name == "nt":
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022
