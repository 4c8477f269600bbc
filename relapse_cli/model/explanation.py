"""Why something is on a plan, or why it is not: one explanation a flag, line or absent rule."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from relapse_cli.model.bank_terms import Basis

AnswerStatus = Literal["answered", "unknown", "declined", "not_answered", "disabled"]


class _ExplanationModel(BaseModel):
    """The common shape of an explanation's parts: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ExplainedAnswer(_ExplanationModel):
    """An answer on which something rests.

    Attributes:
        value: the value in words; empty where there is none.
        status: whether it was answered, and if not, in which way.
    """

    question: str
    label: str
    value: str
    status: AnswerStatus


class ExplainedSource(_ExplanationModel):
    """A source, with the date somebody last looked at it."""

    title: str
    year: str
    looked_at: date


class Explanation(_ExplanationModel):
    """The reasons for one flag or line, or for the absence of one.

    Attributes:
        sentence: the rule as an English sentence.
        basis_note: which part of a mixed basis is the product's own default.
        decision: what the therapist made of it, in words; empty where nothing was decided.
    """

    kind: Literal["flag", "line", "absent"]
    id: str
    text: str
    sentence: str
    answers: tuple[ExplainedAnswer, ...] = ()
    basis: tuple[Basis, ...] = ()
    basis_note: str = ""
    sources: tuple[ExplainedSource, ...] = ()
    decision: str = ""
