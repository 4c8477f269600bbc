"""Typed words as the text of a line."""

from __future__ import annotations

import pytest

from relapse_cli.logic.lines.typed import as_typed, typed_owner, typed_text
from relapse_cli.model.line_text import Blank, Filled, LineText, Note
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


def test_a_slot_is_typed_by_its_name() -> None:
    """Words in braces are a slot where the line has one of that name, and else what was typed."""
    slots = frozenset({"person", "by_when"})
    text = typed_text("Tell {person} {today}.\nBy {by_when}: “{person} knows”.", slots)
    assert text.title == ("Tell ", Blank("person"), " ", "{today}", ".")
    assert text.details[0].words == ("By ", Blank("by_when"), ": “", Blank("person"), " knows”.")
    assert typed_text("Tell {person}.").plain == "Tell {person}."


def test_a_text_is_put_up_to_be_reworded_with_its_slots_by_name() -> None:
    """Whoever rewords a line keeps what is filled in there, open or not."""
    text = LineText(("Tell ", Filled("person", "“Mia”"), "."), (Note(("By ", Blank("by_when"), ".")),))
    assert as_typed(text) == "Tell {person}.\nBy {by_when}."
    assert typed_text(as_typed(text), frozenset({"person", "by_when"})).details == text.details
    assert as_typed(typed_text("Rest.\n\nEat.")) == "Rest.\n\nEat."
