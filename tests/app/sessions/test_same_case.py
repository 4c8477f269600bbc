"""A case code that is known in another spelling is asked about, and is never two people without a word."""

from __future__ import annotations

import pytest

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.case_code import spelled_alike
from relapse_cli.app.upkeep.whole_store import erase_case
from relapse_cli.model.reply import Paused
from tests.app.held import CLOCK, Desk, Person, stored_id
from tests.app.key_holder import KeyHolder
from tests.logic.plan_bases import interview

LATER = "2026-11-27T10:00:00+01:00"


def known(desk: Desk, *cases: str) -> None:
    """A store with one finished interview of each case."""
    desk.put(*(interview({}, id=case, case=case, finished_at=CLOCK) for case in cases))


@pytest.mark.parametrize(
    ("answer", "case", "earlier"), [("as.0", "K-7", stored_id("K-7")), ("new", "k-7", None)]
)
def test_whether_it_is_the_same_person_is_asked(
    desk: Desk, answer: str, case: str, earlier: str | None
) -> None:
    """The same person has one code and their last time; somebody else has neither."""
    known(desk, "K-7")
    person = Person({"same_case": answer, "last_time": "go_on"})
    record = desk.interview(person, case="k-7", started_at=LATER).interview.record
    assert person.asked[0] == "same_case"
    assert (record.case, record.earlier) == (case, earlier)


@pytest.mark.parametrize("cases", [("k-7",), ("K-7", "k-7"), ("K-8",)])
def test_a_code_that_is_known_as_it_is_or_not_at_all_asks_nothing(desk: Desk, cases: tuple[str, ...]) -> None:
    """Two that were once told apart stay apart."""
    known(desk, *cases)
    person = Person({"last_time": "go_on"})
    desk.interview(person, case="k-7", started_at=LATER)
    assert "same_case" not in person.asked


def test_leaving_the_question_begins_nothing(desk: Desk) -> None:
    """No interview is kept under either code."""
    known(desk, "K-7")
    with pytest.raises(Left):
        desk.interview(Person({"same_case": Paused()}), case="k-7", started_at=LATER)


def test_where_nobody_is_asked_it_is_told(desk: Desk) -> None:
    """A script goes on with the code it gave, and the other one is named."""
    known(desk, "K-7")
    answers = desk.folder / "answers.json"
    answers.write_text('{"frame.consent": true}')
    door = desk.door()
    result = desk.interview(None, door=door, case="k-7", answers=str(answers), started_at=LATER)
    assert result.interview.record.case == "k-7"
    assert any("the case K-7" in warning for warning in door.warned)


def test_erasing_a_case_names_the_other_spelling(desk: Desk) -> None:
    """What is still there is said, for it may be the same person's words."""
    known(desk, "K-7", "k-7", "K-8")
    person = KeyHolder({"erase.code": ["K-7"]})
    door = desk.door()
    door.person = lambda: person
    assert erase_case(door, "K-7", yes=True).spelled_alike == ("k-7",)
    door.close()


def test_codes_are_alike_but_for_capital_letters() -> None:
    """The code itself is none of them."""
    assert spelled_alike("k-7", ["K-7", "k-7", "K-70", "kk-7"]) == ("K-7",)
