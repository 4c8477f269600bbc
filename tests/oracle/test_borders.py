"""Both sides of every threshold and window that contract 1.1 brought or changed."""

from __future__ import annotations

from typing import Any

import pytest

from .answer import Outcome, evaluate
from .people import ago, ahead, checked_in, days, entry, well

Data = dict[str, Any]
DAILY = {"days_per_week": 7}


def opioid(**fields: Any) -> Data:
    """A left-over, swallowed, named opioid tablet four days ago."""
    return entry(**({"klass": "opioid", "name": "oxycodone", "last_use": ago(hours=96)} | fields))


def alcohol(**fields: Any) -> Data:
    """A drink."""
    return entry(**({"klass": "alcohol", "name": None, "source": None, "route": None} | fields))


def stopped(change: str = "stopped", hours: float = 1) -> Data:
    """A change so many hours ago."""
    return {"change": change, "when": ago(hours=hours)}


AWAY = {"event__time_without": days(200)}
SOFT = {"contact__worth": 5, "safety__secrecy": ["hiding_everyone", "avoiding_people"]}  # U-07, U-08
ANXIOUS = {"safety__anxiety": {"peak": 8, "direction": "steady"}}  # U-02
WISH: Data = {"safety__suicide": "wish_not_here", "safety__cssrs": "low", "safety__means": False}
LONG = {"klass": "benzodiazepine", "name": "diazepam", **DAILY, "run_length": days(14)}
SEIZURE = {"safety__seizure_history": True}

