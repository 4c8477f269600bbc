"""Level 3 flags: each fires at the border its rule names, and not one step beyond it (rules, section 4)."""

from __future__ import annotations

import pytest

from tests.banks_under_test import DECLINED, UNKNOWN, changed, shipped_bank
from tests.logic.bases import (
    ALCOHOL,
    BENZODIAZEPINE,
    CLASSES,
    DEPRESSANT,
    GABAPENTINOID,
    ILLICIT,
    MIXABLE,
    OPIOID,
    QUIET,
    QUIET_ALCOHOL,
    QUIET_BENZODIAZEPINE,
    QUIET_GABAPENTINOID,
    QUIET_OPIOID,
    QUIET_REGULAR_OPIOID,
    RARE_ALCOHOL,
    REGULAR_OPIOID,
    SEDATIVE,
    STIMULANT,
    UNKNOWN_CLASS,
    Z_DRUG,
    Data,
    day_before,
    days_before,
    entry,
    flags_of,
    hours_before,
    interview,
    lasting,
    row,
    table,
    took,
)

SIGNS = ["shaking", "vomiting"]
SEVERE = {"signs": SIGNS, "strength": "severe"}
MILD = {"signs": SIGNS, "strength": "mild"}
REGULAR = {"days_per_week": 7, "run_length": lasting(30)}
SLOW = {"change": "slow_with_prescriber", "when": day_before(3)}
NO_ANSWER = {"unknown": UNKNOWN, "declined": DECLINED, "absent": None, "null in a wrapper": {"value": None}}


def cut(when: str) -> Data:
    """A sharp cut at a time."""
    return {"change": "cut_sharply", "when": when}


def test_the_bank_holds_the_level_3_flags() -> None:
    """The flags of section 4 are there at level 3, and no others."""
    expected = {f"M-{number:02}" for number in range(1, 27)}
    assert {flag.id for flag in shipped_bank().flags if flag.level == 3} == expected


CUT_SEDATIVE = changed(QUIET_BENZODIAZEPINE, event__stopped=cut(day_before(10)))
SHORT = entry(BENZODIAZEPINE, name="alprazolam")


@table(
    "M-01",
    [
        row("28 days ago", "M-01", CUT_SEDATIVE, event__stopped=cut(days_before(28))),
        row("28 days 1 min ago", "", CUT_SEDATIVE, event__stopped=cut(days_before(28, 1))),
        row("the day 28 days ago", "M-01", CUT_SEDATIVE, event__stopped=cut(day_before(28))),
        row("the day 29 days ago", "", CUT_SEDATIVE, event__stopped=cut(day_before(29))),
        row("short-acting, 14 days", "M-01", event__substance=[SHORT], event__stopped=cut(days_before(14))),
        row(
            "short-acting, 14 days 1 min",
            "",
            event__substance=[SHORT],
            event__stopped=cut(days_before(14, 1)),
        ),
        row(
            "short-acting name in other letters",
            "",
            **took(SHORT, name=" Alprazolam "),
            event__stopped=cut(day_before(15)),
        ),
        row(
            "not exactly a short-acting name",
            "M-01",
            **took(SHORT, name="alprazolam retard"),
            event__stopped=cut(day_before(15)),
        ),
        row("no name", "M-01", **took(SHORT, name=None), event__stopped=cut(day_before(28))),
        row("stopped", "M-01", CUT_SEDATIVE, event__stopped={"change": "stopped", "when": day_before(10)}),
        row("slowly with the prescriber", "", CUT_SEDATIVE, event__stopped=SLOW),
        row("no change", "", CUT_SEDATIVE, event__stopped={"change": "no_change"}),
        row("change unknown", "M-16", CUT_SEDATIVE, event__stopped={"when": day_before(1)}),
        row("day of the cut unknown", "M-01 U-16", CUT_SEDATIVE, event__stopped={"change": "cut_sharply"}),
        row("a z-drug", "M-01", CUT_SEDATIVE, **took(Z_DRUG, **REGULAR)),
        row(
            "another sedative",
            "M-01",
            CUT_SEDATIVE,
            **took(BENZODIAZEPINE, class_="other_sedative", name="meprobamate"),
        ),
        row("an opioid", "", QUIET_REGULAR_OPIOID, event__stopped=cut(day_before(10))),
    ],
)
def test_m_01_sharp_stop_of_a_sedative(record: Data, flags: frozenset[str]) -> None:
    """A sharp stop of a regular sedative counts for 14 days after a short-acting name, else for 28."""
    assert flags_of(record) == flags


SHORT_ACTING = (
    "alprazolam",
    "lorazepam",
    "oxazepam",
    "temazepam",
    "triazolam",
    "midazolam",
    "lormetazepam",
    "brotizolam",
    "etizolam",
    "zolpidem",
    "zopiclone",
    "eszopiclone",
    "zaleplon",
)


@pytest.mark.parametrize("name", SHORT_ACTING)
def test_m_01_window_of_every_short_acting_name(name: str) -> None:
    """Every short-acting name has the window of 14 days."""
    inside = changed(CUT_SEDATIVE, **took(SHORT, name=name), event__stopped=cut(day_before(14)))
    outside = changed(inside, event__stopped=cut(day_before(15)))
    assert (flags_of(inside), flags_of(outside)) == ({"M-01"}, frozenset())


def cut_with_alcohol(**fields: object) -> Data:
    """A sedative beside regular drinking that keeps the stop question open, both cut outside its window."""
    return changed(CUT_SEDATIVE, event__substance=[entry(BENZODIAZEPINE, **fields), ALCOHOL])


SPAN_14 = {"first_use": day_before(14), "last_use": day_before(1)}
SPAN_13 = {"first_use": day_before(13), "last_use": day_before(1)}


