"""What came of the last interview, to be looked at before the next one begins."""

from __future__ import annotations

from collections.abc import Sequence

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.sources.stored import last_of_case
from relapse_cli.documents.last_time import last_time_document
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.text.terminal import Pages, pages
from relapse_cli.logic.history.build import case_history
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.record import Record
from relapse_cli.model.reply import Answered, Back, Paused
from relapse_cli.model.screen import OWN, Screen
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.question import own_screen

_OFFER, _SHOWN = f"{OWN}last_time", f"{OWN}last_time.page"
_TITLE = "Last time"
_WAYS = (
    Option(id="go_on", label="Go on with the first question"),
    Option(id="see", label="See last time's plan and sequence"),
)
COLUMNS, ROWS = 56, 9
"""A page that fits the smallest screen the interview is drawn on."""


def last_time(bank: Bank, earlier: Record, followups: Sequence[Record] = ()) -> Pages:
    """Return the last interview on pages: when, its level, its sequence, its lines with their last state.

    Args:
        bank: the bank, checked.
        earlier: the last interview of the case.
        followups: the follow-ups held since.
    """
    history = case_history(bank, (earlier, *followups), earlier.case)
    return pages(last_time_document(history, earlier.id, bank), RenderOptions(width=COLUMNS), ROWS)


def last_interview(bank: Bank, door: StoreDoor, record: Record) -> tuple[Record | None, tuple[Record, ...]]:
    """The last interview of the case in the store, with its follow-ups; nothing where there is none."""
    return (
        (None, ()) if record.session == "followup" or not door.is_set_up else last_of_case(bank, door, record)
    )


def offer_last_time(asker: Asker, shown: Pages) -> None:
    """Offer a look at the last time; it can be gone through as often as wanted, or passed over.

    Args:
        asker: who is asked.
        shown: the last time on pages.

    Raises:
        Left: the interview is to pause before it begins.
    """
    while True:
        reply = asker.ask(own_screen(_OFFER, "There is an earlier interview of this case.", _WAYS, _TITLE))
        if isinstance(reply, Paused):
            raise Left(reply)
        if reply != Answered("see"):
            return
        _show_pages(asker, shown)


def _show_pages(asker: Asker, shown: Pages) -> None:
    """Show the last time page by page, forward and back.

    Raises:
        Left: it was paused.
    """
    at = 0
    while 0 <= at < len(shown):
        reply = asker.ask(_page_screen(shown, at))
        if isinstance(reply, Paused):
            raise Left(reply)
        at += -1 if isinstance(reply, Back) else 1
        if reply == Answered("leave"):
            return


def _page_screen(shown: Pages, at: int) -> Screen:
    """One page."""
    last = at == len(shown) - 1
    onward = Option(id="on", label="Done; back to the choice" if last else "Next page")
    ways = (onward,) if last else (onward, Option(id="leave", label="That is enough"))
    label = f"Page {at + 1} of {len(shown)}"
    return own_screen(_SHOWN, label, ways, _TITLE, shown[at], may_go_back=at > 0, careful=False)