# flag, what the record holds, whether the flag is set
FLAGS: list[tuple[str, Data, bool]] = [
    # M-01: run 14 d, window 14 d for short-acting names, else 28 d
    ("M-01", well(entry(**LONG), event__stopped=stopped(hours=28 * 24)), True),
    ("M-01", well(entry(**LONG), event__stopped=stopped(hours=28 * 24 + 0.1)), False),
    ("M-01", well(entry(**LONG | {"run_length": days(13)}), event__stopped=stopped()), False),
    ("M-01", well(entry(**LONG | {"name": "Lorazepam "}), event__stopped=stopped(hours=14 * 24)), True),
    (
        "M-01",
        well(entry(**LONG | {"name": "Lorazepam "}), event__stopped=stopped(hours=14 * 24 + 0.1)),
        False,
    ),
    # E-03: a slow reduction counts with perception
    (
        "E-03",
        well(entry(**LONG), safety__now=["perception"], event__stopped=stopped("slow_with_prescriber")),
        True,
    ),
    ("E-03", well(entry(**LONG), safety__now=["perception"]), False),
    # E-06: drowsy, two depressants within 24 h, and nobody watches
    (
        "E-06",
        well(alcohol(last_use=ago(24)), event__mixed=["z_drug"], safety__now=["drowsy"], frame__mode="phone"),
        True,
    ),
    (
        "E-06",
        well(
            alcohol(last_use=ago(24, 1)), event__mixed=["z_drug"], safety__now=["drowsy"], frame__mode="phone"
        ),
        False,
    ),
    ("E-06", well(alcohol(last_use=ago(24)), event__mixed=["z_drug"], safety__now=["drowsy"]), False),
    (
        "E-06",
        well(alcohol(last_use=ago(24)), event__mixed=["z_drug"], safety__now=["drowsy"], safety__alone=None),
        True,
    ),
    ("E-06", well(alcohol(last_use=ago(24)), safety__now=["drowsy"], frame__mode="phone"), False),
    # E-10: combined products of every class, 72 h
    (
        "E-10",
        well(
            entry(klass="other_sedative", last_use=ago(72)),
            event__over_max=True,
            event__over_max_by="more",
            event__product_combo=True,
        ),
        True,
    ),
    (
        "E-10",
        well(
            entry(klass="other_sedative", last_use=ago(72, 1)),
            event__over_max=True,
            event__over_max_by="more",
            event__product_combo=True,
        ),
        False,
    ),
    (
        "E-10",
        well(
            entry(klass="z_drug", last_use=ago(72)),
            event__over_max=True,
            event__over_max_by="more",
            event__product_combo=True,
        ),
        False,
    ),
    (
        "E-10",
        well(
            entry(last_use=ago(72)),
            event__mixed=["other_sedative"],
            event__over_max=True,
            event__product_combo=None,
        ),
        True,
    ),
    (
        "E-10",
        well(
            opioid(last_use=ago(10)),
            event__over_max=True,
            event__over_max_by="up_to_one_extra_dose",
            event__product_combo=True,
        ),
        False,
    ),
    ("E-10", well(opioid(last_use=ago(10)), event__over_max=None, event__product_combo=True), False),
    (
        "E-10",
        well(
            opioid(last_use=ago(10)),
            event__over_max=None,
            event__product_combo=True,
            safety__taking_intent="unsure",
        ),
        True,
    ),
    # M-03, M-02, E-09, M-23: three days are exposed
    (
        "M-02",
        well(
            alcohol(run_length=days(3), **DAILY),
            safety__withdrawal={"signs": ["shaking"], "strength": "mild"},
        ),
        True,
    ),
    (
        "M-02",
        well(
            alcohol(run_length=days(2), **DAILY),
            safety__withdrawal={"signs": ["shaking"], "strength": "mild"},
        ),
        False,
    ),
    (
        "E-09",
        well(alcohol(run_length=days(3), **DAILY), safety__withdrawal={"signs": ["shaking"]}, **SEIZURE),
        True,
    ),
    (
        "E-09",
        well(alcohol(run_length=days(2), **DAILY), safety__withdrawal={"signs": ["shaking"]}, **SEIZURE),
        False,
    ),
    ("M-23", well(alcohol(run_length=days(3), last_use=ago(120), **DAILY), **SEIZURE), True),
    ("M-23", well(alcohol(run_length=days(3), last_use=ago(120, 1), **DAILY), **SEIZURE), False),
    ("M-23", well(alcohol(run_length=days(4), last_use=ago(28 * 24), **DAILY), **SEIZURE), True),
    ("M-23", well(alcohol(run_length=days(4), last_use=ago(28 * 24, 1), **DAILY), **SEIZURE), False),
    (
        "M-23",
        well(
            entry(klass="gabapentinoid", run_length=days(3), last_use=ago(28 * 24)),
            safety__medical=["epilepsy"],
        ),
        True,
    ),
    (
        "M-23",
        well(
            entry(klass="gabapentinoid", run_length=days(3), last_use=ago(28 * 24, 1)),
            safety__medical=["epilepsy"],
        ),
        False,
    ),
    (
        "M-23",
        well(entry(klass="gabapentinoid", run_length=days(2), last_use=ago(1)), safety__medical=["epilepsy"]),
        False,
    ),
    (
        "M-23",
        well(
            entry(klass="gabapentinoid", run_length=days(14), **DAILY, last_use=ago(1)),
            event__stopped=stopped(hours=900),
            **SEIZURE,
        ),
        False,
    ),
    # M-04 and U-23: what lowers tolerance, and what is recent
    (
        "M-04",
        well(opioid(last_use=ago(24)), event__amount_vs_before="same", event__time_without=days(7)),
        True,
    ),
    (
        "M-04",
        well(opioid(last_use=ago(24)), event__amount_vs_before="same", event__time_without=days(6.9)),
        False,
    ),
    ("M-04", well(opioid(last_use=ago(24)), event__amount_vs_before="same", event__time_without=None), True),
    ("M-04", well(opioid(last_use=ago(24, 1)), event__amount_vs_before="same", **AWAY), False),
    ("U-23", well(opioid(last_use=ago(24, 1)), event__amount_vs_before="same", **AWAY), True),
    ("M-04", well(opioid(last_use=ago(72)), event__amount_vs_before="more", **AWAY), True),
    ("M-04", well(opioid(last_use=ago(72, 1)), event__amount_vs_before="more", **AWAY), False),
    ("M-04", well(opioid(last_use=ago(23)), event__amount_vs_before="less", **AWAY), False),
    ("U-23", well(opioid(last_use=ago(23)), event__amount_vs_before="less", **AWAY), False),
    ("M-04", well(opioid(last_use=ago(72), name="Methadone 10"), **AWAY), True),
    ("M-04", well(opioid(last_use=ago(72, 1), name="Methadone 10"), **AWAY), False),
    ("M-04", well(opioid(last_use=ago(72), name=None), **AWAY), True),
    (
        "M-04",
        well(
            opioid(last_use=ago(72), name=None, source="own_prescription", vs_prescription="as_prescribed"),
            **AWAY,
        ),
        False,
    ),
    ("M-04", well(opioid(last_use=ago(72), route="nasal"), **AWAY), True),
    ("M-04", well(opioid(last_use=ago(72, 1), route="nasal"), **AWAY), False),
    ("U-23", well(opioid(last_use=ago(72, 1), route="nasal"), **AWAY), True),
    ("M-04", well(opioid(last_use=ago(72, 1), route="nasal"), event__supply=True, **AWAY), True),
    ("M-04", well(opioid(), event__supply=True, **AWAY), False),
    ("U-23", well(opioid(), event__supply=True, **AWAY), True),
    ("M-04", well(opioid(), event__supply=True, event__amount_vs_before="same", **AWAY), True),
    ("M-04", well(opioid(last_use=ago(24)), event__supply=True, **AWAY), True),
    ("M-04", well(opioid(last_use=ago(24, 1)), event__supply=True, **AWAY), False),
    ("M-04", well(opioid(last_use=ago(72)), safety__overdose_history="within_year", **AWAY), True),
    ("M-04", well(opioid(last_use=ago(72)), safety__overdose_history="over_year_ago", **AWAY), False),
    (
        "M-04",
        well(
            opioid(last_use=ago(72)),
            event__oud_medication="methadone",
            event__missed_doses="three_days_or_more",
        ),
        True,
    ),
    (
        "M-04",
        well(
            opioid(last_use=ago(72)), event__oud_medication="methadone", event__missed_doses="one_or_two_days"
        ),
        False,
    ),
    ("M-04", well(opioid(last_use=ago(72)), event__oud_medication="naltrexone"), True),
    ("U-23", well(opioid(last_use=ago(72, 1)), event__oud_medication="naltrexone"), True),
    ("M-04", well(opioid(), event__now=None, **AWAY), True),
    ("M-04", well(opioid(), event__now="as_prescribed_only", **AWAY), True),
    ("M-04", well(opioid(), **AWAY), False),
    # M-05: two depressants within 24 h; treatment beside another depressant is U-05 whenever it was
    ("M-05", well(alcohol(last_use=ago(24)), event__mixed=["z_drug"]), True),
    ("M-05", well(alcohol(last_use=ago(24, 1)), event__mixed=["z_drug"]), False),
    ("M-05", well(alcohol(last_use=ago(72)), event__mixed=["z_drug"], event__now="unsure"), True),
    ("M-05", well(alcohol(last_use=ago(72, 1)), event__mixed=["z_drug"], event__now="unsure"), False),
    ("U-05", well(alcohol(last_use=ago(900)), event__oud_medication="buprenorphine"), True),
    ("U-05", well(opioid(last_use=ago(900)), event__oud_medication="buprenorphine"), False),
    # M-07 and U-19: a swallowed product of a well person has 24 h, others 72 h
    ("M-07", well(entry(source="bought", last_use=ago(24))), True),
    ("M-07", well(entry(source="bought", last_use=ago(24, 1))), False),
    ("U-19", well(entry(source="bought", last_use=ago(24, 1))), True),
    ("M-07", well(entry(source="bought", last_use=ago(72), route="nasal")), True),
    ("M-07", well(entry(source="bought", last_use=ago(72, 1), route="nasal")), False),
    ("M-07", well(entry(source="bought", last_use=ago(72)), safety__now=None), True),
    ("M-07", well(entry(source="bought", last_use=ago(72)), safety__now=["fluids"]), True),
    ("M-07", well(entry(klass="illicit", last_use=ago(72))), True),
    ("M-07", well(entry(klass="illicit", last_use=ago(72, 1))), False),
    ("M-07", well(entry(last_use=ago(72)), event__mixed=["illicit"]), True),
    ("M-07", well(entry(last_use=ago(72, 1)), event__mixed=["illicit"]), False),
    ("M-07", well(entry(source="bought", last_use=ago(24, 1)), event__supply=None), True),
    ("M-07", well(entry(source="over_the_counter", last_use=ago(1)), event__supply=True), False),
    # M-08 and U-21
    ("U-21", well(**WISH), True),
    ("M-08", well(**WISH), False),
    *[
        ("M-08", well(**WISH | change), True)
        for change in (
            {"safety__cssrs": None},
            {"safety__cssrs": "not_done"},
            {"safety__means": None},
            {"safety__means": True},
            {"safety__taking_intent": None},
            {"event__now": "still_taking"},
            {"event__now": None},
            {"safety__medical": ["pregnant"]},
            {"safety__medical": ["birth_within_year"]},
            {"safety__overdose_history": "within_year"},
            {"frame__age_band": "under_18"},
        )
    ],
    ("U-21", well(**WISH, event__now="as_prescribed_only"), True),
    ("M-08", well(safety__overdose_history="within_year", safety__overdose_meant="meant"), True),
    ("M-08", well(safety__overdose_history="over_year_ago", safety__overdose_meant="meant"), False),
    ("M-08", well(safety__overdose_history="within_year", safety__overdose_meant="unsure"), False),
    # M-15 and U-25
    ("M-15", well(**SOFT), False),
    ("U-25", well(**SOFT), False),
    ("U-25", well(**SOFT, **ANXIOUS), True),
    ("M-15", well(**SOFT, **ANXIOUS), False),
    ("M-15", well(**SOFT, **ANXIOUS, event__mixed=["stimulant"]), True),
    ("U-25", well(**SOFT, **ANXIOUS, event__mixed=["stimulant"]), False),
    *[
        ("M-15", well(entry(run_length=days(2)), **SOFT, **hard), True)
        for hard in (
            {"safety__agitation": "marked"},
            {"event__escalation": "up_quickly"},
            {"event__control": "could_not_stop"},
            {"event__now": "unsure"},
        )
    ],
    # M-22 and U-17
    ("M-22", well(entry(last_use=ago(24)), event__over_max=True, event__over_max_by="more"), True),
    ("M-22", well(entry(last_use=ago(24, 1)), event__over_max=True, event__over_max_by="more"), False),
    ("U-17", well(entry(last_use=ago(24, 1)), event__over_max=True, event__over_max_by="more"), True),
    (
        "M-22",
        well(
            entry(klass="other_prescription", last_use=ago(72)),
            event__over_max=True,
            event__over_max_by="more",
        ),
        True,
    ),
    ("M-22", well(entry(klass="other_prescription", last_use=ago(72)), event__over_max=True), True),
    (
        "M-22",
        well(
            entry(klass="other_prescription", last_use=ago(72, 1)),
            event__over_max=True,
            event__over_max_by="more",
        ),
        False,
    ),
    (
        "M-22",
        well(
            entry(klass="other_prescription", last_use=ago(72)),
            event__over_max=True,
            event__over_max_by="up_to_one_extra_dose",
        ),
        False,
    ),
    (
        "M-22",
        well(
            opioid(last_use=ago(72)),
            event__over_max=True,
            event__over_max_by="up_to_one_extra_dose",
            event__product_combo=True,
        ),
        True,
    ),
    (
        "M-22",
        well(
            opioid(last_use=ago(72, 1)),
            event__over_max=True,
            event__over_max_by="up_to_one_extra_dose",
            event__product_combo=True,
        ),
        False,
    ),
    # M-24, M-25, M-26
    ("M-24", well(alcohol(last_use=ago(24)), event__alcohol_medication="disulfiram"), True),
    ("M-24", well(alcohol(last_use=ago(24, 1)), event__alcohol_medication="disulfiram"), False),
    (
        "M-24",
        well(alcohol(last_use=ago(24, 1)), event__alcohol_medication="disulfiram", event__now=None),
        True,
    ),
    (
        "M-24",
        well(entry(last_use=ago(24)), event__mixed=["alcohol"], event__alcohol_medication="disulfiram"),
        True,
    ),
    ("M-24", well(alcohol(last_use=ago(1)), event__alcohol_medication="acamprosate"), False),
    ("M-25", well(opioid(last_use=ago(240)), event__oud_medication="naltrexone"), True),
    ("M-25", well(opioid(last_use=ago(240, 1)), event__oud_medication="naltrexone"), False),
    (
        "M-25",
        well(
            entry(last_use=ago(240)),
            event__mixed=["alcohol", "opioid"],
            event__alcohol_medication="naltrexone",
        ),
        True,
    ),
    ("M-25", well(alcohol(last_use=ago(1)), event__alcohol_medication="naltrexone"), False),
    ("M-26", well(entry(klass="stimulant", last_use=ago(24)), safety__medical=["heart"]), True),
    ("M-26", well(entry(klass="stimulant", last_use=ago(24, 1)), safety__medical=["heart"]), False),
    (
        "M-26",
        well(entry(klass="stimulant", last_use=ago(900)), safety__medical=["heart"], event__now="unsure"),
        True,
    ),
    ("M-26", well(entry(klass="stimulant", last_use=ago(1)), safety__medical=["lung"]), False),
    # M-17 and U-20: overdose history of everyone
    ("M-17", well(entry(last_use=ago(72)), safety__overdose_history="within_year"), True),
    ("U-20", well(entry(last_use=ago(72, 1)), safety__overdose_history="within_year"), True),
    # U-24: age with use that goes on
    ("U-24", well(frame__age_band="age_65_plus", event__now="unsure"), True),
    ("U-24", well(frame__age_band="age_65_plus"), False),
    # follow-up
    ("U-22", checked_in(followup__use_since=True), True),
    ("U-22", checked_in(), False),
    ("M-03", checked_in(followup__withdrawal={"signs": ["shaking"]}), True),
]