@table(
    "M-01",
    [
        row("run of 14 days", "M-01", cut_with_alcohol(run_length=lasting(14))),
        row("run of 13 days", "", cut_with_alcohol(run_length=lasting(13))),
        row("run of 2 weeks", "M-01", cut_with_alcohol(run_length=lasting(2, "week"))),
        row("run of 335 hours", "", cut_with_alcohol(run_length=lasting(335, "hour"))),
        row("span of 14 days", "M-01", cut_with_alcohol(run_length=None, **SPAN_14)),
        row("span of 13 days", "", cut_with_alcohol(run_length=None, **SPAN_13)),
        row("span larger than the stated run", "M-01", cut_with_alcohol(run_length=lasting(2), **SPAN_14)),
        row("stated run larger than the span", "M-01", cut_with_alcohol(run_length=lasting(14), **SPAN_13)),
        row("run unknown", "M-01", cut_with_alcohol(run_length=None)),
        row("run without a unit", "M-01", cut_with_alcohol(run_length={"value": 2})),
        row("4 days a week", "M-01", cut_with_alcohol(days_per_week=4)),
        row("3 days a week", "", cut_with_alcohol(days_per_week=3)),
        row("days a week unknown", "M-01 U-16", cut_with_alcohol(days_per_week=None)),
        row(
            "13 days, stop question not open",
            "",
            CUT_SEDATIVE,
            **took(BENZODIAZEPINE, run_length=lasting(13)),
        ),
        row(
            "long and regular, but not in one entry",
            "",
            CUT_SEDATIVE,
            event__substance=[
                entry(BENZODIAZEPINE, days_per_week=3),
                entry(BENZODIAZEPINE, run_length=lasting(13)),
                ALCOHOL,
            ],
        ),
    ],
)
def test_m_01_long_and_regular(record: Data, flags: frozenset[str]) -> None:
    """A sedative counts for a sharp stop from 14 days of use on 4 days a week, and where this is unknown."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", CLASSES)
def test_m_01_classes(class_: str) -> None:
    """A sharp stop is M-01 for the sedatives only."""
    found = flags_of(changed(CUT_SEDATIVE, **took(BENZODIAZEPINE, class_=class_)))
    assert ("M-01" in found) == (class_ in SEDATIVE)


def reduced_beside_sedative(**fields: object) -> Data:
    """Drinking beside a regular sedative that keeps the stop question open, both reduced slowly."""
    return changed(
        QUIET_ALCOHOL, event__substance=[entry(ALCOHOL, **fields), BENZODIAZEPINE], event__stopped=SLOW
    )


@table(
    "M-02",
    [
        row("cut 120 h ago", "M-02", QUIET_ALCOHOL, event__stopped=cut(hours_before(120))),
        row("cut 120 h 1 min ago", "", QUIET_ALCOHOL, event__stopped=cut(hours_before(120, 1))),
        row("the day 5 days ago", "M-02", QUIET_ALCOHOL, event__stopped=cut(day_before(5))),
        row("the day 6 days ago", "", QUIET_ALCOHOL, event__stopped=cut(day_before(6))),
        row("reduced slowly", "M-02", QUIET_ALCOHOL, event__stopped=SLOW),
        row("stopped", "M-02", QUIET_ALCOHOL, event__stopped={"change": "stopped", "when": day_before(3)}),
        row("day unknown", "M-02 U-16", QUIET_ALCOHOL, event__stopped={"change": "stopped"}),
        row("no change", "", QUIET_ALCOHOL),
        row("change unknown", "M-16", QUIET_ALCOHOL, event__stopped=UNKNOWN),
        row("4 days a week", "M-02", reduced_beside_sedative(days_per_week=4)),
        row("3 days a week", "", reduced_beside_sedative(days_per_week=3)),
        row("a short run is enough", "M-02", reduced_beside_sedative(run_length=lasting(4))),
        row("mild signs", "M-02", QUIET_ALCOHOL, safety__withdrawal=MILD),
        row("strong signs", "M-02 M-03", QUIET_ALCOHOL, safety__withdrawal=SEVERE),
        row("strength unknown", "M-02 M-03 U-16", QUIET_ALCOHOL, safety__withdrawal={"signs": SIGNS}),
        row("signs unknown", "U-16", QUIET_ALCOHOL, safety__withdrawal=UNKNOWN),
        row(
            "mild signs, alcohol only beside it",
            "M-02 U-05",
            QUIET_REGULAR_OPIOID,
            event__mixed=["alcohol"],
            safety__withdrawal=MILD,
        ),
        row("mild signs without alcohol", "", QUIET_REGULAR_OPIOID, safety__withdrawal=MILD),
        row(
            "signs while the question is not open",
            "",
            event__substance=[RARE_ALCOHOL],
            safety__withdrawal=SEVERE,
        ),
    ],
)
def test_m_02_alcohol_withdrawal(record: Data, flags: frozenset[str]) -> None:
    """Less alcohol after regular drinking counts for 5 days; withdrawal signs beside alcohol always do."""
    assert flags_of(record) == flags


@table(
    "M-03",
    [
        row("severe", "M-03", QUIET_REGULAR_OPIOID, safety__withdrawal=SEVERE),
        row("moderate", "M-03", QUIET_REGULAR_OPIOID, safety__withdrawal=SEVERE | {"strength": "moderate"}),
        row(
            "strength declined",
            "M-03 U-16",
            QUIET_REGULAR_OPIOID,
            safety__withdrawal=SEVERE | {"strength": DECLINED},
        ),
        row("mild", "", QUIET_REGULAR_OPIOID, safety__withdrawal=MILD),
        row("no signs", "", QUIET_REGULAR_OPIOID),
        row(
            "mild, a condition",
            "M-03",
            QUIET_REGULAR_OPIOID,
            safety__withdrawal=MILD,
            safety__medical=["heart"],
        ),
        row("condition, no signs", "", QUIET_REGULAR_OPIOID, safety__medical=["heart"]),
        row(
            "mild, conditions unknown",
            "M-16",
            QUIET_REGULAR_OPIOID,
            safety__withdrawal=MILD,
            safety__medical=UNKNOWN,
        ),
        row(
            "mild, 65 or over",
            "M-03",
            QUIET_REGULAR_OPIOID,
            safety__withdrawal=MILD,
            frame__age_band="age_65_plus",
        ),
        row(
            "mild, age unknown",
            "U-16",
            QUIET_REGULAR_OPIOID,
            safety__withdrawal=MILD,
            frame__age_band=UNKNOWN,
        ),
        row("mild, gabapentinoid", "", QUIET_GABAPENTINOID, safety__withdrawal=MILD),
        row("mild, sedative unchanged", "M-03", QUIET_BENZODIAZEPINE, safety__withdrawal=MILD),
        row(
            "mild, sedative reduced slowly",
            "",
            QUIET_BENZODIAZEPINE,
            safety__withdrawal=MILD,
            event__stopped=SLOW,
        ),
        row(
            "strong, sedative reduced slowly",
            "M-03",
            QUIET_BENZODIAZEPINE,
            safety__withdrawal=SEVERE,
            event__stopped=SLOW,
        ),
        row(
            "mild, sedative cut long ago",
            "M-03",
            QUIET_BENZODIAZEPINE,
            safety__withdrawal=MILD,
            event__stopped=cut(day_before(40)),
        ),
        row(
            "mild, stop unknown",
            "M-03 M-16",
            QUIET_BENZODIAZEPINE,
            safety__withdrawal=MILD,
            event__stopped=UNKNOWN,
        ),
        row(
            "mild, stop question not open",
            "M-03",
            QUIET_BENZODIAZEPINE,
            **took(BENZODIAZEPINE, run_length=lasting(5)),
            safety__withdrawal=MILD,
            event__stopped=SLOW,
        ),
        row(
            "mild, sedative beside it",
            "M-03 U-05",
            QUIET_REGULAR_OPIOID,
            safety__withdrawal=MILD,
            event__mixed=["z_drug"],
        ),
        row("severe, but the question is not open", "", safety__withdrawal=SEVERE),
    ],
)
def test_m_03_withdrawal(record: Data, flags: frozenset[str]) -> None:
    """Strong withdrawal counts; mild counts with a condition, age, or a sedative not reduced slowly."""
    assert flags_of(record) == flags


CONDITIONS = (
    "pregnant",
    "birth_within_year",
    "lung",
    "heart",
    "liver",
    "kidney",
    "epilepsy",
    "other_serious",
)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_m_03_conditions(condition: str) -> None:
    """Mild withdrawal is M-03 with each condition."""
    found = flags_of(changed(QUIET_REGULAR_OPIOID, safety__withdrawal=MILD, safety__medical=[condition]))
    assert "M-03" in found


@pytest.mark.parametrize("class_", CLASSES)
def test_m_03_classes_of_mild_withdrawal(class_: str) -> None:
    """Mild withdrawal without a change is M-03 for the sedatives only."""
    found = flags_of(
        changed(QUIET_BENZODIAZEPINE, **took(BENZODIAZEPINE, class_=class_), safety__withdrawal=MILD)
    )
    assert ("M-03" in found) == (class_ in SEDATIVE)


LOWERED = changed(QUIET_OPIOID, event__time_without=lasting(7))
"""An opioid 10 days ago after a week without: the tolerance is lower."""
LOWERED_TAKING = changed(LOWERED, event__now="as_prescribed_only")


@table(
    "M-04",
    [
        row("7 days without", "M-04", LOWERED_TAKING),
        row("6 days without", "", LOWERED_TAKING, event__time_without=lasting(6)),
        row("time without lacks a unit", "M-04", LOWERED_TAKING, event__time_without={"value": 1}),
        row("1 week without", "M-04", LOWERED_TAKING, event__time_without=lasting(1, "week")),
        row("168 hours without", "M-04", LOWERED_TAKING, event__time_without=lasting(168, "hour")),
        row("167 hours without", "", LOWERED_TAKING, event__time_without=lasting(167, "hour")),
        row("time without unknown", "M-04", LOWERED_TAKING, event__time_without=UNKNOWN),
        row("time without not asked", "M-04", LOWERED_TAKING, event__time_without=None),
        row("regular, no change", "", QUIET_REGULAR_OPIOID, event__now="as_prescribed_only"),
        row(
            "reduced slowly",
            "M-04",
            QUIET_REGULAR_OPIOID,
            event__now="as_prescribed_only",
            event__stopped=SLOW,
        ),
        row(
            "cut sharply",
            "M-04",
            QUIET_REGULAR_OPIOID,
            event__now="as_prescribed_only",
            event__stopped=cut(day_before(60)),
        ),
        row(
            "medicine ended within 3 months",
            "M-04 U-14",
            QUIET_OPIOID,
            event__now="as_prescribed_only",
            event__oud_medication="stopped_within_3_months",
        ),
        row(
            "on methadone",
            "",
            QUIET_OPIOID,
            event__now="as_prescribed_only",
            event__oud_medication="methadone",
        ),
        row(
            "three days of methadone missed",
            "M-04",
            QUIET_OPIOID,
            event__now="as_prescribed_only",
            event__oud_medication="methadone",
            event__missed_doses="three_days_or_more",
        ),
        row(
            "two days of methadone missed",
            "",
            QUIET_OPIOID,
            event__now="as_prescribed_only",
            event__oud_medication="methadone",
            event__missed_doses="one_or_two_days",
        ),
        row(
            "missed days while no medicine is taken are not asked",
            "",
            QUIET_OPIOID,
            event__now="as_prescribed_only",
            event__missed_doses="three_days_or_more",
        ),
        row(
            "naltrexone",
            "M-04 M-25",
            QUIET_OPIOID,
            event__now="as_prescribed_only",
            event__oud_medication="naltrexone",
        ),
        row(
            "naltrexone for alcohol",
            "M-04 M-25 U-05",
            QUIET_OPIOID,
            event__now="as_prescribed_only",
            event__mixed=["alcohol"],
            event__alcohol_medication="naltrexone",
        ),
        row(
            "an overdose within a year lowers nothing by itself",
            "M-17",
            QUIET_OPIOID,
            event__now="as_prescribed_only",
            safety__overdose_history="within_year",
        ),
        row("no opioid", "", event__now="as_prescribed_only", event__time_without=lasting(7)),
    ],
)
def test_m_04_lowered_tolerance(record: Data, flags: frozenset[str]) -> None:
    """Tolerance counts as lower from 7 days without, after less use or an ended medicine, and if open."""
    assert flags_of(record) == flags


DAY = hours_before(24)
OVER_DAY = hours_before(24, 1)
DAYS_3 = hours_before(72)
OVER_DAYS_3 = hours_before(72, 1)


def lowered(*, last_use: object, **fields: object) -> Data:
    """A return to an opioid at a time, after a week without it."""
    return changed(LOWERED, **took(OPIOID, last_use=last_use, **fields))


def beside_sedative(last_use: object, amount: str) -> Data:
    """An opioid beside a sedative at a time, after a week without."""
    return interview(
        entry(Z_DRUG, last_use=last_use),
        event__mixed=["opioid"],
        event__time_without=lasting(7),
        event__amount_vs_before=amount,
    )


OVERDOSE = {"safety__overdose_history": "within_year"}
ENDED = {"event__oud_medication": "stopped_within_3_months"}
NALTREXONE = {"event__oud_medication": "naltrexone"}
MISSED = {"event__oud_medication": "buprenorphine", "event__missed_doses": "three_days_or_more"}
MISSED_LESS = {"event__oud_medication": "buprenorphine", "event__missed_doses": "one_or_two_days"}


@table(
    "M-04",
    [
        row("not taking", "", LOWERED),
        row("still taking", "M-04 U-09", LOWERED, event__now="still_taking"),
        row("likely today", "M-04 U-09", LOWERED, event__now="likely_today"),
        row("unsure", "M-04 U-09", LOWERED, event__now="unsure"),
        row("as prescribed", "M-04", LOWERED, event__now="as_prescribed_only"),
        row("taking unknown", "M-04 U-16", LOWERED, event__now=UNKNOWN),
        row("taking not answered", "M-04 U-16", LOWERED, event__now=None),
        row("same amount, 24 h", "M-04", lowered(last_use=DAY), event__amount_vs_before="same"),
        row("same amount, 24 h 1 min", "U-23", lowered(last_use=OVER_DAY), event__amount_vs_before="same"),
        row(
            "same amount, yesterday", "M-04", lowered(last_use=day_before(1)), event__amount_vs_before="same"
        ),
        row(
            "same amount, two days ago",
            "U-23",
            lowered(last_use=day_before(2)),
            event__amount_vs_before="same",
        ),
        row("same amount, day unknown", "M-04 U-16", lowered(last_use=None), event__amount_vs_before="same"),
        row("less, 24 h", "", lowered(last_use=DAY)),
        row("amount unknown, 24 h", "", lowered(last_use=DAY), event__amount_vs_before=UNKNOWN),
        row("more, 72 h", "M-04", lowered(last_use=DAYS_3), event__amount_vs_before="more"),
        row("more, 72 h 1 min", "U-23", lowered(last_use=OVER_DAYS_3), event__amount_vs_before="more"),
        row("more, three days ago", "M-04", lowered(last_use=day_before(3)), event__amount_vs_before="more"),
        row("more, four days ago", "U-23", lowered(last_use=day_before(4)), event__amount_vs_before="more"),
        row("same amount, opioid beside it, 24 h", "M-04 M-05 U-05", beside_sedative(DAY, "same")),
        row("same amount, opioid beside it, 24 h 1 min", "U-05 U-23", beside_sedative(OVER_DAY, "same")),
        row("more, opioid beside it, 72 h", "M-04 U-05", beside_sedative(DAYS_3, "more")),
        row("more, opioid beside it, 72 h 1 min", "U-05 U-23", beside_sedative(OVER_DAYS_3, "more")),
        row(
            "more, the recent entry is no opioid",
            "U-23",
            LOWERED,
            event__substance=[OPIOID, entry(STIMULANT, last_use=DAYS_3)],
            event__amount_vs_before="more",
        ),
        row(
            "illicit, more",
            "M-07",
            LOWERED,
            **took(ILLICIT, last_use=DAYS_3),
            event__amount_vs_before="more",
        ),
    ],
)
def test_m_04_goes_on_or_amount(record: Data, flags: frozenset[str]) -> None:
    """At a lower tolerance, taking is M-04; so is the same amount for 24 hours, and more for 72."""
    assert flags_of(record) == flags


@table(
    "M-04",
    [
        row("injected, 72 h", "M-04", lowered(last_use=DAYS_3, route="injected")),
        row("injected, 72 h 1 min", "U-23", lowered(last_use=OVER_DAYS_3, route="injected")),
        row("sublingual, 72 h", "M-04", lowered(last_use=DAYS_3, route="sublingual")),
        row("route unknown, 72 h", "", lowered(last_use=DAYS_3, route=UNKNOWN)),
        row("bought, 72 h", "M-04 U-19", lowered(last_use=DAYS_3, source="bought")),
        row("bought, 72 h 1 min", "U-19 U-23", lowered(last_use=OVER_DAYS_3, source="bought")),
        row("source unknown, 72 h", "M-04 U-19", lowered(last_use=DAYS_3, source=None)),
        row("source unknown, 72 h 1 min", "U-19 U-23", lowered(last_use=OVER_DAYS_3, source=None)),
        row("from a relative, 72 h", "", lowered(last_use=DAYS_3, source="relative_friend")),
        row("over the counter, 72 h", "", lowered(last_use=DAYS_3, source="over_the_counter")),
        row("left over", "", lowered(last_use=DAYS_3, source="left_over")),
        row("left-over methadone", "M-04", lowered(last_use=DAYS_3, source="left_over", name="methadone")),
        row(
            "left-over methadone, 72 h 1 min",
            "",
            lowered(last_use=OVER_DAYS_3, source="left_over", name="methadone"),
        ),
        row(
            "a relative's fentanyl",
            "M-04",
            lowered(last_use=DAYS_3, source="relative_friend", name="Fentanyl 25"),
        ),
        row("left over, no name", "M-04", lowered(last_use=DAYS_3, source="left_over", name=None)),
        row(
            "left over, no name, 72 h 1 min", "", lowered(last_use=OVER_DAYS_3, source="left_over", name=None)
        ),
        row(
            "second prescriber, no name",
            "M-04",
            lowered(last_use=DAYS_3, source="second_prescriber", name=None),
        ),
        row("one's own methadone", "", lowered(last_use=DAYS_3, name="methadone")),
        row("one's own, no name", "", lowered(last_use=DAYS_3, name=None)),
        row("a patch", "M-04", lowered(last_use=DAYS_3, source="left_over", route="transdermal")),
        row(
            "injected once, swallowed since",
            "U-23",
            LOWERED,
            event__substance=[entry(OPIOID, route="injected"), entry(OPIOID, last_use=DAYS_3)],
        ),
        row(
            "left-over methadone once, codeine since",
            "",
            LOWERED,
            event__substance=[
                entry(OPIOID, name="methadone", source="left_over"),
                entry(OPIOID, last_use=DAYS_3, source="left_over"),
            ],
        ),
        row(
            "the recent injected entry is no opioid",
            "",
            LOWERED,
            event__substance=[OPIOID, entry(STIMULANT, last_use=DAYS_3, route="injected")],
        ),
    ],
)
def test_m_04_what_was_taken(record: Data, flags: frozenset[str]) -> None:
    """At a lower tolerance, a long-acting, not swallowed or nonpharmacy opioid is M-04 for 72 hours."""
    assert flags_of(record) == flags


@table(
    "M-04",
    [
        row("a medicine ended, 72 h", "M-04 U-14", lowered(last_use=DAYS_3), **ENDED),
        row("a medicine ended, 72 h 1 min", "U-14 U-23", lowered(last_use=OVER_DAYS_3), **ENDED),
        row("three days missed, 72 h", "M-04", lowered(last_use=DAYS_3), **MISSED),
        row("three days missed, 72 h 1 min", "U-23", lowered(last_use=OVER_DAYS_3), **MISSED),
        row("two days missed, 72 h", "", lowered(last_use=DAYS_3), **MISSED_LESS),
        row("naltrexone, 72 h", "M-04 M-25", lowered(last_use=DAYS_3), **NALTREXONE),
        row("naltrexone, 72 h 1 min", "M-25 U-23", lowered(last_use=OVER_DAYS_3), **NALTREXONE),
        row("an overdose within a year, 72 h", "M-04 M-17", lowered(last_use=DAYS_3), **OVERDOSE),
        row("an overdose within a year, 72 h 1 min", "U-20 U-23", lowered(last_use=OVER_DAYS_3), **OVERDOSE),
        row(
            "an overdose before that, 72 h",
            "",
            lowered(last_use=DAYS_3),
            safety__overdose_history="over_year_ago",
        ),
        row("an overdose unknown, 72 h", "", lowered(last_use=DAYS_3), safety__overdose_history=UNKNOWN),
        row(
            "an overdose within a year, opioid beside it, 72 h",
            "M-04 M-17 U-05",
            beside_sedative(DAYS_3, "less"),
            **OVERDOSE,
        ),
    ],
)
def test_m_04_lost_tolerance(record: Data, flags: frozenset[str]) -> None:
    """Where tolerance may be lost, any opioid within 72 hours is M-04, and U-23 after that."""
    assert flags_of(record) == flags


SUPPLIED = changed(LOWERED, event__supply=True)


@table(
    "M-04",
    [
        row("less, swallowed, one's own", "U-23", SUPPLIED),
        row("amount unknown", "U-23", SUPPLIED, event__amount_vs_before=UNKNOWN),
        row("same amount", "M-04", SUPPLIED, event__amount_vs_before="same"),
        row("more", "M-04", SUPPLIED, event__amount_vs_before="more"),
        row(
            "same amount, supply unknown",
            "U-23",
            LOWERED,
            event__supply=UNKNOWN,
            event__amount_vs_before="same",
        ),
        row("same amount, no supply", "U-23", LOWERED, event__amount_vs_before="same"),
        row(
            "injected long ago", "M-04", SUPPLIED, **took(OPIOID, last_use=day_before(300), route="injected")
        ),
        row(
            "bought long ago",
            "M-04 M-07",
            SUPPLIED,
            **took(OPIOID, last_use=day_before(300), source="online"),
        ),
        row("an overdose within a year", "M-04 M-17", SUPPLIED, **OVERDOSE),
        row("a medicine ended", "M-04 U-14", SUPPLIED, **ENDED),
        row("three days missed", "M-04", SUPPLIED, **MISSED),
        row("two days missed", "U-23", SUPPLIED, **MISSED_LESS),
        row("less, 24 h", "M-04", SUPPLIED, **took(OPIOID, last_use=DAY)),
        row("less, 24 h 1 min", "U-23", SUPPLIED, **took(OPIOID, last_use=OVER_DAY)),
        row(
            "tolerance as before",
            "",
            SUPPLIED,
            event__time_without=lasting(6),
            event__amount_vs_before="more",
        ),
    ],
)
def test_m_04_supply(record: Data, flags: frozenset[str]) -> None:
    """A supply at a lower tolerance is M-04 where something else speaks for danger, else U-23."""
    assert flags_of(record) == flags


def sedative_and_alcohol(last_use: object, **answers: object) -> Data:
    """A sedative at a time, with alcohol beside it."""
    return interview(entry(Z_DRUG, last_use=last_use), **{"event__mixed": ["alcohol"]} | answers)


@table(
    "M-05",
    [
        row("24 h", "M-05 U-05", sedative_and_alcohol(hours_before(24))),
        row("24 h 1 min", "U-05", sedative_and_alcohol(hours_before(24, 1))),
        row(
            "72 h, as prescribed", "M-05 U-05", sedative_and_alcohol(DAYS_3, event__now="as_prescribed_only")
        ),
        row(
            "72 h 1 min, as prescribed",
            "U-05",
            sedative_and_alcohol(OVER_DAYS_3, event__now="as_prescribed_only"),
        ),
        row("72 h, still taking", "M-05 U-05 U-09", sedative_and_alcohol(DAYS_3, event__now="still_taking")),
        row("72 h, not taking", "U-05", sedative_and_alcohol(DAYS_3)),
        row("72 h, taking unknown", "M-05 U-05 U-16", sedative_and_alcohol(DAYS_3, event__now=UNKNOWN)),
        row("72 h 1 min, taking unknown", "U-05 U-16", sedative_and_alcohol(OVER_DAYS_3, event__now=UNKNOWN)),
        row("day unknown", "M-05 U-05 U-16", sedative_and_alcohol(None)),
        row(
            "illicit beside it", "M-07 U-05", sedative_and_alcohol(hours_before(1)), event__mixed=["illicit"]
        ),
        row("stimulant beside it", "U-05", sedative_and_alcohol(hours_before(1)), event__mixed=["stimulant"]),
        row(
            "its own class beside it",
            "M-05 U-05",
            sedative_and_alcohol(hours_before(1)),
            event__mixed=["z_drug"],
        ),
        row("mixed unknown", "M-16", sedative_and_alcohol(hours_before(1)), event__mixed=UNKNOWN),
        row("alone", "", sedative_and_alcohol(hours_before(1)), event__mixed=["none"]),
        row(
            "on methadone",
            "M-05 U-05",
            sedative_and_alcohol(hours_before(1)),
            event__mixed=["none"],
            event__oud_medication="methadone",
        ),
        row(
            "stimulant with two depressants beside it",
            "M-05 U-05",
            **took(STIMULANT, last_use=hours_before(24)),
            event__mixed=["alcohol", "z_drug"],
        ),
        row(
            "two products",
            "M-05 U-05",
            event__substance=[
                entry(Z_DRUG, last_use=hours_before(24)),
                entry(Z_DRUG, name="zopiclone", last_use=hours_before(48)),
            ],
        ),
        row(
            "two products 24 h 1 min apart",
            "",
            event__substance=[
                entry(Z_DRUG, last_use=hours_before(24)),
                entry(Z_DRUG, name="zopiclone", last_use=hours_before(48, 1)),
            ],
        ),
        row(
            "one product twice",
            "",
            event__substance=[
                entry(Z_DRUG, last_use=hours_before(24)),
                entry(Z_DRUG, last_use=hours_before(48)),
            ],
        ),
        row(
            "drowsy after an opioid",
            "E-06 U-05",
            **took(OPIOID, last_use=hours_before(1)),
            event__mixed=["alcohol"],
            safety__now=["drowsy"],
        ),
        row(
            "awake after an opioid",
            "M-05 U-05",
            **took(OPIOID, last_use=hours_before(1)),
            event__mixed=["alcohol"],
        ),
        row(
            "drowsy after a sedative from the pharmacy",
            "M-05 M-21 U-05",
            sedative_and_alcohol(hours_before(1)),
            safety__now=["drowsy"],
        ),
        row(
            "drowsy and alone after a sedative from the pharmacy",
            "E-06 U-05",
            sedative_and_alcohol(hours_before(1)),
            safety__now=["drowsy"],
            safety__alone=True,
        ),
        row(
            "drowsy and alone, 72 h, still taking",
            "M-05 M-21 U-05 U-09",
            sedative_and_alcohol(DAYS_3, event__now="still_taking"),
            safety__now=["drowsy"],
            safety__alone=True,
        ),
    ],
)
def test_m_05_two_depressants(record: Data, flags: frozenset[str]) -> None:
    """Two depressants count for 24 hours, for 72 while use goes on or may, and give way to E-06."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", MIXABLE)
