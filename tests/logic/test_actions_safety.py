"""The lines on safety and contact (rules 7.1), each at the border of its conditions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.banks_under_test import UNKNOWN, plan_of, shipped_bank
from tests.logic.plan_bases import (
    AGREED,
    TEN_HOURS_AGO,
    TWO_DAYS_AGO,
    Data,
    entry,
    fires,
    flags,
    follow_up,
    ids,
    interview,
    line,
    regular,
    rules,
    who,
)

OPIOID_NOW = entry(**{"class": "opioid", "name": "tilidine", "last_use": TEN_HOURS_AGO})
WISH = {"safety.suicide": "wish_not_here", "safety.cssrs": "low", "safety.means": False}

FIRES: list[tuple[str, Data]] = [
    ("P-CONTACT", interview()),
    ("P-CONTACT", interview({"revise.next_contact": None})),
    ("P-CONTACT", interview({"safety.now": ["seizure"]})),
    ("P-CONTACT", follow_up()),
    ("P-TOLD", interview()),
    ("P-TOLD", follow_up()),
    ("P-AGAIN", interview()),
    ("P-AGAIN", interview({"safety.now": ["seizure"]})),
    ("P-AGAIN", interview(path="brief")),
    ("P-AGAIN", follow_up()),
    ("P-EMERGENCY", interview({"safety.now": ["seizure"]})),
    ("P-EMERGENCY", follow_up({"followup.now": ["chest"]})),
    ("P-SAMEDAY", interview({"safety.now": ["fluids"]})),
    ("P-SAMEDAY", interview({"frame.age_band": "under_18"})),
    ("P-SAMEDAY", follow_up({"followup.suicide": "wish_not_here"})),
    ("P-CLARIFY", interview({"safety.now": UNKNOWN})),
    ("P-CLARIFY", interview({"frame.age_band": UNKNOWN})),
    ("P-CLARIFY", interview({"safety.home_safe": UNKNOWN})),
    ("P-CLARIFY", interview({"safety.anxiety": {"peak": 2}})),
    ("P-CLARIFY", interview({"frame.present": ["partner"]})),
    ("P-CLARIFY", interview({"frame.state": "sedated"})),
    ("P-CLARIFY", follow_up({"followup.now": UNKNOWN})),
    ("P-CLARIFY", follow_up({"followup.use_since": None})),
    ("P-CORE72", interview(path="brief")),
    ("P-NOTALONE", interview({"safety.alone": True})),
    (
        "P-NOTALONE",
        interview({"safety.alone": UNKNOWN, "safety.anxiety": {"peak": 8, "direction": "easing"}}),
    ),
    ("P-NOTALONE", interview({"safety.alone": None, "safety.agitation": "marked"})),
    ("P-NOTALONE", interview({"safety.alone": None, "contact.worth": 3})),
    ("P-NOTALONE", interview({"safety.alone": None, "safety.suicide": UNKNOWN})),
    ("P-NOTALONE", interview({"safety.alone": None, "safety.taking_intent": None})),
    ("P-MEANS", interview({"safety.suicide": "thoughts_no_plan", "safety.means": True})),
    ("P-MEANS", interview({"safety.suicide": "thoughts_no_plan", "safety.means": UNKNOWN})),
    ("P-MEANS", interview({"safety.taking_intent": "unsure", "safety.means": True})),
    ("P-MEANS", interview({"safety.suicide": UNKNOWN, "safety.means": True})),
    ("P-MEANS", interview({"safety.suicide": UNKNOWN, "safety.means": UNKNOWN})),
    ("P-MEANS", interview({"safety.taking_intent": None, "safety.means": None})),
    ("P-HOME", interview({"safety.home_safe": "not_always"})),
    ("P-HOME", interview({"safety.home_safe": "in_danger"})),
    ("P-DUTIES", interview({"safety.duties": ["driving_machinery"], "event.now": "as_prescribed_only"})),
    (
        "P-DUTIES",
        interview({"safety.duties": ["dependants_in_care"]}, entries=[entry(last_use=TEN_HOURS_AGO)]),
    ),
    (
        "P-DUTIES",
        interview(
            {"safety.duties": ["driving_machinery"], "event.mixed": ["alcohol"]},
            entries=[entry(**{"class": "stimulant", "last_use": TEN_HOURS_AGO})],
        ),
    ),
]

STAYS_AWAY: list[tuple[str, Data]] = [
    ("P-EMERGENCY", interview({"safety.now": ["fluids"]})),
    ("P-EMERGENCY", follow_up({"followup.now": ["fluids"]})),
    ("P-SAMEDAY", interview({"safety.now": ["seizure"]})),
    ("P-SAMEDAY", interview({"safety.anxiety": {"peak": 8, "direction": "easing"}})),
    ("P-SAMEDAY", follow_up({"followup.use_since": True})),
    ("P-CLARIFY", interview()),
    ("P-CLARIFY", interview({"safety.alone": UNKNOWN})),
    ("P-CLARIFY", interview({"safety.now": ["seizure"]})),
    ("P-CLARIFY", interview({"frame.present": ["other_professional"]})),
    ("P-CLARIFY", interview({"frame.present": ["partner"], "safety.home_safe": "lives_alone"})),
    ("P-CLARIFY", interview({"frame.state": UNKNOWN})),
    ("P-CLARIFY", interview({"safety.home_safe": None}, path="brief")),
    ("P-CLARIFY", follow_up({"followup.contact_kept": None})),
    ("P-CORE72", interview(path="core")),
    ("P-CORE72", interview(path="deep")),
    ("P-CORE72", follow_up()),
    ("P-NOTALONE", interview({"safety.alone": False, "safety.anxiety": {"peak": 8, "direction": "easing"}})),
    (
        "P-NOTALONE",
        interview({"safety.alone": UNKNOWN, "safety.anxiety": {"peak": 7, "direction": "rising"}}),
    ),
    ("P-NOTALONE", interview({"safety.alone": None, "safety.agitation": "restless"})),
    ("P-NOTALONE", interview({"safety.alone": None, "contact.worth": 4})),
    (
        "P-NOTALONE",
        interview({"safety.alone": None, "contact.meaning": "serious_workable", "contact.worth": 3}),
    ),
    ("P-MEANS", interview({"safety.means": True})),
    ("P-MEANS", interview({"safety.suicide": UNKNOWN, "safety.means": False})),
    ("P-MEANS", interview({"safety.taking_intent": UNKNOWN, "safety.means": False})),
    ("P-MEANS", interview({"safety.overdose_history": "within_year", "safety.overdose_meant": "unsure"})),
    ("P-MEANS", follow_up()),
    ("P-MEANS", follow_up({"followup.suicide": UNKNOWN})),
    ("P-MEANS", follow_up({"followup.use_since": True, "safety.means": True})),
    ("P-HOME", interview({"safety.home_safe": "safe"})),
    ("P-HOME", interview({"safety.home_safe": "lives_alone"})),
    ("P-HOME", interview({"safety.home_safe": UNKNOWN})),
    ("P-HOME", interview({"frame.present": ["family"]})),
    ("P-DUTIES", interview({"safety.duties": ["driving_machinery"]}, entries=[entry(last_use=TWO_DAYS_AGO)])),
    ("P-DUTIES", interview({"safety.duties": ["none"], "event.now": "still_taking"})),
    (
        "P-DUTIES",
        interview(
            {"safety.duties": ["driving_machinery"]},
            entries=[entry(**{"class": "stimulant", "last_use": TEN_HOURS_AGO})],
        ),
    ),
    (
        "P-DUTIES",
        interview(
            {"safety.duties": ["driving_machinery"], "event.mixed": ["alcohol"]},
            entries=[entry(**{"class": "stimulant", "last_use": TWO_DAYS_AGO})],
        ),
    ),
]


@pytest.mark.parametrize(("action", "data"), FIRES)
def test_fires(action: str, data: Data) -> None:
    """The line is on the plan when its condition holds."""
    assert fires(action, data)


@pytest.mark.parametrize(("action", "data"), STAYS_AWAY)
def test_stays_away(action: str, data: Data) -> None:
    """The line is not on the plan next to the border of its condition."""
    assert not fires(action, data)


CONTRACT = {
    "P-CONTACT": ("therapist", {"clinician", "patient"}, {"seed"}, "contact"),
    "P-TOLD": ("patient", {"clinician", "patient"}, {"seed"}, "contact"),
    "P-AGAIN": ("patient", {"clinician", "patient"}, {"seed"}, "contact"),
    "P-EMERGENCY": ("therapist", {"clinician", "patient"}, {"guideline", "product_default"}, "emergency"),
    "P-SAMEDAY": ("therapist", {"clinician", "patient"}, {"product_default"}, "safety"),
    "P-CLARIFY": ("therapist", {"clinician"}, {"product_default"}, "safety"),
    "P-CORE72": ("therapist", {"clinician"}, {"product_default"}, "contact"),
    "P-NOTALONE": ("patient with therapist", {"clinician", "patient"}, {"seed"}, "safety"),
    "P-MEANS": ("therapist with patient", {"clinician", "patient"}, {"product_default"}, "safety"),
    "P-HOME": ("therapist", {"clinician"}, {"product_default"}, "safety"),
    "P-DUTIES": ("patient with therapist", {"clinician", "patient"}, {"product_default"}, "safety"),
}


@pytest.mark.parametrize("action", CONTRACT)
def test_who_reads_and_who_does(action: str) -> None:
    """Each line has the owner, the audience, the basis and the section of the contract."""
    found = line(next(data for name, data in FIRES if name == action), action)
    assert (who(found), set(found.wording), set(found.basis), found.section) == CONTRACT[action]
    assert (found.kind, found.gap, found.rule) == ("do", False, action)


@pytest.mark.parametrize(
    "data",
    [
        interview(),
        interview(path="brief"),
        follow_up(),
        interview({"safety.now": ["fluids"], "safety.alone": True, "frame.age_band": UNKNOWN}),
    ],
)
def test_contact_is_the_first_line(data: Data) -> None:
    """P-CONTACT opens the plan."""
    assert ids(plan_of(data))[0] == "P-CONTACT"


@pytest.mark.parametrize(
    "data", [interview({"safety.now": ["seizure"]}), follow_up({"followup.now": ["seizure"]})]
)
def test_contact_follows_the_emergency_card(data: Data) -> None:
    """At level 4 only the emergency card stands before P-CONTACT."""
    assert ids(plan_of(data))[:2] == ["P-EMERGENCY", "P-CONTACT"]


@pytest.mark.parametrize(
    "data",
    [
        interview({"revise.next_contact": {"when": AGREED, "who": "the deputy"}}),
        follow_up({"followup.next_contact": {"when": AGREED, "who": "the deputy"}}),
    ],
)
@pytest.mark.parametrize("edition", ["clinician", "patient"])
def test_contact_names_date_time_and_who(data: Data, edition: str) -> None:
    """P-CONTACT names the agreed date and time and who calls, in either session."""
    text = line(data, "P-CONTACT").wording[edition]
    assert "22 Nov 2026, 09:00" in text
    assert "the deputy" in text


EMERGENCY_WORDS = ["naloxone", "recovery position", "self-harm", "poison centre", "safeguarding"]


@pytest.mark.parametrize(
    ("data", "cause", "named"),
    [
        (interview({"safety.now": ["breathing"]}), {"E-01"}, ["naloxone", "recovery position"]),
        (interview({"safety.now": ["drowsy"]}, entries=[entry(source="bought")]), {"E-06"}, ["naloxone"]),
        (interview({"safety.suicide": "plan_or_method"}), {"E-04"}, ["self-harm"]),
        (
            interview({"safety.taking_intent": "intended"}, entries=[entry(last_use=TWO_DAYS_AGO)]),
            {"E-05"},
            ["self-harm"],
        ),
        (
            interview(
                {"event.product_combo": True, "event.over_max": True, "event.over_max_by": "more"},
                entries=[OPIOID_NOW],
            ),
            {"E-10"},
            ["poison centre"],
        ),
        (interview({"safety.mental_state": ["harm_plan"]}), {"E-08"}, ["safeguarding"]),
        (interview({"safety.home_safe": "in_danger"}), {"E-12"}, ["safeguarding"]),
        (interview({"safety.now": ["seizure"]}), {"E-02"}, []),
    ],
)
def test_emergency_says_what_its_flag_needs(data: Data, cause: set[str], named: list[str]) -> None:
    """The emergency card names the steps of the flags behind it and of no others."""
    assert {flag for flag in flags(data) if flag.startswith("E-")} == cause
    text = line(data, "P-EMERGENCY").wording["clinician"].lower()
    for word in named:
        assert word in text
    for word in EMERGENCY_WORDS:
        assert (word in text) == (word in named or (word == "recovery position" and "naloxone" in named))


def test_emergency_card_for_the_clinician() -> None:
    """The card holds the number, the answers that led here, and a handover of what was taken and found."""
    text = line(interview({"safety.now": ["seizure"]}), "P-EMERGENCY").wording["clinician"]
    label = shipped_bank().questions["safety.now"].option_label("seizure")
    for words in ("0123", label, "Stay with the person", "Hand over", "what was taken", "found", "waits"):
        assert words in text


def test_emergency_card_has_the_procedure_of_the_service() -> None:
    """The service's procedure stands on the card when it has been entered, and nothing in its place else."""
    seizure = {"safety.now": ["seizure"]}
    without = {"id": "xx", "service_text": "", "numbers": [{"label": "Help", "number": "0123"}]}
    entered = line(interview(seizure), "P-EMERGENCY").wording["clinician"]
    assert "Ring the duty desk." in entered
    assert (
        "Ring the duty desk."
        not in line(interview(seizure, profile=without), "P-EMERGENCY").wording["clinician"]
    )


