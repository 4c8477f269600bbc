"""A case over time, from records that are at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.app.sources.days import Days
from relapse_cli.app.sources.records import STDIN, checked, is_in_store, read_source
from relapse_cli.app.sources.stored import records_of_case
from relapse_cli.errors import InputError
from relapse_cli.logic.history.build import case_history
from relapse_cli.model.bank import Bank
from relapse_cli.model.history import CaseHistory
from relapse_cli.model.record import SAFE_ID, Record
from relapse_cli.problems import Problem
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor


def show_history(bank: Bank, records: Iterable[Record], case: str | None = None) -> CaseHistory:
    """Return the history of one case.

    Args:
        bank: the bank, checked.
        records: the records of the case, in any order.
        case: the case code; without one it is that of the records.

    Raises:
        InputError: there is no record, one is of another case, or two differ under one id.
    """
    known = _without_repeats(records)
    cases = sorted({record.case for record in known} | ({case} if case else set()))
    if not known:
        raise InputError(f"There is no record of {case or 'a case'} to show.")
    if len(cases) > 1:
        raise InputError(
            f"These records belong to several cases: {', '.join(cases)}.",
            remedy="A history is of one case; give the records of one only.",
        )
    return case_history(bank, known, cases[0])


def begun_on(records: Sequence[Record], days: Days) -> list[Record]:
    """Return the records that were begun on one of the days.

    Raises:
        InputError: there are records, and none of them was.
    """
    found = [record for record in records if record.started_at in days]
    if records and not found:
        dates = sorted(record.started_at[:10] for record in records)
        raise InputError(
            "None of these interviews was begun on the days that were asked for.",
            remedy=f"They were begun from {dates[0]} to {dates[-1]}.",
        )
    return found


def _without_repeats(records: Iterable[Record]) -> list[Record]:
    """Return records without those that were given twice.

    Raises:
        InputError: two records have one id and differ.
    """
    known: dict[str, Record] = {}
    for record in records:
        if known.setdefault(record.id, record) != record:
            raise InputError(
                f"Two of these records have the id {record.id} and differ.",
                remedy="Give only the one that stands; where one of them is signed, that one.",
            )
    return list(known.values())


def read_history(
    sources: Sequence[str], bank: Bank, door: StoreDoor
) -> tuple[list[Record], tuple[Problem, ...]]:
    """Return the records of a case in the store, or of all files and ids that are named.

    Raises:
        InputError: there is no such case, or a record cannot be used.
    """
    if len(sources) == 1 and _is_case(sources[0]) and not _is_id(sources[0], door):
        if door.is_set_up:
            records, left_out = records_of_case(bank, door, sources[0])
            return list(records), left_out
        raise InputError(
            f"There is no file {sources[0]}, and no store with a case of this name.",
            remedy="Name the record files of a case, or a case in the store.",
        )
    return _read_history_files(sources, bank, door)


def _is_id(source: str, door: StoreDoor) -> bool:
    """Whether a source is the id of a stored interview, and not a case that only looks like one."""
    return is_in_store(source, door) and not door.open().interviews(source)


def _is_case(source: str) -> bool:
    """Whether a source can be a case code: no file, and not standard input."""
    return source != STDIN and not Path(source).exists() and re.fullmatch(SAFE_ID, source) is not None


def _read_history_files(
    sources: Sequence[str], bank: Bank, door: StoreDoor | None = None
) -> tuple[list[Record], tuple[Problem, ...]]:
    """Return the records of all files with their warnings.

    Raises:
        InputError: a file is not there, or a record cannot be used; all faults are named.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    faulty = 0
    for source in sources:
        for found in read_source(source, bank, door):
            record, told = checked(found, bank)
            problems += told
            faulty += record is None
            records += [record] if record is not None else []
    if faulty:
        raise InputError(
            f"{counted(faulty, 'record', one='A')} cannot be used, so nothing is shown.",
            problems=problems,
            remedy="Mend what is named above, or leave that record out.",
        )
    return records, tuple(problems)
