"""Cases against their bank: every answer fits its question, every name is one of the bank."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from relapse_cli.checks import case_messages as messages
from relapse_cli.logic.answers.check_record import check_record
from relapse_cli.places import KeyPath, Places, join_path
from relapse_cli.problems import did_you_mean, errors_only

if TYPE_CHECKING:
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_case import Case, Names
    from relapse_cli.model.record import Record
    from relapse_cli.problems import Problem


def case_faults(bank: Bank, case: Case, path: KeyPath, places: Places) -> Iterator[Problem]:
    """Yield what is wrong with a case that stands at a path of its file."""
    if not case.expect.model_fields_set:
        yield places.problem(messages.CASE_NOTHING, (*path, "expect"), case.id, id=case.id)
    if case.earlier is not None and case.again:
        yield places.problem(messages.CASE_TWO_EARLIER, (*path, "again"), case.id, id=case.id)
    yield from _in_record(bank, case.record, path, places)
    if case.earlier is not None and case.earlier_record is not None:
        yield from _in_record(bank, case.earlier_record, (*path, "earlier"), places)
    yield from _unknown(bank, case, path, places)


def _in_record(bank: Bank, record: Record, path: KeyPath, places: Places) -> list[Problem]:
    """The faults of answers, with the places where they stand in the file of the case."""
    faults = errors_only(check_record(bank, record))
    around = join_path(path)
    return places.locate(replace(fault, path=f"{around}.{fault.path}") for fault in faults) if faults else []


def _unknown(bank: Bank, case: Case, path: KeyPath, places: Places) -> Iterator[Problem]:
    """The names in what is expected that the bank does not have."""
    known: dict[str, tuple[str, Collection[str]]] = {
        "flags": ("a flag", bank.flag_by_id),
        "lines": ("a line", bank.action_by_id),
        "due": ("a line", bank.action_by_id),
        "texts": ("a line", bank.action_by_id),
        "disabled": ("a question", bank.questions),
        "asked": ("a question or a field", _questions_and_fields(bank)),
    }
    for key, (kind, there) in known.items():
        for inside, name in _written(getattr(case.expect, key)):
            if name not in there:
                place = (*path, "expect", key, *inside)
                near = did_you_mean(name, there)
                yield places.problem(messages.CASE_NAME, place, case.id, name=name, kind=kind, near=near)


def _questions_and_fields(bank: Bank) -> set[str]:
    fields = {f"{q.id}.{field.id}" for q in bank.questions.values() for field in q.fields}
    return {*bank.questions, *fields}


def _written(names: Names | dict[str, object] | None) -> Iterator[tuple[KeyPath, str]]:
    """Each name that is written, and where in its list."""
    if isinstance(names, dict):
        yield from (((name,), name) for name in names)
    elif names is not None:
        yield from (((index,), name) for index, name in enumerate(names.exactly or ()))
        yield from ((("with", index), name) for index, name in enumerate(names.those))
        yield from ((("without", index), name) for index, name in enumerate(names.without))
