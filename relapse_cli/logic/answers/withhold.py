"""Answers that never leave the store: outside it their value is the text ``withheld`` (rules 1.1)."""

from __future__ import annotations

from collections.abc import Mapping

from relapse_cli.logic.answers.value import WITHHELD, status_of, unwrap, usable_value
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record


def without_private(bank: Bank, record: Record) -> Record:
    """Return a record as it may leave: private values, and the notes beside them, are withheld."""
    answers = {name: outside(raw) if is_private(bank, name) else raw for name, raw in record.answers.items()}
    return record.model_copy(update={"answers": answers})


def with_private(bank: Bank, record: Record, whole: Record) -> Record:
    """Return a record with the private answers of another one, which has them whole."""
    answers = {name: raw for name, raw in record.answers.items() if not is_private(bank, name)}
    answers |= {name: raw for name, raw in whole.answers.items() if is_private(bank, name)}
    kept = {name: answers[name] for name in whole.answers if name in answers}
    return record.model_copy(update={"answers": kept | answers})


def outside(raw: object) -> object:
    """What stands for a private answer outside the store: ``withheld``, or its bare status."""
    if usable_value(raw) is not None:
        return WITHHELD
    status = status_of(raw)
    return None if status is None else {"status": status}


def without_withheld(bank: Bank, answers: Mapping[str, object]) -> dict[str, object]:
    """Return answers without those that were withheld, so that an interview asks them again."""
    return {
        name: raw for name, raw in answers.items() if not (is_private(bank, name) and unwrap(raw) == WITHHELD)
    }


def is_private(bank: Bank, question: str) -> bool:
    """Whether a question's value never leaves the store."""
    known = bank.questions.get(question)
    return known is not None and known.never_export
