"""What came of the last interview of a case, to be looked at before the next one begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.block import Block, Document, Heading, Item, Paragraph, Quote, plain
from relapse_cli.documents.history import IN_THE_WAY, session_level, session_title, strength
from relapse_cli.logic.answers.in_words import quote
from relapse_cli.logic.followup.line_reports import STATE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.history import CaseHistory, HistoryLine


def last_time_document(history: CaseHistory, interview: str, bank: Bank) -> Document:
    """One interview of a case: when, its level, its sequence, and its lines with their last state."""
    return Document(blocks=tuple(_blocks(history, interview, bank)))


def _blocks(history: CaseHistory, interview: str, bank: Bank) -> Iterator[Block]:
    session = next(session for session in history.sessions if session.id == interview)
    yield Paragraph(plain(f"{session_title(session)}."))
    yield Paragraph(plain(f"{session_level(session, bank)}."), close=True)
    if session.sequence:
        yield Heading("What led up to it, earliest first:", depth=2)
    for number, event in enumerate(session.sequence, 1):
        words = f"{number}. {event.domain_label or event.what}: {strength(event)}"
        yield Item(plain(words), bullet=False)
    if history.lines:
        yield Heading("The lines of the plan, and how far they have come:", depth=2)
    yield from map(_line, history.lines)


def _line(line: HistoryLine) -> Item:
    """A line of the plan with its last state."""
    below = (Quote(quote(line.obstacle, None), IN_THE_WAY),) if line.obstacle else ()
    return Item(plain(f"{line.text} ({STATE_WORDS[line.state]})"), below, close=True)
