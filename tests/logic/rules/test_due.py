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

THOUGHTS = {"safety.suicide": "thoughts_no_plan"}
WEEK_WITHOUT = {"event.time_without": {"value": 7, "unit": "day"}}
CODEINE = entry(**{"class": "opioid", "name": "codeine"})
THREE_DAYS_AGO, FOUR_DAYS_AGO = "2026-11-17", "2026-11-16"
QUIET_SIGNS = {
    "safety.sleep": {"night_1": 7, "night_2": 7, "night_3": 7, "difficulty": 8},
    "safety.anxiety": {"peak": 8, "direction": "steady"},
    "safety.secrecy": ["hiding_everyone"],
}
"""Three signs that are U-25."""

TABLE: list[tuple[str, Data, str | None]] = [
    ("P-CONTACT", interview(LEVEL_4), TODAY),
    ("P-CONTACT", interview(LEVEL_3), NEXT_DAY),
    ("P-CONTACT", interview(LEVEL_2), IN_72_HOURS),
    ("P-CONTACT", interview(), IN_72_HOURS),
    ("P-CONTACT", interview({**LEVEL_4, **NONE_AGREED}), TODAY),
    ("P-CONTACT", interview({**LEVEL_3, **NONE_AGREED}), NEXT_DAY),
    ("P-CONTACT", interview(QUIET_SIGNS), IN_24_HOURS),
    ("P-CONTACT", follow_up(), IN_7_DAYS),
    ("P-CONTACT", follow_up({"followup.use_since": True}), IN_72_HOURS),
    ("P-CONTACT", follow_up({"followup.now": ["fluids"]}), NEXT_DAY),
    ("P-CONTACT", follow_up({"followup.now": ["seizure"]}), TODAY),
    ("P-TOLD", interview(), IN_24_HOURS),
    ("P-TOLD", follow_up(), IN_24_HOURS),
    ("P-AGAIN", interview(), TODAY),
    ("P-AGAIN", interview({"safety.pull": 8}), TODAY),
    ("P-AGAIN", follow_up({"followup.pull": 8}), TODAY),
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
    (
        "P-MEANS",
        interview({"safety.suicide": "wish_not_here", "safety.cssrs": "low", "safety.means": False}),
        TODAY,
    ),
    ("P-MEANS", interview({"safety.suicide": "plan_or_method"}), NOW),
    (
        "P-MEANS",
        interview({"safety.taking_intent": "intended"}, entries=[entry(last_use=TEN_HOURS_AGO)]),
        NOW,
    ),
    ("P-MEANS", follow_up({"followup.suicide": "thoughts_no_plan"}), TODAY),
    ("P-MEANS", follow_up({"followup.suicide": "plan_or_method"}), NOW),
    ("P-HOME", interview({"safety.home_safe": "in_danger"}), NOW),
    ("P-HOME", interview({"safety.home_safe": "not_always"}), IN_72_HOURS),
    ("P-DUTIES", interview({"safety.duties": ["driving_machinery"], **CONTINUING}), TODAY),
    ("P-NOSTOP", interview(entries=[regular()]), TODAY),
    ("P-STORE", interview({"event.supply": True}, entries=[regular()]), IN_24_HOURS),
    ("P-SUPPLY", interview({"event.supply": True}), IN_24_HOURS),
    ("P-SUPPLY", interview({"event.supply": True}, entries=[BOUGHT]), None),
    ("P-STORE", interview({"event.supply": True, **THOUGHTS}, entries=[regular()]), TODAY),
    ("P-SUPPLY", interview({"event.supply": True, **THOUGHTS}), TODAY),
    ("P-SUPPLY", interview({"event.supply": True, **THOUGHTS}, entries=[BOUGHT]), None),
    ("P-NALOXONE", interview({"event.oud_medication": "methadone"}), TODAY),
    ("P-TOLERANCE", interview({**WEEK_WITHOUT, **CONTINUING}, entries=[CODEINE]), TODAY),
    ("P-OUD", interview({"event.oud_medication": "methadone"}), IN_72_HOURS),
    ("P-OUD", interview({"event.oud_medication": "methadone"}, entries=[CODEINE]), IN_72_HOURS),
    (
        "P-OUD",
        interview({"event.oud_medication": "methadone"}, entries=[{**CODEINE, "last_use": THREE_DAYS_AGO}]),
        TODAY,
    ),
    (
        "P-OUD",
        interview({"event.oud_medication": "methadone"}, entries=[{**CODEINE, "last_use": FOUR_DAYS_AGO}]),
        IN_72_HOURS,
    ),
    (
        "P-OUD",
        interview({"event.oud_medication": "methadone"}, entries=[{**CODEINE, "last_use": None}]),
        TODAY,
    ),
    (
        "P-OUD",
        interview({"event.oud_medication": "methadone"}, entries=[entry(last_use=TEN_HOURS_AGO)]),
        IN_72_HOURS,
    ),
    ("P-OUD", interview({"event.oud_medication": "naltrexone"}, entries=[CODEINE]), TODAY),
    (
        "P-OUD",
        interview({"event.oud_medication": "naltrexone"}, entries=[{**CODEINE, "last_use": "2026-11-09"}]),
        IN_72_HOURS,
    ),
    (
        "P-OUD",
        interview({"event.oud_medication": "naltrexone"}, entries=[entry(**{"class": "illicit"})]),
        TODAY,
    ),
    ("P-MOUD", interview(CONTINUING, entries=[{**CODEINE, "last_use": THREE_DAYS_AGO}]), TODAY),
    ("P-MOUD", interview(CONTINUING, entries=[{**CODEINE, "last_use": FOUR_DAYS_AGO}]), IN_72_HOURS),
    ("P-MOUD", interview({**WEEK_WITHOUT, **CONTINUING}, entries=[CODEINE]), TODAY),
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
    ("S-MINIMISE", interview({"contact.meaning": "nothing_much"}), AGREED),
    ("S-MINIMISE", interview({"contact.meaning": "nothing_much", **NONE_AGREED}), IN_72_HOURS),
    ("S-PANIC", interview({"contact.reactions": ["panic"]}), IN_72_HOURS),
    ("S-SHAME", interview({"contact.feelings": {"strongest": "shame"}}), IN_72_HOURS),
    ("S-REENGAGE", interview({"contact.worth": 4}), AGREED),
    ("S-REENGAGE", interview({"contact.worth": 4, **NONE_AGREED}), IN_48_HOURS),
    ("S-REENGAGE", follow_up({"followup.contact_kept": False}), AGREED),
    ("S-REENGAGE", follow_up({"followup.contact_kept": False, "followup.next_contact": None}), IN_48_HOURS),
    ("Q-EARLY", interview(sequence("mood")), NOW),
    ("Q-EARLY", interview({**sequence("mood"), **LEVEL_2}), NOW),
    ("Q-EARLY", interview({**sequence("mood"), **LEVEL_3}), AGREED),
    ("Q-EARLY", interview({**sequence("mood"), **LEVEL_4}), AGREED),
    ("Q-EARLY", interview({**sequence("mood"), **LEVEL_3, **NONE_AGREED}), NEXT_DAY),
    ("Q-EARLY", interview({**sequence("mood"), **LEVEL_4, **NONE_AGREED}), TODAY),
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
    ("D-OPEN", interview({**NONE_AGREED, "frame.age_band": "under_18"}), TODAY),
    ("D-04", interview({"event.control": "could_not_stop"}), IN_72_HOURS),
    ("D-00", interview({"revise.next_contact": {"when": TODAY}}), TODAY),
    ("D-00", interview({"revise.next_contact": {"when": "2026-11-19"}}), IN_72_HOURS),
    ("D-00", interview({"revise.next_contact": {"when": NOW}}), IN_72_HOURS),
    ("R-RECUR", interview({**AGAIN, **NONE_AGREED, **QUIET_SIGNS}), IN_24_HOURS),
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
        {
            **LEVEL_3,
            **NONE_AGREED,
            **sequence("mood"),
            "safety.alone": True,
            "safety.home_safe": "not_always",
        },
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
        "Q-EARLY": days_1,
        "T-MOOD": days_7,
    }
    assert {line_id: due[line_id] for line_id in expected} == expected


