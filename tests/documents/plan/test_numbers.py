"""Whom to call: each number by what it is for, where this record needs it, and to nobody in doubt."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given

from relapse_cli.documents.plan.phone import number_items
from relapse_cli.logic.lines.numbers import Reader, number_lines
from relapse_cli.model.plan import Plan
from relapse_cli.model.record import EmergencyNumber, ProfilePin, Purpose
from tests.banks_under_test import VIGNETTES, line_of, plan_of, vignette
from tests.documents.plans import ROLES
from tests.examples import slow_examples
from tests.logic.plan_bases import interview
from tests.oracle.answer import evaluate
from tests.oracle.compare import cases
from tests.record_strategies import busy_records, records

Data = dict[str, Any]
CASES = sorted(path.stem for path in VIGNETTES.glob("*.json") if ".expected" not in path.name)
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
PATIENTS: tuple[Reader, ...] = ("plan", "emergency_card", "private_card")
ALL: tuple[Reader, ...] = get_args(Reader)
FLAGS = ("E-10", "M-18", "M-22", "M-24")
checked = slow_examples(60)


def numbers_of(purposes: Iterable[Purpose | None], first: int, **more: Any) -> list[Data]:
    """One number for each purpose, the emergency number last; its label says something else."""
    return [
        {"label": "Emergency", "number": str(first + place), "purpose": purpose, **more}
        for place, purpose in enumerate(sorted(purposes, key=lambda each: each == "emergency"))
    ]


EVERY = numbers_of(PURPOSES, 100)
DOUBTED = numbers_of(PURPOSES, 200, doubt="sources disagree")
PROFILE = {"id": "x", "numbers": [*DOUBTED, *EVERY]}


def pin(*numbers: Data) -> ProfilePin:
    """A profile with these numbers."""
    return ProfilePin.model_validate({"id": "x", "numbers": numbers})


def told(made: Plan, reader: Reader) -> str:
    """What a reader of a plan is told about numbers, as one text."""
    return "\n".join(text for item in number_items(made, ROLES, reader) for text, _ in item.spans)


def purposes_told(made: Plan, reader: Reader, numbers: Iterable[Data]) -> set[str]:
    """What those of some numbers are for that stand on an edition."""
    text = told(made, reader)
    return {each["purpose"] for each in numbers if each["number"] in text}


def differences(data: Data, earlier: Data | None = None) -> list[object]:
    """Where the purposes of numbers on an edition are not those of the second reading of the contract."""
    data = data | {"profile": PROFILE}
    made, wanted = plan_of(data, earlier), evaluate(data, earlier).numbers
    patient = purposes_told(made, made.patient_edition, EVERY)
    clinician = purposes_told(made, "clinician", EVERY)
    removed_home = line_of(made, "P-HOME") is None  # whoever took it off needs no number for it
    if removed_home:
        wanted["clinician"] = sorted({*wanted["clinician"]} - {"domestic"})
    found: list[object] = [
        (name, ours, set(theirs))
        for name, ours, theirs in (
            ("patient", patient, wanted["patient"]),
            ("clinician", clinician, wanted["clinician"]),
        )
        if ours != set(theirs)
    ]
    doubted = purposes_told(made, made.patient_edition, DOUBTED)
    return [*found, *([("in doubt", doubted)] if doubted else [])]


@pytest.mark.parametrize("case", CASES)
def test_a_worked_case_has_the_numbers_that_the_contract_gives_it(case: str) -> None:
    """The purposes on the patient's and on the clinician's edition, and none in doubt for the patient."""
    assert differences(vignette(case)) == []


def test_a_fixed_set_of_records_has_the_numbers_that_the_contract_gives_it() -> None:
    """The same 200 records of every kind, each time."""
    found = [(data["id"], difference) for data, old in cases(200) for difference in differences(data, old)]
    assert found == []


@checked
@given(data=records())
def test_any_record_has_the_numbers_that_the_contract_gives_it(data: Data) -> None:
    """Whatever was answered."""
    assert differences(data) == []


@checked
@given(data=busy_records())
def test_a_record_full_of_signs_has_the_numbers_that_the_contract_gives_it(data: Data) -> None:
    """Where much is going on at once."""
    assert differences(data) == []


def test_a_number_in_doubt_is_the_clinicians_until_somebody_has_called_it() -> None:
    """Plan and hand-over say what is in doubt, the screen that it was not called; patients do not get it."""
    profile = pin(*DOUBTED, *EVERY)
    for reader in ALL:
        lines = number_lines(profile, ROLES, reader, FLAGS, home=True)
        doubtful = [line for line in lines if " 2" in line]
        if reader in PATIENTS:
            assert doubtful == []
        else:
            assert doubtful
            assert all("not yet called" in line for line in doubtful)
            assert all(
                (": sources disagree" in line) is (reader in {"clinician", "handover"}) for line in doubtful
            )


def test_the_emergency_number_is_found_by_its_purpose() -> None:
    """Neither the first place nor a label makes a number one to call in danger, nor one to write to."""
    by_text = {"label": "Emergency", "number": "114", "purpose": "emergency", "by_text": True}
    profile = pin(by_text, *EVERY)
    assert profile.emergency is not None
    assert profile.emergency.number == EVERY[-1]["number"]
    assert number_lines(profile, ROLES, "plan")[:2] == ("Emergency: 106", "Emergency: text 114")
    assert pin(by_text, EVERY[0]).emergency is None
    data = interview({"safety.now": ["unrousable"]}, profile={"id": "x", "numbers": [*DOUBTED, *EVERY]})
    line = line_of(plan_of(data), "P-EMERGENCY")
    assert line is not None
    assert "Call 106 now" in line.wording["patient"]


def test_the_private_card_has_one_number() -> None:
    """Whatever else is called for, and however the number is spelt."""
    profile = pin({**EVERY[-1], "also": ["999"]}, *EVERY[:-1], {"label": "Old", "number": "1"})
    assert number_lines(profile, ROLES, "private_card", FLAGS, home=True) == ("Emergency: 106 or 999",)


@pytest.mark.parametrize("reader", ["screen", "clinician", "plan", "emergency_card"])
@pytest.mark.parametrize("numbers", [[EVERY[-1]], [EVERY[-1], *DOUBTED]])
def test_without_a_poison_line_it_is_said_whom_to_ask(reader: Reader, numbers: list[Data]) -> None:
    """Where none can be relied on, and only where one is needed."""
    asked = "Poisons: ask the pharmacy or the emergency number"
    profile = pin(*numbers)
    assert asked in number_lines(profile, ROLES, reader, ["M-24"])
    assert asked not in number_lines(profile, ROLES, reader, ["M-18"])
    assert asked not in number_lines(pin(*numbers, *EVERY), ROLES, reader, ["M-24"])
    assert number_lines(None, ROLES, reader, ["M-24"]) == ()


def test_a_number_says_when_it_is_open_and_how_else_it_is_reached() -> None:
    """Other spellings stand beside it; a line that is not always open says its hours."""
    number = EmergencyNumber(
        label="Listeners", number="116 123", purpose="crisis", also=("142",), hours="8 am to 10 pm"
    )
    profile = ProfilePin(id="x", numbers=(number,))
    assert number_lines(profile, ROLES, "plan") == ("To talk: 116 123 or 142 (Listeners; 8 am to 10 pm)",)


OLD = [{"label": "Emergency", "number": "112"}, {"label": "Poison Help", "number": "22"}]


@pytest.mark.parametrize("reader", ALL)
def test_an_old_record_still_prints_its_numbers(reader: Reader) -> None:
    """Before numbers had a purpose the first was for emergencies; the others stand by their labels.

    Whoever takes over need not be told the emergency number.
    """
    emergency = () if reader == "handover" else ("Emergency: 112",)
    further = () if reader == "private_card" else ("Poison Help: 22",)
    assert number_lines(pin(*OLD), ROLES, reader, FLAGS) == (*emergency, *further)
    made = plan_of(interview({"safety.now": ["unrousable"]}, profile={"id": "ie", "numbers": OLD}))
    line = line_of(made, "P-EMERGENCY")
    assert line is not None
    assert "Call 112 now" in line.wording["patient"]


def test_numbers_keep_one_order() -> None:
    """The emergency number first, then whom to talk to, whatever the order in the profile."""
    profile = pin(*EVERY)
    lines = number_lines(profile, ROLES, "clinician", FLAGS, home=True)
    place = {each["number"]: each["purpose"] for each in EVERY}
    order = [next(purpose for number, purpose in place.items() if number in line) for line in lines]
    assert order == ["emergency", "crisis", "child", "poison_public", "poison_professional", "domestic"]
    assert all(one != other for one, other in pairwise(lines))
