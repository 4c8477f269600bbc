"""Why something is on a plan, or why it is not: one explanation a flag, line or absent rule."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from relapse_cli.model.bank_terms import Basis

WHY_FORMAT = "relapse-why/1"

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


class Part(_ExplanationModel):
    """A part of a condition for one record.

    Attributes:
        words: the part as an English phrase.
        true: whether it is so.
        join: how its own parts make it: all of them, one of them, the opposite of one, the one that its name
            stands for, the one asked of the product it names; empty where it is not taken apart.
        now: what is there now, in words, where the phrase compares it with something.
    """

    words: str
    true: bool
    join: Literal["all", "any", "not", "named", "product", ""] = ""
    parts: tuple[Part, ...] = ()
    now: str = ""


class Change(_ExplanationModel):
    """What would have to be different for a part of a condition to be the opposite of what it is.

    Attributes:
        words: the part as an English phrase.
        to: whether it would have to be so, or not to be so.
        join: whether all of its parts would have to change, or one, or the one of the product it names; empty
            where it stands for itself.
    """

    words: str
    to: bool
    join: Literal["all", "any", "product", ""] = ""
    parts: tuple[Change, ...] = ()


class Explanation(_ExplanationModel):
    """The reasons for one flag or line, or for the absence of one.

    Attributes:
        sentence: the rule as an English sentence.
        condition: the rule part by part; ``None`` where no condition is behind it.
        different: what would turn it; ``None`` where nothing could, or no condition is behind it.
        basis_note: which part of a mixed basis is the product's own default.
        decision: what the therapist made of it, in words; empty where nothing was decided.
    """

    kind: Literal["flag", "line", "absent"]
    id: str
    text: str
    sentence: str
    condition: Part | None = None
    different: Change | None = None
    answers: tuple[ExplainedAnswer, ...] = ()
    basis: tuple[Basis, ...] = ()
    basis_note: str = ""
    sources: tuple[ExplainedSource, ...] = ()
    decision: str = ""
