"""What came of the last interview, to be looked at before the next one begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relapse_cli.documents.history import IN_THE_WAY, history_words, strength
from relapse_cli.logic.followup.line_reports import STATE_WORDS
from relapse_cli.logic.history.build import case_history
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.history import HistoryLine
from relapse_cli.model.record import Record
from relapse_cli.model.reply import Answered, Back, Paused
from relapse_cli.model.screen import OWN, Screen
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.question import own_screen
from relapse_cli.text.width import wrap

OFFER, SHOWN = f"{OWN}last_time", f"{OWN}last_time.page"
TITLE = "Last time"
WAYS = (
    Option(id="go_on", label="Go on with the first question"),
    Option(id="see", label="See last time's plan and sequence"),
)
COLUMNS, ROWS = 56, 9
"""A page that fits the smallest screen the interview is drawn on."""


def last_time(bank: Bank, earlier: Record, followups: Sequence[Record] = ()) -> tuple[str, ...]:
    """Return the last interview in words: when, its level, its sequence, and its lines with their last state.

    Args:
        bank: the bank, checked.
        earlier: the last interview of the case.
        followups: the follow-ups held since.
    """
    return tuple(last_time_lines(bank, earlier, followups))


def last_time_lines(bank: Bank, earlier: Record, followups: Sequence[Record]) -> Iterator[str]:
    """The last interview, one paragraph after the other; an empty one parts what does not belong together."""
    history = case_history(bank, (earlier, *followups), earlier.case)
    place = next(n for n, session in enumerate(history.sessions) if session.id == earlier.id)
    said = history_words(history, bank).sessions[place]
    sequence = history.sessions[place].sequence
    yield f"{said.title}."
    yield f"{said.level}."
    if sequence:
        yield ""
        yield "What led up to it, earliest first:"
        for number, event in enumerate(sequence, 1):
            yield f"{number}. {event.domain_label or event.what}: {strength(event)}"
    if history.lines:
        yield ""
        yield "The lines of the plan, and how far they have come:"
        for line in history.lines:
            yield from line_paragraphs(line)


def line_paragraphs(line: HistoryLine) -> Iterator[str]:
    """A line of the plan with its last state."""
    yield f"- {line.text} ({STATE_WORDS[line.state]})"
    if line.obstacle:
        yield f"  {IN_THE_WAY}: \u201c{line.obstacle}\u201d"


def offer_last_time(asker: Asker, paragraphs: Sequence[str]) -> Paused | None:
    """Offer a look at the last time; it can be gone through as often as wanted, or passed over.

    Args:
        asker: who is asked.
        paragraphs: the last time in words.

    Returns:
        How it was left, where the interview is to pause before it begins.
    """
    while True:
        reply = asker.ask(own_screen(OFFER, "There is an earlier interview of this case.", WAYS, TITLE))
        if isinstance(reply, Paused):
            return reply
        if reply != Answered("see"):
            return None
        left = show_pages(asker, paragraphs)
        if left is not None:
            return left


def show_pages(asker: Asker, paragraphs: Sequence[str]) -> Paused | None:
    """Show the last time page by page, forward and back."""
    pages = pages_of(paragraphs)
    at = 0
    while 0 <= at < len(pages):
        reply = asker.ask(page_screen(pages, at))
        if isinstance(reply, Paused):
            return reply
        at += -1 if isinstance(reply, Back) else 1
        if reply == Answered("leave"):
            return None
    return None


def pages_of(paragraphs: Sequence[str]) -> list[tuple[str, ...]]:
    """The paragraphs on pages of a size that every screen has room for; none is cut where it need not be."""
    pages: list[list[str]] = [[]]
    for paragraph in paragraphs:
        indent = "  " if paragraph.startswith(("-", " ")) else ""
        rows = wrap(paragraph, COLUMNS, "", indent) if paragraph else []
        breaks = not paragraph and bool(pages[-1])
        if breaks or (len(pages[-1]) + len(rows) > ROWS and pages[-1]):
            pages.append([])
        while len(pages[-1]) + len(rows) > ROWS:
            pages[-1] += rows[:ROWS]
            rows = rows[ROWS:]
            pages.append([])
        pages[-1] += rows
    return [tuple(page) for page in pages if page]


def page_screen(pages: Sequence[tuple[str, ...]], at: int) -> Screen:
    """One page."""
    last = at == len(pages) - 1
    onward = Option(id="on", label="Done; back to the choice" if last else "Next page")
    ways = (onward,) if last else (onward, Option(id="leave", label="That is enough"))
    label = f"Page {at + 1} of {len(pages)}"
    return own_screen(SHOWN, label, ways, TITLE, pages[at], may_go_back=at > 0, careful=False)
