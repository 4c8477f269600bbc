"""Slots of lines: which a line has, what fills them, and how a text reads with them filled or open."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.documents.plan.spans import spans_of
from relapse_cli.logic.answers.in_words import collapse
from relapse_cli.model.bank_rules import slot_name
from relapse_cli.model.line_text import Blank, Filled, LineText, Span
from relapse_cli.model.plan import Line, LineSlot, Plan
from tests.banks_under_test import plan_of, shipped_bank
from tests.examples import slow_examples
from tests.logic.plan_bases import Data, entry, interview, regular, sequence
from tests.oracle.slots import FIXED
from tests.record_strategies import busy_records, records

OPIOID = {"class": "opioid", "name": "tilidine"}
FULL = {
    **sequence("sleep", "anxiety", "idealising", "overload", "conflict", "loneliness", "loss_of_control"),
    "safety.home_safe": "not_always",
    "safety.alone": True,
    "safety.suicide": "thoughts_no_plan",
    "safety.means": True,
    "safety.medical": ["pregnant"],
    "safety.duties": ["driving_machinery", "dependants_in_care"],
    "event.supply": True,
    "event.now": "still_taking",
    "event.oud_medication": "methadone",
    "contact.feelings": {"selected": ["shame"], "strongest": "shame"},
    "sequence.seen_before": "once",
    "support.lacking": ["someone_to_call", "time"],
    "revise.next_contact": {"when": "2026-12-20T09:00:00+01:00", "who": "the therapist"},
}
ENTRIES = [entry(**OPIOID), regular()]


def full(*decisions: Data, profile: Data | None = None, **changes: Any) -> Plan:
    """The plan of a record in which nearly every line with a slot is there."""
    answers = FULL | {name.replace("__", ".", 1): raw for name, raw in changes.items()}
    head = {"profile": profile} if profile else {}
    return plan_of(interview(answers, entries=ENTRIES, decisions=list(decisions), **head))


def fill(name: str, text: str) -> Data:
    """A decision that fills a slot."""
    rule, _, slot = name.rpartition(".")
    return {"kind": "fill", "rule": rule, "slot": slot, "text": text}


def line(plan: Plan, rule: str) -> Line:
    """A line of a plan."""
    return next(each for each in plan.lines if each.id == rule)


def slots(plan: Plan) -> dict[str, LineSlot]:
    """Every slot of a plan by line and slot."""
    return {slot_name(each.id, slot.id): slot for each in plan.lines for slot in each.slots}


def texts(line: Line, edition: Any) -> list[LineText]:
    """What a line says in one edition, its options included."""
    options = [option.texts[edition] for option in line.options if edition in option.texts]
    return [line.texts[edition], *options] if edition in line.texts else options


def spans(line: Line, edition: Any) -> list[Span]:
    """Everything that stands in a line in one edition."""
    return [span for text in texts(line, edition) for span in text.spans]


def places(line: Line, edition: Any) -> list[str]:
    """The slots that stand in a line, open or filled, in order."""
    return [span.id for span in spans(line, edition) if isinstance(span, Blank | Filled)]


@pytest.mark.parametrize("rule", sorted(FIXED))
def test_a_line_has_the_slots_of_the_contract(rule: str) -> None:
    """Ids in their order, and which are one with another, as the second reading of the contract has them."""
    known = shipped_bank().slots_of.get(rule)
    if known is None:
        assert rule in {"P-MOUD", "D-04"}, "a line of the bank without the slots of the contract"
        return
    assert [slot.id for slot in known] == [slot.id for slot in FIXED[rule]]
    same = [slot_name(*slot.same) if slot.same else None for slot in FIXED[rule]]
    assert [slot.same_as for slot in known] == same


@pytest.mark.parametrize(
    ("rule", "changes", "expected"),
    [
        ("P-CONTACT", {}, ["missed", "safe_way"]),
        ("P-CONTACT", {"safety__home_safe": "safe"}, ["missed"]),
        ("P-CONTACT", {"revise__next_contact": None}, ["missed", "safe_way"]),
        ("P-MEDREVIEW", {}, ["prescriber", "question", "obstetric"]),
        ("P-MEDREVIEW", {"safety__medical": ["lung"]}, ["prescriber", "question"]),
        ("T-CONFLICT", {}, ["place", "way"]),
        ("T-CONFLICT", {"safety__home_safe": "safe"}, ["limit", "person"]),
        ("T-CONFLICT", {"safety__home_safe": "safe", "frame__present": ["partner"]}, ["place", "way"]),
        ("T-SUPPORT", {}, ["named_person_to_call", "protected_time"]),
        ("T-SUPPORT", {"support__lacking": ["other", "sessions"]}, ["sessions_arranged", "own_support_step"]),
    ],
)
def test_a_slot_is_there_only_where_it_is_needed(rule: str, changes: Data, expected: list[str]) -> None:
    """Its condition decides on each side of its border."""
    assert [slot.id for slot in line(full(**changes), rule).slots] == expected


@pytest.mark.parametrize(
    ("changes", "agreed", "late"),
    [
        ({}, "2026-11-27", False),
        ({}, "2026-11-28", True),
        ({"safety.agitation": "marked"}, "2026-11-23", False),
        ({"safety.agitation": "marked"}, "2026-11-24", True),
        ({"safety.now": ["fluids"]}, "2026-11-28", False),
        ({"safety.now": ["seizure"]}, "2026-11-28", False),
    ],
)
def test_the_reason_for_a_late_contact_is_a_slot_at_level_1_and_2(
    changes: Data, agreed: str, late: bool
) -> None:
    """At level 3 and 4 a contact before it stands in, and no reason is asked for."""
    made = plan_of(interview({**changes, "revise.next_contact": {"when": agreed, "who": "the therapist"}}))
    assert ("late_reason" in [slot.id for slot in line(made, "P-CONTACT").slots]) is late


@slow_examples(40)
@given(data=st.one_of(records(), busy_records()))
def test_every_slot_stands_once_where_it_can_be_filled(data: Data) -> None:
    """On any plan: in the clinician's text once; in the patient's at most once, and nothing else is open."""
    plan = plan_of(data)
    for each in plan.lines:
        if each.role != "action":
            continue
        ids = [slot.id for slot in each.slots]
        assert sorted(places(each, "clinician")) == sorted(ids), each.id
        patient = places(each, "patient")
        assert len(patient) == len(set(patient)), each.id
        assert set(patient) <= set(ids), each.id
        assert not places(each, "family"), each.id


@slow_examples(60)
@given(name=st.sampled_from(sorted(slots(full()))), text=st.text(min_size=1, max_size=80).filter(str.strip))
def test_what_was_typed_comes_out_once_and_as_it_is(name: str, text: str) -> None:
    """In each edition that has the slot, whatever the text looks like; slots that are the same agree."""
    before, after = full(), full(fill(name, text))
    filled = {slot.name for key, slot in slots(before).items() if key == name}
    for old, new in zip(before.lines, after.lines, strict=True):
        ours = {slot.id for slot in old.slots if slot.name in filled}
        assert all(slot.text == text.strip() for slot in new.slots if slot.id in ours)
        for edition in old.texts:
            here = [span for span in spans(new, edition) if isinstance(span, Filled) and span.id in ours]
            assert [span.id for span in here] == [each for each in places(old, edition) if each in ours]
            assert all(collapse(text, None).strip("“”") in span.text for span in here)
            assert places(new, edition) == places(old, edition)


@pytest.mark.parametrize("text", ["{blank:person} {numbers} ____", "{by_when}", "____", "“{person}”"])
def test_what_was_typed_is_never_read_again(text: str) -> None:
    """Braces and blanks in it are its own words."""
    told = line(full(fill("P-TOLD.person", text)), "P-TOLD")
    for edition in ("clinician", "patient"):
        assert text in told.texts[edition].heading
        assert places(told, edition)[0] == "person"


def test_the_patients_words_stand_in_quotation_marks_and_no_others() -> None:
    """Who fills a slot says whose words they are; a full stop stands once."""
    plan = full(
        fill("P-TOLD.person", "my sister"), fill("P-CLARIFY.who", "the nurse."), fill("P-HOME.paper", "none"),
        fill("T-ANXIETY.n", "6"), fill("P-TOLD.how_much", "All of it."),
    )  # fmt: skip
    told = line(plan, "P-TOLD").wording["clinician"]
    assert "knows about the return or is told: “my sister”." in told
    assert "how much is said: “All of it.” By when: " in told
    assert "agreed in private: “none”." in line(plan, "P-HOME").wording["clinician"]
    assert "out of 10: 6. The skill" in line(plan, "T-ANXIETY").wording["patient"]


def test_an_open_slot_says_who_settles_it_and_by_when() -> None:
    """In the words of each edition, and never as a bare blank."""
    plan = full()
    told = line(plan, "P-TOLD").wording
    assert "is told: to be settled by the patient by 21 Nov." in told["clinician"]
    assert "whom you tell: to be settled by you by 21 Nov." in told["patient"]
    home = line(plan, "P-HOME").wording["clinician"]
    assert "contact: to be settled by the therapist by 23 Nov." in home
    assert "reach the patient: to be settled by the patient in private by 23 Nov." in home
    assert "by you with your therapist by 27 Nov" in line(plan, "T-ANXIETY").wording["patient"]
    assert not [each.id for each in plan.lines if "____" in "".join(each.wording.values())]
    assert told["patient"].endswith("How much you say: not settled. By when: not settled.")
    supply = line(plan_of(interview({"event.supply": True}, entries=[regular(source="bought")])), "P-SUPPLY")
    assert "When: to be settled by you with your therapist." in supply.wording["patient"]


@pytest.mark.parametrize(
    ("agreed", "until"),
    [
        ("2026-11-20T17:00:00+01:00", "today"),
        ("2026-11-21T09:00:00+01:00", "by 21 Nov"),
        ("2026-11-30T09:00:00+01:00", "by 23 Nov"),
    ],
)
def test_what_happens_after_a_missed_contact_is_settled_before_the_contact(agreed: str, until: str) -> None:
    """Nobody agrees on Monday what happens when they were missed on Saturday."""
    data = interview({"revise.next_contact": {"when": agreed, "who": "therapist calls"}})
    assert f"settled by the therapist {until}." in line(plan_of(data), "P-CONTACT").wording["clinician"]


def test_a_day_is_said_by_which_it_is_settled() -> None:
    """By when is said where it is a day."""
    plan = full({"kind": "pick", "rule": "P-TOLD", "due": "2026-11-25"})
    assert "by you by 25 Nov." in line(plan, "P-TOLD").wording["patient"]


SERVICE = {
    "id": "xx", "numbers": [{"label": "Help", "number": "0123"}], "service_text": "",
    "missed_contact": "we write a letter", "same_day_medical": "the duty doctor",
}  # fmt: skip


def test_what_the_service_says_fills_a_slot_and_is_marked() -> None:
    """It is the service's and not the patient's; what is filled in for the patient stands before it."""
    plan = full(profile=SERVICE)
    found = slots(plan)
    assert (found["P-CONTACT.missed"].text, found["P-CONTACT.missed"].by) == ("we write a letter", "service")
    assert "we write a letter (set by the service)." in line(plan, "P-CONTACT").wording["clinician"]
    assert "we write a letter (set by your service)." in line(plan, "P-CONTACT").wording["patient"]
    own = full(fill("P-CONTACT.missed", "I call her sister"), profile=SERVICE)
    assert slots(own)["P-CONTACT.missed"].by == "decision"
    assert "letter" not in line(own, "P-CONTACT").wording["clinician"]


@pytest.mark.parametrize(
    ("changes", "says", "expected"),
    [
        ({"safety__suicide": "no_thoughts", "safety__means": None}, {}, "the duty doctor"),
        ({}, {}, None),
        ({}, {"same_day_psychiatric": "the crisis team"}, "the duty doctor; the crisis team"),
    ],
)
def test_all_that_the_service_has_to_say_or_nothing(changes: Data, says: Data, expected: str | None) -> None:
    """Where one of two assessments is not set up, the slot is open rather than half filled."""
    found = full(profile=SERVICE | says, **changes)
    assert slots(found)["P-SAMEDAY.who"].text == expected


def test_the_number_for_safety_at_home_is_the_profiles_first() -> None:
    """Unless the service has a contact of its own."""
    numbers = [
        {"label": "Help", "number": "0123"},
        {"label": "Home", "number": "0456", "purpose": "domestic"},
    ]
    profile = SERVICE | {"numbers": numbers}
    assert slots(full(profile=profile))["P-HOME.contact"].text == "0456"
    assert (
        slots(full(profile=profile | {"domestic_safety": "The house"}))["P-HOME.contact"].text == "The house"
    )


def test_a_person_stands_until_another_is_named() -> None:
    """The one who is told is whom one turns to, unless somebody else is filled in."""
    told = fill("P-TOLD.person", "my sister")
    assert slots(full(told))["T-SLEEP.person"].text == "my sister"
    both = slots(full(told, fill("T-SLEEP.person", "Tom")))
    assert (both["T-SLEEP.person"].text, both["P-TOLD.person"].text) == ("Tom", "my sister")


def test_one_filling_serves_both_and_the_last_one_stands() -> None:
    """Whichever of the two lines it was filled in at."""
    for one, other in (("S-SHAME.person", "P-TOLD.person"), ("P-TOLD.person", "S-SHAME.person")):
        found = slots(full(fill(other, "Tom"), fill(one, "Mia")))
        assert (found[one].text, found[other].text) == ("Mia", "Mia")


def test_a_contact_that_was_named_in_an_answer_is_not_asked_for_again() -> None:
    """It stands in the patient's words, until something else is filled in."""
    named = full(stabilise__contact="Dr Roe, at the clinic")
    assert "Whom to ask: “Dr Roe, at the clinic”." in line(named, "P-NOSTOP").wording["patient"]
    other = full(fill("P-NOSTOP.contact", "the clinic"), stabilise__contact="Dr Roe")
    assert "Whom to ask: the clinic." in line(other, "P-NOSTOP").wording["patient"]


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (fill("P-TOLD.nobody", "x"), "fill P-TOLD.nobody: the bank has no such slot."),
        (fill("own-1.person", "x"), "fill own-1.person: the bank has no such slot."),
        (fill("R-PATTERN.focus", "x"), "fill R-PATTERN.focus: the bank has no such slot."),
        (fill("D-OPEN.who", "x"), None),
        (fill("P-EMERGENCY.handed_to", "x"), "fill P-EMERGENCY.handed_to: nothing on this plan asks for it."),
        (fill("T-CONFLICT.limit", "x"), "fill T-CONFLICT.limit: nothing on this plan asks for it."),
    ],
)
def test_a_filling_without_a_place_is_told_and_kept(decision: Data, words: str | None) -> None:
    """It changes nothing on this plan, and says so."""
    plan = full(decision, safety__mental_state=None)
    assert [said for said in plan.refused if said.startswith("fill")] == ([words] if words else [])


