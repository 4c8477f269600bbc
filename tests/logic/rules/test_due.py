"""Due times (rules 7.7): every row of the table, resolved from the start in its own offset."""

from __future__ import annotations

import pytest

from tests.banks_under_test import DECLINED, UNKNOWN, plan_of
from tests.logic.plan_bases import (
    AGREED,
    TEN_HOURS_AGO,
    Data,
    due_at,
    entry,
    flags,
    follow_up,
    interview,
    line,
    regular,
    sequence,
)

NOW = "2026-11-20T10:00:00+01:00"
TODAY = "2026-11-20"
NEXT_DAY = "2026-11-21"
IN_24_HOURS = "2026-11-21T10:00:00+01:00"
IN_48_HOURS = "2026-11-22T10:00:00+01:00"
IN_72_HOURS = "2026-11-23T10:00:00+01:00"
IN_7_DAYS = "2026-11-27"

LEVEL_4, LEVEL_3 = {"safety.now": ["seizure"]}, {"safety.now": ["fluids"]}
LEVEL_2 = {"safety.agitation": "marked"}
OPIOID = entry(**{"class": "opioid", "name": "tilidine", "last_use": TEN_HOURS_AGO})
BOUGHT = regular(source="bought")
SAI = sequence("sleep", "anxiety", "idealising")
AGAIN = {"sequence.seen_before": "once"}
NONE_AGREED = {"revise.next_contact": DECLINED}
CONTINUING = {"event.now": "still_taking"}

