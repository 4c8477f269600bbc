"""Situations in which contract 1.0 came out too low, rebuilt from what 1.1 says it changed."""

from __future__ import annotations

from typing import Any

import pytest

from .answer import evaluate
from .people import ago, days, entry, well

Data = dict[str, Any]
WISH: Data = {"safety__suicide": "wish_not_here", "safety__cssrs": "low", "safety__means": False}
BINGE: Data = {
    "class": "alcohol",
    "last_use": ago(hours=10),
    "days_per_week": 7,
    "run_length": days(3),
}
OPIOID = entry(klass="opioid", name="oxycodone", last_use=ago(hours=48))

SITUATIONS: dict[str, tuple[Data, int, set[str]]] = {
    "three days of drinking, strong signs, an earlier withdrawal seizure": (
        well(
            BINGE,
            safety__withdrawal={"signs": ["shaking", "sweating"], "strength": "moderate"},
            safety__seizure_history=True,
        ),
        4,
        {"E-09", "M-02", "M-03", "M-23"},
    ),
    "three days of drinking, well, an earlier withdrawal seizure": (
        well(BINGE, safety__seizure_history=True),
        3,
        {"M-23"},
    ),
    "disulfiram, and a drink three hours ago, well": (
        well(BINGE | {"last_use": ago(hours=3)}, event__alcohol_medication="disulfiram"),
        3,
        {"M-24"},
    ),
    "naltrexone, and an opioid four days ago, less than before": (
        well(
            entry(klass="opioid", name="codeine", last_use=ago(hours=96)), event__oud_medication="naltrexone"
        ),
        3,
        {"M-25", "U-23"},
    ),
    "heart disease, and a stimulant last evening, well": (
        well(entry(klass="stimulant", last_use=ago(hours=14)), safety__medical=["heart"]),
        3,
        {"M-26"},
    ),
    "drowsy on the telephone after a sleeping tablet and alcohol": (
        well(
            entry(last_use=ago(hours=3)),
            event__mixed=["alcohol"],
            safety__now=["drowsy"],
            frame__mode="phone",
            frame__location="withheld",
        ),
        4,
        {"E-06", "U-05"},
    ),
    "epilepsy, and three days of a gabapentinoid": (
        well(
            entry(klass="gabapentinoid", name="pregabalin", run_length=days(3), last_use=ago(hours=48)),
            safety__medical=["epilepsy"],
        ),
        3,
        {"M-23"},
    ),
    "more than the label of another prescribed medicine two days ago, well": (
        well(
            entry(klass="other_prescription", name="amitriptyline", last_use=ago(hours=48)),
            event__over_max=True,
            event__over_max_by="more",
        ),
        3,
        {"M-22"},
    ),
    "a combined sleeping product over its label thirty hours ago, well": (
        well(
            entry(
                klass="other_sedative", name="night mix", source="over_the_counter", last_use=ago(hours=30)
            ),
            event__over_max=True,
            event__over_max_by="more",
            event__product_combo=True,
        ),
        4,
        {"E-10"},
    ),
    "a wish not to be here, screener low, within a year of a birth": (
        well(BINGE | {"run_length": days(1)}, **WISH, safety__medical=["birth_within_year"]),
        3,
        {"M-08"},
    ),
    "a wish not to be here, screener low, an overdose within the year": (
        well(**WISH, safety__overdose_history="within_year", safety__overdose_meant="accident"),
        3,
        {"M-08", "U-20"},
    ),
    "a wish not to be here, screener low, under 18": (
        well(**WISH, frame__age_band="under_18"),
        3,
        {"M-08", "M-18"},
    ),
    "a wish not to be here, screener low, use goes on": (
        well(**WISH, event__now="still_taking"),
        3,
        {"M-08", "U-09"},
    ),
    "an overdose within the year that was meant, no thoughts today": (
        well(safety__overdose_history="within_year", safety__overdose_meant="meant"),
        3,
        {"M-08", "U-20"},
    ),
}


def test_there_are_fourteen() -> None:
    """As many as the contract's list of changes counts."""
    assert len(SITUATIONS) == 14


@pytest.mark.parametrize("situation", SITUATIONS)
def test_dangerous_situation(situation: str) -> None:
    """The level is 3 or 4, for the reason the contract gives, and no line says that nothing is indicated."""
    data, level, flags = SITUATIONS[situation]
    outcome = evaluate(data)
    assert (outcome.level, set(outcome.flags)) == (level, flags)
    assert not {"D-00"} & outcome.actions


def test_three_missed_days_of_treatment_lose_tolerance() -> None:
    """A usual opioid two days ago after three missed days of methadone is level 3, after one it is not."""
    missed = well(OPIOID, event__oud_medication="methadone", event__missed_doses="three_days_or_more")
    one = well(OPIOID, event__oud_medication="methadone", event__missed_doses="one_or_two_days")
    assert "M-04" in evaluate(missed).flags
    assert evaluate(one).level < 3


def test_an_overdose_counts_whatever_was_taken_this_time() -> None:
    """An overdose within the year makes a drink of yesterday level 3."""
    assert evaluate(well(BINGE, safety__overdose_history="within_year")).flags == ["M-17"]
