"""Expressions and variables of the function to be: made once each, folded where their value is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Literal

from relapse_cli.model.condition import Scalar

Lines = Callable[[Sequence[str]], list[str]]
"""What makes the lines that set a variable, given the text of each expression that they use."""


@dataclass(frozen=True, slots=True, eq=False)
class Var:
    """A variable of the generated function.

    Attributes:
        name: its name there; never a word of the bank.
        lines: what sets it.
        uses: the expressions that its lines use, in the order in which ``lines`` gets their text.
        needs: other variables that must be set before.
        in_item: it is set anew for each entry of what was taken, or each element of another list.
        looped: for a variable that a loop over the entries fills: the expression inside the loop.
    """

    name: str
    lines: Lines
    uses: tuple[Code, ...] = ()
    needs: tuple[Var, ...] = ()
    in_item: bool = False
    looped: Looped | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Looped:
    """What a loop over the entries does for one variable.

    Attributes:
        begin: the text of what the variable is before the loop.
        step: the lines for one entry, given the text of ``uses``.
        over: the head of a loop of its own; empty for a loop over the entries of what was taken.
    """

    begin: str
    step: Lines
    uses: tuple[Code, ...] = ()
    needs: tuple[Var, ...] = ()
    over: str = ""


Kind = Literal["true", "false", "leaf", "and", "or", "not", "count"]


@dataclass(frozen=True, slots=True, eq=False)
class Code:
    """An expression that is true or false.

    Attributes:
        text: of a leaf, its Python.
        costly: a leaf that is better kept than worked out twice.
    """

    kind: Kind
    text: str = ""
    parts: tuple[Code, ...] = ()
    needs: tuple[Var, ...] = ()
    in_item: bool = False
    costly: bool = False


TRUE = Code("true", "True")
FALSE = Code("false", "False")


@dataclass(slots=True)
class Codes:
    """Makes expressions, the same one only once."""

    _known: dict[tuple[object, ...], Code] = field(default_factory=dict)

    def leaf(self, text: str, *needs: Var, costly: bool = False) -> Code:
        """A leaf with the variables that its text names."""
        key = ("leaf", text, *map(id, needs))
        if key not in self._known:
            in_item = any(var.in_item for var in needs)
            self._known[key] = Code("leaf", text, needs=needs, in_item=in_item, costly=costly)
        return self._known[key]

    def both(self, *parts: Code) -> Code:
        """True when every part is."""
        return self._joined("and", parts, TRUE, FALSE)

    def either(self, *parts: Code) -> Code:
        """True when one part is."""
        return self._joined("or", parts, FALSE, TRUE)

    def _joined(self, kind: Kind, parts: Iterable[Code], neutral: Code, final: Code) -> Code:
        flat: dict[Code, None] = {}
        for part in parts:
            flat.update(dict.fromkeys(part.parts if part.kind == kind else (part,)))
        flat.pop(neutral, None)
        if final in flat:
            return final
        if len(flat) < 2:
            return next(iter(flat), neutral)
        return self._made(kind, tuple(flat))

    def counted(self, parts: Sequence[Code], least: int) -> Code:
        """True when at least so many parts are."""
        key = ("count", str(least), *map(id, parts))
        if key not in self._known:
            in_item = any(part.in_item for part in parts)
            self._known[key] = Code("count", str(least), tuple(parts), in_item=in_item)
        return self._known[key]

    def negated(self, part: Code) -> Code:
        """True when the part is not."""
        if part is TRUE or part is FALSE:
            return FALSE if part is TRUE else TRUE
        return part.parts[0] if part.kind == "not" else self._made("not", (part,))

    def _made(self, kind: Kind, parts: tuple[Code, ...]) -> Code:
        key = (kind, *map(id, parts))
        if key not in self._known:
            self._known[key] = Code(kind, parts=parts, in_item=any(part.in_item for part in parts))
        return self._known[key]


@dataclass(slots=True)
class Constants:
    """What the generated function takes from outside, under names that no bank chooses."""

    values: dict[str, object] = field(default_factory=dict)
    _names: dict[object, str] = field(default_factory=dict)

    def name(self, value: object) -> str:
        """The name of a constant that can be hashed."""
        key = (type(value), value)
        if key not in self._names:
            self._names[key] = f"K{len(self._names)}"
            self.values[self._names[key]] = value
        return self._names[key]

    def object(self, value: object) -> str:
        """The name of a constant of which there is one."""
        if ("object", id(value)) not in self._names:
            name = f"K{len(self._names)}"
            self._names["object", id(value)] = name
            self.values[name] = value  # kept, so that no other object takes its place
        return self._names["object", id(value)]

    def literal(self, value: Scalar) -> str:
        """A value of a condition as Python: quoted, or by the name of a constant."""
        if isinstance(value, float) and not isfinite(value):
            return self.name(value)
        return repr(value)
