"""Keeping a change wherever it is to be kept, and asking what to do when that does not work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.keeping.place import Answers, Change, Decided, Draft, HalfGiven, Place
from relapse_cli.errors import RelapseError
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.reply import Answered, Paused
from relapse_cli.model.screen import OWN
from relapse_cli.model.step import Step
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.question import own_screen

_NOT_KEPT = "The last answer could not be saved."
_NOT_DECIDED = "The last decision could not be saved."
_NOT_TAKEN_BACK = "What was kept could not be removed yet."
_TROUBLE = f"{OWN}keep.trouble"
_WAYS = (
    Option(id="again", label="Try again"),
    Option(id="go_on", label="Go on; it is tried again after the next answer"),
)
_SAFE = "Nothing is lost: the answers are still here, as long as this window stays open."
_SAVED, _NOT_SAVED, NOT_KEPT_YET, _ON_SCREEN = "saved", "not saved", "not kept yet", "on screen only"


class Keeping:
    """Keeps an interview in all its places.

    Args:
        places: where; none when nothing is kept.
        person: who is asked when a place does not work; without anybody the error ends the command.

    Attributes:
        word: what the screen says about the last change.
        has_saved: something was kept in every place since it began.
        half_given: what is half given in a sign-off, and not decided.
    """

    def __init__(self, places: Sequence[Place] = (), person: Asker | None = None) -> None:
        self.places = tuple(places)
        self.person = person
        self.has_saved = False
        kept = bool(self.places) and all(place.kept_as is not None for place in self.places)
        self.word = _SAVED if kept else NOT_KEPT_YET
        self._last: Answers | Decided | None = None
        self._is_left = False
        kept_half = (place.half_given.items() for place in self.places)
        self.half_given = {s: t for place in kept_half for s, t in place if s.question.startswith(OWN)}

    @property
    def is_behind(self) -> bool:
        """Whether there is something that could not be kept so far."""
        return self.word == _NOT_SAVED

    def save(self, change: Change) -> None:
        """Keep a change before the next question is put.

        While a prompt is on screen nobody can be asked: what does not work then is told after the answer. And
        while a place does not work a key press only remembers: waiting for one takes longer than a key press
        may. Before there is an answer, what is half given begins the record, but is not called saved.

        Raises:
            RelapseError: it could not be kept, and nobody can be asked.
            Left: it could not be kept, and whoever was asked what to do pauses; nothing is asked any more.
        """
        if isinstance(change, Decided):
            self.half_given.clear()
        if not isinstance(change, Draft):
            self._insist(
                lambda: self._try(change), _NOT_DECIDED if isinstance(change, Decided) else _NOT_KEPT
            )
        elif self.word == _SAVED:
            self._try(change)
        else:
            self._last = change
            if self.word == NOT_KEPT_YET:
                self._first_trouble(lambda place: place.save(change))

    def keep_half(self, step: Step, text: str) -> None:
        """Keep what is half given on a screen of a sign-off; what does not work now comes with the next."""
        left = {other: half for other, half in self.half_given.items() if other != step}
        self.half_given = left | {step: text} if text else left
        self._first_trouble(lambda place: place.save(HalfGiven(self.half_given)))

    def keep_half_now(self) -> None:
        """Write what is half given in a sign-off without waiting, for somebody leaves."""
        self._first_trouble(lambda place: place.save(HalfGiven(self.half_given, at_once=True)))

    def undo(self) -> bool:
        """Take back what was kept, because the agreement was withdrawn; whether anything was, and is gone.

        Raises:
            RelapseError: it could not be taken back, and nobody can be asked.
            Left: it could not be taken back, and whoever was asked what to do pauses.
        """
        self._last = None
        if all(place.kept_as is None for place in self.places):
            return False
        self.word = NOT_KEPT_YET
        left: dict[str, None] = {}

        def take_back(place: Place) -> None:
            left.update(dict.fromkeys(place.undo()))

        is_gone = self._insist(lambda: self._first_trouble(take_back), _NOT_TAKEN_BACK)
        if is_gone and left and self.person is not None:  # where nobody is asked, nobody can hear it
            self.person.tell(" ".join(("What was kept is removed.", *left)))
        return is_gone

    def close(self, *, quietly: bool = False) -> None:
        """Keep what was waiting or could not be kept, at the end.

        Args:
            quietly: the program is being ended from outside: nobody is asked, and no error is raised.

        Raises:
            RelapseError: it could not be kept, and nobody can be asked.
        """
        last = self._last
        if last is None:
            return
        settled = last if isinstance(last, Decided) else Answers(last.interview, last.waiting)
        if quietly:
            self._try(settled)
        else:
            with suppress(Left):  # it is being left already
                self.save(settled)

    def _try(self, change: Change) -> RelapseError | None:
        """Keep a change without asking anybody; the first reason why a place did not work."""
        if isinstance(change, Answers | Decided):
            self._last = change
        trouble = self._first_trouble(lambda place: place.save(change))
        if trouble is None:
            self.has_saved = True
            if isinstance(change, Answers | Decided):
                self.word = _SAVED if self.places else _ON_SCREEN
        return trouble

    def _first_trouble(self, act: Callable[[Place], object]) -> RelapseError | None:
        """Do something at every place, and return the first reason why one did not work."""
        found: RelapseError | None = None
        for place in self.places:
            try:
                act(place)
            except RelapseError as error:
                found = found or error
        return found

    def _insist(self, attempt: Callable[[], RelapseError | None], label: str) -> bool:
        """Try until it works, and say so, or until the person goes on without; who has paused is left alone.

        Raises:
            RelapseError: it does not work, and nobody can be asked.
            Left: the person pauses.
        """
        while (trouble := attempt()) is not None:
            self.word = _NOT_SAVED
            if self.person is None:
                raise trouble
            if self._is_left:
                return False
            body = tuple(part for part in (trouble.message, trouble.remedy, _SAFE) if part)
            match self.person.ask(own_screen(_TROUBLE, label, _WAYS, "", body)):
                case Paused() as reply:
                    self._is_left = True
                    raise Left(reply)
                case Answered(value="go_on"):
                    return False
                case _:
                    continue
        return True
