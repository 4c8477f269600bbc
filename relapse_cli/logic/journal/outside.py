"""A record as it may leave the store, whatever its version: what may be private is withheld.

A record leaves with the names of its own version. What its questions are called today says whether it may.
"""

from __future__ import annotations

from relapse_cli.logic.answers.withhold import is_private, is_typed, outside
from relapse_cli.logic.journal.migrate import chain_to
from relapse_cli.model.answer import Answer, Json
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import BankPin, Record


def outside_record(bank: Bank, record: Record) -> Record:
    """Return a record as it may leave; what the bank can say nothing of is withheld as well."""
    answers = {name: _outside(bank, record.bank, name, answer) for name, answer in record.given.items()}
    return record.model_copy(update={"answers": answers})


def unknown_answers(bank: Bank, record: Record) -> list[str]:
    """Return the questions of a record of which the bank cannot say whether their answers may leave."""
    return [name for name in record.answers if not _names_today(bank, record.bank, name)]


def _outside(bank: Bank, pin: BankPin | None, name: str, answer: Answer) -> Json:
    """What stands outside the store for an answer."""
    names = _names_today(bank, pin, name)
    if names and not any(is_private(bank, today) for today in names):
        return answer.raw
    return outside(answer, typed=all(is_typed(bank, today) for today in names))


def _names_today(bank: Bank, pin: BankPin | None, name: str) -> frozenset[str]:
    """What a question is called today; nothing where it was given up, or one of its names is not known."""
    names = {name}
    for migration in chain_to(bank, pin):
        if names & migration.drop.keys():
            return frozenset()
        became = [migration.split.get(each, (migration.rename.get(each, each),)) for each in names]
        names = {today for each in became for today in each}
    return frozenset(names) if names <= bank.questions.keys() else frozenset()
