"""Conditions as data: the only language in which banks say when something holds.

Every leaf is total and two-valued: a comparison on a missing or disabled value is false. The one exception
is ``within``: an unusable date is within every window (rules 1.7). How a bank spells a condition is read by
``banks/condition_parser.py``; what it means is in ``logic/rules/conditions.py``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Scalar = bool | int | float | str
"""A value that a leaf compares with; durations and windows are held in hours."""

Subject = Literal["answer", "field", "entry", "fact"]
"""What a leaf looks at: a question or one of its fields, a sibling field, a fact of an entry or record."""

Op = Literal[
    "is", "is_not", "in", "has", "contains",
    "at_least", "at_most", "more_than", "less_than", "within",
    "usable", "unresolved", "enabled", "asked", "status", "is_or_unresolved",
]  # fmt: skip


class Node(BaseModel):
    """The common shape of a condition: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AllOf(Node):
    """True when every part is true; an empty list is true."""

    kind: Literal["all"] = "all"
    parts: tuple[Condition, ...]


class AnyOf(Node):
    """True when one part is true; an empty list is false."""

    kind: Literal["any"] = "any"
    parts: tuple[Condition, ...]


class Not(Node):
    """Plain negation."""

    kind: Literal["not"] = "not"
    part: Condition


class Compare(Node):
    """A leaf: one subject, one operator, one value.

    Attributes:
        subject: what kind of name ``name`` is.
        name: a question id (``safety.now``), a question's field (``safety.sleep.night_1``), a field, a fact.
        op: the comparison; ``has`` is true when a list holds one of ``values``.
        values: what it is compared with; ``within`` and comparisons of durations are in hours.
    """

    kind: Literal["compare"] = "compare"
    subject: Subject
    name: str
    op: Op
    values: tuple[Scalar, ...] = ()


class SomeEntry(Node):
    """True when one substance entry satisfies the whole inner condition (any-entry, rules 2.1)."""

    kind: Literal["some_entry"] = "some_entry"
    part: Condition


class FlagSet(Node):
    """True when at least ``n`` of the named flags are set."""

    kind: Literal["flags"] = "flags"
    n: int = Field(ge=1)
    of: tuple[str, ...]


class LevelIs(Node):
    """True when the level on which actions rest lies in the range, both ends included."""

    kind: Literal["level"] = "level"
    low: int
    high: int


class ActionFires(Node):
    """True when the named rule puts a line on the plan."""

    kind: Literal["action"] = "action"
    name: str


class OpenBeyond(Node):
    """True when an unresolved critical question exists on which the named flag does not rest (U-16)."""

    kind: Literal["open_beyond"] = "open_beyond"
    flag: str


Condition = Annotated[
    AllOf | AnyOf | Not | Compare | SomeEntry | FlagSet | LevelIs | ActionFires | OpenBeyond,
    Field(discriminator="kind"),
]

for _node in (AllOf, AnyOf, Not, SomeEntry):
    _node.model_rebuild()

ALWAYS = AllOf(parts=())
"""The condition that always holds."""

NEVER = AnyOf(parts=())
"""The condition that never holds: what is to stay out keeps its id and says so."""