def test_emergency_card_for_the_patient() -> None:
    """The patient's card is the number and company, and nothing about answers, flags or levels."""
    text = line(interview({"safety.now": ["seizure"]}), "P-EMERGENCY").wording["patient"]
    number, company = text.split("\n")
    assert "0123" in number
    assert "alone" in company
    assert "seizure" not in text.lower()
    assert "level" not in text.lower()


def test_same_day_names_every_flag_of_its_level() -> None:
    """P-SAMEDAY names each same-day flag in plain words, for both readers."""
    data = interview({"safety.now": ["fluids"], "safety.suicide": "thoughts_no_plan"})
    found, bank = line(data, "P-SAMEDAY"), shipped_bank()
    assert {"M-08", "M-19"} <= flags(data)
    for flag in ("M-08", "M-19"):
        assert bank.flag_by_id[flag].text.rstrip(".") in found.wording["clinician"]
        assert bank.flag_by_id[flag].plain.rstrip(".") in found.wording["patient"]
    assert "M-08" not in found.wording["patient"]


@pytest.mark.parametrize(
    ("changes", "own"), [({"safety.suicide": "thoughts_no_plan"}, True), ({"safety.now": ["fluids"]}, False)]
)
def test_same_day_may_be_the_therapist_for_thoughts_of_suicide(changes: Data, own: bool) -> None:
    """For M-08, and for it alone, the assessment may be the therapist's own."""
    assert ("therapist's own assessment" in line(interview(changes), "P-SAMEDAY").wording["clinician"]) is own


