"""From a plan to the document of one edition: its head, what stands in it, its foot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from relapse_cli.documents.block import Document
from relapse_cli.documents.plan.cards import emergency_card, private_card, wallet_blocks
from relapse_cli.documents.plan.clinician import clinician_blocks
from relapse_cli.documents.plan.details import details_document
from relapse_cli.documents.plan.edition import carry
from relapse_cli.documents.plan.family import family_blocks
from relapse_cli.documents.plan.handover import handover_document
from relapse_cli.documents.plan.in_short import in_short
from relapse_cli.documents.plan.patient import patient_blocks
from relapse_cli.documents.reviewed import reviewed_foot, unreviewed_mark
from relapse_cli.text.days import readable_date

if TYPE_CHECKING:
    from relapse_cli.documents.block import Block
    from relapse_cli.documents.plan.edition import EditionPlan
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import Edition, Paper
    from relapse_cli.model.letterhead import Letterhead
    from relapse_cli.model.plan import Plan

PATH_WORDS = {
    "brief": "brief interview",
    "core": "core interview",
    "deep": "in-depth interview",
    "followup": "follow-up",
}


def plan_document(plan: Plan, bank: Bank, paper: Paper, letterhead: Letterhead | None = None) -> Document:
    """Return the document of one edition, or a page beside them, on the service's paper.

    Raises:
        GateClosedError: there is no such paper for this plan.
    """
    if paper == "handover":
        return replace(
            handover_document(plan, bank, letterhead.phone if letterhead else ""), letterhead=letterhead
        )
    if paper == "details":
        return replace(details_document(plan, bank), letterhead=letterhead)
    return _edition_document(plan, bank, paper, letterhead)


def _edition_document(plan: Plan, bank: Bank, edition: Edition, letterhead: Letterhead | None) -> Document:
    """Return the document of one edition; the card that others may see does not say whose it is."""
    carried = carry(plan, bank.roles, edition)
    if carried.patient == "private_card":  # it may be seen by others: it says nothing of what it is for
        return Document(title=bank.wording.patient.private, blocks=tuple(private_card(plan, bank)))
    clinician = edition == "clinician"
    words, by = bank.wording, plan.reviewed_by
    draft = () if plan.final else (words.draft,)
    about = (*reviewed_foot(words, by), _colophon(plan)) if clinician else (words.review(by),)
    first, further = _blocks(plan, carried, bank, letterhead.numbers_today if letterhead else "")
    footer = words.footer if clinician else words.patient.footer
    return Document(
        title=_title(carried, bank),
        facts=_facts(plan, edition),
        marks=(*draft, *(unreviewed_mark(words, by) if clinician else ())),
        blocks=(*first, *further),
        footer=tuple(filter(None, (footer, *about))),
        in_short=in_short(plan, bank) if clinician else (),
        first_page=len(first) if further else 0,
        wallet=tuple(wallet_blocks(plan, carried, bank)) if carried.patient == "plan" else (),
        letterhead=letterhead,
        day=plan.started_at[:10],
    )


def _title(carried: EditionPlan, bank: Bank) -> str:
    if carried.edition == "family":
        return bank.family.title
    return bank.wording.patient.card if carried.patient == "emergency_card" else bank.wording.title


def _blocks(
    plan: Plan, carried: EditionPlan, bank: Bank, numbers_today: str
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Everything between head and foot, the first page by itself; each edition has only what it carries."""
    match carried.edition:
        case "clinician":
            return clinician_blocks(plan, carried, bank, numbers_today)
        case "patient" if carried.patient == "emergency_card":
            return tuple(emergency_card(plan, carried, bank)), ()
        case "patient":
            return tuple(patient_blocks(plan, carried, bank)), ()
        case "family":
            return tuple(family_blocks(plan, carried, bank)), ()
        case _:
            assert_never(carried.edition)


def _facts(plan: Plan, edition: Edition) -> tuple[str, ...]:
    """The case, the date and the path, as far as the edition may name them."""
    match edition:
        case "clinician":
            final = ("final",) if plan.final else ()
            day = readable_date(plan.started_at)
            return (f"Case {plan.case}", day, PATH_WORDS[plan.path], *final)
        case "patient":
            return (f"Case {plan.case}", readable_date(plan.started_at[:10]))
        case "family":
            return (readable_date(plan.started_at[:10]),)


def _colophon(plan: Plan) -> str:
    """The record and the bank from which the plan was made."""
    bank = plan.bank
    return f"Record {plan.record} · {plan.bank_title} ({bank.id} {bank.version}, {bank.digest[:19]})"