MEANT: Data = {"safety__taking_intent": "intended"}
CARELESS: Data = {"safety__taking_intent": "did_not_care"}
DROWSY: Data = {"safety__now": ["drowsy"]}
MILD: Data = {"safety__withdrawal": {"signs": ["shaking"], "strength": "mild"}}
DRIVES: Data = {"safety__duties": ["driving_machinery"]}
MONTHS = {"run_length": days(60), **DAILY}
BABY: Data = {"safety__medical": ["birth_within_year"]}
BY_MORE: Data = {"event__over_max": True, "event__over_max_by": "more"}
NOTHING: Data = {"contact__meaning": "failed"}

# Rules that 1.1 left as they were, in the same form.
KEPT_FLAGS: list[tuple[str, Data, bool]] = [
    (
        "E-03",
        well(entry(klass="gabapentinoid", **MONTHS), safety__now=["perception"], event__stopped=stopped()),
        True,
    ),
    ("E-03", well(alcohol(**MONTHS), safety__now=["perception"], event__stopped=None), True),
    ("E-03", well(entry(klass="stimulant", **MONTHS), safety__now=["perception"]), False),
    ("M-09", well(entry(klass="stimulant", **MONTHS), safety__now=["perception"]), True),
    ("E-05", well(entry(last_use=ago(72)), **MEANT), True),
    ("E-05", well(entry(last_use=ago(72, 1)), **MEANT), False),
    ("M-08", well(entry(last_use=ago(72, 1)), **MEANT), True),
    ("M-08", well(entry(last_use=ago(72)), **MEANT), False),
    ("E-05", well(entry(last_use=ago(24)), **CARELESS, event__over_max=True), True),
    ("E-05", well(entry(last_use=ago(24, 1)), **CARELESS, event__over_max=True), False),
    ("E-05", well(entry(last_use=ago(24)), **CARELESS), False),
    ("E-05", well(entry(last_use=ago(24)), **CARELESS, event__over_max=None), True),
    ("E-05", well(entry(last_use=ago(24)), **CARELESS, event__mixed=None), True),
    ("E-05", well(entry(last_use=ago(24)), **CARELESS, event__mixed=["illicit"]), True),
    ("E-05", well(entry(last_use=ago(24)), **CARELESS, event__mixed=["stimulant"]), False),
    (
        "E-05",
        well(
            alcohol(last_use=ago(24)),
            entry(klass=None, last_use=ago(24, 1)),
            **CARELESS,
            event__over_max=False,
        ),
        True,
    ),
    ("E-05", well(alcohol(last_use=ago(1)), entry(klass="stimulant", last_use=ago(1)), **CARELESS), False),
    ("E-06", well(opioid(), **DROWSY), False),
    ("M-21", well(opioid(), **DROWSY), True),
    ("E-06", well(opioid(), **DROWSY, event__mixed=["alcohol"]), True),
    ("M-21", well(opioid(), **DROWSY, event__mixed=["alcohol"]), False),
    ("E-06", well(opioid(), **DROWSY, event__mixed=None), True),
    ("E-06", well(entry(klass="illicit"), **DROWSY), True),
    ("E-06", well(entry(klass="stimulant", source="bought"), **DROWSY), False),
    ("E-06", well(alcohol(), **DROWSY, event__oud_medication="methadone"), True),
    ("E-06", well(alcohol(), **DROWSY, event__mixed=["z_drug"]), False),
    ("E-08", well(safety__mental_state=["harm_plan", "voices_visions"]), True),
    ("M-09", well(safety__mental_state=["harm_plan", "voices_visions"]), False),
    ("M-09", well(safety__mental_state=["voices_visions"]), True),
    ("M-20", well(safety__mental_state=["harm_thoughts"]), True),
    (
        "E-09",
        well(entry(klass=None, run_length=days(3)), safety__withdrawal={"signs": ["shaking"]}, **SEIZURE),
        True,
    ),
    ("E-09", well(opioid(**MONTHS), safety__withdrawal={"signs": ["shaking"]}, **SEIZURE), False),
    ("E-11", well(safety__medical=["pregnant"], safety__now=["fluids"]), True),
    ("E-11", well(safety__now=["bleeding"]), True),
    ("E-11", well(safety__medical=["pregnant"]), False),
    ("M-02", well(alcohol(**MONTHS), event__stopped=stopped("slow_with_prescriber", 120)), True),
    ("M-02", well(alcohol(**MONTHS), event__stopped=stopped("stopped", 120.1)), False),
    ("M-03", well(entry(**MONTHS), **MILD), True),
    ("M-03", well(entry(**MONTHS), **MILD, event__stopped=stopped("slow_with_prescriber", 900)), False),
    ("M-03", well(opioid(**MONTHS), **MILD), False),
    ("M-03", well(opioid(**MONTHS), **MILD, safety__medical=["heart"]), True),
    ("M-03", well(opioid(**MONTHS), **MILD, frame__age_band="age_65_plus"), True),
    ("M-03", well(opioid(**MONTHS), safety__withdrawal={"signs": ["shaking"]}), True),
    ("M-06", well(opioid(), **BABY), True),
    ("M-06", well(entry(klass=None), **BABY), True),
    ("M-06", well(alcohol(), **BABY), False),
    ("M-07", well(entry(klass=None, last_use=ago(72))), True),
    ("M-10", well(safety__sleep={"night_1": 1, "night_2": 1, "night_3": 8, "difficulty": 4}), True),
    ("M-10", well(safety__sleep={"night_1": 1, "night_2": 2, "night_3": 1, "difficulty": 4}), False),
    (
        "M-10",
        well(safety__sleep={"night_1": 3, "night_2": 3, "night_3": 3}, safety__agitation="marked"),
        True,
    ),
    (
        "M-10",
        well(safety__sleep={"night_1": 3, "night_2": 3, "night_3": 4}, safety__agitation="marked"),
        False,
    ),
    ("M-10", well(safety__sleep={"night_1": 3, "night_2": 3, "night_3": 3}), False),
    (
        "M-11",
        well(opioid(run_length=days(2)), event__escalation="up_quickly", event__control="could_not_stop"),
        True,
    ),
    ("M-11", well(opioid(run_length=days(2)), event__escalation="up_quickly", event__now="unsure"), True),
    ("M-11", well(opioid(run_length=days(2)), event__escalation="up_quickly"), False),
    (
        "M-12",
        well(entry(klass="gabapentinoid", run_length=days(14), **DAILY), event__stopped=stopped()),
        True,
    ),
    (
        "M-12",
        well(entry(klass="gabapentinoid", run_length=days(14), days_per_week=3), event__stopped=stopped()),
        False,
    ),
    ("M-12", well(entry(klass="other_sedative", name=None, **MONTHS), event__stopped=stopped()), True),
    (
        "M-12",
        well(entry(klass="other_sedative", name="Baclofen 10", **MONTHS), event__stopped=stopped()),
        True,
    ),
    ("M-12", well(entry(klass="other_sedative", name="other", **MONTHS), event__stopped=stopped()), False),
    ("M-13", well(event__now="unsure", safety__medical=["lung"]), True),
    ("M-14", well(event__control="could_not_stop", stabilise__worsening="quickly_worse"), True),
    ("M-14", well(event__control="could_not_stop", stabilise__can_interrupt="cannot"), True),
    ("M-14", well(stabilise__can_interrupt="cannot"), False),
    ("M-22", well(entry(klass="other_sedative", last_use=ago(72)), **BY_MORE), True),
    ("M-22", well(entry(klass=None, last_use=ago(72)), **BY_MORE), True),
    ("M-22", well(alcohol(last_use=ago(1)), entry(last_use=ago(25)), **BY_MORE), False),
    ("M-23", well(entry(klass=None, last_use=ago(28 * 24), **MONTHS), **SEIZURE, event__stopped=None), True),
    ("M-25", well(entry(klass="illicit", last_use=ago(240)), event__oud_medication="naltrexone"), True),
    ("M-25", well(entry(klass=None, last_use=ago(240)), event__oud_medication="naltrexone"), True),
    (
        "U-11",
        well(entry(klass="other_prescription", run_length=days(14), **DAILY), event__stopped=stopped()),
        True,
    ),
    (
        "U-11",
        well(entry(klass="other_prescription", run_length=days(13), **DAILY), event__stopped=stopped()),
        False,
    ),
    ("U-12", well(**NOTHING, contact__worth=3), True),
    ("U-12", well(**NOTHING, contact__worth=4), False),
    ("U-13", well(entry(last_use=ago(24)), **DRIVES), True),
    ("U-13", well(entry(last_use=ago(24, 1)), **DRIVES), False),
    ("U-13", well(entry(klass="stimulant", last_use=ago(24)), **DRIVES, event__mixed=["alcohol"]), True),
    ("U-13", well(entry(klass="stimulant", last_use=ago(24, 1)), **DRIVES, event__mixed=["alcohol"]), False),
    ("U-13", well(entry(klass="stimulant", last_use=ago(1)), **DRIVES), False),
    ("U-13", well(entry(last_use=ago(900)), **DRIVES, event__now="as_prescribed_only"), True),
]


