"""Details for the patient: what stands behind their page, handed out when it is wanted (rules 7.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.block import Block, Document, Heading
from relapse_cli.documents.picture import draw_picture
from relapse_cli.documents.plan.edition import carry
from relapse_cli.documents.plan.lines import line_item
from relapse_cli.documents.plan.patient import stands_on_page
from relapse_cli.documents.plan.shown import shown_lines
from relapse_cli.errors import GateClosedError
from relapse_cli.text.days import readable_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relapse_cli.documents.plan.edition import EditionPlan
    from relapse_cli.documents.plan.shown import ShownLine
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.plan import Plan


def details_document(plan: Plan, bank: Bank) -> Document:
    """Every line with words for the patient that is not on their page: how it came about, the weeks after.

    Raises:
        GateClosedError: the patient is handed a card and nothing else, home may not be safe, or there is
            nothing beyond their page.
    """
    carried = carry(plan, bank.roles, "patient")
    if carried.patient != "plan":
        raise GateClosedError(
            "There are no details for this patient now: they are handed a card and nothing else.",
            remedy="For yourself: --for clinician.",
        )
    if any(line.rule == bank.roles.home_rule for line in plan.lines):
        raise GateClosedError(
            "There are no details on paper for this patient: home may not be safe.",
            remedy="Go through them together: --for clinician.",
        )
    picture = draw_picture(plan.timeline, bank.wording.not_recorded)
    further = [each for each in shown_lines(carried, picture) if not stands_on_page(each, bank)]
    if not further:
        raise GateClosedError(
            "There are no details for this plan: everything for the patient stands on their page.",
            remedy="Their page: --for patient.",
        )
    words = bank.wording
    return Document(
        title=words.patient.details,
        facts=(f"Case {plan.case}", readable_date(plan.started_at[:10])),
        marks=() if plan.final else (words.draft,),
        blocks=tuple(_by_section(further, carried, bank)),
        footer=tuple(filter(None, (words.patient.footer, words.review(plan.reviewed_by)))),
        day=plan.started_at[:10],
    )


def _by_section(lines: Sequence[ShownLine], carried: EditionPlan, bank: Bank) -> Iterator[Block]:
    """The lines under the titles of their sections, in the order of the plan."""
    for section in dict.fromkeys(each.line.section for each in lines):
        yield Heading(bank.wording.sections.get(section, ""))
        yield from (line_item(each, carried, bank) for each in lines if each.line.section == section)
