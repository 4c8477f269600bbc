"""Why a plan says what it says: one record, all of it or one line, or a rule that is not there."""

from __future__ import annotations

from relapse_cli.app.choose_bank import require_bank
from relapse_cli.app.read_records import read_one
from relapse_cli.errors import InputError
from relapse_cli.logic.evaluation import Evaluation
from relapse_cli.logic.explanations import explain_absence, explain_plan
from relapse_cli.logic.rules import build_plan
from relapse_cli.model.explanation import Explanation
from relapse_cli.problems import did_you_mean


def explain_record(
    source: str, bank_name: str, *, line: str | None, absent: str | None, earlier: str | None
) -> tuple[Explanation, ...]:
    """Return the explanations of one record.

    Args:
        source: a record file, or ``-``.
        bank_name: the bank.
        line: the id of one flag or line; all of them when it is ``None``.
        absent: the id of a flag or rule that is not there.
        earlier: the file of an earlier record to compare with.

    Raises:
        InputError: the record cannot be used, or there is no such id.
    """
    bank = require_bank(bank_name)
    record, _ = read_one(source, bank)
    compared = read_one(earlier, bank)[0] if earlier else None
    reading = Evaluation(bank, record, compared)
    everything = explain_plan(reading, build_plan(reading))
    if absent is not None:
        return (explain_not(reading, absent, everything),)
    if line is None:
        return everything
    found = tuple(e for e in everything if e.id == line or e.id.startswith(f"{line}-"))
    if not found:
        known = [*bank.flag_by_id, *bank.action_by_id]
        near = did_you_mean(line, [*(e.id for e in everything), *known])
        remedy = f"To see why: relapse why {source} --not {line}" if line in known else near
        raise InputError(f"{line} is not on this plan.", remedy=remedy)
    return found


def explain_not(reading: Evaluation, name: str, everything: tuple[Explanation, ...]) -> Explanation:
    """Explain why a flag or a rule is not there."""
    if any(explanation.id == name for explanation in everything):
        raise InputError(f"{name} is on this plan.", remedy="To see why, leave out --not.")
    found = explain_absence(reading, name)
    if found is None:
        known = [*reading.bank.flag_by_id, *reading.bank.action_by_id]
        raise InputError(f"{name} is not a flag or rule of this bank.", remedy=did_you_mean(name, known))
    return found
