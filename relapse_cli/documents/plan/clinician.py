"""The clinician's plan: a first page that stands alone, then the rest in its order (rules 7.10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from relapse_cli.documents.block import (
    Block,
    Fact,
    Facts,
    Frame,
    Heading,
    Item,
    Paragraph,
    Picture,
    Span,
    Trace,
    level_style,
    plain,
)
from relapse_cli.documents.picture import draw_picture
from relapse_cli.documents.plan.due import due_words, is_due_within_a_day
from relapse_cli.documents.plan.level import level_blocks
from relapse_cli.documents.plan.lines import details_of, line_item, nothing_found
from relapse_cli.documents.plan.phone import number_items
from relapse_cli.documents.plan.shown import shown_lines
from relapse_cli.documents.plan.sources import Note, Notes, list_sources, number_sources
from relapse_cli.logic.plan.titles import line_title
from relapse_cli.model import known_ids as ids
from relapse_cli.model.bank_terms import PlanSection
from relapse_cli.model.line_text import Said, StillOpen, in_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from relapse_cli.documents.picture import PictureStage
    from relapse_cli.documents.plan.edition import EditionPlan
    from relapse_cli.documents.plan.shown import ShownLine
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.plan import FlagDecision, Line, Plan, PlanFlag

_SECTION_ORDER: tuple[PlanSection, ...] = get_args(PlanSection)
"""Emergency first, then as in rules 7.6; the model lists them in this order."""

_FIRST_PAGE = frozenset(
    {
        ids.EMERGENCY_RULE,
        ids.EVENT_ANSWERS,
        ids.SAFETY_ANSWERS,
        ids.SAFETY_GAP,
        ids.CONTACT_GAP,
    }
)
"""Lines that stand in full on the first page, and nowhere after it."""

_ERRAND = 60
_DAY_SECTIONS = frozenset({"emergency", "contact", "safety", "medicines", "stabilisation"})
_TOLD = (ids.COPING_ANSWERS, *ids.PATTERN_RULES, ids.LEARNED_ANSWERS)
_REVISED = (*_TOLD, ids.KEEP_ANSWERS, ids.CHANGE_ANSWERS, ids.ADD_ANSWERS)


@dataclass(frozen=True, slots=True)
class _Page:
    """What is needed to write the plan: the lines as they print, their notes, where they come from."""

    plan: Plan
    carried: EditionPlan
    bank: Bank
    lines: tuple[ShownLine, ...]
    notes: Notes

    def items(self, wanted: Callable[[ShownLine], bool]) -> tuple[Item, ...]:
        """Some lines as items, in the order of the plan."""
        found = (each for each in self.lines if wanted(each))
        return tuple(line_item(each, self.carried, self.bank, self.notes) for each in found)

    def named(self, *names: str) -> tuple[Item, ...]:
        """The lines of some rules, in the order in which these are named."""
        found = (each for name in names for each in self.lines if each.line.rule == name)
        return tuple(line_item(each, self.carried, self.bank, self.notes) for each in found)


def clinician_blocks(
    plan: Plan, carried: EditionPlan, bank: Bank
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Everything between head and foot: the first page, and what follows it."""
    picture = draw_picture(carried.timeline, bank.wording.not_recorded)
    notes = Notes(number_sources(carried, bank), bank)
    page = _Page(plan, carried, bank, shown_lines(carried, picture), notes)
    first = tuple(_first_page(page))  # before the rest: the notes are numbered in the order of the page
    return first, tuple(_further_pages(page, picture))


def _note(number: int, note: Note) -> Item:
    return Item(plain(note.name), (Trace(note.words, note.answers),), number=number, close=True)


