"""Keeping an answer wherever it is to be kept, and asking what to do when that does not work."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Protocol

from relapse_cli.errors import RelapseError
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.reply import Answered
from relapse_cli.model.screen import OWN
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.question import own_screen

LABEL = "The last answer could not be saved."
NOT_TAKEN_BACK = "What was kept could not be removed yet."
TROUBLE = f"{OWN}keep.trouble"
WAYS = (
    Option(id="again", label="Try again"),
    Option(id="go_on", label="Go on; it is tried again after the next answer"),
)
SAFE = "Nothing is lost: the answers are still here, as long as this window stays open."
SAVED, NOT_SAVED, NOT_KEPT_YET, ON_SCREEN = "saved", "not saved", "not kept yet", "on screen only"


class Keeper(Protocol):
    """Keeps an interview in one place.

    Attributes:
        left_behind: what still holds what was taken back and is not ours to remove, one sentence each.
    """

    left_behind: tuple[str, ...]

    @property
    def holds_something(self) -> bool:
        """Whether anything of the interview is kept there."""
        ...

    def forget(self) -> None:
        """Take back what was kept: the patient has withdrawn the agreement.

        Raises:
            RelapseError: it could not be taken back; the same call later does it then.
        """
        ...

    def keep(self, interview: Interview, waiting: Collection[str] = ()) -> None:
        """Keep what changed.

        Raises:
            RelapseError: it could not be kept; the same call later does it then.
        """
        ...

    def flush(self) -> None:
        """Keep what was waiting.

        Raises:
            RelapseError: it could not be kept.
        """
        ...


class SafeKeeping:
    """Keeps an interview in all its places.

    Args:
        keepers: the places; none when nothing is kept.
        person: who is asked when a place does not work; without anybody the error ends the command.
        word: what the screen says before the first change; ``saved`` when all of it is kept already.

    Attributes:
        word: what the screen says about the last change.
    """

    def __init__(self, keepers: Sequence[Keeper], person: Asker | None, word: str = NOT_KEPT_YET) -> None:
        self.keepers = tuple(keepers)
        self.person = person
        self.word = word
        self._unkept: tuple[Interview, Collection[str]] | None = None

    @property
    def is_behind(self) -> bool:
        """Whether there is something that could not be kept so far."""
        return self.word == NOT_SAVED

    def keep(self, interview: Interview, waiting: Collection[str] = ()) -> None:
        """Keep a change before the next question is put.

        Raises:
            RelapseError: it could not be kept, and nobody can be asked.
        """
        self._insist(lambda: self.trouble(interview, waiting))

    def keep_draft(self, interview: Interview, waiting: Collection[str] = ()) -> None:
        """Keep what is half typed; a prompt is on screen, so what does not work is told after the answer.

        While a place does not work, and before it holds anything, a key press only remembers: opening a store
        or waiting for one takes longer than a key press may, and may have to ask.
        """
        if self.word in {NOT_KEPT_YET, NOT_SAVED}:
            self._unkept = interview, waiting
        else:
            self.trouble(interview, waiting)

    def forget(self) -> bool:
        """Take back what was kept, because the agreement was withdrawn; whether there was anything.

        Raises:
            RelapseError: it could not be taken back, and nobody can be asked.
        """
        self._unkept = None
        were = [keeper.holds_something for keeper in self.keepers]
        if any(were):
            self.word = NOT_KEPT_YET
            self._insist(lambda: first_trouble([keeper.forget for keeper in self.keepers]), NOT_TAKEN_BACK)
            self._say_what_is_left()
        return any(were)

    def _say_what_is_left(self) -> None:
        """Name the backups that still hold what was taken back; where nobody is asked, nobody can hear it."""
        for keeper in self.keepers:
            said, keeper.left_behind = keeper.left_behind, ()
            if said and self.person is not None:
                self.person.tell(" ".join(("What was kept is removed.", *said)))

    def settle(self) -> None:
        """Keep what was waiting or could not be kept, at the end.

        Raises:
            RelapseError: it could not be kept, and nobody can be asked.
        """
        self._insist(self._rest)

    def insist(self, keep: Callable[[], None]) -> None:
        """Keep something else in the same way.

        Raises:
            RelapseError: it could not be kept, and nobody can be asked.
        """
        self._insist(lambda: first_trouble([keep]))

    def flush_quietly(self) -> None:
        """Keep what was waiting while the program is being ended from outside."""
        self._rest()

    def _rest(self) -> RelapseError | None:
        found = self.trouble(*self._unkept) if self._unkept is not None else None
        return found or first_trouble([keeper.flush for keeper in self.keepers])

    def _insist(self, attempt: Callable[[], RelapseError | None], label: str = LABEL) -> None:
        """Try until it works or the person goes on without."""
        while (trouble := attempt()) is not None:
            self.word = NOT_SAVED
            if self.person is None:
                raise trouble
            body = tuple(part for part in (trouble.message, trouble.remedy, SAFE) if part)
            screen = own_screen(TROUBLE, label, WAYS, "", body)
            if self.person.ask(screen) != Answered("again"):
                return

    def trouble(self, interview: Interview, waiting: Collection[str] = ()) -> RelapseError | None:
        """Keep a change without asking anybody; the first reason why a place did not work."""
        self._unkept = interview, waiting
        found = first_trouble([partial(keeper.keep, interview, waiting) for keeper in self.keepers])
        if found is None:
            self._unkept = None
            self.word = SAVED if self.keepers else ON_SCREEN
        return found


def first_trouble(attempts: Sequence[Callable[[], None]]) -> RelapseError | None:
    """Make every attempt, and return the first reason why one did not work."""
    found: RelapseError | None = None
    for attempt in attempts:
        try:
            attempt()
        except RelapseError as error:
            found = found or error
    return found
