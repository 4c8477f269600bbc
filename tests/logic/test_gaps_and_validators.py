"""Gap lines (rules 7.5) and the validators that keep a plan from being final (rules 10), met and unmet."""

from __future__ import annotations

from typing import Any

import pytest

from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.plan.gap_lines import unmet_validators
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_rules import Part
from tests.banks_under_test import DECLINED, UNKNOWN, plan_of, record_of, shipped_bank
from tests.logic.plan_bases import (
    QUIET_ANSWERS,
    Data,
    event,
    follow_up,
    interview,
    line,
    own,
    pick,
    regular,
    remove,
    sequence,
    signed,
)

LEVEL_4 = {"safety.now": ["seizure"]}
NO_CONTACT = {"revise.next_contact": None}
NO_SAFETY: Data = dict.fromkeys(question for question in QUIET_ANSWERS if question.startswith("safety."))
NO_FOLLOW_UP_SAFETY: Data = dict.fromkeys(
    [
        "followup.now",
        "followup.use_since",
        "followup.withdrawal",
        "followup.sleep",
        "followup.anxiety",
        "followup.suicide",
    ]
)
WHOLE = {**sequence("sleep"), "prior.kept": "I came here"}


def gaps(data: Data) -> set[str]:
    """The gap lines of a record."""
    return {each.id for each in plan_of(data).lines if each.gap}


def unmet(data: Data) -> set[str]:
    """The validators that a record does not meet."""
    return set(plan_of(data).unmet)


# ------------------------------------------------------------------ gap lines