def test_m_05_classes_beside_a_sedative(class_: str) -> None:
    """A sedative today is M-05 with every depressant beside it, and with no other class."""
    found = flags_of(sedative_and_alcohol(hours_before(1), event__mixed=[class_]))
    assert ("M-05" in found) == (class_ in DEPRESSANT)


AFTER_BIRTH = {"safety__medical": ["birth_within_year"]}


@table(
    "M-06",
    [
        row("pregnant", "M-06", safety__medical=["pregnant"]),
        row("pregnant, stimulant", "M-06", event__substance=[STIMULANT], safety__medical=["pregnant"]),
        row("after birth, sedative", "M-06", **AFTER_BIRTH),
        row("after birth, opioid", "M-06", QUIET_OPIOID, **AFTER_BIRTH),
        row("after birth, class unknown", "M-06 M-16 U-19", event__substance=[UNKNOWN_CLASS], **AFTER_BIRTH),
        row(
            "after birth, sedative beside it",
            "M-06 U-05",
            event__substance=[STIMULANT],
            event__mixed=["z_drug"],
            **AFTER_BIRTH,
        ),
        row("after birth, alcohol", "", QUIET_ALCOHOL, **AFTER_BIRTH),
        row("after birth, gabapentinoid", "", QUIET_GABAPENTINOID, **AFTER_BIRTH),
        row("after birth, illicit", "U-19", event__substance=[ILLICIT], **AFTER_BIRTH),
        row("another condition", "", safety__medical=["kidney", "liver", "heart", "lung", "other_serious"]),
        row("unknown", "M-16", safety__medical=UNKNOWN),
    ],
)
def test_m_06_pregnancy_and_birth(record: Data, flags: frozenset[str]) -> None:
    """A pregnancy counts; a birth within a year counts with a sedative, opioid or unknown class."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", CLASSES)
def test_m_06_classes_after_a_birth(class_: str) -> None:
    """A birth within a year is M-06 with a sedative, an opioid or an unknown class."""
    found = flags_of(changed(QUIET, **took(Z_DRUG, class_=class_), **AFTER_BIRTH))
    assert ("M-06" in found) == (class_ in SEDATIVE | {"opioid", "unknown"})


BOUGHT = entry(Z_DRUG, source="bought")
QUIET_BOUGHT = [BOUGHT]


@table(
    "M-07",
    [
        row("24 h", "M-07", **took(BOUGHT, last_use=DAY)),
        row("24 h 1 min", "U-19", **took(BOUGHT, last_use=OVER_DAY)),
        row("yesterday", "M-07", **took(BOUGHT, last_use=day_before(1))),
        row("two days ago", "U-19", **took(BOUGHT, last_use=day_before(2))),
        row("day unknown", "M-07 U-16", **took(BOUGHT, last_use=DECLINED)),
        row("online", "M-07", **took(BOUGHT, source="online", last_use=DAY)),
        row("source the option unknown", "M-07", **took(BOUGHT, source="unknown", last_use=DAY)),
        row("source status unknown", "M-07", **took(BOUGHT, source=UNKNOWN, last_use=DAY)),
        row("source absent", "M-07", **took(BOUGHT, source=None, last_use=DAY)),
        row("from a relative", "", **took(BOUGHT, source="relative_friend", last_use=DAY)),
        row("over the counter", "", **took(BOUGHT, source="over_the_counter", last_use=DAY)),
        row("second prescriber", "", **took(BOUGHT, source="second_prescriber", last_use=DAY)),
        row("alcohol has no source", "", **took(RARE_ALCOHOL, source="bought", last_use=DAY)),
        row("through the nose, 72 h", "M-07", **took(BOUGHT, route="nasal", last_use=DAYS_3)),
        row("through the nose, 72 h 1 min", "U-19", **took(BOUGHT, route="nasal", last_use=OVER_DAYS_3)),
        row("a sign today, 72 h", "M-07 M-19", **took(BOUGHT, last_use=DAYS_3), safety__now=["fluids"]),
        row(
            "a sign today, 72 h 1 min",
            "M-19 U-19",
            **took(BOUGHT, last_use=OVER_DAYS_3),
            safety__now=["fluids"],
        ),
        row("signs unknown, 72 h", "M-07 M-16", **took(BOUGHT, last_use=DAYS_3), safety__now=UNKNOWN),
        row("signs unknown, 72 h 1 min", "M-16 U-19", **took(BOUGHT, last_use=OVER_DAYS_3), safety__now=None),
        row("illicit, 72 h", "M-07", **took(ILLICIT, source="relative_friend", last_use=DAYS_3)),
        row("illicit, 72 h 1 min", "U-19", **took(ILLICIT, last_use=OVER_DAYS_3)),
        row("class unknown, 72 h", "M-07 M-16", **took(UNKNOWN_CLASS, last_use=DAYS_3)),
        row("class unknown, 72 h 1 min", "M-16 U-19", **took(UNKNOWN_CLASS, last_use=OVER_DAYS_3)),
        row(
            "illicit beside it, 72 h", "M-07 U-05", **took(Z_DRUG, last_use=DAYS_3), event__mixed=["illicit"]
        ),
        row(
            "illicit beside it, 72 h 1 min",
            "U-05 U-19",
            **took(Z_DRUG, last_use=OVER_DAYS_3),
            event__mixed=["illicit"],
        ),
        row(
            "only another entry is recent",
            "U-19",
            event__substance=[BOUGHT, entry(STIMULANT, last_use=hours_before(1))],
        ),
        row("not taking, no supply", "U-19", event__substance=QUIET_BOUGHT),
        row("as prescribed", "M-07", event__substance=QUIET_BOUGHT, event__now="as_prescribed_only"),
        row("still taking", "M-07 U-09", event__substance=QUIET_BOUGHT, event__now="still_taking"),
        row("taking unknown", "M-07 U-16", event__substance=QUIET_BOUGHT, event__now=UNKNOWN),
        row("supply", "M-07", event__substance=QUIET_BOUGHT, event__supply=True),
        row("supply unknown", "M-07", event__substance=QUIET_BOUGHT, event__supply=UNKNOWN),
        row("supply not asked", "M-07", event__substance=QUIET_BOUGHT, event__supply=None),
        row("from the pharmacy, with supply", "", event__supply=True),
    ],
)
def test_m_07_product_from_outside_a_pharmacy(record: Data, flags: frozenset[str]) -> None:
    """A swallowed nonpharmacy product counts for a day, another for three, and while anything may go on."""
    assert flags_of(record) == flags


WISH = {"safety__suicide": "wish_not_here"}


@table(
    "M-08",
    [
        row("thoughts without a plan", "M-08", safety__suicide="thoughts_no_plan"),
        row("wish with every reassuring answer", "U-21", **WISH),
        row("wish, screener moderate", "M-08", **WISH, safety__cssrs="moderate"),
        row("wish, screener not done", "M-08", **WISH, safety__cssrs="not_done"),
        row("wish, screener unknown", "M-08", **WISH, safety__cssrs=UNKNOWN),
        row("wish, screener absent", "M-08", **WISH, safety__cssrs=None),
        row("wish, means at hand", "M-08", **WISH, safety__means=True),
        row("wish, means unknown", "M-08 U-16", **WISH, safety__means=UNKNOWN),
        row("wish, intent unknown", "M-08 M-16", **WISH, safety__taking_intent=UNKNOWN),
        row("wish, no intent while not clear", "M-08 M-16", **WISH, frame__state="unsure"),
        row("wish, still taking", "M-08 U-09", **WISH, event__now="still_taking"),
        row("wish, unsure whether taking", "M-08 U-09", **WISH, event__now="unsure"),
        row("wish, as prescribed only", "U-21", **WISH, event__now="as_prescribed_only"),
        row("wish, taking unknown", "M-08 U-16", **WISH, event__now=UNKNOWN),
        row("wish, pregnant", "M-06 M-08", **WISH, safety__medical=["pregnant"]),
        row(
            "wish, a birth within a year",
            "M-08",
            **WISH,
            event__substance=[STIMULANT],
            safety__medical=["birth_within_year"],
        ),
        row("wish, another condition", "U-21", **WISH, safety__medical=["heart", "other_serious"]),
        row("wish, conditions unknown", "M-16 U-21", **WISH, safety__medical=UNKNOWN),
        row("wish, an overdose within a year", "M-08 U-20", **WISH, **OVERDOSE),
        row("wish, an overdose before that", "U-21", **WISH, safety__overdose_history="over_year_ago"),
        row("wish, under 18", "M-08 M-18", **WISH, frame__age_band="under_18"),
        row("wish, 65 or over", "U-21", **WISH, frame__age_band="age_65_plus"),
        row("a meant overdose within a year", "M-08 U-20", **OVERDOSE, safety__overdose_meant="meant"),
        row(
            "a meant overdose, and at hand",
            "M-08 M-17",
            **OVERDOSE,
            safety__overdose_meant="meant",
            event__supply=True,
        ),
        row("an overdose by accident", "U-20", **OVERDOSE, safety__overdose_meant="accident"),
        row("an overdose, unsure whether meant", "U-20", **OVERDOSE, safety__overdose_meant="unsure"),
        row("an overdose, meant or not unknown", "U-20", **OVERDOSE, safety__overdose_meant=UNKNOWN),
        row(
            "a meant overdose before that",
            "",
            safety__overdose_history="over_year_ago",
            safety__overdose_meant="meant",
        ),
        row("meant, without an overdose, is not asked", "", safety__overdose_meant="meant"),
        row("did not care", "M-08", safety__taking_intent="did_not_care"),
        row("unsure about it", "M-08", safety__taking_intent="unsure"),
        row(
            "intended, 72 h 1 min",
            "M-08",
            **took(Z_DRUG, last_use=OVER_DAYS_3),
            safety__taking_intent="intended",
        ),
        row("intended, 72 h", "E-05", **took(Z_DRUG, last_use=DAYS_3), safety__taking_intent="intended"),
        row(
            "screener moderate, thoughts unknown",
            "M-08 M-16",
            safety__suicide=UNKNOWN,
            safety__cssrs="moderate",
        ),
        row("screener moderate, but not open", "", safety__cssrs="moderate"),
        row("thoughts unknown", "M-16", safety__suicide=UNKNOWN),
        row("plan", "E-04", safety__suicide="plan_or_method"),
    ],
)
def test_m_08_thoughts_of_suicide(record: Data, flags: frozenset[str]) -> None:
    """Thoughts, a meant overdose, or a wish that something speaks against, are assessed the same day."""
    assert flags_of(record) == flags


@table(
    "M-09",
    [
        row("voices", "M-09", safety__mental_state=["voices_visions"]),
        row("suspicion", "M-09", safety__mental_state=["fixed_suspicion"]),
        row("high energy", "M-09", safety__mental_state=["high_energy_sleepless"]),
        row("self-care", "M-09", safety__mental_state=["cannot_care_for_self"]),
        row("thoughts of harm", "M-20", safety__mental_state=["harm_thoughts"]),
        row("voices and not safe", "E-08", safety__mental_state=["voices_visions", "not_safe"]),
        row("not known", "M-16", safety__mental_state=UNKNOWN),
        row("perception", "M-09", safety__now=["perception"]),
        row(
            "perception after a reduction",
            "E-03",
            QUIET_BENZODIAZEPINE,
            event__stopped=SLOW,
            safety__now=["perception"],
        ),
        row(
            "perception after a reduction, and voices",
            "E-03 M-09",
            QUIET_BENZODIAZEPINE,
            event__stopped=SLOW,
            safety__now=["perception"],
            safety__mental_state=["voices_visions"],
        ),
        row(
            "perception and not safe",
            "E-08 M-09",
            safety__now=["perception"],
            safety__mental_state=["not_safe"],
        ),
    ],
)
def test_m_09_mental_state(record: Data, flags: frozenset[str]) -> None:
    """A changed mental state is assessed the same day, unless E-08 or E-03 speaks for it."""
    assert flags_of(record) == flags


def slept(last: object, before: object, third: object) -> Data:
    """The hours of the last three nights, last night first."""
    return {"night_1": last, "night_2": before, "night_3": third, "difficulty": 2}


@table(
    "M-10",
    [
        row("the last two nights", "M-10", safety__sleep=slept(1, 1, 8)),
        row("the two nights before", "M-10", safety__sleep=slept(8, 1, 1)),
        row("two nights that are not neighbours", "", safety__sleep=slept(1, 8, 1)),
        row("a little more than an hour", "", safety__sleep=slept(1, 1.1, 8)),
        row("the third night unknown", "M-10 U-01 U-16", safety__sleep=slept(1, 1, UNKNOWN)),
        row("the second night unknown", "U-01 U-16", safety__sleep=slept(1, UNKNOWN, 1)),
        row("all unknown", "U-16", safety__sleep=UNKNOWN),
        row(
            "three short nights, marked",
            "M-10 U-01 U-03",
            safety__sleep=slept(3, 3, 3),
            safety__agitation="marked",
        ),
        row(
            "three short nights, cannot settle",
            "M-10 U-01 U-03",
            safety__sleep=slept(3, 3, 3),
            safety__agitation="cannot_settle",
        ),
        row(
            "three short nights, restless", "U-01", safety__sleep=slept(3, 3, 3), safety__agitation="restless"
        ),
        row(
            "three short nights, agitation unknown",
            "U-01",
            safety__sleep=slept(3, 3, 3),
            safety__agitation=UNKNOWN,
        ),
        row("one night longer, marked", "U-03", safety__sleep=slept(3, 3, 3.1), safety__agitation="marked"),
        row(
            "one night unknown, marked",
            "U-01 U-03 U-16",
            safety__sleep=slept(3, 3, UNKNOWN),
            safety__agitation="marked",
        ),
    ],
)
def test_m_10_almost_no_sleep(record: Data, flags: frozenset[str]) -> None:
    """Two neighbouring nights of at most an hour, or three of at most three with agitation, count."""
    assert flags_of(record) == flags


FAST = {"event__escalation": "up_quickly"}
NO_STOP = {"event__control": "could_not_stop"}


@table(
    "M-11",
    [
        row("could not stop", "M-11 U-04 U-06", **FAST, **NO_STOP),
        row("carried on", "U-04", **FAST, event__control="carried_on"),
        row("still taking", "M-11 U-04 U-09", **FAST, event__now="still_taking"),
        row("as prescribed", "U-04", **FAST, event__now="as_prescribed_only"),
        row("taking unknown", "U-04 U-16", **FAST, event__now=UNKNOWN),
        row("control unknown", "U-04 U-16", **FAST, event__control=UNKNOWN),
        row("up a little", "U-06", event__escalation="up_a_little", **NO_STOP),
        row("escalation unknown", "U-06 U-16", event__escalation=UNKNOWN, **NO_STOP),
        row("stimulant", "U-04 U-06", event__substance=[STIMULANT], **FAST, **NO_STOP),
        row("illicit", "U-04 U-06 U-19", event__substance=[ILLICIT], **FAST, **NO_STOP),
        row(
            "stimulant, alcohol beside it",
            "M-11 M-15 U-04 U-05 U-06",
            event__substance=[STIMULANT],
            event__mixed=["alcohol"],
            **FAST,
            **NO_STOP,
        ),
        row("run of 1 day", "U-06", **took(Z_DRUG, run_length=lasting(1)), **FAST, **NO_STOP),
        row(
            "run of 25 hours",
            "M-11 U-04 U-06",
            **took(Z_DRUG, run_length=lasting(25, "hour")),
            **FAST,
            **NO_STOP,
        ),
        row("run unknown", "M-11 U-04 U-06", **took(Z_DRUG, run_length=None), **FAST, **NO_STOP),
    ],
)
def test_m_11_quick_increase(record: Data, flags: frozenset[str]) -> None:
    """A quick increase of a depressant counts when it could not be stopped or goes on."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", CLASSES)
