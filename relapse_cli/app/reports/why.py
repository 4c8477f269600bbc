"""Why a plan says what it says: one record, all of it or one line, or a rule that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.app.sources.bank import require_bank
from relapse_cli.app.sources.records import is_in_store, read_one
from relapse_cli.app.sources.stored import compared_with
from relapse_cli.errors import InputError
from relapse_cli.logic.plan.build import build_plan
from relapse_cli.logic.plan.explain import explain_absence, explain_plan
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.explanation import Explanation
from relapse_cli.problems import Problem, did_you_mean
from relapse_cli.text.shell import shell_word

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor


def explain_record(
    source: str,
    bank_name: str,
    *,
    line: str | None,
    absent: str | None,
    earlier: str | None,
    door: StoreDoor | None = None,
) -> tuple[tuple[Explanation, ...], tuple[Problem, ...]]:
    """Return the explanations of one record, and the warnings of what they rest on.

    Args:
        source: a record file, ``-``, or the id of a stored interview.
        bank_name: the bank.
        line: the id of one flag or line; all of them when it is ``None``.
        absent: the id of a flag or rule that is not there.
        earlier: an earlier record to compare with; a stored one has its own.
        door: the door to the store.

    Raises:
        InputError: the record cannot be used, or there is no such id.
    """
    bank = require_bank(bank_name)
    record, problems = read_one(source, bank, door)
    compared = read_one(earlier, bank, door)[0] if earlier else None
    if compared is None and door is not None and is_in_store(source, door):
        compared = compared_with(bank, door, record)
    reading = Evaluation(bank, record, compared)
    everything = explain_plan(reading, build_plan(reading))
    if absent is not None:
        return (_explain_not(reading, absent, everything),), problems
    if line is None:
        return everything, problems
    wanted = line.casefold()
    found = tuple(e for e in everything if f"{e.id.casefold()}-".startswith(f"{wanted}-"))
    if not found:
        known = [*bank.flag_by_id, *bank.action_by_id]
        absent_id = next((name for name in known if name.casefold() == wanted), None)
        if absent_id is None:
            near = did_you_mean(line.upper(), [*(e.id for e in everything), *known])
            everywhere = f"Everything on this plan: relapse why {shell_word(source)}"
            raise InputError(f"There is no flag or line {line}.", remedy=near or everywhere)
        remedy = f"To see why: relapse why {shell_word(source)} --not {absent_id}"
        raise InputError(f"{line} is not on this plan.", remedy=remedy)
    return found, problems


def _explain_not(reading: Evaluation, name: str, everything: tuple[Explanation, ...]) -> Explanation:
    """Explain why a flag or a rule is not there."""
    known = [*reading.bank.flag_by_id, *reading.bank.action_by_id]
    name = next((each for each in known if each.casefold() == name.casefold()), name)
    if any(explanation.id == name for explanation in everything):
        raise InputError(f"{name} is on this plan.", remedy="To see why, leave out --not.")
    found = explain_absence(reading, name)
    if found is None:
        raise InputError(
            f"{name} is not a flag or rule of this bank.", remedy=did_you_mean(name.upper(), known)
        )
    return found
