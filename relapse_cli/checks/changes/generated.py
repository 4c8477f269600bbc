"""Interviews made up by chance: only what the bank asks is answered, and every level comes up.

Each begins with answers at random. Then a level is drawn, and while the rules compute a higher one, what the
flags above it rest on is answered anew: pure chance would make nearly every interview an emergency.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, assert_never

from relapse_cli.logic.answers.check_value import check_answer, spec_range
from relapse_cli.logic.journal.migrate import migrate
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.answer import HOURS_PER_UNIT, read_answer
from relapse_cli.model.bank_terms import PATHS, STATUSES
from relapse_cli.model.record import BankPin, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relapse_cli.model.answer import Json
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_questions import Field_, Question

_BEGAN = "2026-01-15T10:00:00+01:00"
_HOURS_AGO = (1, 12, 24, 48, 72, 96, 7 * 24, 14 * 24, 28 * 24, 60 * 24)
_HOURS_AHEAD = (3, 24, 48, 72, 96, 7 * 24)
_LENGTHS = (1, 2, 3, 7, 14, 30)
_WORDS = ("a few words", "two bad nights", "call my sister")
_LEVELS = (1, 2, 3, 4)
_ROUNDS = 8
_OPEN, _STATUS, _QUIET, _ENTRIES, _LARGEST = 0.05, 0.04, 0.8, 3, 24


def generated_pairs(old: Bank, new: Bank, number: int, seed: int) -> Iterator[tuple[Record, Record]]:
    """Yield made-up interviews as each bank holds them; the same seed makes the same ones.

    Each is made for the old bank and brought to the new one as a stored record would be. Questions that only
    the new one has are answered by chance there.
    """
    dice = random.Random(seed)  # noqa: S311 - the same seed makes the same interviews; nothing is kept secret
    for count in range(1, number + 1):
        record = _Maker(old, dice).record(f"generated-{count}")
        brought = migrate(new, record).record
        yield record, _Maker(new, dice).completed(brought, _of_one_only(new, old))


def _of_one_only(bank: Bank, other: Bank) -> list[Question]:
    return [question for name, question in bank.questions.items() if name not in other.questions]


class _Maker:
    """Makes up records for one bank."""

    def __init__(self, bank: Bank, dice: random.Random) -> None:
        self.bank = bank
        self.dice = dice

    def record(self, name: str) -> Record:
        """Make up an interview in which nothing is answered that is not asked."""
        bank = self.bank
        record = Record(
            id=name,
            case=name,
            path=self.dice.choice(PATHS),
            started_at=_BEGAN,
            bank=BankPin(id=bank.id, version=bank.version, digest=bank.digest),
        )
        asked = [each for each in bank.questions.values() if each.session == record.session]
        return self._only_asked(self._brought_down(self._answered(record, asked), self.dice.choice(_LEVELS)))

    def completed(self, record: Record, questions: Iterable[Question]) -> Record:
        """Answer further questions of a record, as far as they are asked."""
        open_ones = [
            each for each in questions if each.session == record.session and each.id not in record.answers
        ]
        return self._only_asked(self._answered(record, open_ones)) if open_ones else record

    def _answered(self, record: Record, questions: Iterable[Question]) -> Record:
        """Answer questions by chance; what does not fit is left open."""
        answers = dict(record.answers)
        for question in questions:
            answers.pop(question.id, None)
            raw = self._answer(question)
            if self.dice.random() >= _OPEN and not any(check_answer(question, read_answer(raw))):
                answers[question.id] = raw
        return record.model_copy(update={"answers": answers})

    def _brought_down(self, record: Record, level: int) -> Record:
        """Answer anew what flags above a level rest on, until there are none, or nothing helps."""
        for _ in range(_ROUNDS):
            reading = Evaluation(self.bank, record)
            high = [name for name in reading.flags if self.bank.flag_by_id[name].level > level]
            if not high:
                return record
            behind = sorted({question for name in high for question in reading.flag_because(name)})
            record = self._answered(record, [self.bank.questions[name] for name in behind])
        return record

    def _only_asked(self, record: Record) -> Record:
        asked = Evaluation(self.bank, record).asked_questions
        answers = {name: raw for name, raw in record.answers.items() if name in asked}
        return record.model_copy(update={"answers": answers})

    def _answer(self, question: Question) -> Json:
        if self.dice.random() < _STATUS:
            return {"status": self.dice.choice(STATUSES)}
        if question.quiet and self.dice.random() < _QUIET:
            return self._quiet(question)
        match question.type:
            case "group":
                return self._fields(question)
            case "event":
                most = max(question.min_entries, min(question.max_entries or _ENTRIES, _ENTRIES))
                entries = self.dice.randint(question.min_entries, most)
                return [self._fields(question) for _ in range(entries)]
            case _:
                return self._value(question)

    def _quiet(self, question: Question) -> Json:
        chosen = self.dice.choice(question.quiet)
        if question.type == "yes_no":
            return chosen == "true"
        return [chosen] if question.type == "multi" else chosen

    def _fields(self, question: Question) -> Json:
        return {each.id: self._value(each) for each in question.fields if self.dice.random() >= _OPEN}

    def _value(self, spec: Question | Field_) -> Json:
        match spec.type:
            case "choice":
                return self.dice.choice(spec.options).id
            case "multi":
                return self._some(spec)
            case "yes_no":
                return self.dice.random() < 0.5
            case "scale" | "number":
                low, high = spec_range(spec)
                return self.dice.randint(round(low), round(min(high, low + _LARGEST)))
            case "text" | "long_text":
                return self.dice.choice(_WORDS)
            case "date":
                return self._moment(-self.dice.choice(_HOURS_AGO)).date().isoformat()
            case "datetime":
                return self._moment(self.dice.choice(_HOURS_AHEAD)).isoformat()
            case "duration":
                units: Sequence[str] = spec.units or tuple(HOURS_PER_UNIT)
                return {"value": self.dice.choice(_LENGTHS), "unit": self.dice.choice(units)}
            case "group" | "event":
                raise AssertionError(spec.type)
            case _:
                assert_never(spec.type)

    def _some(self, spec: Question | Field_) -> Json:
        """One to three options, or the one that stands alone."""
        free = [option.id for option in spec.options if option.id != spec.exclusive]
        if not free or (spec.exclusive is not None and self.dice.random() < 0.5):
            return [spec.exclusive]
        return self.dice.sample(free, self.dice.randint(1, min(3, len(free))))

    def _moment(self, hours: int) -> datetime:
        return datetime.fromisoformat(_BEGAN) + timedelta(hours=hours)
