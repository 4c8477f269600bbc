"""From journal entries back to the state: what cannot be read is named, and everything else is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from relapse_cli.errors import StoreError
from relapse_cli.logic.interview.half_given import is_known
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal import bodies, messages
from relapse_cli.model.bank import Bank
from relapse_cli.model.decision import Decision, SignOff
from relapse_cli.model.journal import Entry
from relapse_cli.model.migrated import LeftOver
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step
from relapse_cli.problems import Problem

_DECISION: TypeAdapter[Decision] = TypeAdapter(Decision)
_HEAD = frozenset(Record.model_fields) - {"answers", "decisions"}


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a journal gives back.

    Attributes:
        interview: the state in which it was kept last, with its record.
        carried: the carried answers that still wait to be confirmed.
        left_over: what could not be carried over when the bank had changed.
        problems: entries that could not be read; never a patient's words.
    """

    interview: Interview
    carried: frozenset[str] = frozenset()
    left_over: tuple[LeftOver, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def record(self) -> Record:
        """The record as it was kept last."""
        return self.interview.record

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions as they were kept last."""
        return self.record.decisions


def replay(bank: Bank, entries: Sequence[Entry]) -> Replayed:
    """The state that a journal leads to.

    Args:
        bank: the bank the interview goes on with; steps to questions that it lacks are passed over.
        entries: all entries of one interview, in order.

    Raises:
        StoreError: the journal does not begin with a record.
    """
    rebuilt = rebuild(entries)
    interview = _placed(bank, rebuilt)
    return Replayed(interview, frozenset(rebuilt.waiting), tuple(rebuilt.left_over), tuple(rebuilt.problems))


def record_of(entries: Sequence[Entry]) -> Record:
    """The record of a journal, without a bank.

    Raises:
        StoreError: the journal does not begin with a record.
    """
    return rebuild(entries).record()


def rebuild(entries: Iterable[Entry]) -> _Rebuilt:
    """Go through the entries of a journal."""
    rebuilt = _Rebuilt()
    for number, entry in enumerate(entries, 1):
        rebuilt.add(entry, number)
    return rebuilt


def _placed(bank: Bank, rebuilt: _Rebuilt) -> Interview:
    """The state of an interview, as far as its bank has the questions where it stood."""
    steps = [*rebuilt.trail, *rebuilt.drafts, *filter(None, (rebuilt.at, rebuilt.return_to))]
    gone = {step for step in steps if not is_known(bank, step)}
    for step in sorted({step.question for step in gone}):
        known = "a place in" if step in bank.questions else "a question of"
        rebuilt.problems.append(messages.NO_PLACE.problem(step=step, known=known))
    interview = Interview(
        bank,
        rebuilt.record(),
        rebuilt.at,
        put=frozenset(rebuilt.put),
        trail=tuple(step for step in rebuilt.trail if step not in gone),
        return_to=None if rebuilt.return_to in gone else rebuilt.return_to,
        open_before=None if rebuilt.open_before is None else frozenset(rebuilt.open_before),
        cards=frozenset(rebuilt.cards),
        drafts={step: text for step, text in rebuilt.drafts.items() if step not in gone},
        finished=rebuilt.finished,
    )
    return replace(interview, at=None).resume() if rebuilt.at in gone else interview


class _Rebuilt:
    """A state on the way through its journal."""

    def __init__(self) -> None:
        self.head: dict[str, Any] = {}
        self.answers: dict[str, object] = {}
        self.decisions: tuple[Decision, ...] = ()
        self.at: Step | None = None
        self.put: set[str] = set()
        self.trail: list[Step] = []
        self.return_to: Step | None = None
        self.open_before: list[str] | None = None
        self.cards: list[str] = []
        self.drafts: dict[Step, str] = {}
        self.finished = False
        self.waiting: set[str] = set()
        self.left_over: list[LeftOver] = []
        self.problems: list[Problem] = []

    def record(self) -> Record:
        """The record so far.

        Raises:
            StoreError: the journal does not begin with a record.
        """
        try:
            return Record.model_validate(self.head | {"answers": self.answers, "decisions": self.decisions})
        except ValidationError:
            raise StoreError(
                "The journal of this interview has no beginning that can be read.",
                remedy="Look at it with a newer relapse, or restore the store from a backup.",
            ) from None

    def add(self, entry: Entry, number: int) -> None:
        """Take in one entry; one that cannot be read changes nothing."""
        if entry.kind == "plan":
            return
        place = f"entry {number}"
        if entry.kind not in _READERS:
            self.problems.append(messages.UNKNOWN_KIND.problem(place))
            return
        shape, take = _READERS[entry.kind]
        try:
            body = shape.model_validate(entry.body)
        except ValidationError:
            self.problems.append(messages.UNREADABLE.problem(place, kind=entry.kind))
            return
        if body.model_extra:
            self.problems.append(messages.SAYS_MORE.problem(place, kind=entry.kind))
        take(self, body, place)

    def begin(self, body: bodies.Begun, place: str) -> None:
        """Take in the head of the record."""
        if body.record.keys() - _HEAD:
            self.problems.append(messages.SAYS_MORE.problem(place, kind="begun"))
        self.head = {key: value for key, value in body.record.items() if key in _HEAD}
        self.waiting = set(body.carried)

    def answer(self, body: bodies.AnswerGiven, _: str) -> None:
        """Take in an answer."""
        if body.raw is None and not body.stands:
            self.answers.pop(body.question, None)
        else:
            self.answers[body.question] = body.raw

    def go(self, body: bodies.Place, place: str) -> None:
        """Take in where the interview stands."""
        given = body.model_fields_set
        self.put = (self.put | set(body.put)) - set(body.unput)
        self.waiting = (self.waiting | set(body.waiting)) - set(body.confirmed)
        if body.trail is not None:
            if body.trail.keep > len(self.trail):
                self.problems.append(messages.STEPS_MISSING.problem(place))
            self.trail = [*self.trail[: body.trail.keep], *body.trail.add]
        if "at" in given:
            self.at = body.at
        if "return_to" in given:
            self.return_to = body.return_to
        if "open_before" in given:
            self.open_before = body.open_before

    def card(self, body: bodies.Cards, _: str) -> None:
        """Take in which cards have been shown."""
        self.cards = body.flags

    def draft(self, body: bodies.Draft, _: str) -> None:
        """Take in half-typed text."""
        self.drafts.pop(body.step, None)
        if body.text:
            self.drafts[body.step] = body.text

    def finish(self, body: bodies.Finished, _: str) -> None:
        """Take in the end."""
        self.head = self.head | {"finished_at": body.at}
        self.finished = body.over

    def decide(self, body: bodies.Decided, place: str) -> None:
        """Take in the decisions; a signature stands only for decisions that can all be read."""
        read = [_read_decision(raw) for raw in body.decisions]
        if None in read:
            self.problems.append(messages.DECISION_UNREADABLE.problem(place))
            read = [decision for decision in read if not isinstance(decision, SignOff)]
        self.decisions = tuple(decision for decision in read if decision is not None)

    def migrate(self, body: bodies.MigratedBody, _: str) -> None:
        """Take in what could not be carried over."""
        self.left_over += [LeftOver(each.question, each.raw, each.why, each.part) for each in body.left_over]


def _read_decision(raw: object) -> Decision | None:
    """A decision, or ``None`` when it cannot be read."""
    try:
        return _DECISION.validate_json(json.dumps(raw))
    except ValidationError:
        return None


_READERS: Mapping[str, tuple[type[bodies.Body], Callable[[_Rebuilt, Any, str], None]]] = {
    "begun": (bodies.Begun, _Rebuilt.begin),
    "answer": (bodies.AnswerGiven, _Rebuilt.answer),
    "place": (bodies.Place, _Rebuilt.go),
    "card": (bodies.Cards, _Rebuilt.card),
    "draft": (bodies.Draft, _Rebuilt.draft),
    "finished": (bodies.Finished, _Rebuilt.finish),
    "decisions": (bodies.Decided, _Rebuilt.decide),
    "migrated": (bodies.MigratedBody, _Rebuilt.migrate),
}