TABLE: list[tuple[str, Data, str | None]] = [
    ("P-CONTACT", interview(LEVEL_4), TODAY),
    ("P-CONTACT", interview(LEVEL_3), NEXT_DAY),
    ("P-CONTACT", interview(LEVEL_2), IN_72_HOURS),
    ("P-CONTACT", interview(), IN_72_HOURS),
    ("P-CONTACT", interview({**LEVEL_4, **NONE_AGREED}), TODAY),
    ("P-CONTACT", interview({**LEVEL_3, **NONE_AGREED}), NEXT_DAY),
    ("P-CONTACT", follow_up(), IN_72_HOURS),
    ("P-CONTACT", follow_up({"followup.use_since": True}), IN_72_HOURS),
    ("P-CONTACT", follow_up({"followup.now": ["fluids"]}), NEXT_DAY),
    ("P-CONTACT", follow_up({"followup.now": ["seizure"]}), TODAY),
    ("P-TOLD", interview(), IN_24_HOURS),
    ("P-TOLD", follow_up(), IN_24_HOURS),
    ("P-EMERGENCY", interview(LEVEL_4), NOW),
    ("P-SAMEDAY", interview(LEVEL_3), TODAY),
    ("P-SAMEDAY", interview({"event.over_max": True}, entries=[entry(last_use=TEN_HOURS_AGO)]), TODAY),
    ("P-SAMEDAY", interview({"event.product_combo": True, "event.over_max": UNKNOWN}, entries=[OPIOID]), NOW),
    (
        "P-SAMEDAY",
        interview(
            {
                "event.product_combo": True,
                "event.over_max": True,
                "event.over_max_by": "up_to_one_extra_dose",
            },
            entries=[OPIOID],
        ),
        TODAY,
    ),
    ("P-CLARIFY", interview({"safety.medical": UNKNOWN}), TODAY),
    ("P-CLARIFY", interview({"frame.age_band": UNKNOWN}), IN_72_HOURS),
    ("P-CLARIFY", interview({"frame.age_band": UNKNOWN, **LEVEL_3}), IN_72_HOURS),
    ("P-CLARIFY", follow_up({"followup.suicide": UNKNOWN}), TODAY),
    ("P-CLARIFY", follow_up({"followup.use_since": UNKNOWN}), IN_72_HOURS),
    ("P-CORE72", interview(path="brief"), IN_72_HOURS),
    ("P-NOTALONE", interview({"safety.alone": True}), TODAY),
    ("P-MEANS", interview({"safety.suicide": "thoughts_no_plan", "safety.means": True}), TODAY),
    ("P-HOME", interview({"safety.home_safe": "in_danger"}), NOW),
    ("P-HOME", interview({"safety.home_safe": "not_always"}), IN_72_HOURS),
    ("P-DUTIES", interview({"safety.duties": ["driving_machinery"], **CONTINUING}), TODAY),
    ("P-NOSTOP", interview(entries=[regular()]), TODAY),
    ("P-STORE", interview({"event.supply": True}, entries=[regular()]), IN_24_HOURS),
    ("P-SUPPLY", interview({"event.supply": True}), IN_24_HOURS),
    ("P-SUPPLY", interview({"event.supply": True}, entries=[BOUGHT]), None),
    ("P-NALOXONE", interview({"event.oud_medication": "methadone"}), TODAY),
    ("P-OUD", interview({"event.oud_medication": "methadone"}), IN_72_HOURS),
    ("P-OUD", interview({"event.oud_medication": "naltrexone", **LEVEL_3}), IN_72_HOURS),
    (
        "P-OUD",
        interview(
            {"event.oud_medication": "stopped_within_3_months", "event.supply": True}, entries=[OPIOID]
        ),
        TODAY,
    ),
    ("P-MEDREVIEW", interview({"prior.medication_review": False}), IN_7_DAYS),
    ("P-MEDREVIEW", interview({"prior.medication_review": False, **LEVEL_2}), IN_7_DAYS),
    ("P-MEDREVIEW", interview({"prior.medication_review": False, **LEVEL_3}), TODAY),
    ("P-MEDREVIEW", interview({"prior.medication_review": False, **LEVEL_4}), TODAY),
    ("P-REOPEN", follow_up({"followup.use_since": True}), NOW),
    ("S-AVE", interview({"contact.meaning": "failed"}), NOW),
    ("S-MINIMISE", interview({"contact.meaning": "nothing_much"}), NOW),
    ("S-PANIC", interview({"contact.reactions": ["panic"]}), IN_72_HOURS),
    ("S-SHAME", interview({"contact.feelings": {"strongest": "shame"}}), IN_72_HOURS),
    ("S-REENGAGE", interview({"contact.worth": 4}), IN_48_HOURS),
    ("S-REENGAGE", follow_up({"followup.contact_kept": False}), IN_48_HOURS),
    ("Q-EARLY", interview(sequence("mood")), NOW),
    ("Q-SAI", interview(SAI), AGREED),
    ("R-PATTERN", interview(SAI), AGREED),
    ("R-RECUR", interview(AGAIN), AGREED),
    ("D-00", interview(), AGREED),
    ("Q-SAI", interview({**SAI, **NONE_AGREED}), IN_72_HOURS),
    ("R-PATTERN", interview({**SAI, **NONE_AGREED, **LEVEL_2}), IN_72_HOURS),
    ("R-RECUR", interview({**AGAIN, **NONE_AGREED, **LEVEL_3}), NEXT_DAY),
    ("R-RECUR", interview({**AGAIN, **NONE_AGREED, **LEVEL_4}), TODAY),
    ("R-RECUR", interview({**AGAIN, "revise.next_contact": {"who": "the therapist"}}), IN_72_HOURS),
    ("R-RECUR", interview({**AGAIN, "revise.next_contact": {"when": UNKNOWN}}), IN_72_HOURS),
    ("R-RECUR", interview({**AGAIN, "revise.next_contact": None}), IN_72_HOURS),
    ("D-00", interview(NONE_AGREED), IN_72_HOURS),
    ("D-00", interview({**NONE_AGREED, "frame.age_band": "under_18"}), NEXT_DAY),
    ("D-00", interview({"revise.next_contact": {"when": "2026-11-25"}}), "2026-11-25"),
    ("D-01", interview(LEVEL_3), TODAY),
    ("D-02", interview({**CONTINUING, "stabilise.worsening": "quickly_worse"}), TODAY),
    ("D-03", interview({**CONTINUING, "stabilise.can_interrupt": "unsure"}), TODAY),
    ("D-OPEN", interview({"safety.medical": UNKNOWN}), TODAY),
    ("T-SLEEP", interview(sequence("sleep")), IN_7_DAYS),
    ("T-SLEEP", follow_up({"followup.sleep": {"night_1": 1, "night_2": 1, "night_3": 8}}), IN_7_DAYS),
    ("T-ANXIETY", interview(SAI), IN_7_DAYS),
    ("T-SUPPORT", interview({"support.lacking": ["time"]}), IN_7_DAYS),
    ("A-IFTHEN-1", interview({"revise.ifthen": [{"if": "a", "then": "b"}]}), TODAY),
]


@pytest.mark.parametrize(("line_id", "data", "due"), TABLE)
def test_due(line_id: str, data: Data, due: str | None) -> None:
    """The line is due when the table says."""
    assert due_at(line(data, line_id)) == due


def test_same_plan_is_settled_now() -> None:
    """R-SAME is due now, before the plan is made final."""
    data = interview(SAI)
    assert due_at(line(data, "R-SAME", data)) == NOW


def test_rows_behind_the_table_have_their_flags() -> None:
    """The records that stand for M-22, M-16 and M-04 in the table do set these flags."""
    by_id = {(line_id, due): data for line_id, data, due in TABLE}
    assert "M-22" in flags(by_id["P-SAMEDAY", NOW])
    assert "M-22" in flags(by_id["P-SAMEDAY", TODAY])
    assert "M-16" in flags(by_id["P-CLARIFY", TODAY])
    assert "M-16" not in flags(by_id["P-CLARIFY", IN_72_HOURS])
    assert "M-04" in flags(by_id["P-OUD", TODAY])


