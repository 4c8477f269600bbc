"""From a plan to the document of one edition: what stands in it, and in which order."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, get_args

from relapse_cli.documents.block import (
    Block,
    Document,
    Fact,
    Facts,
    Frame,
    Heading,
    Item,
    Level,
    Paragraph,
    Picture,
    Spans,
    Trace,
    level_style,
    plain,
)
from relapse_cli.documents.picture import draw_picture
from relapse_cli.documents.plan.edition import EditionPlan, carry
from relapse_cli.documents.plan.in_short import in_short
from relapse_cli.documents.plan.level import NOT_YET_DECIDED
from relapse_cli.documents.plan.lines import ShownLine, line_item
from relapse_cli.documents.plan.patient import for_patient, today_titles
from relapse_cli.documents.plan.sources import (
    NumberedSources,
    cite_sources,
    grounds,
    in_trace,
    list_sources,
    number_sources,
)
from relapse_cli.model.bank_terms import PlanSection
from relapse_cli.text.days import readable_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import Edition
    from relapse_cli.model.plan import FlagDecision, Plan

_SECTION_ORDER: tuple[PlanSection, ...] = get_args(PlanSection)
"""Emergency first, then as in rules 7.6; the model lists them in this order."""

PATH_WORDS = {
    "brief": "brief interview",
    "core": "core interview",
    "deep": "in-depth interview",
    "followup": "follow-up",
}


def plan_document(plan: Plan, bank: Bank, edition: Edition) -> Document:
    """Return the document of one edition.

    Raises:
        GateClosedError: the family edition does not exist for this plan.
    """
    carried = carry(plan, edition)
    clinician = edition == "clinician"
    not_reviewed = bank.wording.not_reviewed if plan.reviewed_by is None else ""
    about = _colophon(plan) if clinician else not_reviewed
    draft = "" if plan.final else bank.wording.draft
    return Document(
        title=bank.family.title if edition == "family" else bank.wording.title,
        facts=_facts(plan, edition),
        marks=tuple(filter(None, (draft, not_reviewed if clinician else ""))),
        blocks=tuple(_blocks(plan, carried, bank)),
        footer=tuple(filter(None, (bank.wording.footer, about))),
        in_short=in_short(plan, bank) if clinician else (),
    )


def _blocks(plan: Plan, carried: EditionPlan, bank: Bank) -> Iterator[Block]:
    """Everything between head and foot; each edition has only what it carries."""
    words, patient = bank.wording, carried.edition == "patient"
    sources = number_sources(carried, bank)
    yield from _levels(carried, bank)
    yield from _paragraph(plan.family_opening if carried.edition == "family" else words.fixed.head)
    yield from _section("emergency", plan, carried, bank, sources)
    yield from _listed("Today", today_titles(carried) if patient else ())
    yield from _listed("Still to clarify", (item.label for item in carried.unresolved))
    yield from _flags(carried, bank, sources)
    yield from _family_sheet(carried, bank)
    for section in _SECTION_ORDER[1:]:
        yield from _section(section, plan, carried, bank, sources)
    yield from _gaps(carried, bank)
    unmet = (words.validators.get(unmet, unmet) for unmet in carried.unmet)
    yield from _listed("Before this plan can be final", unmet)
    yield from _listed("What the therapist changed", carried.notices)
    yield from _listed("Decisions without effect", carried.refused)
    yield from _listed("Sources", list_sources(sources) if carried.edition == "clinician" else ())
    yield from _paragraph(words.fixed.close if patient else "")


def _facts(plan: Plan, edition: Edition) -> tuple[str, ...]:
    """The case, the date and the path, as far as the edition may name them."""
    match edition:
        case "clinician":
            reviewed = (f"bank reviewed by {plan.reviewed_by}",) if plan.reviewed_by else ()
            final = ("final",) if plan.final else ()
            day = readable_date(plan.started_at)
            return (f"Case {plan.case}", day, PATH_WORDS[plan.path], *final, *reviewed)
        case "patient":
            return (f"Case {plan.case}", readable_date(plan.started_at[:10]))
        case "family":
            return (readable_date(plan.started_at[:10]),)


def _colophon(plan: Plan) -> str:
    """The record and the bank from which the plan was made."""
    bank = plan.bank
    return f"Record {plan.record} · {plan.bank_title} ({bank.id} {bank.version}, {bank.digest[:19]})"


def _paragraph(text: str) -> Iterator[Block]:
    if text.strip():
        yield Paragraph(plain(text.strip()))


def _listed(title: str, texts: Iterable[str]) -> Iterator[Block]:
    """A short list under a title; nothing where it is empty."""
    items = [Item(plain(text)) for text in texts]
    if items:
        yield Heading(title)
        yield from items


def _levels(carried: EditionPlan, bank: Bank) -> Iterator[Block]:
    """The computed and the decided level, both wherever levels are; and which of them the lines follow."""
    if carried.level is None:
        return
    yield _level("Computed", carried.level, bank)
    if carried.level_decided is None:
        yield Paragraph(plain(f"Decided: {NOT_YET_DECIDED}."), close=True)
        return
    yield _level("Decided", carried.level_decided, bank)
    if carried.level_acted_on != carried.level_decided:
        yield Paragraph(plain(f"The lines below follow level {carried.level_acted_on}."), close=True)


def _level(label: Literal["Computed", "Decided"], level: int, bank: Bank) -> Level:
    words = bank.wording.levels.get(level, "")
    means: Spans = ((f" – {words}", "plain"),) if words else ()
    return Level(level, ((f"level {level} of 4", "strong"), *means), label)


def _flags(carried: EditionPlan, bank: Bank, sources: NumberedSources) -> Iterator[Block]:
    """The flags, most urgent first, each with its decision, basis and source."""
    if carried.flags:
        yield Heading("What was found")
    for flag in sorted(carried.flags, key=lambda flag: -flag.level):
        missing = "; ".join(bank.questions[q].title if q in bank.questions else q for q in flag.open_inputs)
        below: tuple[Block, ...] = (
            Paragraph(plain(_decision(flag.decision))),
            *((Facts((Fact("not known here", (missing,)),)),) if missing else ()),
            Trace(
                in_trace(flag.id, grounds(flag.basis, flag.basis_note), cite_sources(flag.sources, sources)),
                flag.because,
            ),
        )
        yield Item(plain(flag.text), below, name=(f"Level {flag.level}", level_style(flag.level)))


def _decision(decision: FlagDecision | None) -> str:
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


def _section(
    section: PlanSection, plan: Plan, carried: EditionPlan, bank: Bank, sources: NumberedSources
) -> Iterator[Block]:
    """One section with its lines, and the picture where it belongs; nothing where there is nothing to say."""
    picture = draw_picture(carried.timeline, bank.wording.not_recorded) if section == "trigger" else ()
    shown = (line for line in carried.lines if line.section == section)
    lines = [ShownLine.of(line, carried.edition, picture) for line in shown]
    if carried.edition == "patient":
        lines = list(for_patient(lines, plan, carried, bank))
    blocks: list[Block] = [line_item(line, carried, bank, sources) for line in lines]
    if picture and not any(line.picture for line in lines):
        blocks.insert(0, Picture(picture))
    if not blocks:
        return
    title = _section_title(bank, section)
    if section == "emergency":
        yield Frame(title, tuple(blocks))
    else:
        yield Heading(title)
        yield from blocks


def _section_title(bank: Bank, section: str) -> str:
    return bank.wording.sections.get(section, section.capitalize())


def _family_sheet(carried: EditionPlan, bank: Bank) -> Iterator[Block]:
    """The headings of the family sheet that hold a line: what to do, and what to avoid."""
    for heading, title in bank.family.headings.items():
        lines = [line for line in carried.family_lines if line.heading == heading]
        if lines:
            yield Heading(title)
        for kind, small_title in (("do", "Do"), ("avoid", "Please avoid")):
            items = [Item(plain(line.text)) for line in lines if line.kind == kind]
            if items:
                yield Heading(small_title, depth=2)
                yield from items


def _gaps(carried: EditionPlan, bank: Bank) -> Iterator[Block]:
    """What is still missing, section by section; for the clinician."""
    if carried.edition != "clinician":
        return
    gaps = sorted(
        (line for line in carried.lines if line.gap), key=lambda line: _SECTION_ORDER.index(line.section)
    )
    if gaps:
        yield Heading("Gaps")
    for section, lines in groupby(gaps, key=lambda line: line.section):
        yield Heading(_section_title(bank, section), depth=2)
        yield from (Item(plain(line.texts[carried.edition].heading)) for line in lines)
