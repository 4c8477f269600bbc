"""The words that a bank is written in, and the shape that all of it has."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Path = Literal["brief", "core", "deep", "followup"]
Session = Literal["interview", "followup"]
Status = Literal["unknown", "declined"]
Edition = Literal["clinician", "patient", "family"]
Basis = Literal["seed", "guideline", "product_default"]
ValueType = Literal[
    "choice", "multi", "yes_no", "scale", "number", "text", "long_text", "date", "datetime", "duration"
]
QuestionType = ValueType | Literal["group", "event"]
Unit = Literal["minute", "hour", "day", "week", "month", "year"]
PlanSection = Literal[
    "emergency", "contact", "safety", "medicines", "trigger",
    "stance", "revision", "stabilisation", "followup",
]  # fmt: skip
LineKind = Literal["do", "avoid"]
DueWord = Literal["now", "today", "tonight", "hours", "days", "next_contact", "first_contact", "arranged"]


class BankModel(BaseModel):
    """The common shape of everything in a bank: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