def with_contact(changes: Data, agreed: str | None) -> Data:
    """An interview with a next contact at a time."""
    return interview({**changes, "revise.next_contact": {"when": agreed, "who": "the therapist"}})


CALLED = {"contact.worth": 4}
CALLED_AT_2 = {**CALLED, **LEVEL_2}

EXTRA: list[tuple[str, Data, str | None, str | None]] = [
    ("level 4, none agreed", LEVEL_4, None, "today"),
    ("level 4, later today", LEVEL_4, "2026-11-20T18:00:00+01:00", None),
    ("level 4, today without a time", LEVEL_4, "2026-11-20", None),
    ("level 4, just before midnight", LEVEL_4, "2026-11-20T23:59:00+01:00", None),
    ("level 4, at midnight", LEVEL_4, "2026-11-21T00:00:00+01:00", "today"),
    ("level 4, tomorrow", LEVEL_4, "2026-11-21", "today"),
    ("level 4, past", LEVEL_4, "2026-11-19", "today"),
    ("level 4, today elsewhere, tomorrow here", LEVEL_4, "2026-11-20T23:30:00-03:00", "today"),
    ("level 3, none agreed", LEVEL_3, None, "days 1"),
    ("level 3, today", LEVEL_3, "2026-11-20", None),
    ("level 3, the next day", LEVEL_3, "2026-11-21", None),
    ("level 3, late on the next day", LEVEL_3, "2026-11-21T23:59:00+01:00", None),
    ("level 3, at midnight after it", LEVEL_3, "2026-11-22T00:00:00+01:00", "days 1"),
    ("level 3, the day after", LEVEL_3, "2026-11-22", "days 1"),
    ("level 3, the next day elsewhere, the day after here", LEVEL_3, "2026-11-21T23:30:00-03:00", "days 1"),
    ("level 3, the day after elsewhere, the next day here", LEVEL_3, "2026-11-22T00:30:00+03:00", None),
    ("level 3 called early, the day after", {**LEVEL_3, **CALLED}, "2026-11-22", "days 1"),
    ("level 4 called early, none agreed", {**LEVEL_4, **CALLED}, None, "today"),
    ("level 2 called early, none agreed", CALLED_AT_2, None, "hours 48"),
    ("level 2 called early, 48 hours", CALLED_AT_2, IN_48_HOURS, None),
    ("level 2 called early, 48 hours 1 minute", CALLED_AT_2, "2026-11-22T10:01:00+01:00", "hours 48"),
    ("level 2 called early, a day from its midnight", CALLED_AT_2, "2026-11-22", None),
    ("level 2 called early, the day after", CALLED_AT_2, "2026-11-23", "hours 48"),
    ("level 1 called early, none agreed", CALLED, None, "hours 48"),
    ("level 1 called early, 48 hours", CALLED, IN_48_HOURS, None),
    ("level 1 called early, 48 hours 1 minute", CALLED, "2026-11-22T10:01:00+01:00", "hours 48"),
    ("level 1 called early, past", CALLED, "2026-11-20T09:59:00+01:00", "hours 48"),
    ("level 2, none agreed", LEVEL_2, None, None),
    ("level 2, in a month", LEVEL_2, "2026-12-20", None),
    ("level 2 with three quiet signs, in a month", QUIET_SIGNS, "2026-12-20", None),
    ("level 1, none agreed", {}, None, None),
    ("level 1, in a month", {}, "2026-12-20", None),
]


