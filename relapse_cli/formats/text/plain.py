"""A document as plain text without signs or line breaks of its own, to be pasted into a record system."""

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
)
from relapse_cli.documents.table import DataTable
from relapse_cli.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.documents.block import Curve, Document, Spans
    from relapse_cli.documents.table import TableCell
    from relapse_cli.formats.base import RenderOptions


def render(document: Document, options: RenderOptions) -> str:  # noqa: ARG001 - it looks alike everywhere
    """Return a document as plain text: a row for each thing, a capital title for each part."""
    rows = [document.title, " · ".join(document.facts), *document.marks]
    for block in document.blocks:
        rows += _rows(block)
    rows += ("", *document.footer) if document.footer else ()
    return "".join(f"{sanitize_line(row)}\n" for row in rows)


def _rows(block: Block) -> Iterable[str]:  # noqa: C901, PLR0912 - one case a kind of block
    match block:
        case Heading(depth=1):
            return ("", block.text.upper())
        case Heading():
            return (f"{block.text}:",)
        case Paragraph():
            return (_words(block.spans),)
        case Quote():
            return (f"{block.label}: {block.words}" if block.label else block.words,)
        case Facts():
            return tuple(f"{fact.label}: {'; '.join(fact.values)}" for fact in block.rows)
        case Level():
            return (f"{block.label}: {_words(block.spans)}" if block.label else _words(block.spans),)
        case Item():
            return _item(block)
        case Choice():
            chosen = [option.text for option in block.options if option.picked or not block.open]
            return (f"{block.title}: {'; '.join(chosen)}",) if chosen else ()
        case Trace():
            return (block.words,)
        case Picture():
            return tuple(f"{row.when}: {row.what or row.domain}" for s in block.stages for row in s.rows)
        case Sequences():
            return tuple(f"{c.title}: {' → '.join(step.label for step in c.steps)}" for c in block.columns)
        case Curves():
            return tuple(f"{curve.title}: {_values(curve)}" for curve in block.rows)
        case DataTable():
            return (block.title, *(_table_row(block, row) for row in block.rows))
        case Frame():
            return ("", block.title.upper(), *_all(block.blocks))
        case _:
            assert_never(block)


def _all(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _rows(block)


def _item(item: Item) -> Iterator[str]:
    name = f"{item.name[0]}: " if item.name else ""
    tags = f" ({', '.join(item.tags)})" if item.tags else ""
    yield f"{name}{_words(item.spans)}{tags}"
    yield from _all(item.below)


def _values(curve: Curve) -> str:
    """What each session says, in order of time."""
    return "; ".join(f"{p.day}: {'not recorded' if p.value is None else p.value}" for p in curve.points)


def _table_row(table: DataTable, row: tuple[TableCell, ...]) -> str:
    """What a row says, each value with its title."""
    pairs = zip(table.columns, row, strict=True)
    return "; ".join(f"{column.title}: {cell.said}" for column, cell in pairs)


def _words(spans: Spans) -> str:
    return "".join(text for text, _ in spans)