def _further_pages(page: _Page, picture: tuple[PictureStage, ...]) -> Iterator[Block]:
    """The rest in its order, what keeps the plan from being final, and at the end where it all comes from."""
    for section in _SECTION_ORDER[1:]:
        yield from _section(section, page, picture)
    yield from _listed("Before this plan can be final", page.plan.unmet_words)
    yield from _listed("What the therapist changed", page.carried.notices)
    yield from _listed("Decisions without effect", page.carried.refused)
    yield from _under("Notes", (_note(n, note) for n, note in enumerate(page.notes.given, 1)))
    yield from _listed("Sources", list_sources(number_sources(page.carried, page.bank)))


def _first_page(page: _Page) -> Iterator[Block]:
    """The levels, what was taken, what was found, what is open, the first 24 hours, the next contact."""
    words = page.bank.wording
    yield from level_blocks(page.plan, page.bank)
    yield Paragraph(plain(words.fixed.head))
    if card := page.named(ids.EMERGENCY_RULE):
        yield Frame(words.sections.get("emergency", "Emergency"), card)
    yield from _under("What was taken", _taken(page))
    yield from _under("What was found", _found(page))
    yield from _under("Still to clarify", _still_open(page))
    yield from _under(words.patient.first_day, _first_day(page))
    yield from _under(words.patient.next_contact, _contact(page))
    yield from _under("Numbers", number_items(page.plan, "clinician"))


def _taken(page: _Page) -> Iterator[Block]:
    """Each product by itself, and on one row how it is now; what is open stands with all that is."""
    for each in page.lines:
        if each.line.rule == ids.EVENT_ANSWERS:
            told = [detail for detail in each.text.details if isinstance(detail, Said)]
            products = [in_plain(detail.words) for detail in told if detail.question == ids.SUBSTANCE]
            now = [in_plain(detail.words) for detail in told if detail.question != ids.SUBSTANCE]
            rows = (*products, *((". ".join(now),) if now else ()))
            number = page.notes.number_line(each.line)
            for place, row in enumerate(rows):
                yield Item(plain(row), notes=() if place else (number,), close=True)


def _found(page: _Page) -> Iterator[Block]:
    """The flags, what was found of safety, and on one row that in which nothing was found."""
    flags = sorted(page.carried.flags, key=lambda flag: -flag.level)
    yield from (_flag(flag, page) for flag in flags)
    yield from _confirmed(flags)
    for each in page.lines:
        if each.line.rule == ids.SAFETY_ANSWERS:
            told = [detail for detail in each.text.details if isinstance(detail, Said)]
            loud = [in_plain(d.words) for d in told if not d.quiet]
            yield Item(
                plain(". ".join(loud) or each.text.heading),
                nothing_found(told, page.bank.wording.handover.nothing_found),
                notes=(page.notes.number_line(each.line),),
                close=True,
            )
    yield from page.named(ids.SAFETY_GAP)


def _still_open(page: _Page) -> Iterator[Block]:
    """What is to be clarified on one row: critical questions first, then what else of these lines is open."""
    first = {each.line.rule: each for each in page.lines}
    rules = [first[rule] for rule in (ids.EVENT_ANSWERS, ids.SAFETY_ANSWERS) if rule in first]
    beside = [d.label for each in rules for d in each.text.details if isinstance(d, StillOpen)]
    names = dict.fromkeys((*(item.label for item in page.carried.unresolved), *beside))
    if names:
        yield Paragraph(plain("; ".join(names)), close=True)


def _contact(page: _Page) -> Iterator[Block]:
    """When the next contact is, who calls, and the contact before it; the rest stands further on."""
    for each in page.lines:
        if each.line.id == ids.CONTACT_RULE:
            sooner = each.text.details[:1] if page.plan.extra_contact else ()
            notes = (page.notes.number_line(each.line),)
            yield Item(plain(each.text.heading), tuple(details_of(sooner)), notes=notes, close=True)
    yield from page.named(ids.CONTACT_GAP)


