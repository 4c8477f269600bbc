"""The way through an interview: straight on, or by a detour such as a real session takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from relapse_cli.model.ask import Form, Table
from relapse_cli.model.bank_terms import Status
from relapse_cli.model.reply import (
    AddEntry,
    Answered,
    AnsweredFields,
    Back,
    Emptied,
    Jump,
    ListAct,
    Noted,
    OpenCheck,
    OpenPart,
    Paused,
    Reply,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.commands import Action, offered
from tests.prompters.screens import has_details, kind_of, may_add, parts_on, rows_on
from tests.record_strategies import RandomDice, chance
from tests.walks.book import Book
from tests.walks.moves import TYPED, Move, Panel
from tests.walks.values import NOTES, Answers

QUICK: tuple[Panel, ...] = ("help", "flags", "hide")
SLOW: tuple[Panel, ...] = ("note", "read", "jump", "menu")
"""Panels that Esc opens or closes; Esc waits a moment for the rest of an arrow key."""
MARKS: dict[Action, tuple[Status, bool]] = {
    "unknown": ("unknown", False), "unknown_all": ("unknown", True),
    "decline": ("declined", False), "decline_all": ("declined", True),
}  # fmt: skip
CONSENT = "frame.consent"
MOST_ADDED = 8


class Wandering:
    """Chooses the next move.

    Args:
        dice: chance.
        answers: where values come from.
        book: what was given so far.
        detours: how many times the straight way is left.
        on_keys: whether keys are pressed instead of lines being typed.

    Attributes:
        keeping: what stands is left as it is.
    """

    def __init__(self, dice: RandomDice, answers: Answers, book: Book, detours: int, on_keys: bool) -> None:
        self.dice, self.answers, self.book = dice, answers, book
        self.detours = detours
        self.keeping = False
        self._on_keys = on_keys
        self._next: list[Callable[[Screen], Move]] = []
        self._entries: dict[str, int] = {}
        self._added: Counter[str] = Counter()

    def move(self, screen: Screen) -> Move:
        """The next move on a question."""
        if self._next:
            return self._next.pop(0)(screen)
        percent = 60 if rows_on(screen) else 30  # a list is where most is put right
        return self.detour(screen) if self.takes_detour(percent) else self.onward(screen)

    def pause(self, screen: Screen) -> Move:
        """Stop here for now."""
        return self._leave(screen, Paused())

    def takes_detour(self, percent: int = 30) -> bool:
        """Whether the straight way is left now."""
        if self.detours and chance(self.dice, percent):
            self.detours -= 1
            return True
        return False

    # ------------------------------------------------------------------------------------- straight on

    def onward(self, screen: Screen) -> Move:
        """Answer, mark or leave out, so that the interview goes on."""
        if kind_of(screen) == "entries":
            return self._told_instead(screen, self._list_onward(screen))
        if kind_of(screen) == "parts":
            return Move(ListAct("done"))
        if self._keeps(screen):
            return self._as_it_stands(screen)
        if kind_of(screen) == "line":
            return Move(AnsweredFields(self.answers.line(screen)))
        value = self.answers.value(screen)
        left_out = self._left_out(screen)
        if value is None or (left_out and screen.step.question != CONSENT and chance(self.dice, 18)):
            assert left_out
            return self.dice.pick(left_out)
        return Move(Answered(value))

    def _keeps(self, screen: Screen) -> bool:
        """Whether what stands there is left as it is."""
        given = screen.stored.status is not None or (
            screen.stored.value is not None and not self.answers.clerk.faults(screen.stored.value)
        )
        return given and screen.stored.draft is None and (self.keeping or chance(self.dice, 60))

    def _as_it_stands(self, screen: Screen) -> Move:
        if screen.stored.status is None:
            return Move(Answered(screen.stored.value), enter=True)
        status: Status = "unknown" if screen.stored.status == "unknown" else "declined"
        return Move(Skipped()) if screen.ways.may_skip else Move(SetStatus(status))

    def _left_out(self, screen: Screen) -> list[Move]:
        statuses = [Move(SetStatus(status)) for status in screen.ways.statuses]
        empty = kind_of(screen) in TYPED and screen.stored.value is None and not screen.ways.insists
        enter = empty and (screen.stored.draft is None or self._on_keys) and chance(self.dice, 50)
        by_word = not enter and chance(self.dice, 30)
        return [*statuses, *([Move(Skipped(), enter=enter, by_word=by_word)] if screen.ways.may_skip else [])]

    def _told_instead(self, screen: Screen, reply: Reply) -> Move:
        """An entry that would be added field by field, now and then told on one line."""
        may_tell = isinstance(screen.ask, Table) and screen.ask.told is not None
        if reply != ListAct("add") or not may_tell or not chance(self.dice, 60):
            return Move(reply)
        fields, line = self.answers.told(screen)
        return Move(AnsweredFields(fields), told=line)

    def _list_onward(self, screen: Screen) -> Reply:
        """Add entries up to a number, then go on."""
        question, count = screen.step.question, len(rows_on(screen))
        wanted = self._entries.setdefault(question, self.dice.pick((1, 2, 2, 3)))
        if count < wanted and may_add(screen) and not self.keeping and screen.stored.status is None:
            self._added[question] += 1
            if self._added[question] <= MOST_ADDED:
                return ListAct("add")
        if count or screen.ways.may_skip:
            return ListAct("done")
        return SetStatus(screen.ways.statuses[0]) if screen.ways.statuses else ListAct("add")

    # ---------------------------------------------------------------------------------------- detours

    def detour(self, screen: Screen) -> Move:
        """Something else than answering."""
        possible = offered(screen)
        marks = [mark for action, mark in MARKS.items() if action in possible]
        ways: list[Callable[[], Move]] = [lambda: self._go_back(screen)] * 3
        ways += [lambda: self._leave(screen, OpenCheck()), lambda: self._look_around(screen)]
        if "jump" in possible:
            ways += [lambda: self._leave(screen, Jump(self.dice.pick(screen.ways.jumps).question))] * 2
        if screen.ways.safety is not None:
            ways += [lambda: self._leave(screen, Jump(str(screen.ways.safety)))]
        if "note" in possible:
            ways += [lambda: self._note(screen)] * 2
        if marks and screen.step.question != CONSENT:
            ways += [lambda: self._leave(screen, SetStatus(*self.dice.pick(marks)))]
        if "skip" in possible and screen.step.question != CONSENT:
            ways += [lambda: self._leave(screen, Skipped())]
        if "clear" in possible and screen.step.question != CONSENT:
            ways += [lambda: Move(Emptied(), self._half(screen))] * 2
        if "add" in possible:
            ways += [lambda: self._leave(screen, AddEntry())] * 8
        if parts_on(screen):
            ways += [lambda: Move(self._act_on_form(screen))] * 12
        if rows_on(screen):
            ways += [lambda: self._act_on_entry(screen)] * 8
        return self.dice.pick(ways)()

    def _go_back(self, screen: Screen) -> Move:
        """One step back, or up to four."""
        self._next = [lambda _: Move(Back())] * self.dice.pick((0, 0, 2, 3))
        return self._leave(screen, Back())

    def _note(self, screen: Screen) -> Move:
        if screen.stored.note and self._on_keys and chance(self.dice, 30):
            return Move(Noted(""), self._half(screen))
        return self._leave(screen, Noted(self.dice.pick(NOTES)))

    def _act_on_form(self, screen: Screen) -> Reply:
        """Put a part of an entry right, or complete it."""
        if isinstance(screen.ask, Form) and screen.ask.has_more and chance(self.dice, 25):
            return ListAct("details", screen.step.entry or 0)
        return OpenPart(self.dice.pick(parts_on(screen)).step)

    def _act_on_entry(self, screen: Screen) -> Move:
        """Change, complete or remove an entry; or begin to change one, and remove the one before it."""
        entry = self.dice.pick(rows_on(screen)).index
        if entry and chance(self.dice, 30):
            self._next = [lambda within: Move(Back(), self._half(within)), self._remove_first]
            return Move(ListAct("change", entry))
        if has_details(screen, entry) and chance(self.dice, 40):
            return Move(ListAct("details", entry))
        return Move(ListAct(self.dice.pick(("change", "remove", "remove")), entry))

    def _remove_first(self, screen: Screen) -> Move:
        return Move(ListAct("remove", 0)) if rows_on(screen) else self.onward(screen)

    def _look_around(self, screen: Screen) -> Move:
        """Open panels and close them, perhaps with half an answer on the line, then answer."""
        onward = self.onward(screen)
        panels = self._panels(screen)
        return onward if onward.enter else Move(onward.reply, self._half(screen), panels, told=onward.told)

    def _leave(self, screen: Screen, reply: Reply) -> Move:
        """Leave a question, perhaps with half an answer on the line, or by a typed command."""
        panels = self._panels(screen) if chance(self.dice, 15) else ()
        return Move(reply, self._half(screen), panels, by_word=chance(self.dice, 20))

    def _half(self, screen: Screen) -> str | None:
        if kind_of(screen) not in TYPED | {"multi"} or not chance(self.dice, 60):
            return None
        return self.answers.half(screen)

    def _panels(self, screen: Screen) -> tuple[Panel, ...]:
        """One panel or two of those that can be opened here."""
        known = {"hide", "menu", *offered(screen)}
        count = self.dice.number(1, 2)
        drawn = [self.dice.pick((*QUICK, *QUICK, *SLOW)) for _ in range(count)]
        return tuple(panel for panel in drawn if panel in known)
