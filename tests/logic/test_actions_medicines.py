"""The lines on medicines (rules 7.2), each at the border of its conditions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.banks_under_test import DECLINED, UNKNOWN, plan_of
from tests.logic.plan_bases import Data, entry, fires, flags, interview, line, regular, rules, who

DEPRESSANTS = ["benzodiazepine", "z_drug", "opioid", "gabapentinoid", "other_sedative", "alcohol"]
ALCOHOL = regular(**{"class": "alcohol", "name": None, "source": None, "vs_prescription": None})
BOUGHT = regular(source="bought", name="etizolam")
NO_DOSE_WORDS = [" mg", "milligram", "per cent", "taper", "detox"]


def days(count: int) -> Data:
    """A run of so many days."""
    return {"value": count, "unit": "day"}


def hours(count: int) -> Data:
    """A run of so many hours."""
    return {"value": count, "unit": "hour"}


@pytest.mark.parametrize("kind", [*DEPRESSANTS, "unknown"])
@pytest.mark.parametrize(
    ("days_per_week", "run", "expected"), [(4, 7, True), (4, 6, False), (3, 7, False), (3, 30, False)]
)
def test_nostop_needs_a_week_of_a_regular_depressant(
    kind: str, days_per_week: int, run: int, expected: bool
) -> None:
    """P-NOSTOP fires for a depressant or an unknown class from a week of four days a week on."""
    taken = entry(**{"class": kind, "days_per_week": days_per_week, "run_length": days(run)})
    assert fires("P-NOSTOP", interview(entries=[taken])) is expected


@pytest.mark.parametrize("kind", ["stimulant", "other_prescription", "illicit"])
def test_nostop_leaves_other_classes_out(kind: str) -> None:
    """Daily use of another class does not fire P-NOSTOP, whatever else is a danger."""
    taken = [regular(**{"class": kind})]
    assert not fires("P-NOSTOP", interview(entries=taken))
    assert not fires("P-NOSTOP", interview({"safety.medical": ["epilepsy", "pregnant"]}, entries=taken))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"run_length": days(6)}, False),
        ({"run_length": days(7)}, True),
        ({"run_length": {"value": 1, "unit": "week"}}, True),
        ({"run_length": hours(167)}, False),
        ({"run_length": hours(168)}, True),
        ({"run_length": None}, True),
        ({"run_length": UNKNOWN}, True),
        ({"run_length": None, "first_use": "2026-11-10", "last_use": "2026-11-15"}, False),
        ({"run_length": None, "first_use": "2026-11-09", "last_use": "2026-11-15"}, True),
        ({"run_length": days(1), "first_use": "2026-11-10", "last_use": "2026-11-15"}, False),
        ({"run_length": days(1), "first_use": "2026-11-09", "last_use": "2026-11-15"}, True),
    ],
)
@pytest.mark.parametrize("days_per_week", [4, None])
def test_nostop_needs_a_week_stated_or_dated(days_per_week: int | None, fields: Data, expected: bool) -> None:
    """A week is the larger of the stated and the dated run; one that is not known is long enough."""
    data = interview(entries=[entry(days_per_week=days_per_week, **fields)])
    assert fires("P-NOSTOP", data) is expected


DANGERS = {
    "mild signs": {"safety.withdrawal": {"signs": ["shaking"], "strength": "mild"}},
    "severe signs": {"safety.withdrawal": {"signs": ["shaking"], "strength": "severe"}},
    "signs of unknown strength": {"safety.withdrawal": {"signs": ["shaking"]}},
    "signs not known": {"safety.withdrawal": UNKNOWN},
    "signs not answered": {"safety.withdrawal": None},
    "a seizure before": {"safety.seizure_history": True},
    "a seizure not known": {"safety.seizure_history": DECLINED},
    "a seizure not answered": {"safety.seizure_history": None},
    "epilepsy": {"safety.medical": ["epilepsy"]},
    "a pregnancy": {"safety.medical": ["pregnant"]},
}


@pytest.mark.parametrize("danger", DANGERS.values(), ids=DANGERS)
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"run_length": days(3)}, True),
        ({"run_length": days(2)}, False),
        ({"run_length": hours(71)}, False),
        ({"run_length": None}, True),
        ({"run_length": days(3), "days_per_week": 7}, True),
        ({"run_length": days(2), "days_per_week": 7}, False),
        ({"run_length": days(1), "first_use": "2026-11-13", "last_use": "2026-11-15"}, True),
        ({"run_length": days(1), "first_use": "2026-11-14", "last_use": "2026-11-15"}, False),
    ],
)
def test_nostop_from_three_days_with_a_danger(danger: Data, fields: Data, expected: bool) -> None:
    """Where withdrawal is or may be a danger, three days or an unstated run are enough."""
    assert fires("P-NOSTOP", interview(danger, entries=[entry(**fields)])) is expected


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"safety.medical": ["birth_within_year", "lung", "heart", "liver", "kidney", "other_serious"]},
        {"safety.medical": UNKNOWN},
        {"frame.age_band": "age_65_plus"},
    ],
)
def test_nostop_stays_away_from_a_few_days_without_a_danger(changes: Data) -> None:
    """Nobody is told after six days not to decide alone to stay off, but for the dangers that are named."""
    assert not fires("P-NOSTOP", interview(changes, entries=[regular(run_length=days(6))]))


def test_a_danger_reaches_only_what_was_taken_for_some_days() -> None:
    """One of two products that was taken once is not what must not be stopped."""
    bought_once = entry(source="bought", name="etizolam")
    some_days = entry(run_length=days(3))
    data = interview({"safety.medical": ["epilepsy"]}, entries=[bought_once, some_days])
    assert line(data, "P-NOSTOP").variant == "already_stopped"


def test_nostop_does_not_read_what_was_mixed_in() -> None:
    """What was only mixed in has no days a week, so it is no reason for P-NOSTOP."""
    assert not fires("P-NOSTOP", interview({"event.mixed": ["alcohol", "benzodiazepine"]}))


ELEMENT_UNKNOWN: Any = UNKNOWN

VARIANTS: list[tuple[list[Data], str | None, str]] = [
    ([regular()], "still_taking", "continuing"),
    ([regular()], "likely_today", "continuing"),
    ([regular()], "unsure", "continuing"),
    ([regular()], "as_prescribed_only", "continuing"),
    ([regular()], "not_taking", "already_stopped"),
    ([regular()], None, "both"),
    ([ALCOHOL], "still_taking", "continuing"),
    ([ALCOHOL], "not_taking", "already_stopped"),
    ([BOUGHT], "still_taking", "nonpharmacy"),
    ([BOUGHT], "not_taking", "nonpharmacy"),
    ([BOUGHT], None, "nonpharmacy"),
    ([regular(source="online")], "still_taking", "nonpharmacy"),
    ([regular(source=None)], "still_taking", "nonpharmacy"),
    ([regular(**{"class": "unknown"})], "still_taking", "nonpharmacy"),
    ([ELEMENT_UNKNOWN], "still_taking", "nonpharmacy"),
    ([regular(), BOUGHT], "still_taking", "continuing+nonpharmacy"),
    ([BOUGHT, regular()], "not_taking", "already_stopped+nonpharmacy"),
    ([ALCOHOL, BOUGHT], None, "both+nonpharmacy"),
    ([regular(), entry(source="bought", name="etizolam")], "still_taking", "continuing"),
    ([entry(), BOUGHT], "still_taking", "nonpharmacy"),
]


@pytest.mark.parametrize(("entries", "now", "variant"), VARIANTS)
def test_nostop_variant(entries: list[Data], now: str | None, variant: str) -> None:
    """The variant follows where the regular products came from, and whether they are still taken."""
    assert line(interview({"event.now": now}, entries=entries), "P-NOSTOP").variant == variant


@pytest.mark.parametrize("now", ["still_taking", "not_taking", None])
@pytest.mark.parametrize("substance", [UNKNOWN, DECLINED, []])
def test_nostop_is_conditional_without_substance_information(now: str | None, substance: Any) -> None:
    """With nothing known about what was taken the sentence begins with an if."""
    data = interview({"event.substance": substance, "event.now": now})
    found = line(data, "P-NOSTOP")
    assert found.variant == "conditional"
    assert "If something is taken on most days" in found.wording["clinician"]
    assert "If you take something on most days" in found.wording["patient"]


@pytest.mark.parametrize(
    ("entries", "now", "sudden", "alone", "elsewhere"),
    [
        ([regular()], "still_taking", True, False, False),
        ([regular()], "not_taking", False, True, False),
        ([regular()], None, True, True, False),
        ([BOUGHT], "still_taking", False, False, True),
        ([regular(), BOUGHT], "still_taking", True, False, True),
        ([regular(), BOUGHT], "not_taking", False, True, True),
    ],
)
def test_nostop_says_what_its_variant_means(
    entries: list[Data], now: str | None, sudden: bool, alone: bool, elsewhere: bool
) -> None:
    """Each variant has its own sentence in both editions, and no other's."""
    found = line(interview({"event.now": now}, entries=entries), "P-NOSTOP")
    for text in found.wording.values():
        assert ("suddenly" in text.lower()) is sudden
        assert ("restart" in text) is alone
        assert ("come from a pharmacy" in text) is elsewhere


