"""The family sheet: the agreed scope, and under four headings what to do and what to avoid (rules 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.block import Block, Heading, Item
from relapse_cli.documents.plan.lines import line_item, sentence_blocks
from relapse_cli.documents.plan.shown import shown_lines
from relapse_cli.documents.plan.spans import spans_of
from relapse_cli.model.sentence_ids import SHEET_OPENING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relapse_cli.documents.plan.edition import EditionPlan
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import LineKind
    from relapse_cli.model.line_text import Words
    from relapse_cli.model.plan import Plan

_KINDS = (("do", "Do"), ("avoid", "Please avoid"))


def family_blocks(plan: Plan, carried: EditionPlan, bank: Bank) -> Iterator[Block]:
    """Whom it is for and what was agreed, then the lines by their headings, then the therapist's own."""
    yield from sentence_blocks(plan, SHEET_OPENING)
    for heading, title in bank.family.headings.items():
        lines = [line for line in carried.family_lines if line.heading == heading]
        yield from do_and_avoid(title, [(line.kind, line.words) for line in lines])
    further = [line_item(each, carried, bank) for each in shown_lines(carried)]
    if further:
        yield Heading(bank.family.further)
        yield from further


def do_and_avoid(title: str, lines: Sequence[tuple[LineKind, Words]]) -> Iterator[Block]:
    """Lines under a heading, what to do apart from what to avoid; nothing where there are none."""
    if lines:
        yield Heading(title)
    for kind, small_title in _KINDS:
        items = [Item(spans_of(words)) for own, words in lines if own == kind]
        if items:
            yield Heading(small_title, depth=2)
            yield from items
