"""Blank sheets to hand out in advance: the words of the bank, numbers, and lines to write on (rules 8.2)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relapse_cli.documents.block import (
    Block,
    Choice,
    ChoiceOption,
    Document,
    Heading,
    Item,
    Paragraph,
    plain,
)
from relapse_cli.documents.plan.family import do_and_avoid
from relapse_cli.documents.plan.spans import spans_of
from relapse_cli.logic.lines.numbers import number_rows
from relapse_cli.logic.lines.placeholders import placeholders, with_names
from relapse_cli.model.bank_sheets import EMERGENCY_NUMBER, NUMBERS, SERVICE
from relapse_cli.model.line_text import Blank, PhoneNumber, in_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_sheets import SheetLine, SheetPart, Sheets
    from relapse_cli.model.bank_terms import SheetReader
    from relapse_cli.model.letterhead import Letterhead
    from relapse_cli.model.line_text import Words
    from relapse_cli.model.record import ProfilePin

_TO_WRITE = "_" * 32
"""A blank as long as a few words by hand."""

_Known = dict[str, tuple["Words", ...]]
"""The rows that each name in braces stands for; none where it has no words."""


def sheet_document(
    bank: Bank,
    sheets: Sheets,
    reader: SheetReader,
    profile: ProfilePin | None,
    letterhead: Letterhead | None = None,
) -> Document:
    """Return a sheet for a reader, without a date and without a word about anybody.

    Args:
        bank: the bank.
        sheets: its sheets.
        reader: whom the sheet is for.
        profile: the numbers; where there is none they are blanks too.
        letterhead: on whose paper it is written.
    """
    sheet = sheets.patient if reader == "patient" else sheets.family
    known = _known(bank, profile, letterhead)
    return Document(
        title=sheet.title,
        blocks=(
            *(Paragraph(plain(text)) for text in sheet.opening),
            *(_family_lines(bank, known) if reader == "family" else ()),
            *(block for part in sheet.parts for block in _part(part, known)),
            *((Paragraph(plain(bank.wording.fixed.close)),) if reader == "patient" else ()),
        ),
        footer=tuple(filter(None, (bank.wording.patient.footer, bank.wording.review(bank.reviewed_by)))),
        letterhead=letterhead,
    )


def _known(bank: Bank, profile: ProfilePin | None, letterhead: Letterhead | None) -> _Known:
    emergency = profile.emergency if profile else None
    name, phone = (letterhead.name, letterhead.phone) if letterhead else ("", "")
    service: Words = ((f"{name}, " if name else ""), PhoneNumber(phone)) if phone else (name,)
    return {
        NUMBERS: number_rows(profile, bank.roles, "plan"),
        EMERGENCY_NUMBER: ((PhoneNumber(emergency.number),),) if emergency else (),
        SERVICE: (service,) if name or phone else (),
    }


def _family_lines(bank: Bank, known: _Known) -> Iterator[Block]:
    """What to do and what to avoid, where nothing has been agreed to be shared."""
    for heading, title in bank.family.headings.items():
        lines = [
            (line.kind, words)
            for line in bank.family.lines
            if line.heading == heading
            for words in _rows(line.text, line.gap, known)
        ]
        yield from do_and_avoid(title, lines)


def _part(part: SheetPart, known: _Known) -> Iterator[Block]:
    yield Heading(part.title)
    for line in part.lines:
        yield from _line(line, known)


def _line(line: SheetLine, known: _Known) -> Iterator[Block]:
    if line.boxes:
        boxes = (in_plain(_to_write(with_names(box, {}))) for box in line.boxes)
        yield Choice(line.text, tuple(ChoiceOption(box, picked=False) for box in boxes), open=True)
        return
    for words in _rows(line.text, line.gap, known):
        yield Item(spans_of(words), close=True)


def _rows(text: str, gap: str, known: Mapping[str, tuple[Words, ...]]) -> Iterator[Words]:
    """A line with what its names stand for, a row for each where it is such a name alone; or its gap."""
    names = placeholders(text)
    if not all(known.get(name) for name in names):
        yield from (_to_write(with_names(gap, {})),) if gap else ()
    elif len(names) == 1 and text == f"{{{names[0]}}}":
        yield from known[names[0]]
    else:
        yield _to_write(with_names(text, {name: known[name][0] for name in names}))


def _to_write(words: Words) -> Words:
    """Words whose blanks have room for a hand."""
    return tuple(replace(span, words=_TO_WRITE) if isinstance(span, Blank) else span for span in words)
