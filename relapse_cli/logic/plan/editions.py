"""Which edition of a plan the patient is handed, and what was thin (rules 7.8, 7.10, 8.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from relapse_cli.logic.lines.placeholders import said
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model import known_ids as ids
from relapse_cli.model.condition import AllOf, AnyOf, Compare, Condition
from relapse_cli.model.plan import Line, PatientEdition, Thin


def patient_edition(reading: Evaluation) -> PatientEdition:
    """What the patient is handed; taking the line about home off the plan opens no paper."""
    home_is_open = ids.HOME_RULE in reading.bank.action_by_id and reading.action(ids.HOME_RULE)
    if home_is_open and "paper" not in reading.decisions.rechecked:
        return "private_card"
    return "emergency_card" if reading.level == ids.EMERGENCY_LEVEL else "plan"


def thin_rows(lines: Iterable[Line], reading: Evaluation) -> Iterator[Thin]:
    """The rows of what was thin that are not empty."""
    known = tuple(lines)
    coping = reading.answer(ids.COPING_STOPPED)
    if coping.usable:
        words = said(reading.bank.questions[ids.COPING_STOPPED], coping, reading, limit=None)
        yield Thin(kind="coping", words=(str(words),))
    if domains := tuple(domain for line in known if line.gap for domain in line.domain_labels):
        yield Thin(kind="trigger", words=domains)
    if needs := tuple(_needs_without_answer(known, reading)):
        yield Thin(kind="support", words=needs)


def _needs_without_answer(lines: tuple[Line, ...], reading: Evaluation) -> Iterator[str]:
    """The support that was missing and that nothing picked answers, in words."""
    row = next((line for line in lines if line.rule == ids.SUPPORT_RULE), None)
    picked = {option.id for option in row.options if option.picked} if row else set()
    known = reading.bank.action_by_id.get(ids.SUPPORT_RULE)
    answered = {
        need
        for option in (known.options if known else ())
        if option.id in picked
        for need in _needs(option.when)
    }
    lacking = reading.answer(ids.SUPPORT_LACKING)
    spec = reading.bank.questions.get(ids.SUPPORT_LACKING)
    for option in spec.options if spec is not None and lacking.usable else ():
        if option.id in lacking.options and option.id not in answered:
            yield option.label


def _needs(condition: Condition) -> tuple[str, ...]:
    """The needs on which an option of the row is offered."""
    match condition:
        case Compare(name=ids.SUPPORT_LACKING, values=values):
            return tuple(map(str, values))
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return tuple(need for part in parts for need in _needs(part))
        case _:
            return ()
