"""From a plan to the document of one edition: the header, the sections, the end."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, get_args

from relapse_cli.documents.block import (
    AVOID,
    DO,
    Document,
    DocumentGap,
    DocumentGroup,
    DocumentLevel,
    DocumentLine,
    DocumentSection,
)
from relapse_cli.documents.edition import EditionPlan, carry
from relapse_cli.documents.patient import for_patient, today_titles
from relapse_cli.documents.picture import draw_picture
from relapse_cli.documents.plan_lines import (
    compose_flag,
    compose_line,
    first_line,
)
from relapse_cli.documents.sources import NumberedSources, list_sources, number_sources
from relapse_cli.model.bank_terms import PlanSection
from relapse_cli.text.days import readable_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import Edition
    from relapse_cli.model.plan import FamilyPlanLine, Line, Plan

SECTION_ORDER: tuple[PlanSection, ...] = get_args(PlanSection)
"""Emergency first, then as in rules 7.6; the model lists them in this order."""

PATH_WORDS = {
    "brief": "brief interview",
    "core": "core interview",
    "deep": "in-depth interview",
    "followup": "follow-up",
}


def compose_document(plan: Plan, bank: Bank, edition: Edition) -> Document:
    """Return the document of one edition.

    Raises:
        GateClosedError: the family edition does not exist for this plan.
    """
    carried = carry(plan, edition)
    sources = number_sources(carried, bank)
    sections = (*family_sections(carried, bank), *plan_sections(plan, carried, bank, sources))
    clinician = edition == "clinician"
    return Document(
        edition=edition,
        title=bank.family.title if edition == "family" else bank.wording.title,
        marks=marks_of(plan, bank, edition),
        facts=facts_of(plan, edition),
        opening=tuple(filter(None, (plan.family_opening if edition == "family" else bank.wording.header,))),
        levels=levels_of(carried, bank),
        level_note=level_note(carried),
        notices=carried.notices,
        refused=carried.refused,
        emergency=next((section for section in sections if section.id == "emergency"), None),
        today=today_titles(carried) if edition == "patient" else (),
        unresolved=tuple(item.label for item in carried.unresolved),
        flags=tuple(compose_flag(flag, bank, sources) for flag in carried.flags),
        gaps=gaps_of(carried, bank) if clinician else (),
        unmet=tuple(bank.wording.validators.get(unmet, unmet) for unmet in carried.unmet),
        sections=tuple(section for section in sections if section.id != "emergency"),
        closing=(bank.wording.closing,) if edition == "patient" and bank.wording.closing else (),
        sources=list_sources(sources) if clinician else (),
        footer=footer_of(plan, bank, edition),
        colophon=colophon_of(plan) if clinician else (),
        not_recorded=bank.wording.not_recorded,
    )


def marks_of(plan: Plan, bank: Bank, edition: Edition) -> tuple[str, ...]:
    """Return what must be seen first: a draft, and for the clinician a bank that nobody has signed."""
    draft = "" if plan.final else bank.wording.draft
    return tuple(filter(None, (draft, not_reviewed(plan, bank) if edition == "clinician" else "")))


def footer_of(plan: Plan, bank: Bank, edition: Edition) -> tuple[str, ...]:
    """Return what stands at the foot, where patient and family read that nobody has signed the bank."""
    quietly = "" if edition == "clinician" else not_reviewed(plan, bank)
    return tuple(filter(None, (bank.wording.footer, quietly)))


def not_reviewed(plan: Plan, bank: Bank) -> str:
    """Return the words for a bank that no named clinician has signed, for as long as that is so."""
    return bank.wording.not_reviewed if plan.reviewed_by is None else ""


def facts_of(plan: Plan, edition: Edition) -> tuple[str, ...]:
    """Return the case, the date and the path, as far as the edition may name them."""
    day = readable_date(plan.started_at)
    match edition:
        case "clinician":
            reviewed = (f"bank reviewed by {plan.reviewed_by}",) if plan.reviewed_by else ()
            final = ("final",) if plan.final else ()
            return (f"Case {plan.case}", day, PATH_WORDS[plan.path], *final, *reviewed)
        case "patient":
            return (f"Case {plan.case}", readable_date(plan.started_at[:10]))
        case "family":
            return (readable_date(plan.started_at[:10]),)


def levels_of(carried: EditionPlan, bank: Bank) -> tuple[DocumentLevel, ...]:
    """Return the computed and the decided level; both are always shown where levels are."""
    if carried.level is None or carried.level_decided is None:
        return ()
    words = bank.wording.levels
    return (
        DocumentLevel("Computed", carried.level, words.get(carried.level, "")),
        DocumentLevel("Decided", carried.level_decided, words.get(carried.level_decided, "")),
    )


def level_note(carried: EditionPlan) -> str:
    """Return which level the lines follow, where that is not the decided one."""
    if carried.level_acted_on == carried.level_decided:
        return ""
    return f"The lines below follow level {carried.level_acted_on}."


def section_title(bank: Bank, section: str) -> str:
    """Return the title of a plan section."""
    return bank.wording.sections.get(section, section.capitalize())


def plan_sections(
    plan: Plan, carried: EditionPlan, bank: Bank, sources: NumberedSources
) -> tuple[DocumentSection, ...]:
    """Return the sections that hold a line, in the fixed order."""
    found = (plan_section(section, plan, carried, bank, sources) for section in SECTION_ORDER)
    return tuple(filter(None, found))


def plan_section(
    section: PlanSection, plan: Plan, carried: EditionPlan, bank: Bank, sources: NumberedSources
) -> DocumentSection | None:
    """Return one section, or ``None`` when this edition has nothing to say in it."""
    composed: Iterable[tuple[Line, DocumentLine]] = (
        (line, compose_line(line, carried, bank.wording.not_recorded, sources))
        for line in carried.lines
        if line.section == section
    )
    if carried.edition == "patient":
        composed = for_patient(composed, plan, carried, bank)
    lines = tuple(shown for _, shown in composed)
    picture = draw_picture(carried.timeline) if section == "trigger" else ()
    if not lines and not picture:
        return None
    groups = (DocumentGroup("", lines),) if lines else ()
    return DocumentSection(section, section_title(bank, section), groups, picture)


def family_sections(carried: EditionPlan, bank: Bank) -> tuple[DocumentSection, ...]:
    """Return the four headings of the family sheet that hold a line."""
    found = []
    for heading, title in bank.family.headings.items():
        lines = [line for line in carried.family_lines if line.heading == heading]
        groups = (family_group(DO, "do", lines), family_group(AVOID, "avoid", lines))
        if lines:
            found.append(DocumentSection(heading, title, tuple(group for group in groups if group.lines)))
    return tuple(found)


def family_group(title: str, kind: str, lines: list[FamilyPlanLine]) -> DocumentGroup:
    """Return the lines of one kind under its small title."""
    texts = (first_line(line.text) for line in lines if line.kind == kind)
    return DocumentGroup(title, tuple(DocumentLine(text, details) for text, details in texts))


def gaps_of(carried: EditionPlan, bank: Bank) -> tuple[DocumentGap, ...]:
    """Return what is still missing, section by section."""
    gaps = sorted(
        (line for line in carried.lines if line.gap), key=lambda line: SECTION_ORDER.index(line.section)
    )
    return tuple(
        DocumentGap(
            section_title(bank, section), tuple(first_line(line.texts[carried.edition])[0] for line in lines)
        )
        for section, lines in groupby(gaps, key=lambda line: line.section)
    )


def colophon_of(plan: Plan) -> tuple[str, ...]:
    """Return the record and the bank from which the plan was made."""
    bank = plan.bank
    return (f"Record {plan.record}", f"{plan.bank_title} ({bank.id} {bank.version}, {bank.digest[:19]})")
