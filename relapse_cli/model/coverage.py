"""What the cases of a bank reach of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ReachKind = Literal["question", "option", "fact", "flag", "line"]


@dataclass(frozen=True, slots=True)
class Reached:
    """How many things of a kind some case reaches.

    Attributes:
        total: how many the bank has.
        missing: those that no case reaches, in its order.
    """

    kind: ReachKind
    total: int
    missing: tuple[str, ...]

    @property
    def done(self) -> int:
        """How many are reached."""
        return self.total - len(self.missing)


@dataclass(frozen=True, slots=True)
class CoveredPart:
    """A part of a condition.

    Attributes:
        words: what it says.
        depth: how many parts it stands in.
        file: the file of the bank in which it stands, with its line.
        seen: what it was in some case: true, false, both or neither.
    """

    words: str
    depth: int
    file: str
    line: int
    seen: frozenset[bool]

    @property
    def is_covered(self) -> bool:
        """Whether it was true in one case and false in another."""
        return len(self.seen) == len((True, False))


@dataclass(frozen=True, slots=True)
class CoveredCondition:
    """A condition, part by part.

    Attributes:
        owner: the kind of thing it belongs to, such as a flag.
        place: whose it is and what it decides, such as ``M-09.followup``.
    """

    owner: str
    place: str
    parts: tuple[CoveredPart, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What all cases together reach of a bank."""

    reached: tuple[Reached, ...]
    conditions: tuple[CoveredCondition, ...]

    @property
    def parts(self) -> tuple[CoveredPart, ...]:
        """The parts of all conditions."""
        return tuple(part for condition in self.conditions for part in condition.parts)

    @property
    def covered(self) -> int:
        """How many parts were true in one case and false in another."""
        return sum(part.is_covered for part in self.parts)
