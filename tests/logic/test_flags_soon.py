"""Level 2 flags: each fires at the border its rule names, not one step beyond (rules, sections 5 and 6)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.banks_under_test import DECLINED, UNKNOWN, changed, shipped_bank
from tests.logic.bases import (
    ALCOHOL,
    BENZODIAZEPINE,
    CLASSES,
    DEPRESSANT,
    ILLICIT,
    MIXABLE,
    OPIOID,
    QUIET,
    QUIET_ALCOHOL,
    QUIET_BENZODIAZEPINE,
    QUIET_FOLLOWUP,
    QUIET_GABAPENTINOID,
    QUIET_OPIOID,
    QUIET_REGULAR_OPIOID,
    RARE_ALCOHOL,
    SEDATIVE,
    STIMULANT,
    Z_DRUG,
    Data,
    day_before,
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
SLOW = {"change": "slow_with_prescriber", "when": day_before(3)}
TAKING = {"event__now": "still_taking"}
LARGE = {"event__over_max": True, "event__over_max_by": "more"}


def test_the_bank_holds_the_level_2_flags() -> None:
    """The flags of section 5 are there at level 2, and no others."""
    expected = {f"U-{number:02}" for number in range(1, 26)}
    assert {flag.id for flag in shipped_bank().flags if flag.level == 2} == expected


def slept(last: object, before: object, third: object, difficulty: object = 2) -> Data:
    """The hours of the last three nights, last night first, and how hard sleeping was."""
    return {"safety__sleep": {"night_1": last, "night_2": before, "night_3": third, "difficulty": difficulty}}


@table(
    "U-01",
    [
        row("mean of 3 hours", "U-01", **slept(2, 3, 4)),
        row("mean of 3.1 hours", "", **slept(2, 3, 4.3)),
        row("difficulty 8", "U-01", **slept(7, 7, 7, 8)),
        row("difficulty 7", "", **slept(7, 7, 7, 7)),
        row("one known night of 3 hours", "U-01 U-16", **slept(3, UNKNOWN, None)),
        row("one known night of 3.1 hours", "U-16", **slept(3.1, UNKNOWN, None)),
        row("only the difficulty, 8", "U-01 U-16", **slept(None, None, None, 8)),
        row("only the difficulty, 7", "U-16", **slept(None, None, None, 7)),
        row("no sleep answer", "U-16", safety__sleep=None),
    ],
)
def test_u_01_severe_insomnia(record: Data, flags: frozenset[str]) -> None:
    """A mean of at most 3 hours over the known nights, or a difficulty from 8, counts."""
    assert flags_of(record) == flags


def anxiety(peak: object, direction: object) -> Data:
    """An anxiety answer."""
    return {"safety__anxiety": {"peak": peak, "direction": direction}}


@table(
    "U-02",
    [
        row("8 steady", "U-02", **anxiety(8, "steady")),
        row("8 easing", "U-02", **anxiety(8, "easing")),
        row("7 steady", "", **anxiety(7, "steady")),
        row("7 rising", "U-02", **anxiety(7, "rising")),
        row("6 rising", "U-02", **anxiety(6, "rising")),
        row("6 steady", "", **anxiety(6, "steady")),
        row("6 easing", "", **anxiety(6, "easing")),
        row("5 rising", "", **anxiety(5, "rising")),
        row("8, direction unknown", "U-02 U-16", **anxiety(8, UNKNOWN)),
        row("6, direction unknown", "U-16", **anxiety(6, UNKNOWN)),
        row("rising, peak unknown", "U-16", **anxiety(UNKNOWN, "rising")),
    ],
)
def test_u_02_high_anxiety(record: Data, flags: frozenset[str]) -> None:
    """A peak from 8, or from 6 while rising, counts."""
    assert flags_of(record) == flags


@table(
    "U-03",
    [
        row("marked", "U-03", safety__agitation="marked"),
        row("cannot settle", "U-03", safety__agitation="cannot_settle"),
        row("restless", "", safety__agitation="restless"),
        row("unknown", "", safety__agitation=UNKNOWN),
    ],
)
def test_u_03_agitation(record: Data, flags: frozenset[str]) -> None:
    """Marked agitation counts."""
    assert flags_of(record) == flags


FAST = {"event__escalation": "up_quickly"}


@table(
    "U-04",
    [
        row("up quickly", "U-04", **FAST),
        row("up a little", "", event__escalation="up_a_little"),
        row("down", "", event__escalation="down"),
        row("unknown", "U-16", event__escalation=UNKNOWN),
        row("up quickly, run of 1 day", "", **took(Z_DRUG, run_length=lasting(1)), **FAST),
        row("up quickly, run of 25 hours", "U-04", **took(Z_DRUG, run_length=lasting(25, "hour")), **FAST),
        row(
            "up quickly, span of 1 day", "", **took(Z_DRUG, run_length=None, first_use=day_before(5)), **FAST
        ),
        row(
            "up quickly, span of 2 days",
            "U-04",
            **took(Z_DRUG, run_length=None, first_use=day_before(6)),
            **FAST,
        ),
        row("up quickly, run unknown", "U-04", **took(Z_DRUG, run_length=None), **FAST),
    ],
)
def test_u_04_quick_increase(record: Data, flags: frozenset[str]) -> None:
    """A quick increase counts where the run may be longer than one day."""
    assert flags_of(record) == flags


def two_products(first: object, second: object, **fields: Any) -> dict[str, Any]:
    """A sedative and a stimulant, last used at these times."""
    return {"event__substance": [entry(Z_DRUG, last_use=first), entry(STIMULANT, last_use=second, **fields)]}


NOON = "2026-11-10T12:00:00+01:00"


@table(
    "U-05",
    [
        row("something beside it", "U-05", event__mixed=["stimulant"]),
        row("nothing beside it", "", event__mixed=["none"]),
        row("mixed unknown", "M-16", event__mixed=UNKNOWN),
        row("instants 24 h apart", "U-05", **two_products(hours_before(100), hours_before(124))),
        row("instants 24 h 1 min apart", "", **two_products(hours_before(100), hours_before(124, 1))),
        row("neighbouring days", "U-05", **two_products("2026-11-10", "2026-11-09")),
        row("two days apart", "", **two_products("2026-11-10", "2026-11-08")),
        row("instant inside the day", "U-05", **two_products("2026-11-10", NOON)),
        row("instant 24 h before the day", "U-05", **two_products("2026-11-10", "2026-11-09T00:00:00+01:00")),
        row(
            "instant 24 h 1 min before the day", "", **two_products("2026-11-10", "2026-11-08T23:59:00+01:00")
        ),
        row(
            "instant 23 h 59 min after the day",
            "U-05",
            **two_products("2026-11-10", "2026-11-11T23:59:00+01:00"),
        ),
        row("instant 24 h after the day", "", **two_products("2026-11-10", "2026-11-12T00:00:00+01:00")),
        row("instant without an offset", "", **two_products("2026-11-10", "2026-11-12T00:00:00")),
        row("instant in another offset", "U-05", **two_products("2026-11-10", "2026-11-12T00:00:00+02:00")),
        row("a day unknown", "U-05 U-16", **two_products("2026-11-10", UNKNOWN)),
        row("one product twice", "", event__substance=[Z_DRUG, entry(Z_DRUG, name="Zolpidem ")]),
        row("two names", "U-05", event__substance=[Z_DRUG, entry(Z_DRUG, name="zopiclone")]),
        row("one name in two classes", "U-05", **two_products(day_before(5), day_before(5), name="zolpidem")),
        row(
            "two entries without a name",
            "U-05",
            event__substance=[entry(Z_DRUG, name=None), entry(Z_DRUG, name=None)],
        ),
        row("methadone beside a sedative, whenever it was", "U-05", event__oud_medication="methadone"),
        row("buprenorphine beside alcohol", "U-05", QUIET_ALCOHOL, event__oud_medication="buprenorphine"),
        row("naltrexone is no depressant", "", event__oud_medication="naltrexone"),
        row("an ended medicine is none now", "U-14", event__oud_medication="stopped_within_3_months"),
        row("methadone beside an opioid", "", QUIET_OPIOID, event__oud_medication="methadone"),
        row("methadone beside a stimulant", "", **took(STIMULANT), event__oud_medication="methadone"),
        row(
            "methadone beside illicit", "U-19", event__substance=[ILLICIT], event__oud_medication="methadone"
        ),
    ],
)
def test_u_05_mixed_use(record: Data, flags: frozenset[str]) -> None:
    """Two products that may lie within 24 hours of each other, or anything named beside it, count."""
    assert flags_of(record) == flags


@table(
    "U-06",
    [
        row("could not stop", "U-06", event__control="could_not_stop"),
        row("carried on", "", event__control="carried_on"),
        row("unknown", "U-16", event__control=UNKNOWN),
    ],
)
def test_u_06_could_not_stop(record: Data, flags: frozenset[str]) -> None:
    """Not having been able to stop counts."""
    assert flags_of(record) == flags


@table(
    "U-07",
    [
        row("from everyone", "U-07", safety__secrecy=["hiding_everyone"]),
        row("from some, missing appointments", "", safety__secrecy=["hiding_some", "missing_appointments"]),
        row("unknown", "", safety__secrecy=UNKNOWN),
    ],
)
def test_u_07_hiding_from_everyone(record: Data, flags: frozenset[str]) -> None:
    """Hiding it from everyone counts."""
    assert flags_of(record) == flags


ALONE = {"safety__alone": True}


@table(
    "U-08",
    [
        row("avoiding people", "U-08", safety__secrecy=["avoiding_people"]),
        row("missing appointments", "", safety__secrecy=["missing_appointments"]),
        row("alone", "", **ALONE),
        row("alone, anxiety 8", "U-02 U-08", **ALONE, **anxiety(8, "steady")),
        row("alone, anxiety 7", "", **ALONE, **anxiety(7, "steady")),
        row("alone, anxiety 6 rising", "U-02", **ALONE, **anxiety(6, "rising")),
        row("alone, marked agitation", "U-03 U-08", **ALONE, safety__agitation="marked"),
        row("alone, cannot settle", "U-03 U-08", **ALONE, safety__agitation="cannot_settle"),
        row("alone, restless", "", **ALONE, safety__agitation="restless"),
        row("alone, worth 3", "U-08 U-12", **ALONE, contact__worth=3),
        row("alone, worth 4", "", **ALONE, contact__worth=4),
        row("alone, worth not open", "", **ALONE, contact__worth=0, contact__meaning="serious_workable"),
        row("alone, a wish", "U-08 U-21", **ALONE, safety__suicide="wish_not_here"),
        row("alone, thoughts unknown", "M-16 U-08", **ALONE, safety__suicide=UNKNOWN),
        row("alone, intent declined", "M-16 U-08", **ALONE, safety__taking_intent=DECLINED),
        row("alone, unsure about it", "M-08 U-08", **ALONE, safety__taking_intent="unsure"),
        row("alone and not clear", "M-16 U-08", **ALONE, frame__state="sedated"),
        row("not alone, anxiety 8", "U-02", **anxiety(8, "steady")),
        row("alone unknown, anxiety 8", "U-02", safety__alone=UNKNOWN, **anxiety(8, "steady")),
    ],
)
def test_u_08_withdrawn_or_alone_in_distress(record: Data, flags: frozenset[str]) -> None:
    """Avoiding people, or being alone in distress, counts; open suicide and intent answers are distress."""
    assert flags_of(record) == flags


@table(
    "U-09",
    [
        row("still taking", "U-09", event__now="still_taking"),
        row("likely today", "U-09", event__now="likely_today"),
        row("unsure", "U-09", event__now="unsure"),
        row("as prescribed", "", event__now="as_prescribed_only"),
        row("not taking", "", event__now="not_taking"),
        row("unknown", "U-16", event__now=UNKNOWN),
    ],
)
def test_u_09_goes_on(record: Data, flags: frozenset[str]) -> None:
    """Use that goes on, or may, counts; the own prescription as prescribed does not."""
    assert flags_of(record) == flags


def sedative_goes_on(**fields: Any) -> Data:
    """A sedative that goes on being taken."""
    return changed(QUIET_BENZODIAZEPINE, **took(BENZODIAZEPINE, **fields), **TAKING)


CUT_NOW = {"event__stopped": {"change": "cut_sharply", "when": day_before(1)}}
OLD_CUT = {"event__stopped": {"change": "cut_sharply", "when": day_before(40)}}


@table(
    "U-10",
    [
        row("4 days a week", "U-09 U-10", sedative_goes_on(days_per_week=4)),
        row("3 days a week", "U-09", sedative_goes_on(days_per_week=3)),
        row(
            "days a week unknown, run of 3 days",
            "U-09",
            sedative_goes_on(days_per_week=None, run_length=lasting(3)),
        ),
        row(
            "days a week unknown, run of 73 hours",
            "U-09 U-10 U-16",
            sedative_goes_on(days_per_week=None, run_length=lasting(73, "hour")),
        ),
        row(
            "days a week and run unknown",
            "U-09 U-10 U-16",
            sedative_goes_on(days_per_week=None, run_length=None),
        ),
        row("a stated run of 3 days", "U-09", sedative_goes_on(run_length=lasting(3))),
        row("a stated run of 73 hours", "U-09 U-10", sedative_goes_on(run_length=lasting(73, "hour"))),
        row("a dated run of 3 days", "U-09 U-10", sedative_goes_on(run_length=None, first_use=day_before(3))),
        row("as prescribed", "", QUIET_BENZODIAZEPINE),
        row("taking unknown", "U-16", QUIET_BENZODIAZEPINE, event__now=UNKNOWN),
        row("gabapentinoid", "U-09 U-10", QUIET_GABAPENTINOID, **TAKING),
        row("another sedative", "U-09 U-10", sedative_goes_on(class_="other_sedative")),
        row("alcohol", "U-09", QUIET_ALCOHOL, **TAKING),
        row("opioid", "U-09", QUIET_REGULAR_OPIOID, **TAKING),
        row("M-01 speaks for it", "M-01 U-09", QUIET_BENZODIAZEPINE, **TAKING, **CUT_NOW),
        row("cut before the window of M-01", "U-09 U-10", QUIET_BENZODIAZEPINE, **TAKING, **OLD_CUT),
        row("reduced slowly", "U-09 U-10", QUIET_BENZODIAZEPINE, **TAKING, event__stopped=SLOW),
        row("M-12 speaks for it", "M-12 U-09", QUIET_GABAPENTINOID, **TAKING, **CUT_NOW),
        row(
            "regular in another class only",
            "U-09",
            event__substance=[ALCOHOL, BENZODIAZEPINE | {"days_per_week": 2}],
            **TAKING,
        ),
    ],
)
def test_u_10_regular_use_goes_on(record: Data, flags: frozenset[str]) -> None:
    """Regular sedative or gabapentinoid use that goes on counts, unless M-01 or M-12 speaks for it."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", CLASSES)
