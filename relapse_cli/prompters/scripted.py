"""The scripted asker: plays answers from a mapping; what it lacks is skipped, or asked by another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from relapse_cli.logic.answers.edit import stored
from relapse_cli.logic.answers.own_words import said_first
from relapse_cli.model.answer import NOTHING, Answer, Json, read_answer
from relapse_cli.model.ask import Form, Numbers, Table, picks_of
from relapse_cli.model.reply import (
    Answered,
    AnsweredFields,
    Back,
    CardReply,
    CheckReply,
    Confirmed,
    Finish,
    Jump,
    ListAct,
    Noted,
    Reply,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import EMERGENCY, Card, CheckScreen, Screen
from relapse_cli.model.step import Step
from relapse_cli.prompters.asker import NO_CLERK, Asker, Clerk, RowsFor


class ScriptedAsker:
    """Plays a record's answers through an interview.

    Args:
        answers: question id to answer, in the shapes of a record.
        ask_rest: who is asked what the mapping lacks; without one it is skipped.
    """

    def __init__(self, answers: Mapping[str, Json], ask_rest: Asker | None = None) -> None:
        self.answers = {question: read_answer(raw) for question, raw in answers.items()}
        self.ask_rest = ask_rest
        self.told: list[str] = []
        self.cards: list[Card] = []
        self._played: set[Step] = set()
        self._noted: set[str] = set()
        self._opened: set[str] = set()
        self._left: set[Step] = set()
        self._lists = False
        self._asked_rest = False
        self._unsaid = ""

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK) -> Reply:
        """Play the answer to one screen."""
        step = screen.step
        if screen.is_own:
            return self._own(screen, clerk)
        self._opened.add(step.question)
        reply, ask = self._play(screen, clerk), screen.ask
        if reply is None and isinstance(ask, Form):
            reply = ListAct("done")
        left = step in self._left or step.question not in self.answers
        if reply is None and self.ask_rest is not None and left:
            words = self._words_for_rest(screen.around.understood)
            self._asked_rest = True
            return self.ask_rest.ask(replace(screen, around=replace(screen.around, understood=words)), clerk)
        if self._asked_rest:  # what is said of their answer waits for the next screen that they see
            self._asked_rest, self._unsaid = False, screen.around.understood
        if reply is not None:
            return reply
        self._left.add(step)
        return ListAct("done") if isinstance(ask, Table) and ask.rows else Skipped()

    def _words_for_rest(self, understood: str) -> str:
        """What is said to whoever is asked next, with what was said on screens that were played."""
        unsaid, self._unsaid = self._unsaid, ""
        return " ".join(filter(None, (unsaid, understood)))

    def _not_opened(self) -> list[str]:
        """The questions of the mapping that have not come up."""
        return [question for question in self.answers if question not in self._opened]

    def _own(self, screen: Screen, clerk: Clerk) -> Reply:
        """Reply to the product's own screen; at level 4 what the mapping holds is played out of the list."""
        emergency = screen.step.question == EMERGENCY
        if emergency and self._not_opened():
            self._lists = True
            return Answered("list")
        if self.ask_rest is not None:
            return self.ask_rest.ask(screen, clerk)
        return Answered("finish" if emergency else picks_of(screen.ask)[0].value)

    def card(self, card: Card) -> CardReply:
        """Read an emergency card; where there is somebody to ask, that is who reads it."""
        self.cards.append(card)
        return self.ask_rest.card(card) if self.ask_rest is not None else Confirmed()

    def check(self, screen: CheckScreen) -> CheckReply:
        """Play what has not been put, such as answers of another path; then finish."""
        if left := self._not_opened():
            self._opened.add(left[0])
            return Jump(left[0])
        if self._lists and self.ask_rest is not None:
            self._lists = False
            return Back()
        if self.ask_rest is None:
            return Finish()
        return self.ask_rest.check(replace(screen, understood=self._words_for_rest(screen.understood)))

    def read(self, title: str, rows: RowsFor) -> bool:
        """Pass a document on to whoever is there to read it."""
        return self.ask_rest.read(title, rows) if self.ask_rest is not None else True

    def tell(self, text: str) -> None:
        """Hear something that needs no answer."""
        self.told.append(text)
        if self.ask_rest is not None:
            self.ask_rest.tell(text)

    def _play(self, screen: Screen, clerk: Clerk) -> Reply | None:
        """The reply that the mapping gives to a screen, each once."""
        ask = screen.ask
        step, whole = screen.step, self.answers.get(screen.step.question, NOTHING)
        note = whole.note
        if note is not None and step.question not in self._noted and whole.status is None:
            self._noted.add(step.question)
            return Noted(note)
        if isinstance(ask, Table):
            return self._play_list(step.question, ask)
        if step in self._played:
            return None
        self._played.add(step)
        if not step.detail:  # an optional field that the mapping lacks is asked only when somebody opens it
            self._left.add(step)
        if step.field is not None and not step.entry and (status := _as_status(whole.status)):
            return self._status(step.question, whole, status, whole_question=True)
        if isinstance(ask, Numbers):
            return self._line(ask, clerk)
        if step.is_words:
            return self._words(stored(self.answers, step.choice))
        return self._value(screen, clerk, stored(self.answers, step))

    def _words(self, chosen: Answer) -> Reply | None:
        """The words beside an option, which are the first of its note."""
        said = said_first(chosen)
        return Answered(said) if said else None

    def _line(self, asked: Numbers, clerk: Clerk) -> Reply | None:
        """The numbers of a line, each by its field; what the mapping lacks is left out."""
        given: dict[str, Json] = {}
        for step in (figure.step for figure in asked.figures):
            answer = stored(self.answers, step)
            status, value = _as_status(answer.status), answer.inner
            if status is not None:
                given[str(step.field)] = {"status": status.status}
            elif value is not None and not clerk.faults(value, step):
                given[str(step.field)] = value
        return AnsweredFields(given) if given else None

    def _play_list(self, question: str, table: Table) -> Reply | None:
        """Open the panels that the mapping holds more of, and add the next event."""
        answer = self.answers.get(question, NOTHING)
        if (status := _as_status(answer.status)) is not None:
            return self._status(question, answer, status)
        items = answer.items
        for index in sorted(row.index for row in table.rows if row.has_details):
            opened = Step(question, index, None, detail=True)
            if opened not in self._played and index < len(items):
                self._played.add(opened)
                return ListAct("details", index)
        tried = Step(question, len(table.rows))
        return ListAct("add") if self._can_add(tried, items) and table.may_add else None

    def _can_add(self, tried: Step, items: tuple[Answer, ...]) -> bool:
        """Whether the next event can be played at all; one that yields nothing is tried once."""
        place = tried.entry or 0
        if tried in self._played or place >= len(items) or not isinstance(items[place].inner, Mapping):
            return False
        self._played.add(tried)
        return True

    def _value(self, screen: Screen, clerk: Clerk, answer: Answer) -> Reply | None:
        status = _as_status(answer.status)
        if status is not None:
            return self._status(screen.step.question, answer, status)
        value = answer.inner
        if value is None or clerk.faults(value):
            return None
        return Answered(value)

    def _status(
        self, question: str, answer: Answer, status: SetStatus, *, whole_question: bool = False
    ) -> Reply:
        """A status; its note, if it has one, is played when the question comes up again."""
        note = answer.note
        if note is not None and question not in self._noted:
            self._noted.add(question)
            self._played = {step for step in self._played if step.question != question}
            return Noted(note)
        return SetStatus(status.status, whole_question)


def _as_status(status: str | None) -> SetStatus | None:
    """The reply for a stored status, or ``None``."""
    match status:
        case "unknown" | "declined":
            return SetStatus(status)
        case _:
            return None
