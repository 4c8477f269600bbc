"""What changed from one bank to another, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Weight = Literal["care", "rules", "words"]
"""``care``: it can raise or lower what somebody gets; ``rules``: what is asked or what follows; ``words``."""

Care = Literal["raises", "lowers"]
What = Literal["added", "removed", "changed", "order"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change in meaning.

    Attributes:
        about: the kind of thing, such as ``flag`` or ``question``.
        id: its id; empty where there is one only.
        part: the place inside of it, such as ``options.low.label``; empty for the thing as a whole.
        what: ``order`` where the same things stand in another order.
        old: what it was, in words; ``None`` where it was not there.
        new: what it is, in words; ``None`` where it is not there.
        more: of a condition that has several parts, what of them came or went, as sentences.
        care: whether it raises or lowers care; ``None`` where nobody can say it from this alone.
        read_by: of the condition of a fact, the flags, questions and lines of the new bank that rest on it.
        file: where it stands in the new bank; what is gone, in the old one.
        line: counted from 1; 0 where it is not known.
    """

    about: str
    id: str
    part: str
    what: What
    old: str | None
    new: str | None
    weight: Weight
    care: Care | None = None
    more: tuple[str, ...] = ()
    read_by: tuple[str, ...] = ()
    file: str = ""
    line: int = 0