@pytest.mark.parametrize(
    ("changes", "entries", "when"),
    [
        ({"event.product_combo": True, "event.over_max": UNKNOWN}, [OPIOID_NOW], "now"),
        (
            {
                "event.product_combo": True,
                "event.over_max": True,
                "event.over_max_by": "up_to_one_extra_dose",
            },
            [OPIOID_NOW],
            "today",
        ),
        (
            {
                "event.product_combo": UNKNOWN,
                "event.over_max": True,
                "event.over_max_by": "up_to_one_extra_dose",
            },
            [OPIOID_NOW],
            "today",
        ),
        (
            {"event.over_max": True, "event.over_max_by": "more"},
            [entry(last_use=TEN_HOURS_AGO)],
            "medical advice",
        ),
    ],
)
def test_same_day_asks_the_poison_centre(changes: Data, entries: list[Data], when: str) -> None:
    """For M-22 the poison centre is asked now, today, or it or medical advice today."""
    data = interview(changes, entries=entries)
    text = line(data, "P-SAMEDAY").wording["clinician"]
    assert "M-22" in flags(data)
    assert "oison centre" in text
    assert ("poison centre now" in text) is (when == "now")
    assert ("medical advice" in text) is (when == "medical advice")


def test_same_day_leaves_the_poison_centre_out_without_its_flag() -> None:
    """Without M-22 nobody is sent to the poison centre."""
    assert "oison centre" not in line(interview({"safety.now": ["fluids"]}), "P-SAMEDAY").wording["clinician"]


