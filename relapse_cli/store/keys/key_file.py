"""``keys.json`` in and out of its folder, and new key files: whole or not at all, never through a link."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from pydantic import ValidationError

from relapse_cli.errors import InputError, StoreError, reason_of
from relapse_cli.files import write_private
from relapse_cli.plain_file import read_plain
from relapse_cli.store.folder.access import mode_remedy
from relapse_cli.store.folder.folder import KEYS_FILE, STORE_FILE
from relapse_cli.store.keys.slots import FORMAT, Keys
from relapse_cli.store.keys.wrap import KEY_BYTES

KEYS_NAME = KEYS_FILE
LARGEST_KEYS = 64 * 1024
"""Eight slots take about 4 KB."""

_PUT_BACK = "Put the keys.json of a backup of this store in its place, or restore the backup."


def read_keys(folder: Path) -> Keys:
    """Read the keys of the store in a folder.

    Raises:
        StoreError: they are missing, damaged, a link, or of a newer format.
    """
    path = folder / KEYS_NAME
    try:
        data = read_plain(path, LARGEST_KEYS, follow=False)
    except FileNotFoundError as error:
        raise _missing(folder) from error
    except OSError as error:
        reason = reason_of(error)
        remedy = mode_remedy(path, _PUT_BACK)  # keys that only cannot be read are not lost
        raise StoreError(f"{path} cannot be read: {reason}.", remedy=remedy) from error
    return parse_keys(data, str(path))


def parse_keys(data: bytes, name: str, remedy: str = _PUT_BACK) -> Keys:
    """Read keys from their bytes; ``name`` is what to call them in an error, ``remedy`` what to do then.

    Raises:
        StoreError: they are damaged, or of a newer format.
    """
    if len(data) > LARGEST_KEYS:
        raise StoreError(f"{name} is damaged: it is larger than keys can be.", remedy=remedy)
    found = _format_of(data)
    if found.startswith("relapse-keys/") and found != FORMAT:
        raise StoreError(f"{name} was written by a newer relapse.", remedy="Update relapse and try again.")
    try:
        return Keys.model_validate_json(data)
    except (ValidationError, RecursionError) as error:
        raise StoreError(f"{name} is damaged.", remedy=remedy) from error


def keys_bytes(keys: Keys) -> bytes:
    """The keys as they are written down; nothing in them is secret by itself."""
    return keys.model_dump_json(indent=1, exclude_none=False).encode() + b"\n"


def write_keys(folder: Path, keys: Keys) -> None:
    """Write the keys in one step: after a crash the file is the old one or the new one.

    Raises:
        StoreError: they cannot be written, or a link stands in their place.
    """
    try:
        write_private(folder / KEYS_NAME, keys_bytes(keys), force=True)
    except InputError as error:
        remedy = "Check the folder and the space that is left, and try again."
        raise StoreError(error.message, remedy=remedy) from error


def new_key_file(path: Path) -> bytes:
    """Write 32 random bytes to a new file of mode 0600 and return them.

    Raises:
        UsageError: there is a file of this name.
        InputError: it cannot be written, or a link stands in its place.
    """
    secret = secrets.token_bytes(KEY_BYTES)
    write_private(path, secret)
    return secret


def _missing(folder: Path) -> StoreError:
    if (folder / STORE_FILE).exists():
        return StoreError(
            f"The keys of the store in {folder} are gone: there is no keys.json.",
            remedy=f"{_PUT_BACK} Without it nobody can read the store.",
        )
    return StoreError(f"There is no store in {folder}.", remedy="Check the folder, or set up a store first.")


def _format_of(data: bytes) -> str:
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    return str(raw.get("format", "")) if isinstance(raw, dict) else ""
