"""An interview as it was held: each question with its answer, section by section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.block import Block, Document, Heading, Item, Paragraph, plain
from relapse_cli.logic.answers.in_words import answer_in_words
from relapse_cli.logic.lines.timeline_line import event_rows
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.known_ids import SEQUENCE
from relapse_cli.model.line_text import in_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.record import Record


def transcript_document(bank: Bank, record: Record) -> Document:
    """The questions that hold an answer, in the order in which they were put."""
    return Document(blocks=tuple(_blocks(Evaluation(bank, record))))


def _blocks(reading: Evaluation) -> Iterator[Block]:
    bank, current = reading.bank, ""
    for question in bank.presented[reading.record.session]:
        if question not in reading.record.answers:
            continue
        section = bank.section_of[question]
        if section.id != current:
            yield Heading(section.title)
            current = section.id
        below = tuple(Paragraph(plain(words)) for words in _spoken(reading, question))
        yield Item(((bank.questions[question].label, "quiet"),), below, bullet=False, close=True)


def _spoken(reading: Evaluation, question: str) -> list[str]:
    """An answer in words; the trigger sequence one event a line, earliest first."""
    if question == SEQUENCE and (rows := event_rows(reading, staged=True)):
        return [in_plain(row.words) for row in rows]
    known = reading.bank.questions[question]
    return [answer_in_words(known, reading.record.answer(question), reading.zone, limit=None)]
