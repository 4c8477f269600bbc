"""The patient's page: what comes next first, each thing once, and nobody else's number in the way."""

from __future__ import annotations

from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.model.bank_rules import Action, TriggerOption
from relapse_cli.model.condition import ALWAYS
from relapse_cli.model.line_text import Blank, LineDue, LineText, Note
from relapse_cli.model.plan import Line, LineOption, Sentence
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
    EmergencyNumber(label="For the young", number="66", purpose="child"),
    EmergencyNumber(label="About drugs", number="77", purpose="drugs"),
)
PROFILE = ProfilePin(id="x", numbers=NUMBERS)
TODAY = {"due": LineDue("2026-11-20", "today", "today")}
NEXT_WEEK = {"due": LineDue("2026-11-27", "days", "within 7 days")}


def row_of(rule: str) -> Action:
    """A trigger row of the bank."""
    option = TriggerOption(id="a", basis=("seed",), texts={})
    return Action(
        id=rule,
        section="trigger",
        owner="patient",
        due=(),
        texts={},
        when=ALWAYS,
        options=(option,),
        basis=("seed",),
        source=(),
    )


ROWS = tuple(row_of(f"T-{n}") for n in range(5))


def sheet(*lines: Line, **changes: object) -> str:
    """The patient's page of a plan with these lines."""
    plan = make_plan(lines=lines, **changes)
    return write_plan(plan, make_bank(actions=ROWS), "patient", "terminal", RenderOptions())


def picked(text: str) -> LineOption:
    """An option that was picked."""
    return make_option("a", text, text, picked=True)


def row(number: int, *options: LineOption, **changes: object) -> Line:
    """A trigger row about one domain."""
    base = {"section": "trigger", "domain_labels": (f"Domain {number}",), "options": options, **NEXT_WEEK}
    return make_line(f"T-{number}", "Your nights get a step.", **(base | changes))


def gap(rule: str, text: str, **changes: object) -> Line:
    """A line that stands where something is missing."""
    base = {"section": "trigger", "role": "gap", "gap": True, "owner": None, "due": None}
    return make_line(rule, text, **(base | changes))


def headings(text: str) -> list[str]:
    """The titles of a page in their order."""
    return [line.partition(" ─")[0] for line in text.splitlines() if " ──" in line]


def part(text: str, title: str) -> list[str]:
    """The rows of one part of a page."""
    rows = text.split(f"{title} ─")[1].splitlines()[1:]
    end = next((place for place, row in enumerate(rows) if "──" in row), len(rows))
    return [row for row in rows[:end] if row]


def everything() -> tuple[Line, ...]:
    """A line for every part of the page, in an order that is not that of the page."""
    return (
        make_line("P-NOSTOP", "Do not stop.", section="medicines"),
        make_answer("A-KEEP", "revision", "Keep"),
        make_answer("A-LEARNED", "revision", "Learned"),
        make_answer("A-ADD", "revision", "Add"),
        make_line("P-AGAIN", "If it comes again.", owner="patient", **TODAY),
        make_line("S-AVE", "It can look as if nothing worked.", section="stance", owner="therapist", **TODAY),
        row(1, picked("A diary.")),
        make_line("D-01", "We ask the team.", section="stabilisation"),
        make_line("P-MEANS", "Who keeps it.", section="safety", **TODAY),
        make_answer("A-SAFETY", "safety", "We talked about your safety."),
        *make_contact(),
    )


def test_the_page_has_one_order() -> None:
    """Next contact, the first day, if it happens again, whom to call, medicines, steps, what this tells."""
    text = sheet(*everything(), profile=PROFILE)
    assert headings(text) == [
        "Next contact",
        "The first 24 hours",
        "If it happens again",
        "Whom to call",
        "Medicines",
        "Your steps",
        "What this tells us",
    ]
    first = ["serious, and it is workable", "Many meet this", "as if nothing worked", "Next contact"]
    assert [text.index(words) for words in first] == sorted(text.index(words) for words in first)
    assert "that is the first step of this plan." in text.split("Add")[1]