AT_OTHER_PLACES: list[tuple[str, str, str, str, str, str]] = [
    (
        "2026-03-01T23:30:00-05:00",
        "2026-03-01",
        "2026-03-02T23:30:00-05:00",
        "2026-03-04T23:30:00-05:00",
        "2026-03-08",
        "2026-03-02",
    ),
    (
        "2026-07-14T00:15:00+05:30",
        "2026-07-14",
        "2026-07-15T00:15:00+05:30",
        "2026-07-17T00:15:00+05:30",
        "2026-07-21",
        "2026-07-15",
    ),
    (
        "2028-02-28T22:00:00+00:00",
        "2028-02-28",
        "2028-02-29T22:00:00+00:00",
        "2028-03-02T22:00:00+00:00",
        "2028-03-06",
        "2028-02-29",
    ),
    (
        "2026-12-31T09:00:00+13:00",
        "2026-12-31",
        "2027-01-01T09:00:00+13:00",
        "2027-01-03T09:00:00+13:00",
        "2027-01-07",
        "2027-01-01",
    ),
]


@pytest.mark.parametrize(("start", "today", "hours_24", "hours_72", "days_7", "days_1"), AT_OTHER_PLACES)
def test_due_in_other_offsets(
    *, start: str, today: str, hours_24: str, hours_72: str, days_7: str, days_1: str
) -> None:
    """Days and hours count in the offset of the start, over the ends of months and years."""
    data = interview(
        {**LEVEL_3, **sequence("mood"), "safety.alone": True, "safety.home_safe": "not_always"},
        entries=[entry(last_use=today)],
        started_at=start,
    )
    due = {each.id: due_at(each) for each in plan_of(data).lines}
    expected = {
        "P-CONTACT": days_1,
        "P-TOLD": hours_24,
        "P-SAMEDAY": today,
        "P-NOTALONE": today,
        "P-HOME": hours_72,
        "Q-EARLY": start,
        "T-MOOD": days_7,
    }
    assert {line_id: due[line_id] for line_id in expected} == expected


@pytest.mark.parametrize(
    ("changes", "agreed", "reason"),
    [
        (LEVEL_4, "2026-11-20T18:00:00+01:00", False),
        (LEVEL_4, "2026-11-21T08:00:00+01:00", True),
        (LEVEL_3, "2026-11-21T23:30:00+01:00", False),
        (LEVEL_3, "2026-11-21", False),
        (LEVEL_3, "2026-11-22", True),
        (LEVEL_3, "2026-11-22T00:30:00+01:00", True),
        (LEVEL_3, "2026-11-21T23:30:00-03:00", True),
        (LEVEL_2, "2026-11-23T10:00:00+01:00", False),
        (LEVEL_2, "2026-11-23T10:01:00+01:00", True),
        (LEVEL_2, "2026-11-20T15:00:00+01:00", False),
        (LEVEL_2, None, False),
    ],
)
def test_a_late_contact_asks_for_a_reason(changes: Data, agreed: str | None, reason: bool) -> None:
    """An agreed contact later than the level's due asks for a reason; an earlier one does not."""
    data = interview({**changes, "revise.next_contact": {"when": agreed, "who": "the therapist"}})
    assert ("reason" in line(data, "P-CONTACT").wording["clinician"]) is reason


@pytest.mark.parametrize(("level", "changes"), [(1, {}), (2, LEVEL_2), (3, LEVEL_3), (4, LEVEL_4)])
def test_an_agreed_contact_prints_as_it_is(level: int, changes: Data) -> None:
    """Whatever the level, the agreed date and time stand in the text."""
    data = interview(changes)
    assert plan_of(data).level == level
    assert "22 Nov 2026, 09:00" in line(data, "P-CONTACT").wording["clinician"]


def test_what_the_record_cannot_resolve_prints_in_words() -> None:
    """What happens after discharge or by arrangement has no date of its own; the words say so."""
    assert "discharge" in str(line(interview(LEVEL_4), "P-CONTACT").due)
    arranged = line(interview({"event.supply": True}, entries=[BOUGHT]), "P-SUPPLY")
    assert "arranged" in str(arranged.due)


@pytest.mark.parametrize(("line_id", "data", "due"), TABLE)
def test_every_due_is_said_in_words(line_id: str, data: Data, due: str | None) -> None:
    """Every line with a time says it in words as well."""
    found = line(data, line_id).due
    assert found is not None
    assert found.said