@pytest.mark.parametrize("now", ["still_taking", "not_taking", None])
@pytest.mark.parametrize("edition", ["clinician", "patient"])
def test_nostop_for_alcohol_alone_speaks_of_medical_advice(now: str | None, edition: str) -> None:
    """When every regular product is alcohol, "medical advice" stands in place of "prescriber"."""
    text = line(interview({"event.now": now}, entries=[ALCOHOL]), "P-NOSTOP").wording[edition].lower()
    assert "medical advice" in text
    assert "prescriber" not in text


def test_nostop_for_a_medicine_beside_alcohol_keeps_the_prescriber() -> None:
    """With a regular medicine beside alcohol the prescriber decides."""
    data = interview({"event.now": "still_taking"}, entries=[ALCOHOL, regular()])
    assert "prescriber" in line(data, "P-NOSTOP").wording["clinician"].lower()
    assert "prescriber" in line(data, "P-NOSTOP").wording["patient"].lower()


STORE_AND_SUPPLY: list[tuple[str, Data, set[str]]] = [
    ("nothing regular", interview({"event.supply": True}), {"P-SUPPLY"}),
    ("nothing within reach", interview({"event.supply": False}), set()),
    ("unknown whether within reach", interview({"event.supply": UNKNOWN}), set()),
    ("regular, nothing within reach", interview(entries=[regular()]), set()),
    ("regular, supply unknown", interview({"event.supply": None}, entries=[BOUGHT]), set()),
    ("regular, pharmacy", interview({"event.supply": True}, entries=[regular()]), {"P-STORE"}),
    ("regular, alcohol", interview({"event.supply": True}, entries=[ALCOHOL]), {"P-STORE"}),
    (
        "three days a week",
        interview({"event.supply": True}, entries=[regular(days_per_week=3)]),
        {"P-SUPPLY"},
    ),
    (
        "three days a week, with a danger of withdrawal",
        interview({"event.supply": True, **DANGERS["epilepsy"]}, entries=[regular(days_per_week=3)]),
        {"P-STORE"},
    ),
    (
        "regular for six days",
        interview({"event.supply": True}, entries=[regular(run_length=days(6))]),
        {"P-SUPPLY"},
    ),
    ("regular, elsewhere", interview({"event.supply": True}, entries=[BOUGHT]), {"P-SUPPLY"}),
    ("both kinds", interview({"event.supply": True}, entries=[regular(), BOUGHT]), {"P-STORE", "P-SUPPLY"}),
    (
        "regular of another class",
        interview({"event.supply": True}, entries=[regular(**{"class": "stimulant"})]),
        {"P-SUPPLY"},
    ),
    (
        "regular from a pharmacy, a single one bought",
        interview({"event.supply": True}, entries=[regular(), entry(source="bought", name="etizolam")]),
        {"P-STORE"},
    ),
    (
        "nothing known about it",
        interview({"event.supply": True, "event.substance": UNKNOWN}),
        {"P-SUPPLY"},
    ),
]


