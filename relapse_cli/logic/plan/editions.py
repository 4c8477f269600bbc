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
    home_is_open = reading.roles.home_rule in reading.bank.action_by_id and reading.action(
        reading.roles.home_rule
    )
    if home_is_open and "paper" not in reading.decisions.rechecked:
        return "private_card"
    return "emergency_card" if reading.level == ids.EMERGENCY_LEVEL else "plan"


def thin_rows(lines: Iterable[Line], reading: Evaluation) -> Iterator[Thin]:
    """The rows of what was thin that are not empty."""
    known = tuple(lines)
    coping = reading.answer(reading.roles.coping_stopped)
    if coping.usable:
        words = said(reading.bank.questions[reading.roles.coping_stopped], coping, reading, limit=None)
        yield Thin(kind="coping", words=(str(words),))
    if domains := tuple(domain for line in known if line.gap for domain in line.domain_labels):
        yield Thin(kind="trigger", words=domains)
    if needs := tuple(_needs_without_answer(known, reading)):
        yield Thin(kind="support", words=needs)


def _needs_without_answer(lines: tuple[Line, ...], reading: Evaluation) -> Iterator[str]:
    """The support that was missing and that nothing picked answers, in words."""
    row = next((line for line in lines if line.rule == reading.roles.support_rule), None)
    picked = {option.id for option in row.options if option.picked} if row else set()
    known = reading.bank.action_by_id.get(reading.roles.support_rule)
    answered = {
        need
        for option in (known.options if known else ())
        if option.id in picked
        for need in _needs(option.when, reading.roles.support_lacking)
    }
    lacking = reading.answer(reading.roles.support_lacking)
    spec = reading.bank.questions.get(reading.roles.support_lacking)
    for option in spec.options if spec is not None and lacking.usable else ():
        if option.id in lacking.options and option.id not in answered:
            yield option.label


def _needs(condition: Condition, lacking: str) -> tuple[str, ...]:
    """The needs on which an option of the row is offered, by the question about what was lacking."""
    match condition:
        case Compare(name=name, values=values) if name == lacking:
            return tuple(map(str, values))
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return tuple(need for part in parts for need in _needs(part, lacking))
        case _:
            return ()