@pytest.mark.parametrize(("flag", "data", "expected"), FLAGS + KEPT_FLAGS)
def test_border_of_a_flag(flag: str, data: Data, expected: bool) -> None:
    """The flag is set on the inner side of its border and not on the outer one."""
    assert (flag in evaluate(data).flags) is expected


def test_the_well_person_has_no_flag() -> None:
    """The record that the border tests change is level 1, so each change speaks for itself."""
    assert evaluate(well()).flags == []
    assert evaluate(checked_in()).flags == []


REGULAR: list[tuple[Data, bool, bool]] = [
    (entry(run_length=days(3), **DAILY), False, True),
    (entry(run_length=days(3.1), **DAILY), True, True),
    (entry(run_length=days(2), **DAILY), False, False),
    (entry(run_length=days(4), days_per_week=4), True, True),
    (entry(run_length=days(4), days_per_week=3), False, True),
    (entry(run_length=days(4), days_per_week=None), True, True),
    (entry(run_length=days(2), days_per_week=None), False, False),
    (entry(run_length=None, days_per_week=1), False, True),
    (entry(run_length=None, first_use="2026-11-15", days_per_week=7), True, True),
    (entry(run_length=days(1), first_use="2026-11-13", days_per_week=1), False, True),
]


@pytest.mark.parametrize(("taken", "regular", "exposed"), REGULAR)
def test_regular_and_exposed(taken: Data, regular: bool, exposed: bool) -> None:
    """A stated run of at most 3 days is not regular, dates alone prove no short run, 3 days are exposed."""
    facts = evaluate(well(taken)).entries[0]
    assert (facts["regular"], facts["exposed"]) == (regular, exposed)