@pytest.mark.parametrize(
    ("changes", "agreed", "extra"), [each[1:] for each in EXTRA], ids=[each[0] for each in EXTRA]
)
def test_the_extra_contact(changes: Data, agreed: str | None, extra: str | None) -> None:
    """A contact before the agreed one prints where that one is later than the level or S-REENGAGE bears."""
    data = with_contact(changes, agreed)
    text = line(data, "P-CONTACT").wording
    assert plan_of(data).extra_contact == extra
    assert ("Before that the therapist calls" in text["clinician"]) is (extra is not None)
    assert ("herapist calls you: " in text["patient"]) is (extra is not None)


@pytest.mark.parametrize(
    ("changes", "agreed", "extra"),
    [
        ({"followup.contact_kept": False}, None, "hours 48"),
        ({"followup.contact_kept": False}, IN_48_HOURS, None),
        ({"followup.contact_kept": False}, "2026-11-22T10:01:00+01:00", "hours 48"),
        ({"followup.contact_kept": True}, "2026-12-20", None),
        ({"followup.now": ["fluids"]}, "2026-11-21", None),
        ({"followup.now": ["fluids"]}, "2026-11-22", "days 1"),
        ({"followup.now": ["seizure"]}, "2026-11-20", None),
        ({"followup.now": ["seizure"]}, "2026-11-21", "today"),
    ],
)
def test_the_extra_contact_of_a_follow_up(changes: Data, agreed: str | None, extra: str | None) -> None:
    """A follow-up measures its own next contact by the same borders."""
    data = follow_up({**changes, "followup.next_contact": {"when": agreed, "who": "the therapist"}})
    assert plan_of(data).extra_contact == extra


