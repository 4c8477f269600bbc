"""What an export writes can be read back, whatever was said: it is not refused and stays the same."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.app.sources.items import check_item
from relapse_cli.batch.inputs.item import Item
from relapse_cli.logic.answers.check_record import check_record
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.changes import changes
from relapse_cli.logic.journal.outside import outside_record, unknown_answers
from relapse_cli.logic.journal.replay import rebuild
from relapse_cli.model.bank import Bank
from relapse_cli.model.decision import Fill
from relapse_cli.model.journal import Entry
from relapse_cli.model.record import Record
from relapse_cli.problems import errors_only
from relapse_cli.records.kinds import RecordFormat
from relapse_cli.records.reader import read_stream
from relapse_cli.records.writer import record_text
from relapse_cli.text.sanitize import whole_letters
from tests.banks_under_test import record_of, shipped_bank, vignette
from tests.examples import examples
from tests.logic.journal.test_migrate import old_record, one_step
from tests.record_strategies import records

ODD = st.text(st.characters(codec=None, categories=("L", "N", "P", "Z", "Cc", "Cf", "Cs", "So")), max_size=30)
HARD = ("withheld", "null", "~", "1e999", "\ud83d", "\x00\x1b[2J", "\u2028", "w" * 60_000)
WORDS = st.one_of(ODD, st.sampled_from(HARD))
TYPED = ("prior.helped", "prior.kept", "frame.location")
KINDS: tuple[RecordFormat, ...] = ("json", "jsonl", "yaml")


def stored(bank: Bank, record: Record) -> Record:
    """A record as a store gives it back: entries of a journal, written down as JSON."""
    entries = [(each.kind, json.dumps(each.body)) for each in changes(None, Interview.start(bank, record))]
    return rebuild(Entry(kind, json.loads(body)) for kind, body in entries).record()


@examples(60)
@given(records(), WORDS, WORDS)
def test_every_exported_record_is_read_back(data: dict[str, Any], words: str, note: str) -> None:
    """Equal, and without a fault that it had not; what was withheld stays withheld."""
    bank = shipped_bank()
    more = {name: {"value": words, "note": note} for name in TYPED if data["path"] != "followup"}
    record = record_of({**data, "answers": {**data["answers"], **more}})
    if whole_letters(words).strip():
        filled = Fill(kind="fill", rule="P-TOLD", slot="person", text=whole_letters(words))
        record = record.model_copy(update={"decisions": (filled,)})
    assert not errors_only(check_record(bank, record))
    kept = outside_record(bank, stored(bank, record))
    for kind in KINDS:
        [found] = read_stream(BytesIO(record_text(kept, kind).encode()), file=f"x.{kind}", kind=kind)
        assert found.record == kept
    checked = check_item(Item("x.jsonl", 1, record_text(kept, "jsonl").encode()), bank)
    assert (checked.record, errors_only(checked.problems)) == (kept, [])


@pytest.mark.parametrize(
    ("question", "raw"),
    [
        ("safety.body", ["seizure"]), ("safety.mood", {"value": "low", "note": "private"}),
        ("safety.sleep", {"hours": 3, "how": "badly"}), ("safety.step", [{"what": "private"}]),
        ("safety.words", {"value": "private", "note": "private"}),
    ],
)  # fmt: skip
def test_nothing_private_leaves_of_any_type_and_its_place_can_be_read(question: str, raw: Any) -> None:
    """Words are said to be withheld; where no words can stand nothing does, and it counts as not answered."""
    bank = one_step()
    private = {**bank.questions, question: bank.questions[question].model_copy(update={"never_export": True})}
    bank.__dict__["questions"] = private
    record = old_record({question: raw}, "3")
    left = outside_record(bank, record)
    assert "private" not in record_text(left)
    assert check_record(bank, left) == []
    assert left.answer(question).usable is (question == "safety.words")


def test_a_status_of_something_private_leaves_without_its_note() -> None:
    """That somebody declined is no secret; why is one."""
    raw = {"frame.location": {"status": "declined", "note": "17 Hidden Lane"}}
    record = record_of({**vignette("PR-101"), "answers": raw})
    assert outside_record(shipped_bank(), record).answers == {"frame.location": {"status": "declined"}}


@pytest.mark.parametrize(
    ("moves", "known"),
    [
        ({"rename": {"old.words": "safety.words"}}, True),
        ({"split": {"old.words": ["safety.words", "safety.more"]}}, True),
        ({"split": {"old.words": ["safety.words", "safety.gone"]}}, False),
        ({"drop": {"old.words": "no longer"}}, False),
        ({}, False),
    ],
)
def test_an_answer_under_an_older_name_leaves_as_under_that_of_today(
    moves: dict[str, Any], known: bool
) -> None:
    """Where the bank says what became of all of it; else nobody can say whether it may."""
    bank = one_step(**moves)
    record = old_record({"old.words": "so"})
    assert unknown_answers(bank, record) == ([] if known else ["old.words"])
    assert outside_record(bank, record).answers == {"old.words": "so" if known else "withheld"}


def test_what_a_bank_does_not_know_is_read_back_where_it_says_nothing() -> None:
    """As a warning; anything that was said there is a fault as before."""
    for raw, severity in (("withheld", "warning"), ({"status": "declined"}, "warning"), ("said", "error")):
        record = replace_answers({"frame.no_such": raw})
        [problem] = check_record(shipped_bank(), record)
        assert (problem.code, problem.severity) == ("REC_100", severity)


def replace_answers(answers: dict[str, Any]) -> Record:
    """A record with nothing but these answers."""
    return record_of({**vignette("PR-101"), "answers": answers})