@pytest.mark.parametrize(("case", "data", "expected"), STORE_AND_SUPPLY)
def test_store_or_hand_in(case: str, data: Data, expected: set[str]) -> None:
    """What is within reach is stored, handed in, or both, each kind by its own line."""
    assert rules(plan_of(data)) & {"P-STORE", "P-SUPPLY"} == expected, case


@pytest.mark.parametrize(("entries", "prescriber"), [([regular()], True), ([ALCOHOL], False)])
def test_store_arranges_amounts(entries: list[Data], prescriber: bool) -> None:
    """Amounts are arranged through the prescriber, for alcohol alone with medical advice."""
    found = line(interview({"event.supply": True}, entries=entries), "P-STORE")
    for text in found.wording.values():
        assert ("prescriber" in text) is prescriber
        assert ("medical advice" in text) is not prescriber
        assert "suddenly" in text


def test_supply_with_nothing_regular_goes_back() -> None:
    """With nothing regular the rest goes back to a pharmacy, and nobody searches."""
    found = line(interview({"event.supply": True}), "P-SUPPLY")
    for text in found.wording.values():
        assert "pharmacy" in text
        assert "medical advice" not in text
    assert "search" in found.wording["clinician"]


def test_supply_of_a_regular_product_waits_for_the_advice() -> None:
    """A regular product from elsewhere is handed in as the medical advice says, and never stored."""
    found = line(interview({"event.supply": True}, entries=[BOUGHT]), "P-SUPPLY")
    assert "handed in" in found.wording["clinician"]
    assert "medical advice" in found.wording["clinician"]
    assert "before that" in found.wording["clinician"]
    assert "search" in found.wording["clinician"]
    assert "goes back to a pharmacy" not in found.wording["clinician"]
    assert "lock" not in "".join(found.wording.values())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (interview(entries=[entry(**{"class": "opioid", "name": "tilidine"})]), True),
        (interview({"event.mixed": ["opioid"]}), True),
        (interview(entries=[entry(**{"class": "illicit"})]), True),
        (interview({"event.mixed": ["illicit"]}), True),
        (interview(entries=[entry(source="bought")]), True),
        (interview(entries=[entry(source="online")]), True),
        (interview(entries=[entry(source=None)]), True),
        (interview(entries=[entry(**{"class": "unknown"})]), True),
        (interview({"event.substance": DECLINED}), True),
        (interview({"event.oud_medication": "buprenorphine"}), True),
        (interview({"event.oud_medication": "methadone"}), True),
        (interview({"event.oud_medication": "naltrexone"}), False),
        (interview({"event.oud_medication": "stopped_within_3_months"}), False),
        (interview({"event.oud_medication": UNKNOWN}), False),
        (interview(), False),
        (interview({"event.mixed": ["alcohol"]}), False),
        (interview({"event.mixed": UNKNOWN}), False),
        (interview(entries=[entry(**{"class": "alcohol", "source": "bought"})]), False),
        (interview(entries=[entry(source="relative_friend")]), False),
    ],
)
def test_naloxone(data: Data, expected: bool) -> None:
    """P-NALOXONE fires for an opioid, a product from elsewhere, buprenorphine and methadone."""
    assert fires("P-NALOXONE", data) is expected


