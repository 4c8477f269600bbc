"""The trigger rows (rules 7.5): which fire, what they offer, and the line to start from."""

from __future__ import annotations

from typing import Any

import pytest

from tests.banks_under_test import UNKNOWN, plan_of
from tests.logic.plan_bases import (
    Data,
    entry,
    event,
    flags,
    follow_up,
    interview,
    line,
    rules,
    sequence,
    who,
)

ROWS: dict[str, tuple[list[str], list[str]]] = {
    "T-SLEEP": (
        ["sleep"],
        ["cbt_i_elements", "sleep_diary", "prescriber_sleep_review", "repeat_sleep_score"],
    ),
    "T-ANXIETY": (["anxiety"], ["rehearsed_skill", "panic_card", "anxiety_score", "treatment_review"]),
    "T-OVERLOAD": (["overload", "stress", "tension"], ["put_down_one_demand", "daily_outlet"]),
    "T-CONFLICT": (["conflict"], ["boundary_sentence", "time_out", "joint_session"]),
    "T-LONELINESS": (["loneliness"], ["two_standing_contacts", "peer_group"]),
    "T-CONTROL": (["loss_of_control"], ["one_own_decision_daily", "session_focus_control"]),
    "T-PAIN": (["pain_illness"], ["medical_review_of_problem"]),
    "T-CHANGE": (["positive_change"], ["plan_for_change", "extra_session"]),
    "T-SOCIAL": (["social_pressure"], ["exit_sentence", "ally"]),
    "T-TRAUMA": (["trauma_reminder"], ["steadying_first", "trauma_work_when_ready"]),
    "T-THOUGHTS": (
        ["thoughts_of_medication", "idealising"],
        ["hoped_got_cost_card", "say_aloud_within_24_h"],
    ),
    "T-ACCESS": (["access"], ["fewer_routes"]),
    "T-THERAPY-GAP": (["therapy_gap"], ["shorter_interval", "who_calls_when_missed"]),
    "T-MOOD": (["mood"], ["daily_activity_step", "mood_score", "mood_treatment_review"]),
}
BY_DOMAIN = [(row, domain) for row, (domains, _) in ROWS.items() for domain in domains]
GUIDELINE_OPTIONS = {"cbt_i_elements"}


def rows(data: Data) -> set[str]:
    """The trigger rows on the plan of a record."""
    return rules(plan_of(data), "T-")


def options(data: Data, row: str) -> list[str]:
    """The options that a row offers, in order."""
    return [option.id for option in line(data, row).options]


@pytest.mark.parametrize(("row", "domain"), BY_DOMAIN)
@pytest.mark.parametrize("side", [None, "before", "after"])
def test_row_fires_on_its_domain(row: str, domain: str, side: str | None) -> None:
    """Each domain fires its own row and no other, on either side of the use, without any intensity."""
    assert rows(interview({"sequence.event": [event(domain, side=side)]})) == {row}


@pytest.mark.parametrize("domain", ["secrecy", "other", "use"])
def test_domain_without_a_row(domain: str) -> None:
    """Secrecy, other and the use itself have no row."""
    assert rows(interview(sequence(domain))) == set()


@pytest.mark.parametrize(
    "events", [None, UNKNOWN, [], [{}], [event(None)], [event(None, side="after")], [UNKNOWN]]
)
def test_no_domain_no_row(events: Any) -> None:
    """Without a domain no row fires."""
    assert rows(interview({"sequence.event": events})) == set()


@pytest.mark.parametrize("row", ROWS)
def test_row_offers_its_options(row: str) -> None:
    """Each row offers exactly its options, none of them picked yet."""
    domains, expected = ROWS[row]
    offered = line(interview(sequence(domains[0])), row).options
    assert [option.id for option in offered] == expected
    assert not any(option.picked for option in offered)
    for option in offered:
        assert set(option.texts) == {"clinician", "patient"}
        assert option.basis == (("guideline",) if option.id in GUIDELINE_OPTIONS else ("product_default",))


@pytest.mark.parametrize("row", ROWS)
def test_row_has_owner_audience_and_a_line_with_slots(row: str) -> None:
    """Each row belongs to the patient with the therapist and carries one if-then line with slots."""
    found = line(interview(sequence(ROWS[row][0][0])), row)
    assert (who(found), found.section, found.basis[0]) == ("patient with therapist", "trigger", "seed")
    assert set(found.wording) == {"clinician", "patient"}
    for text in found.wording.values():
        starts = [part for part in text.split("\n") if part.startswith("If ") and ", then " in part]
        assert len(starts) == 1
        assert ("to be settled by" in starts[0]) is (row != "T-SUPPORT")


NIGHTS_U01 = {"night_1": 7, "night_2": 7, "night_3": 7, "difficulty": 8}
NIGHTS_CALM = {**NIGHTS_U01, "difficulty": 7}
NIGHTS_M10 = {"night_1": 1, "night_2": 1, "night_3": 8, "difficulty": 7}
NIGHTS_NEAR = {"night_1": 1, "night_2": 2, "night_3": 8, "difficulty": 7}


