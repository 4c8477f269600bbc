"""Answers that never leave the store: outside it their value is the text ``withheld`` (rules 1.1)."""

from __future__ import annotations

from collections.abc import Mapping

from relapse_cli.model.answer import WITHHELD, Answer, Json, read_answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step


def without_private(bank: Bank, record: Record) -> Record:
    """Return a record as it may leave: private values, and the notes beside them, are withheld."""
    answers = {name: outside(a) if _is_private(bank, name) else a.raw for name, a in record.given.items()}
    return record.model_copy(update={"answers": answers})


def unknown_answers(bank: Bank, record: Record) -> list[str]:
    """Return the questions of a record that the bank does not know, so that it cannot say what may leave."""
    return [name for name in record.answers if name not in bank.questions]


def outside_record(bank: Bank, record: Record) -> Record:
    """Return a record as it may leave, whatever its bank: what may be private is withheld too."""
    unknown = unknown_answers(bank, record)
    answers = {name: outside(a) if name in unknown else a.raw for name, a in record.given.items()}
    return without_private(bank, record.model_copy(update={"answers": answers}))


def with_private(bank: Bank, record: Record, whole: Record) -> Record:
    """Return a record with the private answers of another one, which has them whole."""
    answers = {name: raw for name, raw in record.answers.items() if not _is_private(bank, name)}
    answers |= {name: raw for name, raw in whole.answers.items() if _is_private(bank, name)}
    kept = {name: answers[name] for name in whole.answers if name in answers}
    return record.model_copy(update={"answers": kept | answers})


def outside(answer: Answer) -> Json:
    """What stands for a private answer outside the store: ``withheld``, or its bare status."""
    if answer.usable:
        return WITHHELD
    return None if answer.status is None else {"status": answer.status}


def without_withheld(bank: Bank, answers: Mapping[str, Json]) -> dict[str, Json]:
    """Return answers without those that were withheld, so that an interview asks them again."""
    return {
        name: raw
        for name, raw in answers.items()
        if not (_is_private(bank, name) and read_answer(raw).inner == WITHHELD)
    }


def outside_drafts(bank: Bank, drafts: Mapping[Step, str]) -> dict[Step, str]:
    """Return what is half given without what never leaves the store."""
    return {step: text for step, text in drafts.items() if not _is_private(bank, step.question)}


def _is_private(bank: Bank, question: str) -> bool:
    """Whether a question's value never leaves the store."""
    known = bank.questions.get(question)
    return known is not None and known.never_export
