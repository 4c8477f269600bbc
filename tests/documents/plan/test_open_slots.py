"""What a page says of a slot that is still open: who settles it, and until when (rules 7.11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from relapse_cli.documents.plan.edition import carry
from relapse_cli.errors import GateClosedError
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.line_text import Blank, LineText
from relapse_cli.model.plan import Line, Plan
from tests.banks_under_test import plan_of, vignette
from tests.documents.plans import ROLES
from tests.examples import slow_examples
from tests.record_strategies import busy_records
from tests.signed_records import left_open, signed

EDITIONS: tuple[Edition, ...] = ("clinician", "patient", "family")
VIGNETTES = Path(__file__).parents[2] / "vignettes"
_SETTLED = re.compile(r"to be settled by .+( today| by \d{1,2} [A-Z][a-z]{2}( \d{4})?| by the next contact)")


def _carried(plan: Plan) -> Iterator[tuple[Edition, Line]]:
    for edition in EDITIONS:
        try:
            lines = carry(plan, ROLES, edition).lines
        except GateClosedError:
            continue
        yield from ((edition, line) for line in lines)


def _texts(line: Line, edition: Edition) -> Iterator[LineText]:
    yield line.texts[edition]
    yield from (option.texts[edition] for option in line.options)


def _open(plan: Plan) -> Iterator[tuple[str, list[str]]]:
    """Line by line, what is open in a text of it, as it reads."""
    for edition, line in _carried(plan):
        for text in _texts(line, edition):
            if found := [str(span) for span in text.spans if isinstance(span, Blank) and span.id]:
                yield f"{edition} {line.id}", found


def _is_settled(words: str) -> bool:
    return _SETTLED.fullmatch(words) is not None


def _holds(plan: Plan) -> None:
    for where, found in _open(plan):
        for words in found:
            if words not in {"not settled", "still open, see the step", "(to be settled together)"}:
                assert _is_settled(words), (where, words)
        assert found[0] != "not settled", where


def test_the_if_then_line_is_settled_when_its_row_says() -> None:
    """A row that wants it worded today does not say another day beneath it."""
    plan = signed(vignette("PR-101"), left_open)
    texts = [
        row.texts["clinician"] for row in carry(plan, ROLES, "clinician").lines if row.due and row.due.then
    ]
    found = [str(s) for t in texts for d in t.details for s in d.words if isinstance(s, Blank)]
    assert found
    assert all(words == "not settled" or words.endswith(" today") for words in found)


@pytest.mark.parametrize("case", sorted(path.stem for path in VIGNETTES.glob("PR-???.json")))
def test_whatever_is_open_on_a_signed_page_says_by_whom_and_until_when(case: str) -> None:
    """With every slot left open; the line's own day counts, else the next contact."""
    _holds(signed(vignette(case), left_open))


def test_without_a_contact_it_is_settled_by_the_next_one() -> None:
    """Nothing is dated by a day that nobody agreed."""
    data = vignette("PR-103")
    del data["answers"]["revise.next_contact"]
    found = dict(_open(plan_of(data)))
    assert found["patient A-ADD"] == ["to be settled by you by the next contact"]


def test_a_contact_on_the_same_day_is_today() -> None:
    """The day is said as on the other lines."""
    found = dict(_open(signed(vignette("PR-203"), left_open)))
    assert found["patient A-ADD"] == ["to be settled by you today"]


@slow_examples(40)
@given(data=busy_records())
def test_whatever_is_open_on_any_page_says_by_whom_and_until_when(data: dict[str, Any]) -> None:
    """The same for records in which much is going on."""
    _holds(plan_of(data))
