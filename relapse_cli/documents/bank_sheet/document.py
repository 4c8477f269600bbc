"""The sheet for sign-off: all that a bank asks, concludes and says, and where it is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.bank_sheet.labels import label_of
from relapse_cli.documents.bank_sheet.words import BankWords
from relapse_cli.documents.block import Block, Document, Fact, Facts, Heading, Paragraph, plain
from relapse_cli.documents.reviewed import reviewed_foot, unreviewed_mark
from relapse_cli.text.days import plain_day
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic import BaseModel

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.profile import Profile

_TO_WRITE = "_" * 40
_HEADINGS = {
    "facts": "Named facts",
    "flags": "Flags",
    "actions": "Lines of the plan",
    "answer_lines": "Lines that carry answers",
    "gap_lines": "Lines where something is missing",
    "together": "Lines that print as part of another",
    "family": "The family sheet",
    "sheets": "Blank sheets to hand out",
    "wording": "Wording across documents",
    "migrations": "What became of older versions",
    "exceptions": "Findings of bank check that were judged to be right",
    "sources": "Sources",
}
_AT_HEAD = frozenset({"id", "version", "title", "digest", "signature", "sections"})
_COVERED = (
    "The signature is over the content digest. The digest covers everything on this sheet but the findings "
    "that were judged to be right: whatever else is changed, it is another one, and documents say again that "
    "the bank is not clinically reviewed. What a service says in its own settings stands in no bank."
)
_MARKS = (
    "Critical: a missing answer never reads as no. Required: no plan is final without an answer or a mark. "
    "Observed: the therapist records it, and it is usually not read aloud."
)
_CONFIDENCE = "Confidence V: seen on a page of the publisher; K: general knowledge, to be called first."
_BRACES = "A name in {braces} stands for an answer, {blank:…} for what is filled in for each patient."


def bank_sheet(
    bank: Bank, profiles: Sequence[Profile], digest: str, readers: Mapping[str, tuple[str, ...]]
) -> Document:
    """The whole sheet.

    Args:
        bank: the bank.
        profiles: the emergency numbers that count for it.
        digest: the content digest of both.
        readers: by question, field, fact, flag and line, what reads it.
    """
    words = BankWords(bank, readers)
    return Document(
        title=f"{bank.title}: questions and rules for sign-off",
        facts=(f"{bank.id} {bank.version}", *_counts(bank)),
        marks=unreviewed_mark(bank.wording, bank.reviewed_by),
        blocks=(
            Facts((Fact("Content digest", (digest,)),), table=True),
            Paragraph(plain(_COVERED)),
            Paragraph(plain(_MARKS)),
            Paragraph(plain(_BRACES)),
            *_sections(bank, words),
            *_parts(bank, words),
            *_numbers(profiles, words),
            *_signature(bank, digest),
        ),
        footer=reviewed_foot(bank.wording, bank.reviewed_by),
    )


def part_sheet(bank: Bank, kind: str, part: BaseModel, readers: Mapping[str, tuple[str, ...]]) -> Document:
    """One part of a bank by itself, as it stands on the sheet.

    Args:
        bank: the bank.
        kind: what the part is.
        part: the part.
        readers: by question, field, fact, flag and line, what reads it.
    """
    entry = BankWords(bank, readers).entry(part)
    return Document(
        title="".join(words for words, _ in entry.spans),
        facts=(kind, f"{bank.id} {bank.version}"),
        blocks=entry.below,
    )


def _counts(bank: Bank) -> tuple[str, ...]:
    rules = len(bank.flags) + len(bank.actions)
    return (counted(len(bank.questions), "question"), counted(rules, "rule"))


def _sections(bank: Bank, words: BankWords) -> Iterator[Block]:
    for section in bank.sections:
        yield Heading(f"{section.title} ({section.id})")
        yield from words.rows(section, "id")


def _parts(bank: Bank, words: BankWords) -> Iterator[Block]:
    """Every other part of the bank, those that this page has no title for behind the others."""
    fields = [name for name in type(bank).model_fields if name not in _AT_HEAD]
    known = [name for name in _HEADINGS if name in fields]
    for name in (*known, *(each for each in fields if each not in known)):
        value = getattr(bank, name)
        if value:
            yield Heading(_HEADINGS.get(name) or label_of(name))
            yield from words.part(value)


def _numbers(profiles: Sequence[Profile], words: BankWords) -> Iterator[Block]:
    yield Heading("Emergency numbers")
    yield Paragraph(plain(_CONFIDENCE))
    yield from words.part(tuple(profiles))


def _signature(bank: Bank, digest: str) -> Iterator[Block]:
    signed = bank.signature
    yield Heading("Signature")
    rows = (
        ("Bank", f"{bank.id} {bank.version}"),
        ("Content digest", digest),
        ("Name", signed.name if signed else _TO_WRITE),
        ("Role", signed.role if signed else _TO_WRITE),
        ("Registration", signed.registration if signed else _TO_WRITE),
        ("Date", plain_day(signed.signed_on) if signed else _TO_WRITE),
    )
    yield Facts(tuple(Fact(label, (value,)) for label, value in rows), table=True)
    if not signed:
        yield Paragraph(plain("Once this is read and right: relapse bank sign"))
