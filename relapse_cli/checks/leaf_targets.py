"""What a leaf of a condition looks at: its kind, its options, its range, and which comparisons fit."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE, closed_values
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.condition import Scalar

_KIND_OF_TYPE = {
    "choice": "option",
    "multi": "set",
    "yes_no": "yes_no",
    "scale": "number",
    "number": "number",
    "text": "text",
    "long_text": "text",
    "date": "moment",
    "datetime": "moment",
    "duration": "duration",
    "group": "whole",
    "event": "whole",
    "option": "option",
    "set": "set",
    "list": "set",
}
"""The kind of value behind each type of question, field or derived fact."""

_COMPARISONS = {
    "option": ("is", "is_not", "in", "is_or_unresolved"),
    "set": ("has",),
    "yes_no": ("is", "is_not", "is_or_unresolved"),
    "number": ("is", "is_not", "in", "at_least", "at_most", "more_than", "less_than", "is_or_unresolved"),
    "duration": ("at_least", "at_most", "more_than", "less_than"),
    "moment": ("within",),
    "text": ("is", "is_not", "in", "contains"),
    "whole": (),
}
"""The comparisons that fit each kind of value."""

WORDS = {
    "option": "one option",
    "set": "a list of options",
    "yes_no": "yes or no",
    "number": "a number",
    "duration": "a duration",
    "moment": "a date",
    "text": "text",
    "whole": "a group of fields",
}
"""Each kind in words."""

SHAPES = {"yes_no": "true or false", "text": "text", "number": "a number", "duration": "a duration"}
_SCALE_RANGE = (0.0, 10.0)
OF_QUESTION = ("enabled", "asked", "status")


@dataclass(frozen=True, slots=True)
class Target:
    """What a leaf looks at.

    Attributes:
        options: the values it can have; ``None`` where they are not listed.
        answer: it is an answer, so that it can be unresolved.
        whole: it is a question and no field, so that it can be asked and enabled.
    """

    kind: str
    options: tuple[str, ...] | None = None
    low: float | None = None
    high: float | None = None
    answer: bool = False
    whole: bool = False

    @property
    def operators(self) -> tuple[str, ...]:
        """The operators that fit, in a fixed order."""
        fitting = tuple(op for op in _COMPARISONS[self.kind] if self.answer or op != "is_or_unresolved")
        of_answer = ("unresolved",) if self.answer else ()
        return (*fitting, "usable", *of_answer, *(OF_QUESTION if self.whole else ()))

    def fits(self, value: Scalar) -> bool:
        """Say whether a value is of the right kind; options and ranges are judged apart."""
        if self.kind == "yes_no":
            return isinstance(value, bool)
        if self.kind in {"number", "duration", "moment"}:
            return isinstance(value, int | float) and not isinstance(value, bool)
        return isinstance(value, str)

    def in_range(self, value: Scalar) -> bool:
        """Say whether a number lies in the range, where there is one."""
        if self.kind != "number" or isinstance(value, bool | str):
            return True
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


def input_target(source: Question | Field_, *, answer: bool) -> Target:
    """Return the target that a question or a field is."""
    low, high = _SCALE_RANGE if source.type == "scale" else (None, None)
    listed = tuple(option.id for option in source.options) if source.type in {"choice", "multi"} else None
    return Target(
        _KIND_OF_TYPE[source.type],
        listed,
        low if source.min is None else source.min,
        high if source.max is None else source.max,
        answer,
        answer and isinstance(source, Question),
    )


def derived_target(bank: Bank, name: str, *, entry: bool) -> Target | None:
    """Return the target that a derived fact is, or ``None`` when there is none of this name."""
    fact = ENTRY_CATALOGUE.get(name) if entry else CATALOGUE.get(name)
    if fact is None:
        return None
    return Target(_KIND_OF_TYPE[fact.type], closed_values(fact, bank) or None, fact.low, fact.high)


NAMED_FACT = Target("yes_no")
"""A named fact holds or does not."""
