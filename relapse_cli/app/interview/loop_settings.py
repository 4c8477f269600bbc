"""What differs between an interview and the changing of its answers from a sign-off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.preview import preview


def _takes_all(_before: Interview, _after: Interview) -> str:
    return ""


def _has_no_page(_interview: Interview, _asker: Asker) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class LoopSettings:
    """How a loop goes about its work.

    Attributes:
        offers: at level 4, what comes next is offered in place of the sequence of questions.
        openings: a section begins with its opening, and the screen says whether the last change was kept.
        straight: it ends without check-answers once everything has been put, and is left by going back beyond
            the first question; until somebody opens check-answers.
        ending: what check-answers calls its end, which going back from there is too; empty in an interview.
        asks: what is asked before one state becomes another; nothing when nothing has to be asked.
        refuses: why one state may not become another; empty when it may.
        hands_over: shows the page for those who take over, and says whether there was one; without a page the
            card is what is handed over.
    """

    offers: bool = True
    openings: bool = True
    straight: bool = False
    ending: str = ""
    asks: Callable[[Interview, Interview], Screen | None] = preview
    refuses: Callable[[Interview, Interview], str] = _takes_all
    hands_over: Callable[[Interview, Asker], bool] = _has_no_page


INTERVIEW = LoopSettings()
