"""The page for those who take over: situation, background, assessment, request (levels 3 and 4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relapse_cli.documents.block import Block, Document, Heading, Item, Paragraph, level_style, plain
from relapse_cli.documents.plan.clinician import decision_words
from relapse_cli.documents.plan.level import level_blocks
from relapse_cli.documents.plan.lines import details_of, nothing_found
from relapse_cli.documents.plan.phone import number_items
from relapse_cli.errors import GateClosedError
from relapse_cli.model import known_ids as ids
from relapse_cli.model.line_text import Said, StillOpen
from relapse_cli.text.days import readable_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.line_text import Detail
    from relapse_cli.model.plan import Plan, PlanFlag

_LOWEST_LEVEL = 3
_TOLD = (f"{ids.TOLD_RULE}.person",)
_HANDED_TO = (f"{ids.EMERGENCY_RULE}.handed_to", f"{ids.EMERGENCY_RULE}.handed_at")


def handover_document(plan: Plan, bank: Bank) -> Document:
    """The whole page.

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
        marks=tuple(
            filter(None, ("" if plan.final else words.draft, "" if plan.reviewed_by else words.not_reviewed))
        ),
        blocks=tuple(_blocks(plan, bank)),
        footer=(words.footer,),
    )


def _blocks(plan: Plan, bank: Bank) -> Iterator[Block]:
    words = bank.wording.handover
    for title, blocks in (
        (words.situation, _situation(plan, bank)),
        (words.background, _background(plan, bank)),
        (words.assessment, _assessment(plan, bank)),
        (words.request, _request(plan, bank)),
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
    event = _details(plan, ids.EVENT_ANSWERS)
    if not event:
        yield Paragraph(plain(bank.wording.handover.no_event))
    ordered = sorted(event, key=lambda detail: isinstance(detail, StillOpen))
    yield from _close(details_of((*ordered, *plan.handed_over.person)))
    yield from _close(_rows(_settled(plan, bank)))


def _assessment(plan: Plan, bank: Bank) -> Iterator[Block]:
    """The signs, what else was found, where nothing was found, what is not known and what was not asked."""
    words, known = bank.wording.handover, plan.handed_over
    also = [flag.text for flag in plan.flags if flag.level < _LOWEST_LEVEL]
    told = {row.question for row in (*known.person, *known.signs)}
    quiet = [d for d in _details(plan, ids.SAFETY_ANSWERS) if isinstance(d, Said) and d.question not in told]
    yield from _close(details_of(known.signs))
    yield from _close(_rows((f"{words.also}: {' '.join(also)}",) if also else ()))
    yield from _close(nothing_found(quiet, words.nothing_found))
    for title, names in ((words.not_known, known.not_known), (words.not_asked, known.not_asked)):
        yield from _close(_rows((f"{title}: {'; '.join(names)}",) if names else ()))


def _request(plan: Plan, bank: Bank) -> Iterator[Block]:
    """What is asked of them, when the next contact is, and how the service is reached."""
    words = bank.wording
    yield Paragraph(((words.handover.ask.get(plan.level_acted_on, ""), "strong"),))
    if plan.handed_over.elsewhere:
        yield Paragraph(plain(words.handover.elsewhere), close=True)
    if plan.next_contact is not None:
        yield Paragraph(plain(f"{words.patient.next_contact}: {plan.next_contact.words}"), close=True)
    numbers = number_items(plan, "handover")
    if numbers:
        yield Paragraph(plain(f"{words.handover.call_back}:"), close=True)
        yield from numbers


def _details(plan: Plan, rule: str) -> tuple[Detail, ...]:
    """What stands beneath the clinician's line of a rule."""
    lines = (line.texts["clinician"] for line in plan.lines if line.rule == rule)
    return next((text.details for text in lines), ())


def _settled(plan: Plan, bank: Bank) -> Iterator[str]:
    """Who is told and who has taken over, where it was filled in at the sign-off."""
    filled = {slot.name: slot.text for line in plan.lines for slot in line.slots}
    for title, slots in ((bank.wording.handover.told, _TOLD), (bank.wording.handover.handed_to, _HANDED_TO)):
        found = [text for name in slots if (text := filled.get(name))]
        if found:
            yield f"{title}: {', '.join(found)}"


def _rows(texts: Iterable[str]) -> Iterator[Block]:
    yield from (Paragraph(plain(text)) for text in texts)


def _close(blocks: Iterable[Block]) -> Iterator[Block]:
    """Rows without an empty line between them, so that all of it stays on one page."""
    yield from (replace(block, close=True) if isinstance(block, Paragraph) else block for block in blocks)