PART_GAPS: list[tuple[Data, set[str]]] = [
    (interview(WHOLE), {"GAP-STEPS"}),
    (interview({**WHOLE, **NO_CONTACT}), {"GAP-STEPS", "GAP-CONTACT"}),
    (interview({**WHOLE, "revise.next_contact": DECLINED}), {"GAP-STEPS", "GAP-CONTACT"}),
    (interview({**WHOLE, "revise.next_contact": {"who": "the therapist"}}), {"GAP-STEPS", "GAP-CONTACT"}),
    (interview({**WHOLE, "revise.next_contact": {"when": "2026-11-25"}}), {"GAP-STEPS"}),
    (interview({**WHOLE, "revise.next_contact": {"when": "2026-11-20"}}), {"GAP-STEPS"}),
    (interview({**WHOLE, "revise.next_contact": {"when": "2026-11-19"}}), {"GAP-STEPS", "GAP-CONTACT"}),
    (interview({**WHOLE, "revise.next_contact": {"when": "2026-11-20T10:01:00+01:00"}}), {"GAP-STEPS"}),
    (
        interview({**WHOLE, "revise.next_contact": {"when": "2026-11-20T10:00:00+01:00"}}),
        {"GAP-STEPS", "GAP-CONTACT"},
    ),
    (
        interview({**WHOLE, "revise.next_contact": {"when": "2026-11-20T10:30:00+02:00"}}),
        {"GAP-STEPS", "GAP-CONTACT"},
    ),
    (follow_up({"followup.next_contact": {"when": "2026-11-19"}}), {"GAP-CONTACT"}),
    (follow_up({"followup.next_contact": {"when": "2026-11-20"}}), set()),
    (interview({**WHOLE, **NO_CONTACT}, decisions=[own("contact")]), {"GAP-SLEEP", "GAP-CONTACT"}),
    (interview({**WHOLE, **NO_CONTACT}, decisions=[own("contact", due=None)]), {"GAP-SLEEP", "GAP-CONTACT"}),
    (interview({**WHOLE, **NO_CONTACT}, decisions=[own("safety")]), {"GAP-SLEEP", "GAP-CONTACT"}),
    (interview({**WHOLE, **NO_CONTACT, **LEVEL_4}), {"GAP-STEPS", "GAP-CONTACT"}),
    (interview({**WHOLE, **NO_SAFETY}), {"GAP-STEPS", "GAP-SAFETY"}),
    (interview({**WHOLE, **NO_SAFETY, "safety.medical": ["none"]}), {"GAP-STEPS"}),
    (interview({**WHOLE, **NO_SAFETY, "safety.alone": False}), {"GAP-STEPS", "GAP-SAFETY"}),
    (interview({**WHOLE, **NO_SAFETY, "safety.now": DECLINED}), {"GAP-STEPS", "GAP-SAFETY"}),
    (
        interview({**WHOLE, **NO_SAFETY, "safety.suicide": "no_thoughts", "frame.state": "sedated"}),
        {"GAP-STEPS", "GAP-SAFETY"},
    ),
    (interview(), {"GAP-TRIGGER", "GAP-REVISION"}),
    (interview(path="deep"), {"GAP-TRIGGER", "GAP-REVISION"}),
    (interview(path="brief"), set()),
    (interview(LEVEL_4), set()),
    (interview({"safety.now": ["fluids"]}), {"GAP-TRIGGER", "GAP-REVISION"}),
    (follow_up(), set()),
    (follow_up({"followup.next_contact": None}), {"GAP-CONTACT"}),
    (follow_up({"followup.next_contact": None}, decisions=[own("contact")]), {"GAP-CONTACT"}),
    (follow_up(NO_FOLLOW_UP_SAFETY), {"GAP-SAFETY"}),
    (follow_up({**NO_FOLLOW_UP_SAFETY, "followup.use_since": True}), set()),
    (interview({"sequence.q_before": "a row"}), {"GAP-REVISION"}),
    (interview({"revise.ifthen": [{"if": "a"}]}), {"GAP-REVISION"}),
    (interview({"support.lacking": ["time"]}), {"GAP-REVISION"}),
    (interview({"sequence.coping_stopped": "walking"}), {"GAP-TRIGGER", "GAP-REVISION"}),
    (interview({"support.outlets": "singing"}), {"GAP-TRIGGER", "GAP-REVISION"}),
    (interview({"warning.missed": "short nights"}), {"GAP-TRIGGER", "GAP-REVISION"}),
    (interview(decisions=[own("trigger")]), {"GAP-REVISION"}),
    (interview({"prior.kept": "I came"}), {"GAP-TRIGGER"}),
    (interview({"revise.change": "the nights"}), {"GAP-TRIGGER"}),
    (interview({"close.learned": "sleep first"}), {"GAP-TRIGGER"}),
    (interview({"sequence.seen_before": "once"}), {"GAP-TRIGGER"}),
    (interview({"revise.confidence": 5}), {"GAP-TRIGGER", "GAP-REVISION"}),
    (interview({"close.missed": "my work"}), {"GAP-TRIGGER", "GAP-REVISION"}),
    (interview({"contact.meaning": "failed"}), {"GAP-TRIGGER", "GAP-REVISION"}),
    (interview(decisions=[own("revision")]), {"GAP-TRIGGER"}),
    (interview(decisions=[own("safety")]), {"GAP-TRIGGER", "GAP-REVISION"}),
]


@pytest.mark.parametrize(("data", "expected"), PART_GAPS)
def test_gap_lines_of_the_parts(data: Data, expected: set[str]) -> None:
    """A gap line prints in place of exactly what is missing and required."""
    assert gaps(data) == expected


OTHERWISE = own("safety")
"""An own line that covers no trigger: choosing steps has begun."""

