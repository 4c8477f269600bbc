"""The compiled bank makes the row that the plain evaluator makes, and accepts nothing that it refuses."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.banks.condition_parser import ConditionParser
from relapse_cli.batch.compiled import compile_bank
from relapse_cli.batch.generated.doubt import Doubtful, NotCompiledError
from relapse_cli.logic.plan.final import answers_digest
from relapse_cli.logic.rules.conditions import holds
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.condition import Compare, Condition
from tests.banks_under_test import VIGNETTES, shipped_bank, vignette
from tests.batch.ways import (
    DECISIONS,
    DOUBTFUL,
    accepted,
    fast_row,
    key_twice,
    slow_row,
    spoilt,
    spoilt_bytes,
    trusted_row,
    written,
)
from tests.examples import slow_examples
from tests.oracle.compare import cases
from tests.record_strategies import DrawnDice, RandomDice, any_busy_record, busy_record, busy_records, records

Data = dict[str, Any]
BANK = shipped_bank()
BY = (
    "path", "classes", "safety.sleep.night_1", "frame.age_band", "used_within_24h", "event.time_without",
    "withdrawal", "earliest_domain", "sleep_mean", "safety.suicide", "contact.worth", "safety.now",
    "extra_contact", "frame.consent", "no.such.question",
)  # fmt: skip
COMPILED = compile_bank(BANK, by=BY)


def _agree(data: bytes) -> bool:
    """Hold both ways side by side; say whether the fast one was sure."""
    slow, fast = slow_row(BANK, data, BY), fast_row(COMPILED, data)
    if fast == DOUBTFUL:
        return False
    assert slow is not None
    assert fast == slow
    assert trusted_row(COMPILED, data) == slow
    return True


def _surely_agree(data: Data) -> None:
    """The same for a record of which the fast way has to be sure."""
    assert _agree(written(data))


def _signed(data: Data) -> Data:
    confirmed = {"kind": "confirm", "flag": "M-16", "second": True}
    digest = answers_digest(data["answers"])
    sign_off = {"kind": "sign_off", "at": data["started_at"], "role": "therapist", "answers": digest}
    return {**data, "decisions": [confirmed, sign_off]}


def test_the_rows_of_a_fixed_set_of_records_are_the_plain_ones() -> None:
    """All of them are read fast, signed or not."""
    for data, _ in cases(300):
        _surely_agree(data)
        _surely_agree(_signed(data))


@pytest.mark.parametrize("case", sorted(path.stem for path in VIGNETTES.glob("PR-???.json")))
def test_the_row_of_a_vignette_is_the_plain_one(case: str) -> None:
    """A case of the contract is read fast, however it is indented."""
    assert _agree((VIGNETTES / f"{case}.json").read_bytes())
    _surely_agree(vignette(case))


@slow_examples(60)
@given(data=st.one_of(busy_records(), records()))
def test_the_row_of_any_record_is_the_plain_one(data: Data) -> None:
    """Missing, unknown, declined and wrapped answers included."""
    _surely_agree(data)


@slow_examples(60)
@given(data=busy_records(), made=st.lists(st.sampled_from(DECISIONS), max_size=5))
def test_decisions_count_as_they_do_in_the_plain_row(data: Data, made: list[Any]) -> None:
    """Whatever was decided, in any order; what is no decision is doubtful."""
    changed = {**data, "decisions": made}
    sure = _agree(written(changed))
    assert sure == (accepted(BANK, written(changed)) is not None)


@slow_examples(150)
@given(st.data())
def test_what_is_refused_the_slow_way_is_never_accepted(draw: st.DataObject) -> None:
    """A record in which something is wrong, or merely odd, has the plain row or is doubtful."""
    dice = DrawnDice(draw.draw)
    data = any_busy_record(dice)
    for _ in range(dice.number(1, 2)):
        data = spoilt(dice, data)
    _agree(written(data))


def test_many_spoilt_records_are_never_accepted_wrongly() -> None:
    """Faults of values, of bytes and of keys given twice, a few hundred of each."""
    dice = RandomDice(random.Random(5))
    valid = sure = 0
    for number in range(400):
        data = busy_record(dice.rng)
        odd = written(spoilt(dice, data))
        valid += accepted(BANK, odd) is not None
        sure += _agree(odd)
        line = written(data)
        _agree(spoilt_bytes(dice, line))
        assert not _agree(key_twice(dice, line)), number
    assert 0.8 * valid < sure <= valid, "much of what is odd and valid was not read fast"


def test_answers_that_are_null_are_read_fast() -> None:
    """Another program may write null for what nobody answered."""
    dice = RandomDice(random.Random(6))
    for _ in range(50):
        data = busy_record(dice.rng)
        session = "followup" if data["path"] == "followup" else "interview"
        asked = {name: None for name, known in BANK.questions.items() if known.session == session}
        _surely_agree({**data, "answers": {**asked, **data["answers"]}, "finished_at": None, "earlier": None})


def test_a_record_of_another_version_is_doubtful_and_one_of_other_files_is_not() -> None:
    """Another version is migrated first; other files of the same version are read as they are."""
    data = vignette("PR-103")
    pin = {"id": BANK.id, "version": BANK.version, "digest": "sha256:of-other-files"}
    _surely_agree({**data, "bank": pin})
    other = written({**data, "bank": {**pin, "version": "0.9"}})
    assert fast_row(COMPILED, other) == trusted_row(COMPILED, other) == DOUBTFUL


def test_a_record_without_end_is_doubtful() -> None:
    """What is larger than any record is left to those who name its fault."""
    data = vignette("PR-103")
    data["answers"]["frame.location"] = "x" * 70_000
    assert fast_row(COMPILED, written(data)) == DOUBTFUL


WHERES: tuple[Any, ...] = (
    {"level": {"at_least": 3}},
    {"flag": "M-16"},
    {"all": [{"answer": "event.now", "in": ["still_taking", "unsure"]}, {"not": {"fact": "mixed_use"}}]},
    {"some_entry": {"any": [{"entry": "class", "is": "opioid"}, {"field": "route", "is": "oral"}]}},
    {"answer": "safety.sleep.night_1", "less_than": 4},
    {"action": "P-NALOXONE"},
    {"fact": "unresolved_critical", "has": ["safety.now"]},
    {"at_least": 2, "of_flags": ["U-01", "U-02", "U-05", "U-14"]},
    {"answer": "event.mixed", "status": "unknown"},
    {"fact": "extra_contact", "usable": True},
    {"open_beyond": "M-02"},
)


@pytest.mark.parametrize("raw", WHERES, ids=str)
def test_where_leaves_out_what_the_condition_does_not_hold_for(raw: object) -> None:
    """A condition of the bank's language counts as it does in a plan."""
    parser = ConditionParser(levels={flag.id: flag.level for flag in BANK.flags})
    where = parser.parse(raw, (), "where")
    assert not parser.problems
    compiled = compile_bank(BANK, where, BY)
    kept = 0
    for data, _ in cases(60):
        record = accepted(BANK, written(data))
        assert record is not None
        expected = slow_row(BANK, written(data), BY) if holds(where, Evaluation(BANK, record)) else None
        row = fast_row(compiled, written(data))
        if row != DOUBTFUL:
            assert row == expected
            assert trusted_row(compiled, written(data)) == expected
            kept += expected is not None
    assert kept or raw in ({"open_beyond": "M-02"}, {"answer": "event.mixed", "status": "unknown"})