def test_u_10_classes(class_: str) -> None:
    """Regular use that goes on is U-10 for sedatives and gabapentinoids."""
    assert ("U-10" in flags_of(sedative_goes_on(class_=class_))) == (class_ in SEDATIVE | {"gabapentinoid"})


OTHER_MEDICINE = entry(BENZODIAZEPINE, class_="other_prescription", name="venlafaxine")


def medicine_with_alcohol(**fields: Any) -> Data:
    """Another medicine beside regular drinking that keeps the stop question open, both cut long ago."""
    return interview(entry(OTHER_MEDICINE, **fields), ALCOHOL, **OLD_CUT)


@table(
    "U-11",
    [
        row("cut", "U-11", event__substance=[OTHER_MEDICINE], **CUT_NOW),
        row("cut long ago", "U-11", event__substance=[OTHER_MEDICINE], **OLD_CUT),
        row(
            "stopped",
            "U-11",
            event__substance=[OTHER_MEDICINE],
            event__stopped={"change": "stopped", "when": day_before(1)},
        ),
        row(
            "day unknown",
            "U-11 U-16",
            event__substance=[OTHER_MEDICINE],
            event__stopped={"change": "stopped"},
        ),
        row("reduced slowly", "", event__substance=[OTHER_MEDICINE], event__stopped=SLOW),
        row("no change", "", event__substance=[OTHER_MEDICINE]),
        row("change unknown", "M-16", event__substance=[OTHER_MEDICINE], event__stopped=UNKNOWN),
        row("run of 14 days", "U-11", medicine_with_alcohol(run_length=lasting(14))),
        row("run of 13 days", "", medicine_with_alcohol(run_length=lasting(13))),
        row("run unknown", "U-11", medicine_with_alcohol(run_length=None)),
        row("4 days a week", "U-11", medicine_with_alcohol(days_per_week=4)),
        row("3 days a week", "", medicine_with_alcohol(days_per_week=3)),
        row("stimulant", "", medicine_with_alcohol(class_="stimulant")),
    ],
)
def test_u_11_sharp_stop_of_another_medicine(record: Data, flags: frozenset[str]) -> None:
    """A sharp stop of another prescribed medicine after two weeks of regular use counts, however long ago."""
    assert flags_of(record) == flags