DOMAIN_GAPS: list[tuple[str, list[Data], list[Data], set[str]]] = [
    ("before a pick", [event("sleep")], [], {"GAP-STEPS"}),
    ("a removal is no choice", [event("sleep")], [remove("P-TOLD", reason="told")], {"GAP-STEPS"}),
    ("an own line elsewhere is one", [event("sleep")], [own("safety")], {"GAP-SLEEP"}),
    ("after a pick", [event("sleep")], [pick("T-SLEEP", "sleep_diary")], set()),
    ("a pick without an option", [event("sleep")], [pick("T-SLEEP")], {"GAP-SLEEP"}),
    ("a pick for another row", [event("sleep")], [pick("T-MOOD", "mood_score")], {"GAP-SLEEP"}),
    (
        "the last pick takes the option back",
        [event("sleep")],
        [pick("T-SLEEP", "sleep_diary"), pick("T-SLEEP")],
        {"GAP-SLEEP"},
    ),
    ("an own line that covers it", [event("sleep")], [own("trigger", covers="sleep")], set()),
    ("an own line that covers another", [event("sleep")], [own("trigger", covers="mood")], {"GAP-SLEEP"}),
    ("an own line that covers nothing", [event("sleep")], [own("trigger")], {"GAP-SLEEP"}),
    ("after the use, before a pick", [event("sleep", side="after")], [], {"GAP-STEPS"}),
    ("after the use", [event("sleep", side="after")], [OTHERWISE], {"GAP-SLEEP"}),
    ("two words", [event("pain_illness")], [OTHERWISE], {"GAP-PAIN-ILLNESS"}),
    ("three words", [event("loss_of_control")], [OTHERWISE], {"GAP-LOSS-OF-CONTROL"}),
    ("thoughts", [event("thoughts_of_medication")], [OTHERWISE], {"GAP-THOUGHTS-OF-MEDICATION"}),
    ("a domain without a row", [event("other")], [], {"GAP-OTHER"}),
    ("a domain without a row, covered", [event("other")], [own("trigger", covers="other")], set()),
    ("without a domain", [event(None)], [], {"GAP-OTHER"}),
    ("without a domain, after the use", [event(None, side="after")], [], {"GAP-OTHER"}),
    ("without a domain, covered", [event(None)], [own("trigger", covers="other")], set()),
    ("without a domain, beside a row", [event(None), event("sleep")], [], {"GAP-OTHER", "GAP-STEPS"}),
    ("without a domain, and other", [event(None), event("other")], [], {"GAP-OTHER"}),
    (
        "a domain without a row does not wait",
        [event("other"), event("sleep")],
        [OTHERWISE],
        {"GAP-OTHER", "GAP-SLEEP"},
    ),
    ("secrecy has P-TOLD", [event("secrecy")], [], set()),
    (
        "secrecy without P-TOLD",
        [event("secrecy")],
        [remove("P-TOLD", reason="told already")],
        {"GAP-SECRECY"},
    ),
    ("the use is no trigger", [event("use", 0)], [], set()),
    ("two domains of a row, before a pick", [event("stress"), event("tension")], [], {"GAP-STEPS"}),
    ("two domains of a row", [event("stress"), event("tension")], [OTHERWISE], {"GAP-STRESS", "GAP-TENSION"}),
    (
        "two domains of a row, one pick",
        [event("stress"), event("tension")],
        [pick("T-OVERLOAD", "daily_outlet")],
        set(),
    ),
    ("two events of a domain, before a pick", [event("mood", 2), event("mood", 9)], [], {"GAP-STEPS"}),
    ("two events of a domain", [event("mood", 2), event("mood", 9)], [OTHERWISE], {"GAP-MOOD"}),
    (
        "one of two rows has its step",
        [event("sleep"), event("mood")],
        [pick("T-SLEEP", "sleep_diary")],
        {"GAP-MOOD"},
    ),
    (
        "a row that was removed",
        [event("sleep")],
        [pick("T-SLEEP", "sleep_diary"), remove("T-SLEEP")],
        {"GAP-SLEEP"},
    ),
]


@pytest.mark.parametrize(("case", "events", "decisions", "expected"), DOMAIN_GAPS)
def test_gap_lines_of_domains(
    case: str, events: list[Data], decisions: list[Data], expected: set[str]
) -> None:
    """A reported domain prints as a gap until an option is picked or an own line answers it."""
    data = interview({"sequence.event": events, "prior.kept": "I came"}, decisions=decisions)
    assert gaps(data) - {"GAP-TRIGGER"} == expected, case