ONE_DATE: list[tuple[str, Data, str | None, str]] = [
    ("F-3", LEVEL_3, "2026-11-24T09:00:00+01:00", NEXT_DAY),
    ("F-3", LEVEL_3, "2026-11-21T09:00:00+01:00", "2026-11-21T09:00:00+01:00"),
    ("F-3", LEVEL_3, None, NEXT_DAY),
    ("F-4", LEVEL_4, "2026-11-24T09:00:00+01:00", TODAY),
    ("F-4", LEVEL_4, "2026-11-20T18:00:00+01:00", "2026-11-20T18:00:00+01:00"),
    ("S-REENGAGE", CALLED, "2026-11-24T09:00:00+01:00", IN_48_HOURS),
    ("S-REENGAGE", CALLED, AGREED, AGREED),
    ("S-REENGAGE", {**LEVEL_3, **CALLED}, "2026-11-24T09:00:00+01:00", NEXT_DAY),
    ("S-REENGAGE", {**LEVEL_4, **CALLED}, "2026-11-24T09:00:00+01:00", TODAY),
    ("S-REENGAGE", {**LEVEL_4, **CALLED}, None, TODAY),
]


@pytest.mark.parametrize(("line_id", "changes", "agreed", "due"), ONE_DATE)
def test_the_first_contact_is_one_date(line_id: str, changes: Data, agreed: str | None, due: str) -> None:
    """F-3, F-4 and S-REENGAGE name the extra contact, else the agreed one, and no other date."""
    data = with_contact(changes, agreed)
    assert due_at(line(data, line_id)) == due


def test_a_contact_that_is_past_prints_nowhere() -> None:
    """No line of the plan names the date of a contact that had passed when the session began."""
    data = with_contact({**AGAIN, **CALLED, **LEVEL_3, "contact.meaning": "nothing_much"}, "2026-10-03")
    made = plan_of(data)
    assert "GAP-CONTACT" in [each.id for each in made.lines]
    assert made.next_contact is None
    for each in made.lines:
        assert "Oct 2026" not in "".join(each.wording.values())
        assert not (due_at(each) or "").startswith("2026-10-03")


