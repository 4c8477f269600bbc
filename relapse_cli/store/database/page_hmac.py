"""Whether a key is that of a database file at all, so that a wrong key and a damaged file are told apart.

Each page of 4096 bytes ends with a seal (HMAC-SHA-512), whose key comes from the file's own salt and the data
key. Damage breaks the seals of some pages; a key that is not the file's fits none.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from relapse_cli.plain_file import open_plain

_PAGE, _SALT, _SEAL = 4096, 16, 64
_LOOKED_AT = 256
"""So many pages tell; a file of which none of them is whole is as good as lost."""


def fits_any_page(path: Path, key: bytes) -> bool:
    """Whether a data key fits the seal of any page, the first ones of a large file."""
    with open_plain(path) as stream:
        salt = stream.read(_SALT)
        seal_key = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)
        stream.seek(0)
        for number in range(1, _LOOKED_AT + 1):
            page = stream.read(_PAGE)
            if len(page) < _PAGE:
                return False
            sealed = page[_SALT if number == 1 else 0 : -_SEAL] + number.to_bytes(4, "little")
            if hmac.compare_digest(hmac.digest(seal_key, sealed, "sha512"), page[-_SEAL:]):
                return True
    return False
