"""Where each event came from, and its stage, suggested until somebody confirms it (A-TIMELINE)."""

from __future__ import annotations

from tests.banks_under_test import plan_of, shipped_bank
from tests.logic.plan_bases import event, interview, line

SEQUENCE = "sequence.event"


def words(edition: str, **fields: object) -> str:
    """The row of one event in one edition."""
    data = interview({SEQUENCE: [event("conflict", 3, **fields)]})
    return line(data, "A-TIMELINE").wording[edition].split("\n")[1]  # type: ignore[index]


def test_what_only_the_subject_suggests_says_so() -> None:
    """Until they are confirmed, origin and stage stand as suggested."""
    assert words("clinician").endswith("Conflict, From outside (suggested), Emotional (suggested)")
    confirmed = words("clinician", locus="internal", stage="mental")
    assert confirmed.endswith("Conflict, From inside, Mental")


def test_the_patient_reads_no_stage() -> None:
    """The patient's edition says where an event came from, and no stage."""
    assert words("patient", stage="mental").endswith("Conflict, From outside (suggested)")


def test_the_suggestions_are_those_of_the_contract() -> None:
    """Every subject suggests an origin, and every one but the open one a stage."""
    fields = shipped_bank().questions[SEQUENCE].field_by_id
    domains = fields["domain"].option_ids
    outside = {d for d, option in fields["locus"].suggested.items() if option == "external"}
    assert outside == {
        "conflict", "social_pressure", "access", "positive_change", "therapy_gap", "pain_illness",
    }  # fmt: skip
    assert set(fields["locus"].suggested) == domains
    assert set(fields["stage"].suggested) == domains - {"other"}
    mental = {d for d, option in fields["stage"].suggested.items() if option == "mental"}
    assert mental == {"thoughts_of_medication", "idealising", "access", "secrecy"}
    assert fields["stage"].suggested["use"] == "physical"


def test_long_words_of_an_event_stay_whole_in_the_picture() -> None:
    """The picture of the sequence cuts nothing that was said."""
    long = "and then another thing " * 20
    made = plan_of(interview({SEQUENCE: [event("mood", 3, what=long)]}))
    assert made.timeline[0].what == long.strip()
