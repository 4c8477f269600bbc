"""What the generated structs have in common, for those who are not generated: a few attributes by name."""

from __future__ import annotations

from typing import Protocol

from msgspec import Raw, UnsetType

from relapse_cli.model.bank_terms import Path, Status

Unset = UnsetType


class ReadHeld(Protocol):
    """A wrapper or a status; a group or an entry that may be either."""

    value: object
    note: str | Unset
    status: Status | Unset


class ReadSpan(Protocol):
    """A length of time."""

    value: float
    unit: str


class ReadDuration(Protocol):
    """A length of time, its wrapper or a status."""

    value: object
    unit: str | Unset
    note: str | Unset
    status: Status | Unset


class ReadRecord(Protocol):
    """A record around its answers."""

    id: str
    case: str
    path: Path
    started_at: str
    finished_at: str | None
    bank: Raw | Unset
    profile: Raw | Unset
    decisions: Raw | Unset
    earlier: str | None
    continues: str | None
    follows: str | None
