"""One move at a question, and the two hands that can make it: one on keys, one on typed lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from relapse_cli.model.answer import read_answer
from relapse_cli.model.reply import AnsweredFields, CardReply, CheckReply, Reply
from relapse_cli.model.screen import Card, CheckScreen, Screen
from relapse_cli.prompters.asker import Clerk
from relapse_cli.prompters.typed.values import written
from tests.prompters.screens import figures_on, rows_on

Panel = Literal["help", "read", "flags", "hide", "menu", "jump", "note"]
"""What can be opened beside a question and closed again."""

TYPED = frozenset(
    {"scale", "number", "text", "long_text", "date", "datetime", "duration", "distance", "line"}
)


@dataclass(frozen=True)
class Move:
    """What the therapist does at one question.

    Attributes:
        reply: what it comes to, but for what is left half typed.
        half: what is typed, or the marks that are set, and left standing; ``None`` = nothing is touched.
        panels: what is opened and closed before it.
        enter: Enter alone takes the answer that stands there, or leaves out what is not there.
        by_word: the command is typed (``/back``), where that is possible.
        told: the line on which an entry of a list is told.
    """

    reply: Reply
    half: str | None = None
    panels: tuple[Panel, ...] = ()
    enter: bool = False
    by_word: bool = False
    told: str = ""


class Hand(Protocol):
    """Works an asker as a person does, and says what ought to come of it.

    Attributes:
        on_keys: whether it presses keys; lines can leave only longer texts half typed, and clear no note.
    """

    on_keys: bool

    def ask(self, screen: Screen, move: Move, clerk: Clerk) -> Reply:
        """Make a move, and return what the asker made of it."""
        ...

    def wanted(self, screen: Screen, move: Move) -> Reply:
        """The reply that the move ought to come to, with what is left half typed."""
        ...

    def standing(self, screen: Screen, move: Move) -> str | None:
        """What stays half given where a change was left as it was; ``None`` = what stood there before."""
        ...

    def card(self, card: Card) -> CardReply:
        """Read a card and go on."""
        ...

    def check(self, screen: CheckScreen, reply: CheckReply) -> CheckReply:
        """Make a move at check-answers."""
        ...

    def close(self) -> None:
        """Put everything away."""
        ...


def line_text(screen: Screen, planned: AnsweredFields) -> str:
    """Numbers on one line as they would be typed."""
    signs = {"unknown": "?", "declined": "x", None: "-"}
    given = [read_answer(planned.fields.get(str(number.step.field))) for number in figures_on(screen)]
    return " ".join(written(each.inner) or signs[each.status] for each in given)


def place_of(screen: Screen, entry: int) -> int:
    """Where an entry stands in the list on screen, counted from 0."""
    return [each.index for each in rows_on(screen)].index(entry)
