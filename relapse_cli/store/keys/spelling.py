"""Secrets as people and environments write them: a passphrase, a recovery key, a key file's 32 bytes."""

from __future__ import annotations

import base64
import binascii
import unicodedata
from typing import assert_never

from relapse_cli.store.keys.recovery import parse_recovery_key
from relapse_cli.store.keys.slots import SlotKind
from relapse_cli.store.keys.wrap import KEY_BYTES

_ONE_ALPHABET = str.maketrans("-_", "+/")


def secret_of(kind: SlotKind, text: str) -> bytes | None:
    """The secret that a text spells for a kind of slot; ``None`` when it cannot be one of that kind."""
    match kind:
        case "passphrase":
            return passphrase_secret(text) or None
        case "recovery":
            return parse_recovery_key(text)
        case "file" | "keyring":
            return parse_key_text(text)
        case _:
            assert_never(kind)


def passphrase_secret(text: str) -> bytes:
    """The bytes of a passphrase, the same whichever way the keyboard composes its accents (RFC 8265, NFC)."""
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")


def parse_key_text(text: str) -> bytes | None:
    """The 32 bytes that a text spells in base64, of either alphabet; ``None`` for anything else."""
    letters = text.strip().translate(_ONE_ALPHABET)
    try:
        key = base64.b64decode(letters, validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None


def parse_key_bytes(data: bytes) -> bytes | None:
    """The secret of a key file: 32 bytes as they are, or their base64 with or without a line end."""
    if len(data) == KEY_BYTES:
        return data
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError:
        return None
    line = text.removesuffix("\n").removesuffix("\r")
    return parse_key_text(line) if line == line.strip() else None