def test_clarify_names_the_open_items() -> None:
    """P-CLARIFY names what is open and that unknown was not read as no."""
    data = interview({"safety.medical": UNKNOWN, "safety.home_safe": None})
    text = line(data, "P-CLARIFY").wording["clinician"]
    questions = shipped_bank().questions
    assert questions["safety.medical"].title in text
    assert questions["safety.home_safe"].title in text
    assert questions["safety.suicide"].title not in text
    assert "not read as no" in text


@pytest.mark.parametrize("state", ["intoxicated", "sedated", "unsure"])
def test_clarify_when_the_person_is_not_clear(state: str) -> None:
    """For a person who is not clear, suicide, intent and consent are asked again and nobody drives home."""
    text = line(interview({"frame.state": state}), "P-CLARIFY").wording["clinician"].lower()
    for word in ("suicide", "intent", "the agreement to keep this record", "drive"):
        assert word in text


@pytest.mark.parametrize(
    ("changes", "alone"),
    [
        ({"frame.present": ["partner"]}, True),
        ({"frame.present": ["family", "other_professional"]}, True),
        ({"safety.home_safe": UNKNOWN}, False),
        ({"frame.present": ["partner"], "safety.home_safe": UNKNOWN}, False),
        ({"safety.medical": UNKNOWN}, False),
    ],
)
def test_clarify_asks_again_in_private(changes: Data, alone: bool) -> None:
    """Only safe at home, said beside a partner or family, is asked again with nobody else present."""
    assert ("nobody else present" in line(interview(changes), "P-CLARIFY").wording["clinician"]) is alone


