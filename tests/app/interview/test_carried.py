"""Answers of another day: shown once before check-answers, marked until confirmed, never in a plan unseen."""

from __future__ import annotations

from typing import Any

from relapse_cli.app.interview.carried import CARRIED, MARK, CarriedOver
from relapse_cli.app.interview.loop import run_loop
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.ask import Table
from relapse_cli.model.reply import (
    Answered,
    CardReply,
    CheckReply,
    Confirmed,
    Finish,
    Jump,
    ListAct,
    Paused,
    Reply,
    Skipped,
)
from relapse_cli.model.screen import Card, CheckScreen, Screen
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from relapse_cli.screens.interview.check import build_check
from tests.app.ended import Ended, ended
from tests.banks_under_test import record_of, shipped_bank, vignette

END = "2026-11-21T10:00:00+01:00"
CARRIED_QUESTIONS = frozenset({"contact.meaning", "event.control", "event.disclosed"})


class Person:
    """Keeps every answer as it is, and replies to the carried screen and to check-answers as planned."""

    def __init__(self, carried: list[Reply], checks: list[CheckReply]) -> None:
        self.carried = carried
        self.checks = checks
        self.put: list[str] = []
        self.checked: list[CheckScreen] = []
        self.shown: list[Screen] = []

    def ask(self, screen: Screen, _: Clerk = NO_CLERK) -> Reply:
        """Keep what is recorded."""
        if screen.step.question == CARRIED:
            self.shown.append(screen)
            return self.carried.pop(0)
        self.put.append(screen.step.question)
        if isinstance(screen.ask, Table):
            return ListAct("done")
        return Skipped() if screen.stored.value is None else Answered(screen.stored.value)

    def card(self, _: Card) -> CardReply:
        """Read a card."""
        return Confirmed()

    def check(self, screen: CheckScreen) -> CheckReply:
        """Reply as planned."""
        self.checked.append(screen)
        return self.checks.pop(0) if self.checks else Paused()

    def tell(self, _: str) -> None:
        """Hear something."""


def hold(person: Person) -> Ended:
    """An interview in which everything is known and three answers are of another day."""
    answers: dict[str, Any] = vignette("PR-101")["answers"] | {"frame.consent": True}
    record = record_of(vignette("PR-101") | {"answers": answers, "continues": "older"})
    start = Interview.start(shipped_bank(), record)
    return ended(run_loop(start, person, lambda: END, carried=CARRIED_QUESTIONS))


def marked(screen: CheckScreen) -> set[str]:
    """The questions that check-answers marks."""
    return {line.question for group in screen.groups for line in group.lines if MARK in line.words}


def test_these_still_stand_confirms_them_all() -> None:
    """One screen, grouped and short; after it check-answers has no marks and the interview can end."""
    person = Person([Answered("stand")], [Finish()])
    assert hold(person).state == "finished"
    assert marked(person.checked[0]) == set()
    assert sum(int(line.split(": ")[1].split()[0]) for line in person.shown[0].body) == 3


def test_one_by_one_puts_each_of_them_with_its_answer() -> None:
    """Each carried question comes up with what is recorded; answering confirms it."""
    person = Person([Answered("one_by_one")], [Finish()])
    outcome = hold(person)
    assert set(person.put) >= CARRIED_QUESTIONS
    assert outcome.state == "finished"
    assert marked(person.checked[0]) == set()


def test_what_nobody_confirmed_is_marked_and_keeps_the_interview_open() -> None:
    """Looked at in the list first: marked lines; finishing leads back to the question whether they stand."""
    person = Person([Answered("list"), Answered("stand")], [Jump("event.control"), Finish(), Finish()])
    outcome = hold(person)
    assert marked(person.checked[0]) == CARRIED_QUESTIONS
    assert marked(person.checked[1]) == CARRIED_QUESTIONS - {"event.control"}
    assert len(person.shown) == 2
    assert outcome.state == "finished"


def test_an_answer_that_no_longer_applies_needs_no_confirmation() -> None:
    """Only answers that count wait to be confirmed."""
    answers = vignette("PR-101")["answers"] | {"frame.location": "withheld", "frame.mode": "in_person"}
    interview = Interview.start(shipped_bank(), record_of(vignette("PR-101") | {"answers": answers}))
    carried = CarriedOver(frozenset({"frame.location", "contact.meaning"}))
    assert carried.waiting(interview) == ("contact.meaning",)
    assert marked(carried.marked(build_check(interview), interview)) == {"contact.meaning"}