@pytest.mark.parametrize("path", ["brief", "core", "deep"])
@pytest.mark.parametrize("changes", [{}, LEVEL_4])
def test_gap_lines_of_domains_on_every_path_and_level(path: str, changes: Data) -> None:
    """The gap of a domain prints whatever the path and the level, before and after choosing has begun."""
    answers = {**sequence("sleep"), **changes}
    assert gaps(interview(answers, path=path)) >= {"GAP-STEPS"}
    assert gaps(interview(answers, path=path, decisions=[OTHERWISE])) >= {"GAP-SLEEP"}


def test_a_signature_ends_the_waiting_for_a_choice() -> None:
    """Once signed, a trigger without a step is a gap of its own."""
    data = interview(WHOLE)
    assert "GAP-STEPS" in gaps(data)
    assert gaps(signed(data)) & {"GAP-STEPS", "GAP-SLEEP"} == {"GAP-SLEEP"}


def test_steps_that_wait_are_named_in_the_order_of_the_timeline() -> None:
    """One line names the domains whose row waits for a choice, the earliest first, and no other domain."""
    events = [event("mood", 2), event("other", 5), event("sleep", 9), event("conflict", 1, side="after")]
    text = line(interview({"sequence.event": events}), "GAP-STEPS").wording["clinician"].lower()
    labels = shipped_bank().questions["sequence.event"].field_by_id["domain"]
    named = [labels.option_label(domain).lower() for domain in ("sleep", "mood", "conflict")]
    assert [text.index(words) for words in named] == sorted(text.index(words) for words in named)
    assert labels.option_label("other").lower() not in text


def test_a_row_without_its_domain_has_no_gap() -> None:
    """A row that a flag fires reports no domain, so nothing is missing."""
    nights = {"night_1": 7, "night_2": 7, "night_3": 7, "difficulty": 9}
    assert not {each for each in gaps(interview({"safety.sleep": nights})) if each == "GAP-SLEEP"}


GAP_SECTIONS = {
    "GAP-CONTACT": ("contact", interview(NO_CONTACT)),
    "GAP-SAFETY": ("safety", interview(NO_SAFETY)),
    "GAP-TRIGGER": ("trigger", interview()),
    "GAP-REVISION": ("revision", interview()),
    "GAP-STEPS": ("trigger", interview(sequence("sleep"))),
    "GAP-SLEEP": ("trigger", interview(sequence("sleep"), decisions=[OTHERWISE])),
}


@pytest.mark.parametrize("gap", GAP_SECTIONS)
def test_gap_lines_are_no_actions(gap: str) -> None:
    """A gap line has the section of what it replaces, no owner, no time and nothing to pick."""
    section, data = GAP_SECTIONS[gap]
    found = line(data, gap)
    assert (found.section, found.role, found.gap) == (section, "gap", True)
    assert (found.owner, found.due, found.options) == (None, None, ())
    assert found.wording["clinician"]


# ------------------------------------------------------------------ validators


def test_a_whole_record_meets_every_validator() -> None:
    """A whole interview, a brief one and a follow-up meet all validators, consistency questions aside."""
    assert unmet(interview(WHOLE)) == set()
    assert unmet(interview(path="brief")) == set()
    assert unmet(follow_up()) == set()