def test_core72_lists_what_was_not_asked() -> None:
    """On the brief path the sections that wait for the core interview are named, and only while they wait."""
    text = line(interview(path="brief"), "P-CORE72").wording["clinician"]
    title = {section.id: section.title for section in shipped_bank().sections}
    for section in ("contact", "warning", "support", "prior", "loved", "close"):
        assert title[section] in text
    support = {
        "support.lacking": ["time"],
        "support.therapy_connection": "regular",
        "support.outlets": "singing",
        "support.boundaries": "no to the night shift",
    }
    answered = interview(support, path="brief")
    assert title["support"] not in line(answered, "P-CORE72").wording["clinician"]


def test_means_out_of_reach_or_an_agreement() -> None:
    """With means close by they are put away; with a passive wish and none, it is agreed what happens then."""
    close_by = line(interview({**WISH, "safety.means": True}), "P-MEANS").wording
    none_near = line(interview(WISH), "P-MEANS").wording
    assert "tonight" in close_by["clinician"]
    assert "put out of reach" in close_by["clinician"]
    assert "within reach" in none_near["clinician"]
    assert "put out of reach" not in none_near["clinician"]
    assert "safety plan" in (close_by["patient"] + none_near["patient"]).lower()


MEANS = {
    "U-21": WISH,
    "M-08": {"safety.suicide": "thoughts_no_plan"},
    "E-04": {"safety.suicide": "plan_or_method"},
    "E-05": {"safety.taking_intent": "intended", "event.substance": [entry(last_use=TWO_DAYS_AGO)]},
}


@pytest.mark.parametrize("flag", MEANS)
@pytest.mark.parametrize(
    ("means", "ask_first", "put_away", "agreed"),
    [
        (True, False, True, False),
        (False, False, False, True),
        (UNKNOWN, True, True, False),
        (None, True, True, False),
    ],
)
def test_means_with_every_suicidal_flag(
    *, flag: str, means: Any, ask_first: bool, put_away: bool, agreed: bool
) -> None:
    """Each of these flags brings P-MEANS, whatever was said about means; open ones are asked about first."""
    data = interview({**MEANS[flag], "safety.means": means})
    if flag != "U-21" or means is False:  # a wish with means close by or open is M-08
        assert flag in flags(data)
    text = line(data, "P-MEANS").wording
    assert ("ask about it first" in text["clinician"].lower()) is ask_first
    assert ("If there is anything" in text["patient"]) is ask_first
    assert ("put out of reach" in text["clinician"]) is put_away
    assert ("within reach" in text["clinician"]) >= agreed
    assert ("also with nothing close by" in text["clinician"]) is agreed
    assert all("safety plan" in each.lower() for each in text.values())


