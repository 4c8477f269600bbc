"""What the catalogue says that a derived fact reads is what it does read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given

from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE, DerivedFact, EntryFact, questions_of
from relapse_cli.logic.facts.event import Event
from relapse_cli.logic.facts.timeline import find_events
from relapse_cli.logic.rules import due
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.logic.rules.reads import action_reads, split_answer
from relapse_cli.model.answer import Answer
from tests.banks_under_test import record_of, shipped_bank
from tests.examples import slow_examples
from tests.logic.plan_bases import entry, interview, regular, sequence
from tests.record_strategies import Record, busy_pairs

SUBSTANCE = "event.substance"

AFTER_LEVEL = {"level", "rows"}


class Overheard:
    """A reading that notes what is asked of it; what an answer of it rests on is not noted.

    Attributes:
        questions: the questions asked for.
        fields: the fields of substance entries asked for.
        beyond: what was asked for beside answers: the level, the rows that fire, what is open.
    """

    def __init__(self, reading: Evaluation, beside: Overheard | None = None) -> None:
        self.reading = reading
        self.questions: set[str] = beside.questions if beside else set()
        self.fields: set[str] = beside.fields if beside else set()
        self.beyond: set[str] = beside.beyond if beside else set()
        self.record, self.bank, self.roles = reading.record, reading.bank, reading.roles
        self.now, self.zone = reading.now, reading.zone

    @property
    def earlier(self) -> Overheard | None:
        """The earlier record, overheard as well."""
        return Overheard(self.reading.earlier, self) if self.reading.earlier else None

    @property
    def entries(self) -> Any:
        """The entries, which are an answer."""
        return self._asked(SUBSTANCE, self.reading.entries)

    @property
    def level(self) -> int:
        """The level."""
        self.beyond.add("level")
        return self.reading.level

    def flag(self, name: str) -> bool:
        """Whether a flag is set, which the level rests on."""
        self.beyond.add("level")
        return self.reading.flag(name)

    def flag_level(self, name: str) -> int:
        """The level of a flag."""
        self.beyond.add("level")
        return self.reading.flag_level(name)

    def fired_rows(self) -> frozenset[str]:
        """The rows."""
        self.beyond.add("rows")
        return self.reading.fired_rows()

    def open_critical(self) -> tuple[str, ...]:
        """What is open."""
        self.beyond.add("open")
        return self.reading.open_critical()

    def contact_after_due(self) -> bool:
        """Computed here, so that what it asks for is heard."""
        return due.contact_after_due(self)  # type: ignore[arg-type]

    def extra_contact(self) -> str | None:
        """Computed here, so that what it asks for is heard."""
        return due.extra_contact_words(self)  # type: ignore[arg-type]

    def action(self, name: str) -> bool:
        """Whether a rule fires, which may rest on the level."""
        self.beyond.add("level")
        return self.reading.action(name)

    @property
    def events(self) -> tuple[Event, ...]:
        """Read here, so that what it asks for is heard."""
        return find_events(self)  # type: ignore[arg-type]

    def named(self, name: str) -> Answer:
        """What a condition names."""
        question, _ = split_answer(name, self.bank)
        answer: Answer = self._asked(question, self.reading.named(name))
        return answer

    def item_field(self, question: str, item: Answer, field: str) -> Any:
        """A field of an element."""
        if question == SUBSTANCE:
            self.fields.add(field)
        return self._asked(question, self.reading.item_field(question, item, field))

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Whatever else is asked about a question."""
        if name not in {"enabled", "asked", "reached", "answer", "field", "unresolved"}:
            raise AttributeError(name)
        return lambda question, *rest: self._asked(question, getattr(self.reading, name)(question, *rest))

    def _asked(self, question: str, answer: Any) -> Any:
        self.questions.add(question)
        return answer


def overhear(record: Record, earlier: Record | None = None) -> dict[str, Overheard]:
    """What each fact asks for on a record."""
    reading = Evaluation(shipped_bank(), record_of(record), record_of(earlier) if earlier else None)
    heard = {f"fact {name}": Overheard(reading) for name in CATALOGUE}
    heard |= {f"entry {name}": Overheard(reading) for name in ENTRY_CATALOGUE}
    for name, fact in CATALOGUE.items():
        fact.compute(heard[f"fact {name}"])  # type: ignore[arg-type]
    for item in reading.entries:
        for name, entry_fact in ENTRY_CATALOGUE.items():
            entry_fact.compute(heard[f"entry {name}"], item)  # type: ignore[arg-type]
    return heard


def declared() -> dict[str, DerivedFact | EntryFact]:
    """Every fact, by a name that tells facts of the record and of an entry apart."""
    return {f"fact {n}": f for n, f in CATALOGUE.items()} | {
        f"entry {n}": f for n, f in ENTRY_CATALOGUE.items()
    }


@slow_examples(60)
@given(pair=busy_pairs())
def test_a_fact_reads_no_more_than_it_declares(pair: tuple[Record, Record]) -> None:
    """Neither questions nor fields of an entry, and the level or the rows only where that is said."""
    heard = overhear(*pair)
    for name, fact in declared().items():
        assert heard[name].questions <= set(questions_of(fact, shipped_bank())), name
        assert heard[name].fields <= set(fact.fields), name
        assert not AFTER_LEVEL & heard[name].beyond or getattr(fact, "after_level", False), name


FULL = interview(
    sequence("sleep", "anxiety", "idealising") | {"contact.feelings": {"selected": ["fear", "anger"]}},
    entries=[
        regular(),
        {**regular(days_per_week=None), "first_use": "2026-10-20"},
        entry(source="own_prescription", run_length={"value": 4, "unit": "day"}),
    ],
)


@pytest.mark.parametrize("name", [name for name in declared() if name != "fact same_plan_as_earlier"])
def test_a_fact_declares_no_more_than_it_reads(name: str) -> None:
    """On an interview in which everything is answered, all that is declared for an interview is read."""
    fact, heard = declared()[name], overhear(FULL, FULL)[name]

    assert {
        question for question in questions_of(fact, shipped_bank()) if not question.startswith("followup.")
    } == heard.questions
    assert set(fact.fields) == heard.fields
    assert bool(AFTER_LEVEL & heard.beyond) == getattr(fact, "after_level", False)


def test_the_same_plan_rests_on_what_the_rows_read() -> None:
    """The rows are asked which of them fire, so their questions are its own."""
    rows = [action.id for action in shipped_bank().actions if action.is_trigger_row]
    read = {question for row in rows for question in action_reads(row, shipped_bank())}

    assert {*questions_of(CATALOGUE["same_plan_as_earlier"], shipped_bank())} == read | {"revise.ifthen"}
    assert overhear(FULL, FULL)["fact same_plan_as_earlier"].beyond == {"rows"}