def _first_day(page: _Page) -> Iterator[Item]:
    """What is due within a day, by who does it and when; in full it stands further on."""
    errands: dict[tuple[str, str], list[Line]] = {}
    for each in page.lines:
        line = each.line
        errand = line.role in {"action", "own"} and line.section in _DAY_SECTIONS
        elsewhere = line.id in _FIRST_PAGE | {ids.CONTACT_RULE}
        if errand and not elsewhere and is_due_within_a_day(each.due, page.carried.now):
            who = line.owner.told() if line.owner else page.bank.wording.not_recorded
            when = due_words(each.due, page.carried.now, "patient") if each.due else ""
            errands.setdefault((who, when), []).append(line)
    for (who, when), lines in errands.items():
        words = "; ".join(line_title(line, _ERRAND) for line in lines)
        name: Span = (", ".join(filter(None, (who.capitalize(), when))), "strong")
        yield Item(plain(words), name=name, notes=tuple(map(page.notes.number_line, lines)), close=True)


def _flag(flag: PlanFlag, page: _Page) -> Item:
    """A flag in words, with what was decided beyond that it stands; its note says what is not known."""
    made = flag.decision
    told = made is not None and (made.kind != "confirm" or made.reason)
    below = (Paragraph(plain(decision_words(made))),) if told else ()
    name = (f"Level {flag.level}", level_style(flag.level))
    return Item(plain(flag.text), below, name=name, notes=(page.notes.number_flag(flag),), close=True)


def _confirmed(flags: Sequence[PlanFlag]) -> Iterator[Block]:
    """How many of the flags wait for a decision; nothing where there are none."""
    waiting = sum(flag.decision is None for flag in flags)
    if not flags:
        return
    words = f"{waiting} of these {len(flags)} not yet confirmed." if waiting else "All of these are decided."
    yield Paragraph(plain(words), close=True)


def decision_words(decision: FlagDecision | None) -> str:
    """What the therapist made of a flag."""
    if decision is None:
        return "not yet confirmed"
    reason = f": {decision.reason}" if decision.reason else ""
    match decision.kind:
        case "confirm":
            return f"confirmed{reason}"
        case "lower":
            return f"lowered to level {decision.to}{reason}"
        case "raise":
            return f"raised to level {decision.to}{reason}"


def _section(section: PlanSection, page: _Page, picture: tuple[PictureStage, ...]) -> Iterator[Block]:
    """One section with the lines that do not stand on the first page; nothing where there are none."""
    if section == "revision":
        blocks = list(_revision(page))
    else:
        blocks = [*page.items(lambda each: each.line.section == section and each.line.id not in _FIRST_PAGE)]
    if section == "trigger" and picture and not any(each.picture for each in page.lines):
        blocks.insert(0, Picture(picture))
    if blocks:
        yield Heading(page.bank.wording.sections.get(section, section.capitalize()))
        yield from blocks


def _revision(page: _Page) -> Iterator[Block]:
    """What this tells, what to keep, change and add, everything else, and what was thin."""
    fixed = page.bank.wording.fixed
    if told := page.named(*_TOLD):
        yield from (*((Heading(fixed.tells, depth=2),) if fixed.tells else ()), *told)
    yield from page.named(*(name for name in _REVISED if name not in _TOLD))
    yield from page.items(lambda each: each.line.section == "revision" and each.line.rule not in _REVISED)
    if fixed.thin is not None and page.plan.thin:
        titles = {"coping": fixed.thin.coping, "trigger": fixed.thin.trigger, "support": fixed.thin.support}
        yield Heading(fixed.thin.title, depth=2)
        yield Facts(tuple(Fact(titles[row.kind], row.words) for row in page.plan.thin), table=True)


def _under(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    found = tuple(blocks)
    if found:
        yield Heading(title)
        yield from found


def _listed(title: str, texts: Iterable[str]) -> Iterator[Block]:
    """A short list under a title; nothing where it is empty."""
    yield from _under(title, [Item(plain(text)) for text in texts])