def test_a_reworded_line_keeps_its_slots_by_name() -> None:
    """What is filled in later stands in the therapist's words as well; other braces are theirs."""
    edit = {
        "kind": "edit",
        "rule": "P-TOLD",
        "edition": "patient",
        "text": "Tell {person} {soon}, by {by_when}.",
    }
    plan = full(edit, fill("P-TOLD.person", "Mia"))
    told = line(plan, "P-TOLD").wording["patient"]
    assert told == "Tell “Mia” {soon}, by … (to be settled by you by 21 Nov)."


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("Tonight {person} sits with you.", "Tonight … (to be settled by you today) sits with you."),
        ("{person} sits with you.", "… (to be settled by you today) sits with you."),
        ("Go to {person}", "Go to … (to be settled by you today)"),
        ("Tonight: {person}, or me.", "Tonight: to be settled by you today, or me."),
        ("{person}", "to be settled by you today"),
        (
            "Ring {person}, else {fallback} is there.",
            "Ring … (to be settled by you today), else … (not settled) is there.",
        ),
    ],
)
def test_an_open_slot_tears_no_sentence_apart_that_somebody_typed(typed: str, reads: str) -> None:
    """Whoever writes {person} into a sentence of their own goes on behind it as if a name stood there."""
    edit = {"kind": "edit", "rule": "P-NOTALONE", "edition": "patient", "text": typed}
    assert line(full(edit, safety__alone=True), "P-NOTALONE").wording["patient"] == reads