def test_what_no_rule_carries_stands_first_and_last() -> None:
    """The opening stands above everything else, the closing below, in the words of this plan."""
    said = tuple(
        Sentence(id=name, edition="patient", text=LineText((f"Words of {name}.",)))
        for name in ("X-HEAD", "X-NORMAL", "X-CHRONIC", "X-CLOSE")
    )
    rows = [row for row in sheet(*make_contact(), sentences=said).splitlines() if row]
    found = [place for place, row in enumerate(rows) if row.startswith("Words of X-")]
    assert rows[found[0]] == "Words of X-HEAD."
    assert rows[found[2]] == "Words of X-CHRONIC."
    assert rows[found[3]] == "Words of X-CLOSE."
    assert found[:3] == [3, 4, 5]
    assert found[3] > rows.index(next(row for row in rows if row.startswith("•")))


def test_what_is_only_offered_beside_it_is_not_on_the_page() -> None:
    """The sequence, the signs, what eases and the schedule are no part of the one page."""
    beside = [
        make_answer("A-TIMELINE", "trigger", "The sequence"),
        make_answer("A-SIGN", "trigger", "The sign"),
        make_answer("A-EASE", "trigger", "What eases"),
        make_line("R-PATTERN", "The pattern", section="revision"),
        make_line("F-ALL", "The schedule", section="followup"),
    ]
    text = sheet(*beside)
    assert not [line for line in beside if line.texts["patient"].heading in text]


def test_a_line_about_safety_that_is_due_later_is_not_dropped() -> None:
    """What the therapist set to a later day stands behind what is due within a day."""
    later = make_line("P-DUTIES", "Driving waits.", section="safety", **NEXT_WEEK)
    text = sheet(later, make_line("P-MEANS", "Who keeps it.", section="safety", **TODAY))
    for title, row in (("The first 24 hours", "• Who keeps it."), ("In the days after", "• Driving waits.")):
        assert [r for r in part(text, title) if r.startswith("•")] == [row]


def test_lines_of_ones_own_stand_where_they_belong() -> None:
    """Whatever section the therapist put them in, they are on the page once."""
    own = {"rule": None, "role": "own"}
    sections = (
        "contact",
        "safety",
        "medicines",
        "trigger",
        "stance",
        "revision",
        "stabilisation",
        "followup",
    )
    lines = [make_line(f"own-{s}", f"Own {s}.", section=s, **own) for s in sections]
    text = sheet(*lines)
    assert [text.count(f"Own {s}.") for s in sections] == [1] * len(sections)
    assert "• Own trigger." in part(text, "Your steps")


def test_only_the_picked_steps_of_three_rows_stand_on_the_page() -> None:
    """Options that were not picked and rows beyond the third wait by the name of their domain."""
    rows = [row(n, picked(f"Step {n}."), make_option("b", "Other.", "Other.")) for n in range(4)]
    text = sheet(*rows, row(4, make_option("a", "Not yet.", "Not yet.")))
    steps = part(text, "Your steps")
    assert [each for each in steps if each.startswith("•")] == [
        "• Step 0.",
        "• Step 1.",
        "• Step 2.",
        "• For next time: Domain 3; Domain 4",
    ]
    assert "Other." not in text
    assert "get a step" not in text


def test_an_if_then_line_of_a_row_stands_once_it_is_whole() -> None:
    """Nobody is handed a sentence with a hole in it."""
    whole, holed = LineText(("T",), (Note(("Then I call Ann.",)),)), LineText(("T",), (Note((Blank("x"),)),))
    assert "Then I call Ann." in sheet(row(1, picked("A."), texts={"patient": whole}))
    assert "____" not in sheet(row(1, picked("A."), texts={"patient": holed}))


def test_without_a_pick_the_page_says_when_steps_are_chosen() -> None:
    """The line that waits for a choice stands alone, without the names of domains beside it."""
    text = sheet(row(1), gap("GAP-STEPS", "We choose the steps together."))
    assert part(text, "Your steps")[0] == "• We choose the steps together."
    assert "For next time" not in text


def test_domains_without_a_row_wait_by_name() -> None:
    """After sign-off what has no step yet is named, and each domain once."""
    missing = {"domain": "other", "domain_labels": ("Something else",)}
    text = sheet(row(1), gap("GAP-OTHER", "No step.", **missing), final=True)
    assert part(text, "Your steps")[0] == "• For next time: Domain 1; Something else"


