"""Where an interview stands: one prompt."""

from __future__ import annotations

from dataclasses import dataclass, replace

_NOTE = "app.note"
"""Stands where a field would; no bank has an id like it."""
_WORDS = "app.words."
"""Stands before a field, or alone: the words beside the option that was chosen there."""


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

    @property
    def is_words(self) -> bool:
        """Whether it is the words beside an option and not the choice."""
        return self.field is not None and self.field.startswith(_WORDS)

    @property
    def choice(self) -> Step:
        """Where the option was chosen that these words stand beside; of any other step itself."""
        if self.field is None or not self.is_words:
            return self
        return replace(self, field=self.field.removeprefix(_WORDS) or None)


def note_of(question: str) -> Step:
    """Where the note on an answer is typed."""
    return Step(question, field=_NOTE)


def words_of(step: Step) -> Step:
    """Where the words beside the option that was chosen at a step are typed."""
    return replace(step, field=f"{_WORDS}{step.field or ''}")
