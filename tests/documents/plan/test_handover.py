"""The page for those who take over: what it says, what it does not, and where there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from relapse_cli.app.sources.profiles import with_profile
from relapse_cli.documents.block import Heading
from relapse_cli.documents.plan.document import plan_document
from relapse_cli.errors import GateClosedError, UsageError
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.model.line_text import Said, StillOpen
from tests.banks_under_test import DECLINED, UNKNOWN, changed, plan_of, record_of, shipped_bank, vignette
from tests.conftest import CheckGolden
from tests.documents.plan.test_every_record import ANY_RECORD, Data, decided, texts
from tests.documents.plan.test_patient_sheet import PROFILE
from tests.examples import slow_examples
from tests.signed_records import left_open, signed

URGENT = vignette("PR-102")


def page(data: Data, **changes: object) -> list[str]:
    """Every text of the page."""
    made = plan_of(data).model_copy(update=changes)
    return list(texts(plan_document(made, shipped_bank(), "handover")))


@pytest.mark.parametrize("case", ["PR-102", "PR-203", "PR-216"])
def test_golden(case: str, check_golden: CheckGolden) -> None:
    """The page is the one that was read and approved."""
    text = write_plan(plan_of(vignette(case)), shipped_bank(), "handover", "terminal", RenderOptions())
    check_golden(f"handover_{case}.txt", text)


def test_the_page_has_one_order() -> None:
    """Situation, background, assessment, request, as those who take over are used to."""
    blocks = plan_document(plan_of(URGENT), shipped_bank(), "handover").blocks
    titles = [block.text for block in blocks if isinstance(block, Heading)]
    assert titles == ["Situation", "Background", "Assessment", "Request"]


@pytest.mark.parametrize("case", ["PR-101", "PR-106"])
def test_below_level_3_there_is_none_and_it_is_said_why(case: str) -> None:
    """Nobody takes over today, so nothing is handed over."""
    with pytest.raises(GateClosedError, match="no hand-over page for this plan: it follows level") as stopped:
        page(vignette(case))
    assert "--for clinician" in (stopped.value.remedy or "")


def test_it_has_no_json() -> None:
    """A program reads the clinician's plan."""
    with pytest.raises(UsageError, match="no JSON of its own"):
        write_plan(plan_of(URGENT), shipped_bank(), "handover", "json", RenderOptions())


@slow_examples(60)
@given(ANY_RECORD)
def test_everything_known_of_what_was_taken_is_on_it(data: Data) -> None:
    """Each row of what was taken and each point that is open, and never where the person is."""
    made = plan_of(changed(data, frame__location="zqx street 5"))
    if made.level_acted_on < 3:
        return
    found = " ".join(texts(plan_document(made, shipped_bank(), "handover")))
    for line in made.lines:
        for detail in line.texts["clinician"].details if line.rule == "A-EVENT" else ():
            assert isinstance(detail, Said | StillOpen)
            assert detail.label in found
    assert "zqx" not in found


def test_what_was_not_known_and_what_was_not_asked_are_told_apart() -> None:
    """An answer that was refused or not known is no gap in the questions."""
    found = page(changed(URGENT, safety__suicide=UNKNOWN, safety__taking_intent=None))
    assert "Asked, and not known: Suicidal thoughts" in found
    assert any(words.startswith("Not asked: Intent when taking it") for words in found)


def test_what_reassures_is_named_on_one_row_and_once() -> None:
    """Nothing found is said by name, so that it can be told from not asked."""
    (row,) = [words for words in page(URGENT) if words.startswith("Nothing found in: ")]
    assert "Suicidal thoughts" in row
    assert "Withdrawal signs" not in row
    assert sum("Pregnancy and illnesses" in words for words in page(URGENT)) == 1


def test_who_took_over_is_on_it_once_it_is_known() -> None:
    """What the sign-off fills in stands there, and what is open is no row of its own."""
    fills = (
        {"kind": "fill", "rule": "P-EMERGENCY", "slot": "handed_to", "text": "ambulance crew"},
        {"kind": "fill", "rule": "P-EMERGENCY", "slot": "handed_at", "text": "10:40"},
    )
    assert "Handed over to: ambulance crew · 10:40" in page(decided(URGENT, fills))
    assert not any("Handed over to" in words for words in page(URGENT))


def test_the_numbers_are_those_of_professionals_and_of_the_service() -> None:
    """The professionals' line for poisons where it is needed, and how the service is reached."""
    poison = "For professionals: 44"
    assert "Duty doctor: 33" in page(URGENT, profile=PROFILE)
    assert poison not in page(URGENT, profile=PROFILE)
    assert poison in page(vignette("PR-212"), profile=PROFILE)
    assert poison in page(vignette("PR-215"), profile=PROFILE)


def test_somebody_who_is_not_in_the_room_is_found_by_telephone() -> None:
    """Where they are is written nowhere, and the page says so."""
    told = shipped_bank().wording.handover.elsewhere
    assert told not in page(URGENT)
    assert told in page(changed(URGENT, frame__mode="phone"))


def test_a_follow_up_says_that_it_did_not_ask_what_was_taken() -> None:
    """Silence would read as nothing taken."""
    data = {**vignette("PR-101"), "path": "followup", "answers": {"followup.now": ["seizure"]}}
    assert shipped_bank().wording.handover.no_event in page(data)


def test_a_line_for_advice_on_poisons_is_not_how_the_service_is_reached() -> None:
    """The poison centre stands under its own heading; without a number of the service that is said."""
    rows = page(vignette("PR-215"), profile=with_profile(record_of(vignette("PR-215")), "ie", None).profile)
    assert rows.index("To reach us: the therapist adds a number now.") < rows.index("Numbers that may help:")
    assert "To reach us:" not in rows