@pytest.mark.parametrize(
    ("nights", "cause", "expected"),
    [
        (NIGHTS_U01, {"U-01"}, {"T-SLEEP"}),
        (NIGHTS_CALM, set(), set()),
        ({"night_1": 3, "night_2": 3, "night_3": 3, "difficulty": 2}, {"U-01"}, {"T-SLEEP"}),
        ({"night_1": 3, "night_2": 3, "night_3": 4, "difficulty": 2}, set(), set()),
        (NIGHTS_M10, {"M-10"}, {"T-SLEEP"}),
        ({"night_1": 8, "night_2": 1, "night_3": 1, "difficulty": 7}, {"M-10"}, {"T-SLEEP"}),
        (NIGHTS_NEAR, set(), set()),
    ],
)
def test_sleep_row_without_a_sequence(nights: Data, cause: set[str], expected: set[str]) -> None:
    """T-SLEEP also fires from U-01 or M-10, without any event."""
    data = interview({"safety.sleep": nights})
    assert flags(data) == cause
    assert rows(data) == expected


@pytest.mark.parametrize(
    ("anxiety", "expected"),
    [
        ({"peak": 8, "direction": "easing"}, {"T-ANXIETY"}),
        ({"peak": 7, "direction": "easing"}, set()),
        ({"peak": 6, "direction": "rising"}, {"T-ANXIETY"}),
        ({"peak": 5, "direction": "rising"}, set()),
        ({"peak": 6, "direction": "steady"}, set()),
    ],
)
def test_anxiety_row_without_a_sequence(anxiety: Data, expected: set[str]) -> None:
    """T-ANXIETY also fires from U-02, in an interview and in a follow-up."""
    assert rows(interview({"safety.anxiety": anxiety})) == expected
    assert rows(follow_up({"followup.anxiety": anxiety})) == expected


@pytest.mark.parametrize(
    ("nights", "expected"),
    [(NIGHTS_U01, {"T-SLEEP"}), (NIGHTS_CALM, set()), (NIGHTS_M10, {"T-SLEEP"}), (NIGHTS_NEAR, set())],
)
def test_sleep_row_in_a_follow_up(nights: Data, expected: set[str]) -> None:
    """In a follow-up the sleep row fires from its flags."""
    assert rows(follow_up({"followup.sleep": nights})) == expected


def test_no_other_row_in_a_follow_up() -> None:
    """A follow-up has no rows from answers of the interview."""
    data = follow_up({**sequence("mood", "sleep"), "support.lacking": ["time"], "safety.sleep": NIGHTS_U01})
    assert rows(data) == set()


@pytest.mark.parametrize(
    ("connection", "expected"),
    [
        ("thinning_out", {"T-THERAPY-GAP"}),
        ("stopped", {"T-THERAPY-GAP"}),
        ("regular", set()),
        ("ended_as_planned", set()),
        (UNKNOWN, set()),
    ],
)
def test_therapy_gap_row_without_a_sequence(connection: Any, expected: set[str]) -> None:
    """T-THERAPY-GAP also fires when the thread of therapy thins out now."""
    assert rows(interview({"support.therapy_connection": connection})) == expected


@pytest.mark.parametrize(
    ("home", "present", "offered"),
    [
        ("lives_alone", ["patient_alone"], True),
        ("lives_alone", ["partner"], True),
        ("safe", ["patient_alone"], True),
        ("safe", ["other_professional"], True),
        ("safe", None, True),
        ("safe", ["partner"], False),
        ("safe", ["other_professional", "family"], False),
        ("not_always", ["patient_alone"], False),
        ("in_danger", ["patient_alone"], False),
        (UNKNOWN, ["patient_alone"], False),
        (None, ["patient_alone"], False),
    ],
)
def test_standing_up_to_it_needs_a_home_known_to_be_safe(home: Any, present: Any, offered: bool) -> None:
    """Who lives alone, or said in private that home is safe, may set a limit; others get a safe exit."""
    data = interview({**sequence("conflict"), "safety.home_safe": home, "frame.present": present})
    expected = ["boundary_sentence", "time_out", "joint_session"] if offered else ["safe_exit"]
    assert options(data, "T-CONFLICT") == expected


def test_safe_exit_is_a_place_and_a_way_agreed_in_private() -> None:
    """It names a place to go to and a way there, and nothing that is said to the other person."""
    data = interview({**sequence("conflict"), "safety.home_safe": "not_always"})
    (found,) = line(data, "T-CONFLICT").options
    assert "agreed in private" in found.texts["clinician"].plain
    for text in found.texts.values():
        assert "place" in text.plain
        assert "way there" in text.plain