def test_m_11_classes(class_: str) -> None:
    """A quick increase that could not be stopped is M-11 for the depressants only."""
    found = flags_of(changed(QUIET, **took(Z_DRUG, class_=class_), **FAST, **NO_STOP))
    assert ("M-11" in found) == (class_ in DEPRESSANT)


OLD_CUT = {"event__stopped": cut(day_before(40))}
OTHER_SEDATIVE = entry(BENZODIAZEPINE, class_="other_sedative")


def gabapentinoid_with_alcohol(**fields: object) -> Data:
    """A gabapentinoid beside regular drinking that keeps the stop question open, both cut long ago."""
    return changed(QUIET_GABAPENTINOID, event__substance=[entry(GABAPENTINOID, **fields), ALCOHOL], **OLD_CUT)


@table(
    "M-12",
    [
        row("cut today", "M-12", QUIET_GABAPENTINOID, event__stopped=cut(day_before(0))),
        row("cut long ago", "M-12", QUIET_GABAPENTINOID, **OLD_CUT),
        row(
            "stopped",
            "M-12",
            QUIET_GABAPENTINOID,
            event__stopped={"change": "stopped", "when": day_before(1)},
        ),
        row("day unknown", "M-12 U-16", QUIET_GABAPENTINOID, event__stopped={"change": "stopped"}),
        row("reduced slowly", "", QUIET_GABAPENTINOID, event__stopped=SLOW),
        row("no change", "", QUIET_GABAPENTINOID),
        row("change unknown", "M-16", QUIET_GABAPENTINOID, event__stopped=UNKNOWN),
        row("run of 14 days", "M-12", gabapentinoid_with_alcohol(run_length=lasting(14))),
        row("run of 13 days", "", gabapentinoid_with_alcohol(run_length=lasting(13))),
        row("run unknown", "M-12", gabapentinoid_with_alcohol(run_length=None)),
        row("4 days a week", "M-12", gabapentinoid_with_alcohol(days_per_week=4)),
        row("3 days a week", "", gabapentinoid_with_alcohol(days_per_week=3)),
        row("baclofen", "M-12", **took(OTHER_SEDATIVE, name="baclofen"), **OLD_CUT),
        row("baclofen in the name", "M-12", **took(OTHER_SEDATIVE, name="Lioresal (Baclofen)"), **OLD_CUT),
        row("sedative without a name", "M-12", **took(OTHER_SEDATIVE, name=None), **OLD_CUT),
        row("sedative of another name", "", **took(OTHER_SEDATIVE, name="meprobamate"), **OLD_CUT),
        row(
            "baclofen, cut 10 days ago",
            "M-01 M-12",
            **took(OTHER_SEDATIVE, name="baclofen"),
            event__stopped=cut(day_before(10)),
        ),
        row("benzodiazepine without a name", "", **took(BENZODIAZEPINE, name=None), **OLD_CUT),
    ],
)
def test_m_12_sharp_stop_of_a_gabapentinoid(record: Data, flags: frozenset[str]) -> None:
    """A sharp stop of a regular gabapentinoid or of what may be baclofen counts, however long ago."""
    assert flags_of(record) == flags


