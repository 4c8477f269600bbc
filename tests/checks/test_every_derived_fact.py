"""Every derived fact, wherever a bank may read it: the bank is refused, or its plans can be made."""

from __future__ import annotations

from functools import cache

import pytest

from relapse_cli.checks.structure.check import check_structure
from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE, DerivedFact, EntryFact, questions_of
from relapse_cli.logic.plan.build import plan
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_rules import Due
from relapse_cli.model.bank_terms import DueWord
from relapse_cli.model.condition import ALWAYS, ActionFires, FlagSet, Not
from relapse_cli.model.record import Record
from relapse_cli.places import Places
from relapse_cli.problems import Problem
from tests.banks_under_test import record_of, shipped_bank
from tests.checks.reading_places import (
    PLACES,
    leaf,
    own_places,
    with_action,
    with_contact_due,
    with_entry_field,
    with_flag,
)
from tests.logic.plan_bases import AGREED, follow_up, interview, merged, regular, sequence

SUBSTANCE = "event.substance"

FACTS = [*CATALOGUE.values(), *ENTRY_CATALOGUE.values()]
AFTER_LEVEL = {"contact_after_due", "extra_contact", "same_plan_as_earlier"}
ENTRY = regular(prescriber_role="doctor", first_use="2026-10-20", source="own_prescription")
BY_FLAGS = {"a flag", "a flag that reads a named fact"}
BY_LINES = {"a line of the plan", "the family sheet"}


@cache
def records() -> tuple[Record, Record, Record]:
    """An interview and a follow-up in which whatever a fact looks at is there, and one without a contact."""
    told = {
        **sequence("sleep", "anxiety", "idealising"),
        "revise.ifthen": [{"if": "I wake", "then": "I ring"}],
        "contact.feelings": {"selected": ["fear"]},
    }
    later = {"followup.next_contact": {"when": AGREED, "who": "the patient"}}
    return (
        record_of(interview(told, entries=[ENTRY, ENTRY], path="deep")),
        record_of(follow_up(later)),
        record_of(interview({"revise.next_contact": None})),
    )


def faults(bank: Bank) -> list[Problem]:
    """What the check says of a bank."""
    return check_structure(bank, Places())


def is_made(bank: Bank) -> bool:
    """Whether plans can be made: beside an earlier interview, of a follow-up, and with no contact agreed."""
    first, later, open_ended = records()
    try:
        return all(plan(bank, *each).lines for each in ((first, first), (later,), (open_ended,)))
    except RecursionError:
        return False


def test_the_records_leave_nothing_out() -> None:
    """Every field of an entry is answered, so that each of its conditions is judged."""
    assert ENTRY.keys() == shipped_bank().questions[SUBSTANCE].field_by_id.keys()
    assert merged(ENTRY, {}) == ENTRY


@pytest.mark.parametrize(
    "fact", FACTS, ids=lambda fact: f"{'entry' if isinstance(fact, EntryFact) else 'record'}-{fact.name}"
)
def test_a_bank_that_reads_it_is_refused_or_makes_its_plans(fact: DerivedFact | EntryFact) -> None:
    """Nowhere does the check find nothing and a plan never end; and what can be computed is not refused."""
    bank = shipped_bank()
    made = {name: put(bank, leaf(fact)) for name, put in {**PLACES, **own_places(bank, fact)}.items()}
    refused = {name for name, changed in made.items() if faults(changed)}

    assert [name for name in made.keys() - refused if not is_made(made[name])] == []
    assert BY_FLAGS & refused == (BY_FLAGS if fact.name in AFTER_LEVEL else set())
    assert not BY_LINES & refused


