"""The lines on stance, pattern, revision and stabilisation (rules 7.3 and 7.4), each at its border."""

from __future__ import annotations

from typing import Any

import pytest

from tests.banks_under_test import DECLINED, UNKNOWN, plan_of, shipped_bank
from tests.logic.plan_bases import (
    TEN_HOURS_AGO,
    Data,
    entry,
    event,
    fires,
    flags,
    follow_up,
    interview,
    line,
    regular,
    rules,
    sequence,
    who,
)

STANCE: list[tuple[str, Data, bool]] = [
    ("S-AVE", {"contact.meaning": "failed"}, True),
    ("S-AVE", {"contact.meaning": "nothing_much"}, False),
    ("S-AVE", {"contact.meaning": "do_not_know"}, False),
    ("S-AVE", {"contact.meaning": "other"}, False),
    ("S-AVE", {"contact.meaning": DECLINED}, False),
    ("S-AVE", {}, False),
    ("S-MINIMISE", {"contact.meaning": "nothing_much"}, True),
    ("S-MINIMISE", {"contact.reactions": ["as_if_nothing"]}, True),
    ("S-MINIMISE", {"contact.reactions": ["calm_helpful", "silence"]}, True),
    ("S-MINIMISE", {"contact.reactions": ["nobody_knows"]}, False),
    ("S-MINIMISE", {"contact.reactions": ["panic"]}, False),
    ("S-MINIMISE", {"contact.meaning": "serious_workable"}, False),
    ("S-PANIC", {"contact.reactions": ["panic"]}, True),
    ("S-PANIC", {"contact.reactions": ["blame"]}, True),
    ("S-PANIC", {"contact.reactions": ["threats"]}, True),
    ("S-PANIC", {"contact.reactions": ["calm_helpful", "shaming"]}, True),
    ("S-PANIC", {"contact.reactions": ["silence", "as_if_nothing", "nobody_knows", "calm_helpful"]}, False),
    ("S-PANIC", {"contact.reactions": DECLINED}, False),
    ("S-SHAME", {"contact.feelings": {"selected": ["fear", "shame"], "strongest": "shame"}}, True),
    ("S-SHAME", {"contact.feelings": {"selected": ["shame"]}}, True),
    ("S-SHAME", {"contact.feelings": {"strongest": "shame"}}, True),
    ("S-SHAME", {"contact.feelings": {"selected": ["shame"], "strongest": UNKNOWN}}, True),
    ("S-SHAME", {"contact.feelings": {"selected": ["fear", "shame"], "strongest": "fear"}}, False),
    ("S-SHAME", {"contact.feelings": {"selected": ["shame", "fear"]}}, False),
    ("S-SHAME", {"contact.feelings": {"selected": ["guilt"]}}, False),
    ("S-SHAME", {"contact.feelings": DECLINED}, False),
    ("S-REENGAGE", {"contact.worth": 4}, True),
    ("S-REENGAGE", {"contact.worth": 5}, False),
    ("S-REENGAGE", {"contact.worth": 0, "contact.meaning": "serious_workable"}, False),
    ("S-REENGAGE", {"contact.worth": UNKNOWN}, False),
    ("S-REENGAGE", {"safety.secrecy": ["hiding_some", "missing_appointments"]}, True),
    ("S-REENGAGE", {"safety.secrecy": ["hiding_everyone", "avoiding_people"]}, False),
    ("S-REENGAGE", {"followup.contact_kept": False}, False),
]


@pytest.mark.parametrize(("action", "changes", "expected"), STANCE)
def test_stance(action: str, changes: Data, expected: bool) -> None:
    """A stance line is on the plan exactly when its answers say so."""
    assert fires(action, interview(changes)) is expected


@pytest.mark.parametrize(
    ("kept", "expected"), [(False, True), (True, False), (UNKNOWN, False), (None, False)]
)
def test_reengage_in_a_follow_up(kept: Any, expected: bool) -> None:
    """In a follow-up only a contact that was not kept fires S-REENGAGE."""
    data = follow_up({"followup.contact_kept": kept, "contact.worth": 0})
    assert fires("S-REENGAGE", data) is expected


