"""The journal of an interview: what changed, entry by entry, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

_EntryKind = Literal["begun", "answer", "place", "card", "draft", "finished", "decisions", "plan", "migrated"]
_Part = Literal["content", "plan"]

_PLAN_KINDS = frozenset({"decisions", "plan"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that changed.

    Attributes:
        kind: an `EntryKind`; a newer program may have written another one.
        body: what it says, as a JSON value.
        at: when it was written, as ISO 8601; for information, the order of entries is their sequence.
    """

    kind: str
    body: Mapping[str, object]
    at: str = ""

    @property
    def part(self) -> _Part:
        """Whether it belongs to the content of the interview or to the plan; these are kept apart."""
        return "plan" if self.kind in _PLAN_KINDS else "content"
