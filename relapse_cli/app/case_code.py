"""A case code as it may be given."""

from __future__ import annotations

import re
from collections.abc import Iterable

from relapse_cli.errors import UsageError
from relapse_cli.model.record import SAFE_ID


def spelled_alike(code: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known codes that differ from a code in capital letters only; the code itself is none."""
    return tuple(sorted({one for one in known if one != code and one.casefold() == code.casefold()}))


def check_case_code(case: str) -> str:
    """Return a case code that has the form of one.

    Raises:
        UsageError: it has another form; what was typed may be a name, so it is not repeated.
    """
    if not re.fullmatch(SAFE_ID, case):
        raise UsageError(
            "The case code may hold letters, digits, - and _, and at most 64 of them.",
            remedy="Use a pseudonym such as PR-101; a case code is never a name.",
        )
    return case