LUNG = {"safety__medical": ["lung"]}


@table(
    "M-13",
    [
        row("still taking", "M-13 U-09", **LUNG, event__now="still_taking"),
        row("likely today", "M-13 U-09", **LUNG, event__now="likely_today"),
        row("unsure", "M-13 U-09", **LUNG, event__now="unsure"),
        row("as prescribed", "", **LUNG, event__now="as_prescribed_only"),
        row("not taking", "", **LUNG),
        row("taking unknown", "U-16", **LUNG, event__now=UNKNOWN),
        row("heart", "U-09", safety__medical=["heart"], event__now="still_taking"),
        row("conditions unknown", "M-16 U-09", safety__medical=UNKNOWN, event__now="still_taking"),
        row("stimulant", "U-09", event__substance=[STIMULANT], **LUNG, event__now="still_taking"),
        row(
            "stimulant, gabapentinoid beside it",
            "M-13 U-05 U-09",
            event__substance=[STIMULANT],
            event__mixed=["gabapentinoid"],
            **LUNG,
            event__now="still_taking",
        ),
        row("illicit", "M-07 U-09", event__substance=[ILLICIT], **LUNG, event__now="still_taking"),
    ],
)
def test_m_13_lung_disease(record: Data, flags: frozenset[str]) -> None:
    """Lung disease counts while a depressant goes on being taken."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", CLASSES)
def test_m_13_classes(class_: str) -> None:
    """Lung disease while use goes on is M-13 for the depressants only."""
    found = flags_of(changed(QUIET, **took(Z_DRUG, class_=class_), **LUNG, event__now="still_taking"))
    assert ("M-13" in found) == (class_ in DEPRESSANT)


CANNOT = {"stabilise__can_interrupt": "cannot"}
WORSE = {"stabilise__worsening": "quickly_worse"}


@table(
    "M-14",
    [
        row("cannot pause", "M-14 U-04", **CANNOT, **FAST),
        row("quickly worse", "M-14 U-04", **WORSE, **FAST),
        row(
            "with help, slowly worse",
            "U-04",
            **FAST,
            stabilise__can_interrupt="with_help",
            stabilise__worsening="slowly_worse",
        ),
        row("unsure", "U-04", **FAST, stabilise__can_interrupt="unsure"),
        row("pause unknown", "U-04 U-16", **FAST, stabilise__can_interrupt=UNKNOWN),
        row("worsening unknown", "U-04 U-16", **FAST, stabilise__worsening=UNKNOWN),
        row("not open", "", **CANNOT, **WORSE),
        row("opened by U-06", "M-14 U-06", **CANNOT, **NO_STOP),
        row("opened by U-09", "M-14 U-09", **CANNOT, event__now="still_taking"),
        row("opened by a level 3 flag", "M-14 M-18", **CANNOT, frame__age_band="under_18"),
        row("opened by a level 4 flag", "E-12 M-14", **CANNOT, safety__home_safe="in_danger"),
        row("not opened by U-18", "U-18", **CANNOT, safety__home_safe="not_always"),
        row("not opened by U-16", "U-16", **CANNOT, frame__age_band=UNKNOWN),
        row(
            "not opened by U-01, U-02",
            "U-01 U-02",
            **CANNOT,
            safety__sleep=slept(3, 3, 3),
            safety__anxiety={"peak": 9, "direction": "steady"},
        ),
    ],
)
def test_m_14_cannot_interrupt(record: Data, flags: frozenset[str]) -> None:
    """Not being able to pause, or quick worsening, counts once the stabilisation questions are open."""
    assert flags_of(record) == flags


SHORT_SLEEP = {"safety__sleep": slept(3, 3, 3)}
ANXIOUS = {"safety__anxiety": {"peak": 8, "direction": "steady"}}


@table(
    "M-15",
    [
        row("sleep and anxiety", "U-01 U-02", **SHORT_SLEEP, **ANXIOUS),
        row(
            "sleep, anxiety, mixed",
            "U-01 U-02 U-05 U-25",
            **SHORT_SLEEP,
            **ANXIOUS,
            event__mixed=["stimulant"],
        ),
        row(
            "sleep, anxiety, hiding",
            "U-01 U-02 U-07 U-25",
            **SHORT_SLEEP,
            **ANXIOUS,
            safety__secrecy=["hiding_everyone"],
        ),
        row(
            "sleep, anxiety, avoiding",
            "U-01 U-02 U-08 U-25",
            **SHORT_SLEEP,
            **ANXIOUS,
            safety__secrecy=["avoiding_people"],
        ),
        row(
            "sleep, anxiety, still taking",
            "M-15 U-01 U-02 U-09",
            **SHORT_SLEEP,
            **ANXIOUS,
            event__now="still_taking",
        ),
        row("sleep, anxiety, increase", "M-15 U-01 U-02 U-04", **SHORT_SLEEP, **ANXIOUS, **FAST),
        row("sleep, anxiety, could not stop", "M-15 U-01 U-02 U-06", **SHORT_SLEEP, **ANXIOUS, **NO_STOP),
        row(
            "anxiety, agitation, mixed",
            "M-15 U-02 U-03 U-05",
            **ANXIOUS,
            safety__agitation="marked",
            event__mixed=["stimulant"],
        ),
        row(
            "sleep, anxiety, mixed, hiding",
            "M-15 U-01 U-02 U-05 U-07",
            **SHORT_SLEEP,
            **ANXIOUS,
            event__mixed=["stimulant"],
            safety__secrecy=["hiding_everyone"],
        ),
        row(
            "anxiety, mixed, hiding, avoiding",
            "M-15 U-02 U-05 U-07 U-08",
            **ANXIOUS,
            event__mixed=["stimulant"],
            safety__secrecy=["hiding_everyone", "avoiding_people"],
        ),
        row(
            "sleep and use that goes on",
            "U-01 U-09",
            **SHORT_SLEEP,
            event__now="still_taking",
        ),
        row(
            "anxiety, avoiding, still taking",
            "M-15 U-02 U-08 U-09",
            **ANXIOUS,
            safety__secrecy=["avoiding_people"],
            event__now="still_taking",
        ),
        row(
            "mixed, hiding, could not stop",
            "M-15 U-05 U-06 U-07",
            event__mixed=["stimulant"],
            safety__secrecy=["hiding_everyone"],
            **NO_STOP,
        ),
        row("U-12 is not counted", "U-01 U-02 U-12", **SHORT_SLEEP, **ANXIOUS, contact__worth=3),
        row(
            "U-18 is not counted", "U-01 U-02 U-18", **SHORT_SLEEP, **ANXIOUS, safety__home_safe="not_always"
        ),
        row(
            "U-10 is not counted",
            "U-01 U-09 U-10",
            QUIET_BENZODIAZEPINE,
            **SHORT_SLEEP,
            event__now="still_taking",
        ),
        row("U-15 is not counted", "U-01 U-02 U-15", path="brief", **SHORT_SLEEP, **ANXIOUS),
    ],
)
def test_m_15_four_signs_or_three_with_a_grave_one(record: Data, flags: frozenset[str]) -> None:
    """Four of U-01 to U-09 count, or three with lost control, a fast rise, agitation or going on."""
    assert flags_of(record) == flags


FULLY_READ = (
    "safety__now",
    "safety__suicide",
    "safety__taking_intent",
    "safety__mental_state",
    "safety__medical",
    "event__mixed",
)


@pytest.mark.parametrize("missing", NO_ANSWER.values(), ids=NO_ANSWER)
@pytest.mark.parametrize("question", FULLY_READ)
def test_m_16_open_question(question: str, missing: Data | None) -> None:
    """Each of the six questions, left open in any way, is M-16 and nothing else."""
    assert flags_of(changed(QUIET, **{question: missing})) == {"M-16"}


@pytest.mark.parametrize(
    "question", ["safety__now", "safety__mental_state", "safety__medical", "event__mixed"]
)
def test_m_16_empty_list(question: str) -> None:
    """An empty list is no answer."""
    assert flags_of(changed(QUIET, **{question: []})) == {"M-16"}


@table(
    "M-16",
    [
        row("class is the option unknown", "M-16 U-19", event__substance=[UNKNOWN_CLASS]),
        row("class unknown", "M-16 U-19", **took(Z_DRUG, class_=UNKNOWN)),
        row("class absent", "M-16 U-19", **took(Z_DRUG, class_=None)),
        row(
            "class unknown in one of two",
            "M-16 U-19",
            event__substance=[Z_DRUG, entry(UNKNOWN_CLASS, last_use=day_before(20))],
        ),
        row("illicit is a class", "U-19", event__substance=[ILLICIT]),
        row("substance unknown", "M-07 M-16", event__substance=UNKNOWN),
        row("substance absent", "M-07 M-16", event__substance=None),
        row("no entries", "M-07 M-16", event__substance=[]),
        row("an entry that is a status", "M-07 M-16", event__substance=[UNKNOWN]),
        row("stop unknown", "M-16", QUIET_BENZODIAZEPINE, event__stopped=UNKNOWN),
        row(
            "change declined",
            "M-16",
            QUIET_BENZODIAZEPINE,
            event__stopped={"change": DECLINED, "when": day_before(1)},
        ),
        row(
            "only the day of the change unknown",
            "U-16",
            QUIET_BENZODIAZEPINE,
            event__stopped={"change": "slow_with_prescriber"},
        ),
        row("stop unknown, not open", "", event__stopped=UNKNOWN),
        row("seizure history unknown", "M-16", QUIET_BENZODIAZEPINE, safety__seizure_history=UNKNOWN),
        row("seizure history absent", "M-16", QUIET_BENZODIAZEPINE, safety__seizure_history=None),
        row("seizure history unknown, not open", "", safety__seizure_history=UNKNOWN),
        row("intoxicated", "M-16", frame__state="intoxicated"),
        row("sedated", "M-16", frame__state="sedated"),
        row("unsure whether clear", "M-16", frame__state="unsure"),
        row("clear", "", frame__state="clear"),
        row("state unknown", "", frame__state=UNKNOWN),
        row("state absent", "", frame__state=None),
        row(
            "not clear, but reports thoughts and not caring",
            "M-08",
            frame__state="sedated",
            safety__suicide="thoughts_no_plan",
            safety__taking_intent="did_not_care",
        ),
        row(
            "not clear, and one answer reports danger",
            "E-04 M-16",
            frame__state="sedated",
            safety__suicide="plan_or_method",
        ),
        row("another critical question", "U-16", frame__age_band=UNKNOWN),
    ],
)
def test_m_16_to_clarify_today(record: Data, flags: frozenset[str]) -> None:
    """An unknown class, stop or seizure history and a person who is not clear are clarified the same day."""
    assert flags_of(record) == flags


@table(
    "M-17",
    [
        row("72 h", "M-17", **took(Z_DRUG, last_use=DAYS_3), **OVERDOSE),
        row("72 h 1 min", "U-20", **took(Z_DRUG, last_use=OVER_DAYS_3), **OVERDOSE),
        row("day unknown", "M-17 U-16", **took(Z_DRUG, last_use=None), **OVERDOSE),
        row("any entry", "M-17", event__substance=[Z_DRUG, entry(RARE_ALCOHOL, last_use=DAYS_3)], **OVERDOSE),
        row("as prescribed", "M-17", **OVERDOSE, event__now="as_prescribed_only"),
        row("still taking", "M-17 U-09", **OVERDOSE, event__now="still_taking"),
        row("taking unknown", "M-17 U-16", **OVERDOSE, event__now=UNKNOWN),
        row("supply", "M-17", **OVERDOSE, event__supply=True),
        row("supply unknown", "M-17", **OVERDOSE, event__supply=UNKNOWN),
        row("nothing goes on", "U-20", **OVERDOSE),
        row("over a year ago", "", event__supply=True, safety__overdose_history="over_year_ago"),
        row("unknown", "", event__supply=True, safety__overdose_history=UNKNOWN),
        row("after alcohol alone", "M-17", QUIET_ALCOHOL, event__supply=True, **OVERDOSE),
    ],
)
def test_m_17_overdose_within_a_year(record: Data, flags: frozenset[str]) -> None:
    """An overdose within a year counts while something goes on, is at hand or recent, or these are open."""
    assert flags_of(record) == flags


@table(
    "M-18",
    [
        row("under 18", "M-18", frame__age_band="under_18"),
        row("18 to 64", "", frame__age_band="age_18_64"),
        row("unknown", "U-16", frame__age_band=UNKNOWN),
    ],
)
def test_m_18_minor(record: Data, flags: frozenset[str]) -> None:
    """A person under 18 is seen the same day."""
    assert flags_of(record) == flags


@table(
    "M-19",
    [
        row("fluids", "M-19", safety__now=["fluids"]),
        row("infection", "M-19", safety__now=["infection"]),
        row("fluids and chest", "E-07 M-19", safety__now=["fluids", "chest"]),
        row("head, stimulant", "M-19", event__substance=[STIMULANT], safety__now=["head"]),
        row(
            "head and overheating, stimulant",
            "E-07",
            event__substance=[STIMULANT],
            safety__now=["head", "hot"],
        ),
        row("head, sedative", "E-07", safety__now=["head"]),
        row("none of these"),
    ],
)
def test_m_19_fluids_infection_head(record: Data, flags: frozenset[str]) -> None:
    """Fluids, infection, or a head injury that is not E-07 already, is seen the same day."""
    assert flags_of(record) == flags


@table(
    "M-20",
    [
        row("thoughts", "M-20", safety__mental_state=["harm_thoughts"]),
        row("thoughts and plan", "E-08", safety__mental_state=["harm_thoughts", "harm_plan"]),
        row("thoughts and not safe", "E-08 M-20", safety__mental_state=["harm_thoughts", "not_safe"]),
        row("none of these"),
    ],
)
def test_m_20_thoughts_of_harm(record: Data, flags: frozenset[str]) -> None:
    """Thoughts of harming someone without a plan are assessed the same day."""
    assert flags_of(record) == flags


@table(
    "M-21",
    [
        row("sedative", "M-21", safety__now=["drowsy"]),
        row("stimulant", "M-21", event__substance=[STIMULANT], safety__now=["drowsy"]),
        row(
            "sedative, alcohol and gabapentinoid",
            "M-21 U-05",
            event__mixed=["alcohol", "gabapentinoid"],
            safety__now=["drowsy"],
        ),
        row(
            "opioid and alcohol", "E-06 U-05", QUIET_OPIOID, event__mixed=["alcohol"], safety__now=["drowsy"]
        ),
        row("awake"),
    ],
)
def test_m_21_drowsy(record: Data, flags: frozenset[str]) -> None:
    """Drowsiness that is not E-06 is seen the same day, whatever was taken."""
    assert flags_of(record) == flags


SMALL = {"event__over_max": True, "event__over_max_by": "up_to_one_extra_dose"}
LARGE = {"event__over_max": True, "event__over_max_by": "more"}
OVER = {"event__over_max": True, "event__over_max_by": UNKNOWN}
ANTIDEPRESSANT = entry(Z_DRUG, class_="other_prescription", name="venlafaxine")
SEDATING = entry(Z_DRUG, class_="other_sedative", name="doxylamine")
COMBINATION = interview(
    entry(OPIOID, vs_prescription="more", last_use=DAYS_3), event__product_combo=True, **SMALL
)


@table(
    "M-22",
    [
        row("small excess, 72 h", "M-22", COMBINATION),
        row(
            "small excess, 72 h 1 min",
            "U-17",
            COMBINATION,
            **took(OPIOID, vs_prescription="more", last_use=OVER_DAYS_3),
        ),
        row("small excess, product unknown", "M-22 U-16", COMBINATION, event__product_combo=UNKNOWN),
        row("small excess, no combination", "U-17", COMBINATION, event__product_combo=False),
        row("large excess", "E-10", COMBINATION, **LARGE),
        row("amount unknown, no intent", "M-22 U-16", COMBINATION, event__over_max=UNKNOWN),
        row(
            "amount unknown, did not care",
            "E-10 M-08 U-16",
            COMBINATION,
            event__over_max=UNKNOWN,
            safety__taking_intent="did_not_care",
        ),
        row("small excess, 72 h, intent unsure", "M-08 M-22", COMBINATION, safety__taking_intent="unsure"),
        row("sedative over the label, 24 h", "M-22", **took(Z_DRUG, last_use=hours_before(24)), **LARGE),
        row(
            "sedative over the label, 24 h 1 min",
            "U-17",
            **took(Z_DRUG, last_use=hours_before(24, 1)),
            **LARGE,
        ),
        row("sedative over the label, day unknown", "M-22 U-16", **took(Z_DRUG, last_use=None), **LARGE),
        row(
            "sedative, amount unknown",
            "U-16",
            **took(Z_DRUG, last_use=hours_before(1)),
            event__over_max=UNKNOWN,
        ),
        row("sedative within the label", "", **took(Z_DRUG, last_use=hours_before(1))),
        row(
            "only alcohol is recent",
            "U-17",
            event__substance=[Z_DRUG, entry(RARE_ALCOHOL, last_use=hours_before(1))],
            **LARGE,
        ),
        row(
            "opioid without combination, 24 h",
            "M-22",
            COMBINATION,
            event__product_combo=False,
            **took(OPIOID, vs_prescription="more", last_use=hours_before(24)),
        ),
        row("an antidepressant, 72 h", "M-22", **took(ANTIDEPRESSANT, last_use=DAYS_3), **LARGE),
        row("an antidepressant, 72 h 1 min", "U-17", **took(ANTIDEPRESSANT, last_use=OVER_DAYS_3), **LARGE),
        row(
            "an antidepressant, how much unknown",
            "M-22 U-16",
            **took(ANTIDEPRESSANT, last_use=DAYS_3),
            **OVER,
        ),
        row("an antidepressant, one extra dose", "U-17", **took(ANTIDEPRESSANT, last_use=DAYS_3), **SMALL),
        row(
            "an antidepressant, one extra dose, 24 h",
            "M-22",
            **took(ANTIDEPRESSANT, last_use=DAY),
            **SMALL,
        ),
        row(
            "an antidepressant, amount unknown",
            "U-16",
            **took(ANTIDEPRESSANT, last_use=DAYS_3),
            event__over_max=UNKNOWN,
        ),
        row("small excess, another sedative, 72 h", "M-22", COMBINATION, **took(SEDATING, last_use=DAYS_3)),
        row(
            "small excess, another sedative, 72 h 1 min",
            "U-17",
            COMBINATION,
            **took(SEDATING, last_use=OVER_DAYS_3),
        ),
        row(
            "small excess, class unknown, 72 h",
            "M-07 M-16 M-22",
            COMBINATION,
            **took(UNKNOWN_CLASS, last_use=DAYS_3),
        ),
        row(
            "small excess, opioid beside a sedative, 72 h",
            "M-22 U-05",
            COMBINATION,
            **took(Z_DRUG, last_use=DAYS_3),
            event__mixed=["opioid"],
        ),
        row(
            "small excess, opioid beside a sedative, 72 h 1 min",
            "U-05 U-17",
            COMBINATION,
            **took(Z_DRUG, last_use=OVER_DAYS_3),
            event__mixed=["opioid"],
        ),
        row("how much more unknown is more", "E-10 U-16", COMBINATION, event__over_max_by=UNKNOWN),
        row(
            "amount unknown, no combination",
            "U-16",
            COMBINATION,
            event__over_max=UNKNOWN,
            event__product_combo=False,
        ),
    ],
)
def test_m_22_over_the_label(record: Data, flags: frozenset[str]) -> None:
    """A small excess of a combined tablet and a large one of some classes count for 72 hours, else 24."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", CLASSES)