@pytest.mark.parametrize(("at_home", "confirm"), [(True, True), (False, False), (None, False)])
def test_naloxone_at_home_is_confirmed(at_home: bool | None, confirm: bool) -> None:
    """Naloxone that is at home is confirmed with its place and expiry date."""
    opioid = entry(**{"class": "opioid", "name": "tilidine"})
    text = line(interview({"safety.naloxone": at_home}, entries=[opioid]), "P-NALOXONE").wording["clinician"]
    assert ("confirm where it is kept" in text) is confirm
    for words in ("Where it is kept", "Who can give it", "expiry date"):
        assert words in text


OPIOID = entry(**{"class": "opioid", "name": "tilidine"})
WEEK_WITHOUT = {"event.time_without": days(7)}
GOES_ON = {"event.now": "still_taking"}


@pytest.mark.parametrize(
    ("data", "flag", "expected"),
    [
        (interview({**WEEK_WITHOUT, **GOES_ON}, entries=[OPIOID]), "M-04", True),
        (interview({**WEEK_WITHOUT, "event.amount_vs_before": "same"}, entries=[OPIOID]), "U-23", True),
        (interview(WEEK_WITHOUT, entries=[OPIOID]), None, False),
        (interview({"event.time_without": days(6), **GOES_ON}, entries=[OPIOID]), None, False),
        (interview({**WEEK_WITHOUT, **GOES_ON}), None, False),
    ],
)
def test_tolerance(data: Data, flag: str | None, expected: bool) -> None:
    """P-TOLERANCE fires with M-04 and with U-23, and with neither of them it stays away."""
    assert flags(data) & {"M-04", "U-23"} == ({flag} if flag else set())
    assert fires("P-TOLERANCE", data) is expected


