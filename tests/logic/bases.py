"""Quiet records that set no flag, and tables of records one answer away from them.

A row of a table names the flags that stand once its answers are put into a quiet record: the flag under
test, or its absence, and nothing that the rules do not also ask for. Several answers of the quiet records
belong to questions that are disabled there; they count as soon as a change opens the question, so that a
row about one flag does not set others by leaving something open.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest

from tests.banks_under_test import changed, reading_of

Data = dict[str, Any]

STARTED = datetime.fromisoformat("2026-11-20T10:00:00+01:00")


def hours_before(hours: int, minutes: int = 0) -> str:
    """The instant that lies so many hours and minutes before the interview."""
    return (STARTED - timedelta(hours=hours, minutes=minutes)).isoformat()


def days_before(days: int, minutes: int = 0) -> str:
    """The instant that lies so many times 24 hours, and so many minutes, before the interview."""
    return hours_before(24 * days, minutes)


def day_before(days: int) -> str:
    """The calendar day, without a time, so many days before the day of the interview."""
    return (STARTED - timedelta(days=days)).date().isoformat()


def lasting(value: float, unit: str = "day") -> Data:
    """A duration."""
    return {"value": value, "unit": unit}


def entry(base: Data, **fields: Any) -> Data:
    """A substance entry with fields replaced: ``class_`` is the class; ``None`` takes a field away."""
    named = {name.rstrip("_"): value for name, value in fields.items()}
    return {name: value for name, value in (base | named).items() if value is not None}


def took(base: Data, **fields: Any) -> Data:
    """The answer to what was taken: one entry with fields replaced."""
    return {"event__substance": [entry(base, **fields)]}


Z_DRUG: Data = {
    "class": "z_drug",
    "name": "zolpidem",
    "source": "left_over",
    "route": "oral",
    "last_use": day_before(5),
    "days_per_week": 2,
    "run_length": lasting(2),
    "vs_prescription": "not_prescribed",
}
OPIOID: Data = {
    "class": "opioid",
    "name": "codeine",
    "source": "own_prescription",
    "route": "oral",
    "last_use": day_before(10),
    "days_per_week": 2,
    "run_length": lasting(2),
    "vs_prescription": "as_prescribed",
}
REGULAR_OPIOID = entry(OPIOID, days_per_week=7, run_length=lasting(30))
ALCOHOL: Data = {
    "class": "alcohol",
    "last_use": day_before(10),
    "days_per_week": 7,
    "run_length": lasting(30),
}
RARE_ALCOHOL = entry(ALCOHOL, days_per_week=2, run_length=lasting(2))
BENZODIAZEPINE: Data = {
    "class": "benzodiazepine",
    "name": "diazepam",
    "source": "own_prescription",
    "route": "oral",
    "last_use": day_before(1),
    "days_per_week": 7,
    "run_length": lasting(30),
    "vs_prescription": "as_prescribed",
}
GABAPENTINOID = entry(BENZODIAZEPINE, class_="gabapentinoid", name="pregabalin")
STIMULANT = entry(Z_DRUG, class_="stimulant", name="methylphenidate")
ILLICIT = entry(Z_DRUG, class_="illicit", name=None)
UNKNOWN_CLASS = entry(Z_DRUG, class_="unknown", name=None)

SEDATIVE = frozenset({"benzodiazepine", "z_drug", "other_sedative"})
DEPRESSANT = SEDATIVE | {"opioid", "gabapentinoid", "alcohol"}
POSSIBLE_DEPRESSANT = DEPRESSANT | {"illicit", "unknown"}
CLASSES = sorted(POSSIBLE_DEPRESSANT | {"stimulant", "other_prescription"})
MIXABLE = sorted(set(CLASSES) - {"unknown", "other_prescription"})


def interview(*entries: Data, **answers: Any) -> Data:
    """A core interview with the quiet answer to everything, about these entries."""
    quiet: Data = {
        "frame.mode": "in_person",
        "frame.present": ["patient_alone"],
        "frame.age_band": "age_18_64",
        "frame.state": "clear",
        "frame.consent": True,
        "contact.meaning": "do_not_know",
        "contact.worth": 6,
        "event.substance": list(entries),
        "event.mixed": ["none"],
        "event.now": "not_taking",
        "event.control": "stopped_self",
        "event.time_without": lasting(1),
        "event.supply": False,
        "event.escalation": "same",
        "event.stopped": {"change": "no_change"},
        "event.amount_vs_before": "less",
        "event.over_max": False,
        "event.product_combo": False,
        "event.oud_medication": "none",
        "safety.now": ["none"],
        "safety.suicide": "no_thoughts",
        "safety.taking_intent": "no_intent",
        "safety.mental_state": ["none"],
        "safety.sleep": {"night_1": 7, "night_2": 7, "night_3": 7, "difficulty": 2},
        "safety.anxiety": {"peak": 3, "direction": "steady"},
        "safety.medical": ["none"],
        "safety.secrecy": ["none"],
        "safety.alone": False,
        "safety.home_safe": "safe",
        "safety.agitation": "settled",
        "safety.withdrawal": {"signs": ["none"]},
        "safety.seizure_history": False,
        "safety.means": False,
        "safety.cssrs": "low",
        "safety.overdose_history": "never",
        "safety.naloxone": True,
        "safety.duties": ["none"],
        "stabilise.can_interrupt": "can",
        "stabilise.worsening": "steady",
    }
    base = {
        "format": "relapse-interview/1",
        "id": "quiet",
        "case": "quiet",
        "path": "core",
        "started_at": STARTED.isoformat(),
        "answers": quiet,
    }
    return changed(base, **answers)


QUIET = interview(Z_DRUG)
QUIET_OPIOID = interview(OPIOID)
QUIET_REGULAR_OPIOID = interview(REGULAR_OPIOID)
QUIET_ALCOHOL = interview(ALCOHOL)
QUIET_BENZODIAZEPINE = interview(BENZODIAZEPINE, event__now="as_prescribed_only", event__supply=True)
QUIET_GABAPENTINOID = interview(GABAPENTINOID, event__now="as_prescribed_only", event__supply=True)
QUIET_FOLLOWUP: Data = {
    "format": "relapse-interview/1",
    "id": "quiet-followup",
    "case": "quiet",
    "path": "followup",
    "started_at": STARTED.isoformat(),
    "answers": {
        "followup.now": ["none"],
        "followup.use_since": False,
        "followup.withdrawal": {"signs": ["none"]},
        "followup.sleep": {"night_1": 7, "night_2": 7, "night_3": 7, "difficulty": 2},
        "followup.anxiety": {"peak": 3, "direction": "steady"},
        "followup.contact_kept": True,
        "followup.suicide": "no_thoughts",
    },
}
QUIET_RECORDS = {
    "z-drug, not regular": QUIET,
    "opioid, not regular": QUIET_OPIOID,
    "opioid, regular": QUIET_REGULAR_OPIOID,
    "alcohol, regular": QUIET_ALCOHOL,
    "benzodiazepine, regular": QUIET_BENZODIAZEPINE,
    "gabapentinoid, regular": QUIET_GABAPENTINOID,
    "follow-up": QUIET_FOLLOWUP,
}


class Row(NamedTuple):
    """One record of a table, and the flags that stand in it."""

    name: str
    flags: frozenset[str]
    record: Data


def row(name: str, flags: str = "", base: Data = QUIET, *, path: str | None = None, **answers: Any) -> Row:
    """A quiet record with these answers changed, and every flag that it then sets, as text with blanks."""
    return Row(name, frozenset(flags.split()), changed(base, path=path, **answers))


def table(flag: str, rows: Sequence[Row]) -> pytest.MarkDecorator:
    """Run a test on the rows of one flag; some of them set it and some do not."""
    assert {flag in each.flags for each in rows} == {True, False}, f"{flag} needs rows with and without it"
    cases = [pytest.param(each.record, each.flags, id=each.name) for each in rows]
    return pytest.mark.parametrize(("record", "flags"), cases)


def flags_of(record: Data) -> frozenset[str]:
    """The flags that the program sets for a record."""
    return frozenset(reading_of(record).flags)
