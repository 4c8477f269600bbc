"""No two lines of a signed plan tell two persons for one thing, and nothing of it waits for a pen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.documents.plan.document import plan_document
from relapse_cli.errors import GateClosedError
from relapse_cli.model.line_text import Filled
from relapse_cli.model.plan import LineSlot, Plan
from tests.banks_under_test import VIGNETTES, shipped_bank, vignette
from tests.documents.plan.test_every_record import ANY_RECORD, Data, texts
from tests.examples import slow_examples
from tests.signed_records import left_open, signed

CASES = sorted(path.stem for path in VIGNETTES.glob("*.json") if "expected" not in path.name)
PAPERS = ("clinician", "patient", "family", "handover")


def by_name(slot: LineSlot) -> str:
    """A filling that tells which slot it is in."""
    return f"zqx {slot.name}"


def contradictions(made: Plan) -> list[str]:
    """The slots that read otherwise in two places: another filling, or open in one and filled in another."""
    told: dict[str, set[str]] = {}
    for line in made.lines:
        names = {slot.id: slot for slot in line.slots}
        for text in (*line.texts.values(), *line.adds.values()):
            for span in text.spans:
                slot = names.get(getattr(span, "id", ""))
                if slot is not None:
                    said = str(span).strip("“”") if isinstance(span, Filled) else "open"
                    told.setdefault(slot.name, set()).add(said)
    return [name for name, said in told.items() if len(said) > 1]


def blanks(made: Plan) -> list[str]:
    """Whatever is printed as a blank, on any paper of a plan."""
    found: list[str] = []
    for paper in PAPERS:
        try:
            document = plan_document(made, shipped_bank(), paper)  # type: ignore[arg-type]
        except GateClosedError:
            continue
        found += [text for text in texts((document.blocks, document.wallet)) if "____" in text]
    return found


@pytest.mark.parametrize("case", CASES)
def test_every_vignette_names_one_person_for_one_thing(case: str) -> None:
    """A slot that stands in several lines and editions reads the same in all of them."""
    assert contradictions(signed(vignette(case), by_name)) == []
    unfilled = signed(vignette(case), left_open)
    assert contradictions(unfilled) == []
    assert blanks(unfilled) == []


@slow_examples(10)
@given(ANY_RECORD, st.booleans())
def test_any_signed_record_names_one_person_for_one_thing(data: Data, fills: bool) -> None:
    """Whatever was answered, filled in or left open; and nothing waits for a pen."""
    made = signed(data, by_name if fills else left_open)
    assert contradictions(made) == []
    assert blanks(made) == []