def test_ave_quotes_what_still_stands() -> None:
    """S-AVE says how it can look now and quotes what still stands; an option's label is no quotation."""
    found = line(interview({"contact.meaning": "failed", "prior.kept": "I rang you first."}), "S-AVE")
    meaning = shipped_bank().questions["contact.meaning"].option_label("failed")
    for text in found.wording.values():
        assert "as if nothing ha" in text
        assert "“I rang you first.”" in text
        assert meaning not in text
    assert "serious, and it is workable" in found.wording["clinician"]


def test_minimise_keeps_a_date_without_alarm() -> None:
    """S-MINIMISE answers with the date of the next contact, and reminds the therapist of both extremes."""
    found = line(interview({"contact.meaning": "nothing_much"}), "S-MINIMISE")
    assert "22 Nov 2026" in found.wording["clinician"]
    assert "22 Nov 2026" in found.wording["patient"]
    assert "22 Nov 2026" not in found.wording["family"]
    assert "both" in found.wording["clinician"]


def test_panic_says_a_pair_and_asks_for_a_recheck() -> None:
    """S-PANIC holds the say and avoid pair, and asks the therapist to ask again in private."""
    texts = line(interview({"contact.reactions": ["threats"]}), "S-PANIC").wording
    assert "alone" in texts["clinician"]
    assert "alone" not in texts["family"]
    for text in texts.values():
        assert "This is important, we need to deal with it now" in text
        assert "You destroyed everything" in text


def test_once_it_was_asked_again_the_plan_says_so_and_asks_no_more() -> None:
    """The recheck about pressure ends the prompt for it; one about paper does not."""
    answers = {"contact.reactions": ["threats"]}
    asked = {"kind": "recheck", "what": "coercion"}
    told = line(interview(answers, decisions=[asked]), "S-PANIC").wording["clinician"]
    assert "Asked again with the patient alone" in told
    assert "Ask again" not in told
    other = line(interview(answers, decisions=[{"kind": "recheck", "what": "paper"}]), "S-PANIC")
    assert "Ask again" in other.wording["clinician"]


Q_EARLY: list[tuple[list[Data], bool]] = [
    ([event("mood")], True),
    ([event("mood", side="before")], True),
    ([event("mood", days=None)], True),
    ([event("secrecy")], True),
    ([event("other")], True),
    ([event("mood", side="after")], False),
    ([event("use", days=0)], False),
    ([event(None)], True),
    ([event(None, side="after")], False),
    ([event("use", days=0), event("conflict", side="after")], False),
]


@pytest.mark.parametrize(("events", "expected"), Q_EARLY)
def test_early(events: list[Data], expected: bool) -> None:
    """Q-EARLY needs one event before the use, other than the use; one without a domain counts as other."""
    assert fires("Q-EARLY", interview({"sequence.event": events})) is expected


def test_early_needs_a_sequence() -> None:
    """Without a sequence there is no earliest event."""
    assert not fires("Q-EARLY", interview({"sequence.event": UNKNOWN}))


def test_early_quotes_the_earliest_event_and_the_sign() -> None:
    """Q-EARLY quotes the earliest event, and the sign to catch next time beside it when there is one."""
    events = [event("mood", 2, what="Nothing felt good"), event("sleep", 9, what="Lay awake")]
    plain = line(interview({"sequence.event": events}), "Q-EARLY")
    with_sign = line(interview({"sequence.event": events, "warning.missed": "the third night"}), "Q-EARLY")
    for text in plain.wording.values():
        assert "“Lay awake”" in text
        assert "Nothing felt good" not in text
        assert "next time" not in text
    assert all("“the third night”" in text for text in with_sign.wording.values())


SAI: list[tuple[list[Data], bool]] = [
    ([event("sleep", 9), event("anxiety", 6), event("idealising", 3)], True),
    ([event("sleep", 9), event("anxiety", 6), event("thoughts_of_medication", 3)], True),
    ([event("idealising", 3), event("sleep", 9), event("anxiety", 6)], True),
    ([event("sleep", 9), event("mood", 7), event("anxiety", 6), event("idealising", 3)], True),
    ([event("sleep", 6), event("anxiety", 6), event("idealising", 3)], False),
    ([event("sleep", 9), event("anxiety", 3), event("idealising", 3)], False),
    ([event("anxiety", 9), event("sleep", 6), event("idealising", 3)], False),
    ([event("sleep", 9), event("idealising", 6), event("anxiety", 3)], False),
    ([event("sleep", 9), event("anxiety", 6), event("idealising", 0)], False),
    ([event("sleep", 9), event("anxiety", 6), event("idealising", 3, side="after")], False),
    ([event("sleep", 9), event("anxiety", None), event("idealising", 3)], False),
    ([event("sleep", 9), event("anxiety", 6)], False),
    ([event("sleep", 9), event("idealising", 3)], False),
    ([event("sleep", 2), event("sleep", 9), event("anxiety", 6), event("idealising", 3)], True),
]


