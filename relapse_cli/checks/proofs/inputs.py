"""What may be answered: the variables of every question, and what every record keeps to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from relapse_cli.checks.proofs import bounds
from relapse_cli.checks.proofs.formula import (
    Formula,
    Number,
    Variable,
    at_least,
    at_most,
    at_most_one,
    both,
    either,
    implies,
    negate,
    some,
)
from relapse_cli.checks.proofs.texts import texts_compared
from relapse_cli.logic.answers.check_value import spec_range
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.bank_terms import PATHS, STATUSES
from relapse_cli.model.condition import Scalar

SAID = "said"
"""What stands for words that no rule compares."""

_HOURS_OF_A_DAY = 24
_NOON = bounds.STARTED_AT.hour


@dataclass(frozen=True, slots=True)
class Raw:
    """One answer or field as a record holds it, whether or not it counts.

    Attributes:
        key: its place in the answers, such as ``event.substance[0].class``.
        options: for each option, yes or no, or text: whether it was given.
        given: whether there is a value.
        number: a number, hours of a length of time, hours ago of the start of a date, or hours ahead.
        day: of a date, how many days ago.
        whole_day: of a date, whether it has no time.
    """

    key: str
    spec: Question | Field_
    given: Formula
    options: Mapping[Scalar, Variable] = field(default_factory=dict)
    number: Number | None = None
    day: Number | None = None
    whole_day: Variable | None = None

    @property
    def variables(self) -> Iterator[Variable]:
        """What has to be false where nothing was answered."""
        if isinstance(self.given, Variable):
            yield self.given
        yield from self.options.values()


@dataclass(frozen=True, slots=True)
class RawQuestion:
    """All that a record may hold for one question.

    Attributes:
        alone: the answer of a question without fields.
        elements: the fields of a group, or of each entry of a list.
        present: for each entry of a list, whether it is there.
        statuses: whether it was said that it is not known, or that it is not told.
    """

    question: Question
    given: Formula
    alone: Raw | None = None
    elements: tuple[Mapping[str, Raw], ...] = ()
    present: tuple[Variable, ...] = ()
    statuses: Mapping[str, Variable] = field(default_factory=dict)

    @property
    def variables(self) -> Iterator[Variable]:
        """What has to be false where nothing was answered."""
        yield from self.present
        for raw in self.all_raw:
            yield from raw.variables

    @property
    def all_raw(self) -> Iterator[Raw]:
        """The answer, or all of its fields."""
        if self.alone is not None:
            yield self.alone
        for fields in self.elements:
            yield from fields.values()


class Inputs:
    """The variables of a bank.

    Attributes:
        paths: for each path, whether the interview goes on it.
        questions: by id.
        again: whether an earlier record says the same.
        laws: what holds for every record.
    """

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.laws: list[Formula] = []
        self.paths = {path: Variable(f"path={path}") for path in PATHS}
        self.laws += [some(self.paths.values()), at_most_one(self.paths.values())]
        self.again = Variable("earlier record")
        self._texts = texts_compared(bank)
        self.questions = {q.id: self._question(q) for q in bank.questions.values()}

    def _question(self, question: Question) -> RawQuestion:
        statuses: dict[str, Variable] = {word: Variable(f"{question.id}?{word}") for word in STATUSES}
        if question.type == "event":
            found = self._list(question, statuses)
        elif question.type == "group":
            fields = {f.id: self._raw(f, f"{question.id}.{f.id}", question.id) for f in question.fields}
            found = RawQuestion(
                question, some(raw.given for raw in fields.values()), None, (fields,), (), statuses
            )
            self._strongest(fields)
        else:
            raw = self._raw(question, question.id, question.id)
            found = RawQuestion(question, raw.given, raw, (), (), statuses)
        self.laws += [negate(both(found.given, status)) for status in statuses.values()]
        self.laws.append(at_most_one(statuses.values()))
        return found

    def _list(self, question: Question, statuses: Mapping[str, Variable]) -> RawQuestion:
        known = {self.bank.roles.substance: bounds.PRODUCTS, self.bank.roles.sequence: bounds.EVENTS}
        most = known.get(question.id, bounds.OTHER_ENTRIES)
        if question.max_entries is not None:
            most = min(most, question.max_entries)
        present = tuple(Variable(f"{question.id}[{index}]") for index in range(most))
        elements = []
        for index, there in enumerate(present):
            key = f"{question.id}[{index}]"
            fields = {f.id: self._raw(f, f"{key}.{f.id}", question.id) for f in question.fields}
            self.laws += [implies(raw.given, there) for raw in fields.values()]
            if index:
                self.laws.append(implies(there, present[index - 1]))
            elements.append(fields)
        return RawQuestion(question, present[0], None, tuple(elements), present, statuses)

    def _strongest(self, fields: Mapping[str, Raw]) -> None:
        """The strongest is among the selected (rules 10, V-OPTION)."""
        if "strongest" in fields and "selected" in fields:
            strongest, selected = fields["strongest"], fields["selected"]
            for option, chosen in strongest.options.items():
                others = negate(selected.given)
                self.laws.append(implies(chosen, either(others, selected.options.get(option, others))))

    def _raw(self, spec: Question | Field_, key: str, question: str) -> Raw:
        match spec.type:
            case "choice" | "multi":
                return self._choice(spec, key, tuple(option.id for option in spec.options))
            case "yes_no":
                return self._choice(spec, key, (True, False))
            case "scale" | "number":
                low, high = spec_range(spec)
                top = min(high, bounds.GREATEST)
                return Raw(key, spec, Variable(key), number=Number(key, int(low), int(top)))
            case "duration":
                return Raw(key, spec, Variable(key), number=Number(key, 0, bounds.LONGEST_HOURS))
            case "datetime":
                number = Number(key, -_HOURS_OF_A_DAY, bounds.HOURS_AHEAD)
                return Raw(key, spec, Variable(key), number=number)
            case "date":
                return self._date(spec, key)
            case _:
                texts = self._texts.get((question, spec.id), ())
                return self._choice(spec, key, texts) if texts else Raw(key, spec, Variable(key))

    def _choice(self, spec: Question | Field_, key: str, values: tuple[Scalar, ...]) -> Raw:
        options = {value: Variable(f"{key}={value}") for value in values}
        if spec.type != "multi":
            self.laws.append(at_most_one(options.values()))
        elif spec.exclusive in options:
            alone = options[spec.exclusive]
            others = some(v for option, v in options.items() if option != spec.exclusive)
            self.laws.append(negate(both(alone, others)))
        return Raw(key, spec, some(options.values()), options)

    def _date(self, spec: Question | Field_, key: str) -> Raw:
        """A date in the past: its day, and the hours from its start, which is noon for nobody."""
        day = Number(f"{key} day", 0, bounds.DAYS_AGO)
        start = Number(key, 0, bounds.DAYS_AGO * _HOURS_OF_A_DAY + _NOON)
        whole = Variable(f"{key} whole")
        inside = (at_most(_NOON, (1, start), (-24, day)), at_least(_NOON - 23, (1, start), (-24, day)))
        self.laws += [*inside, implies(whole, at_least(_NOON, (1, start), (-24, day)))]
        return Raw(key, spec, Variable(key), number=start, day=day, whole_day=whole)
