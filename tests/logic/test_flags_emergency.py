"""Level 4 flags: each fires at the border its rule names, and not one step beyond it (rules, section 3)."""

from __future__ import annotations

import pytest

from tests.banks_under_test import DECLINED, UNKNOWN, changed, shipped_bank
from tests.logic.bases import (
    BENZODIAZEPINE,
    CLASSES,
    ILLICIT,
    MIXABLE,
    OPIOID,
    POSSIBLE_DEPRESSANT,
    QUIET,
    QUIET_ALCOHOL,
    QUIET_BENZODIAZEPINE,
    QUIET_GABAPENTINOID,
    QUIET_OPIOID,
    QUIET_RECORDS,
    QUIET_REGULAR_OPIOID,
    RARE_ALCOHOL,
    SEDATIVE,
    STIMULANT,
    UNKNOWN_CLASS,
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
SEVERE = {"signs": SIGNS, "strength": "severe"}
MILD = {"signs": SIGNS, "strength": "mild"}
REGULAR = {"days_per_week": 7, "run_length": lasting(30)}
SLOW = {"change": "slow_with_prescriber", "when": day_before(3)}

BEYOND_LABEL = entry(OPIOID, vs_prescription="more", last_use=hours_before(72))
"""An opioid taken 72 hours ago, otherwise than prescribed."""
COMBINATION = interview(
    BEYOND_LABEL, event__product_combo=True, event__over_max=True, event__over_max_by="more"
)
"""A combination product, more than one extra dose of it, 72 hours ago."""
SMALL = {"event__over_max": True, "event__over_max_by": "up_to_one_extra_dose"}
LARGE = {"event__over_max": True, "event__over_max_by": "more"}


@pytest.mark.parametrize("record", QUIET_RECORDS.values(), ids=QUIET_RECORDS)
def test_a_quiet_record_sets_no_flag(record: Data) -> None:
    """A record that tables start from sets no flag, so that every flag in a row comes from its change."""
    assert flags_of(record) == set()


def test_the_bank_holds_the_level_4_flags() -> None:
    """The flags of section 3 are there at level 4, and no others."""
    expected = {f"E-{number:02}" for number in range(1, 13)}
    assert {flag.id for flag in shipped_bank().flags if flag.level == 4} == expected


@table(
    "E-01",
    [
        row("cannot be woken", "E-01", safety__now=["unrousable"]),
        row("slow breathing", "E-01", safety__now=["breathing"]),
        row("on the brief path too", "E-01 U-15", path="brief", safety__now=["breathing"]),
        row("beside drowsiness", "E-01 M-21", safety__now=["drowsy", "breathing"]),
        row("only drowsy", "M-21", safety__now=["drowsy"]),
        row("not known", "M-16", safety__now=UNKNOWN),
        row("not asked", "M-16", safety__now=None),
    ],
)
def test_e_01_no_waking_or_slow_breathing(record: Data, flags: frozenset[str]) -> None:
    """Not waking up or slow breathing is an emergency."""
    assert flags_of(record) == flags


@table(
    "E-02",
    [
        row("after a z-drug", "E-02", safety__now=["seizure"]),
        row("after alcohol", "E-02", QUIET_ALCOHOL, safety__now=["seizure"]),
        row("after a stimulant", "E-02", event__substance=[STIMULANT], safety__now=["seizure"]),
        row("a seizure once before", "M-23", QUIET_BENZODIAZEPINE, safety__seizure_history=True),
        row("none of these signs"),
    ],
)
def test_e_02_seizure(record: Data, flags: frozenset[str]) -> None:
    """A seizure now or in the last 72 hours is an emergency whatever was taken."""
    assert flags_of(record) == flags


SEES = {"safety__now": ["perception"]}


@table(
    "E-03",
    [
        row("confusion", "E-03", safety__now=["confusion"]),
        row("perception, class unknown", "E-03 M-16 U-19", event__substance=[UNKNOWN_CLASS], **SEES),
        row("perception, substance unknown", "E-03 M-07 M-16", event__substance=UNKNOWN, **SEES),
        row("perception, illicit beside it", "M-09 U-05 U-19", event__mixed=["illicit"], **SEES),
        row("perception, sedative reduced slowly", "E-03", QUIET_BENZODIAZEPINE, event__stopped=SLOW, **SEES),
        row("perception, sedative unchanged", "M-09", QUIET_BENZODIAZEPINE, **SEES),
        row("perception, stop unknown", "E-03 M-16", QUIET_BENZODIAZEPINE, event__stopped=UNKNOWN, **SEES),
        row(
            "perception, change declined",
            "E-03 M-16",
            QUIET_BENZODIAZEPINE,
            event__stopped={"change": DECLINED},
            **SEES,
        ),
        row(
            "perception, alcohol cut long ago",
            "E-03",
            QUIET_ALCOHOL,
            event__stopped={"change": "cut_sharply", "when": day_before(30)},
            **SEES,
        ),
        row("perception, gabapentinoid reduced", "E-03", QUIET_GABAPENTINOID, event__stopped=SLOW, **SEES),
        row("perception, opioid reduced", "M-09", QUIET_REGULAR_OPIOID, event__stopped=SLOW, **SEES),
        row("perception, stop question not open", "M-09", event__stopped=SLOW, **SEES),
    ],
)
def test_e_03_confusion_and_perception(record: Data, flags: frozenset[str]) -> None:
    """Confusion is an emergency, and so is perception once a withdrawal class was or may be reduced."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", CLASSES)
def test_e_03_classes_of_perception(class_: str) -> None:
    """Perception after a reduction is E-03 for sedatives, alcohol, gabapentinoids and an unknown class."""
    taken = took(BENZODIAZEPINE, class_=class_)
    found = flags_of(changed(QUIET_BENZODIAZEPINE, **taken, event__stopped=SLOW, **SEES))
    assert ("E-03" in found) == (class_ in SEDATIVE | {"alcohol", "gabapentinoid", "unknown"})


@table(
    "E-04",
    [
        row("plan or method", "E-04", safety__suicide="plan_or_method"),
        row("intends or prepares", "E-04", safety__suicide="intend_or_preparing"),
        row("thoughts without a plan", "M-08", safety__suicide="thoughts_no_plan"),
        row("screener high", "E-04 M-08", safety__suicide="wish_not_here", safety__cssrs="high"),
        row("screener moderate", "M-08", safety__suicide="wish_not_here", safety__cssrs="moderate"),
        row("screener high, thoughts unknown", "E-04 M-16", safety__suicide=UNKNOWN, safety__cssrs="high"),
        row(
            "screener high, intent declined",
            "E-04 M-16",
            safety__taking_intent=DECLINED,
            safety__cssrs="high",
        ),
        row("screener high, person not clear", "E-04 M-16", frame__state="sedated", safety__cssrs="high"),
        row("screener high but not open", safety__cssrs="high"),
    ],
)
def test_e_04_suicide_plan(record: Data, flags: frozenset[str]) -> None:
    """A plan, an intention, a preparation or a high screener is an emergency."""
    assert flags_of(record) == flags


INTENDED = {"safety__taking_intent": "intended"}


@table(
    "E-05",
    [
        row("72 h ago", "E-05", **took(Z_DRUG, last_use=hours_before(72)), **INTENDED),
        row("72 h 1 min ago", "M-08", **took(Z_DRUG, last_use=hours_before(72, 1)), **INTENDED),
        row("three days ago", "E-05", **took(Z_DRUG, last_use=day_before(3)), **INTENDED),
        row("four days ago", "M-08", **took(Z_DRUG, last_use=day_before(4)), **INTENDED),
        row("day unknown", "E-05 U-16", **took(Z_DRUG, last_use=UNKNOWN), **INTENDED),
        row(
            "any entry",
            "E-05",
            event__substance=[Z_DRUG, entry(STIMULANT, last_use=hours_before(72))],
            **INTENDED,
        ),
        row(
            "unsure an hour ago",
            "M-08",
            **took(Z_DRUG, last_use=hours_before(1)),
            safety__taking_intent="unsure",
        ),
        row("no intent an hour ago", **took(Z_DRUG, last_use=hours_before(1))),
    ],
)
def test_e_05_intended(record: Data, flags: frozenset[str]) -> None:
    """Having hoped not to wake up is an emergency for 72 hours after any entry."""
    assert flags_of(record) == flags


RECENT = entry(Z_DRUG, last_use=hours_before(24))
EARLIER = entry(Z_DRUG, last_use=hours_before(24, 1))
AS_PRESCRIBED = entry(RECENT, source="own_prescription", vs_prescription="as_prescribed")
CARELESS = interview(RECENT, safety__taking_intent="did_not_care")
CARELESS_EARLIER = interview(EARLIER, safety__taking_intent="did_not_care")


@table(
    "E-05",
    [
        row("24 h, over the label", "E-05 M-08 M-22", CARELESS, **LARGE),
        row("24 h 1 min, over the label", "M-08 U-17", CARELESS_EARLIER, **LARGE),
        row("24 h, within the label, one product", "M-08", CARELESS),
        row("24 h, unsure about wanting it", "M-08 M-22", CARELESS, safety__taking_intent="unsure", **LARGE),
        row("24 h, amount unknown", "E-05 M-08 U-16", CARELESS, event__over_max=UNKNOWN),
        row("24 h 1 min, amount unknown", "M-08 U-16", CARELESS_EARLIER, event__over_max=UNKNOWN),
        row("amount not open", "M-08", CARELESS, event__substance=[AS_PRESCRIBED], event__over_max=UNKNOWN),
        row("24 h, mixed unknown", "E-05 M-08 M-16", CARELESS, event__mixed=UNKNOWN),
        row("24 h 1 min, mixed unknown", "M-08 M-16", CARELESS_EARLIER, event__mixed=UNKNOWN),
        row(
            "24 h, class unknown",
            "E-05 M-07 M-08 M-16",
            CARELESS,
            **took(UNKNOWN_CLASS, last_use=hours_before(24)),
        ),
        row(
            "24 h 1 min, class unknown",
            "M-07 M-08 M-16",
            CARELESS,
            **took(UNKNOWN_CLASS, last_use=hours_before(24, 1)),
        ),
        row("24 h, two depressants", "E-05 M-05 M-08 U-05", CARELESS, event__mixed=["alcohol"]),
        row("24 h 1 min, two depressants", "M-08 U-05", CARELESS_EARLIER, event__mixed=["alcohol"]),
        row("24 h, illicit beside it", "E-05 M-07 M-08 U-05", CARELESS, event__mixed=["illicit"]),
        row("24 h, stimulant beside it", "M-08 U-05", CARELESS, event__mixed=["stimulant"]),
        row("24 h, methadone beside it", "E-05 M-05 M-08 U-05", CARELESS, event__oud_medication="methadone"),
        row("24 h, naltrexone beside it", "M-08", CARELESS, event__oud_medication="naltrexone"),
        row(
            "the pair is not the recent entry",
            "M-08 U-05",
            CARELESS,
            event__substance=[
                entry(STIMULANT, last_use=hours_before(10)),
                entry(Z_DRUG, last_use=hours_before(35)),
                entry(RARE_ALCOHOL, last_use=hours_before(35)),
            ],
        ),
    ],
)
def test_e_05_did_not_care(record: Data, flags: frozenset[str]) -> None:
    """Not having cared is an emergency for 24 hours when amount or mix was, or may have been, large."""
    assert flags_of(record) == flags


DROWSY = {"safety__now": ["drowsy"]}


@table(
    "E-06",
    [
        row("opioid alone", "M-21", QUIET_OPIOID, **DROWSY),
        row("opioid and alcohol", "E-06 U-05", QUIET_OPIOID, event__mixed=["alcohol"], **DROWSY),
        row("opioid and alcohol, awake", "U-05", QUIET_OPIOID, event__mixed=["alcohol"]),
        row("opioid and a second opioid", "E-06 U-05", QUIET_OPIOID, event__mixed=["opioid"], **DROWSY),
        row("opioid and stimulant", "M-21 U-05", QUIET_OPIOID, event__mixed=["stimulant"], **DROWSY),
        row("opioid, mixed unknown", "E-06 M-16", QUIET_OPIOID, event__mixed=UNKNOWN, **DROWSY),
        row("sedative, mixed unknown", "M-16 M-21", event__mixed=UNKNOWN, **DROWSY),
        row("sedative and alcohol", "M-21 U-05", event__mixed=["alcohol"], **DROWSY),
        row("sedative and illicit", "E-06 U-05 U-19", event__mixed=["illicit"], **DROWSY),
        row("sedative and methadone", "E-06 U-05", event__oud_medication="methadone", **DROWSY),
        row("sedative and buprenorphine", "E-06 U-05", event__oud_medication="buprenorphine", **DROWSY),
        row("sedative and naltrexone", "M-21", event__oud_medication="naltrexone", **DROWSY),
        row(
            "opioid and buprenorphine", "M-21", QUIET_OPIOID, event__oud_medication="buprenorphine", **DROWSY
        ),
        row("sedative bought", "E-06 U-19", **took(Z_DRUG, source="bought"), **DROWSY),
        row("source unknown", "E-06 U-19", **took(Z_DRUG, source=None), **DROWSY),
        row("sedative left over", "M-21", **DROWSY),
        row("stimulant bought", "M-21 U-19", **took(STIMULANT, source="bought"), **DROWSY),
        row("illicit", "E-06 U-19", event__substance=[ILLICIT], **DROWSY),
        row("class unknown", "E-06 M-16 U-19", event__substance=[UNKNOWN_CLASS], **DROWSY),
        row(
            "opioid, alcohol 24 h before it",
            "E-06 U-05",
            event__substance=[
                entry(OPIOID, last_use=hours_before(200)),
                entry(RARE_ALCOHOL, last_use=hours_before(224)),
            ],
            **DROWSY,
        ),
        row(
            "opioid, alcohol 24 h 1 min before it",
            "M-21",
            event__substance=[
                entry(OPIOID, last_use=hours_before(200)),
                entry(RARE_ALCOHOL, last_use=hours_before(224, 1)),
            ],
            **DROWSY,
        ),
        row(
            "the same product twice",
            "M-21",
            event__substance=[OPIOID, entry(OPIOID, name=" Codeine ")],
            **DROWSY,
        ),
        row(
            "two products of one class",
            "E-06 U-05",
            event__substance=[OPIOID, entry(OPIOID, name="tramadol")],
            **DROWSY,
        ),
        row(
            "two products without a name",
            "E-06 U-05",
            event__substance=[entry(OPIOID, name=None), entry(OPIOID, name=None)],
            **DROWSY,
        ),
        row(
            "one product, once bought",
            "E-06 U-19",
            event__substance=[Z_DRUG, entry(Z_DRUG, source="bought")],
            **DROWSY,
        ),
    ],
)
def test_e_06_drowsy_after_a_risky_mix(record: Data, flags: frozenset[str]) -> None:
    """Drowsiness after an opioid or a nonpharmacy product with a further possible depressant is E-06."""
    assert flags_of(record) == flags


TOGETHER = interview(entry(Z_DRUG, last_use=hours_before(24)), event__mixed=["alcohol"], **DROWSY)
"""Drowsy after a sedative from the pharmacy and alcohol, a day ago, with somebody there."""
ALONE = {"safety__alone": True}
ELSEWHERE = {"frame__location": "withheld"}


@table(
    "E-06",
    [
        row("in the room, not alone", "M-05 M-21 U-05", TOGETHER),
        row("in the room, alone tonight", "E-06 U-05", TOGETHER, **ALONE),
        row("in the room, alone unknown", "E-06 U-05", TOGETHER, safety__alone=UNKNOWN),
        row("on the telephone, not alone", "E-06 U-05", TOGETHER, frame__mode="phone", **ELSEWHERE),
        row("by video, not alone", "E-06 U-05", TOGETHER, frame__mode="video", **ELSEWHERE),
        row("in a crisis call, not alone", "E-06 U-05", TOGETHER, frame__mode="crisis_call", **ELSEWHERE),
        row("where they are is unknown", "E-06 U-05", TOGETHER, frame__mode=UNKNOWN, **ELSEWHERE),
        row("alone, awake", "M-05 U-05", TOGETHER, **ALONE, safety__now=["none"]),
        row(
            "alone, 24 h 1 min",
            "M-21 U-05",
            TOGETHER,
            **took(Z_DRUG, last_use=hours_before(24, 1)),
            **ALONE,
        ),
        row("alone, day unknown", "E-06 U-05 U-16", TOGETHER, **took(Z_DRUG, last_use=None), **ALONE),
        row("alone, one depressant", "M-21", TOGETHER, event__mixed=["none"], **ALONE),
        row("alone, a stimulant beside it", "M-21 U-05", TOGETHER, event__mixed=["stimulant"], **ALONE),
        row(
            "alone, the pair is not the recent entry",
            "M-21 U-05",
            TOGETHER,
            event__substance=[
                entry(STIMULANT, last_use=hours_before(10)),
                entry(Z_DRUG, last_use=hours_before(35)),
                entry(RARE_ALCOHOL, last_use=hours_before(35)),
            ],
            event__mixed=["none"],
            **ALONE,
        ),
    ],
)
def test_e_06_drowsy_and_unwatched(record: Data, flags: frozenset[str]) -> None:
    """Drowsiness after two depressants within a day is E-06 unless somebody is known to be there."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", MIXABLE)