@table(
    "U-12",
    [
        row("3", "U-12", contact__worth=3),
        row("4", "", contact__worth=4),
        row("unknown", "", contact__worth=UNKNOWN),
        row("3, but not open", "", contact__worth=3, contact__meaning="serious_workable"),
        row("3, meaning unknown", "U-12", contact__worth=3, contact__meaning=UNKNOWN),
    ],
)
def test_u_12_low_worth(record: Data, flags: frozenset[str]) -> None:
    """A worth of at most 3 counts."""
    assert flags_of(record) == flags


DRIVES = {"safety__duties": ["driving_machinery"]}
CARES = {"safety__duties": ["dependants_in_care"]}


@table(
    "U-13",
    [
        row("drives, as prescribed", "U-13", **DRIVES, event__now="as_prescribed_only"),
        row("cares, as prescribed", "U-13", **CARES, event__now="as_prescribed_only"),
        row("drives, still taking", "U-09 U-13", **DRIVES, **TAKING),
        row("drives, not taking", "", **DRIVES),
        row("drives, taking unknown", "U-16", **DRIVES, event__now=UNKNOWN),
        row("no duties, as prescribed", "", event__now="as_prescribed_only"),
        row("duties unknown, as prescribed", "", safety__duties=UNKNOWN, event__now="as_prescribed_only"),
        row("24 h ago", "U-13", **DRIVES, **took(Z_DRUG, last_use=hours_before(24))),
        row("24 h 1 min ago", "", **DRIVES, **took(Z_DRUG, last_use=hours_before(24, 1))),
        row("day unknown", "U-13 U-16", **DRIVES, **took(Z_DRUG, last_use=UNKNOWN)),
        row(
            "stimulant, as prescribed",
            "",
            **DRIVES,
            event__substance=[STIMULANT],
            event__now="as_prescribed_only",
        ),
        row("illicit, an hour ago", "M-07", **DRIVES, **took(ILLICIT, last_use=hours_before(1))),
        row(
            "only another class is recent",
            "",
            **DRIVES,
            event__substance=[Z_DRUG, entry(STIMULANT, last_use=hours_before(1))],
        ),
        row(
            "stimulant and alcohol, 24 h",
            "U-05 U-13",
            **DRIVES,
            event__mixed=["alcohol"],
            **took(STIMULANT, last_use=hours_before(24)),
        ),
        row(
            "stimulant and alcohol, 24 h 1 min",
            "U-05",
            **DRIVES,
            event__mixed=["alcohol"],
            **took(STIMULANT, last_use=hours_before(24, 1)),
        ),
    ],
)
def test_u_13_duties(record: Data, flags: frozenset[str]) -> None:
    """Driving or caring for dependants counts while a depressant is taken, and for 24 hours after it."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", CLASSES)
def test_u_13_classes(class_: str) -> None:
    """Driving is U-13 with every depressant that is taken, or was within a day, and with no other class."""
    taking = changed(QUIET, **took(Z_DRUG, class_=class_), **DRIVES, event__now="as_prescribed_only")
    recent = changed(QUIET, **took(Z_DRUG, class_=class_, last_use=hours_before(1)), **DRIVES)
    expected = class_ in DEPRESSANT
    assert ("U-13" in flags_of(taking), "U-13" in flags_of(recent)) == (expected, expected)


@pytest.mark.parametrize("class_", MIXABLE)
def test_u_13_classes_beside_it(class_: str) -> None:
    """Driving is U-13 with every depressant beside a stimulant within a day, and with no other class."""
    taken = took(STIMULANT, last_use=hours_before(1))
    found = flags_of(changed(QUIET, **taken, event__mixed=[class_], **DRIVES))
    assert ("U-13" in found) == (class_ in DEPRESSANT)


@table(
    "U-14",
    [
        row("ended within 3 months", "U-14", event__oud_medication="stopped_within_3_months"),
        row("naltrexone", "", event__oud_medication="naltrexone"),
        row("buprenorphine, whose tolerance is held", "U-05", event__oud_medication="buprenorphine"),
        row("unknown", "", event__oud_medication=UNKNOWN),
    ],
)
def test_u_14_ended_medicine(record: Data, flags: frozenset[str]) -> None:
    """A medicine for opioid use that ended within 3 months counts."""
    assert flags_of(record) == flags


@table(
    "U-15", [row("brief", "U-15", path="brief"), row("core", "", path="core"), row("deep", "", path="deep")]
)
def test_u_15_brief_path(record: Data, flags: frozenset[str]) -> None:
    """The brief path by itself counts."""
    assert flags_of(record) == flags


OVER_LABEL = {"event__over_max": True}
WISH = {"safety__suicide": "wish_not_here", "safety__cssrs": "moderate"}


@table(
    "U-16",
    [
        row("age", "U-16", frame__age_band=UNKNOWN),
        row("age absent", "U-16", frame__age_band=None),
        row("place of a call unknown", "U-16", frame__mode="phone"),
        row("place of a call withheld", "", frame__mode="phone", frame__location="withheld"),
        row("place in the room, not open", "", frame__location=UNKNOWN),
        row("day of last use", "U-16", **took(Z_DRUG, last_use=DECLINED)),
        row(
            "days a week, run of 73 hours",
            "U-16",
            **took(Z_DRUG, days_per_week=UNKNOWN, run_length=lasting(73, "hour")),
        ),
        row("days a week, run of 3 days", "", **took(Z_DRUG, days_per_week=UNKNOWN, run_length=lasting(3))),
        row("source and route are not critical", "U-19", **took(Z_DRUG, source=UNKNOWN, route=UNKNOWN)),
        row("taking", "U-16", event__now=UNKNOWN),
        row("control", "U-16", event__control=UNKNOWN),
        row("escalation", "U-16", event__escalation=UNKNOWN),
        row("escalation, not open", "", **took(Z_DRUG, run_length=lasting(1)), event__escalation=None),
        row(
            "day of a reduction",
            "U-16",
            QUIET_BENZODIAZEPINE,
            event__stopped={"change": "slow_with_prescriber", "when": UNKNOWN},
        ),
        row(
            "day of no change",
            "",
            QUIET_BENZODIAZEPINE,
            event__stopped={"change": "no_change", "when": UNKNOWN},
        ),
        row("label", "U-16", event__over_max=UNKNOWN),
        row("label, not open", "", QUIET_OPIOID, event__over_max=UNKNOWN),
        row("how much over the label", "U-16 U-17", **OVER_LABEL),
        row("product", "U-16", QUIET_OPIOID, event__product_combo=UNKNOWN),
        row("product, not open", "", event__product_combo=UNKNOWN),
        row("last night", "U-16", **slept(None, 7, 7)),
        row("the night before", "U-16", **slept(7, None, 7)),
        row("the third night", "U-16", **slept(7, 7, None)),
        row("difficulty of sleep", "U-16", **slept(7, 7, 7, None)),
        row("peak of anxiety", "U-16", **anxiety(None, "steady")),
        row("direction of anxiety", "U-16", **anxiety(3, None)),
        row("home", "U-16", safety__home_safe=UNKNOWN),
        row("safe, said beside the partner", "U-16", frame__present=["partner"]),
        row("safe, said beside family", "U-16", frame__present=["other_professional", "family"]),
        row("safe, said beside another professional", "", frame__present=["other_professional"]),
        row("safe, presence unknown", "", frame__present=UNKNOWN),
        row(
            "lives alone, said beside the partner",
            "",
            frame__present=["partner"],
            safety__home_safe="lives_alone",
        ),
        row(
            "not safe, said beside the partner",
            "U-18",
            frame__present=["partner"],
            safety__home_safe="not_always",
        ),
        row("withdrawal", "U-16", QUIET_REGULAR_OPIOID, safety__withdrawal=UNKNOWN),
        row("signs", "U-16", QUIET_REGULAR_OPIOID, safety__withdrawal={"signs": UNKNOWN, "strength": "mild"}),
        row(
            "strength",
            "M-03 U-16",
            QUIET_REGULAR_OPIOID,
            safety__withdrawal={"signs": SIGNS, "strength": UNKNOWN},
        ),
        row("strength of no signs", "", QUIET_REGULAR_OPIOID, safety__withdrawal={"signs": ["none"]}),
        row("withdrawal, not open", "", safety__withdrawal=UNKNOWN),
        row("means", "M-08 U-16", **WISH, safety__means=UNKNOWN),
        row("means, not open", "", safety__means=UNKNOWN),
        row("screener is not critical", "M-08", **WISH | {"safety__cssrs": UNKNOWN}),
        row("pausing", "U-04 U-16", **FAST, stabilise__can_interrupt=UNKNOWN),
        row("worsening", "U-04 U-16", **FAST, stabilise__worsening=UNKNOWN),
        row("pausing, not open", "", stabilise__can_interrupt=UNKNOWN),
        row(
            "supply, time without, amount are not critical",
            "",
            QUIET_OPIOID,
            event__supply=UNKNOWN,
            event__time_without=UNKNOWN,
            event__amount_vs_before=UNKNOWN,
        ),
        row(
            "alone, agitation, duties, overdose are not critical",
            "",
            safety__alone=UNKNOWN,
            safety__agitation=UNKNOWN,
            safety__duties=UNKNOWN,
            safety__overdose_history=UNKNOWN,
        ),
        row("only what M-16 names", "M-16", safety__now=UNKNOWN, safety__medical=UNKNOWN),
        row("beside what M-16 names", "M-16 U-16", safety__now=UNKNOWN, frame__age_band=UNKNOWN),
        row("substance, which M-16 names", "M-07 M-16", event__substance=UNKNOWN),
        row(
            "seizure history, which M-16 names", "M-16", QUIET_BENZODIAZEPINE, safety__seizure_history=UNKNOWN
        ),
        row("home on the brief path is not asked", "U-15", path="brief", safety__home_safe=UNKNOWN),
        row(
            "control on the brief path is not asked",
            "U-15",
            path="brief",
            event__control=None,
            event__escalation=None,
        ),
        row("age on the brief path", "U-15 U-16", path="brief", frame__age_band=UNKNOWN),
    ],
)
def test_u_16_open_critical_item(record: Data, flags: frozenset[str]) -> None:
    """Every critical item that is asked and left open, other than those of M-16, is U-16."""
    assert flags_of(record) == flags


@table(
    "U-17",
    [
        row("over the label days ago", "U-17", **LARGE),
        row(
            "over the label, by little",
            "U-17",
            event__over_max=True,
            event__over_max_by="up_to_one_extra_dose",
        ),
        row("within the label", ""),
        row("label unknown", "U-16", event__over_max=UNKNOWN),
        row("over the label, M-22", "M-22", **took(Z_DRUG, last_use=hours_before(24)), **LARGE),
        row(
            "over the label, E-10",
            "E-10",
            **took(OPIOID, vs_prescription="more", last_use=hours_before(72)),
            event__product_combo=True,
            **LARGE,
        ),
        row("over the label, but not open", "", QUIET_OPIOID, **LARGE),
        row("alcohol has no label", "", **took(RARE_ALCOHOL, vs_prescription="more"), **LARGE),
    ],
)
def test_u_17_over_the_label(record: Data, flags: frozenset[str]) -> None:
    """An exceeded label counts where neither E-10 nor M-22 speaks for it."""
    assert flags_of(record) == flags


@table(
    "U-18",
    [
        row("not always", "U-18", safety__home_safe="not_always"),
        row("safe", "", safety__home_safe="safe"),
        row("in danger", "E-12", safety__home_safe="in_danger"),
        row("unknown", "U-16", safety__home_safe=UNKNOWN),
    ],
)
def test_u_18_home_not_always_safe(record: Data, flags: frozenset[str]) -> None:
    """A home that is not always safe counts."""
    assert flags_of(record) == flags


BOUGHT = entry(Z_DRUG, source="bought")


@table(
    "U-19",
    [
        row("days ago", "U-19", event__substance=[BOUGHT]),
        row("24 h ago", "M-07", **took(BOUGHT, last_use=hours_before(24))),
        row("24 h 1 min ago, swallowed, and well", "U-19", **took(BOUGHT, last_use=hours_before(24, 1))),
        row("72 h ago, through the nose", "M-07", **took(BOUGHT, last_use=hours_before(72), route="nasal")),
        row(
            "72 h 1 min ago, through the nose",
            "U-19",
            **took(BOUGHT, last_use=hours_before(72, 1), route="nasal"),
        ),
        row("days ago, supply unknown", "M-07", event__substance=[BOUGHT], event__supply=UNKNOWN),
        row("illicit beside it", "U-05 U-19", event__mixed=["illicit"]),
        row("left over", ""),
    ],
)
def test_u_19_nonpharmacy_earlier(record: Data, flags: frozenset[str]) -> None:
    """A product from outside a pharmacy counts where M-07 does not speak for it."""
    assert flags_of(record) == flags


OVERDOSE = {"safety__overdose_history": "within_year"}


@table(
    "U-20",
    [
        row("nothing goes on", "U-20", **OVERDOSE),
        row("taking", "M-17", **OVERDOSE, event__now="as_prescribed_only"),
        row("over a year ago", "", safety__overdose_history="over_year_ago"),
        row("unknown", "", safety__overdose_history=UNKNOWN),
        row("after alcohol alone", "U-20", QUIET_ALCOHOL, **OVERDOSE),
    ],
)
def test_u_20_overdose_within_a_year(record: Data, flags: frozenset[str]) -> None:
    """An overdose within a year counts where M-17 does not speak for it."""
    assert flags_of(record) == flags


@table(
    "U-21",
    [
        row("every reassuring answer", "U-21", safety__suicide="wish_not_here"),
        row("screener not done", "M-08", safety__suicide="wish_not_here", safety__cssrs="not_done"),
        row("screener high", "E-04 M-08", safety__suicide="wish_not_here", safety__cssrs="high"),
        row("means at hand", "M-08", safety__suicide="wish_not_here", safety__means=True),
        row("intent unknown", "M-08 M-16", safety__suicide="wish_not_here", safety__taking_intent=UNKNOWN),
        row("not clear", "M-08 M-16", safety__suicide="wish_not_here", frame__state="intoxicated"),
        row("thoughts", "M-08", safety__suicide="thoughts_no_plan"),
        row("no thoughts"),
    ],
)
def test_u_21_passive_wish(record: Data, flags: frozenset[str]) -> None:
    """A wish not to be here is U-21 only with all three reassuring answers."""
    assert flags_of(record) == flags


@table(
    "U-22",
    [
        row("in an interview", "", followup__use_since=True),
        row("in a follow-up", "U-22", QUIET_FOLLOWUP, followup__use_since=True),
    ],
)
def test_u_22_belongs_to_the_followup(record: Data, flags: frozenset[str]) -> None:
    """Use since the last contact counts in a follow-up; in an interview the answer has no effect."""
    assert flags_of(record) == flags


LOWERED = changed(QUIET_OPIOID, event__time_without=lasting(7))


@table(
    "U-23",
    [
        row("same amount", "U-23", LOWERED, event__amount_vs_before="same"),
        row("more", "U-23", LOWERED, event__amount_vs_before="more"),
        row("less", "", LOWERED, event__amount_vs_before="less"),
        row("amount unknown", "", LOWERED, event__amount_vs_before=UNKNOWN),
        row(
            "same amount, 6 days without",
            "",
            LOWERED,
            event__amount_vs_before="same",
            event__time_without=lasting(6),
        ),
        row(
            "same amount, time without unknown",
            "U-23",
            LOWERED,
            event__amount_vs_before="same",
            event__time_without=None,
        ),
        row("same amount, supply", "M-04", LOWERED, event__amount_vs_before="same", event__supply=True),
        row(
            "same amount, 24 h",
            "M-04",
            LOWERED,
            event__amount_vs_before="same",
            **took(OPIOID, last_use=hours_before(24)),
        ),
        row(
            "same amount, 24 h 1 min",
            "U-23",
            LOWERED,
            event__amount_vs_before="same",
            **took(OPIOID, last_use=hours_before(24, 1)),
        ),
        row("less, supply", "U-23", LOWERED, event__supply=True),
        row("less, supply unknown", "", LOWERED, event__supply=UNKNOWN),
        row("less, an overdose within a year", "U-20 U-23", LOWERED, **OVERDOSE),
        row("less, an overdose earlier", "", LOWERED, safety__overdose_history="over_year_ago"),
        row(
            "less, naltrexone",
            "U-23",
            LOWERED,
            event__oud_medication="naltrexone",
            **took(OPIOID, last_use=day_before(11)),
        ),
        row("less, a medicine ended", "U-14 U-23", LOWERED, event__oud_medication="stopped_within_3_months"),
        row(
            "less, three days missed",
            "U-23",
            LOWERED,
            event__oud_medication="methadone",
            event__missed_doses="three_days_or_more",
        ),
        row(
            "less, two days missed",
            "",
            LOWERED,
            event__oud_medication="methadone",
            event__missed_doses="one_or_two_days",
        ),
        row(
            "two days missed after one day without: tolerance not lowered",
            "",
            QUIET_OPIOID,
            event__amount_vs_before="same",
            event__oud_medication="methadone",
            event__missed_doses="one_or_two_days",
        ),
        row("injected long ago", "U-23", LOWERED, **took(OPIOID, route="injected", last_use=day_before(300))),
        row("oral", "", LOWERED, **took(OPIOID, route="oral")),
        row("route unknown", "", LOWERED, **took(OPIOID, route=None)),
        row(
            "bought long ago", "U-19 U-23", LOWERED, **took(OPIOID, source="bought", last_use=day_before(300))
        ),
        row(
            "opioid beside it, same amount",
            "U-05 U-23",
            event__mixed=["opioid"],
            event__time_without=lasting(7),
            event__amount_vs_before="same",
        ),
        row(
            "opioid beside it, the other one injected",
            "U-05",
            event__mixed=["opioid"],
            event__time_without=lasting(7),
            **took(Z_DRUG, route="injected"),
        ),
        row(
            "after a reduction",
            "U-23",
            QUIET_REGULAR_OPIOID,
            event__stopped=SLOW,
            event__amount_vs_before="same",
        ),
        row("no opioid", "", event__time_without=lasting(7), event__amount_vs_before="same"),
    ],
)
def test_u_23_lowered_tolerance_earlier(record: Data, flags: frozenset[str]) -> None:
    """Amount, route or source at a lower tolerance counts, however long ago, where M-04 does not."""
    assert flags_of(record) == flags


OLDER = {"frame__age_band": "age_65_plus"}


SLEEPLESS = slept(7, 7, 7, 8)
ANXIOUS = anxiety(8, "steady")
HIDING = {"safety__secrecy": ["hiding_everyone"]}
HIDING_AND_AVOIDING = {"safety__secrecy": ["hiding_everyone", "avoiding_people"]}
BESIDE = {"event__mixed": ["stimulant"]}


@table(
    "U-25",
    [
        row("two", "U-01 U-02", **SLEEPLESS, **ANXIOUS),
        row("sleep, anxiety, mixed", "U-01 U-02 U-05 U-25", **SLEEPLESS, **ANXIOUS, **BESIDE),
        row("sleep, anxiety, hiding", "U-01 U-02 U-07 U-25", **SLEEPLESS, **ANXIOUS, **HIDING),
        row("mixed, hiding, avoiding", "U-05 U-07 U-08 U-25", **BESIDE, **HIDING_AND_AVOIDING),
        row("four", "M-15 U-01 U-02 U-05 U-07", **SLEEPLESS, **ANXIOUS, **BESIDE, **HIDING),
        row(
            "three with agitation", "M-15 U-01 U-02 U-03", **SLEEPLESS, **ANXIOUS, safety__agitation="marked"
        ),
        row("three with a fast rise", "M-15 U-01 U-02 U-04", **SLEEPLESS, **ANXIOUS, **FAST),
        row(
            "three with lost control",
            "M-15 U-01 U-02 U-06",
            **SLEEPLESS,
            **ANXIOUS,
            event__control="could_not_stop",
        ),
        row("three with use that goes on", "M-15 U-01 U-02 U-09", **SLEEPLESS, **ANXIOUS, **TAKING),
        row("the third is not of the nine", "U-01 U-02 U-12", **SLEEPLESS, **ANXIOUS, contact__worth=3),
    ],
)
def test_u_25_three_quiet_signs(record: Data, flags: frozenset[str]) -> None:
    """Three signs without lost control, a fast rise, agitation or use that goes on are U-25, not M-15."""
    assert flags_of(record) == flags


@table(
    "U-24",
    [
        row("65 or over, still taking", "U-09 U-24", **OLDER, **TAKING),
        row("65 or over, unsure", "U-09 U-24", **OLDER, event__now="unsure"),
        row("65 or over, as prescribed", "", **OLDER, event__now="as_prescribed_only"),
        row("65 or over, not taking", "", **OLDER),
        row("65 or over, taking unknown", "U-16", **OLDER, event__now=UNKNOWN),
        row("65 or over, stimulant", "U-09", **OLDER, **TAKING, event__substance=[STIMULANT]),
        row(
            "65 or over, stimulant and alcohol",
            "U-05 U-09 U-24",
            **OLDER,
            **TAKING,
            event__substance=[STIMULANT],
            event__mixed=["alcohol"],
        ),
        row("65 or over, lung disease", "M-13 U-09", **OLDER, **TAKING, safety__medical=["lung"]),
        row("65 or over, heart disease", "U-09 U-24", **OLDER, **TAKING, safety__medical=["heart"]),
        row("18 to 64", "U-09", **TAKING),
        row("age unknown", "U-09 U-16", **TAKING, frame__age_band=UNKNOWN),
    ],
)
def test_u_24_age(record: Data, flags: frozenset[str]) -> None:
    """Age 65 or over counts while a depressant goes on being taken, unless M-13 speaks for it."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", CLASSES)
def test_u_24_classes(class_: str) -> None:
    """Age 65 or over while use goes on is U-24 for the depressants only."""
    found = flags_of(changed(QUIET, **took(Z_DRUG, class_=class_), **OLDER, **TAKING))
    assert ("U-24" in found) == (class_ in DEPRESSANT)
