"""The earlier interview that a new one is compared with (rules 1.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.errors import InputError, UsageError
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor


def read_earlier(
    source: str | None, bank: Bank, case: str | None, door: StoreDoor | None = None
) -> Record | None:
    """The last interview of the case, where one is named.

    Args:
        source: its file, or its id in the store.
        bank: the bank.
        case: the case code asked for.
        door: the door to the store.

    Raises:
        InputError: the file cannot be used, or holds a follow-up.
        UsageError: it belongs to another case.
    """
    if source is None:
        return None
    from relapse_cli.app.sources.records import read_one  # most interviews name no earlier one

    earlier, _ = read_one(source, bank, door)
    if earlier.session == "followup":
        raise InputError(
            f"{source} is a follow-up.", remedy="An interview is compared with an earlier interview."
        )
    if case not in {None, earlier.case}:
        raise UsageError(f"{source} belongs to another case.", remedy="Leave --case out, or name its own.")
    return earlier


def with_earlier(record: Record, earlier: Record | None) -> Record:
    """The record with the interview that it is compared with.

    Raises:
        UsageError: the record is of another case, or is the earlier one itself.
    """
    if earlier is None:
        return record
    if record.case != earlier.case or record.id == earlier.id:
        raise UsageError(
            "The earlier record is no earlier interview of this case.",
            remedy="Compare an interview with one of the same case that was held before it.",
        )
    return record.model_copy(update={"earlier": earlier.id})
