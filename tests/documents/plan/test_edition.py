"""What each edition carries."""

from __future__ import annotations

import pytest

from relapse_cli.documents.plan.edition import carry
from relapse_cli.errors import GateClosedError
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.line_text import Blank, Filled, LineText
from relapse_cli.model.plan import LineSlot
from tests.documents.plans import ROLES, make_family, make_full_plan, make_line, make_option, make_plan


def test_a_line_without_a_text_for_the_edition_is_left_out() -> None:
    """A line reaches only the editions it has words for."""
    plan = make_plan(
        lines=(make_line("P-HOME", texts={"clinician": "Private."}), make_line("P-TOLD", "Told."))
    )
    assert [line.id for line in carry(plan, ROLES, "clinician").lines] == ["P-HOME", "P-TOLD"]
    assert [line.id for line in carry(plan, ROLES, "patient").lines] == ["P-TOLD"]


def test_an_option_without_a_text_for_the_edition_is_left_out() -> None:
    """An option that only the clinician reads is not offered to the patient."""
    hidden = make_option("a", "A", "").model_copy(update={"texts": {"clinician": LineText(("A",))}})
    plan = make_plan(lines=(make_line("T-SLEEP", "Sleep.", options=(hidden, make_option("b", "B", "b"))),))
    assert [option.id for option in carry(plan, ROLES, "patient").lines[0].options] == ["b"]


@pytest.mark.parametrize("edition", ["patient", "family"])
def test_what_is_the_clinicians_stays_there(edition: str) -> None:
    """Levels, flags, open items, validators, notices and answer ids reach no other edition."""
    carried = carry(make_full_plan(), ROLES, edition)  # type: ignore[arg-type]
    assert (carried.level, carried.level_decided, carried.level_acted_on) == (None, None, None)
    assert (carried.flags, carried.unresolved, carried.unmet, carried.notices) == ((), (), (), ())
    assert {line.because for line in carried.lines} <= {()}
    assert {line.because for line in carried.family_lines} <= {()}


def test_the_family_reads_nothing_twice() -> None:
    """A plan line that only repeats the family sheet is left out; one that says more is carried."""
    repeated = make_line("S-PANIC", texts={"family": "In other words."}, on_sheet=("FS-1", "FS-2"))
    further = make_line("own-1", texts={"family": "Come to the session on Friday."})
    sheet = (
        make_family("FS-1", "escalate", "do", "Name it once."),
        make_family("FS-2", "treatment", "do", "Offer the lift."),
    )
    plan = make_plan(family_sheet=True, family_agreed=True, lines=(repeated, further), family_lines=sheet)
    assert [line.id for line in carry(plan, ROLES, "family").lines] == ["own-1"]
    half = plan.model_copy(update={"family_lines": sheet[:1]})
    assert [line.id for line in carry(half, ROLES, "family").lines] == ["S-PANIC", "own-1"]


def test_the_family_sees_no_sequence() -> None:
    """The trigger sequence is the patient's and the clinician's."""
    assert carry(make_full_plan(), ROLES, "family").timeline == ()


@pytest.mark.parametrize(
    ("gate", "told"),
    [
        ({"family_sheet": False}, "There is no family sheet for this plan."),
        (
            {"family_sheet": False, "family_agreed": False},
            "There is no family sheet: no agreement to share anything is recorded.",
        ),
        (
            {"family_waits": True},
            "The family sheet waits: whether anybody puts pressure on the patient is to be asked again.",
        ),
    ],
)
def test_a_closed_gate_names_what_can_be_asked_and_nothing_else(gate: dict[str, bool], told: str) -> None:
    """A missing agreement and a question that waits are named; that home is not safe stays unsaid."""
    with pytest.raises(GateClosedError) as caught:
        carry(make_full_plan(**gate), ROLES, "family")
    assert caught.value.message == told
    assert caught.value.exit_code == 5


def test_a_check_in_says_that_the_sheet_belongs_to_the_interview() -> None:
    """Nobody is told that there is no agreement where there may be one."""
    with pytest.raises(GateClosedError, match="no family sheet of a check-in"):
        carry(make_full_plan(path="followup", family_sheet=False), ROLES, "family")


CARD = ("P-EMERGENCY", "P-CONTACT", "P-NOSTOP", "P-OUD", "P-NALOXONE", "P-TOLERANCE", "P-MEANS", "F-4")


def test_the_emergency_card_holds_its_lines_and_no_others() -> None:
    """On the way to a hospital the patient is handed what is needed there, and no worksheet."""
    others = ("P-TOLD", "P-AGAIN", "P-SUPPLY", "P-DUTIES", "T-SLEEP", "D-01", "F-ALL", "own-1")
    plan = make_plan(
        patient_edition="emergency_card", lines=tuple(make_line(rule, "Words.") for rule in (*others, *CARD))
    )
    assert {line.id for line in carry(plan, ROLES, "patient").lines} == set(CARD)


def test_the_private_card_holds_no_line_at_all() -> None:
    """Where home may not be safe nothing of the plan is carried there."""
    plan = make_full_plan(patient_edition="private_card")
    carried = carry(plan, ROLES, "patient")
    assert (carried.lines, carried.timeline) == ((), ())


def test_an_edition_has_the_slots_that_stand_in_it() -> None:
    """The patient's does not hold what is the clinician's alone."""
    slots = tuple(
        LineSlot(id=name, name=f"P-1.{name}", asks="?", fills="patient", text=None) for name in ("a", "b")
    )
    both = LineText(("Tell ", Blank("a"), " of ", Filled("b", "it")))
    line = make_line(
        "P-1", texts={"clinician": both, "patient": LineText(("Tell ", Blank("a")))}, slots=slots
    )
    plan = make_plan(lines=(line,))
    editions: tuple[Edition, ...] = ("clinician", "patient")
    found = {e: [slot.id for each in carry(plan, ROLES, e).lines for slot in each.slots] for e in editions}
    assert found == {"clinician": ["a", "b"], "patient": ["a"]}