@pytest.mark.parametrize(("home", "rises", "loud"), [("safe", True, False), ("not_always", False, True)])
def test_the_if_then_line_of_a_conflict_goes_by_home(home: str, rises: bool, loud: bool) -> None:
    """Where home may not be safe the line is about leaving for an agreed place, and names no limit to set."""
    data = interview({**sequence("conflict"), "safety.home_safe": home})
    for text in line(data, "T-CONFLICT").wording.values():
        assert ("If voices rise" in text) is rises
        assert ("If it gets loud, then I go to" in text) is loud
        assert ("limit" in text) <= rises


SUPPORT = {
    "someone_to_call": "named_person_to_call",
    "sessions": "sessions_arranged",
    "medical_help": "medical_appointment",
    "sleep_help": "sleep_help_arranged",
    "practical_help": "practical_help_arranged",
    "time": "protected_time",
    "safe_place": "safe_place_named",
    "other": "own_support_step",
}


@pytest.mark.parametrize("lacking", SUPPORT)
def test_support_row_offers_what_was_lacking(lacking: str) -> None:
    """T-SUPPORT offers the one option that answers what was lacking."""
    assert options(interview({"support.lacking": [lacking]}), "T-SUPPORT") == [SUPPORT[lacking]]


def test_support_row_offers_in_the_order_of_the_contract() -> None:
    """However the options were ticked, those offered stand in the order of the question."""
    all_of_them = interview({"support.lacking": list(reversed(SUPPORT))})
    two_of_them = interview({"support.lacking": ["safe_place", "sessions"]})
    assert options(all_of_them, "T-SUPPORT") == list(SUPPORT.values())
    assert options(two_of_them, "T-SUPPORT") == ["sessions_arranged", "safe_place_named"]


@pytest.mark.parametrize("lacking", [None, UNKNOWN, []])
def test_support_row_needs_something_lacking(lacking: Any) -> None:
    """Without anything lacking T-SUPPORT stays away."""
    assert rows(interview({"support.lacking": lacking})) == set()


def test_pharmacy_arrangement_goes_through_the_prescriber() -> None:
    """The arrangement with a pharmacy is made through the prescriber."""
    data = interview(sequence("access"), entries=[entry(source="own_prescription")])
    offered = {option.id: option for option in line(data, "T-ACCESS").options}
    assert all("prescriber" in text.plain for text in offered["pharmacy_arrangement"].texts.values())


@pytest.mark.parametrize(
    ("entries", "offered"),
    [
        ([entry(source="own_prescription")], True),
        ([entry(source="second_prescriber")], True),
        ([entry(), entry(source="own_prescription")], True),
        ([entry(source="left_over")], False),
        ([entry(source="over_the_counter")], False),
        ([entry(source="relative_friend")], False),
        ([entry(source="bought")], False),
        ([entry(source="online")], False),
        ([entry(source="unknown")], False),
        ([entry(source=None)], False),
        ([entry(**{"class": "alcohol", "source": "own_prescription"})], False),
    ],
)
def test_pharmacy_arrangement_needs_a_prescription(entries: list[Data], offered: bool) -> None:
    """Only where something was prescribed is there an arrangement that a prescriber can make."""
    data = interview(sequence("access"), entries=entries)
    assert options(data, "T-ACCESS") == ["fewer_routes", *(["pharmacy_arrangement"] * offered)]


def test_one_row_for_several_of_its_domains() -> None:
    """Two domains of one row give one line."""
    assert rows(interview(sequence("stress", "tension", "overload", "idealising"))) == {
        "T-OVERLOAD",
        "T-THOUGHTS",
    }


WORK = {
    **sequence("sleep", "anxiety", "idealising"),
    "sequence.seen_before": "once",
    "sequence.q_necessary": "It felt like the only way.",
    "sequence.coping_stopped": "walking",
    "warning.missed": "short nights",
    "support.lacking": ["time"],
    "support.outlets": "singing",
    "contact.meaning": "nothing_much",
    "contact.reactions": ["panic"],
    "contact.worth": 4,
    "contact.feelings": {"selected": ["shame"]},
    "prior.kept": "I came here",
    "revise.change": "the nights",
    "close.learned": "sleep first",
    "stabilise.past": "a week in hospital",
}
WAITING = {
    "Q-EARLY", "Q-SAI", "T-SLEEP", "T-ANXIETY", "T-THOUGHTS", "T-SUPPORT", "R-PATTERN", "R-RECUR", "R-SAME",
    "S-MINIMISE", "A-TIMELINE", "A-HOPED", "A-SIGN", "A-EASE", "A-FEELINGS",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "later"), [({"safety.now": ["seizure"]}, True), ({"safety.now": ["fluids"]}, False)]
)
def test_trigger_and_revision_work_waits_at_level_4(changes: Data, later: bool) -> None:
    """At level 4 work on triggers, S-MINIMISE and the answers of trigger and stance are later, no others."""
    data = interview({**WORK, **changes})
    marked = {each.id: each.later for each in plan_of(data, data).lines}
    assert set(marked) >= WAITING
    assert {name for name, is_later in marked.items() if is_later} == (WAITING if later else set())
