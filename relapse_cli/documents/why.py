"""Why a plan says what it says: what it rests on, the rule in English, where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.block import Block, Document, Fact, Facts, Heading, Item, Paragraph
from relapse_cli.documents.plan.sources import grounds, source_in_words
from relapse_cli.logic.answers.in_words import DECLINED, NOT_KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.model.explanation import AnswerStatus, ExplainedAnswer, Explanation

_STATUS_WORDS: dict[AnswerStatus, str] = {
    "answered": "",
    "unknown": NOT_KNOWN,
    "declined": DECLINED,
    "not_answered": "not answered",
    "disabled": "not asked here, so it reaches no rule",
}
_RULE_WORDS = {"flag": "Set when", "line": "On the plan when", "absent": "Would be there when"}


def why_document(explanations: Iterable[Explanation]) -> Document:
    """The explanations one under the other, each under its id."""
    return Document(blocks=tuple(block for found in explanations for block in _explanation(found)))


def _explanation(found: Explanation) -> Iterator[Block]:
    absent = " (not on the plan)" if found.kind == "absent" else ""
    yield Heading(f"{found.id}{absent}")
    below = (
        *_fact(_RULE_WORDS[found.kind], found.sentence),
        *((Paragraph((("Answers:", "quiet"),)),) if found.answers else ()),
        *map(_answer, found.answers),
        *_fact("Basis", grounds(found.basis, found.basis_note)),
        *(fact for source in found.sources for fact in _fact("Source", source_in_words(source))),
        *_fact("Decision", found.decision),
    )
    yield Item(((found.text, "strong"),), below, bullet=False)


def _fact(label: str, value: str) -> tuple[Facts, ...]:
    """A label with its value; nothing where there is no value."""
    return (Facts((Fact(label, (value,)),)),) if value else ()


def _answer(answer: ExplainedAnswer) -> Item:
    status = _STATUS_WORDS[answer.status]
    value = f"{answer.value} ({status})" if answer.value and status else answer.value or status
    return Item(
        ((f"{answer.label}: ", "plain"), (value, "strong")),
        below=(Paragraph(((answer.question, "quiet"),)),),
    )