def test_what_was_rather_not_said_is_not_called_unknown() -> None:
    """Both are answers, and they are told apart."""
    rows = page(changed(URGENT, safety__suicide=DECLINED, safety__home_safe=UNKNOWN))
    unknown = next(row for row in rows if row.startswith("Asked, and not known"))
    declined = next(row for row in rows if row.startswith("Asked, and rather not said"))
    assert ("Safety at home" in unknown, "Safety at home" in declined) == (True, False)
    assert "Suicidal thoughts" in declined


def test_where_home_may_not_be_safe_those_who_take_over_are_told_how_to_be_careful() -> None:
    """No copy of the page stays there."""
    careful = shipped_bank().wording.handover.unsafe_home
    assert careful in page(changed(URGENT, safety__home_safe="in_danger"))
    assert careful not in page(URGENT)


def test_an_earlier_contact_stands_before_the_agreed_one() -> None:
    """On the hand-over, and as the first words of the patient's page."""
    found = page(vignette("PR-103"))
    assert "Next contact, agreed with the person: Tue 24 Nov 2026, 10:00" in found
    assert "Before it, the service contacts the person: Sat 21 Nov 2026" in found
    rows = list(texts(plan_document(plan_of(vignette("PR-103")), shipped_bank(), "patient")))
    assert any(
        row.startswith("Your therapist calls you: 21 Nov 2026. Then we speak: Tue 24 Nov") for row in rows
    )


@pytest.mark.parametrize(
    ("status", "row"), [(UNKNOWN, "Asked, and not known"), (DECLINED, "Asked, and rather")]
)
def test_an_earlier_overdose_that_is_not_known_is_not_passed_over(status: Data, row: str) -> None:
    """What whoever takes over needs is named as open, though no rule calls it critical."""
    rows = page(changed(URGENT, safety__overdose_history=status))
    assert any(each.startswith(row) and "Earlier overdose" in each for each in rows)


@pytest.mark.parametrize("answer", [UNKNOWN, DECLINED], ids=["unknown", "declined"])
@pytest.mark.parametrize(
    "question", ["safety.overdose_history", "safety.secrecy", "safety.duties", "safety.agitation"]
)
def test_what_is_not_known_about_safety_is_open_on_the_clinicians_first_page(
    question: str, answer: dict[str, str]
) -> None:
    """Also where no rule calls the question critical; at level 3 and 4 whoever takes over reads it, too."""
    data = changed(vignette("PR-212"), **{question.replace(".", "__"): answer})
    title = shipped_bank().questions[question].title
    document = plan_document(plan_of(data), shipped_bank(), "clinician")
    first = " ".join(texts(replace(document, blocks=document.blocks[: document.first_page])))
    assert title in first
    assert title in " ".join(page(data))


def test_what_was_found_of_safety_and_frightens_nobody_is_on_it_too() -> None:
    """Sleep, anxiety, withdrawal and being alone are told, each once; nobody has to ask for it again."""
    rows = page(vignette("PR-219"))
    for title in ("Sleep", "Anxiety", "Alone tonight", "Withdrawal signs", "Pull to take it"):
        assert sum(row.startswith(f"{title}: ") for row in rows) == 1, title


def test_a_safety_question_that_was_not_opened_is_named() -> None:
    """Somebody in an emergency department cannot tell otherwise that it was not asked."""
    rows = page(vignette("PR-203"))
    assert "Still open: Safety at home" in rows


def test_that_it_is_open_who_is_told_is_said() -> None:
    """As long as the slot is open."""
    assert "Chosen to be told: not settled yet" in page(URGENT)
    assert "Chosen to be told: my sister" in list(
        texts(plan_document(signed(vignette("PR-103")), shipped_bank(), "handover"))
    )


def test_who_sees_the_person_and_where_is_said_once_it_is_settled() -> None:
    """What was filled in at the sign-off reaches those who take over."""
    where = {"who": "Dr Novak", "where": "Outpatients, door 2, at 3", "way": "a taxi"}
    made = signed(vignette("PR-219"), lambda slot: where.get(slot.id))
    found = list(texts(plan_document(made, shipped_bank(), "handover")))
    assert "Sees the person today: Dr Novak · Outpatients, door 2, at 3 · a taxi" in found
    unsettled = signed(vignette("PR-219"), left_open)
    assert not any(
        "Sees the person" in each for each in texts(plan_document(unsettled, shipped_bank(), "handover"))
    )


@pytest.mark.parametrize(
    ("case", "filled", "row"),
    [
        (
            "PR-219",
            {"where": "Outpatients, at 3"},
            "Sees the person today: not settled yet · Outpatients, at 3",
        ),
        ("PR-219", {"who": "Dr Novak", "way": "a taxi"}, "Sees the person today: Dr Novak · a taxi"),
        ("PR-102", {"handed_at": "14:10"}, "Handed over to: not settled yet · 14:10"),
    ],
)
def test_a_place_or_a_time_does_not_stand_where_a_name_belongs(
    case: str, filled: dict[str, str], row: str
) -> None:
    """Whoever takes over would ring the outpatients for somebody of that name."""
    made = signed(vignette(case), lambda slot: filled.get(slot.id))
    assert row in list(texts(plan_document(made, shipped_bank(), "handover")))


def test_that_no_contact_is_agreed_is_said() -> None:
    """Whoever takes over then knows that the person waits for nobody."""
    assert "No next contact is agreed yet." in page(vignette("PR-206"))
