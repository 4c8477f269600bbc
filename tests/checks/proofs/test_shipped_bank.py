"""The shipped bank keeps all that it promises, and every part of it is reached."""

from __future__ import annotations

from itertools import combinations

from relapse_cli.checks.proofs.claims import judge
from relapse_cli.checks.proofs.promises import property_claims
from relapse_cli.checks.proofs.search import Search
from relapse_cli.checks.proofs.targets import derived_values, reached
from relapse_cli.checks.proofs.verdict import Proof
from relapse_cli.logic.answers.check_record import check_record
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_properties import Properties

REACHED = ("question", "field", "option", "fact", "flag", "action")


def test_everything_that_is_promised_of_the_shipped_bank_holds(proof: Proof) -> None:
    """No promise is broken, and rules and formulas agree on every interview."""
    failed = [
        (verdict.about, verdict.id, verdict.state, verdict.interview and verdict.interview.record.answers)
        for verdict in proof.failed
    ]
    assert failed == []


def test_every_part_of_the_bank_has_its_verdict(proof: Proof, bank: Bank) -> None:
    """Every question, flag, line and fact is among what is proved to be reached."""
    found = {(verdict.about, verdict.id) for verdict in proof.verdicts}
    assert {("question", q) for q in bank.questions} <= found
    assert {("flag", flag) for flag in bank.flag_by_id} <= found
    assert {("action", action) for action in bank.action_by_id} <= found
    assert {("fact", fact.name) for fact in bank.facts if fact.scope == "record"} <= found
    chosen = {("option", f"{q.id}={o.id}") for q in bank.questions.values() for o in q.options}
    assert chosen <= found
    inside = {
        ("option", f"{q.id}.{f.id}={o.id}")
        for q in bank.questions.values()
        for f in q.fields
        for o in f.options
    }
    assert inside <= found


def test_every_pair_of_flags_has_its_verdict(proof: Proof, bank: Bank) -> None:
    """Two flags can stand together, with an interview that shows it, or never do."""
    pairs = {verdict.id: verdict for verdict in proof.verdicts if verdict.about == "pair"}
    assert list(pairs) == [f"{one} + {other}" for one, other in combinations(bank.flag_by_id, 2)]
    for name, verdict in pairs.items():
        if verdict.interview is not None:
            assert set(name.split(" + ")) <= set(verdict.interview.reading.flags)
        else:
            assert verdict.says == "They never stand together."


def test_flags_that_exclude_each_other_by_the_contract_never_stand_together(proof: Proof) -> None:
    """What one rule says to be the other's otherwise is proved to be so."""
    apart = {v.id for v in proof.verdicts if v.says == "They never stand together."}
    assert {
        "E-06 + M-05", "E-06 + M-21", "E-10 + M-22", "E-10 + U-17", "M-22 + U-17", "M-07 + U-19",
        "M-17 + U-20",
        "M-04 + U-23", "M-15 + U-25", "M-08 + U-21", "M-13 + U-24",
    } <= apart  # fmt: skip
    assert "E-01 + M-16" not in apart


def test_every_witness_reaches_what_it_is_named_for(proof: Proof, bank: Bank) -> None:
    """An interview that a verdict names is a record without faults that does what the verdict says."""
    derived = derived_values(bank)
    seen: dict[str, set[tuple[str, str]]] = {}
    for verdict in proof.verdicts:
        if verdict.about not in REACHED:
            continue
        assert verdict.interview is not None, verdict.id
        record = verdict.interview.record
        if record.id not in seen:
            assert check_record(bank, record) == []
            seen[record.id] = set(reached(Evaluation(bank, record, verdict.interview.earlier), derived))
        assert (verdict.about, verdict.id) in seen[record.id]


def test_an_interview_has_a_name_of_its_own(proof: Proof) -> None:
    """Under one name there is one record, whether it shows something or is compared with what does."""
    records: dict[str, str] = {}
    for verdict in proof.verdicts:
        for interview in (verdict.interview, verdict.second):
            if interview is not None:
                text = interview.record.model_dump_json()
                assert records.setdefault(interview.record.id, text) == text
        if verdict.second is not None and verdict.interview is not None:
            assert verdict.second.record.answers != verdict.interview.record.answers
    assert len(records) > 50


def test_every_required_question_is_asked_in_some_interview(proof: Proof, bank: Bank) -> None:
    """None of them is disabled on all paths."""
    required = {q.id for q in bank.questions.values() if q.required}
    says = "It is required, and some interview asks it."
    assert {v.id for v in proof.verdicts if v.says == says and v.interview is not None} == required


def test_every_critical_question_is_compared_with_its_missing_answer(proof: Proof, bank: Bank) -> None:
    """Each quiet option of each critical question has its verdict, and each other option its own."""
    quiet = {verdict.id for verdict in proof.verdicts if verdict.about == "quiet answer"}
    loud = {verdict.id for verdict in proof.verdicts if verdict.about == "positive answer"}
    for question in bank.critical:
        assert {f"{question.id}={option}" for option in question.quiet} <= quiet
        options = {option.id for option in question.options} - {*question.quiet, question.exclusive}
        assert {f"{question.id}={option}" for option in options} <= loud
    assert {f"event.substance.{name}" for name in ("class", "source", "last_use")} <= quiet


def test_each_named_exception_is_needed(proof: Proof, properties: Properties) -> None:
    """An exception is shown by two interviews, and the one with the answer has the lower level."""
    assert properties.positive_never_lower is not None
    named = {
        f"{row.question}={option}"
        for row in properties.positive_never_lower.spared
        if row.when is None
        for option in row.options
    }
    found = {v.id: v for v in proof.verdicts if v.says.startswith("A named exception")}
    assert set(found) == named
    for verdict in found.values():
        assert verdict.interview is not None
        assert verdict.second is not None
        assert verdict.interview.reading.computed_level < verdict.second.reading.computed_level


def test_without_its_conditions_an_exception_would_be_a_broken_promise(
    bank: Bank, properties: Properties
) -> None:
    """The exception of P-SUPPLY beside P-NOSTOP is needed: without it an interview breaks the promise."""
    whole = next(each for each in properties.properties if each.id == "nostop-no-removal")
    bare = whole.model_copy(update={"unless": ()})
    search = Search(bank)
    (verdict,) = judge(property_claims((bare,), search), search)
    assert verdict.state == "false"
    assert verdict.interview is not None
    reading = verdict.interview.reading
    assert reading.action("P-NOSTOP")
    assert reading.action("P-SUPPLY")