@pytest.mark.parametrize(
    ("place", "name", "circle"),
    [
        ("a flag", "contact_after_due", "flag 'U-99' -> derived fact 'contact_after_due' -> flag 'U-99'"),
        ("a trigger row", "same_plan_as_earlier", "action 'P-TRIED' -> derived fact 'same_plan_as_earlier'"),
        (
            "a due time of the next contact",
            "contact_after_due",
            "derived fact 'contact_after_due' -> derived",
        ),
        ("open_when, through a flag", "unresolved_critical", "derived fact 'unresolved_critical' -> flag"),
    ],
)
def test_the_circle_is_named(place: str, name: str, circle: str) -> None:
    """Whoever wrote the condition sees what it rests on, through everything in between."""
    found = faults(PLACES[place](shipped_bank(), leaf(CATALOGUE[name])))
    told = [problem.message for problem in found if problem.code == "BANK_082"]

    assert any(circle in message for message in told), told


@pytest.mark.parametrize("name", sorted(AFTER_LEVEL))
@pytest.mark.parametrize("place", ["a flag", "a named fact that relevance reads", "brief_when"])
def test_a_fact_that_needs_the_level_is_for_actions(name: str, place: str) -> None:
    """The fault says so, and names the questions that can be read instead."""
    found = faults(PLACES[place](shipped_bank(), leaf(CATALOGUE[name])))
    problem = next(problem for problem in found if problem.code == "BANK_067")

    assert name in problem.message
    assert questions_of(CATALOGUE[name], shipped_bank())[0] in problem.remedy


def test_a_field_of_an_entry_reads_what_does_not_read_it_back() -> None:
    """Where a product came from may not decide whether it is asked where it came from."""
    bank, condition = shipped_bank(), leaf(ENTRY_CATALOGUE["nonpharmacy"])
    back = faults(with_entry_field(bank, "source", condition))

    assert faults(with_entry_field(bank, "route", condition)) == []
    assert [problem.code for problem in back] == ["BANK_082"]
    assert "field 'source' -> entry fact 'nonpharmacy' -> field 'source'" in back[0].message


def test_a_circle_over_both_sessions_is_refused() -> None:
    """What a flag or a line rests on is told over both sessions, so it may not come back in the other one."""
    bank = shipped_bank()
    flags = with_flag(
        with_flag(bank, ALWAYS, FlagSet(n=1, of=("U-98",))), FlagSet(n=1, of=("U-99",)), None, "U-98"
    )
    one = with_action(bank, ALWAYS, Not(part=ActionFires(name="P-SECOND")))
    lines = with_action(one, Not(part=ActionFires(name="P-TRIED")), None, "P-SECOND")

    assert [problem.code for problem in faults(flags)] == ["BANK_082"]
    assert [problem.code for problem in faults(lines)] == ["BANK_082"]
    assert not is_made(flags)


@pytest.mark.parametrize("word", ["next_contact", "first_contact"])
def test_the_next_contact_is_not_due_at_the_next_contact(word: DueWord) -> None:
    """A due time that names itself would never be found."""
    bank = with_contact_due(shipped_bank(), Due(word=word, words="then"))

    assert [problem.code for problem in faults(bank)] == ["BANK_109"]
    assert not is_made(bank)


def test_openness_rests_on_all_but_openness() -> None:
    """A critical question may be open for any reason but one that asks what is open."""
    bank, place = shipped_bank(), PLACES["open_when, through a flag"]
    refused = {name for name, fact in CATALOGUE.items() if faults(place(bank, leaf(fact)))}

    assert refused == {*AFTER_LEVEL, "unresolved_critical"}


def test_the_same_circle_is_told_in_the_same_words_each_time() -> None:
    """A cycle begins where its fault stands, whatever order its names are kept in."""
    flags: Bank = shipped_bank()
    for name, other in (("U-97", "U-98"), ("U-98", "U-99"), ("U-99", "U-97")):
        flags = with_flag(flags, FlagSet(n=1, of=(other,)), None, name)

    assert [problem.message for problem in faults(flags)] == [
        "These rest on each other: flag 'U-97' -> flag 'U-98' -> flag 'U-99' -> flag 'U-97'."
    ]
