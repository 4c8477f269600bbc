"""The patient's sheet: today first, each thing once, and nobody else's number in the way."""

from __future__ import annotations

import pytest

from relapse_cli.app.sources.profiles import known_profiles
from relapse_cli.documents.plan.phone import other_numbers
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.model.bank_rules import Action
from relapse_cli.model.condition import ALWAYS
from relapse_cli.model.line_text import Blank, LineDue, LineText, Note
from relapse_cli.model.plan import Line
from relapse_cli.model.profile import Profile
from relapse_cli.model.record import EmergencyNumber, ProfilePin
from tests.documents.plans import (
    make_answer,
    make_bank,
    make_contact,
    make_emergency,
    make_line,
    make_option,
    make_plan,
)

NUMBERS = (
    EmergencyNumber(label="Emergency", number="112", purpose="emergency"),
    EmergencyNumber(label="The same service", number="999", purpose="emergency"),
    EmergencyNumber(label="By day", number="22", purpose="poison_public"),
    EmergencyNumber(label="Samaritans", number="11", purpose="crisis"),
    EmergencyNumber(label="Duty doctor", number="33"),
    EmergencyNumber(label="For professionals", number="44", purpose="poison_professional"),
    EmergencyNumber(label="Safety at home", number="55", purpose="domestic"),
)
PROFILE = ProfilePin(id="x", numbers=NUMBERS)
TODAY = {"due": LineDue("2026-11-20", "today", "today")}
ROW = Action(
    id="T-SLEEP",
    section="trigger",
    owner="patient",
    due=(),
    texts={},
    when=ALWAYS,
    domains=("sleep",),
    basis=("seed",),
    source=(),
)


def sheet(*lines: Line, **changes: object) -> str:
    """The patient's sheet of a plan with these lines."""
    plan = make_plan(lines=lines, **changes)
    return write_plan(plan, make_bank(actions=(ROW,)), "patient", "terminal", RenderOptions())


def row(**changes: object) -> Line:
    """The trigger row of sleep."""
    base = {"section": "trigger", "due": LineDue("2026-11-27", "days", "within 7 days")}
    return make_line("T-SLEEP", "Your nights get a step.", **(base | changes))


def gap() -> Line:
    """The line that stands where a step for sleep is missing."""
    nobody = {"owner": None, "due": None}
    told = {"section": "trigger", "role": "gap", "gap": True, "domain": "sleep", **nobody}
    return make_line("GAP-SLEEP", "No step for: Sleep.", **told)


def test_what_is_due_today_stands_first() -> None:
    """A short list above the sections: steps of the day without their blanks, an if-then line as it reads."""
    blank = ("Tonight somebody is with you: ", Blank("person"), ". You choose.")
    at_night = LineText(blank, short="Tonight somebody is with you")
    if_then = LineText(("Your line",), (Note(("If “a”, then “b”.",)),), short="If “a”, then “b”")
    text = sheet(
        *make_contact(),
        make_line("P-NOTALONE", section="safety", texts={"patient": at_night}, **TODAY),
        make_line("T-SLEEP", "Your nights get a step.", section="trigger", **TODAY),
        make_line("S-SHAME", "Speak about it.", section="stance", **TODAY),
        make_answer("A-IFTHEN-1", "trigger", "", rule="A-IFTHEN", texts={"patient": if_then}, **TODAY),
    )
    listed = text.split("Today ─")[1].split("\n\n")[0].splitlines()[1:]
    assert listed == ["• Tonight somebody is with you", "• If “a”, then “b”"]
    assert text.index("Today ─") < text.index("Staying in contact ─")


def test_without_anything_for_today_there_is_no_list() -> None:
    """A heading over nothing would only ask for attention."""
    assert "Today" not in sheet(*make_contact())


def test_an_open_choice_says_so_itself() -> None:
    """The gap line of a trigger whose options are still a choice is the title of that choice."""
    text = sheet(row(options=(make_option("a", "A", "Write down your nights."),)), gap())
    assert "  Still open, choose together:\n    ☐ Write down your nights." in text
    assert "No step for: Sleep." not in text


def test_a_row_without_a_choice_keeps_the_words_of_its_gap() -> None:
    """After sign-off nothing is left to choose from, and the sheet still says that a step is missing."""
    text = sheet(row(), gap(), final=True)
    assert "• Your nights get a step.\n  No step for: Sleep.\n  Who: you" in text


def test_a_gap_of_another_trigger_stands_alone() -> None:
    """A step that is missing elsewhere is not put down to the row above it."""
    words = {"patient": LineText(("No step for: Mood.",))}
    other = gap().model_copy(update={"id": "GAP-MOOD", "domain": "mood", "texts": words})
    assert "• [still open] No step for: Mood." in sheet(row(), other)


def test_in_danger_there_is_one_number() -> None:
    """The emergency number stands first and alone; whom to talk to and poisons come under it, by name."""
    text = sheet(make_emergency(), profile=PROFILE)
    card = [line.strip("┃ ") for line in text.split("━ Now ━")[1].split("┗")[0].splitlines()[1:]]
    assert card == ["• Call 112.", "To talk: 11 (Samaritans)", "Poisons: 22 (By day)", "Duty doctor: 33"]
    assert "Who:" not in text


def test_without_an_emergency_the_numbers_stand_with_safety() -> None:
    """Below level 4 they are where the patient reads whom to call."""
    safety = make_answer("A-SAFETY", "safety", "In danger, call 112.")
    assert "• In danger, call 112.\n  To talk: 11 (Samaritans)\n" in sheet(safety, profile=PROFILE)
    assert "To talk" not in sheet(make_emergency(), safety, profile=PROFILE).split("Safety ─")[1]


@pytest.mark.parametrize("profile", known_profiles(), ids=lambda profile: profile.id)
def test_the_shipped_numbers_say_what_they_are_for(profile: Profile) -> None:
    """In every shipped profile the first number is the emergency one, and somebody to talk to is named."""
    purposes = [number.purpose for number in profile.numbers]
    assert purposes[0] == "emergency"
    assert purposes.count("crisis") == 1
    assert [number.label for number in profile.numbers if number.purpose is None] in (
        [],
        ["NHS 111, urgent help that is not life-threatening"],
    )


def test_a_label_says_nothing_about_the_purpose() -> None:
    """Numbers of a record from before purposes print under their labels, in their order."""
    old = tuple(EmergencyNumber(label=number.label, number=number.number) for number in NUMBERS)
    assert other_numbers(ProfilePin(id="x", numbers=old)) == (
        "The same service: 999",
        "By day: 22",
        "Samaritans: 11",
        "Duty doctor: 33",
        "For professionals: 44",
        "Safety at home: 55",
    )


def test_a_sheet_without_a_profile_has_no_further_numbers() -> None:
    """Nothing is made up where no country is chosen."""
    assert other_numbers(None) == ()


def test_that_nobody_has_reviewed_the_bank_stands_at_the_foot() -> None:
    """The patient and the family read it last, the clinician first."""
    plan = make_plan(family_sheet=True)
    for edition, last in (("patient", True), ("family", True), ("clinician", False)):
        text = write_plan(plan, make_bank(), edition, "terminal", RenderOptions())  # type: ignore[arg-type]
        assert text.endswith("Not clinically reviewed\n") is last
        assert text.count("Not clinically reviewed") == 1
