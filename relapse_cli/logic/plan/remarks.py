"""What the user should know beside a plan, one sentence each."""

from __future__ import annotations

from relapse_cli.logic.plan.final import is_of_another_version
from relapse_cli.logic.rules.consistency import LONG_AGO, consistency_questions
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Paper
from relapse_cli.model.plan import Plan
from relapse_cli.model.record import Record
from relapse_cli.text.nouns import counted


def remarks(bank: Bank, record: Record, made: Plan, edition: Paper = "clinician") -> tuple[str, ...]:
    """What the user should know beside the plan, or beside one edition of it."""
    found = []
    if edition == "patient" and made.patient_edition == "private_card":
        found.append(
            "Home may not be safe, so this is the private card: the emergency number, and nothing of why. "
            "The patient's plan follows once it was asked in private which paper may be taken along."
        )
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
        found.append(f"This plan is not final: {'; '.join(_not_met(made))}.")
    if LONG_AGO in consistency_questions(Evaluation(bank, record)):
        found.append(LONG_AGO)
    return tuple(found)


def _not_met(made: Plan) -> list[str]:
    """What keeps a plan from being final, in words, with the id of each validator behind."""
    return [f"{words} ({name})" for name, words in zip(made.unmet, made.unmet_words, strict=True)]
