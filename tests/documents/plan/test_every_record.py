"""What the pages of each edition promise for every record (rules 7.9, 7.10, 8.1 and 12)."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.documents.block import Document
from relapse_cli.documents.plan.document import plan_document
from relapse_cli.documents.plan.edition import carry
from relapse_cli.documents.plan.shown import shown_lines
from relapse_cli.errors import GateClosedError
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.known_ids import EMERGENCY_LEVEL
from relapse_cli.model.line_text import Quote
from relapse_cli.model.plan import Plan
from tests.banks_under_test import plan_of, shipped_bank
from tests.documents.plans import ROLES
from tests.examples import slow_examples
from tests.record_strategies import busy_records, records

Data = dict[str, Any]

ANY_RECORD = st.one_of(busy_records(), records())
RECHECKED = st.sampled_from([(), ({"kind": "recheck", "what": "paper"},)])
EDITIONS: tuple[Edition, ...] = ("clinician", "patient", "family")
checked = slow_examples(60)

LONG = "zqx and one more thing that was said " * 12
OWN_WORDS = (
    "prior.kept",
    "prior.helped",
    "revise.change",
    "prior.unused",
    "sequence.coping_stopped",
    "close.learned",
)


def with_answers(data: Data, **answers: object) -> Data:
    """The record with some answers replaced."""
    other = copy.deepcopy(data)
    other["answers"] |= {name.replace("__", "."): value for name, value in answers.items()}
    return other


def decided(data: Data, decisions: tuple[Data, ...]) -> Data:
    """The record with further decisions."""
    return {**copy.deepcopy(data), "decisions": [*data.get("decisions", []), *decisions]}


def texts(block: object) -> Iterator[str]:
    """Every text of a document, however deep it stands; spans that make up one text are one."""
    if isinstance(block, str):
        yield block
    elif isinstance(block, tuple | list):
        for part in block:
            yield from texts(part)
    elif is_dataclass(block):
        for field in fields(block):
            found = getattr(block, field.name)
            yield from texts("".join(words for words, _ in found) if field.name == "spans" else found)


def document(made: Plan, edition: Edition) -> Document | None:
    """The document of one edition, where it exists."""
    try:
        return plan_document(made, shipped_bank(), edition)
    except GateClosedError:
        return None


@checked
@given(ANY_RECORD)
def test_a_line_under_another_stands_under_one_that_is_under_none(data: Data) -> None:
    """Rules 12.8: what is above a line is on this plan, and has nothing above it."""
    made = plan_of(data)
    tops = {line.rule for line in made.lines if line.under is None}
    assert [line.id for line in made.lines if line.under and line.under not in tops] == []


@checked
@given(ANY_RECORD)
def test_every_line_of_an_edition_prints_once(data: Data) -> None:
    """A line stands alone or in another one, in every edition that carries it."""
    made = plan_of(data)
    for edition in ("clinician", "patient"):
        carried = carry(made, ROLES, edition)  # type: ignore[arg-type]
        shown = [x.id for each in shown_lines(carried) for x in (each.line, *each.lower)]
        expected = [line.id for line in carried.lines if not line.done or line.id in shown]
        assert sorted(shown) == sorted(expected)


@checked
@given(ANY_RECORD, RECHECKED)
def test_the_whole_plan_goes_home_only_where_it_may(data: Data, decisions: tuple[Data, ...]) -> None:
    """Rules 12.9: never at level 4, and not where home may not be safe before paper was asked about."""
    made = plan_of(decided(data, decisions))
    home = any(line.rule == ROLES.home_rule for line in made.lines)
    if home and not decisions:
        assert made.patient_edition == "private_card"
    else:
        assert made.patient_edition == (
            "emergency_card" if made.level_acted_on == EMERGENCY_LEVEL else "plan"
        )


@checked
@given(ANY_RECORD)
def test_taking_the_line_about_home_off_opens_no_paper(data: Data) -> None:
    """Only the question in private opens the plan, not the removal of the line that asks for it."""
    unsafe = with_answers(data, safety__home_safe="not_always")
    removed = decided(unsafe, ({"kind": "remove", "rule": ROLES.home_rule, "reason": "x"},))
    if unsafe["path"] != "followup":
        assert plan_of(removed).patient_edition == "private_card"


@checked
@given(ANY_RECORD)
def test_the_private_card_is_the_same_for_everybody(data: Data) -> None:
    """Nothing of an answer is on it, whatever was said."""
    unsafe = with_answers(data, safety__home_safe="in_danger")
    if unsafe["path"] == "followup":
        return
    made = plan_of(unsafe)
    number = made.profile.numbers[0] if made.profile and made.profile.numbers else None
    call = f"• {number.label}: {number.number}" if number else "• the local emergency number"
    text = write_plan(made, shipped_bank(), "patient", "terminal", RenderOptions())
    assert text == f"Contact\n\n{call}\nNext contact: as agreed\n"


@checked
@given(ANY_RECORD)
def test_the_emergency_card_holds_nothing_else(data: Data) -> None:
    """At level 4 the patient is handed the lines of the card and no other."""
    made = plan_of(with_answers(data, safety__now=["unrousable"], safety__home_safe="safe"))
    if made.patient_edition == "emergency_card":
        carried = carry(made, ROLES, "patient")
        assert {line.rule for line in carried.lines} <= {*ROLES.emergency_card, "GAP-CONTACT"}


@checked
@given(ANY_RECORD)
def test_no_option_stands_in_quotation_marks(data: Data) -> None:
    """Only what somebody said is quoted, never a choice they made."""
    labels = {
        o.label
        for q in shipped_bank().questions.values()
        for source in (q, *q.fields)
        for o in source.options
    }
    made = plan_of(data)
    spans = [
        s for line in made.lines for text in line.texts.values() for s in text.spans if isinstance(s, Quote)
    ]
    assert [
        str(span) for span in spans if str(span).strip("“”") in labels and str(span).startswith("“")
    ] == []


@checked
@given(ANY_RECORD)
def test_the_patients_words_are_whole_on_their_page(data: Data) -> None:
    """What they keep, change, learned and where coping ended stands in full on the patient's page."""
    told = {name.replace(".", "__"): f"{name} {LONG}" for name in OWN_WORDS}
    made = plan_of(with_answers(data, **told))
    page = document(made, "patient")
    if made.patient_edition != "plan" or made.path == "followup" or page is None:
        return
    found = " ".join(texts(page))
    assert [name for name in OWN_WORDS if f"“{f'{name} {LONG}'.strip()}”" not in found] == []


