"""Keeping what is half given on the screens of a sign-off, until what it is about is decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from relapse_cli.app.keeping.keep import Keeping
from relapse_cli.model.ask import Day, Text
from relapse_cli.model.reply import Answered, Back, CardReply, CheckReply, Paused, Reply
from relapse_cli.model.screen import Card, CheckScreen, Screen
from relapse_cli.model.step import Step
from relapse_cli.prompters.asker import NO_CLERK, Asker, Clerk, RowsFor
from relapse_cli.prompters.typed.values import written
from relapse_cli.screens.sign_off.papers import PAPERS


class _Listening:
    """A clerk who hears what is half given beside another one."""

    def __init__(self, clerk: Clerk, hear: Callable[[str], None]) -> None:
        self.faults, self.removal = clerk.faults, clerk.removal
        self._hear = hear

    def keep_draft(self, text: str, _: Step | None = None, /) -> None:
        """Hear what is half given, at every change."""
        self._hear(text)


class KeepsHalfGiven:
    """Asks as another asker does, and keeps what is typed on the screens of a sign-off.

    A decision is made at the end of several screens: what was typed on the first of them is kept until then.

    Args:
        asker: who asks.
        keeping: where it is kept.
    """

    def __init__(self, asker: Asker, keeping: Keeping) -> None:
        self.asker = asker
        self.keeping = keeping

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK, /) -> Reply:
        """Put one question, with what was typed there before it was decided."""
        if not _is_kept(screen):
            return self.asker.ask(screen, clerk)
        step, keeping = _place_of(screen), self.keeping
        listening = _Listening(clerk, lambda text: keeping.keep_half(step, text))
        try:
            reply = self.asker.ask(_as_left(screen, keeping.half_given.get(step)), listening)
        except BaseException:
            keeping.keep_half_now()
            raise
        self._note(step, reply)
        return reply

    def card(self, card: Card) -> CardReply:
        """Show an emergency card until it has been read."""
        return self.asker.card(card)

    def check(self, screen: CheckScreen) -> CheckReply:
        """Show check-answers."""
        return self.asker.check(screen)

    def read(self, title: str, rows: RowsFor, /) -> bool:
        """Show a document until it has been read."""
        return self.asker.read(title, rows)

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        self.asker.tell(text)

    def _note(self, step: Step, reply: Reply) -> None:
        """Keep what a reply says of it; whoever leaves waits for no timer."""
        match reply:
            case Answered(value=value) if not self.keeping.half_given.get(step):
                self.keeping.keep_half(step, written(value))
            case Back(draft=draft) | Paused(draft=draft):
                if draft is not None:
                    self.keeping.keep_half(step, draft)
                self.keeping.keep_half_now()
            case _:
                return


def _is_kept(screen: Screen) -> bool:
    """Whether what is typed there is kept half given: not where papers go, for that decides nothing."""
    papers = screen.step.question.startswith(PAPERS)
    return screen.is_own and isinstance(screen.ask, Text | Day) and not papers


def _place_of(screen: Screen) -> Step:
    """Where it is typed: several screens of one name are told apart by what they are about."""
    about = sha256("\n".join((screen.label, *screen.body)).encode()).hexdigest()[:8]
    return Step(screen.step.question, field=about)


def _as_left(screen: Screen, half: str | None) -> Screen:
    """The screen with what was typed there; not where that stands there anyway."""
    stored = screen.stored
    if not half or stored.draft is not None or half == written(stored.value):
        return screen
    return replace(screen, stored=replace(stored, draft=half))
