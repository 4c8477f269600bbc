"""The patient's page: what comes next first, in their words, and each thing once (rules 7.10)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relapse_cli.documents.block import Block, Fact, Facts, Heading, Item, Paragraph, plain
from relapse_cli.documents.plan.due import is_due_within_a_day
from relapse_cli.documents.plan.edition import carry
from relapse_cli.documents.plan.lines import (
    BY_WHEN,
    WHO,
    details_of,
    line_item,
    sentence_blocks,
    who_and_when,
)
from relapse_cli.documents.plan.phone import number_items
from relapse_cli.documents.plan.shown import shown_lines
from relapse_cli.documents.plan.spans import spans_of
from relapse_cli.logic.lines.typed import as_printed
from relapse_cli.model import sentence_ids
from relapse_cli.model.known_ids import CONTACT_GAP, STEPS_GAP
from relapse_cli.model.line_text import BLANK, Blank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from relapse_cli.documents.plan.edition import EditionPlan
    from relapse_cli.documents.plan.shown import ShownLine
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.line_text import LineText
    from relapse_cli.model.plan import Line, Plan
    from relapse_cli.model.roles import Roles

_MOST_ROWS = 3
"""Trigger rows whose picked steps stand on the page."""

_OPENING = (sentence_ids.HEAD_SENTENCE, sentence_ids.NORMAL_SENTENCE, sentence_ids.CHRONIC_SENTENCE)
"""Serious and workable, met by many, and how the service frames it."""

_ALL_BY = "All of these by"
"""Stands once beneath several steps that are due on the same day."""


def _stance(roles: Roles) -> tuple[str, ...]:
    """How the return is met."""
    return roles.not_a_failure_rule, roles.not_nothing_rule


def _tells(roles: Roles) -> tuple[str, ...]:
    """What this tells."""
    return roles.coping_answers, roles.learned_answers


@dataclass(frozen=True, slots=True)
class _Page:
    """What is needed to write the page: the lines as they print, and what they are taken from."""

    plan: Plan
    carried: EditionPlan
    bank: Bank
    lines: tuple[ShownLine, ...]

    def part(self, title: str, wanted: Callable[[ShownLine], bool]) -> Iterator[Block]:
        """The lines of one part under its title; nothing where there are none."""
        yield from _under(title, self.items(wanted))

    def items(self, wanted: Callable[[ShownLine], bool]) -> tuple[Item, ...]:
        """Some lines as items, in the order of the plan."""
        return tuple(line_item(each, self.carried, self.bank) for each in self.lines if wanted(each))

    def named(self, names: Iterable[str]) -> tuple[Item, ...]:
        """The lines of some rules, in the order in which these are named."""
        found = (each for name in names for each in self.lines if each.line.rule == name)
        return tuple(line_item(each, self.carried, self.bank) for each in found)


def patient_blocks(plan: Plan, carried: EditionPlan, bank: Bank) -> Iterator[Block]:
    """The page in its order; what is only offered beside it, such as the sequence, does not stand on it."""
    words = bank.wording
    page = _Page(plan, carried, bank, shown_lines(carried))
    for name in _OPENING:
        yield from sentence_blocks(plan, name)
    yield from page.named(_stance(bank.roles))
    yield from page.part(words.patient.next_contact, lambda each: _is_contact(each, bank.roles))
    yield from _under(words.patient.first_day, _first_day(page))
    yield from page.part(
        words.patient.days_after,
        lambda each: _is_for_the_day(each, bank.roles) and not _is_soon(each, page),
    )
    yield from _under(words.patient.again, page.named((bank.roles.again_rule,)))
    yield from _under(
        words.patient.call,
        (*page.named((bank.roles.safety_answers,)), *number_items(plan, bank.roles, "plan")),
    )
    yield from page.part(words.sections.get("medicines", ""), lambda each: each.line.section == "medicines")
    yield from _under(words.patient.steps, _steps(page))
    tells = page.named(_tells(bank.roles))
    title = words.fixed.tells if tells else words.sections.get("revision", "")
    yield from _under(
        title, (*tells, *page.named((bank.roles.keep_answers, bank.roles.change_answers)), *_added(page))
    )
    yield from sentence_blocks(plan, sentence_ids.CLOSING_SENTENCE)


def lines_on_page(plan: Plan, bank: Bank) -> Iterator[tuple[Line, LineText]]:
    """The lines of what the patient is handed, each with its words there, those within another line included.

    Of the triggers these are the ones whose picked steps are there.
    """
    carried = carry(plan, bank.roles, "patient")
    shown = [each for each in shown_lines(carried) if carried.patient != "plan" or stands_on_page(each, bank)]
    picked = [each for each in shown if any(option.picked for option in each.line.options)][:_MOST_ROWS]
    for each in shown:
        if each in picked or not _is_row(each, bank):
            yield each.line, as_printed(each.line, "patient")
            for lower in each.lower:
                words = lower.adds.get("patient", lower.texts["patient"])
                if words.rows != ("",):
                    yield lower, words


def stands_on_page(shown: ShownLine, bank: Bank) -> bool:
    """Whether a line has its place on the page; every other one is offered apart from it."""
    roles = bank.roles
    named = {*_stance(roles), *_tells(roles), roles.again_rule, roles.safety_answers, STEPS_GAP}
    named |= {roles.keep_answers, roles.change_answers, roles.add_answers}
    named |= {roles.followup_answers, roles.ifthen_answers}
    line = shown.line
    placed = _is_contact(shown, roles) or _is_for_the_day(shown, roles)
    placed = placed or line.section == "medicines" or line.gap
    return placed or line.rule in named or _is_row(shown, bank) or _is_own_step(shown)


def _under(title: str, items: Iterable[Block]) -> Iterator[Block]:
    found = tuple(items)
    if found:
        yield Heading(title)
        yield from found


def _is_contact(shown: ShownLine, roles: Roles) -> bool:
    """The next contact, what stands in its place, and contacts of the therapist's own."""
    own = shown.line.role == "own" and shown.line.section == "contact"
    return own or shown.line.id in {roles.contact_rule, CONTACT_GAP}


