"""The patient's cards: for an emergency, for the wallet, one that tells others nothing (rules 7.10, 8.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.block import Block, Fact, Facts, Frame, Item, Paragraph, plain
from relapse_cli.documents.plan.lines import line_item, sentence_blocks
from relapse_cli.documents.plan.phone import number_items
from relapse_cli.documents.plan.shown import shown_lines
from relapse_cli.model import sentence_ids
from relapse_cli.text.days import readable_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.documents.plan.edition import EditionPlan
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.plan import Plan


def emergency_card(plan: Plan, carried: EditionPlan, bank: Bank) -> Iterator[Block]:
    """The number, the next contact, what must not wait, for helpers what was taken; nothing else."""
    order = {name: place for place, name in enumerate(bank.roles.emergency_card)}
    lines = sorted(shown_lines(carried), key=lambda each: order.get(each.line.rule or "", 1))
    items = {each.line.id: line_item(each, carried, bank) for each in lines}
    first = items.pop(bank.roles.emergency_rule, None)
    numbers = number_items(plan, bank.roles, "emergency_card")
    called = first is not None and plan.profile is not None and plan.profile.emergency is not None
    framed = (*((first,) if first else ()), *numbers[called:])  # the line itself says whom to call in danger
    yield Frame(bank.wording.sections.get("emergency", ""), framed)
    yield from items.values()
    if plan.handed_over.taken:
        yield Paragraph(plain(f"{bank.wording.patient.for_helpers}: {'. '.join(plan.handed_over.taken)}."))
    yield from sentence_blocks(plan, sentence_ids.CARD_SENTENCE)


def private_card(plan: Plan, bank: Bank) -> Iterator[Block]:
    """The emergency number, and that the next contact is as agreed; nothing of why."""
    words = bank.wording.patient
    yield from number_items(plan, bank.roles, "private_card") or (Item(plain(words.no_number)),)
    yield Facts((Fact(words.next_contact, (words.as_agreed,)),))


def wallet_blocks(plan: Plan, carried: EditionPlan, bank: Bank) -> Iterator[Block]:
    """What is needed on the way: when the next contact is, the first if-then line, whom to call."""
    words = bank.wording.patient
    contacts = tuple(readable_date(each.at) for each in plan.appointments if each.id in {"next", "extra"})
    if contacts:
        yield Facts((Fact(words.next_contact, contacts),))
    first = next((each for each in shown_lines(carried) if each.line.rule == bank.roles.ifthen_answers), None)
    if first is not None:
        yield line_item(first, carried, bank)
    yield from number_items(plan, bank.roles, "plan")
