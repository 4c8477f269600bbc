"""The words that a bank is written in; the command line names them too, so they need no library."""

from __future__ import annotations

from typing import Literal, get_args

Path = Literal["brief", "core", "deep", "followup"]
Session = Literal["interview", "followup"]
Status = Literal["unknown", "declined"]
Edition = Literal["clinician", "patient", "family"]
SheetReader = Literal["patient", "family"]
"""Whom a blank sheet is for."""
Asked = Literal["coercion", "paper"]
"""What a therapist asks about again, with the patient alone: pressure, and paper at home."""

Paper = Literal[Edition, "details", "handover"]
"""What of a plan leaves the room: an edition, or the page for those who take over."""
NoteStyle = Literal["dap", "soap", "birp"]
"""Data, assessment, plan; subjective and objective apart; behaviour, intervention, response, plan."""
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
ServiceField = Literal[
    "service_text", "missed_contact", "same_day_medical", "same_day_psychiatric", "safety_plan_form",
    "domestic_safety", "driving_policy", "pharmacy_return", "naloxone_source",
]  # fmt: skip
"""What a service says once for all its patients."""

PATHS: tuple[Path, ...] = get_args(Path)
STATUSES: tuple[Status, ...] = get_args(Status)
