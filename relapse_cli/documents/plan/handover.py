"""The page for those who take over: situation, background, assessment, request (levels 3 and 4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relapse_cli.documents.block import Block, Document, Heading, Item, Paragraph, level_style, plain
from relapse_cli.documents.plan.clinician import decision_words
from relapse_cli.documents.plan.level import level_blocks
from relapse_cli.documents.plan.lines import details_of, nothing_found
from relapse_cli.documents.plan.phone import number_items
from relapse_cli.documents.reviewed import reviewed_foot, unreviewed_mark
from relapse_cli.errors import GateClosedError
from relapse_cli.model.line_text import Said, StillOpen
from relapse_cli.text.days import readable_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.line_text import Detail
    from relapse_cli.model.plan import Plan, PlanFlag

_LOWEST_LEVEL = 3


def handover_document(plan: Plan, bank: Bank, phone: str = "") -> Document:
    """The whole page.

    Args:
        plan: the plan.
        bank: its bank.
        phone: the number that reaches the service; empty where it has said none.

    Raises:
        GateClosedError: nobody takes over at this level.
    """
    if plan.level_acted_on < _LOWEST_LEVEL:
        raise GateClosedError(
            f"There is no hand-over page for this plan: it follows level {plan.level_acted_on}, and nobody "
            "has to take over today.",
            remedy="For a prescriber or a colleague: --for clinician.",
        )
    words = bank.wording
    return Document(
        title=words.handover.title,
        facts=(f"Case {plan.case}", readable_date(plan.started_at)),
        marks=(*(() if plan.final else (words.draft,)), *unreviewed_mark(words, plan.reviewed_by)),
        blocks=tuple(_blocks(plan, bank, phone)),
        footer=(words.footer, *reviewed_foot(words, plan.reviewed_by)),
        day=plan.started_at[:10],
    )


def _blocks(plan: Plan, bank: Bank, phone: str) -> Iterator[Block]:
    words = bank.wording.handover
    for title, blocks in (
        (words.situation, _situation(plan, bank)),
        (words.background, _background(plan, bank)),
        (words.assessment, _assessment(plan, bank)),
        (words.request, _request(plan, bank, phone)),
    ):
        yield Heading(title)
        yield from blocks


def _situation(plan: Plan, bank: Bank) -> Iterator[Block]:
    """The level in words, and what it rests on."""
    yield from level_blocks(plan, bank)
    flags = sorted(plan.flags, key=lambda flag: -flag.level)
    yield from (_flag(flag) for flag in flags if flag.level >= _LOWEST_LEVEL)


def _flag(flag: PlanFlag) -> Item:
    """A flag in words; that it was lowered or raised is said, that it stands is not."""
    changed = flag.decision is not None and flag.decision.kind != "confirm"
    below = (Paragraph(plain(decision_words(flag.decision))),) if changed else ()
    return Item(plain(flag.text), below, name=(f"Level {flag.level}", level_style(flag.level)), close=True)


def _background(plan: Plan, bank: Bank) -> Iterator[Block]:
    """What was taken, who it is about, who knows, to whom the person was handed over."""
    event = _details(plan, bank.roles.event_answers)
    if not event:
        yield Paragraph(plain(bank.wording.handover.no_event))
    ordered = sorted(event, key=lambda detail: isinstance(detail, StillOpen))
    yield from _close(details_of(ordered))
    yield from _close(_rows((bank.wording.handover.amount,) if plan.handed_over.amount_open else ()))
    yield from _close(details_of(plan.handed_over.person))
    yield from _close(_rows(_settled(plan, bank)))


def _assessment(plan: Plan, bank: Bank) -> Iterator[Block]:
    """The signs, what else was found, where nothing was found, what is not known and what was not asked."""
    words, known = bank.wording.handover, plan.handed_over
    also = [flag.text for flag in plan.flags if flag.level < _LOWEST_LEVEL]
    event = [each.question for each in _details(plan, bank.roles.event_answers) if isinstance(each, Said)]
    told = {*event, *(row.question for row in (*known.person, *known.signs))}
    safety = _details(plan, bank.roles.safety_answers)
    quiet = [detail for detail in safety if isinstance(detail, Said) and detail.question not in told]
    reworded = [detail for detail in safety if not isinstance(detail, Said | StillOpen)]
    found = [d for d in safety if isinstance(d, Said) and not d.quiet and d.question not in told]
    named = {item.id for item in (*known.not_known, *known.not_said, *known.not_asked)}
    still_open = [d for d in safety if isinstance(d, StillOpen) and d.question not in named]
    yield from _close(details_of((*known.signs, *found, *reworded)))
    yield from _close(_rows((f"{words.also}: {' '.join(also)}",) if also else ()))
    yield from _close(nothing_found(quiet, words.nothing_found))
    for title, items in (
        (words.not_known, known.not_known),
        (words.not_said, known.not_said),
        (words.not_asked, known.not_asked),
    ):
        yield from _close(_rows((f"{title}: {'; '.join(item.label for item in items)}",) if items else ()))
    yield from _close(details_of(still_open))


def _request(plan: Plan, bank: Bank, phone: str) -> Iterator[Block]:
    """What is asked of them, how to be careful, when the next contact is, and how the service is reached."""
    words = bank.wording
    yield Paragraph(((words.handover.ask.get(plan.level_acted_on, ""), "strong"),))
    if any(line.rule == bank.roles.home_rule for line in plan.lines):
        yield Paragraph(((words.handover.unsafe_home, "warn"),), close=True)
    if plan.handed_over.elsewhere:
        yield Paragraph(plain(words.handover.elsewhere), close=True)
    yield from _close(_rows(_contacts(plan, bank)))
    yield from _numbers(plan, bank, phone)


def _contacts(plan: Plan, bank: Bank) -> Iterator[str]:
    """When the person and the service are next in touch: as agreed, and what comes before."""
    words, at = bank.wording.handover, {each.id: readable_date(each.at) for each in plan.appointments}
    if "next" in at:
        yield f"{bank.wording.patient.next_contact}, {words.contact_agreed}: {at['next']}"
    else:
        yield words.contact_not_agreed
    if "extra" in at:
        yield f"{words.contact_before}: {at['extra']}"


def _numbers(plan: Plan, bank: Bank, phone: str) -> Iterator[Block]:
    """How the service is reached, and apart from it other numbers, such as for advice on poisons."""
    words = bank.wording.handover
    own = (Item(((phone, "phone"),), close=True),) if phone else ()
    yield Paragraph(plain(f"{words.call_back}:" if own else words.no_call_back), close=True)
    yield from own
    further = number_items(plan, bank.roles, "handover")
    if further:
        yield Paragraph(plain(f"{words.numbers}:"), close=True)
        yield from further


def _details(plan: Plan, rule: str) -> tuple[Detail, ...]:
    """What stands beneath the clinician's line of a rule."""
    lines = (line.texts["clinician"] for line in plan.lines if line.rule == rule)
    return next((text.details for text in lines), ())


def _settled(plan: Plan, bank: Bank) -> Iterator[str]:
    """Who is told, who sees the person and who has taken over, where it was filled in at the sign-off.

    A place and a time do not stand where a name belongs.
    """
    words, roles = bank.wording.handover, bank.roles
    filled = {slot.name: slot.text for line in plan.lines for slot in line.slots}
    for title, slots in (
        (words.told, (roles.told_person,)),
        (words.seen_by, roles.seen_by),
        (words.handed_to, roles.handed_to),
    ):
        found = dict.fromkeys(text for name in slots if (text := filled.get(name)))
        if found:
            first = () if filled.get(slots[0]) else (words.told_open,)
            yield f"{title}: {' · '.join((*first, *found))}"
        elif title == words.told:
            yield f"{title}: {words.told_open}"


def _rows(texts: Iterable[str]) -> Iterator[Block]:
    yield from (Paragraph(plain(text)) for text in texts)


def _close(blocks: Iterable[Block]) -> Iterator[Block]:
    """Rows without an empty line between them, so that all of it stays on one page."""
    yield from (replace(block, close=True) if isinstance(block, Paragraph) else block for block in blocks)
