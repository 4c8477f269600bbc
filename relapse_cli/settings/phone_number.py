"""Whether something can be called: digits, and as many as a number can have."""

from __future__ import annotations

import re

_WRITTEN = re.compile(r"\+?[0-9][0-9 ()/-]*[0-9]")
_MOST_DIGITS = 15
"""An international number has no more (ITU-T E.164)."""

_LONGEST = 32
"""With blanks, brackets and dashes between the digits."""


def can_be_called(number: str) -> bool:
    """Whether a number has digits only, with blanks, brackets and dashes between them, and not too many."""
    digits = sum(sign.isdigit() for sign in number)
    return len(number) <= _LONGEST and digits <= _MOST_DIGITS and _WRITTEN.fullmatch(number) is not None
