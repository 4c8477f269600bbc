"""One thing that was looked at, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

_Level = Literal["ok", "note", "warning", "fault"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one thing.

    Attributes:
        code: a stable name such as ``store.folder``; scripts quote it instead of the wording.
        level: a ``fault`` must be repaired; a ``warning`` should be looked at.
        message: what was found; never a patient's words.
        remedy: what to do, with the exact command.
    """

    code: str
    level: _Level
    message: str
    remedy: str = ""


def ok(code: str, message: str) -> Finding:
    """All is well."""
    return Finding(code, "ok", message)


def note(code: str, message: str, remedy: str = "") -> Finding:
    """Good to know."""
    return Finding(code, "note", message, remedy)


def warning(code: str, message: str, remedy: str) -> Finding:
    """To be looked at."""
    return Finding(code, "warning", message, remedy)


def fault(code: str, message: str, remedy: str) -> Finding:
    """To be repaired."""
    return Finding(code, "fault", message, remedy)
