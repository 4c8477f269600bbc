"""Answers that never leave the store: outside it their value is the text ``withheld`` (rules 1.1)."""

from __future__ import annotations

from collections.abc import Mapping

from relapse_cli.model.answer import WITHHELD, Answer, Json, read_answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step


def without_private(bank: Bank, record: Record) -> Record:
    """Return a record as it may leave: private values, and the notes beside them, are withheld."""
    answers = {
        name: outside(a, typed=is_typed(bank, name)) if is_private(bank, name) else a.raw
        for name, a in record.given.items()
    }
    return record.model_copy(update={"answers": answers})


def with_private(bank: Bank, record: Record, whole: Record) -> Record:
    """Return a record with the private answers of another one, which has them whole."""
    answers = {name: raw for name, raw in record.answers.items() if not is_private(bank, name)}
    answers |= {name: raw for name, raw in whole.answers.items() if is_private(bank, name)}
    kept = {name: answers[name] for name in whole.answers if name in answers}
    return record.model_copy(update={"answers": kept | answers})


def outside(answer: Answer, *, typed: bool = True) -> Json:
    """What stands for a private answer outside the store: its bare status, or ``withheld``.

    Where a question takes no text, ``withheld`` could not be read back; nothing stands there then.
    """
    if answer.usable:
        return WITHHELD if typed else None
    return None if answer.status is None else {"status": answer.status}


def without_withheld(bank: Bank, answers: Mapping[str, Json]) -> dict[str, Json]:
    """Return answers without those that were withheld, so that an interview asks them again."""
    return {
        name: raw
        for name, raw in answers.items()
        if not (is_private(bank, name) and read_answer(raw).inner == WITHHELD)
    }


def outside_drafts(bank: Bank, drafts: Mapping[Step, str]) -> dict[Step, str]:
    """Return what is half given without what never leaves the store."""
    return {step: text for step, text in drafts.items() if not is_private(bank, step.question)}


def is_private(bank: Bank, question: str) -> bool:
    """Whether a question's value never leaves the store."""
    known = bank.questions.get(question)
    return known is not None and known.never_export


def is_typed(bank: Bank, question: str) -> bool:
    """Whether a question takes words, so that ``withheld`` can stand for them."""
    return bank.questions[question].type in {"text", "long_text"}