def _first_day(page: _Page) -> tuple[Item, ...]:
    """Lines on safety, whom to tell and stabilisation that are due within a day.

    That they are, the title of the part says; a time that the therapist set is said all the same.
    """
    return tuple(
        item if each.due is not None and each.due.kind == "set" else _without_time(item)
        for each in page.lines
        if _is_for_the_day(each, page.bank.roles) and _is_soon(each, page)
        for item in (line_item(each, page.carried, page.bank),)
    )


def _is_soon(shown: ShownLine, page: _Page) -> bool:
    """Whether it belongs to the first day: that no detox is called for is told now, and looked at later."""
    is_no_detox = shown.line.id == page.bank.roles.no_detox_rule
    return is_no_detox or is_due_within_a_day(shown.due, page.carried.now)


def _without_time(item: Item) -> Item:
    """An item that no longer says by when, nor who where it did not say that either."""
    below = (_who_only(block) if isinstance(block, Facts) else block for block in item.below)
    return replace(item, below=tuple(block for block in below if block is not None))


def _who_only(facts: Facts) -> Facts | None:
    rows = tuple(fact for fact in facts.rows if fact.label == WHO)
    return replace(facts, rows=rows) if rows else None


def _is_for_the_day(shown: ShownLine, roles: Roles) -> bool:
    line = shown.line
    if line.role == "own":
        return line.section in {"safety", "stabilisation"}
    return line.id == roles.told_rule or (
        line.role != "answer" and line.section in {"safety", "stabilisation"}
    )