def test_tolerance_says_what_can_happen_and_that_nobody_is_left() -> None:
    """The usual amount can stop breathing; never alone, nothing beside it, naloxone, nobody sleeps it off."""
    data = interview({**WEEK_WITHOUT, **GOES_ON}, entries=[OPIOID])
    for text in line(data, "P-TOLERANCE").wording.values():
        for words in ("stop", "breathing", "ever alone", "alcohol", "naloxone", "sleep"):
            assert words in text


MOUD: list[tuple[str, Data, bool]] = [
    ("goes on", interview(GOES_ON, entries=[OPIOID]), True),
    ("may go on", interview({"event.now": "unsure"}, entries=[OPIOID]), True),
    ("could not stop", interview({"event.control": "could_not_stop"}, entries=[OPIOID]), True),
    (
        "lower tolerance, taking",
        interview({**WEEK_WITHOUT, "event.now": "as_prescribed_only"}, entries=[OPIOID]),
        True,
    ),
    (
        "lower tolerance, over",
        interview({**WEEK_WITHOUT, "event.amount_vs_before": "same"}, entries=[OPIOID]),
        False,
    ),
    ("over, and stopped by oneself", interview(entries=[OPIOID]), False),
    ("no opioid", interview(GOES_ON), False),
    ("beside another product", interview({**GOES_ON, "event.mixed": ["opioid"]}), True),
    (
        "one's own, as prescribed",
        interview(
            GOES_ON, entries=[{**OPIOID, "source": "own_prescription", "vs_prescription": "as_prescribed"}]
        ),
        False,
    ),
    (
        "one's own, more than prescribed",
        interview(GOES_ON, entries=[{**OPIOID, "source": "own_prescription", "vs_prescription": "more"}]),
        True,
    ),
    (
        "one's own, how much not known",
        interview(GOES_ON, entries=[{**OPIOID, "source": "own_prescription", "vs_prescription": UNKNOWN}]),
        True,
    ),
    (
        "a second prescriber's, as prescribed",
        interview(
            GOES_ON, entries=[{**OPIOID, "source": "second_prescriber", "vs_prescription": "as_prescribed"}]
        ),
        True,
    ),
    ("treatment not known", interview({**GOES_ON, "event.oud_medication": UNKNOWN}, entries=[OPIOID]), True),
    ("treatment not answered", interview({**GOES_ON, "event.oud_medication": None}, entries=[OPIOID]), True),
    (
        "on buprenorphine",
        interview({**GOES_ON, "event.oud_medication": "buprenorphine"}, entries=[OPIOID]),
        False,
    ),
    ("on methadone", interview({**GOES_ON, "event.oud_medication": "methadone"}, entries=[OPIOID]), False),
    ("on naltrexone", interview({**GOES_ON, "event.oud_medication": "naltrexone"}, entries=[OPIOID]), False),
    (
        "one was stopped",
        interview({**GOES_ON, "event.oud_medication": "stopped_within_3_months"}, entries=[OPIOID]),
        False,
    ),
]


@pytest.mark.parametrize(("data", "expected"), [each[1:] for each in MOUD], ids=[each[0] for each in MOUD])
def test_moud(data: Data, expected: bool) -> None:
    """P-MOUD asks about treatment where an opioid not taken as prescribed goes on, may, or could not stop."""
    assert fires("P-MOUD", data) is expected


@pytest.mark.parametrize("edition", ["clinician", "patient"])
def test_moud_asks_and_chooses_no_medicine(edition: str) -> None:
    """It is a question for the prescriber, and no medicine is named."""
    text = line(interview(GOES_ON, entries=[OPIOID]), "P-MOUD").wording[edition].lower()
    assert "prescriber" in text
    assert not any(name in text for name in ("buprenorphine", "methadone", "naltrexone"))