NOSTOP: list[tuple[Data, bool]] = [
    (well(entry(run_length=days(7), **DAILY)), True),
    (well(entry(run_length=days(6.9), **DAILY)), False),
    (well(entry(run_length=days(3), **DAILY), safety__withdrawal=None), True),
    (
        well(
            entry(run_length=days(3), **DAILY), safety__withdrawal={"signs": ["shaking"], "strength": "mild"}
        ),
        True,
    ),
    (well(entry(run_length=days(3), **DAILY), **SEIZURE), True),
    (well(entry(run_length=days(3), **DAILY), safety__seizure_history=None), True),
    (well(entry(run_length=days(3), **DAILY), safety__medical=["epilepsy"]), True),
    (well(entry(run_length=days(3), **DAILY), safety__medical=["pregnant"]), True),
    (well(entry(run_length=days(3), **DAILY), safety__medical=["heart"]), False),
    (well(entry(run_length=days(2), **DAILY), safety__medical=["epilepsy"], **SEIZURE), False),
    (well(entry(klass="stimulant", run_length=days(90), **DAILY)), False),
]


@pytest.mark.parametrize(("data", "expected"), NOSTOP)
def test_nostop(data: Data, expected: bool) -> None:
    """P-NOSTOP needs a week of regular use, or three days and a danger of withdrawal."""
    assert ("P-NOSTOP" in evaluate(data).actions) is expected


QUESTIONS: list[tuple[str, Data, bool]] = [
    ("safety.withdrawal", well(entry(klass="gabapentinoid", run_length=days(3))), True),
    ("safety.withdrawal", well(entry(klass="gabapentinoid", run_length=days(2))), False),
    ("safety.seizure_history", well(entry(klass="gabapentinoid", run_length=days(3))), False),
    ("safety.seizure_history", well(entry(run_length=days(3))), True),
    ("event.stopped", well(entry(run_length=days(14), **DAILY)), True),
    ("event.stopped", well(entry(run_length=days(13), **DAILY)), False),
    ("stabilise.past", well(event__control="could_not_stop"), True),
    ("stabilise.past", well(entry(run_length=days(2)), event__escalation="up_quickly"), True),
    ("stabilise.past", well(event__now="unsure"), True),
    ("stabilise.past", well(safety__now=["fluids"]), True),
    ("stabilise.past", well(safety__home_safe="not_always"), False),
    ("event.over_max", well(entry(source="left_over", vs_prescription="as_prescribed")), True),
    ("event.product_combo", well(opioid()), True),
    ("event.product_combo", well(entry(klass=None)), True),
    ("event.product_combo", well(entry(klass="other_sedative")), True),
    ("event.product_combo", well(), False),
    ("event.missed_doses", well(event__oud_medication="naltrexone"), True),
    ("event.missed_doses", well(event__oud_medication="stopped_within_3_months"), False),
    ("safety.overdose_meant", well(safety__overdose_history="over_year_ago"), True),
    ("safety.overdose_meant", well(), False),
    ("safety.overdose_history", well(alcohol()), True),
    ("event.over_max", well(entry(source="own_prescription", vs_prescription="as_prescribed")), False),
    ("event.over_max", well(entry(source="over_the_counter", vs_prescription="as_prescribed")), True),
]


@pytest.mark.parametrize(("question", "data", "expected"), QUESTIONS)
def test_relevance(question: str, data: Data, expected: bool) -> None:
    """A question opens on one side of its border and stays disabled on the other."""
    assert (question in evaluate(data).enabled) is expected


ACTIONS: list[tuple[str, Data, bool]] = [
    ("D-04", well(event__control="could_not_stop"), True),
    ("D-04", well(entry(run_length=days(7), **DAILY), event__now="as_prescribed_only"), True),
    ("D-04", well(entry(run_length=days(7), **DAILY), event__now=None), True),
    ("D-04", well(entry(run_length=days(7), **DAILY)), False),
    ("D-00", well(entry(run_length=days(7), **DAILY)), True),
    ("D-04", well(event__control="could_not_stop", safety__duties=["dependant_in_danger"]), False),
    ("D-OPEN", well(event__control="could_not_stop", safety__duties=["dependant_in_danger"]), True),
    ("D-OPEN", well(frame__age_band="under_18"), True),
    ("D-03", well(event__control="could_not_stop", stabilise__can_interrupt=None), True),
    ("P-MEANS", well(safety__overdose_history="within_year", safety__overdose_meant="meant"), True),
    ("P-MEANS", well(), False),
    ("P-MEANS", checked_in(followup__suicide="wish_not_here"), True),
    ("P-MOUD", well(opioid(), event__control="could_not_stop"), True),
    ("P-MOUD", well(opioid(), event__control="could_not_stop", event__oud_medication=None), True),
    ("P-MOUD", well(opioid(), event__control="could_not_stop", event__oud_medication="methadone"), False),
    ("P-MOUD", well(opioid()), False),
    (
        "P-MOUD",
        well(
            opioid(source="own_prescription", vs_prescription="as_prescribed"),
            event__control="could_not_stop",
        ),
        False,
    ),
    ("P-TOLERANCE", well(opioid(), event__supply=True, **AWAY), True),
    ("P-TOLERANCE", well(opioid(), **AWAY), False),
    ("P-STORE", well(entry(run_length=days(7), **DAILY), event__supply=True), True),
    ("P-SUPPLY", well(entry(run_length=days(7), **DAILY), event__supply=True), False),
    ("P-SUPPLY", well(entry(run_length=days(6), **DAILY), event__supply=True), True),
    ("P-SUPPLY", well(entry(source="bought", run_length=days(7), **DAILY), event__supply=True), True),
    ("P-STORE", well(entry(source="bought", run_length=days(7), **DAILY), event__supply=True), False),
]


@pytest.mark.parametrize(("action", "data", "expected"), ACTIONS)
def test_border_of_an_action(action: str, data: Data, expected: bool) -> None:
    """The action fires on one side of its border and not on the other."""
    assert (action in evaluate(data).actions) is expected


# ------------------------------------------------------------------------------- contact and dues


def contact(when: Any) -> Data:
    """An agreed contact."""
    return {"when": when, "who": "therapist"}


