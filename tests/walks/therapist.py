"""Somebody who holds an interview: answers, wanders, changes things, and looks whether all is still there."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from relapse_cli.app.interview.carried import CARRIED
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.ask import Part, picks_of
from relapse_cli.model.reply import (
    AddEntry,
    Answered,
    Back,
    CardReply,
    CheckReply,
    Confirmed,
    Emptied,
    Finish,
    GoOn,
    Jump,
    ListAct,
    OpenCheck,
    Paused,
    Reply,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import EMERGENCY, Card, CheckScreen, Screen
from relapse_cli.model.step import Step
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from relapse_cli.screens.interview.preview import CHANGE
from tests.prompters.screens import figures_on, kind_of, parts_on, rows_on
from tests.record_strategies import RandomDice
from tests.walks.book import Book, holds_value, is_status
from tests.walks.moves import TYPED, Hand, Move
from tests.walks.values import Answers
from tests.walks.wandering import Wandering

LONGEST = 2500
SUBSTANCE, SEQUENCE = "event.substance", "sequence.event"
NOTHING = (None, None)


@dataclass
class Jumped:
    """A jump that has not led back yet, and whether it is to be seen that it does."""

    origin: Screen
    target: str
    looked_at: bool


@dataclass
class Therapist:
    """Answers what is asked, and leaves the straight way as long as there are detours left.

    Attributes:
        hand: works the asker.
        book: what was given so far.
        case: the answers that are mostly given.
        detours: how many times the straight way is left.
        pause_after: after how many questions the session is paused; ``None`` = never.
        known: questions that must not come up by themselves; looked at on a straight way only.
        log: what was done, to be read when a test does not hold.
        asked: how many questions have come up.
        kept: the state that was kept last.
        carried_ways: how it was said what becomes of the answers of another day.
    """

    hand: Hand
    book: Book
    case: Mapping[str, Any]
    rng: random.Random
    detours: int = 0
    pause_after: int | None = None
    known: frozenset[str] = frozenset()
    log: list[str] = field(default_factory=list)
    asked: int = 0
    kept: Interview | None = None
    carried_ways: list[str] = field(default_factory=list)
    _pending: tuple[Screen, Reply] | None = None
    _last: tuple[Screen, Reply] | None = None
    _moved: Move | None = None
    _seen: set[Step] = field(default_factory=set)
    _jumped: Jumped | None = None
    _emptying: str | None = None

    def __post_init__(self) -> None:
        """Make up one's mind about how to answer and how to wander."""
        dice = RandomDice(self.rng)
        answers = Answers(dice, self.case)
        self._way = Wandering(dice, answers, self.book, self.detours, self.hand.on_keys)

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK) -> Reply:
        """Look at a question, and make one move."""
        self.asked += 1
        assert self.asked < LONGEST, "the interview does not end"
        if screen.is_own:
            return self._own(screen, clerk)
        self.settle()
        self._look_for_way(screen)
        self._recognise(screen)
        self._way.answers.clerk = clerk
        move = self._way.pause(screen) if self._pauses else self._way.move(screen)
        wanted = self.hand.wanted(screen, move)
        reply = self.hand.ask(screen, move, clerk)
        self.log.append(f"{screen.step} {kind_of(screen)}: {move} -> {reply}")
        assert wanted == reply
        self._look_at_draft(screen, reply)
        self._remember_jump(screen, reply)
        self._pending = self._last = (screen, reply)
        self._moved = move
        if isinstance(reply, Emptied):
            self.known -= {screen.step.question}
        return reply

    def card(self, card: Card) -> CardReply:
        """Read a card."""
        self.settle()
        assert self.hand.card(card) == Confirmed()
        return Confirmed()

    def check(self, screen: CheckScreen) -> CheckReply:
        """Look at the list of answers; change a line, go back, go on or end."""
        self.settle()
        self._last = None
        self._look_for_return(None)
        self._recognise_list(screen)
        wanted = self._check_move(screen)
        reply = self.hand.check(screen, wanted)
        self.log.append(f"check-answers: {reply}")
        assert wanted == reply
        self._emptying = reply.question if isinstance(reply, Emptied) else None
        return reply

    def tell(self, text: str) -> None:
        """What is told is why an answer was refused, and nothing is given here that does not fit."""
        raise AssertionError(text)

    def keep(self, interview: Interview) -> None:
        """What is kept after every change is what stands in the book; drafts come in between."""
        last, self.kept = self.kept, interview
        self.settle()
        if last is None or last.record is not interview.record:
            assert self.book.answers() == dict(interview.record.answers)

    def settle(self) -> None:
        """Write the last reply into the book, now that it stands."""
        if self._pending is not None:
            self.book.take(*self._pending)
        if self._emptying is not None:
            self.book.empty_whole(self._emptying)
            self.known -= {self._emptying}
        self._pending = self._emptying = None

    @property
    def _agreed(self) -> bool:
        """Whether there is agreement that answers are kept; in a follow-up there always is."""
        return self.kept is not None and self.kept.consented

    @property
    def _pauses(self) -> bool:
        return self.pause_after is not None and self.asked > self.pause_after and self._agreed

    def _own(self, screen: Screen, clerk: Clerk) -> Reply:
        """Make a change or leave it; say whether what came along from another day still stands."""
        way = self.rng.choice([str(pick.value) for pick in picks_of(screen.ask)])
        if screen.step.question == CARRIED:
            self.settle()
            way = "stand" if self.carried_ways else way
            self.carried_ways.append(way)
            self._way.keeping = True
            self.known = frozenset() if way == "one_by_one" else self.known
        if screen.step.question == EMERGENCY:  # what is chosen there comes up because it was chosen
            self.known, self._seen, self._jumped = frozenset(), set(), None
        reply = self.hand.ask(screen, Move(Answered(way)), clerk)
        self.log.append(f"{screen.step.question}: {reply}")
        assert Answered(way) == reply
        if screen.step.question == CHANGE and way == "leave":
            self._leave_standing()
        return reply

    def _leave_standing(self) -> None:
        """A change that was left as it was is not recorded; what was marked or typed stays half given."""
        if self._emptying is not None:
            self._emptying = None
            return
        assert self._pending is not None
        assert self._moved is not None
        screen = self._pending[0]
        draft = self.hand.standing(screen, self._moved)
        if draft is not None:
            self.book.drafts.pop(screen.step, None)
            self.book.drafts.update({screen.step: draft} if draft else {})
        self._pending = self._last = None

    def _check_move(self, screen: CheckScreen) -> CheckReply:
        if self._pauses:
            return Paused()
        shown = [line for group in screen.groups for line in group.lines]
        lines, given = [line.question for line in shown], [line.question for line in shown if not line.kept]
        ways: list[Callable[[], CheckReply]] = [Back, *[lambda: Jump(self.rng.choice(lines))] * 3]
        ways += [lambda: Emptied(self.rng.choice(given))] if given else []
        if lines and self._way.takes_detour():
            return self.rng.choice(ways)()
        return GoOn() if screen.unvisited else Finish()

    def _recognise(self, screen: Screen) -> None:
        """What stands on screen is what was given there, and what was left half typed."""
        question, book = screen.step.question, self.book
        self._look_for_repetition(screen)
        self._look_for_return(screen)
        if kind_of(screen) == "entries":
            assert sorted(each.index for each in rows_on(screen)) == list(range(len(book.entries(question))))
        elif kind_of(screen) == "parts":
            self._recognise_parts(parts_on(screen))
        elif kind_of(screen) == "line":
            for number in figures_on(screen):
                assert shown(book.at(number.step)) == (number.stored.value, number.stored.status)
        else:
            assert shown(book.at(screen.step)) == (screen.stored.value, screen.stored.status)
        if screen.around.form is not None:
            self._recognise_parts(screen.around.form.parts)
            assert any(part.step == screen.step and part.in_hand for part in screen.around.form.parts)
        assert book.note_shown(question) == screen.stored.note
        assert book.drafts.get(screen.step) == screen.stored.draft

    def _recognise_parts(self, parts: tuple[Part, ...]) -> None:
        """What was given or left half given in each part of a form is told there, and nothing else."""
        for part in parts:
            given = shown(self.book.at(part.step)) != NOTHING
            begun = part.step in self.book.drafts and not part.in_hand
            noted = part.step.field is None and self.book.note_shown(part.step.question) is not None
            assert bool(part.words) == (given or begun or noted), part

    def _look_for_way(self, screen: Screen) -> None:
        """The last move led where it was meant to: on, to a new entry, or to the one that was named."""
        match self._last:
            case last, Answered() | SetStatus() | Skipped():
                assert screen.step != last.step, "it comes up again at once"
            case last, (ListAct(action="add") | AddEntry()) as reply:
                first_use = self._first_use_to_ask(last, reply)
                assert first_use in (None, screen.step), "the first use is not asked in front of the steps"
                assert first_use or screen.step.entry == len(self.book.entries(screen.step.question))
            case _, ListAct(action="change" | "details", entry=entry):
                assert screen.step.entry == entry

    def _first_use_to_ask(self, screen: Screen, reply: ListAct | AddEntry) -> Step | None:
        """Where the first use is asked before the first step: nothing has been said of one there yet."""
        adds_step = isinstance(reply, AddEntry) or screen.step.question == SEQUENCE
        said = [entry.get("first_use") for entry in self.book.entries(SUBSTANCE)]
        if not adds_step or self.book.entries(SEQUENCE) or any(map(holds_value, said)) or None not in said:
            return None
        return Step(SUBSTANCE, said.index(None), "first_use", detail=True)

    def _look_for_repetition(self, screen: Screen) -> None:
        """On a straight way nothing known is asked, and nothing twice; the lists of entries come back."""
        added = self._last is not None and isinstance(self._last[1], ListAct)  # and so asked for
        if self.detours or added or kind_of(screen) in {"entries", "parts"}:
            return
        assert screen.step.entry is not None or screen.step.question not in self.known, "it is asked again"
        assert screen.step not in self._seen, "it is asked twice"
        self._seen.add(screen.step)

    def _remember_jump(self, screen: Screen, reply: Reply) -> None:
        """Where a jump was made; after going back or jumping on, where it leads is another story."""
        if isinstance(reply, Jump) and self._jumped is None and screen.step.question != reply.question:
            self._jumped = Jumped(screen, reply.question, looked_at=self._agreed)
        elif self._jumped is not None and isinstance(reply, Back | Jump | OpenCheck | AddEntry):
            self._jumped.looked_at = False

    def _look_for_return(self, screen: Screen | None) -> None:
        """After a jump, and what is open in that section, the interview goes on where it was."""
        jumped, now = self._jumped, self.kept
        if jumped is None or now is None:
            return
        there = now.bank.section_of[jumped.target].title
        returned = screen is not None and screen.step == jumped.origin.step
        if jumped.looked_at and there not in {jumped.origin.around.section, screen and screen.around.section}:
            assert returned or not now.can_show(jumped.origin.step), "the jump does not lead back"
            self._jumped = None
        if returned or screen is None:
            self._jumped = None

    def _recognise_list(self, screen: CheckScreen) -> None:
        """Every line says whether something was given there."""
        for line in (line for group in screen.groups for line in group.lines):
            given = self.book.values.get(line.question)
            assert is_status(given) == (line.state == "status")
            assert holds_value(given) == (line.state in {"answered", "partly"})

    def _look_at_draft(self, screen: Screen, reply: Reply) -> None:
        """With agreement, what is half typed is kept while it is being typed."""
        draft = getattr(reply, "draft", None)
        if (
            self._agreed
            and self.kept is not None
            and draft
            and self.hand.on_keys
            and kind_of(screen) in TYPED
        ):
            assert self.kept.drafts.get(screen.step) == draft


def shown(given: Any) -> tuple[Any, Any]:
    """A value and a status, as a screen shows them."""
    return (None, given["status"]) if is_status(given) else (given, None)