@checked
@given(ANY_RECORD)
def test_no_product_is_named_to_the_patient_or_the_family(data: Data) -> None:
    """What was taken is the clinician's; only the card of an emergency repeats it, for whoever helps."""
    entry = {"class": "opioid", "name": "zqxproduct", "source": "own_prescription", "days_per_week": 7}
    made = plan_of(with_answers(data, event__substance=[entry]))
    for edition in ("patient", "family"):
        page = document(made, edition)  # type: ignore[arg-type]
        for_helpers = edition == "patient" and made.patient_edition == "emergency_card"
        named = page is not None and "zqxproduct" in " ".join(texts(page))
        assert named is (for_helpers and made.path != "followup")
    if made.path != "followup":
        assert "zqxproduct" in " ".join(texts(document(made, "clinician")))


@checked
@given(ANY_RECORD)
def test_lines_of_ones_own_are_never_dropped_from_the_plan(data: Data) -> None:
    """Whatever section the therapist chose, a line for the patient is on the patient's plan."""
    own = [
        {"kind": "add", "id": f"own-{s}", "section": s, "text": f"zqx {s}", "editions": ("patient",)}
        for s in (
            "contact",
            "safety",
            "medicines",
            "trigger",
            "stance",
            "revision",
            "stabilisation",
            "followup",
        )
    ]
    made = plan_of(decided(data, tuple(own)))
    if made.patient_edition == "plan":
        found = list(texts(document(made, "patient")))
        assert [line["text"] for line in own if line["text"] not in found] == []