EMERGENCY = {"safety__now": ["chest"]}
SAMEDAY = {"safety__now": ["fluids"]}
REENGAGE = {"safety__secrecy": ["missing_appointments"]}
EXTRA: list[tuple[Data, str | None]] = [
    (well(**EMERGENCY, revise__next_contact=contact(ahead(13))), None),
    (well(**EMERGENCY, revise__next_contact=contact(ahead(14))), "today"),
    (well(**EMERGENCY, revise__next_contact=None), "today"),
    (well(**SAMEDAY, revise__next_contact=contact("2026-11-21T23:59:00+01:00")), None),
    (well(**SAMEDAY, revise__next_contact=contact("2026-11-22T00:00:00+01:00")), "days 1"),
    (well(**SAMEDAY, revise__next_contact=contact("2026-11-22")), "days 1"),
    (well(**SAMEDAY, revise__next_contact={"status": "declined"}), "days 1"),
    (well(**REENGAGE, revise__next_contact=contact(ahead(48))), None),
    (well(**REENGAGE, revise__next_contact=contact(ahead(48, 1))), "hours 48"),
    (well(**REENGAGE, revise__next_contact=contact("2026-11-22")), None),
    (well(**REENGAGE, revise__next_contact=contact("2026-11-23")), "hours 48"),
    (well(**REENGAGE, revise__next_contact=None), "hours 48"),
    (well(revise__next_contact=None), None),
    (checked_in(followup__contact_kept=False, followup__next_contact=contact(ahead(49))), "hours 48"),
]


@pytest.mark.parametrize(("data", "expected"), EXTRA)
def test_extra_contact(data: Data, expected: str | None) -> None:
    """A late or missing contact has one before it: the same day, the next day, or within 48 hours."""
    assert evaluate(data).extra_contact == expected


AGREED: list[tuple[Any, str | None]] = [
    (ahead(minutes=1), ahead(minutes=1)),
    (ahead(), None),
    (ago(minutes=1), None),
    ("2026-11-20", "2026-11-20"),
    ("2026-11-19", None),
    ("2026-11-20T10:01:00", ahead(minutes=1)),
]


@pytest.mark.parametrize(("when", "expected"), AGREED)
def test_a_contact_in_the_past_is_none(when: str, expected: str | None) -> None:
    """Only a contact after the session counts; without one the gap stands."""
    outcome = evaluate(well(revise__next_contact=contact(when)))
    assert outcome.next_contact == expected
    assert ("GAP-CONTACT" in outcome.gaps) is (expected is None)


DUES: list[tuple[str, Data, str | None]] = [
    ("P-CONTACT", well(), "hours 72"),
    ("P-CONTACT", well(**REENGAGE, event__control="could_not_stop"), "hours 72"),
    ("P-CONTACT", well(**SOFT, **ANXIOUS), "hours 24"),
    ("P-CONTACT", well(**SAMEDAY), "days 1"),
    ("P-CONTACT", well(**EMERGENCY), "today"),
    ("P-CONTACT", checked_in(), "days 7"),
    ("P-AGAIN", well(safety__pull=7), "today"),
    ("P-AGAIN", well(safety__pull=8), "tonight"),
    ("P-AGAIN", checked_in(followup__pull=8), "tonight"),
    ("P-MEANS", well(**WISH), "today"),
    ("P-MEANS", well(safety__suicide="plan_or_method"), "now"),
    ("P-STORE", well(entry(run_length=days(7), **DAILY), event__supply=True), "hours 24"),
    ("P-STORE", well(entry(run_length=days(7), **DAILY), event__supply=True, **WISH), "today"),
    ("P-SUPPLY", well(event__supply=True), "hours 24"),
    ("P-SUPPLY", well(event__supply=True, **WISH), "today"),
    ("P-SUPPLY", well(entry(source="bought", run_length=days(7), **DAILY), event__supply=True), None),
    ("P-OUD", well(opioid(last_use=ago(72)), event__oud_medication="methadone"), "today"),
    ("P-OUD", well(opioid(last_use=ago(72, 1)), event__oud_medication="methadone"), "hours 72"),
    ("P-CLARIFY", well(safety__suicide=None), "today"),
    ("P-CLARIFY", well(safety__anxiety=None), "hours 72"),
    ("P-SAMEDAY", well(**SAMEDAY), "today"),
    ("P-SAMEDAY", well(opioid(last_use=ago(10)), event__over_max=None, event__product_combo=True), "now"),
    ("P-SAMEDAY", well(opioid(), event__over_max=None, event__product_combo=True, **SAMEDAY), "today"),
    ("P-MEDREVIEW", well(prior__medication_review=False, event__control="could_not_stop"), "days 7"),
    ("P-MEDREVIEW", well(prior__medication_review=False, **SAMEDAY), "today"),
    ("Q-EARLY", well(sequence__event=[{"what": "x"}], event__control="could_not_stop"), "now"),
    ("Q-EARLY", well(sequence__event=[{"what": "x"}], **SAMEDAY), "next_contact"),
    ("P-HOME", well(safety__home_safe="not_always"), "hours 72"),
    ("P-HOME", well(safety__home_safe="in_danger"), "now"),
    ("S-REENGAGE", well(**REENGAGE), "next_contact"),
    ("S-REENGAGE", well(**REENGAGE, revise__next_contact=None), "hours 48"),
    ("S-REENGAGE", well(**REENGAGE, **SAMEDAY, revise__next_contact=None), "days 1"),
    ("F-4", well(**EMERGENCY, revise__next_contact=None), "today"),
    ("D-04", well(event__control="could_not_stop"), "hours 72"),
    ("D-00", well(), "next_contact"),
]


@pytest.mark.parametrize(("line", "data", "word"), DUES)
def test_due_words(line: str, data: Data, word: str | None) -> None:
    """Each line has the due word of 7.7."""
    outcome = evaluate(data)
    assert line in outcome.actions
    assert outcome.due_words.get(line) == word


SAFE_PLAN: Data = {"prior__kept": "the evening walk", "revise__ifthen": [{"if": "a", "then": "b"}]}
LATE: list[tuple[Data, bool]] = [
    (well(revise__next_contact=contact("2026-11-27T23:00:00+01:00")), False),
    (well(revise__next_contact=contact("2026-11-28")), True),
    (well(event__control="could_not_stop", revise__next_contact=contact(ahead(72))), False),
    (well(event__control="could_not_stop", revise__next_contact=contact(ahead(72, 1))), True),
    (well(**SOFT, **ANXIOUS, revise__next_contact=contact(ahead(24))), False),
    (well(**SOFT, **ANXIOUS, revise__next_contact=contact(ahead(24, 1))), True),
    (well(**SAMEDAY, revise__next_contact=contact(ahead(400))), False),
]


def slots(outcome: Outcome, rule: str) -> Data:
    """The slots of a line with their texts."""
    line = next(each for each in outcome.lines if each["rule"] == rule)
    return {slot["id"]: slot["text"] for slot in line["slots"]}


@pytest.mark.parametrize(("data", "expected"), LATE)
def test_a_late_contact_asks_for_a_reason(data: Data, expected: bool) -> None:
    """At level 2 later than the due, at level 1 later than seven days; at level 3 there is an extra one."""
    assert ("late_reason" in slots(evaluate(data), "P-CONTACT")) is expected


def test_due_times_are_counted_from_the_session() -> None:
    """Hours count from the minute of the session, days are local dates, the agreed contact is itself."""
    outcome = evaluate(well(event__control="could_not_stop", contact__meaning="nothing_much"))
    assert outcome.due["P-CONTACT"] == "2026-11-23T10:00:00+01:00"
    assert outcome.due["D-04"] == "2026-11-23T10:00:00+01:00"
    assert outcome.due["P-AGAIN"] == "2026-11-20"
    assert evaluate(checked_in()).due["P-CONTACT"] == "2026-11-27"
    assert outcome.due["S-MINIMISE"] == ahead(hours=20)