@pytest.mark.parametrize(("events", "expected"), SAI)
def test_sleep_anxiety_idealising(events: list[Data], expected: bool) -> None:
    """Q-SAI needs sleep, then anxiety, then idealising, strictly in this order before the use."""
    assert fires("Q-SAI", interview({"sequence.event": events})) is expected


def test_sai_names_the_sequence_in_the_patients_words() -> None:
    """Q-SAI names the sequence in the patient's words, and begins with sleep."""
    events = [
        event("sleep", 9, what="Short nights"),
        event("anxiety", 6, what="On edge"),
        event("idealising", 3),
    ]
    for text in line(interview({"sequence.event": events}), "Q-SAI").wording.values():
        assert text.index("“Short nights”") < text.index("“On edge”")
        assert "sleep" in text


PATTERN: list[tuple[Data, bool]] = [
    *[(sequence(domain), True) for domain in ("sleep", "anxiety", "loneliness", "overload", "therapy_gap")],
    *[(sequence(domain), False) for domain in ("mood", "stress", "tension", "conflict", "idealising", "use")],
    ({"sequence.event": [event("sleep", side="after")]}, False),
    ({"support.therapy_connection": "thinning_out"}, True),
    ({"support.therapy_connection": "stopped"}, True),
    ({"support.therapy_connection": "ended_as_planned"}, False),
    ({"support.therapy_connection": "regular"}, False),
]


@pytest.mark.parametrize(("changes", "expected"), PATTERN)
def test_pattern(changes: Data, expected: bool) -> None:
    """R-PATTERN needs one of five domains before the use, or a thread of therapy that thins out now."""
    assert fires("R-PATTERN", interview(changes)) is expected


@pytest.mark.parametrize(("coping", "named"), [("Walking stopped helping.", True), (None, False)])
def test_pattern_names_where_coping_stopped(coping: str | None, named: bool) -> None:
    """R-PATTERN names where the usual coping stopped, when it is known."""
    found = line(interview({**sequence("sleep"), "sequence.coping_stopped": coping}), "R-PATTERN")
    for text in found.wording.values():
        assert ("Walking stopped helping." in text) is named


@pytest.mark.parametrize(
    ("seen", "expected", "supervision"),
    [
        ("once", True, False),
        ("several_times", True, True),
        ("first_time", False, False),
        ("unsure", False, False),
        (UNKNOWN, False, False),
    ],
)
def test_recurring_by_what_is_remembered(seen: Any, expected: bool, supervision: bool) -> None:
    """R-RECUR fires when the sequence was met before; several times brings it to supervision."""
    data = interview({"sequence.seen_before": seen})
    assert fires("R-RECUR", data) is expected
    if expected:
        assert ("supervision" in line(data, "R-RECUR").wording["clinician"]) is supervision


THREE = ("sleep", "overload", "idealising")

RECURS: list[tuple[tuple[str | None, ...], tuple[str | None, ...], bool]] = [
    (THREE, THREE, True),
    (THREE, ("idealising", "sleep", "overload"), True),
    (THREE, ("sleep", "stress", "thoughts_of_medication"), True),
    (THREE, ("sleep", "tension", "idealising"), True),
    (THREE, ("sleep", "sleep", "overload", "idealising"), True),
    ((*THREE, "mood"), (*THREE, "access"), True),
    (THREE, ("sleep", "use", "overload", "idealising"), True),
    (THREE, ("mood", *THREE), False),
    (THREE, (None, *THREE), True),
    (("sleep", None, "overload", "idealising"), THREE, True),
    (("sleep", "overload", None), ("sleep", "overload", None), False),
    (("sleep", "overload", None), ("sleep", "overload", "other"), False),
    (THREE, ("sleep", "overload", "mood"), False),
    (THREE, ("sleep", "overload"), False),
    (("sleep", "overload"), ("sleep", "overload"), False),
    (("sleep", "stress", "tension"), ("sleep", "stress", "tension"), False),
    (("sleep", "stress", "overload", "mood"), ("sleep", "stress", "mood"), False),
]


