"""Cases over time, from records that are at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.app.sources.days import Days
from relapse_cli.app.sources.faults import with_id
from relapse_cli.app.sources.many import read_each
from relapse_cli.app.sources.records import STDIN, checked, is_in_store
from relapse_cli.app.sources.stored import records_of_case
from relapse_cli.errors import InputError
from relapse_cli.logic.history.build import case_history
from relapse_cli.model.bank import Bank
from relapse_cli.model.history import CaseHistory
from relapse_cli.model.record import SAFE_ID, Record
from relapse_cli.problems import Problem, errors_only
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor

_SEVERAL = 2


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


def by_case(records: Iterable[Record]) -> list[list[Record]]:
    """Return records by their case, in the order of the codes; those that were given twice once.

    Raises:
        InputError: two records have one id and differ.
    """
    cases: dict[str, list[Record]] = {}
    for record in _without_repeats(records):
        cases.setdefault(record.case, []).append(record)
    return [cases[code] for code in sorted(cases)]


Told = tuple[str, tuple[Problem, ...]]
"""The faults and warnings of a record, with its id as far as it is known."""


def read_history(sources: Sequence[str], bank: Bank, door: StoreDoor) -> tuple[list[Record], list[Told]]:
    """Return the records of cases in the store, and of all files and ids that are named.

    Of several cases a record that cannot be used stops no other; the history of one is not shown without it.

    Raises:
        InputError: there is no such case, or a record of the only case cannot be used.
    """
    records: list[Record] = []
    problems: list[Told] = []
    faulty = 0
    for source in sources:
        if _is_case(source) and not _is_id(source, door):
            of_case, left_out = _read_case(source, bank, door)
            records += of_case
            problems.append(("", left_out))
            continue
        for found in read_each([source], bank, door):
            record, told = checked(found, bank)
            name = found.id if not found.from_store else ""
            problems.append((name, told))
            faulty += record is None and bool(errors_only(told))
            records += [record] if record is not None else []
    if faulty and len({record.case for record in records}) < _SEVERAL:
        raise InputError(
            f"{counted(faulty, 'record', one='A')} cannot be used, so nothing is shown.",
            problems=[with_id(each, name) for name, told in problems for each in told],
            remedy="Mend what is named above, or leave that record out.",
        )
    return records, problems


def _read_case(case: str, bank: Bank, door: StoreDoor) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Return the records of a case in the store, and what they leave out.

    Raises:
        InputError: there is no such case, or no store.
    """
    if not door.is_set_up:
        raise InputError(
            f"There is no file {case}, and no store with a case of this name.",
            remedy="Name the record files of a case, or a case in the store.",
        )
    return records_of_case(bank, door, case)


def _is_id(source: str, door: StoreDoor) -> bool:
    """Whether a source is the id of a stored interview, and not a case that only looks like one."""
    return is_in_store(source, door) and not door.open().interviews(source)


def _is_case(source: str) -> bool:
    """Whether a source can be a case code: no file, and not standard input."""
    return source != STDIN and not Path(source).exists() and re.fullmatch(SAFE_ID, source) is not None