# ------------------------------------------------------------- timeline, rows, under, editions


def event(domain: str | None, what: str = "what it was", days_before: float = 3, **fields: Any) -> Data:
    """One element of the timeline."""
    raw = {"what": what, "when": days(days_before), "domain": domain, "intensity": 4} | fields
    return {name: value for name, value in raw.items() if value is not None}


def test_an_event_without_a_domain_counts_as_other() -> None:
    """It is a before event with a gap line of its own, and none of the first three domains."""
    outcome = evaluate(well(sequence__event=[event(None, days_before=9), event("sleep")]))
    assert outcome.sequence == ["other", "sleep"]
    assert outcome.facts["earliest_domain"] == "other"
    assert outcome.facts["first_three_domains"] == ["sleep"]
    assert {"GAP-OTHER", "GAP-STEPS"} <= outcome.gaps
    assert "Q-EARLY" in outcome.actions


def test_conflict_offers_only_a_way_out_where_home_is_not_known_to_be_safe() -> None:
    """Joint steps need a safe home, said in private; T-ACCESS names the pharmacy only with a prescription."""
    conflict = {"sequence__event": [event("conflict"), event("access")]}
    safe = evaluate(well(**conflict))
    assert safe.options["T-CONFLICT"] == ["boundary_sentence", "time_out", "joint_session"]
    assert safe.options["T-ACCESS"] == ["fewer_routes"]
    for change in (
        {"safety__home_safe": "not_always"},
        {"frame__present": ["family"]},
        {"safety__home_safe": None},
    ):
        assert evaluate(well(**conflict, **change)).options["T-CONFLICT"] == ["safe_exit"]
    own = entry(source="own_prescription", vs_prescription="more")
    assert evaluate(well(own, **conflict)).options["T-ACCESS"] == ["fewer_routes", "pharmacy_arrangement"]


IFTHEN: list[tuple[Data, bool]] = [
    ({"if": "x", "begins_at": " loud  Nights at home "}, True),
    ({"then": "I go", "begins_at": "Loud nights at home"}, True),
    ({"begins_at": "Loud nights at home"}, False),
    ({"if": "when loud nights  at home come back"}, True),
    ({"if": "nights at home", "then": "y"}, False),
]


@pytest.mark.parametrize(("line", "expected"), IFTHEN)
def test_early_prints_under_an_if_then_line_that_begins_there(line: Data, expected: bool) -> None:
    """An if-then line that begins at the earliest event, or names it, takes Q-EARLY in."""
    data = well(sequence__event=[event("conflict", "Loud nights at home")], revise__ifthen=[line])
    assert (evaluate(data).under.get("Q-EARLY") == "A-IFTHEN") is expected


def test_under_needs_a_line_that_stands() -> None:
    """Where the upper line was removed the lower one prints alone."""
    data = well(opioid(), event__supply=True, **AWAY)
    assert evaluate(data).under["P-TOLERANCE"] == "P-NALOXONE"
    data["decisions"] = [{"kind": "remove", "rule": "P-NALOXONE"}]
    assert "P-TOLERANCE" not in evaluate(data).under


def test_paper_goes_home_only_after_it_was_agreed_in_private() -> None:
    """Where home is not safe the patient has the private card, also at level 4, until paper was rechecked."""
    unsafe = well(safety__home_safe="in_danger")
    assert evaluate(unsafe).patient_edition == "private_card"
    assert evaluate(unsafe).numbers["patient"] == ["emergency"]
    unsafe["decisions"] = [{"kind": "recheck", "what": "coercion"}]
    assert evaluate(unsafe).patient_edition == "private_card"
    unsafe["decisions"] = [{"kind": "recheck", "what": "paper"}]
    assert evaluate(unsafe).patient_edition == "emergency_card"
    assert evaluate(unsafe).emergency_card == {"P-EMERGENCY", "P-CONTACT", "F-4"}
    assert evaluate(well()).patient_edition == "plan"


def test_numbers_print_by_need() -> None:
    """Poison with E-10, M-22 and M-24, the child line under 18, the domestic line for the clinician only."""
    assert evaluate(well()).numbers == {
        "patient": ["crisis", "drugs", "emergency"],
        "clinician": ["crisis", "emergency"],
    }
    poison = evaluate(well(alcohol(last_use=ago(24)), event__alcohol_medication="disulfiram"))
    assert "poison_public" in poison.numbers["patient"]
    assert {"poison_public", "poison_professional"} <= set(poison.numbers["clinician"])
    assert "child" in evaluate(well(frame__age_band="under_18")).numbers["patient"]
    assert "domestic" in evaluate(well(safety__home_safe="not_always")).numbers["clinician"]


def test_one_fill_serves_every_slot_that_equals_it() -> None:
    """The person told is named once, for P-TOLD, P-AGAIN, S-SHAME and the rows; a row may have its own."""
    data = well(contact__feelings={"selected": ["shame"]}, sequence__event=[event("mood")])
    data["decisions"] = [
        {"kind": "fill", "rule": "S-SHAME", "slot": "person", "text": "my sister"},
        {"kind": "fill", "rule": "P-AGAIN", "slot": "place", "text": "at hers"},
    ]
    outcome = evaluate(data)
    assert slots(outcome, "P-TOLD") == {"person": "my sister", "how_much": None, "by_when": None}
    assert slots(outcome, "P-AGAIN") == {"place": "at hers", "person": "my sister"}
    assert slots(outcome, "T-MOOD") == {"person": "my sister", "activity": None}
    data["decisions"].append({"kind": "fill", "rule": "T-MOOD", "slot": "person", "text": "a neighbour"})
    assert slots(evaluate(data), "T-MOOD")["person"] == "a neighbour"
    data["profile"] = {"missed_contact": "the service calls twice"}
    assert slots(evaluate(data), "P-CONTACT")["missed"] == "the service calls twice"


def test_steps_wait_until_choosing_has_begun() -> None:
    """Before any choice one line names the domains; afterwards each one without a step is a gap."""
    data = well(sequence__event=[event("sleep", days_before=9), event("mood"), event("secrecy")])
    outcome = evaluate(data)
    assert outcome.steps_waiting == ["sleep", "mood"]
    assert outcome.gaps == {"GAP-STEPS"}
    data["decisions"] = [{"kind": "pick", "rule": "T-SLEEP", "options": ["sleep_diary"]}]
    assert evaluate(data).gaps == {"GAP-MOOD"}
    data["decisions"].append(
        {"kind": "add", "id": "own-1", "section": "trigger", "covers": "mood", "text": "a walk"}
    )
    assert evaluate(data).gaps == set()


