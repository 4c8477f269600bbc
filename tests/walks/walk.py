"""A walk from the first question to the end, with pauses after which somebody goes on from the file."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from relapse_cli.app.interview.loop import run_loop
from relapse_cli.app.keeping.in_file import InFile
from relapse_cli.app.keeping.keep import Keeping
from relapse_cli.app.keeping.place import Answers
from relapse_cli.app.sessions.request import Request
from relapse_cli.app.sessions.resume import resume_file
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.record import Record
from tests.app.ended import Hands, ended
from tests.app.held import Person
from tests.banks_under_test import shipped_bank
from tests.record_strategies import QUESTIONS, STARTED_AT
from tests.walks.book import Book, holds_value, is_status
from tests.walks.moves import Hand
from tests.walks.therapist import Therapist

LOCATION = "frame.location"
AGAIN = frozenset({"event.now", "event.supply"})


@dataclass(frozen=True)
class Leg:
    """One session of a walk.

    Attributes:
        hand: the kind of hand that works the asker.
        detours: how many times the straight way is left.
        pause_after: after how many questions it is paused; the last one is not.
        hours_later: how long after the first one it begins.
    """

    hand: type[Hand]
    detours: int
    pause_after: int | None = None
    hours_later: int = 0


@dataclass
class Walk:
    """What came of a walk.

    Attributes:
        record: the record at the end.
        book: what the therapist knows to have given.
        log: what was done.
        asked: how many questions came up in each session.
    """

    record: Record
    book: Book = field(default_factory=Book)
    log: list[str] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)

    def go(self, legs: Sequence[Leg], case: Mapping[str, Any], rng: random.Random, folder: Path) -> None:
        """Hold session after session, each but the first one from the file of the one before."""
        carried: frozenset[str] = frozenset()
        for number, leg in enumerate(legs):
            state = self._hold(leg, case, rng, carried, known=complete(self.book))
            if state == "finished":
                return
            carried = self._resume(legs[number + 1], folder / f"session-{number}.json")
        raise AssertionError("the last session was paused")

    def _hold(
        self,
        leg: Leg,
        case: Mapping[str, Any],
        rng: random.Random,
        carried: frozenset[str],
        known: frozenset[str],
    ) -> str:
        hand = leg.hand()
        therapist = Therapist(hand, self.book, case, rng, leg.detours, leg.pause_after, known, self.log)
        self.log.append(f"--- {leg}")
        outcome = ended(run_loop(
            Interview.start(shipped_bank(), self.record), therapist, lambda: self.record.started_at,
            keeping=Keeping([Hands(therapist.keep, therapist.keep)]), carried=carried,
        ))  # fmt: skip
        therapist.settle()
        hand.close()
        self.asked.append(therapist.asked)
        self.record = outcome.record
        assert self.book.answers() == dict(self.record.answers)
        assert self.book.drafts == outcome.interview.drafts
        self._interview = outcome.interview
        return outcome.state

    def _resume(self, leg: Leg, path: Path) -> frozenset[str]:
        """Write the record and go on with the file; nothing half typed stands in it."""
        InFile(shipped_bank(), path).save(Answers(self._interview))
        written, old = path.read_bytes(), self.record
        start = (datetime.fromisoformat(STARTED_AT) + timedelta(hours=leg.hours_later)).isoformat()
        request = Request("post_relapse", started_at=start)
        resumed = resume_file(shipped_bank(), request, str(path), Person({"go_on": "go_on"}), None)
        self.record = resumed.interview.record
        self.book.drafts.clear()
        self.book.notes.pop(LOCATION, None)  # where somebody is never leaves the store
        if not is_status(self.book.values.get(LOCATION)):
            self.book.forget(LOCATION)
        if leg.hours_later >= 24:
            assert self.record.continues == old.id
            self.book.forget(*[q for q in QUESTIONS if is_asked_again(q)])
        assert self.book.answers() == {q: raw for q, raw in self.record.answers.items() if raw is not None}
        assert path.read_bytes() == written
        return resumed.carried


def is_asked_again(question: str) -> bool:
    """Whether an answer of another day is not today's."""
    section = question.split(".", maxsplit=1)[0]
    if section == "frame":
        return question != "frame.age_band"
    return (
        section == "safety"
        or question in AGAIN
        or (section == "followup" and QUESTIONS[question]["critical"])
    )


def complete(book: Book) -> frozenset[str]:
    """The questions of which nothing is left open: all but lists and groups that lack a field."""
    given = {q: value for q, value in book.values.items() if is_status(value) or holds_value(value)}
    return frozenset(q for q, value in given.items() if not lacks_something(q, value))


def lacks_something(question: str, value: Any) -> bool:
    """Whether a field is missing that may be put, in a group or in an entry."""
    fields = {field["id"] for field in QUESTIONS[question].get("fields", []) if not field.get("detail")}
    if is_status(value) or not fields:
        return False
    return any(not fields <= set(each) for each in (value if isinstance(value, list) else [value]))