VALIDATORS: list[tuple[str, Data, bool]] = [
    ("V-REQ", interview(), True),
    ("V-REQ", interview({"frame.mode": None}), False),
    ("V-REQ", interview({"safety.now": None}), False),
    ("V-REQ", interview({"safety.now": []}), False),
    ("V-REQ", interview({"safety.now": UNKNOWN}), True),
    ("V-REQ", interview({"safety.now": {"status": "declined", "note": "later"}}), True),
    ("V-REQ", interview({"event.mixed": None}), False),
    ("V-REQ", interview({"event.control": None}), True),
    ("V-REQ", interview({"revise.next_contact": None}), False),
    ("V-REQ", interview({"revise.next_contact": DECLINED}), True),
    ("V-REQ", interview({"safety.suicide": None, **LEVEL_4}), True),
    ("V-REQ", interview({"frame.mode": "phone"}), False),
    ("V-REQ", interview({"frame.mode": "phone", "frame.location": "withheld"}), True),
    ("V-REQ", interview({"loved.wish": "wanted"}), False),
    ("V-REQ", interview({"loved.wish": "wanted"}, path="brief"), True),
    ("V-REQ", interview({"loved.wish": "wanted", "loved.scope": DECLINED}), True),
    ("V-REQ", interview({"loved.wish": "later"}), True),
    ("V-REQ", follow_up(), True),
    ("V-REQ", follow_up({"followup.use_since": None}), False),
    ("V-REQ", follow_up({"followup.use_since": DECLINED}), True),
    ("V-REQ", follow_up({"followup.use_since": None, "followup.now": ["seizure"]}), True),
    ("V-REQ", follow_up({"followup.sleep": None}), True),
    ("V-CONSENT", interview(), True),
    ("V-CONSENT", interview({"frame.consent": False}), False),
    ("V-CONSENT", interview({"frame.consent": DECLINED}), False),
    ("V-CONSENT", interview({"frame.consent": None}), False),
    ("V-CONSENT", interview({"frame.consent": None, **LEVEL_4}), False),
    ("V-CONSENT", interview({"frame.state": "sedated"}), False),
    ("V-CONSENT", interview({"frame.state": None}), True),
    ("V-CONSENT", interview({"frame.state": "unsure"}), False),
    ("V-CONSENT", interview({"frame.state": "clear"}), True),
    ("V-CONSENT", follow_up(), True),
    ("V-CONSENT", follow_up(follows=None), False),
    ("V-4PARTS", interview(WHOLE), True),
    ("V-4PARTS", interview({**WHOLE, **NO_CONTACT}), False),
    ("V-4PARTS", interview({**WHOLE, "revise.next_contact": DECLINED}), False),
    ("V-4PARTS", interview({**WHOLE, "revise.next_contact": DECLINED}, decisions=[own("contact")]), False),
    ("V-4PARTS", interview({**WHOLE, "revise.next_contact": {"when": "2026-11-19"}}), False),
    ("V-4PARTS", interview({**WHOLE, "revise.next_contact": {"when": "2026-11-20"}}), True),
    ("V-4PARTS", interview({**WHOLE, **NO_SAFETY}), False),
    ("V-4PARTS", interview({**WHOLE, **NO_SAFETY, "safety.medical": ["none"]}), True),
    ("V-4PARTS", interview({"prior.kept": "I came"}), False),
    ("V-4PARTS", interview(sequence("mood")), False),
    ("V-4PARTS", interview({**sequence("mood"), "close.learned": "sleep first"}), True),
    ("V-4PARTS", interview(decisions=[own("trigger"), own("revision")]), True),
    ("V-4PARTS", interview(path="brief"), True),
    ("V-4PARTS", interview(NO_CONTACT, path="brief"), False),
    ("V-4PARTS", interview(NO_SAFETY, path="brief"), False),
    ("V-4PARTS", interview(LEVEL_4), True),
    ("V-4PARTS", interview({**LEVEL_4, **NO_CONTACT}), False),
    ("V-4PARTS", follow_up(), True),
    ("V-4PARTS", follow_up({"followup.next_contact": DECLINED}), False),
    ("V-4PARTS", follow_up({"followup.next_contact": DECLINED}, decisions=[own("contact")]), False),
    ("V-4PARTS", follow_up(NO_FOLLOW_UP_SAFETY), False),
    ("V-WHO", interview(decisions=[own("trigger")]), True),
    ("V-WHO", interview(decisions=[own("trigger", owner=None)]), False),
    ("V-WHO", interview(decisions=[own("trigger", due=None)]), False),
    ("V-WHO", interview({"event.supply": True}, entries=[regular(source="bought")]), True),
    ("V-OPTION", interview(), True),
    ("V-OPTION", interview({"safety.medical": ["none", "lung"]}), False),
    ("V-OPTION", interview({"safety.medical": ["heart", "lung"]}), True),
    ("V-OPTION", interview({"contact.feelings": {"selected": ["fear"], "strongest": "shame"}}), False),
    ("V-OPTION", interview({"safety.alone": {"status": "unknown", "value": False}}), False),
    ("V-OPTION", interview({"followup.use_since": False}), False),
    ("V-OPTION", follow_up({"safety.alone": False}), False),
    ("V-OPTION", interview(finished_at="2026-11-20T09:59:59+01:00"), False),
    ("V-OPTION", interview(finished_at="2026-11-20T10:00:00+01:00"), True),
    ("V-OPTION", interview({"safety.anxiety": {"peak": 11, "direction": "easing"}}), False),
    ("V-OPTION", interview({"event.time_without": {"value": 2}}), False),
    ("V-PROFILE", interview(), True),
    ("V-PROFILE", interview(profile=None), False),
    ("V-PROFILE", interview(profile={"id": "xx", "service_text": "Ring the desk.", "numbers": []}), False),
    ("V-PROFILE", follow_up(profile=None), False),
]