def test_actions_follow_the_higher_of_computed_and_raised() -> None:
    """Raising opens the emergency line, lowering takes no line away and needs a reason."""
    data = well(event__control="could_not_stop")
    assert evaluate(data).level_decided is None
    data["decisions"] = [{"kind": "raise", "flag": "U-06", "to": 4, "reason": "seen"}]
    outcome = evaluate(data)
    assert (outcome.level, outcome.level_decided, outcome.acting) == (2, 4, 4)
    assert "P-EMERGENCY" in outcome.actions
    assert outcome.patient_edition == "emergency_card"
    data["decisions"] = [{"kind": "lower", "flag": "U-06", "to": 1, "reason": "seen"}]
    outcome = evaluate(data)
    assert (outcome.level, outcome.level_decided, outcome.acting) == (2, 1, 2)
    data["decisions"] = [{"kind": "lower", "flag": "U-06", "to": 1}]
    assert evaluate(data).level_decided is None


NOT_CLEAR: list[tuple[Data, bool]] = [
    ({"frame__state": "sedated"}, True),
    ({"frame__state": "unsure"}, True),
    ({"frame__state": None}, False),
    ({"frame__state": {"status": "unknown"}}, False),
]


@pytest.mark.parametrize(("change", "expected"), NOT_CLEAR)
def test_a_person_who_is_not_clear_rules_nothing_out(change: Data, expected: bool) -> None:
    """No thoughts and no intent wait until the person is clear, and so does the agreement."""
    outcome = evaluate(well(**change))
    assert ("M-16" in outcome.flags) is expected
    assert ("P-MEANS" in outcome.actions) is expected
    assert ("V-CONSENT" in outcome.unmet) is expected


# ------------------------------------------------------------------------------ an earlier record

THREE = [event("sleep", days_before=9), event("stress", days_before=5), event("access")]
FOLDED = [event("tension", days_before=9), event("access", days_before=5), event("sleep")]
EARLIER: list[tuple[Data, Data | None, set[str]]] = [
    (well(sequence__event=THREE), well(sequence__event=THREE), {"R-RECUR", "R-SAME"}),
    (well(sequence__event=THREE), well(sequence__event=FOLDED), {"R-RECUR", "R-SAME"}),
    (well(sequence__event=THREE), well(sequence__event=THREE[:2]), set()),
    (well(sequence__event=THREE[:2]), well(sequence__event=THREE[:2]), {"R-SAME"}),
    (well(sequence__event=[*THREE[:2], event(None)]), well(sequence__event=THREE), set()),
    (well(sequence__event=THREE), None, set()),
    (well(sequence__event=THREE), checked_in(), set()),
    (well(), well(), set()),
    (well(revise__ifthen=[{"if": " A  b"}]), well(revise__ifthen=[{"if": "a B"}]), {"R-SAME"}),
    (well(revise__ifthen=[{"if": "a"}]), well(revise__ifthen=[{"then": "a"}]), set()),
    (well(sequence__seen_before="several_times"), None, {"R-RECUR"}),
    (well(sequence__seen_before="unsure"), None, set()),
]


@pytest.mark.parametrize(("data", "earlier", "expected"), EARLIER)
def test_comparison_with_an_earlier_record(data: Data, earlier: Data | None, expected: set[str]) -> None:
    """R-RECUR folds close domains and needs three; R-SAME needs equal rows and pairs, not both empty."""
    assert {"R-RECUR", "R-SAME"} & evaluate(data, earlier).actions == expected


SEQUENCE: list[tuple[list[Data], bool]] = [
    ([event("sleep", days_before=9), event("anxiety", days_before=5), event("idealising")], True),
    ([event("sleep", days_before=9), event("anxiety", days_before=5), event("thoughts_of_medication")], True),
    ([event("sleep", days_before=9), event("anxiety", days_before=9), event("idealising")], False),
    (
        [event("sleep", days_before=9), event("anxiety", days_before=5), event("idealising", days_before=0)],
        False,
    ),
    ([event("anxiety", days_before=9), event("sleep", days_before=5), event("idealising")], False),
]


@pytest.mark.parametrize(("events", "expected"), SEQUENCE)
def test_sleep_anxiety_idealising(events: list[Data], expected: bool) -> None:
    """Q-SAI needs the three strictly in this order, before the use."""
    assert ("Q-SAI" in evaluate(well(sequence__event=events)).actions) is expected


USABLE: list[tuple[Any, bool]] = [
    ("no_thoughts", True),
    ({"value": "no_thoughts", "note": "said twice"}, True),
    ({"status": "declined", "note": "later"}, False),
    ({"status": "declined", "reason": "later"}, False),
    ({"value": {"status": "unknown"}, "note": "later"}, False),
    ({"value": None}, False),
    (" ", False),
    (None, False),
]


@pytest.mark.parametrize(("answer", "usable"), USABLE)
def test_usable_values(answer: Any, usable: bool) -> None:
    """1.1: a wrapper gives its value; a status, with other keys too, null and blank text give none."""
    assert ("safety.suicide" not in evaluate(well(safety__suicide=answer)).unresolved) is usable


UNMET: list[tuple[Data, set[str]]] = [
    (well(), {"V-PROFILE", "V-4PARTS"}),
    (well(frame__mode="phone"), {"V-PROFILE", "V-4PARTS", "V-REQ"}),
    (well(frame__consent=False), {"V-PROFILE", "V-4PARTS", "V-CONSENT"}),
    (well(**SAFE_PLAN), {"V-PROFILE"}),
    (well(**SAFE_PLAN, revise__next_contact={"status": "declined"}), {"V-PROFILE", "V-4PARTS"}),
    (well(**SAFE_PLAN, revise__next_contact=contact(ago(1))), {"V-PROFILE", "V-4PARTS"}),
    (well(**SAFE_PLAN, safety__now=None), {"V-PROFILE", "V-REQ"}),
    (well(**EMERGENCY), {"V-PROFILE"}),
    (checked_in(), {"V-PROFILE", "V-CONSENT"}),
    (checked_in() | {"follows": "an interview"}, {"V-PROFILE"}),
    (checked_in() | {"follows": "an interview", "profile": {"numbers": [{"number": "112"}]}}, set()),
]


@pytest.mark.parametrize(("data", "expected"), UNMET)
def test_validators(data: Data, expected: set[str]) -> None:
    """10: what keeps a plan from being final; at level 4 contact and safety suffice."""
    assert set(evaluate(data).unmet) == expected


@pytest.mark.parametrize("source", ["left_over", "over_the_counter", "relative_friend", "bought", "online"])
def test_what_was_not_prescribed(source: str) -> None:
    """2.1: these sources are not prescribed, whatever the field says, so the label is asked about."""
    taken = entry(source=source, vs_prescription="as_prescribed")
    outcome = evaluate(well(taken))
    assert outcome.entries[0]["vs_prescription"] == "not_prescribed"
    assert outcome.entries[0]["entry_nonpharmacy"] is (source in {"bought", "online"})
    assert "event.over_max" in outcome.enabled


@pytest.mark.parametrize("klass", ["benzodiazepine", "z_drug", "other_sedative"])
def test_each_sedative_counts_for_a_sharp_stop(klass: str) -> None:
    """M-01 and U-10 count every sedative class."""
    regular = entry(**LONG | {"klass": klass})
    assert "M-01" in evaluate(well(regular, event__stopped=stopped())).flags
    assert "U-10" in evaluate(well(regular, event__now="still_taking")).flags
