"""The progress note: every part there, nothing made up, and plain text that pastes."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given

from relapse_cli.documents.block import Heading
from relapse_cli.documents.plan.note import note_document
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.text import plain
from relapse_cli.logic.plan.build import build_plan
from relapse_cli.model.bank_terms import NoteStyle
from relapse_cli.text.sanitize import sanitize_line
from tests.banks_under_test import VIGNETTES, changed, reading_of, shipped_bank, vignette
from tests.documents.hostile import hostile_text

ALL = sorted(path.stem for path in VIGNETTES.glob("PR-*.json") if ".expected" not in path.name)
PARTS = {
    "dap": ["Data", "Assessment", "Plan"],
    "soap": ["Subjective", "Objective", "Assessment", "Plan"],
    "birp": ["Behaviour", "Intervention", "Response", "Plan"],
}


def note(data: dict[str, object], style: NoteStyle) -> str:
    """The note of a record as it is pasted."""
    plan = build_plan(reading_of(data))
    return plain.render(note_document(plan, shipped_bank(), "clinician", style), RenderOptions())


@pytest.mark.parametrize("style", get_args(NoteStyle))
@pytest.mark.parametrize("case", ALL)
def test_a_note_has_the_parts_of_its_style_in_order(case: str, style: NoteStyle) -> None:
    """None is left out, so that nobody looks for one that is not there."""
    plan = build_plan(reading_of(vignette(case)))
    document = note_document(plan, shipped_bank(), "clinician", style)
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == PARTS[style]


def test_the_assessment_names_both_levels_every_flag_and_what_is_open() -> None:
    """A computed level is never passed off as a decided one."""
    plan = build_plan(reading_of(vignette("PR-201")))
    text = note(vignette("PR-201"), "dap")
    assert f"Computed: level {plan.level} of 4" in text
    assert "Decided: not yet decided." in text
    assert all(flag.text in text for flag in plan.flags)
    assert all(item.label in text for item in plan.unresolved)


def test_what_the_therapist_saw_stands_apart_from_what_was_told() -> None:
    """SOAP: what a question calls observed is objective, everything else subjective."""
    text = note(vignette("PR-103"), "soap")
    subjective, objective = text.split("OBJECTIVE")
    assert "Agitation: Settled" in objective.split("ASSESSMENT")[0]
    assert "Agitation" not in subjective
    assert "Sleep: last night" in subjective


def test_a_reason_and_a_picked_step_are_told() -> None:
    """What the therapist decided is part of the note."""
    data = vignette("PR-107") | {
        "decisions": [
            {"kind": "lower", "flag": "U-02", "to": 1, "reason": "usual for this week"},
            {"kind": "pick", "rule": "T-CONFLICT", "options": ("time_out",)},
        ]
    }
    text = note(data, "birp")
    assert "Taken as level 1. Reason: usual for this week" in text
    assert "Steps chosen for: Conflict" in text


def test_a_note_does_not_say_twice_when_the_next_contact_is() -> None:
    """Its date is the agreed one, not the one by which it would have been due."""
    row = next(row for row in note(vignette("PR-103"), "dap").splitlines() if row.startswith("Next contact"))
    assert row == "Next contact: Tue 24 Nov 2026, 10:00. Who calls: “therapist calls” (therapist)"


def test_a_draft_says_that_it_is_one() -> None:
    """Nobody files it as signed."""
    assert shipped_bank().wording.draft in note(vignette("PR-101"), "dap")


@given(hostile_text)
def test_whatever_was_said_stays_on_its_row(words: str) -> None:
    """An answer begins no part and no row of its own, and nothing in it acts on a terminal."""
    known = note(changed(vignette("PR-101"), close__learned="plain words"), "birp")
    text = note(changed(vignette("PR-101"), close__learned=f"plain {words}"), "birp")
    assert len(text.splitlines()) == len(known.splitlines())
    assert text == "".join(f"{sanitize_line(row)}\n" for row in text.split("\n")[:-1])