@pytest.mark.parametrize(("now", "then", "expected"), RECURS)
def test_recurring_by_comparison(
    now: tuple[str | None, ...], then: tuple[str | None, ...], expected: bool
) -> None:
    """R-RECUR compares the first three named domains, order and close variants aside."""
    assert fires("R-RECUR", interview(sequence(*now)), interview(sequence(*then))) is expected


def test_recurring_needs_an_earlier_interview() -> None:
    """Without an earlier record, or with an earlier follow-up, nothing is compared."""
    now = interview({**sequence(*THREE), "revise.ifthen": [{"if": "a", "then": "b"}]})
    earlier_follow_up = follow_up({**now["answers"]})
    assert not {"R-RECUR", "R-SAME"} & rules(plan_of(now))
    assert not {"R-RECUR", "R-SAME"} & rules(plan_of(now, earlier_follow_up))
    assert {"R-RECUR", "R-SAME"} <= rules(plan_of(now, now))


def test_recurring_does_not_count_what_came_after() -> None:
    """Only events before the use are compared."""
    then = [event("sleep", 3), event("overload", 2), event("idealising", 1, side="after")]
    assert not fires("R-RECUR", interview(sequence(*THREE)), interview({"sequence.event": then}))


def ifthen(*pairs: tuple[str, str]) -> list[Data]:
    """If-then entries."""
    return [{"if": condition, "then": action} for condition, action in pairs]


TWO_NIGHTS = ("two bad nights", "ring Mia")
SAME: list[tuple[Data, Data, bool]] = [
    (
        {**sequence("sleep"), "revise.ifthen": ifthen(TWO_NIGHTS)},
        {**sequence("sleep"), "revise.ifthen": ifthen(TWO_NIGHTS)},
        True,
    ),
    (sequence("sleep"), sequence("sleep"), True),
    (sequence("stress"), sequence("overload"), True),
    (sequence("sleep", "mood"), sequence("mood", "sleep"), True),
    ({"revise.ifthen": ifthen(TWO_NIGHTS)}, {"revise.ifthen": ifthen(TWO_NIGHTS)}, True),
    (
        {"revise.ifthen": ifthen(TWO_NIGHTS)},
        {"revise.ifthen": ifthen(("  Two bad\n nights ", "RING mia"))},
        True,
    ),
    (
        {"revise.ifthen": ifthen(TWO_NIGHTS, ("a", "b"))},
        {"revise.ifthen": ifthen(("a", "b"), TWO_NIGHTS)},
        True,
    ),
    (
        {"revise.ifthen": [{"if": "a", "then": "b", "tell": "Mia"}]},
        {"revise.ifthen": [{"if": "a", "then": "b", "fallback": "sleep on it"}]},
        True,
    ),
    ({}, {}, False),
    (sequence("other"), sequence("other"), False),
    (sequence("sleep"), sequence("mood"), False),
    (sequence("sleep"), sequence("sleep", "mood"), False),
    ({**sequence("sleep"), "revise.ifthen": ifthen(TWO_NIGHTS)}, sequence("sleep"), False),
    ({"revise.ifthen": ifthen(TWO_NIGHTS)}, {"revise.ifthen": ifthen(("two bad nights", "ring Tom"))}, False),
    (
        {**sequence("sleep"), "revise.ifthen": ifthen(TWO_NIGHTS)},
        {**sequence("mood"), "revise.ifthen": ifthen(TWO_NIGHTS)},
        False,
    ),
    ({"support.lacking": ["time"]}, {"support.lacking": ["sleep_help"]}, True),
]


@pytest.mark.parametrize(("now", "then", "expected"), SAME)
def test_same_plan(now: Data, then: Data, expected: bool) -> None:
    """R-SAME fires when trigger rows and if-then pairs both equal the earlier ones and are not both empty."""
    assert fires("R-SAME", interview(now), interview(then)) is expected


