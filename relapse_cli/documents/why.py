"""Why a plan says what it says: what it rests on, the rule in English, where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.block import Block, Document, Fact, Facts, Heading, Item, Paragraph, plain
from relapse_cli.documents.plan.sources import grounds, source_in_words
from relapse_cli.logic.answers.in_words import DECLINED, NOT_KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.documents.block import Span
    from relapse_cli.model.explanation import AnswerStatus, Change, ExplainedAnswer, Explanation, Part

_STATUS_WORDS: dict[AnswerStatus, str] = {
    "answered": "",
    "unknown": NOT_KNOWN,
    "declined": DECLINED,
    "not_answered": "not answered",
    "disabled": "not asked here, so it reaches no rule",
}
_HEADS = {"all": "all of these are so", "any": "one of these is so"}
_RULE_WORDS = {"flag": "Set when", "line": "On the plan when", "absent": "Would be there when"}


def why_document(explanations: Iterable[Explanation]) -> Document:
    """The explanations one under the other, each under its id."""
    return Document(blocks=tuple(block for found in explanations for block in _explanation(found)))


def _explanation(found: Explanation) -> Iterator[Block]:
    absent = " (not on the plan)" if found.kind == "absent" else ""
    yield Heading(f"{found.id}{absent}")
    below = (
        *_rule(found),
        *((Paragraph((("Answers:", "quiet"),)),) if found.answers else ()),
        *map(_answer, found.answers),
        *_fact("Basis", grounds(found.basis, found.basis_note)),
        *(fact for source in found.sources for fact in _fact("Source", source_in_words(source))),
        *_fact("Decision", found.decision),
    )
    yield Item(((found.text, "strong"),), below, bullet=False)


def _rule(found: Explanation) -> Iterator[Block]:
    """The rule as a sentence, or part by part with what is true of it; then what would turn it."""
    label, condition = _RULE_WORDS[found.kind], found.condition
    if condition is None:
        yield from _fact(label, found.sentence)
        return
    inner = _taken_apart(condition)
    if inner is not None and inner.join in _HEADS:
        yield Paragraph(plain(f"{label} {_HEADS[inner.join]}:"))
        yield from map(_part, inner.parts)
    else:
        yield Paragraph(plain(f"{label} this is so:"))
        yield _part(condition)
    if found.different is not None:
        there = "would be there" if found.kind == "absent" else "would not be there"
        several = found.different.join in _HEADS
        yield Paragraph(
            plain(f"It {there} if {_HEADS[found.different.join]}:" if several else f"It {there} if:")
        )
        yield from map(_change, found.different.parts if several else (found.different,))


def _taken_apart(part: Part) -> Part | None:
    """What is to be read of a part: itself or what its name stands for; ``None`` for one comparison."""
    if part.join == "named":
        return _taken_apart(part.parts[0])
    if part.join in {"not", "product"}:
        return part if _taken_apart(part.parts[0]) else None
    return part if part.parts else None


def _part(part: Part) -> Item:
    """A part with whether it is true, and what is there now."""
    name: Span = ("true:", "strong") if part.true else ("not true:", "quiet")
    inner = _taken_apart(part)
    if inner is None:
        now = f" (now: {now})" if (now := _now(part)) else ""
        return Item(plain(f"{_words(part)}{now}"), name=name, close=True)
    own = "" if part.join in _HEADS else part.words
    head = _HEADS.get(inner.join, "")
    return Item(
        plain(": ".join(filter(None, (own, head)))), tuple(map(_part, inner.parts)), name=name, close=True
    )


def _words(part: Part) -> str:
    """A part that is one comparison, with the product of which it is asked."""
    return f"{part.words}: {_words(part.parts[0])}" if part.join == "product" else part.words


def _now(part: Part) -> str:
    """What is there now, of the part itself or of the one that it names."""
    return part.now or (_now(part.parts[0]) if part.parts else "")


def _change(change: Change) -> Item:
    if change.join in _HEADS:
        return Item(plain(f"{_HEADS[change.join]}:"), tuple(map(_change, change.parts)), close=True)
    if change.join == "product":
        return Item(plain(f"{change.words}:"), tuple(map(_change, change.parts)), close=True)
    return Item(plain(change.words if change.to else f"it is not so that {change.words}"), close=True)


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
