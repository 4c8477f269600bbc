"""A person who is well and nothing is open: the record that the border tests change."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

Data = dict[str, Any]
STARTED = "2026-11-20T10:00:00+01:00"
NOW = datetime.fromisoformat(STARTED)


def ago(hours: float = 0, minutes: float = 0) -> str:
    """The instant so long before the session."""
    return (NOW - timedelta(hours=hours, minutes=minutes)).isoformat()


def ahead(hours: float = 0, minutes: float = 0) -> str:
    """The instant so long after the session's beginning."""
    return ago(-hours, -minutes)


def days(number: float) -> Data:
    """A duration in days."""
    return {"value": number, "unit": "day"}


def entry(**fields: Any) -> Data:
    """One left-over tablet five days ago, with other fields where given; None takes a field away."""
    base: Data = {
        "class": "z_drug",
        "name": "zolpidem",
        "source": "left_over",
        "route": "oral",
        "last_use": ago(hours=120),
        "days_per_week": 1,
        "run_length": days(1),
    }
    if "klass" in fields:
        fields["class"] = fields.pop("klass")
    return {name: value for name, value in (base | fields).items() if value is not None}


def well(*entries: Data, path: str = "core", **answers: Any) -> Data:
    """A quiet record of an interview; answers are named with "__" for the dot, None takes one away."""
    quiet: Data = {
        "frame.mode": "in_person",
        "frame.present": ["patient_alone"],
        "frame.age_band": "age_18_64",
        "frame.state": "clear",
        "frame.consent": True,
        "contact.meaning": "serious_workable",
        "event.substance": list(entries) or [entry()],
        "event.mixed": ["none"],
        "event.now": "not_taking",
        "event.control": "stopped_self",
        "event.time_without": days(1),
        "event.supply": False,
        "event.escalation": "same",
        "event.stopped": {"change": "no_change"},
        "event.amount_vs_before": "less",
        "event.over_max": False,
        "event.product_combo": False,
        "event.oud_medication": "none",
        "event.alcohol_medication": "none",
        "safety.now": ["none"],
        "safety.suicide": "no_thoughts",
        "safety.taking_intent": "no_intent",
        "safety.mental_state": ["none"],
        "safety.sleep": {"night_1": 6, "night_2": 6, "night_3": 6, "difficulty": 4},
        "safety.anxiety": {"peak": 4, "direction": "steady"},
        "safety.medical": ["none"],
        "safety.secrecy": ["none"],
        "safety.alone": False,
        "safety.home_safe": "safe",
        "safety.agitation": "settled",
        "safety.withdrawal": {"signs": ["none"]},
        "safety.seizure_history": False,
        "safety.overdose_history": "never",
        "safety.duties": ["none"],
        "safety.pull": 3,
        "stabilise.can_interrupt": "can",
        "stabilise.worsening": "steady",
        "revise.next_contact": {"when": ahead(hours=20), "who": "therapist"},
    }
    return record(path, quiet, answers)


def checked_in(**answers: Any) -> Data:
    """A quiet record of a follow-up."""
    quiet: Data = {
        "followup.now": ["none"],
        "followup.use_since": False,
        "followup.withdrawal": {"signs": ["none"]},
        "followup.sleep": {"night_1": 6, "night_2": 6, "night_3": 6, "difficulty": 4},
        "followup.anxiety": {"peak": 4, "direction": "steady"},
        "followup.contact_kept": True,
        "followup.suicide": "no_thoughts",
        "followup.next_contact": {"when": ahead(hours=20), "who": "therapist"},
    }
    return record("followup", quiet, answers)


def record(path: str, quiet: Data, changes: Data) -> Data:
    """The record of these answers with the changes."""
    answers = quiet | {name.replace("__", "."): value for name, value in changes.items()}
    return {
        "path": path,
        "started_at": STARTED,
        "answers": {name: value for name, value in answers.items() if value is not None},
    }
