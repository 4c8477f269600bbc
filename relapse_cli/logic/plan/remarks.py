"""What the user should know beside a plan, one sentence each."""

from __future__ import annotations

from relapse_cli.logic.plan.final import is_of_another_version
from relapse_cli.model.bank import Bank
from relapse_cli.model.plan import Plan
from relapse_cli.model.record import Record
from relapse_cli.text.nouns import counted


def remarks(bank: Bank, record: Record, made: Plan) -> tuple[str, ...]:
    """What the user should know beside the plan."""
    found = []
    if is_of_another_version(bank, record) and record.bank:
        found.append(
            f"The record was made with {record.bank.id} {record.bank.version}; this plan is worked out anew "
            f"with {made.bank.version}. What was kept and signed then stays as it was."
        )
    elif record.bank and record.bank.digest != made.bank.digest:
        found.append(
            f"The record was made with {record.bank.id} {record.bank.version}; this plan uses "
            f"{made.bank.id} {made.bank.version}, whose content differs."
        )
    if made.unresolved:
        open_ones = counted(len(made.unresolved), "critical question is", "critical questions are")
        found.append(f"{open_ones} still open.")
    if made.unmet:
        found.append(f"This plan is not final: {'; '.join(_unmet_words(bank, made))}.")
    return tuple(found)


def _unmet_words(bank: Bank, made: Plan) -> list[str]:
    """What keeps a plan from being final, in words, with the id of each validator behind."""
    return [f"{bank.wording.validators.get(name, name)} ({name})" for name in made.unmet]
