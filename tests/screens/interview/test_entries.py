"""An event is named by the number that it has in its list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.ask import Table
from relapse_cli.model.step import Step
from relapse_cli.screens.interview.question import build_screen
from tests.app.interview.test_loop import FRAME, new_record
from tests.banks_under_test import shipped_bank


def days_before(number: int, what: str) -> dict[str, Any]:
    """A step of the sequence."""
    return {"what": what, "when": {"value": number, "unit": "day", "side": "before"}, "domain": "conflict"}


STEPS = [days_before(2, "the second"), days_before(9, "the first"), days_before(1, "the third")]
PRODUCTS = [{"class": "z_drug"}, {"class": "opioid"}]


@pytest.mark.parametrize(("question", "entries"), [("sequence.event", STEPS), ("event.substance", PRODUCTS)])
def test_an_entry_has_one_number_on_every_screen(question: str, entries: list[dict[str, Any]]) -> None:
    """The list counts in the order of time; the screen of an entry says its number there."""
    interview = Interview.start(shipped_bank(), new_record({**FRAME, question: entries}))
    table = build_screen(replace(interview, at=Step(question))).ask
    assert isinstance(table, Table)
    for number, row in enumerate(table.rows, start=1):
        shown = build_screen(
            replace(
                interview, at=Step(question, row.index, "what" if question == "sequence.event" else "class")
            )
        )
        assert shown.around.about.endswith(f"(entry {number})")


@pytest.mark.parametrize("entries", [[], PRODUCTS[:1]])
def test_a_new_entry_comes_after_those_that_there_are(entries: list[dict[str, Any]]) -> None:
    """The only entry needs no number, the next one has one before anything of it is said."""
    interview = Interview.start(shipped_bank(), new_record({**FRAME, "event.substance": entries}))
    shown = build_screen(replace(interview, at=Step("event.substance", len(entries), "class")))
    assert ("(entry 2)" in shown.around.about) == bool(entries)
