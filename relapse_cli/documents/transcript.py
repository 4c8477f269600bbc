"""A conversation to be read: each question with its answer, section by section, in the order it was put."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from relapse_cli.documents.block import Block, Document, Fact, Facts, Heading, Item, Paragraph, plain
from relapse_cli.documents.plan.document import PATH_WORDS
from relapse_cli.logic.answers.in_words import DECLINED, NOT_KNOWN
from relapse_cli.text.days import readable_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.conversation import AskedQuestion, Became, Conversation, ConversationPart

_OPEN: dict[Became, str] = {"unknown": NOT_KNOWN, "declined": DECLINED, "open": "no answer"}
_NOT_PUT: dict[Became, str] = {
    "not_needed": "Not asked, because other answers made it needless",
    "other_path": "Not asked on this path of the interview",
}


def transcript_document(held: Conversation) -> Document:
    """The questions that hold an answer, and nothing else."""
    return Document(
        blocks=tuple(
            block
            for part in held.parts
            for block in _section(part, [each for each in part.questions if each.answers], show_notes=False)
        )
    )


def answers_document(held: Conversation, bank: Bank) -> Document:
    """The whole conversation: answers uncut, notes, and what was declined, not known or not asked."""
    finished = () if held.finished_at else ("not finished",)
    return Document(
        title="What was asked, and what was said",
        facts=(f"Case {held.case}", readable_date(held.started_at), PATH_WORDS[held.path], *finished),
        blocks=tuple(block for part in held.parts for block in _part(part, bank)),
        footer=(bank.wording.footer, f"Record {held.record}"),
        day=held.started_at[:10],
    )


def _part(part: ConversationPart, bank: Bank) -> Iterator[Block]:
    """A section: what was put, then by name what was not, and why."""
    put = [each for each in part.questions if each.became not in _NOT_PUT]
    rows = list(_section(part, put, show_notes=True, bank=bank))
    left = [
        Fact(words, ("; ".join(each.title for each in part.questions if each.became == became),))
        for became, words in _NOT_PUT.items()
    ]
    rows += [Facts((fact,)) for fact in left if fact.values[0]]
    if rows and not put:
        yield Heading(part.title)
    yield from rows


def _section(
    part: ConversationPart, questions: list[AskedQuestion], *, show_notes: bool, bank: Bank | None = None
) -> Iterator[Block]:
    """Some questions of a section under its title; nothing where there are none."""
    if questions:
        yield Heading(part.title)
    for alike, group in groupby(questions, key=lambda each: _alone(each, bank)):
        together = list(group)
        if alike is not None and len(together) > 1:
            below = tuple(Paragraph(((each.label, "quiet"),)) for each in together)
            yield Item(plain(f"{alike}, to each of these {len(together)}:"), below, bullet=False, close=True)
        else:
            yield from _each(together, show_notes=show_notes)


def _alone(asked: AskedQuestion, bank: Bank | None) -> str | None:
    """The answer that none applies; questions in a row that have only it are told together."""
    question = bank.questions[asked.id] if bank is not None else None
    if question is None or question.exclusive is None or asked.notes or asked.doubt:
        return None
    none = question.option_label(question.exclusive)
    return none if asked.answers == (none,) else None


def _each(questions: Iterable[AskedQuestion], *, show_notes: bool) -> Iterator[Block]:
    """Each question with its answer, what it is doubted for, and the notes on it."""
    for each in questions:
        below = (
            *(Paragraph(plain(words)) for words in each.answers or (_OPEN[each.became],)),
            *((Paragraph(plain(f"Not taken at its word: {each.doubt}")),) if each.doubt else ()),
            *((Paragraph(plain(f"Note on {words}")) for words in each.notes) if show_notes else ()),
        )
        yield Item(((each.label, "quiet"),), below, bullet=False, close=True)
