"""The scripted asker: plays answers from a mapping; what it lacks is skipped, or asked by another."""

from __future__ import annotations

from collections.abc import Mapping

from relapse_cli.logic.answers.edit import items_of, stored
from relapse_cli.logic.answers.value import note_of, status_of, unwrap
from relapse_cli.model.reply import (
    Answered,
    AnsweredFields,
    CardReply,
    CheckReply,
    Confirmed,
    Finish,
    Jump,
    ListAct,
    Noted,
    OpenPart,
    Reply,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import Card, CheckScreen, Screen
from relapse_cli.model.step import Step
from relapse_cli.prompters.asker import NO_CLERK, Asker, Clerk


class ScriptedAsker:
    """Plays a record's answers through an interview.

    Args:
        answers: question id to answer, in the shapes of a record.
        ask_rest: who is asked what the mapping lacks; without one it is skipped.
    """

    def __init__(self, answers: Mapping[str, object], ask_rest: Asker | None = None) -> None:
        self.answers = answers
        self.ask_rest = ask_rest
        self.told: list[str] = []
        self.cards: list[Card] = []
        self._played: set[Step] = set()
        self._noted: set[str] = set()
        self._opened: set[str] = set()
        self._left: set[Step] = set()
        self._parts: set[Step] = set()

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK) -> Reply:
        """Play the answer to one screen."""
        step = screen.step
        if screen.is_own:
            return self.ask_rest.ask(screen, clerk) if self.ask_rest else Answered(screen.options[0].id)
        self._opened.add(step.question)
        reply = self._play(screen, clerk)
        if reply is not None:
            return reply
        if screen.kind == "parts" and all(part.question in self.answers for part in screen.parts):
            return ListAct("done")
        if self.ask_rest is not None and (step in self._left or step.question not in self.answers):
            return self.ask_rest.ask(screen, clerk)
        self._left.add(step)
        is_list = screen.kind == "parts" or (screen.kind == "entries" and screen.entries)
        return ListAct("done") if is_list else Skipped()

    def card(self, card: Card) -> CardReply:
        """Read an emergency card; where there is somebody to ask, that is who reads it."""
        self.cards.append(card)
        return self.ask_rest.card(card) if self.ask_rest is not None else Confirmed()

    def check(self, screen: CheckScreen) -> CheckReply:
        """Play what has not been put, such as answers of another path; then finish."""
        left = [question for question in self.answers if question not in self._opened]
        if left:
            self._opened.add(left[0])
            return Jump(left[0])
        return self.ask_rest.check(screen) if self.ask_rest is not None else Finish()

    def tell(self, text: str) -> None:
        """Hear something that needs no answer."""
        self.told.append(text)
        if self.ask_rest is not None:
            self.ask_rest.tell(text)

    def _play(self, screen: Screen, clerk: Clerk) -> Reply | None:
        """The reply that the mapping gives to a screen, each once."""
        if screen.kind == "parts":
            return self._open_part(screen)
        step, whole = screen.step, self.answers.get(screen.step.question)
        note = note_of(whole)
        if note is not None and step.question not in self._noted and status_of(whole) is None:
            self._noted.add(step.question)
            return Noted(note)
        if screen.kind == "entries":
            return self._play_list(screen)
        if step in self._played:
            return None
        self._played.add(step)
        if not step.detail:  # an optional field that the mapping lacks is asked only when somebody opens it
            self._left.add(step)
        if step.field is not None and step.entry is None and (status := as_status(status_of(whole))):
            return self._status(step.question, whole, status, whole_question=True)
        if screen.kind == "line":
            return self._line(screen, clerk)
        return self._value(screen, clerk, stored(self.answers, step))

    def _open_part(self, screen: Screen) -> Reply | None:
        """Open the next text that the mapping holds; each once."""
        for part in screen.parts:
            self._opened.add(part.question)
            opened = Step(part.question, detail=True)
            if part.question in self.answers and opened not in self._played | self._parts:
                self._parts.add(opened)
                return OpenPart(part.question)
        return None

    def _line(self, screen: Screen, clerk: Clerk) -> Reply | None:
        """The numbers of a line, each by its field; what the mapping lacks is left out."""
        given: dict[str, object] = {}
        for number in screen.line:
            raw = stored(self.answers, number.step)
            status, value = as_status(status_of(raw)), unwrap(raw)
            if status is not None:
                given[str(number.step.field)] = {"status": status.status}
            elif value is not None and not clerk.faults(value, number.step):
                given[str(number.step.field)] = value
        return AnsweredFields(given) if given else None

    def _play_list(self, screen: Screen) -> Reply | None:
        question = screen.step.question
        raw = self.answers.get(question)
        if (status := as_status(status_of(raw))) is not None:
            return self._status(question, raw, status)
        items = items_of(self.answers, question)
        for index in range(len(screen.entries)):
            opened = Step(question, index, None, detail=True)
            if index in screen.details and opened not in self._played and index < len(items):
                self._played.add(opened)
                return ListAct("details", index)
        return ListAct("add") if len(screen.entries) < len(items) and self._can_add(screen, items) else None

    def _can_add(self, screen: Screen, items: list[object]) -> bool:
        """Whether the next entry can be played at all; one that yields nothing is tried once."""
        tried = Step(screen.step.question, len(screen.entries))
        if tried in self._played or not isinstance(unwrap(items[len(screen.entries)]), Mapping):
            return False
        self._played.add(tried)
        return screen.may_add

    def _value(self, screen: Screen, clerk: Clerk, raw: object) -> Reply | None:
        if raw is None:
            return None
        status = as_status(status_of(raw))
        if status is not None:
            return self._status(screen.step.question, raw, status)
        value = unwrap(raw)
        if value is None or clerk.faults(value):
            return None
        return Answered(value)

    def _status(
        self, question: str, raw: object, status: SetStatus, *, whole_question: bool = False
    ) -> Reply:
        """A status; its note, if it has one, is played when the question comes up again."""
        note = note_of(raw)
        if note is not None and question not in self._noted:
            self._noted.add(question)
            self._played = {step for step in self._played if step.question != question}
            return Noted(note)
        return SetStatus(status.status, whole_question)


def as_status(status: str | None) -> SetStatus | None:
    """The reply for a stored status, or ``None``."""
    match status:
        case "unknown" | "declined":
            return SetStatus(status)
        case _:
            return None