@pytest.mark.parametrize(("validator", "data", "met"), VALIDATORS)
def test_validator(validator: str, data: Data, met: bool) -> None:
    """A validator is met or unmet exactly as its rule says."""
    assert (validator not in unmet(data)) is met


@pytest.mark.parametrize(
    "data",
    [
        interview({**WHOLE, "safety.now": ["drowsy"]}),
        interview({**WHOLE, "event.now": "as_prescribed_only"}),
        interview({**WHOLE, "safety.now": {"value": ["none"], "note": "a little shaky"}}),
    ],
)
def test_answers_that_do_not_seem_to_agree_never_block(data: Data) -> None:
    """V-CONSISTENT asks and is never among the unmet."""
    assert "V-CONSISTENT" not in unmet(data)


def judged(data: Data, *line_ids: str, **update: Any) -> tuple[str, ...]:
    """The validators that some lines of a plan alone do not meet, each line changed by ``update``."""
    reading = Evaluation(shipped_bank(), record_of(data))
    lines = [each.model_copy(update=update) for each in plan_of(data).lines if each.id in line_ids]
    assert len(lines) == len(line_ids)
    return unmet_validators(reading, lines, 0)


NOSTOP = interview({**WHOLE}, entries=[regular()])


@pytest.mark.parametrize(
    ("lines", "met"),
    [
        (("P-CONTACT", "P-NOSTOP"), True),
        (("P-NOSTOP",), False),
        (("P-CONTACT", "P-TOLD", "P-NOSTOP"), True),
        (("P-CONTACT", "P-TOLD"), True),
    ],
)
def test_prohibitions_are_at_most_half(lines: tuple[str, ...], met: bool) -> None:
    """V-NOTONLYDONT: half of the lines may say what not to do, and no more."""
    assert ("V-NOTONLYDONT" not in judged(NOSTOP, *lines)) is met


@pytest.mark.parametrize(
    ("update", "met"),
    [({}, True), ({"basis": ()}, False), ({"sources": ()}, False), ({"rule": None}, False)],
)
def test_every_line_can_be_traced(update: Data, met: bool) -> None:
    """V-TRACE: a line without rule, basis or source keeps the plan open."""
    assert ("V-TRACE" not in judged(NOSTOP, "P-CONTACT", **update)) is met


@pytest.mark.parametrize(
    ("update", "met"),
    [({}, True), ({"owner": None}, False), ({"due": None}, False)],
)
def test_every_line_says_who_and_by_when(update: Data, met: bool) -> None:
    """V-WHO: an action without an owner, or without a time in any form, keeps the plan open."""
    assert ("V-WHO" not in judged(NOSTOP, "P-CONTACT", **update)) is met


