"""What is half given is never read: not by a rule, not by the plan, not at check-answers, not in a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.changes import changes, record_of, replay
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.rules.consistency import consistency_questions
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step, note_of, words_of
from relapse_cli.records.writer import record_text
from relapse_cli.screens.interview.check import build_check
from tests.banks_under_test import record_of as record_from
from tests.banks_under_test import shipped_bank
from tests.examples import slow_examples
from tests.record_strategies import records

HALF = "none unrousable fit 10"
"""Ids of danger signs and a number: what a rule would read, if it looked."""


def every_place(record: Record) -> Mapping[Step, str]:
    """Something half given at every place there is."""
    questions = shipped_bank().questions.values()
    steps = [Step(q.id) for q in questions] + [Step(q.id, detail=True) for q in questions]
    steps += [note_of(q.id) for q in questions]
    for q in questions:
        entries = range(len(record.answer(q.id).items) + 1) if q.type == "event" else [None]
        steps += [Step(q.id, entry, field.id) for entry in entries for field in q.fields]
    steps += [words_of(step) for step in steps if not step.is_note]
    return dict.fromkeys([*steps, Step("app.sign.reason.A-1", field="a1")], HALF)


@given(data=records())
@slow_examples(25)
def test_no_rule_and_no_document_reads_what_is_half_given(data: dict[str, object]) -> None:
    """With a draft at every place, level, flags, order, check-answers, plan and record stay the same."""
    bank, record = shipped_bank(), record_from(data)
    bare = Interview.start(bank, record)
    half = replace(Interview.start(bank, record), drafts=dict(every_place(record)))
    assert (half.level, half.reading.flags, half.new_cards) == (
        bare.level,
        bare.reading.flags,
        bare.new_cards,
    )
    assert (half.at, half.open_questions, half.progress, half.open_safety) == (
        bare.at, bare.open_questions, bare.progress, bare.open_safety,
    )  # fmt: skip
    assert build_check(half, consistency_questions) == build_check(bare, consistency_questions)
    assert record_text(half.record) == record_text(bare.record)
    kept = record_of(changes(None, half))
    assert kept == record_of(changes(None, bare))
    assert plan(bank, kept) == plan(bank, record)


@given(
    data=records(), texts=st.lists(st.text(min_size=1, max_size=20).filter(str.strip), min_size=1, max_size=4)
)
@slow_examples(25)
def test_a_journal_gives_back_all_that_is_half_given(data: dict[str, object], texts: list[str]) -> None:
    """At answers, notes and in a sign-off; with nothing that cannot be read."""
    bare = Interview.start(shipped_bank(), record_from(data))
    half = replace(bare, drafts=dict(zip(every_place(bare.record), texts, strict=False)))
    found = replay(shipped_bank(), [*changes(None, bare), *changes(bare, half)])
    assert (found.interview.drafts, found.problems) == (half.drafts, ())


def test_a_taken_note_clears_what_was_half_typed_of_it() -> None:
    """And nothing else that is half given."""
    bank = shipped_bank()
    data = {"format": "relapse-interview/1", "id": "a", "case": "PR-1", "path": "core",
            "started_at": "2026-11-20T09:00:00+01:00", "answers": {}}  # fmt: skip
    begun = Interview.start(bank, record_from(data))
    assert begun.at is not None
    half = begun.with_draft("half").with_draft("half a note", note_of(begun.at.question))
    assert half.note("a note").drafts == {begun.at: "half"}
    assert half.note("").drafts == {begun.at: "half"}