FLUIDS, SEIZURE = {"safety.now": ["fluids"]}, {"safety.now": ["seizure"]}
DANGER, MINOR = {"safety.home_safe": "in_danger"}, {"frame.age_band": "under_18"}
OVERDOSE = {"safety.overdose_history": "within_year", "event.supply": True}
EXCESS = {
    "event.over_max": True,
    "event.over_max_by": "more",
    "event.substance": [entry(last_use=TEN_HOURS_AGO)],
}
OPEN = {"safety.medical": UNKNOWN}
CONTINUING = {"event.now": "still_taking"}

STABILISATION: list[tuple[Data, set[str], set[str]]] = [
    ({}, set(), {"D-00"}),
    ({"safety.anxiety": {"peak": 9, "direction": "rising"}}, {"U-02"}, {"D-00"}),
    (FLUIDS, {"M-19"}, {"D-01"}),
    (SEIZURE, {"E-02"}, {"D-01"}),
    (DANGER, {"E-12"}, {"D-OPEN"}),
    (MINOR, {"M-18"}, {"D-OPEN"}),
    (OPEN, {"M-16"}, {"D-OPEN"}),
    (OVERDOSE, {"M-17"}, {"D-OPEN"}),
    (EXCESS, {"M-22"}, {"D-OPEN"}),
    ({**DANGER, **MINOR, **OPEN}, {"E-12", "M-18", "M-16"}, {"D-OPEN"}),
    ({**DANGER, **MINOR}, {"E-12", "M-18"}, {"D-OPEN"}),
    ({**DANGER, **MINOR, **FLUIDS}, {"E-12", "M-18", "M-19"}, {"D-01"}),
    ({**OPEN, **OVERDOSE, **FLUIDS}, {"M-16", "M-17", "M-19"}, {"D-01"}),
    ({**CONTINUING, "stabilise.worsening": "quickly_worse"}, {"M-14", "U-09"}, {"D-01", "D-02"}),
    ({**CONTINUING, "stabilise.worsening": "slowly_worse"}, {"U-09"}, {"D-00"}),
    ({**CONTINUING, "stabilise.can_interrupt": "cannot"}, {"M-14", "U-09"}, {"D-01", "D-03"}),
    ({**CONTINUING, "stabilise.can_interrupt": "unsure"}, {"U-09"}, {"D-03"}),
    ({**CONTINUING, "stabilise.can_interrupt": UNKNOWN}, {"U-09", "U-16"}, {"D-03"}),
    ({**CONTINUING, "stabilise.can_interrupt": None}, {"U-09", "U-16"}, {"D-03"}),
    ({**CONTINUING, "stabilise.can_interrupt": "with_help"}, {"U-09"}, {"D-00"}),
    ({**OPEN, "stabilise.can_interrupt": "unsure"}, {"M-16"}, {"D-03"}),
    (
        {**CONTINUING, "stabilise.can_interrupt": "cannot", "stabilise.worsening": "quickly_worse"},
        {"M-14", "U-09"},
        {"D-01", "D-02", "D-03"},
    ),
    ({"stabilise.can_interrupt": "cannot", "stabilise.worsening": "quickly_worse"}, set(), {"D-00"}),
    ({"safety.anxiety": {"peak": 9}, "stabilise.can_interrupt": "unsure"}, {"U-02", "U-16"}, {"D-00"}),
]


@pytest.mark.parametrize(("changes", "found", "expected"), STABILISATION)
def test_stabilisation(changes: Data, found: set[str], expected: set[str]) -> None:
    """Exactly one of D-00, D-OPEN or the D lines prints, as the flags and the two answers say."""
    data = interview(changes)
    assert found == flags(data)
    assert rules(plan_of(data), "D-") == expected


def taken(**fields: Any) -> Data:
    """One product taken every day for 30 days."""
    return {"event.substance": [regular(**fields)]}


FAST, NO_STOP = {"event.escalation": "up_quickly"}, {"event.control": "could_not_stop"}
LONGER = {"event.substance": [entry(run_length={"value": 2, "unit": "day"})]}

