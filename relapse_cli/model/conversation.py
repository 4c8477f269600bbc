"""A whole conversation as it was held, as ``relapse-answers/1``: every question with what became of it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from relapse_cli.model.bank_terms import Path

ANSWERS_FORMAT = "relapse-answers/1"

Became = Literal["answered", "unknown", "declined", "open", "other_path", "not_needed"]
"""What became of a question: an answer or a status; asked and left open; left to a longer path of the
interview; or other answers made it needless."""


class _ConversationModel(BaseModel):
    """The common shape of a conversation's parts: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AskedQuestion(_ConversationModel):
    """One question.

    Attributes:
        answers: what was said, uncut; one text for each entry of a question that takes several.
        notes: the therapist's notes on it.
        doubt: why the answer is not taken at its word; empty where it is.
    """

    id: str
    title: str
    label: str
    became: Became
    answers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    doubt: str = ""


class ConversationPart(_ConversationModel):
    """One section of the interview."""

    id: str
    title: str
    questions: tuple[AskedQuestion, ...]


class Conversation(_ConversationModel):
    """Everything that was asked in one session, in the order in which it was put."""

    record: str
    case: str
    path: Path
    started_at: str
    finished_at: str | None
    parts: tuple[ConversationPart, ...]
