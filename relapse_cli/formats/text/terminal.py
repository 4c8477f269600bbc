"""A document on a terminal of any width; without colour there is no ESC byte in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from relapse_cli.documents.block import (
    Block,
    Choice,
    Curves,
    Facts,
    Frame,
    Heading,
    Item,
    Level,
    Paragraph,
    Picture,
    Quote,
    Sequences,
    Trace,
    level_style,
)
from relapse_cli.documents.table import DataTable
from relapse_cli.formats.text.sheet import Sheet
from relapse_cli.formats.text.terminal_picture import write_curves, write_picture, write_sequences
from relapse_cli.formats.text.terminal_table import write_table
from relapse_cli.text.width import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.documents.block import Document, Fact, Span
    from relapse_cli.formats.base import RenderOptions

Pages = tuple[tuple[str, ...], ...]

_TRACED_ANSWERS = 4
_LONG_QUOTE = 2
"""Rows of the sheet that a label and what it introduces may fill together."""

_LEVEL_LABEL = len("Computed") + 2


def render(document: Document, options: RenderOptions) -> str:
    """Return a document as terminal text."""
    sheet = Sheet(options)
    _write_head(document, sheet)
    _write_all(document.blocks, sheet)
    _write_footer(document, sheet)
    _write_all(document.in_short, sheet)
    return sheet.export()


def pages(document: Document, options: RenderOptions, height: int) -> Pages:
    """Return a document on pages of at most so many rows; a title begins one, and few blocks are parted."""
    found: list[list[str]] = [[]]
    for block in document.blocks:
        sheet = Sheet(options)
        _write(block, sheet, 0)
        rows = sheet.export().splitlines()
        if found[-1] and (isinstance(block, Heading) or len(found[-1]) + len(rows) > height):
            found.append([])
        while len(rows) > height:
            found[-1], rows = rows[:height], rows[height:]
            found.append([])
        found[-1] += rows
    return tuple(tuple(page) for page in found if page)


def _write_head(document: Document, sheet: Sheet) -> None:
    if document.letterhead and document.letterhead.line:
        sheet.write((document.letterhead.line, "quiet"))
        sheet.blank()
    if document.title:
        sheet.write((document.title, "strong"))
        sheet.write((" · ".join(document.facts), "quiet"))
    for mark in document.marks:
        sheet.write((mark, "warn"))
    sheet.blank()


def _write_footer(document: Document, sheet: Sheet) -> None:
    if document.foot:
        sheet.blank()
        sheet.write((sheet.signs.rule * sheet.width, "quiet"))
    for text in document.foot:
        sheet.write((text, "quiet"))


def _write_all(blocks: Iterable[Block], sheet: Sheet) -> None:
    before: Block | None = None
    for block in blocks:
        if _needs_air(before, block):
            sheet.blank()
        _write(block, sheet, 0)
        before = block


def _needs_air(before: Block | None, block: Block) -> bool:
    """Whether an empty row stands between two blocks that do not see to it themselves."""
    match block:
        case Heading():
            return not isinstance(before, Heading)
        case Paragraph():
            return not block.close
        case Item():
            return _parts_items(before, block)
        case Quote() | Facts() | Level() | Choice() | Trace() | Picture() | Sequences() | Curves() | Frame():
            return False
        case DataTable():
            return False
        case _:
            assert_never(block)


def _parts_items(before: Block | None, item: Item) -> bool:
    """Whether an item keeps its distance from the one before it: one of them has something beneath it."""
    if not isinstance(before, Item):
        return False
    return bool(before.below or item.below) and not (before.close and item.close)


def _write(  # noqa: C901, PLR0912 - one case a kind of block
    block: Block, sheet: Sheet, indent: int, hang: int = 0
) -> None:
    """Write a block; words beneath a bullet hang, so that one detail can be told from the next."""
    match block:
        case Heading(depth=1):
            sheet.heading(block.text)
        case Heading():
            sheet.write((block.text, "strong"), indent=indent)
        case Paragraph():
            small = block.spans[0][1] == "quiet"
            sheet.write(*block.spans, indent=indent, hang=0 if small else hang)
        case Quote():
            _write_quote(block, sheet, indent)
        case Facts(table=True):
            _write_table(block, sheet)
        case Facts():
            _write_facts(block, sheet, indent)
        case Level():
            _write_level(block, sheet, indent)
        case Item():
            _write_item(block, sheet, indent)
        case Choice():
            _write_choice(block, sheet, indent)
        case Trace():
            _write_trace(block, sheet, indent)
        case Picture():
            write_picture(block.stages, sheet)
        case Sequences():
            write_sequences(block, sheet)
        case Curves():
            write_curves(block, sheet)
        case DataTable():
            write_table(block, sheet)
        case Frame():
            inner = sheet.inside()
            _write_all(block.blocks, inner)
            sheet.frame(block.title, inner)
        case _:
            assert_never(block)


def _write_quote(quote: Quote, sheet: Sheet, indent: int) -> None:
    """Write a quotation set in; after a label only when it is long."""
    label = f"{quote.label}: " if quote.label else ""
    if label and columns_of(label + quote.words) <= _LONG_QUOTE * sheet.width:
        sheet.write((label + quote.words, "plain"), indent=indent, hang=2)
        return
    if label:
        sheet.write((label.rstrip(), "plain"), indent=indent)
    sheet.write((quote.words, "plain"), lead=f"{sheet.signs.quote} ", indent=indent + 2)


def _write_table(facts: Facts, sheet: Sheet) -> None:
    """Write labels beside their values, or above them where too little room is left for the values."""
    wide = max(columns_of(fact.label) for fact in facts.rows) + 2
    if 2 * wide > sheet.width:
        for fact in facts.rows:
            sheet.write((fact.label, "plain"))
            for text in fact.values:
                sheet.write((text, fact.style), lead=f"{sheet.signs.bullet} ", indent=2)
        return
    for fact in facts.rows:
        for number, text in enumerate(fact.values):
            bullet = f"{sheet.signs.bullet} " if len(fact.values) > 1 else ""
            sheet.write((text, fact.style), lead=("" if number else fact.label).ljust(wide) + bullet)


def _write_facts(facts: Facts, sheet: Sheet, indent: int) -> None:
    """Write facts on one row where they fit, else one a row."""
    rows = [_fact(fact) for fact in facts.rows]
    together = [span for row in rows for span in (("   ", "plain"), *row)][1:]
    if indent + sum(columns_of(text) for text, _ in together) <= sheet.width:
        rows = [tuple(together)]
    for row in rows:
        sheet.write(*row, indent=indent)


def _fact(fact: Fact) -> tuple[Span, ...]:
    return ((f"{fact.label}: ", "quiet"), ("; ".join(fact.values), fact.style))


def _write_level(level: Level, sheet: Sheet, indent: int) -> None:
    lead = level.label.ljust(_LEVEL_LABEL) if level.label else ""
    words = "".join(text for text, _ in level.spans)
    sheet.write((words, level_style(level.level)), lead=lead, indent=indent)


def _write_item(item: Item, sheet: Sheet, indent: int) -> None:
    bullet = f"{sheet.signs.bullet} " if item.bullet and not item.number else ""
    lead = f"{item.number:>2}  " if item.number else bullet
    tags: tuple[Span, ...] = ((f"[{', '.join(item.tags)}] ", "warn"),) if item.tags else ()
    name: tuple[Span, ...] = ((f"{item.name[0]}  ", item.name[1]),) if item.name else ()
    if item.since:
        sheet.write((item.since, "quiet"), lead=f" {sheet.signs.quote}  ", indent=indent)
    notes: tuple[Span, ...] = ((f" [{', '.join(map(str, item.notes))}]", "quiet"),) if item.notes else ()
    if item.spans:
        sheet.write(*tags, *name, *item.spans, *notes, lead=lead, indent=indent)
    for block in item.below:
        _write(block, sheet, indent + (len(lead) or 2), hang=0 if item.name else len(bullet))


def _write_choice(choice: Choice, sheet: Sheet, indent: int) -> None:
    """Write options with boxes while they are open, else as what was agreed."""
    signs = sheet.signs
    sheet.write((f"{choice.title}:", "plain"), indent=indent)
    for option in choice.options:
        box = signs.ticked_box if option.picked else signs.empty_box
        sign = box if choice.open else signs.bullet
        sheet.write((option.text, "plain"), lead=f"{sign} ", indent=indent + 2)


def _write_trace(trace: Trace, sheet: Sheet, indent: int) -> None:
    """Write where something comes from, small; a long list of answers is cut, `relapse why` has all of it."""
    whole = len(trace.answers) <= _TRACED_ANSWERS + 1
    shown = trace.answers if whole else trace.answers[:_TRACED_ANSWERS]
    rest = "" if whole else f" and {len(trace.answers) - len(shown)} more"
    answers = f" · from {', '.join(shown)}{rest}" if shown else ""
    sheet.write((f"{trace.words}{answers}", "quiet"), indent=indent)