DEPENDENCE: list[tuple[str, Data, set[str], set[str]]] = [
    ("regular, goes on", {**taken(), **CONTINUING}, {"U-09", "U-10"}, {"D-04"}),
    ("regular, as prescribed", {**taken(), "event.now": "as_prescribed_only"}, set(), {"D-04"}),
    ("regular, taking open", {**taken(), "event.now": UNKNOWN}, {"U-16"}, {"D-04"}),
    ("regular, over", taken(), set(), {"D-00"}),
    (
        "regular for six days, goes on",
        {**taken(run_length={"value": 6, "unit": "day"}), **CONTINUING},
        {"U-09", "U-10"},
        {"D-00"},
    ),
    ("a regular stimulant goes on", {**taken(**{"class": "stimulant"}), **CONTINUING}, {"U-09"}, {"D-00"}),
    ("not regular, goes on", CONTINUING, {"U-09"}, {"D-00"}),
    ("a fast rise", {**FAST, **LONGER}, {"U-04"}, {"D-04"}),
    ("no fast rise", {"event.escalation": "up_a_little", **LONGER}, set(), {"D-00"}),
    ("could not stop", NO_STOP, {"U-06"}, {"D-04"}),
    ("carried on", {"event.control": "carried_on"}, set(), {"D-00"}),
    ("could not stop, pausing unsure", {**NO_STOP, "stabilise.can_interrupt": "unsure"}, {"U-06"}, {"D-03"}),
    (
        "could not stop, pausing open",
        {**NO_STOP, "stabilise.can_interrupt": None},
        {"U-06", "U-16"},
        {"D-03"},
    ),
    ("could not stop, and a sign", {**NO_STOP, **FLUIDS}, {"M-19", "U-06"}, {"D-01"}),
    ("could not stop, and open", {**NO_STOP, **OPEN}, {"M-16", "U-06"}, {"D-OPEN"}),
    ("could not stop, under 18", {**NO_STOP, **MINOR}, {"M-18", "U-06"}, {"D-OPEN"}),
    (
        "regular, goes on, danger at home",
        {**taken(), **CONTINUING, **DANGER},
        {"E-12", "U-09", "U-10"},
        {"D-OPEN"},
    ),
]


@pytest.mark.parametrize(
    ("changes", "found", "expected"), [each[1:] for each in DEPENDENCE], ids=[each[0] for each in DEPENDENCE]
)
def test_likely_dependence_that_goes_on_is_asked_about(
    changes: Data, found: set[str], expected: set[str]
) -> None:
    """D-04 prints for a fast rise, lost control or what must not be stopped that goes on, below level 3."""
    data = interview(changes)
    assert found == flags(data)
    assert rules(plan_of(data), "D-") == expected


SEVERE = {"signs": ["shaking"], "strength": "severe"}
CUT = {"change": "cut_sharply", "when": "2026-11-18"}
ILL = {"safety.withdrawal": SEVERE, "safety.seizure_history": True}
OPIOID = entry(**{"class": "opioid", "name": "codeine"})
WEEK_WITHOUT = {"event.time_without": {"value": 7, "unit": "day"}, "event.substance": [OPIOID]}
BOUGHT_TODAY = {"event.substance": [entry(source="bought", last_use=TEN_HOURS_AGO)]}
TWO_TODAY = {"event.substance": [entry(last_use=TEN_HOURS_AGO)], "event.mixed": ["alcohol"]}
SHORT_NIGHTS = {"safety.sleep": {"night_1": 1, "night_2": 1, "night_3": 8, "difficulty": 2}}
COMBINED = {
    "event.substance": [{**OPIOID, "last_use": TEN_HOURS_AGO}],
    "event.product_combo": True,
    "event.over_max": True,
    "event.over_max_by": "more",
}