@pytest.mark.parametrize(
    ("changes", "entries", "seen", "asked"),
    [
        ({"event.oud_medication": "methadone"}, [entry()], False, True),
        ({"event.oud_medication": "methadone", "event.missed_doses": UNKNOWN}, [entry()], False, True),
        ({"event.oud_medication": "methadone", "event.missed_doses": "none_missed"}, [entry()], False, False),
        (
            {"event.oud_medication": "methadone", "event.missed_doses": "one_or_two_days"},
            [entry()],
            False,
            True,
        ),
        (
            {"event.oud_medication": "methadone", "event.missed_doses": "three_days_or_more"},
            [entry()],
            True,
            False,
        ),
        ({"event.oud_medication": "buprenorphine"}, [OPIOID], False, True),
        (
            {"event.oud_medication": "naltrexone", "event.missed_doses": "three_days_or_more"},
            [entry()],
            True,
            False,
        ),
    ],
)
def test_oud_after_missed_doses(changes: Data, entries: list[Data], seen: bool, asked: bool) -> None:
    """A dose that may have been missed, or an opioid on top: ask first; three days missed: be seen first."""
    for text in line(interview(changes, entries=entries), "P-OUD").wording.values():
        assert ("hree days or more" in text) is seen
        assert ("pharmacy" in text) is asked


@pytest.mark.parametrize("missed", ["none_missed", "one_or_two_days", UNKNOWN])
def test_oud_naltrexone_is_always_asked_first(missed: Any) -> None:
    """The prescriber is asked before the next naltrexone, whether or not one was missed."""
    data = interview({"event.oud_medication": "naltrexone", "event.missed_doses": missed})
    for text in line(data, "P-OUD").wording.values():
        assert "before" in text
        assert "next" in text


@pytest.mark.parametrize(
    ("medicine", "expected"),
    [
        ("buprenorphine", True),
        ("methadone", True),
        ("naltrexone", True),
        ("stopped_within_3_months", True),
        ("none", False),
        (UNKNOWN, False),
        (None, False),
    ],
)
def test_oud(medicine: Any, expected: bool) -> None:
    """P-OUD fires for every medicine for opioid dependence, and for one stopped within 3 months."""
    assert fires("P-OUD", interview({"event.oud_medication": medicine})) is expected


@pytest.mark.parametrize(("medicine", "restart"), [("methadone", False), ("stopped_within_3_months", True)])
def test_oud_keeps_the_medicine(medicine: str, restart: bool) -> None:
    """The medicine is kept, or restarting is asked about; the return never ends it."""
    for text in line(interview({"event.oud_medication": medicine}), "P-OUD").wording.values():
        assert ("restarting" in text) is restart
        assert "never" in text
        assert "olerance" in text or "used to less" in text


REDUCED = {"event.stopped": {"change": "cut_sharply", "when": "2026-11-17"}}
ALCOHOL_ONCE = entry(**{"class": "alcohol", "name": None})


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (interview(), False),
        (interview(entries=[regular()]), True),
        (interview(entries=[regular(days_per_week=3)]), False),
        (interview({"event.oud_medication": "naltrexone"}), True),
        (interview({"safety.medical": ["kidney"]}), True),
        (interview({"safety.medical": ["pregnant"]}), True),
        (interview({"safety.medical": ["other_serious"]}), True),
        (interview({"safety.medical": ["none"]}), False),
        (interview({"safety.medical": UNKNOWN}), False),
        (interview(REDUCED, entries=[regular(**{"class": "other_prescription"})]), True),
        (interview(entries=[regular(**{"class": "other_prescription"})]), False),
        (
            interview(REDUCED, entries=[regular(**{"class": "other_prescription", "run_length": days(13)})]),
            False,
        ),
        (interview({"prior.medication_review": False}), True),
        (interview({"prior.medication_review": True}), False),
        (interview({"prior.medication_review": UNKNOWN}), False),
        (interview(entries=[entry(source="own_prescription")]), True),
        (interview(entries=[entry(source="second_prescriber")]), True),
        (interview(entries=[entry(source="relative_friend")]), False),
        (interview(entries=[entry(source="bought")]), False),
        (interview(entries=[entry(**{"class": "alcohol", "source": "own_prescription"})]), False),
        (interview({"event.alcohol_medication": "acamprosate"}, entries=[ALCOHOL_ONCE]), True),
        (
            interview({"event.alcohol_medication": "stopped_within_3_months", "event.mixed": ["alcohol"]}),
            True,
        ),
        (interview({"event.alcohol_medication": "none"}, entries=[ALCOHOL_ONCE]), False),
        (interview({"event.alcohol_medication": UNKNOWN}, entries=[ALCOHOL_ONCE]), False),
        (interview({"event.alcohol_medication": "disulfiram"}), False),
    ],
)
def test_medicine_review(data: Data, expected: bool) -> None:
    """P-MEDREVIEW fires for each of its grounds, and for nothing else."""
    assert fires("P-MEDREVIEW", data) is expected


