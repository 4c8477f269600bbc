"""Where an interview stands: one prompt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One prompt: a question, or one field of a group or of an entry.

    Attributes:
        question: the question id.
        entry: the index of the entry, for a repeated group.
        field: the field id; ``None`` with a repeated group is its list of entries.
        detail: whether it belongs to the optional panel of the entry.
    """

    question: str
    entry: int | None = None
    field: str | None = None
    detail: bool = False
