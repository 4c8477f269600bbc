"""Typed words as the text of a line."""

from __future__ import annotations

import pytest

from relapse_cli.logic.plan.typed import typed_owner, typed_text, with_reason
from relapse_cli.model.line_text import Blank, LineText, Note
from tests.banks_under_test import shipped_bank


def test_the_first_line_is_the_line_and_the_rest_stands_beneath_it() -> None:
    """Empty rows are no lines, and the words themselves are kept as they were typed."""
    typed = "Tell Mia. \n\n  Then rest."
    text = typed_text(typed)
    assert (text.heading, text.beneath, text.plain) == ("Tell Mia.", ("Then rest.",), typed)


def test_a_blank_that_was_left_in_typed_words_is_still_a_blank() -> None:
    """Whoever changes a line and leaves its blank has not filled it in."""
    assert typed_text("Tell ____, by ____.").title == ("Tell ", Blank(), ", by ", Blank(), ".")
    assert typed_text("Tell Mia.").has_blank is False


@pytest.mark.parametrize(
    ("typed", "patient"),
    [
        ("patient", "you"),
        ("the therapist", "your therapist"),
        ("patient with therapist", "you with your therapist"),
        ("patient and sister", "you and sister"),
        ("outpatient clinic", "outpatient clinic"),
        ("Mia", "Mia"),
    ],
)
def test_the_patient_is_spoken_to_whoever_was_typed(typed: str, patient: str) -> None:
    """Whom the bank has words for is named in them; everybody else as they were typed."""
    owner = typed_owner(typed, shipped_bank())
    assert (owner.told("clinician"), owner.told("patient"), owner.told("family")) == (typed, patient, typed)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (
            LineText(("We meet.",), (Note(("Why so late: ", Blank("late_reason"), ".")),)),
            "We meet.\nWhy so late: a trip.",
        ),
        (typed_text("We meet late: ____."), "We meet late: a trip."),
        (
            LineText(("We meet.",), (Note(("No place for a reason.",)),)),
            "We meet.\nNo place for a reason.\na trip",
        ),
        (LineText(("Bring ", Blank("paper"))), "Bring ____\na trip"),
    ],
)
def test_a_reason_finds_its_place(text: LineText, given: str) -> None:
    """It stands where the line asks for it; a line that asks nowhere has it beneath."""
    assert with_reason(text, "a trip").plain == given
