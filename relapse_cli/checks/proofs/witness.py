"""From what a solver found to an interview that the program can open, and to what its rules say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from relapse_cli.checks.proofs import bounds
from relapse_cli.checks.proofs.formula import Assignment
from relapse_cli.checks.proofs.inputs import SAID, Inputs, Raw, RawQuestion
from relapse_cli.logic.answers.check_record import check_record
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.answer import Json
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Path
from relapse_cli.model.record import Record

_EARLIER, _WITHOUT = "-earlier", "-without"
_DAY = 24


@dataclass(frozen=True)
class Interview:
    """An interview of the model, as a record.

    Attributes:
        compared: it is compared with an earlier record, which says the same.
    """

    bank: Bank
    record: Record
    compared: bool = False

    @cached_property
    def earlier(self) -> Record | None:
        """The earlier record."""
        if not self.compared:
            return None
        return self.record.model_copy(update={"id": f"{self.record.id}{_EARLIER}", "earlier": None})

    @cached_property
    def reading(self) -> Evaluation:
        """What the rules say of it."""
        return Evaluation(self.bank, self.record, self.earlier)

    @cached_property
    def is_sound(self) -> bool:
        """Whether it is a record without faults."""
        return not check_record(self.bank, self.record)

    def called(self, name: str) -> Interview:
        """The same under another name."""
        earlier = f"{name}{_EARLIER}" if self.compared else None
        record = self.record.model_copy(update={"id": name, "earlier": earlier})
        return Interview(self.bank, record, self.compared)

    def as_second(self) -> Interview:
        """The same under the name of what it is compared with."""
        return self.called(f"{self.record.id}{_WITHOUT}")

    def without(self, question: str) -> Interview:
        """The same without the answer to a question."""
        return Interview(self.bank, self.record.without_answer(question), self.compared)

    def alone(self) -> Interview:
        """The same, compared with nothing."""
        return Interview(self.bank, self.record.model_copy(update={"earlier": None}))

    def with_answer(self, question: str, raw: Json) -> Interview:
        """The same with another answer to a question."""
        return Interview(self.bank, self.record.with_answer(question, raw), self.compared)


def interview_of(inputs: Inputs, found: Assignment, name: str) -> Interview:
    """Write down as a record what a solver found."""
    path: Path = next(path for path, variable in inputs.paths.items() if variable.name in found.true)
    answers: dict[str, Json] = {}
    for question, raw in inputs.questions.items():
        answer = _answer(raw, found)
        if answer is not None:
            answers[question] = answer
    compared = inputs.again.name in found.true
    record = Record(
        id=name,
        case="proof",
        path=path,
        started_at=bounds.STARTED_AT.isoformat(),
        answers=answers,
        earlier=f"{name}{_EARLIER}" if compared else None,
    )
    return Interview(inputs.bank, record, compared)


def _answer(raw: RawQuestion, found: Assignment) -> Json | None:
    for word, said in raw.statuses.items():
        if said.name in found.true:
            return {"status": word}
    if raw.alone is not None:
        return _value(raw.alone, found)
    if raw.present:
        there = [fields for fields, p in zip(raw.elements, raw.present, strict=True) if p.name in found.true]
        return [_fields(fields, found) for fields in there] or None
    return _fields(raw.elements[0], found) or None


def _fields(fields: Mapping[str, Raw], found: Assignment) -> dict[str, Json]:
    values = {name: _value(raw, found) for name, raw in fields.items()}
    return {name: value for name, value in values.items() if value is not None}


def _value(raw: Raw, found: Assignment) -> Json | None:
    if raw.options:
        chosen = [option for option, variable in raw.options.items() if variable.name in found.true]
        if raw.spec.type == "multi":
            return chosen or None
        return chosen[0] if chosen else None
    if raw.key not in found.true:
        return None
    if raw.number is None:
        return SAID
    return _number(raw, found.number(raw.number), found)


def _number(raw: Raw, number: int, found: Assignment) -> Json:
    match raw.spec.type:
        case "duration":
            return _duration(number)
        case "datetime":
            return (bounds.STARTED_AT + timedelta(hours=number)).isoformat()
        case "date":
            start = bounds.STARTED_AT - timedelta(hours=number)
            whole = raw.whole_day is not None and raw.whole_day.name in found.true
            return start.date().isoformat() if whole else start.isoformat()
        case _:
            return number


def _duration(hours: int) -> Json:
    if hours and hours % _DAY == 0:
        return {"value": hours // _DAY, "unit": "day"}
    return {"value": hours, "unit": "hour"}
