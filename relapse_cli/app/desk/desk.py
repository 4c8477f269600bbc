"""What every job at the desk works with: who sits there, the door to the store, and how things are said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.app.asking.leaving import Left
from relapse_cli.errors import RelapseError, reason_of
from relapse_cli.model.reply import Answered, Back, Paused, Skipped
from relapse_cli.prompters.asker import NO_CLERK, NoClerk
from relapse_cli.screens.desk import BACK

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor
    from relapse_cli.app.sessions.request import Request
    from relapse_cli.app.sources.profiles import ProfileBook
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.screen import Screen
    from relapse_cli.model.step import Step
    from relapse_cli.prompters.asker import Asker, RowsFor


class _CheckedBy(NoClerk):
    """Checks what is typed, and does nothing else."""

    def __init__(self, check: Callable[[str], None]) -> None:
        self.check = check

    def faults(self, value: object, _: Step | None = None, /) -> list[str]:
        """Why a value does not fit, in words."""
        try:
            self.check(str(value).strip())
        except RelapseError as error:
            return [sentence_of(error)]
        return []


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk.

    Attributes:
        bank: the question bank.
        door: the door to the store; between two jobs the store is closed, so that no window waits for this
            one, and its key is kept.
        person: who sits there.
        new_session: what every session that is begun here has in common, as the settings say it by then.
    """

    bank: Bank
    door: StoreDoor
    person: Asker
    new_session: Callable[[], Request]

    @property
    def session(self) -> Request:
        """What a session that is begun now has in common with the others."""
        return self.new_session()

    @property
    def profiles(self) -> ProfileBook:
        """The profiles that there are, and the service on whose paper documents are written."""
        return self.session.profiles

    @contextmanager
    def opened(self) -> Iterator[StoreDoor]:
        """The store for as long as something is read or done in it."""
        try:
            yield self.door
        finally:
            self.door.close()

    def choose(self, screen: Screen) -> str | None:
        """What was chosen; ``None`` for back.

        Raises:
            Left: the desk was left.
        """
        while True:
            match self.person.ask(screen):
                case Answered(value=value):
                    return None if value == BACK else str(value)
                case Back():
                    return None
                case Paused() as reply:
                    raise Left(reply)

    def typed(self, screen: Screen, check: Callable[[str], None] | None = None) -> str | None:
        """What was typed, empty where it was skipped; ``None`` for back.

        Raises:
            Left: the desk was left.
        """
        clerk = NO_CLERK if check is None else _CheckedBy(check)
        while True:
            match self.person.ask(screen, clerk):
                case Answered(value=value) if not clerk.faults(value):
                    return str(value).strip()
                case Skipped():
                    return ""
                case Back():
                    return None
                case Paused() as reply:
                    raise Left(reply)

    def read(self, title: str, rows: RowsFor) -> None:
        """Show a document until it has been read.

        Raises:
            Left: the desk was left.
        """
        if not self.person.read(title, rows):
            raise Left(Paused())


def sentence_of(error: RelapseError | OSError) -> str:
    """What went wrong and what can be done, as it is said above the next question."""
    if isinstance(error, RelapseError):
        return f"{error.message} {error.remedy}".strip()
    what = str(error.filename)[:80] if error.filename else "The input or output"
    return f"{what} cannot be used: {reason_of(error)}."