def test_what_one_person_settles_in_a_row_says_once_who_it_is() -> None:
    """Behind one that somebody else settles it would be read as theirs."""
    asked = line(full(), "P-MEDREVIEW").wording["clinician"]
    assert "is asked: to be settled by the therapist" in asked
    assert "words: to be settled by the patient" in asked
    assert "as well: to be settled by the therapist" in asked


def test_a_blank_that_somebody_typed_is_to_be_settled_too() -> None:
    """Old decisions may hold one; it never prints as a bare blank."""
    edit = {"kind": "edit", "rule": "P-TOLD", "edition": "patient", "text": "Tell ____."}
    own = {"kind": "add", "id": "own-1", "section": "trigger", "text": "Ask ____", "due": "2026-11-25"}
    plan = full(edit, own)
    assert line(plan, "P-TOLD").wording["patient"] == "Tell … (to be settled by 21 Nov)."
    assert line(plan, "own-1").wording["clinician"] == "Ask … (to be settled by 25 Nov)"


@pytest.mark.parametrize(
    ("more", "styles"),
    [
        ({}, {"0456": "phone"}),
        ({"domestic_safety": "0456, ask for Ina"}, {}),
        ({"domestic_safety": "The house"}, {}),
    ],
)
def test_the_number_for_safety_at_home_is_one_to_call(more: Data, styles: dict[str, str]) -> None:
    """Where it is a number of the profile; what the service wrote itself stays as it wrote it."""
    numbers = [{"label": "Home", "number": "0456", "purpose": "domestic"}]
    told = line(full(profile={"id": "xx", "numbers": numbers, **more}), "P-HOME").texts["clinician"]
    found = [part for detail in told.details for part in spans_of(detail.words)]
    assert {text: style for text, style in found if style != "plain"} == styles