def test_e_06_classes_beside_an_opioid(class_: str) -> None:
    """Drowsiness after an opioid is E-06 with every possible depressant beside it."""
    found = flags_of(changed(QUIET_OPIOID, event__mixed=[class_], **DROWSY))
    assert ("E-06" in found) == (class_ in POSSIBLE_DEPRESSANT)


@pytest.mark.parametrize("class_", CLASSES)
def test_e_06_classes_from_outside_a_pharmacy(class_: str) -> None:
    """Drowsiness after a bought product is E-06 for every possible depressant; alcohol has no source."""
    found = flags_of(changed(QUIET, **took(Z_DRUG, class_=class_, source="bought"), **DROWSY))
    assert ("E-06" in found) == (class_ in POSSIBLE_DEPRESSANT - {"alcohol"})


HEAD = {"safety__now": ["head"]}


@table(
    "E-07",
    [
        row("chest pain", "E-07", safety__now=["chest"]),
        row("overheating", "E-07", safety__now=["hot"]),
        row("extreme agitation", "E-07", safety__now=["extreme_agitation"]),
        row("cannot keep fluids", "M-19", safety__now=["fluids"]),
        row("head, sedative", "E-07", **HEAD),
        row("head, alcohol", "E-07", QUIET_ALCOHOL, **HEAD),
        row("head, gabapentinoid", "E-07", QUIET_GABAPENTINOID, **HEAD),
        row("head, opioid", "E-07", QUIET_OPIOID, **HEAD),
        row("head, illicit", "E-07 U-19", event__substance=[ILLICIT], **HEAD),
        row("head, class unknown", "E-07 M-16 U-19", event__substance=[UNKNOWN_CLASS], **HEAD),
        row("head, stimulant", "M-19", event__substance=[STIMULANT], **HEAD),
        row(
            "head, stimulant and alcohol",
            "E-07 U-05",
            event__substance=[STIMULANT],
            event__mixed=["alcohol"],
            **HEAD,
        ),
        row("head, other medicine", "M-19", **took(Z_DRUG, class_="other_prescription"), **HEAD),
    ],
)
def test_e_07_chest_heat_agitation_head(record: Data, flags: frozenset[str]) -> None:
    """Chest pain, heat, extreme agitation, or a head injury after a possible depressant is an emergency."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", CLASSES)
def test_e_07_classes_of_a_head_injury(class_: str) -> None:
    """A head injury is E-07 after every possible depressant, else M-19."""
    found = flags_of(changed(QUIET, **took(Z_DRUG, class_=class_), **HEAD))
    assert ("E-07" in found, "M-19" in found) == (
        class_ in POSSIBLE_DEPRESSANT,
        class_ not in POSSIBLE_DEPRESSANT,
    )


@table(
    "E-08",
    [
        row("plan to harm", "E-08", safety__mental_state=["harm_plan"]),
        row("not safe", "E-08", safety__mental_state=["not_safe"]),
        row("plan beside thoughts", "E-08", safety__mental_state=["harm_thoughts", "harm_plan"]),
        row("plan beside voices", "E-08", safety__mental_state=["voices_visions", "harm_plan"]),
        row("only thoughts", "M-20", safety__mental_state=["harm_thoughts"]),
        row("only voices", "M-09", safety__mental_state=["voices_visions"]),
        row("not known", "M-16", safety__mental_state=UNKNOWN),
    ],
)
def test_e_08_danger_to_others_or_unsafe(record: Data, flags: frozenset[str]) -> None:
    """A plan to harm someone or not being safe is an emergency."""
    assert flags_of(record) == flags


STRONG = {"safety__withdrawal": SEVERE}
SEIZURE_BEFORE = {"safety__seizure_history": True}
REGULAR_UNKNOWN = entry(UNKNOWN_CLASS, **REGULAR)


@table(
    "E-09",
    [
        row("severe, seizure before", "E-09 M-03 M-23", QUIET_BENZODIAZEPINE, **STRONG, **SEIZURE_BEFORE),
        row(
            "moderate, seizure before",
            "E-09 M-03 M-23",
            QUIET_BENZODIAZEPINE,
            safety__withdrawal={"signs": SIGNS, "strength": "moderate"},
            **SEIZURE_BEFORE,
        ),
        row(
            "strength unknown, seizure before",
            "E-09 M-03 M-23 U-16",
            QUIET_BENZODIAZEPINE,
            safety__withdrawal={"signs": SIGNS},
            **SEIZURE_BEFORE,
        ),
        row(
            "mild, seizure before",
            "M-03 M-23",
            QUIET_BENZODIAZEPINE,
            safety__withdrawal=MILD,
            **SEIZURE_BEFORE,
        ),
        row(
            "signs unknown, seizure before",
            "M-23 U-16",
            QUIET_BENZODIAZEPINE,
            safety__withdrawal=UNKNOWN,
            **SEIZURE_BEFORE,
        ),
        row("strong, no seizure before", "M-03", QUIET_BENZODIAZEPINE, **STRONG),
        row(
            "strong, history unknown",
            "E-09 M-03 M-16",
            QUIET_BENZODIAZEPINE,
            safety__seizure_history=UNKNOWN,
            **STRONG,
        ),
        row(
            "strong, epilepsy", "E-09 M-03 M-23", QUIET_BENZODIAZEPINE, safety__medical=["epilepsy"], **STRONG
        ),
        row("strong, lung disease", "M-03", QUIET_BENZODIAZEPINE, safety__medical=["lung"], **STRONG),
        row("alcohol", "E-09 M-02 M-03 M-23", QUIET_ALCOHOL, **STRONG, **SEIZURE_BEFORE),
        row(
            "class unknown",
            "E-09 M-03 M-16 M-23 U-19",
            event__substance=[REGULAR_UNKNOWN],
            **STRONG,
            **SEIZURE_BEFORE,
        ),
        row("opioid", "M-03", QUIET_REGULAR_OPIOID, **STRONG, **SEIZURE_BEFORE),
        row(
            "opioid with alcohol",
            "E-09 M-02 M-03 U-05",
            QUIET_REGULAR_OPIOID,
            event__mixed=["alcohol"],
            **STRONG,
            **SEIZURE_BEFORE,
        ),
        row("gabapentinoid", "M-03", QUIET_GABAPENTINOID, event__stopped=SLOW, **STRONG, **SEIZURE_BEFORE),
    ],
)
def test_e_09_strong_withdrawal_with_seizure_risk(record: Data, flags: frozenset[str]) -> None:
    """Strong withdrawal from a seizure class is an emergency unless an earlier seizure is ruled out."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", CLASSES)