def test_medicine_review_after_another_prescription_was_cut() -> None:
    """A sharp change of another prescription is U-11, and P-MEDREVIEW rests on it."""
    assert "U-11" in flags(interview(REDUCED, entries=[regular(**{"class": "other_prescription"})]))


@pytest.mark.parametrize(("conditions", "obstetric"), [(["pregnant"], True), (["lung"], False)])
def test_medicine_review_in_pregnancy(conditions: list[str], obstetric: bool) -> None:
    """In pregnancy the obstetric contact is asked as well."""
    found = line(interview({"safety.medical": conditions}), "P-MEDREVIEW")
    assert ("obstetric" in found.wording["clinician"]) is obstetric
    assert ("pregnancy" in found.wording["patient"].lower()) is obstetric


@pytest.mark.parametrize(
    ("medicine", "word"), [("acamprosate", "camprosate"), ("stopped_within_3_months", "stopped")]
)
def test_medicine_review_names_the_alcohol_medicine(medicine: str, word: str) -> None:
    """A medicine for alcohol dependence is named, or that it was stopped."""
    data = interview({"event.alcohol_medication": medicine}, entries=[ALCOHOL_ONCE])
    for text in line(data, "P-MEDREVIEW").wording.values():
        assert word in text


EVERYTHING = interview(
    {"event.supply": True, "event.oud_medication": "methadone", "safety.medical": ["pregnant"]},
    entries=[regular(source="own_prescription"), BOUGHT],
)
WITHOUT_TREATMENT = interview({**WEEK_WITHOUT, **GOES_ON}, entries=[OPIOID])
SEED, GUIDELINE, DEFAULT = "seed", "guideline", "product_default"


@pytest.mark.parametrize(
    ("action", "owner", "kind", "basis"),
    [
        ("P-NOSTOP", "therapist", "avoid", {GUIDELINE}),
        ("P-STORE", "patient with helper, prescriber", "do", {DEFAULT}),
        ("P-SUPPLY", "patient with helper", "do", {SEED}),
        ("P-NALOXONE", "therapist with patient", "do", {GUIDELINE}),
        ("P-TOLERANCE", "therapist with patient", "do", {GUIDELINE}),
        ("P-MOUD", "therapist to prescriber", "do", {SEED, GUIDELINE}),
        ("P-OUD", "therapist to prescriber", "do", {SEED, GUIDELINE}),
        ("P-MEDREVIEW", "therapist to prescriber", "do", {SEED}),
    ],
)
def test_who_reads_and_who_does(action: str, owner: str, kind: str, basis: set[str]) -> None:
    """Each line on medicines has its owner, kind and basis, and both clinician and patient read it."""
    found = line(WITHOUT_TREATMENT if action in {"P-TOLERANCE", "P-MOUD"} else EVERYTHING, action)
    assert (who(found), found.kind, set(found.basis), found.section) == (owner, kind, basis, "medicines")
    assert set(found.wording) == {"clinician", "patient"}


@pytest.mark.parametrize("words", NO_DOSE_WORDS)
def test_no_line_on_medicines_names_an_amount_or_a_pace(words: str) -> None:
    """No line on medicines names a dose, a taper or a level of care."""
    for found in (*plan_of(EVERYTHING).lines, *plan_of(WITHOUT_TREATMENT).lines):
        if found.section == "medicines":
            assert words not in " ".join(found.wording.values()).lower()


def test_with_alcohol_alone_no_line_speaks_of_a_prescriber_of_it() -> None:
    """Alcohol is not prescribed: a doctor or a medical advice service is asked."""
    answers = {"event.now": "still_taking", "event.supply": True, "event.control": "could_not_stop"}
    made = plan_of(interview(answers, entries=[regular(**{"class": "alcohol", "source": None})]))
    words = {line.id: " ".join(line.wording.values()) for line in made.lines}
    owners = {line.id: line.owner.told() for line in made.lines if line.owner}
    assert "prescriber" not in words["D-04"]
    assert "a doctor or a medical advice service" in words["D-04"]
    assert "prescriber" not in f"{words['P-STORE']} {owners['P-STORE']}"
    medicine = plan_of(interview(answers, entries=[regular()]))
    asked = next(line for line in medicine.lines if line.id == "D-04")
    assert "prescriber" in " ".join(asked.wording.values())