def test_means_after_a_meant_overdose_are_asked_about_first() -> None:
    """M-08 without a thought today opens no question about means, so they count as not known."""
    data = interview({"safety.overdose_history": "within_year", "safety.overdose_meant": "meant"})
    assert "M-08" in flags(data)
    assert "If there is anything" in line(data, "P-MEANS").wording["patient"]


@pytest.mark.parametrize(
    "said", ["wish_not_here", "thoughts_no_plan", "plan_or_method", "intend_or_preparing"]
)
def test_means_in_a_follow_up(said: str) -> None:
    """In a follow-up means are not asked, so every suicidal thought brings the conditional text."""
    text = line(follow_up({"followup.suicide": said, "safety.means": False}), "P-MEANS").wording
    assert "ask about it first" in text["clinician"].lower()
    assert "If there is anything" in text["patient"]


@pytest.mark.parametrize(
    ("pull", "tonight"), [(8, True), (10, True), (7, False), (0, False), (UNKNOWN, False), (None, False)]
)
def test_a_strong_pull_makes_a_step_for_tonight(pull: Any, tonight: bool) -> None:
    """From 8 on P-AGAIN holds a step for tonight, in either session, and no flag rests on the pull."""
    for data in (interview({"safety.pull": pull}), follow_up({"followup.pull": pull})):
        assert flags(data) == set()
        for text in line(data, "P-AGAIN").wording.values():
            assert ("for tonight" in text) is tonight


def test_a_pull_of_the_other_session_does_not_count() -> None:
    """The pull of a follow-up is no answer of an interview, nor the other way round."""
    for data in (interview({"followup.pull": 9}), follow_up({"safety.pull": 9})):
        assert "tonight" not in line(data, "P-AGAIN").wording["patient"]


DEPENDANTS = {"safety.duties": ["dependants_in_care"], "event.now": "still_taking"}
DRIVING = {"safety.duties": ["driving_machinery"], "event.now": "still_taking"}


@pytest.mark.parametrize(
    ("changes", "driving", "care"),
    [
        (DRIVING, True, False),
        (DEPENDANTS, False, True),
        ({**DRIVING, "safety.duties": ["driving_machinery", "dependants_in_care"]}, True, True),
    ],
)
def test_duties_name_what_pauses(changes: Data, driving: bool, care: bool) -> None:
    """P-DUTIES pauses driving, or finds who looks after dependants, as recorded."""
    text = line(interview(changes), "P-DUTIES").wording["clinician"]
    assert ("Driving" in text) is driving
    assert ("dependants" in text) is care
    assert "policy" in text


HELPERS = {
    "P-NOTALONE": {"safety.alone": True},
    "P-MEANS": {"safety.suicide": "thoughts_no_plan", "safety.means": True},
    "P-STORE": {"event.supply": True, "event.substance": [regular()]},
    "P-SUPPLY": {"event.supply": True},
}


@pytest.mark.parametrize("action", HELPERS)
@pytest.mark.parametrize(
    ("home", "private"),
    [
        ({}, False),
        ({"safety.home_safe": "lives_alone", "frame.present": ["partner"]}, False),
        ({"safety.home_safe": "not_always"}, True),
        ({"frame.present": ["partner"]}, True),
    ],
)
def test_helpers_are_chosen_in_private(action: str, home: Data, private: bool) -> None:
    """Where home may not be safe, helpers are only people whom the patient has chosen in private."""
    text = line(interview({**HELPERS[action], **home}), action).wording["clinician"]
    assert ("chosen in private" in text) is private


def test_home_never_reaches_the_patient() -> None:
    """P-HOME stands in the clinician's edition alone, and sends nothing home."""
    found = line(interview({"safety.home_safe": "not_always"}), "P-HOME")
    assert set(found.wording) == {"clinician"}
    assert "sent home" in found.wording["clinician"]


def test_quiet_record_has_only_what_always_prints() -> None:
    """With everything answered quietly no other line of 7.1 fires."""
    assert rules(plan_of(interview()), "P-") == {"P-CONTACT", "P-TOLD", "P-AGAIN"}
    assert rules(plan_of(follow_up()), "P-") == {"P-CONTACT", "P-TOLD", "P-AGAIN"}