def test_lines_that_belong_together_are_one_with_the_earlier_time() -> None:
    """The upper line takes in what the lower adds; nothing of the lower one stands alone."""
    upper = make_line("P-NALOXONE", "Naloxone.", section="medicines", **NEXT_WEEK)
    lower = make_line(
        "P-TOLERANCE", "Less is enough.\nNever alone.", section="medicines", under="P-NALOXONE", **TODAY
    )
    assert part(sheet(upper, lower), "Medicines")[:4] == [
        "• Naloxone.",
        "  Less is enough.",
        "  Never alone.",
        "  By when: today",
    ]


def test_a_line_stands_alone_where_the_edition_lacks_the_upper_one() -> None:
    """An edition that does not carry the upper line prints the lower by itself."""
    upper = make_line("P-NALOXONE", section="medicines", texts={"clinician": "Naloxone."})
    lower = make_line("P-TOLERANCE", "Less is enough.", section="medicines", under="P-NALOXONE", **TODAY)
    assert part(sheet(upper, lower), "Medicines")[0] == "• Less is enough."


def test_what_was_done_is_named_as_done_and_not_asked_again() -> None:
    """In a follow-up the line stands where it is told that it is done, and nowhere else."""
    told = make_answer("A-FOLLOWUP", "followup", "Since your last plan\nDone: One person")
    text = sheet(told, make_line("P-TOLD", "Choose one person.", done=True))
    assert "Done: One person" in text
    assert "Choose one person." not in text
    assert "Choose one person." in sheet(make_line("P-TOLD", "Choose one person.", done=True))


CARD = {"patient_edition": "emergency_card", "profile": PROFILE}


def test_in_an_emergency_the_card_is_all() -> None:
    """The number and who else helps stand first, then what must not wait, then that the rest follows."""
    text = sheet(make_emergency(), *make_contact(), make_line("P-MEANS", "Who keeps it."), **CARD)
    card = [line.strip("┃ ") for line in text.split("━ Now ━")[1].split("┗")[0].splitlines()[1:]]
    assert card == ["• Call 112.", "• To talk: 11 (Samaritans)", "• Duty doctor: 33"]
    assert "The rest follows when you are safe." in text
    assert "One person you choose" not in text


def test_the_private_card_says_nothing_of_why() -> None:
    """The emergency number and that the next contact is as agreed: no title, no date, nothing of the plan."""
    text = sheet(*everything(), patient_edition="private_card", profile=PROFILE)
    assert text == "Contact\n\n• Emergency: 112\nNext contact: as agreed\n"


def test_a_page_without_a_profile_has_no_number() -> None:
    """Nothing is made up where no country is chosen."""
    assert "Whom to call" not in sheet()
    assert "the local emergency number" in sheet(patient_edition="private_card")


def test_that_nobody_has_reviewed_the_bank_stands_at_the_foot() -> None:
    """The patient and the family read it last, the clinician first."""
    plan = make_plan(family_sheet=True, family_agreed=True)
    for edition, last in (("patient", True), ("family", True), ("clinician", False)):
        text = write_plan(plan, make_bank(), edition, "terminal", RenderOptions())  # type: ignore[arg-type]
        assert text.endswith("Not clinically reviewed\n") is last
        assert text.count("Not clinically reviewed") == 1


def test_an_if_then_line_with_a_hole_says_who_words_it_and_until_when() -> None:
    """It is not passed over: what is left open at the signature stands on the page."""
    hole = Blank("n", "to be settled by you with your therapist by 24 Nov")
    text = sheet(row(1, picked("A."), texts={"patient": LineText(("T",), (Note(("If it passes ", hole)),))}))
    shown = " ".join(text.split())
    assert "The if-then line for it: to be settled by you with your therapist by 24 Nov" in shown
    assert "If it passes" not in shown


def test_steps_due_on_one_day_say_so_once_beneath_them_all() -> None:
    """Unless one of them is somebody else's, who is then named with it."""
    steps = [row(n, picked(f"Step {n}.")) for n in range(2)]
    together = sheet(*steps)
    assert (together.count("All of these by: "), together.count("By when: ")) == (1, 0)

    apart = sheet(steps[0], row(1, picked("Step 1."), owner="my brother"))
    assert "All of these by" not in apart
    assert apart.count("By when: ") == 2
    assert "Who: my brother" in apart
