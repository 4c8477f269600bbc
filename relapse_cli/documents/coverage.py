"""What the cases of a bank reach, as a page: each condition part by part, and what no case reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.block import (
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Paragraph,
    Spans,
    Style,
    plain,
)
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.coverage import Coverage, CoveredCondition, CoveredPart

KINDS = {"question": "questions", "option": "options", "fact": "facts", "flag": "flags", "line": "lines"}
"""What can be reached, in the plural."""

_OWNERS = {
    "question": "When questions are asked",
    "fact": "Facts",
    "flag": "Flags",
    "action": "Lines",
    "answer line": "Lines of what was said",
    "together": "Lines that print together",
    "family": "The family sheet",
}
_MARKS: dict[frozenset[bool], tuple[str, Style]] = {
    frozenset({True, False}): ("true and false", "quiet"),
    frozenset({True}): ("never false", "warn"),
    frozenset({False}): ("never true", "warn"),
    frozenset(): ("never judged", "warn"),
}


def part_mark(part: CoveredPart) -> str:
    """What the cases had a part be, in words."""
    return _MARKS[part.seen][0]


def share(done: int, total: int) -> str:
    """So many of so many, with the percentage rounded down: 100 % is all."""
    return f"{done} of {total} ({int(1000 * done / total) / 10 if total else 100:g} %)"


def coverage_rows(coverage: Coverage) -> Iterator[tuple[str, str]]:
    """Each thing that is counted, and how much of it is covered."""
    for each in coverage.reached:
        yield KINDS[each.kind], share(each.done, each.total)
    yield "parts of conditions, both true and false", share(coverage.covered, len(coverage.parts))


def coverage_document(bank: Bank, cases: int, coverage: Coverage) -> Document:
    """The page.

    Args:
        bank: the bank.
        cases: how many cases there are.
        coverage: what they reach together.
    """
    return Document(
        title=f"What the cases reach: {bank.title} ({bank.id} {bank.version})",
        facts=(counted(cases, "case"), bank.digest),
        blocks=tuple(_blocks(coverage)),
    )


def _blocks(coverage: Coverage) -> Iterator[Block]:
    yield Facts(tuple(Fact(name, (value,)) for name, value in coverage_rows(coverage)), table=True)
    yield Heading("What no case reaches")
    missing = [each for each in coverage.reached if each.missing]
    if not missing:
        yield Paragraph(plain("Each question, option, fact, flag and line is reached by a case."))
    for each in missing:
        yield Heading(KINDS[each.kind].capitalize(), depth=2)
        yield from (Item(plain(name)) for name in each.missing)
    yield from _open_parts(coverage)
    for owner, title in _OWNERS.items():
        conditions = [condition for condition in coverage.conditions if condition.owner == owner]
        if conditions:
            yield Heading(title)
            yield from map(_condition, conditions)


def _open_parts(coverage: Coverage) -> Iterator[Block]:
    found = [
        Item(plain(f"{condition.place}: {part.words}"), tags=(part_mark(part),))
        for condition in coverage.conditions
        for part in condition.parts
        if not part.is_covered
    ]
    if found:
        yield Heading("Parts of conditions", depth=2)
        yield from found


def _condition(condition: CoveredCondition) -> Item:
    """A condition with its parts, those that are joined beneath what joins them."""
    return Item(((condition.place, "strong"),), tuple(_nested(condition.parts, 0)), bullet=False)


def _nested(parts: Sequence[CoveredPart], depth: int) -> Iterator[Item]:
    starts = [index for index, part in enumerate(parts) if part.depth == depth]
    for start, end in zip(starts, [*starts, len(parts)][1:], strict=True):
        part = parts[start]
        mark, style = _MARKS[part.seen]
        spans: Spans = ((part.words, "plain"), (f" [{mark}]", style))
        yield Item(spans, tuple(_nested(parts[start + 1 : end], depth + 1)), close=True)