def test_e_09_classes(class_: str) -> None:
    """Strong withdrawal with an earlier seizure is E-09 for sedatives, alcohol and an unknown class."""
    taken = took(BENZODIAZEPINE, class_=class_)
    found = flags_of(changed(QUIET_BENZODIAZEPINE, **taken, event__stopped=SLOW, **STRONG, **SEIZURE_BEFORE))
    assert ("E-09" in found) == (class_ in SEDATIVE | {"alcohol", "unknown"})


@table(
    "E-10",
    [
        row("72 h", "E-10", COMBINATION),
        row("72 h 1 min", "U-17", COMBINATION, **took(BEYOND_LABEL, last_use=hours_before(72, 1))),
        row("an hour ago", "E-10", COMBINATION, **took(BEYOND_LABEL, last_use=hours_before(1))),
        row("day unknown", "E-10 U-16", COMBINATION, **took(BEYOND_LABEL, last_use=UNKNOWN)),
        row("at most one extra dose", "M-22", COMBINATION, **SMALL),
        row("how much more unknown", "E-10 U-16", COMBINATION, event__over_max_by=UNKNOWN),
        row("product unknown", "E-10 U-16", COMBINATION, event__product_combo=UNKNOWN),
        row(
            "product unknown, one extra dose", "M-22 U-16", COMBINATION, event__product_combo=UNKNOWN, **SMALL
        ),
        row("no combination product", "U-17", COMBINATION, event__product_combo=False),
        row("amount unknown, no intent", "M-22 U-16", COMBINATION, event__over_max=UNKNOWN),
        row(
            "amount unknown, intent unknown",
            "E-10 M-16 U-16",
            COMBINATION,
            event__over_max=UNKNOWN,
            safety__taking_intent=UNKNOWN,
        ),
        row(
            "amount unknown, intent unsure",
            "E-10 M-08 U-16",
            COMBINATION,
            event__over_max=UNKNOWN,
            safety__taking_intent="unsure",
        ),
        row(
            "amount unknown, no intent while not clear",
            "E-10 M-16 U-16",
            COMBINATION,
            event__over_max=UNKNOWN,
            frame__state="intoxicated",
        ),
        row("within the label", "", COMBINATION, event__over_max=False),
        row(
            "amount and product unknown",
            "U-16",
            COMBINATION,
            event__over_max=UNKNOWN,
            event__product_combo=UNKNOWN,
        ),
        row(
            "amount not open",
            "",
            COMBINATION,
            **took(OPIOID, last_use=hours_before(72)),
            event__over_max=UNKNOWN,
        ),
        row(
            "class unknown, 72 h",
            "E-10 M-07 M-16",
            COMBINATION,
            **took(UNKNOWN_CLASS, last_use=hours_before(72)),
        ),
        row(
            "class unknown, 72 h 1 min",
            "M-07 M-16 U-17",
            COMBINATION,
            **took(UNKNOWN_CLASS, last_use=hours_before(72, 1)),
            event__supply=True,
        ),
        row(
            "opioid beside a sedative, 72 h",
            "E-10 U-05",
            COMBINATION,
            **took(Z_DRUG, last_use=hours_before(72)),
            event__mixed=["opioid"],
        ),
        row(
            "opioid beside a sedative, 72 h 1 min",
            "U-05 U-17",
            COMBINATION,
            **took(Z_DRUG, last_use=hours_before(72, 1)),
            event__mixed=["opioid"],
        ),
        row(
            "the recent entry is no opioid",
            "U-17",
            COMBINATION,
            event__substance=[
                entry(OPIOID, vs_prescription="more"),
                entry(Z_DRUG, last_use=hours_before(72)),
            ],
        ),
    ],
)
def test_e_10_too_much_of_a_combination_product(record: Data, flags: frozenset[str]) -> None:
    """More of an opioid combination product than the label allows is an emergency, unless it is little."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", CLASSES)
@pytest.mark.parametrize(("minutes", "counts"), [(0, True), (1, False)])
def test_e_10_classes(class_: str, minutes: int, counts: bool) -> None:
    """Far above the label is E-10 for 72 hours after an opioid, another sedative or an unknown class."""
    taken = took(BEYOND_LABEL, class_=class_, last_use=hours_before(72, minutes))
    found = flags_of(changed(COMBINATION, **taken))
    assert ("E-10" in found) == (counts and class_ in {"opioid", "other_sedative", "unknown"})


@pytest.mark.parametrize("class_", MIXABLE)
@pytest.mark.parametrize(("minutes", "counts"), [(0, True), (1, False)])
def test_e_10_classes_beside_it(class_: str, minutes: int, counts: bool) -> None:
    """What was beside any entry counts as the entry does; only two of its options may be combined tablets."""
    taken = took(Z_DRUG, last_use=hours_before(72, minutes))
    found = flags_of(changed(COMBINATION, **taken, event__mixed=[class_]))
    assert ("E-10" in found) == (counts and class_ in {"opioid", "other_sedative"})


@table(
    "E-11",
    [
        row("pregnant with a sign", "E-11 M-06 M-19", safety__medical=["pregnant"], safety__now=["fluids"]),
        row("pregnant and drowsy", "E-11 M-06 M-21", safety__medical=["pregnant"], **DROWSY),
        row("pregnant without a sign", "M-06", safety__medical=["pregnant"]),
        row("pregnant, signs unknown", "M-06 M-16", safety__medical=["pregnant"], safety__now=UNKNOWN),
        row("bleeding alone", "E-11", safety__now=["bleeding"]),
        row("bleeding, conditions unknown", "E-11 M-16", safety__now=["bleeding"], safety__medical=UNKNOWN),
        row(
            "birth within a year with a sign",
            "M-06 M-19",
            safety__medical=["birth_within_year"],
            safety__now=["fluids"],
        ),
        row("another condition with a sign", "M-19", safety__medical=["heart"], safety__now=["fluids"]),
        row("a sign, conditions unknown", "M-16 M-19", safety__medical=UNKNOWN, safety__now=["fluids"]),
    ],
)
def test_e_11_pregnancy_with_a_sign_or_bleeding(record: Data, flags: frozenset[str]) -> None:
    """Any acute sign in a pregnancy, and bleeding by itself, is an emergency."""
    assert flags_of(record) == flags


ACUTE_SIGNS = (
    "unrousable",
    "breathing",
    "drowsy",
    "seizure",
    "confusion",
    "perception",
    "chest",
    "hot",
    "fluids",
    "head",
    "extreme_agitation",
    "infection",
    "bleeding",
)


@pytest.mark.parametrize("sign", ACUTE_SIGNS)
def test_e_11_every_sign(sign: str) -> None:
    """Every acute sign is E-11 in a pregnancy."""
    assert "E-11" in flags_of(changed(QUIET, safety__medical=["pregnant"], safety__now=[sign]))


@table(
    "E-12",
    [
        row("in danger at home", "E-12", safety__home_safe="in_danger"),
        row(
            "in danger, partner in the room",
            "E-12",
            frame__present=["partner"],
            safety__home_safe="in_danger",
        ),
        row("in danger, said on the brief path", "E-12 U-15", path="brief", safety__home_safe="in_danger"),
        row("not always safe", "U-18", safety__home_safe="not_always"),
        row("home unknown", "U-16", safety__home_safe=UNKNOWN),
        row("lives alone", "", safety__home_safe="lives_alone"),
        row("dependant in danger", "E-12", safety__duties=["dependant_in_danger"]),
        row("dependants in care", "", safety__duties=["dependants_in_care"]),
        row("duties unknown", "", safety__duties=UNKNOWN),
    ],
)
def test_e_12_danger_at_home(record: Data, flags: frozenset[str]) -> None:
    """Danger at home, or a dependant in danger, is an emergency."""
    assert flags_of(record) == flags
