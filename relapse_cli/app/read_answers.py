"""A file of answers: a record, or just question ids with their answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from relapse_cli.app.read_records import checked, read_source
from relapse_cli.errors import InputError
from relapse_cli.model.bank import Bank, Path
from relapse_cli.model.record import ProfilePin


@dataclass(frozen=True, slots=True)
class KnownAnswers:
    """What a file of answers says."""

    answers: dict[str, object] = field(default_factory=dict)
    case: str | None = None
    path: Path | None = None
    started_at: str | None = None
    profile: ProfilePin | None = None


def read_answers(source: str, bank: Bank) -> KnownAnswers:
    """Return the answers of a record file, or of ``-``.

    Raises:
        InputError: the file holds no record, several, or a faulty one; all faults are named.
    """
    found = list(read_source(source))
    if len(found) != 1:
        raise InputError(f"{source} holds {len(found)} records, where one is wanted.")
    record, problems = checked(found[0], bank)
    if record is None:
        raise InputError("The answers cannot be used.", problems=problems)
    return KnownAnswers(dict(record.answers), record.case, record.path, record.started_at, record.profile)