NOT_POSSIBLE: tuple[Condition, ...] = (
    Compare(subject="field", name="route", op="is", values=("oral",)),
    Compare(subject="entry", name="class", op="is", values=("opioid",)),
    Compare(subject="fact", name="no_such_fact", op="is", values=(True,)),
)


@pytest.mark.parametrize("where", NOT_POSSIBLE, ids=str)
def test_a_condition_that_cannot_be_compiled_is_named(where: Compare) -> None:
    """It is said by its name before the first record is read."""
    with pytest.raises(NotCompiledError, match=where.name):
        compile_bank(BANK, where)


def test_an_answer_that_is_a_list_of_entries_groups_nothing() -> None:
    """What was taken is no single value; that is said by its name."""
    with pytest.raises(NotCompiledError, match=r"event\.substance"):
        compile_bank(BANK, by=("event.substance",))


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b'{"answers":{}}', b"\xef\xbb\xbf{}"], ids=repr)
def test_what_is_no_record_is_doubtful(data: bytes) -> None:
    """Nothing is thrown but the doubt."""
    for read in (COMPILED.row, COMPILED.trusted_row):
        with pytest.raises(Doubtful):
            read(data)


def test_a_key_hidden_behind_a_blank_is_found() -> None:
    """A key that is given twice is doubtful in any spelling."""
    line = json.dumps(vignette("PR-103"))
    for colon in (":", " :", "\t:", "\n :", "\r\n:"):
        twice = line.replace('"answers": {', '"answers": {"safety.alone"' + colon + "true, ", 1)
        assert fast_row(COMPILED, twice.encode()) == DOUBTFUL
