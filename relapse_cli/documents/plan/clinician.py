"""The clinician's plan: a first page that stands alone, then the rest in its order (rules 7.10)."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from relapse_cli.model.bank_terms import PlanSection
from relapse_cli.model.known_ids import CONTACT_GAP, SAFETY_GAP
from relapse_cli.model.line_text import Note as Sentence
from relapse_cli.model.line_text import Said, StillOpen, in_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from relapse_cli.documents.picture import PictureStage
    from relapse_cli.documents.plan.edition import EditionPlan
    from relapse_cli.documents.plan.shown import ShownLine
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.line_text import Detail
    from relapse_cli.model.plan import FlagDecision, Plan, PlanFlag
    from relapse_cli.model.roles import Roles

_SECTION_ORDER: tuple[PlanSection, ...] = get_args(PlanSection)
"""Emergency first, then as in rules 7.6; the model lists them in this order."""

_GAPS = frozenset({SAFETY_GAP, CONTACT_GAP})
"""Lines that stand in full on the first page, and nowhere after it."""

_ERRAND = 60
_NOW = "now"
_DAY_SECTIONS = frozenset({"emergency", "contact", "safety", "medicines", "stabilisation"})

_MOST_OPEN = 26
"""So many open questions are named on the first page."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What is needed to write the plan: the lines as they print, their notes, where they come from."""

    plan: Plan
    carried: EditionPlan
    bank: Bank
    lines: tuple[ShownLine, ...]
    notes: Notes
    numbers_today: str = ""

    @property
    def roles(self) -> Roles:
        """Which lines and questions play a part."""
        return self.bank.roles

    @property
    def summed_up(self) -> tuple[str, ...]:
        """Lines that the first page says in few words, and the pages after it in full."""
        return self.roles.event_answers, self.roles.safety_answers

    @property
    def tells(self) -> tuple[str, ...]:
        """The lines of what this tells."""
        roles = self.roles
        return roles.coping_answers, *roles.pattern_rules, roles.learned_answers

    def items(self, wanted: Callable[[ShownLine], bool]) -> tuple[Item, ...]:
        """Some lines as items, in the order of the plan."""
        found = (each for each in self.lines if wanted(each))
        return tuple(line_item(each, self.carried, self.bank, self.notes) for each in found)

    def named(self, *names: str) -> tuple[Item, ...]:
        """The lines of some rules, in the order in which these are named."""
        found = (each for name in names for each in self.lines if each.line.rule == name)
        return tuple(line_item(each, self.carried, self.bank, self.notes) for each in found)


