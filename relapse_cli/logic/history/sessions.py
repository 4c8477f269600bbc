"""Which records of a case belong together: a session gone on with on another day is still one session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from relapse_cli.logic.answers.moments import parse_now
from relapse_cli.model.record import Record


@dataclass(frozen=True, slots=True)
class Sitting:
    """One interview or follow-up, with all the records it was written down in.

    Attributes:
        parts: in order of begin; each but the first continues an earlier one.
    """

    parts: tuple[Record, ...]

    @property
    def record(self) -> Record:
        """The last part; it carries over what the earlier ones hold, so it stands for the session."""
        return self.parts[-1]

    @property
    def is_followup(self) -> bool:
        """Whether it is a follow-up."""
        return self.record.session == "followup"

    def holds(self, record_id: str | None) -> bool:
        """Whether a record is part of it."""
        return any(part.id == record_id for part in self.parts)


def _in_order(records: Iterable[Record]) -> list[Record]:
    """Records in order of begin; of two that begin together the one whose id comes first."""
    return sorted(records, key=lambda record: (began(record), record.id))


def began(record: Record) -> datetime:
    """When a record began; one without a time that can be read counts as the oldest."""
    return moment_of(record.started_at)


def moment_of(started_at: str) -> datetime:
    """The moment that a start names; one that cannot be read counts as the oldest."""
    return parse_now(started_at) or datetime.min.replace(tzinfo=UTC)


def sittings(records: Iterable[Record]) -> tuple[Sitting, ...]:
    """Put the records of a case together to sessions, in the order in which the sessions began."""
    ordered = _in_order(records)
    by_id = {record.id: record for record in ordered}
    parts: dict[str, list[Record]] = {}
    for record in ordered:
        parts.setdefault(_first_part(record, by_id), []).append(record)
    return tuple(Sitting(tuple(each)) for each in parts.values())


def _first_part(record: Record, by_id: dict[str, Record]) -> str:
    """The id of the record with which a session began, as far as it is known here."""
    seen = {record.id}
    while record.continues in by_id and record.continues not in seen:
        record = by_id[record.continues]
        seen.add(record.id)
    return min(seen) if record.continues in seen else record.id


def followed(sitting: Sitting, known: Sequence[Sitting]) -> tuple[Sitting | None, bool]:
    """The interview that a follow-up asks about, and whether the follow-up names it.

    A follow-up of a follow-up asks about the interview behind both. One that names none is taken to follow
    the interview before it; one that names an interview that is not here follows none of these.
    """
    seen: set[str] = set()
    target = sitting.record.follows
    while target is not None and target not in seen:
        seen.add(target)
        found = next((other for other in known if other.holds(target)), None)
        if found is None or not found.is_followup:
            return found, True
        target = found.record.follows
    before = [
        other for other in known if not other.is_followup and began(other.parts[0]) <= began(sitting.parts[0])
    ]
    return (before[-1] if before else None), False