SPEAKS_FOR_IT: dict[str, Data] = {
    "E-01": {"safety.now": ["breathing"]},
    "E-02": SEIZURE,
    "E-03": {"safety.now": ["confusion"]},
    "E-04": {"safety.suicide": "plan_or_method"},
    "E-05": {"safety.taking_intent": "intended", "event.substance": [entry(last_use=TEN_HOURS_AGO)]},
    "E-06": {"safety.now": ["drowsy"], "event.mixed": ["illicit"]},
    "E-07": {"safety.now": ["chest"]},
    "E-08": {"safety.mental_state": ["not_safe"]},
    "E-09": {**taken(), **ILL},
    "E-10": COMBINED,
    "E-11": {"safety.now": ["bleeding"]},
    "M-01": {**taken(), "event.stopped": CUT},
    "M-02": {**taken(**{"class": "alcohol"}), "event.stopped": CUT},
    "M-03": {**taken(), "safety.withdrawal": SEVERE},
    "M-04": {**WEEK_WITHOUT, "event.now": "as_prescribed_only"},
    "M-05": TWO_TODAY,
    "M-06": {"safety.medical": ["pregnant"]},
    "M-07": BOUGHT_TODAY,
    "M-08": {"safety.suicide": "thoughts_no_plan"},
    "M-09": {"safety.mental_state": ["voices_visions"]},
    "M-10": SHORT_NIGHTS,
    "M-11": {**FAST, **NO_STOP, **LONGER},
    "M-12": {**taken(**{"class": "gabapentinoid"}), "event.stopped": CUT},
    "M-13": {"safety.medical": ["lung"], **CONTINUING},
    "M-14": {**NO_STOP, "stabilise.can_interrupt": "cannot"},
    "M-15": {**CONTINUING, "event.control": "could_not_stop", "event.mixed": ["stimulant"]},
    "M-19": FLUIDS,
    "M-20": {"safety.mental_state": ["harm_thoughts"]},
    "M-21": {"safety.now": ["drowsy"]},
    "M-23": {**taken(), "safety.medical": ["epilepsy"]},
    "M-24": {
        "event.substance": [entry(**{"class": "alcohol", "last_use": TEN_HOURS_AGO})],
        "event.alcohol_medication": "disulfiram",
    },
    "M-25": {"event.substance": [OPIOID], "event.oud_medication": "naltrexone"},
    "M-26": {
        "event.substance": [entry(**{"class": "stimulant", "last_use": TEN_HOURS_AGO})],
        "safety.medical": ["heart"],
    },
}
SPEAKS_NOT: dict[str, Data] = {"E-12": DANGER, "M-16": OPEN, "M-17": OVERDOSE, "M-18": MINOR, "M-22": EXCESS}


def test_every_grave_flag_has_its_record() -> None:
    """No flag of level 3 or 4 is left out of the two tables."""
    assert SPEAKS_FOR_IT.keys() | SPEAKS_NOT.keys() == {f.id for f in shipped_bank().flags if f.level >= 3}


@pytest.mark.parametrize("flag", [*SPEAKS_FOR_IT, *SPEAKS_NOT])
def test_stabilisation_with_every_grave_flag(flag: str) -> None:
    """Each flag of level 3 or 4 brings D-01, but for the five that do not speak for a medical question."""
    data = interview({**SPEAKS_FOR_IT, **SPEAKS_NOT}[flag])
    assert flag in flags(data)
    if flag in SPEAKS_NOT:
        assert {each for each in flags(data) if each[0] in "EM"} == {flag}
    assert ("D-01" in rules(plan_of(data), "D-")) is (flag in SPEAKS_FOR_IT)
    assert rules(plan_of(data), "D-") >= {"D-01" if flag in SPEAKS_FOR_IT else "D-OPEN"}


@pytest.mark.parametrize(
    ("changes", "words"), [(DANGER, "irst comes safety at home"), (MINOR, "works with young people")]
)
def test_what_comes_first_is_named(changes: Data, words: str) -> None:
    """D-OPEN names safety at home first, and somebody who works with young people."""
    assert words in line(interview(changes), "D-OPEN").wording["clinician"]


@pytest.mark.parametrize("to", [3, 4])
def test_a_raised_level_is_never_called_unneeded(to: int) -> None:
    """D-00 does not print at a level that the therapist raised to 3 or 4."""
    raised = [{"kind": "raise", "flag": "U-18", "to": to, "reason": "said at the door"}]
    data = interview({"safety.home_safe": "not_always"}, decisions=raised)
    assert rules(plan_of(data), "D-") == {"D-OPEN"}


def test_stabilisation_on_the_brief_path() -> None:
    """What the brief path does not ask does not fire D-03; an answer given all the same does."""
    unasked = interview({**CONTINUING, "stabilise.can_interrupt": None}, path="brief")
    given = interview({**CONTINUING, "stabilise.can_interrupt": "unsure"}, path="brief")
    assert rules(plan_of(unasked), "D-") == {"D-00"}
    assert rules(plan_of(given), "D-") == {"D-03"}


def test_stabilisation_is_never_called_unneeded_over_open_safety() -> None:
    """D-OPEN names the open items instead of saying that nothing is indicated."""
    text = line(interview(OPEN), "D-OPEN").wording["clinician"]
    assert shipped_bank().questions["safety.medical"].title in text
    assert "cannot be said yet" in text