def bank_that_says(words: str) -> Bank:
    """The shipped bank with one sentence of P-TOLD replaced."""
    bank = shipped_bank()
    told = bank.action_by_id["P-TOLD"]
    replaced = told.model_copy(update={"texts": {**told.texts, "patient": (Part(text=words),)}})
    actions = tuple(replaced if each.id == "P-TOLD" else each for each in bank.actions)
    return Bank(**{**{name: getattr(bank, name) for name in Bank.model_fields}, "actions": actions})


@pytest.mark.parametrize(
    ("words", "met"),
    [
        ("Tell someone you trust.", True),
        ("Tell someone that you want to stay CLEAN.", False),
        ("Cleaning the house can wait.", True),
        ("Willpower is what you need.", False),
    ],
)
def test_banned_words_in_the_product_s_own_text(words: str, met: bool) -> None:
    """V-LINT: a banned word in a printed sentence of the product keeps the plan open."""
    made = plan(bank_that_says(words), record_of(interview(WHOLE)))
    assert ("V-LINT" not in made.unmet) is met


def test_a_pick_that_is_not_offered_leaves_the_gap() -> None:
    """An option that these answers do not offer is no action, whatever was picked before."""
    data = interview(
        {"sequence.event": [event("conflict")], "prior.kept": "x", "safety.home_safe": "not_always"},
        decisions=[pick("T-CONFLICT", "joint_session")],
    )
    assert "GAP-CONFLICT" in gaps(data)


BANNED_PLACES = [
    ("an option", lambda b: with_row(b, options=(option_of(b, "clinician", "clean"),))),
    ("an if-then line", lambda b: with_row(b, ifthen=(Part(text="If I am clean, then I call."),))),
    ("a flag", lambda b: with_first(b, "flags", "U-01", text="Denial of sleep.")),
    (
        "an answer line",
        lambda b: with_first(
            b, "answer_lines", "A-KEEP", titles={"clinician": "Willpower", "patient": "Keep"}
        ),
    ),
    (
        "a gap line",
        lambda b: with_first(b, "gap_lines", "GAP-DOMAIN", texts={"clinician": "an addict {domain}"}),
    ),
]


def with_first(bank: Bank, table: str, name: str, **update: Any) -> Bank:
    """The bank with one row of one table changed."""
    rows = tuple(x.model_copy(update=update) if x.id == name else x for x in getattr(bank, table))
    return Bank(**{**{field: getattr(bank, field) for field in Bank.model_fields}, table: rows})


def with_row(bank: Bank, **update: Any) -> Bank:
    """The bank with T-SLEEP changed."""
    return with_first(bank, "actions", "T-SLEEP", **update)


def option_of(bank: Bank, edition: str, words: str) -> Any:
    """The first option of T-SLEEP with other words."""
    option = bank.action_by_id["T-SLEEP"].options[0]
    return option.model_copy(update={"texts": {**option.texts, edition: words}})


@pytest.mark.parametrize(("place", "change"), BANNED_PLACES, ids=[place for place, _ in BANNED_PLACES])
def test_banned_words_are_seen_wherever_the_product_speaks(place: str, change: Any) -> None:
    """V-LINT looks at options, if-then lines, flags, answer lines and gap lines too."""
    data = interview({**sequence("sleep"), "prior.kept": "x", "safety.sleep": {"difficulty": 9}})
    assert "V-LINT" in plan(change(shipped_bank()), record_of(data)).unmet, place


def test_banned_words_in_the_patients_own_words() -> None:
    """V-LINT does not look at quotations of the patient."""
    data = interview({**sequence("sleep"), "prior.kept": "I was clean, then an addict again. No willpower."})
    assert "I was clean" in line(data, "A-KEEP").wording["patient"]
    assert "V-LINT" not in unmet(data)
