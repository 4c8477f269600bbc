"""The values that conditions compare, as variables of the generated function, and the comparisons of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from relapse_cli.batch.generated.code import FALSE, TRUE, Code, Codes, Constants, Var
from relapse_cli.model.condition import Op, Scalar

ValueKind = Literal[
    "missing", "fact", "text", "moment", "hidden", "yes_no", "number", "list", "hours", "group", "event"
]


@dataclass(frozen=True, slots=True)
class Value:
    """What a name of a condition stands for.

    Attributes:
        kind: ``fact`` is an expression that is true or false and never missing; ``missing`` holds nothing
            in this session.
        var: the variable; ``None`` of it is a missing value, and a list without anything is a missing one.
        code: of a fact, its expression.
        usable: whether there is a value, where that is more than a look at the variable.
        span: of text that may be a date, the variable with when it was.
        never_none: a list that is a fact: without anything in it, it is still other than any one value.
    """

    kind: ValueKind
    var: Var | None = None
    code: Code = FALSE
    usable: Code | None = None
    span: Var | None = None
    never_none: bool = False

    @property
    def name(self) -> str:
        """The name of the variable."""
        assert self.var is not None, self  # noqa: S101 - only facts and what is missing have none
        return self.var.name


MISSING = Value("missing")
HOUR = 3_600_000_000
_SIGNS: dict[Op, str] = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<"}


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Makes the expression of a comparison.

    Attributes:
        now: the variable with the moment at which the record began.
    """

    codes: Codes
    constants: Constants
    now: Var

    def usable(self, value: Value) -> Code:
        """Whether there is a value."""
        if value.usable is not None:
            return value.usable
        match value.kind:
            case "missing":
                return FALSE
            case "fact":
                return TRUE
            case "list" | "event":
                return self._leaf(f"(not not {value.name})", value)
            case _:
                return self._leaf(f"({value.name} is not None)", value)

    def _leaf(self, text: str, value: Value) -> Code:
        assert value.var is not None, value  # noqa: S101 - see above
        return self.codes.leaf(text, value.var)

    def equal(self, value: Value, wanted: Scalar) -> Code:
        """Whether the value is there and the wanted one; yes/no never equals a number."""
        flag = isinstance(wanted, bool)
        match value.kind:
            case "fact" if flag:
                return value.code if wanted else self.codes.negated(value.code)
            case "yes_no" if flag:
                return self._leaf(f"({value.name} is {wanted!r})", value)
            case "text" | "moment" if isinstance(wanted, str):
                return self._leaf(f"({value.name} == {wanted!r})", value)
            case "number" if not flag and not isinstance(wanted, str):
                return self._leaf(f"({value.name} == {self.constants.literal(wanted)})", value)
            case _:
                return FALSE

    def compare(self, value: Value, op: Op, values: Sequence[Scalar]) -> Code:
        """The comparison of a value with what a leaf says."""
        match op:
            case "usable":
                return self.usable(value)
            case "is":
                return self.equal(value, values[0]) if values else FALSE
            case "is_not" if value.never_none:
                return TRUE
            case "is_not":
                return self.codes.both(self.usable(value), self.codes.negated(self.equal(value, values[0])))
            case "in":
                return self._one_of(value, values)
            case "has":
                return self._has(value, values)
            case "contains":
                return self._contains(value, str(values[0]))
            case "at_least" | "at_most" | "more_than" | "less_than":
                return self._number(value, op, float(values[0]))
            case "within":
                return self._within(value, float(values[0]))
            case _:
                return FALSE

    def _one_of(self, value: Value, values: Sequence[Scalar]) -> Code:
        texts = sorted({wanted for wanted in values if isinstance(wanted, str)})
        if value.kind in {"text", "moment"} and len(texts) > 1:
            return self._leaf(f"({value.name} in {{{', '.join(map(repr, texts))}}})", value)
        return self.codes.either(*(self.equal(value, wanted) for wanted in values))

    def _has(self, value: Value, values: Sequence[Scalar]) -> Code:
        texts = sorted({wanted for wanted in values if isinstance(wanted, str)})
        if value.kind != "list" or not texts:
            return FALSE
        if len(texts) == 1:
            return self._leaf(f"({texts[0]!r} in {value.name})", value)
        assert value.var is not None  # noqa: S101 - a list is a variable
        name = self.constants.name(frozenset(texts))
        return self.codes.leaf(f"(not {name}.isdisjoint({value.name}))", value.var, costly=True)

    def _contains(self, value: Value, part: str) -> Code:
        if value.kind not in {"text", "moment"}:
            return FALSE
        return self._leaf(f"({value.name} is not None and {part!r} in {value.name}.lower())", value)

    def _number(self, value: Value, op: Op, limit: float) -> Code:
        if value.kind not in {"number", "hours"}:
            return FALSE
        sign, shown = _SIGNS[op], self.constants.literal(limit)
        return self._leaf(f"({value.name} is not None and {value.name} {sign} {shown})", value)

    def _within(self, value: Value, hours: float) -> Code:
        if value.span is None:
            return TRUE  # what is no date lies within every window
        span, shown = value.span, self.constants.literal(hours)
        if hours < 0:
            return self.codes.leaf(f"({span.name} is None)", span)
        text = f"({span.name} is None or ({self.now.name} - {span.name}[1]) / {HOUR} <= {shown})"
        return self.codes.leaf(text, span, self.now, costly=True)
