"""On any bank, the compiled one makes the rows of the plain evaluator, and no word of a bank is code."""

from __future__ import annotations

import ast
import builtins
import random

from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.batch.compiled import compile_bank
from relapse_cli.batch.generated.source import Wish, generate
from relapse_cli.batch.generated.structs import Shapes
from relapse_cli.batch.plain import plain_row
from relapse_cli.model.bank import Bank
from tests.banks_under_test import shipped_bank
from tests.batch.random_banks import HOSTILE, changed, of_bank, random_bank
from tests.batch.ways import DOUBTFUL, accepted, fast_row, slow_row, trusted_row, written
from tests.examples import slow_examples
from tests.record_strategies import Dice, DrawnDice, RandomDice, busy_record, random_record


def _by(bank: Bank) -> tuple[str, ...]:
    named = [fact.name for fact in bank.facts if fact.scope == "record"]
    return (*[q.id for q in bank.questions.values() if q.type != "event"], *named)


def _rows_agree(dice: Dice, count: int) -> int:
    """Make a bank and records, and hold the ways side by side; return how often the fast one was sure."""
    bank = random_bank(dice)
    by = _by(bank)
    compiled = compile_bank(bank, by=by)
    rng, sure = random.Random(dice.number(0, 10**6)), 0
    for number in range(count):
        made = busy_record(rng) if number % 2 else random_record(rng)
        data = written(of_bank(bank, made))
        fast, slow = fast_row(compiled, data), slow_row(bank, data, by)
        assert slow is not None
        if fast != DOUBTFUL:
            sure += 1
            assert fast == slow
            assert trusted_row(compiled, data) == slow
    return sure


@slow_examples(120)
@given(st.data())
def test_the_rows_of_a_random_bank_are_the_plain_ones(draw: st.DataObject) -> None:
    """Every node and operator over every type of question, and what rests on what."""
    _rows_agree(DrawnDice(draw.draw), 8)


def test_hardly_any_record_is_doubtful_under_a_random_bank() -> None:
    """Doubt is for what is rare; under a few banks it is how far a flag rests on entries."""
    dice = RandomDice(random.Random(3))
    assert sum(_rows_agree(dice, 10) for _ in range(60)) > 0.9 * 600


def _names(text: str) -> set[str]:
    """The names that a function uses and does not set itself."""
    tree = ast.parse(text)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return {node.id for node in names} - own


def test_no_word_of_a_bank_is_code() -> None:
    """A hostile id or value stands in quotation marks; the names in the function are the generator's own."""
    dice = RandomDice(random.Random(4))
    allowed = _names(generate(Shapes(shipped_bank()), "interview", Wish()).text)
    quoted = 0
    for _ in range(60):
        bank = random_bank(dice)
        for session in ("interview", "followup"):
            made = generate(Shapes(bank), session, Wish(by=_by(bank)))  # type: ignore[arg-type] # a session
            tree = ast.parse(made.text)
            quoted += sum(isinstance(n, ast.Constant) and HOSTILE in str(n.value) for n in ast.walk(tree))
            foreign = {name for name in _names(made.text) if not name.startswith("K")} - allowed
            assert foreign <= _CALLED | set(dir(builtins)) - {"__import__"}, foreign
            assert not any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(tree))
    assert quoted > 60, "the hostile words were not in the functions"


_CALLED = {
    "span_if_any", "report", "number_text", "earliest_is_answered", "branch_domains", "nostop_variant",
    "mixed_use", "three_short", "extra_words", "later", "ahead", "doubt", "bits_of", "count_together",
    "opioid_among", "nonpharmacy_among", "together", "DEPRESSANT", "POSSIBLE_DEPRESSANT", "l",
}  # fmt: skip


def test_a_hostile_question_is_a_word_and_nothing_else() -> None:
    """An id, a label or an option that looks like Python is read and grouped as what it is."""
    bank = shipped_bank()
    option = changed(bank.questions["frame.mode"].options[0], id=HOSTILE, label=HOSTILE)
    question = changed(bank.questions["frame.mode"], id=f"a.{HOSTILE}", label=HOSTILE, options=(option,))
    hostile: Bank = changed(
        bank, digest="sha256:hostile", facts=(), flags=(), actions=(), answer_lines=(),
        gap_lines=(), together=(),
        migrations=(), sheets=None, sections=(changed(bank.sections[0], questions=(question,)),),
    )  # fmt: skip
    compiled = compile_bank(hostile, by=(question.id,))
    made = of_bank(hostile, random_record(random.Random(1), "core"))
    data = written({**made, "answers": {question.id: HOSTILE}})
    record = accepted(hostile, data)
    assert record is not None
    row = compiled.row(data)
    assert row == plain_row(hostile, record, (question.id,))
    assert row is not None
    assert row.group == (HOSTILE,)