@pytest.mark.parametrize(("minutes", "counts"), [(0, True), (1, False)])
def test_m_22_classes_of_a_later_excess(class_: str, minutes: int, counts: bool) -> None:
    """A large excess counts for 72 hours after another medicine, another sedative or an unknown class."""
    taken = took(Z_DRUG, class_=class_, last_use=hours_before(72, minutes))
    found = flags_of(changed(QUIET, **taken, **LARGE))
    expected = counts and class_ in {"other_prescription", "other_sedative", "unknown"}
    assert ("M-22" in found) == expected


SEIZURE_BEFORE = {"safety__seizure_history": True}
EPILEPSY = {"safety__medical": ["epilepsy"]}
REGULAR_Z_DRUG = entry(Z_DRUG, **REGULAR)


def sedative_with_epilepsy(**fields: object) -> Data:
    """A regular sedative and epilepsy."""
    return changed(QUIET_BENZODIAZEPINE, **took(BENZODIAZEPINE, **fields), **EPILEPSY)


def gabapentinoid_with_epilepsy(**fields: object) -> Data:
    """A regular gabapentinoid and epilepsy."""
    return changed(QUIET_GABAPENTINOID, **took(GABAPENTINOID, **fields), **EPILEPSY)


@table(
    "M-23",
    [
        row("seizure before", "M-23", QUIET_BENZODIAZEPINE, **SEIZURE_BEFORE),
        row("epilepsy", "M-23", QUIET_BENZODIAZEPINE, **EPILEPSY),
        row("neither", "", QUIET_BENZODIAZEPINE),
        row("seizure history unknown", "M-16", QUIET_BENZODIAZEPINE, safety__seizure_history=UNKNOWN),
        row("28 days ago", "M-23", sedative_with_epilepsy(last_use=days_before(28))),
        row("28 days 1 min ago", "", sedative_with_epilepsy(last_use=days_before(28, 1))),
        row("the day 28 days ago", "M-23", sedative_with_epilepsy(last_use=day_before(28))),
        row("the day 29 days ago", "", sedative_with_epilepsy(last_use=day_before(29))),
        row("day unknown", "M-23 U-16", sedative_with_epilepsy(last_use=None)),
        row("4 days a week", "M-23", sedative_with_epilepsy(days_per_week=4)),
        row(
            "3 days a week, 120 h ago",
            "M-23",
            sedative_with_epilepsy(days_per_week=3, last_use=hours_before(120)),
        ),
        row(
            "3 days a week, 120 h 1 min ago",
            "",
            sedative_with_epilepsy(days_per_week=3, last_use=hours_before(120, 1)),
        ),
        row(
            "3 days a week, the day 5 days ago",
            "M-23",
            sedative_with_epilepsy(days_per_week=3, last_use=day_before(5)),
        ),
        row(
            "3 days a week, the day 6 days ago",
            "",
            sedative_with_epilepsy(days_per_week=3, last_use=day_before(6)),
        ),
        row(
            "3 days a week, day unknown", "M-23 U-16", sedative_with_epilepsy(days_per_week=3, last_use=None)
        ),
        row(
            "3 days a week, run unknown, 120 h ago",
            "M-23",
            sedative_with_epilepsy(days_per_week=3, run_length=None, last_use=hours_before(120)),
        ),
        row(
            "7 days a week for 3 days, 120 h ago",
            "M-23",
            sedative_with_epilepsy(run_length=lasting(3), last_use=hours_before(120)),
        ),
        row(
            "7 days a week for 3 days, 120 h 1 min ago",
            "",
            sedative_with_epilepsy(run_length=lasting(3), last_use=hours_before(120, 1)),
        ),
        row(
            "7 days a week for 4 days, 28 days ago",
            "M-23",
            sedative_with_epilepsy(run_length=lasting(4), last_use=days_before(28)),
        ),
        row("7 days a week for 2 days", "", sedative_with_epilepsy(run_length=lasting(2))),
        row("7 days a week for 71 hours", "", sedative_with_epilepsy(run_length=lasting(71, "hour"))),
        row("days a week unknown", "M-23 U-16", sedative_with_epilepsy(days_per_week=None)),
        row(
            "days a week unknown, run of 3 days",
            "M-23",
            sedative_with_epilepsy(days_per_week=None, run_length=lasting(3)),
        ),
        row("alcohol", "M-23", QUIET_ALCOHOL, **SEIZURE_BEFORE),
        row("another sedative", "M-23", event__substance=[OTHER_SEDATIVE], **EPILEPSY),
        row("z-drug", "M-23", event__substance=[REGULAR_Z_DRUG], **EPILEPSY),
        row("class unknown", "M-16 M-23 U-19", **took(UNKNOWN_CLASS, **REGULAR), **EPILEPSY),
        row("opioid", "", QUIET_REGULAR_OPIOID, **SEIZURE_BEFORE),
        row("gabapentinoid, epilepsy", "M-23", QUIET_GABAPENTINOID, **EPILEPSY),
        row(
            "gabapentinoid, epilepsy, 28 days", "M-23", gabapentinoid_with_epilepsy(last_use=days_before(28))
        ),
        row(
            "gabapentinoid, epilepsy, 28 days 1 min",
            "",
            gabapentinoid_with_epilepsy(last_use=days_before(28, 1)),
        ),
        row(
            "gabapentinoid, epilepsy, run of 3 days",
            "M-23",
            gabapentinoid_with_epilepsy(run_length=lasting(3)),
        ),
        row("gabapentinoid, epilepsy, run of 2 days", "", gabapentinoid_with_epilepsy(run_length=lasting(2))),
        row(
            "gabapentinoid, epilepsy, one day a week, run unknown",
            "M-23",
            gabapentinoid_with_epilepsy(days_per_week=1, run_length=None),
        ),
        row("gabapentinoid, seizure before", "", QUIET_GABAPENTINOID, event__stopped=SLOW, **SEIZURE_BEFORE),
        row(
            "sedative only beside it",
            "U-05",
            event__substance=[REGULAR_OPIOID],
            event__mixed=["z_drug"],
            **EPILEPSY,
        ),
        row(
            "regular and recent, but not in one entry",
            "",
            event__substance=[entry(BENZODIAZEPINE, last_use=day_before(40)), Z_DRUG],
            **SEIZURE_BEFORE,
        ),
        row("seizure before, run of 3 days", "M-23", **took(Z_DRUG, run_length=lasting(3)), **SEIZURE_BEFORE),
        row("seizure before, run of 2 days, not open", "", **SEIZURE_BEFORE),
        row("epilepsy, run of 2 days", "", **EPILEPSY),
    ],
)
def test_m_23_seizure_risk(record: Data, flags: frozenset[str]) -> None:
    """A seizure risk counts for 28 days after regular use of a seizure class, for 5 after some days of it."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", CLASSES)
def test_m_23_classes(class_: str) -> None:
    """Epilepsy with regular use is M-23 for sedatives, alcohol, gabapentinoids and an unknown class."""
    found = flags_of(changed(QUIET_BENZODIAZEPINE, **took(BENZODIAZEPINE, class_=class_), **EPILEPSY))
    assert ("M-23" in found) == (class_ in SEDATIVE | {"alcohol", "gabapentinoid", "unknown"})
