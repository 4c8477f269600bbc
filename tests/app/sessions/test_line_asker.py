"""Going through the lines of a plan: each in its own words, and only what was said is written down."""

from __future__ import annotations

from collections.abc import Callable

from relapse_cli.app.interview.loop import run_loop
from relapse_cli.app.sessions.line_asker import LinesAsker
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.history import AgreedLine, LineKey
from relapse_cli.model.record import Record
from relapse_cli.model.reply import (
    Answered,
    Back,
    CardReply,
    CheckReply,
    Confirmed,
    Finish,
    ListAct,
    OpenCheck,
    Paused,
    Reply,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import Card, CheckScreen, Screen
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from tests.app.ended import ended
from tests.banks_under_test import record_of, shipped_bank
from tests.logic.plan_bases import QUIET_FOLLOWUP, Data
from tests.prompters.screens import kind_of, rows_on

LINES_DONE = "followup.lines_done"

NAMES = ("P-TOLD", "T-SLEEP", "own-1")
Does = Callable[[Screen], Reply]


def lines() -> tuple[AgreedLine, ...]:
    """Three lines of a plan."""
    return tuple(
        AgreedLine(
            id=name, key=LineKey("rule", name), words=f"The words of {name.lower()}", section="trigger",
            owner="patient",
            due=None, due_words=None, for_patient=True,
        )
        for name in NAMES
    )  # fmt: skip


class Somebody:
    """Replies to the screens about lines, one after the other; pauses when nothing is left to say."""

    def __init__(self, replies: list[Reply]) -> None:
        self.replies = list(replies)
        self.screens: list[Screen] = []
        self.checks: list[CheckScreen] = []

    def ask(self, screen: Screen, _: Clerk = NO_CLERK) -> Reply:
        """Reply to a screen."""
        self.screens.append(screen)
        return self.replies.pop(0) if self.replies else Paused()

    def card(self, _: Card) -> CardReply:
        """Read a card."""
        return Confirmed()

    def check(self, screen: CheckScreen) -> CheckReply:
        """Finish."""
        self.checks.append(screen)
        return Finish()

    def tell(self, text: str) -> None:
        """Hear something."""


def follow_up(told: list[Data] | None = None, *, without: str = "") -> Record:
    """A follow-up in which everything but the lines, and one other question, is known."""
    answers = {q: raw for q, raw in QUIET_FOLLOWUP.items() if q != without}
    known = told if told is not None else [{"rule": name} for name in NAMES]
    more = {
        "followup.sign_noticed": False,
        "followup.pull": 2,
        "followup.change": "nothing",
        LINES_DONE: known,
    }
    head = {"id": "f", "case": "PR-1", "path": "followup", "started_at": "2026-11-24T09:00:00+01:00"}
    return record_of({**head, "answers": {**answers, **more}})


def held(*replies: Reply, record: Record | None = None) -> tuple[Somebody, list[object], str]:
    """Hold a follow-up with somebody who replies like this; the lines that came of it, and how it ended."""
    person = Somebody(list(replies))
    start = Interview.start(shipped_bank(), record or follow_up())
    outcome = ended(
        run_loop(start, LinesAsker(person, lines(), {}, LINES_DONE), lambda: "2026-11-24T09:10:00+01:00")
    )
    return person, list(outcome.record.answers[LINES_DONE]), outcome.state  # type: ignore[call-overload]


def test_each_line_is_asked_in_its_own_words() -> None:
    """Words on screen, never an id; no default, so a stray Enter says nothing."""
    person, told, state = held(
        Answered("done"), Answered("in_progress"), Answered("not_done"), Answered("no time"), ListAct("done")
    )
    assert [screen.label for screen in person.screens[:3]] == [
        f"The words of {name.lower()}" for name in NAMES
    ]
    assert all(screen.ways.careful and screen.stored.value is None for screen in person.screens[:3])
    assert person.screens[3].around.about == "The words of own-1"
    assert told == [
        {"rule": "P-TOLD", "state": "done"},
        {"rule": "T-SLEEP", "state": "in_progress"},
        {"rule": "own-1", "state": "not_done", "obstacle": "no time"},
    ]
    assert state == "finished"


def test_what_is_not_talked_about_stays_open() -> None:
    """Leaving a line, or the rest of them, writes neither done nor not done."""
    _, told, _ = held(Skipped(), Answered("done"), OpenCheck())
    assert told == [{"rule": "P-TOLD"}, {"rule": "T-SLEEP", "state": "done"}, {"rule": "own-1"}]


def test_not_known_and_rather_not_say_are_kept_as_they_are() -> None:
    """A status of a line is a status, and what got in the way is not asked."""
    _, told, _ = held(SetStatus("unknown"), SetStatus("declined"), Skipped(), ListAct("done"))
    assert told[:2] == [
        {"rule": "P-TOLD", "state": {"status": "unknown"}},
        {"rule": "T-SLEEP", "state": {"status": "declined"}},
    ]


def test_back_goes_from_line_to_line_and_out_of_them() -> None:
    """Back over what was asked only; from the first line to the question before, and forward again."""
    person, told, _ = held(
        Answered(False),  # the question before
        Answered("not_done"),
        Answered("no time"),
        Back(),  # from the second line to what got in the way of the first
        Back(),
        Back(),  # from the first line to the question before
        Answered(False),
        Answered("done"),
        record=follow_up(without="followup.use_since"),
    )
    steps = [
        (screen.step.question.removeprefix("followup."), screen.step.entry, screen.step.field)
        for screen in person.screens
    ]
    assert steps == [
        ("use_since", None, None),
        ("lines_done", 0, "state"),
        ("lines_done", 0, "obstacle"),
        ("lines_done", 1, "state"),
        ("lines_done", 0, "obstacle"),
        ("lines_done", 0, "state"),
        ("use_since", None, None),
        ("lines_done", 1, "state"),
        ("lines_done", 2, "state"),
    ]
    assert told[:2] == [
        {"rule": "P-TOLD", "state": "not_done", "obstacle": "no time"},
        {"rule": "T-SLEEP", "state": "done"},
    ]


def test_back_where_nothing_lies_before_comes_to_the_line_again() -> None:
    """A follow-up that begins with the lines holds nobody in a circle."""
    person, _, state = held(Back(), Back())
    assert [screen.step.entry for screen in person.screens] == [0, 0, 0]
    assert state == "paused"


def test_the_list_shows_words_and_takes_changes() -> None:
    """When all lines have been put the list comes up; a line changed from there leads back to it."""
    person, told, _ = held(
        Answered("done"), Skipped(), Skipped(), ListAct("change", 1), Answered("done"), ListAct("done")
    )
    first = person.screens[3]
    assert [row.cells[:2] for row in rows_on(first)] == [
        ("The words of p-told", "Done"),
        ("The words of t-sleep", "not asked about"),
        ("The words of own-1", "not asked about"),
    ]
    assert kind_of(person.screens[5]) == "entries"
    assert told[1] == {"rule": "T-SLEEP", "state": "done"}


def test_a_line_that_is_known_already_is_not_asked_again() -> None:
    """Gone on with, a follow-up puts only the lines that are open."""
    known = [{"rule": "P-TOLD", "state": "done"}, {"rule": "T-SLEEP"}, {"rule": "own-1", "state": "done"}]
    person, _, _ = held(Answered("done"), record=follow_up(known))
    assert [screen.label for screen in person.screens[:1]] == ["The words of t-sleep"]
    assert kind_of(person.screens[1]) == "entries"


def test_a_removed_line_takes_no_other_with_it() -> None:
    """After a removal the lines behind it are still the ones that were left."""
    person, told, _ = held(Skipped(), Skipped(), Skipped(), ListAct("remove", 0), ListAct("done"))
    assert told == [{"rule": "T-SLEEP"}, {"rule": "own-1"}]
    assert [kind_of(screen) for screen in person.screens[3:]] == ["entries", "entries"]


def test_check_answers_counts_the_lines() -> None:
    """No ids there either."""
    person, _, _ = held(Answered("done"), Skipped(), Skipped(), ListAct("done"))
    rows = {line.question: line.words for group in person.checks[-1].groups for line in group.lines}
    assert rows[LINES_DONE] == "1 done, 2 not asked about"
