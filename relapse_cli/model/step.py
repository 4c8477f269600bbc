"""Where an interview stands: one prompt."""

from __future__ import annotations

from dataclasses import dataclass

_NOTE = "app.note"
"""Stands where a field would; no bank has an id like it."""


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

    @property
    def is_note(self) -> bool:
        """Whether it is the note on an answer and not the answer."""
        return self.field == _NOTE


def note_of(question: str) -> Step:
    """Where the note on an answer is typed."""
    return Step(question, field=_NOTE)