def _steps(page: _Page) -> Iterator[Block]:
    """What became of the last plan, the picked steps, own lines, if-then lines, and what waits, by name."""
    yield from page.named((page.bank.roles.followup_answers,))
    rows = [each for each in page.lines if _is_row(each, page.bank)]
    picked = [each for each in rows if any(option.picked for option in each.line.options)]
    chosen = picked[:_MOST_ROWS]
    facts = [who_and_when(row, page.carried, "") for row in chosen]
    days = {(row.due.at, row.due.kind) if row.due else None for row in chosen}
    by_day_alone = all([fact.label for fact in own] == [BY_WHEN] for own in facts)
    together = len(chosen) > 1 and len(days) == 1 and by_day_alone
    for row, own in zip(chosen, facts, strict=True):
        last = row is chosen[-1]
        shared = tuple(replace(fact, label=_ALL_BY) for fact in own) if last else ()
        yield from _picked(row, page, shared if together else own)
    yield from page.items(_is_own_step)
    yield from page.named((page.bank.roles.ifthen_answers,))
    yield from page.named((STEPS_GAP,))
    waiting = _waiting(page, [row for row in rows if row not in picked[:_MOST_ROWS]])
    if waiting:
        yield Item(plain(f"{page.bank.wording.patient.next_time}: {'; '.join(waiting)}"))


def _is_row(shown: ShownLine, bank: Bank) -> bool:
    """Whether a line is one that offers steps for a trigger."""
    action = bank.action_by_id.get(shown.line.rule or "")
    return action is not None and action.is_trigger_row


def _picked(row: ShownLine, page: _Page, facts: tuple[Fact, ...]) -> Iterator[Item]:
    """The picked options of a row, the last with its if-then line once that is whole, and by when.

    A row that the therapist worded anew reads as they worded it.
    """
    if row.line.edited and row.text.typed is not None:
        below = (*details_of(row.text.details), *((Facts(facts),) if facts else ()))
        yield Item(spans_of(row.text.title), below=below, close=True)
        return
    texts = [option.texts[page.carried.edition] for option in row.line.options if option.picked]
    whole = [d for d in row.text.details if not any(isinstance(span, Blank) for span in d.words)]
    below = (*details_of(whole), *_still_to_word(row, page), *((Facts(facts),) if facts else ()))
    for number, text in enumerate(texts, 1):
        yield Item(spans_of(text.title), below=below if number == len(texts) else (), close=True)


def _still_to_word(row: ShownLine, page: _Page) -> Iterator[Paragraph]:
    """That an if-then line is still to be worded, by whom and until when, in place of one with holes."""
    holes = [span for d in row.text.details for span in d.words if isinstance(span, Blank)]
    if holes and holes[0].words != BLANK:
        yield Paragraph(plain(f"{page.bank.wording.patient.ifthen}: {holes[0]}."))


def _added(page: _Page) -> Iterator[Item]:
    """What is new: it stands in full among the steps, and is named here only where it is still open."""
    for each in page.lines:
        if each.line.rule == page.bank.roles.add_answers:
            own = each.line.slots or each.text.typed is not None or each.line.edited
            above = Item(plain(f"{each.text.heading}: {page.bank.wording.patient.steps_above}"), close=True)
            yield line_item(each, page.carried, page.bank) if own else above


def _is_own_step(shown: ShownLine) -> bool:
    """A line of the therapist's own that stands nowhere else on the page."""
    elsewhere = {"contact", "safety", "stabilisation", "medicines"}
    return shown.line.role == "own" and shown.line.section not in elsewhere


def _waiting(page: _Page, rows: Iterable[ShownLine]) -> tuple[str, ...]:
    """The domains whose step waits, each once; none where they are still to be chosen among."""
    gaps = [each for each in page.lines if each.line.gap and each.line.domain is not None]
    if any(each.line.id == STEPS_GAP for each in page.lines):
        return ()
    return tuple(dict.fromkeys(label for each in (*rows, *gaps) for label in each.line.domain_labels))