def clinician_blocks(
    plan: Plan, carried: EditionPlan, bank: Bank, numbers_today: str = ""
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Everything between head and foot: the first page, and what follows it."""
    picture = draw_picture(carried.timeline, bank.wording.not_recorded)
    notes = Notes(number_sources(carried, bank), bank)
    page = _Page(plan, carried, bank, shown_lines(carried, picture), notes, numbers_today)
    first = tuple(_first_page(page))  # before the rest: the notes are numbered in the order of the page
    return first, tuple(_further_pages(page, picture))


def _note(number: int, note: Note) -> Item:
    return Item(plain(note.name), (Trace(note.words, note.answers),), number=number, close=True)


def _further_pages(page: _Page, picture: tuple[PictureStage, ...]) -> Iterator[Block]:
    """The rest in its order, what keeps the plan from being final, and at the end where it all comes from."""
    yield from _listed("Also still to clarify", _open_names(page)[_MOST_OPEN:])
    for section in _SECTION_ORDER:
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
    if card := tuple(_card(page)):
        yield Frame(words.sections.get("emergency", "Emergency"), card)
    yield from _under("What was taken", _taken(page))
    yield from _under("What was found", _found(page))
    yield from _under("Still to clarify", _still_open(page))
    yield from _under(words.patient.first_day, _first_day(page))
    yield from _under(words.patient.next_contact, _contact(page))
    yield from _under("Numbers", _numbers(page))


def _numbers(page: _Page) -> Iterator[Block]:
    """Whom to call, and that the profile of today names others, where it does."""
    yield from number_items(page.plan, page.bank.roles, "clinician")
    if page.numbers_today:
        yield Paragraph(plain(page.numbers_today))


def _taken(page: _Page) -> Iterator[Block]:
    """Each product by itself, and on one row how it is now; what is open stands with all that is.

    What was taken with it and whether it goes on is told also where the answer reassures.
    """
    always = {page.roles.mixed, page.roles.use_now}
    yield from page.items(lambda each: each.line.rule == page.roles.event_answers and _is_reworded(each))
    for each in page.lines:
        if each.line.rule == page.roles.event_answers and not _is_reworded(each):
            told = [d for d in _told(each) if not d.quiet or d.question in always]
            number = page.notes.number_line(each.line)
            for place, row in enumerate(_rows(told, page, _in_few_words)):
                yield Item(plain(row), notes=() if place else (number,), close=True)


def _is_reworded(shown: ShownLine) -> bool:
    """Whether the therapist's own words stand in a line of answers, which are never summed up."""
    return any(not isinstance(detail, Said | StillOpen) for detail in shown.text.details) or shown.line.edited


def _found(page: _Page) -> Iterator[Block]:
    """The flags, what was found of safety, and on one row that in which nothing was found."""
    yield from _flags(page)
    yield from page.items(lambda each: each.line.rule == page.roles.safety_answers and _is_reworded(each))
    gap = page.named(SAFETY_GAP)
    event = page.roles.event_answers
    before = {d.question for each in page.lines if each.line.rule == event for d in _told(each)}
    for each in page.lines:
        if each.line.rule == page.roles.safety_answers and not _is_reworded(each):
            loud = [_in_few_words(d) for d in _told(each) if not d.quiet and d.question not in before]
            quiet = [d for d in _told(each) if d.quiet and page.bank.questions[d.question].critical]
            if not loud and not quiet and gap:
                continue
            yield Item(
                plain(". ".join(loud) or each.text.heading),
                nothing_found(quiet, page.bank.wording.handover.nothing_found),
                notes=(page.notes.number_line(each.line),),
                close=True,
            )
    yield from gap


def _told(shown: ShownLine) -> list[Said]:
    """The answers of a line that are known."""
    return [detail for detail in shown.text.details if isinstance(detail, Said)]


def _in_few_words(detail: Said) -> str:
    return in_plain(detail.short or detail.words)


def _card(page: _Page) -> Iterator[Item]:
    """What is done in an emergency; what it rests on follows after the page."""
    for each in page.lines:
        if each.line.rule == page.roles.emergency_rule:
            details = tuple(detail for detail in each.text.details if not _is_aside(detail))
            shown = replace(each, text=replace(each.text, details=details))
            item = line_item(shown, page.carried, page.bank, page.notes)
            says_when = each.due is None or each.due.kind != _NOW
            yield item if says_when else replace(item, below=tuple(map(_who_only, item.below)))


def _who_only(block: Block) -> Block:
    """Who does something, where the title above says that it is now."""
    return replace(block, rows=block.rows[:1]) if isinstance(block, Facts) else block


def _is_aside(detail: Detail) -> bool:
    return isinstance(detail, Sentence) and detail.aside


def _still_open(page: _Page) -> Iterator[Block]:
    """What is to be clarified on one row; where it is very much, the last of it follows after the page."""
    names = _open_names(page)
    if names:
        more = ("…",) if len(names) > _MOST_OPEN else ()
        yield Paragraph(plain("; ".join((*names[:_MOST_OPEN], *more))), close=True)


def _open_names(page: _Page) -> tuple[str, ...]:
    """What is open: critical questions first, then what else of these lines is, then what is not known."""
    first = {each.line.rule: each for each in page.lines}
    rules = [first[rule] for rule in page.summed_up if rule in first]
    beside = [(d.question, d.label) for each in rules for d in each.text.details if isinstance(d, StillOpen)]
    asked = (*page.plan.handed_over.not_known, *page.plan.handed_over.not_said)
    critical, more = ([(item.id, item.label) for item in items] for items in (page.carried.unresolved, asked))
    labels: dict[str, str] = {}
    for name, label in (*critical, *beside, *more):
        labels.setdefault(name, label)
    return tuple(labels.values())


def _contact(page: _Page) -> Iterator[Block]:
    """When the next contact is, who calls, and the contact before it; the rest stands further on."""
    gap = page.named(CONTACT_GAP)
    for each in page.lines:
        if each.line.id == page.roles.contact_rule:
            sooner = tuple(details_of(each.text.details[:1] if page.plan.extra_contact else ()))
            if gap and each.text.typed is None:
                yield from (replace(item, below=(*item.below, *sooner)) for item in gap)
                return
            notes = (page.notes.number_line(each.line),)
            words = each.text.heading.removeprefix(f"{page.bank.wording.patient.next_contact}: ")
            yield Item(plain(words), sooner, notes=notes, close=True)
    yield from gap


def _first_day(page: _Page) -> Iterator[Item]:
    """What is due within a day, by who does it and when; in full it stands further on."""
    errands: dict[tuple[object, ...], list[ShownLine]] = {}
    for each in page.lines:
        line, due = each.line, each.due
        errand = line.role in {"action", "own"} and line.section in _DAY_SECTIONS
        elsewhere = line.id in {page.roles.emergency_rule, page.roles.contact_rule}
        if errand and not elsewhere and due and is_due_within_a_day(due, page.carried.now):
            who = (line.owner.id or line.owner.told()) if line.owner else None
            errands.setdefault((who, due.at, due.kind), []).append(each)
    yield from (_errands(lines, page) for lines in errands.values())


def _errands(lines: Sequence[ShownLine], page: _Page) -> Item:
    """What one does at one time, in a few words each."""
    first = lines[0]
    who = first.line.owner.told() if first.line.owner else page.bank.wording.not_recorded
    when = due_words(first.due, page.carried.now, "patient") if first.due else ""
    name: Span = (", ".join(filter(None, (f"{who[:1].upper()}{who[1:]}", when))), "strong")
    words = "; ".join(line_title(each.line, _ERRAND) for each in lines)
    notes = tuple(page.notes.number_line(each.line) for each in lines)
    return Item(plain(words), name=name, notes=notes, close=True)


def _flags(page: _Page) -> Iterator[Item]:
    """The flags by level in few words; those on which the same was decided stand on one row."""
    rows: dict[tuple[int, str], list[PlanFlag]] = {}
    for flag in sorted(page.carried.flags, key=lambda flag: -flag.level):
        rows.setdefault((flag.level, decision_words(flag.decision)), []).append(flag)
    yield from (_flag_row(flags, page) for flags in rows.values())


def _flag_row(flags: Sequence[PlanFlag], page: _Page) -> Item:
    """Flags of a level, with what was decided beyond that they stand; their notes say them in full."""
    first, made = flags[0], flags[0].decision
    told = made is not None and (made.kind != "confirm" or made.reason)
    waits = () if made is not None else (decision_words(made),)
    few = [flag.short or flag.text for flag in flags]
    return Item(
        plain(few[0] if len(few) == 1 else "; ".join(words.rstrip(".") for words in few)),
        (Paragraph(plain(decision_words(made))),) if told else (),
        name=(f"Level {first.level}", level_style(first.level)),
        tags=waits,
        notes=tuple(page.notes.number_flag(flag) for flag in flags),
        close=True,
    )


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
    elif section == "emergency":
        blocks = list(_behind_the_card(page))
    else:
        blocks = list(_in_full(section, page))
    if section == "trigger" and picture and not any(each.picture for each in page.lines):
        blocks.insert(0, Picture(picture))
    if blocks:
        yield Heading(page.bank.wording.sections.get(section, section.capitalize()))
        yield from blocks


def _behind_the_card(page: _Page) -> Iterator[Block]:
    """What the emergency rests on, and what waits."""
    for each in page.lines:
        if each.line.rule == page.roles.emergency_rule:
            yield from details_of(filter(_is_aside, each.text.details))


def _in_full(section: PlanSection, page: _Page) -> Iterator[Block]:
    """The lines of a section; what is open of those summed up stands on the first page, all together."""
    for each in page.lines:
        if each.line.section != section or each.line.id in _GAPS:
            continue
        if each.line.rule not in page.summed_up:
            yield line_item(each, page.carried, page.bank, page.notes)
        elif not _is_reworded(each) and (told := _told(each)):
            number = page.notes.number_line(each.line)
            below = tuple(
                Paragraph(plain(row)) for row in _rows(told, page, lambda said: in_plain(said.words))
            )
            yield Item(plain(each.text.heading), below, notes=(number,), close=True)


def _rows(told: Iterable[Said], page: _Page, words: Callable[[Said], str]) -> list[str]:
    """Each product on a row of its own, everything else on one."""
    products = [words(detail) for detail in told if detail.question == page.roles.substance]
    others = [words(detail) for detail in told if detail.question != page.roles.substance]
    return [*products, *([". ".join(others)] if others else [])]


def _revision(page: _Page) -> Iterator[Block]:
    """What this tells, what to keep, change and add, everything else, and what was thin."""
    fixed, roles = page.bank.wording.fixed, page.roles
    others = (roles.keep_answers, roles.change_answers, roles.add_answers)
    named = {*page.tells, *others}
    if told := page.named(*page.tells):
        yield from (*((Heading(fixed.tells, depth=2),) if fixed.tells else ()), *told)
    yield from page.named(*others)
    yield from page.items(lambda each: each.line.section == "revision" and each.line.rule not in named)
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
