"""The recovery key: 160 random bits as eight groups of four letters and digits, and a ninth that checks them.

The alphabet is Crockford's base 32, made for reading aloud and typing back: no I, L, O or U
(https://www.crockford.com/base32.html).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SECRET_BYTES = 20
_GROUP = 4
GROUPS = 9

_LOOK_ALIKES = str.maketrans("OIL", "011")
_BETWEEN = frozenset(" \t\r\n-_.,‐‑‒–—−")


def new_recovery_key() -> str:
    """A new recovery key as it is shown, its groups joined by hyphens."""
    return spell_recovery_key(secrets.token_bytes(_SECRET_BYTES))


def spell_recovery_key(secret: bytes) -> str:
    """Write 160 bits in groups, with the group that checks them."""
    letters = _letters(int.from_bytes(secret, "big"), 32) + _checksum(secret)
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def parse_recovery_key(text: str) -> bytes | None:
    """The secret behind a typed recovery key; ``None`` when it is none or a group was mistyped.

    Case, blanks and hyphens do not matter, O is read as 0, and I and L as 1.
    """
    letters = _normalise(text)
    if len(letters) != _GROUP * GROUPS or not set(letters) <= set(ALPHABET):
        return None
    value = 0
    for letter in letters[:32]:
        value = value * 32 + ALPHABET.index(letter)
    secret = value.to_bytes(_SECRET_BYTES, "big")
    return secret if hmac.compare_digest(letters[32:], _checksum(secret)) else None


def group_matches(key: str, number: int, typed: str) -> bool:
    """Whether the group of this number, counted from 1, was typed back as it is in the key."""
    if not 1 <= number <= GROUPS:
        raise ValueError(f"a recovery key has the groups 1 to {GROUPS}")
    wanted = _normalise(key)[(number - 1) * _GROUP : number * _GROUP]
    return bool(wanted) and hmac.compare_digest(wanted.encode(), _normalise(typed).encode())


def _normalise(text: str) -> str:
    """What was meant: capitals, no separators, look-alikes as the digit they stand for."""
    wide = unicodedata.normalize("NFKC", text[:1000]).upper()
    return "".join(letter for letter in wide if letter not in _BETWEEN).translate(_LOOK_ALIKES)


def _letters(value: int, count: int) -> str:
    return "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(count)))


def _checksum(secret: bytes) -> str:
    """Twenty bits of a hash, so that one mistyped recovery key in a million is taken for a good one."""
    digest = hashlib.sha256(b"relapse recovery key" + secret).digest()
    return _letters(int.from_bytes(digest[:3], "big") >> 4, _GROUP)