LATE: list[tuple[str, Data, str | None, bool]] = [
    ("level 4 has its extra contact", LEVEL_4, "2026-11-25T08:00:00+01:00", False),
    ("level 3 has its extra contact", LEVEL_3, "2026-11-25", False),
    ("level 2, 72 hours", LEVEL_2, IN_72_HOURS, False),
    ("level 2, 72 hours 1 minute", LEVEL_2, "2026-11-23T10:01:00+01:00", True),
    ("level 2, on that day", LEVEL_2, "2026-11-23", False),
    ("level 2, the day after", LEVEL_2, "2026-11-24", True),
    ("level 2, in time", LEVEL_2, "2026-11-20T15:00:00+01:00", False),
    ("level 2, none agreed", LEVEL_2, None, False),
    ("level 2, past", LEVEL_2, "2026-11-19", False),
    ("level 2 called early, still late", CALLED_AT_2, "2026-11-24", True),
    ("three quiet signs, 24 hours", QUIET_SIGNS, IN_24_HOURS, False),
    ("three quiet signs, 24 hours 1 minute", QUIET_SIGNS, "2026-11-21T10:01:00+01:00", True),
    ("three quiet signs, the next day", QUIET_SIGNS, "2026-11-21", False),
    ("three quiet signs, the day after", QUIET_SIGNS, "2026-11-22", True),
    ("level 1, in 7 days", {}, "2026-11-27", False),
    ("level 1, late on the seventh day", {}, "2026-11-27T23:59:00+01:00", False),
    ("level 1, in 8 days", {}, "2026-11-28", True),
    ("level 1, at midnight after the seventh day", {}, "2026-11-28T00:00:00+01:00", True),
    ("level 1, in 4 days", {}, "2026-11-24", False),
]


@pytest.mark.parametrize(
    ("changes", "agreed", "reason"), [each[1:] for each in LATE], ids=[each[0] for each in LATE]
)
def test_a_late_contact_asks_for_a_reason(changes: Data, agreed: str | None, reason: bool) -> None:
    """At level 2 a contact later than its due, and at level 1 one later than 7 days, asks why, on C alone."""
    text = line(with_contact(changes, agreed), "P-CONTACT").wording
    assert ("reason" in text["clinician"]) is reason
    assert "reason" not in text["patient"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [(QUIET_SIGNS, "within 24 hours"), (LEVEL_2, "24 to 72 hours")],
)
def test_level_2_says_how_soon(changes: Data, words: str) -> None:
    """F-2 names 24 hours with three quiet signs, else 24 to 72."""
    assert words in line(interview(changes), "F-2").wording["clinician"]


def test_a_strong_pull_is_for_tonight() -> None:
    """P-AGAIN is due tonight from a pull of 8 on, else today; both are the local date."""
    assert "tonight" in str(line(interview({"safety.pull": 8}), "P-AGAIN").due)
    assert "tonight" not in str(line(interview({"safety.pull": 7}), "P-AGAIN").due)
    assert "tonight" in str(line(follow_up({"followup.pull": 8}), "P-AGAIN").due)
    assert "tonight" not in str(line(follow_up({"followup.pull": 7}), "P-AGAIN").due)


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


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2027-03-30T14:00:00+02:00", "Tue 30 Mar 2027, 14:00"),
        ("2027-03-30T12:00:00Z", "Tue 30 Mar 2027, 13:00"),
        ("2027-03-30T14:00:00", "Tue 30 Mar 2027, 14:00"),
        ("2027-03-30T21:00:00+09:00", "Tue 30 Mar 2027, 13:00"),
    ],
)
def test_a_contact_after_a_change_of_the_clocks_is_said_by_the_clocks_of_then(when: str, said: str) -> None:
    """An hour's difference is that of another season; what is from further away takes the record's clocks."""
    made = plan_of(interview(revise_contact(when), started_at="2027-03-20T10:00:00+01:00"))
    assert made.next_contact is not None
    assert made.next_contact.words == said


def revise_contact(when: str) -> Data:
    """Only an agreed contact."""
    return {"revise.next_contact": {"when": when, "who": "the therapist"}}