def test_not_indicated_names_what_is_unresolved() -> None:
    """D-00 names the answers it rests on and what is unresolved."""
    questions = shipped_bank().questions
    text = line(interview({"frame.age_band": UNKNOWN}), "D-00").wording["clinician"]
    assert questions["frame.age_band"].title in text
    assert questions["event.now"].option_label("not_taking") in text
    assert "22 Nov 2026" in text


def test_asking_the_medical_team_passes_the_answers_on() -> None:
    """D-01 carries the recorded answers; D-03 leaves no attempt at home."""
    label = shipped_bank().questions["safety.now"].option_label("fluids")
    assert label in line(interview(FLUIDS), "D-01").wording["clinician"]
    cannot = line(interview({**CONTINUING, "stabilise.can_interrupt": "cannot"}), "D-03").wording
    assert "no attempt is made at home" in cannot["clinician"]


NOW, THEN = interview({**sequence(*THREE), "revise.ifthen": ifthen(TWO_NIGHTS)}), interview(sequence(*THREE))
SAI_RECORD = interview(sequence("sleep", "anxiety", "idealising"))
PAIR, ALL = {"clinician", "patient"}, {"clinician", "patient", "family"}

CONTRACT: list[tuple[str, Data, str, set[str], set[str], str]] = [
    ("S-AVE", interview({"contact.meaning": "failed"}), "therapist", PAIR, {"seed"}, "stance"),
    ("S-MINIMISE", interview({"contact.meaning": "nothing_much"}), "therapist", ALL, {"seed"}, "stance"),
    (
        "S-PANIC",
        interview({"contact.reactions": ["panic"]}),
        "therapist",
        {"clinician", "family"},
        {"seed"},
        "stance",
    ),
    (
        "S-SHAME",
        interview({"contact.feelings": {"selected": ["shame"]}}),
        "therapist with patient",
        PAIR,
        {"seed"},
        "stance",
    ),
    ("S-REENGAGE", interview({"contact.worth": 4}), "therapist", PAIR, {"seed", "product_default"}, "stance"),
    ("Q-SAI", SAI_RECORD, "therapist", PAIR, {"seed"}, "trigger"),
    ("Q-EARLY", SAI_RECORD, "therapist with patient", PAIR, {"seed"}, "trigger"),
    ("R-PATTERN", SAI_RECORD, "therapist", PAIR, {"seed"}, "revision"),
    (
        "R-RECUR",
        interview({"sequence.seen_before": "several_times"}),
        "therapist",
        PAIR,
        {"seed"},
        "revision",
    ),
    ("D-01", interview(FLUIDS), "therapist", PAIR, {"seed"}, "stabilisation"),
    (
        "D-02",
        interview({**CONTINUING, "stabilise.worsening": "quickly_worse"}),
        "therapist",
        PAIR,
        {"seed"},
        "stabilisation",
    ),
    (
        "D-03",
        interview({**CONTINUING, "stabilise.can_interrupt": "unsure"}),
        "therapist",
        PAIR,
        {"seed"},
        "stabilisation",
    ),
    ("D-OPEN", interview(OPEN), "therapist", PAIR, {"product_default"}, "stabilisation"),
    ("D-04", interview(NO_STOP), "therapist", PAIR, {"seed"}, "stabilisation"),
    ("D-00", interview(), "therapist", PAIR, {"seed"}, "stabilisation"),
]


@pytest.mark.parametrize(("action", "data", "owner", "editions", "basis", "section"), CONTRACT)
def test_who_reads_and_who_does(
    *, action: str, data: Data, owner: str, editions: set[str], basis: set[str], section: str
) -> None:
    """Each line has the owner, the audience, the basis and the section of the contract."""
    found = line(data, action)
    assert (who(found), set(found.wording), set(found.basis), found.section) == (
        owner,
        editions,
        basis,
        section,
    )
    assert found.kind == "do"


def test_same_plan_is_for_the_clinician() -> None:
    """R-SAME stands in the clinician's edition alone, in the revision section."""
    found = line(NOW, "R-SAME", NOW)
    assert (who(found), set(found.wording), found.section) == ("therapist", {"clinician"}, "revision")
    assert not fires("R-SAME", NOW, THEN)
