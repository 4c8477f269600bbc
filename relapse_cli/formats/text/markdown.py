"""A document as CommonMark without html or links, so that it reads well as plain text too.

Only a table of numbers is what CommonMark lacks: it is written as GitHub reads it.
"""

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
from relapse_cli.documents.picture import NOT_RATED, NOT_RECORDED, SCALE, STEP_IN, filled_cells
from relapse_cli.documents.table import DataTable
from relapse_cli.formats.text.markdown_escape import escape_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.documents.block import Curve, Document, Sequence, Span
    from relapse_cli.documents.picture import PictureRow
    from relapse_cli.formats.base import RenderOptions
    from relapse_cli.formats.text.markdown_escape import Piece

_STRONG = frozenset({"strong", "warn", "level_1", "level_2", "level_3", "level_4"})


def render(document: Document, options: RenderOptions) -> str:  # noqa: ARG001 - it looks alike everywhere
    """Return a document as Markdown; an answer stays words and becomes no markup."""
    rows: list[str] = []
    for row in _document(document):
        if row or (rows and rows[-1]):
            rows.append(row)
    return "\n".join(rows).strip("\n") + "\n"


def _document(document: Document) -> Iterator[str]:
    if document.letterhead and document.letterhead.line:
        yield from (_row(document.letterhead.line), "")
    if document.title:
        yield from (f"# {_title(document.title)}", "", _joined(document.facts), "")
    for mark in document.marks:
        yield from (escape_row([(mark, True)]), "")
    for block in document.blocks:
        yield from _rows(block, "")
    if document.foot:
        yield from ("", "---")
    for text in document.foot:
        yield from ("", _row(text))


def _rows(block: Block, indent: str) -> Iterable[str]:  # noqa: C901, PLR0912 - one case a kind of block
    """The rows of a block, which begin with an indent where it stands beneath an item."""
    match block:
        case Heading(depth=1):
            return ("", f"## {_title(block.text)}", "")
        case Heading():
            return ("", escape_row([(block.text, True)]), "")
        case Paragraph() if not indent:
            return ("", escape_row(_pieces(block.spans)), "")
        case Paragraph():
            return (f"{indent}- {escape_row(_pieces(block.spans))}",)
        case Quote():
            return (f"{indent}- {_row(f'{block.label}: {block.words}' if block.label else block.words)}",)
        case Facts(table=True):
            return [row for fact in block.rows for row in _labelled(fact.label, fact.values, indent)]
        case Facts():
            facts = (f"{fact.label}: {'; '.join(fact.values)}" for fact in block.rows)
            return (f"{indent}- {_joined(facts)}",)
        case Level():
            label = f"{block.label}: " if block.label else ""
            return (f"{indent}- {escape_row(((label, False), *_pieces(block.spans)))}",)
        case Item():
            return _item(block, indent)
        case Choice():
            boxed = [(("☑ " if o.picked else "☐ ") if block.open else "") + o.text for o in block.options]
            return _listed(block.title, boxed, indent)
        case Trace():
            answers = (f"from {', '.join(block.answers)}",) if block.answers else ()
            return (f"{indent}- {_joined((block.words, *answers))}",)
        case Picture():
            return _picture(block, indent)
        case Sequences():
            return [row for each in block.columns for row in _sequence(each, block.nothing, indent)]
        case Curves():
            return [row for each in block.rows for row in _curve(each, indent)]
        case DataTable():
            return _table(block)
        case Frame():
            return ("", f"## {_title(block.title)}", "", *_all(block.blocks, indent))
        case _:
            assert_never(block)


def _all(blocks: Iterable[Block], indent: str) -> Iterator[str]:
    for block in blocks:
        yield from _rows(block, indent)


def _item(item: Item, indent: str) -> Iterator[str]:
    parts: tuple[Iterable[Piece], ...] = (
        [(str(item.number), True)] if item.number else (),
        [(f"({item.since})", False)] if item.since else (),
        [(f"({', '.join(item.tags)})", False)] if item.tags else (),
        _pieces((item.name,)) if item.name else (),
        _pieces(item.spans),
        [(f"[{', '.join(map(str, item.notes))}]", False)] if item.notes else (),
    )
    yield f"{indent}- {escape_row(_apart(parts))}"
    yield from _all(item.below, f"{indent}  ")


def _apart(parts: Iterable[Iterable[Piece]]) -> Iterator[Piece]:
    """The parts of a row with a blank between them; one without words leaves none."""
    said = [pieces for pieces in map(tuple, parts) if any(words.strip() for words, _ in pieces)]
    for place, pieces in enumerate(said):
        yield from ((" ", False),) if place else ()
        yield from pieces


def _labelled(label: str, values: tuple[str, ...], indent: str) -> Iterable[str]:
    """A label with its value on one row, or with several beneath it."""
    if len(values) == 1:
        return (f"{indent}- {_row(f'{label}: {values[0]}' if label else values[0])}",)
    return _listed(label, values, indent)


def _listed(title: str, texts: Iterable[str], indent: str) -> Iterator[str]:
    """A title with texts beneath it."""
    yield f"{indent}- {_row(f'{title}:')}"
    for text in texts:
        yield f"{indent}  - {_row(text)}"


def _picture(picture: Picture, indent: str) -> Iterator[str]:
    for stage in picture.stages:
        if stage.label:
            yield f"{indent}- {_row(stage.label)}"
        for row in stage.rows:
            yield f"{indent}{'  ' if stage.label else ''}- {_event(row)}"


def _event(row: PictureRow) -> str:
    """One event of the picture: its bar, its words, where to step in, when it was."""
    filled = filled_cells(row.intensity)
    rated = row.intensity is not None
    bar = f"{'█' * filled}{'░' * (SCALE - filled)} {row.intensity}/{SCALE} " if rated else ""
    domain = row.domain + ("" if rated else f" ({NOT_RATED})")
    mark: tuple[Piece, ...] = ((" ◀ ", False), (STEP_IN, True)) if row.step_in else ()
    what = f": {row.what}" if row.what else ""
    when = ", ".join(filter(None, (row.when, row.origin)))
    return escape_row(((f"{bar}{domain}", False), *mark, (f", {when}{what}", False)))


def _sequence(sequence: Sequence, nothing: str, indent: str) -> Iterator[str]:
    yield f"{indent}- {escape_row(((str(sequence.number), True), (f' {sequence.title}', False)))}"
    for place, step in enumerate(sequence.steps, 1):
        mark = " ◆" if step.again else ""
        yield f"{indent}  - {_row(f'{place}: {step.label}, {step.strength}{mark}')}"
    if not sequence.steps:
        yield f"{indent}  - {_row(nothing)}"


def _curve(curve: Curve, indent: str) -> Iterator[str]:
    yield f"{indent}- {_row(curve.title)}"
    for point in curve.points:
        value = NOT_RECORDED if point.value is None else f"{point.value}/{SCALE}"
        yield f"{indent}  - {escape_row(((str(point.number), True), (f' {point.day}: {value}', False)))}"


def _table(table: DataTable) -> Iterator[str]:
    """A table as GitHub knows it, which stands by itself; as plain text it reads as rows."""
    yield from ("", _row(table.title), "") if table.title else ("",)
    yield f"| {' | '.join(_cell(column.title) for column in table.columns)} |"
    yield f"| {' | '.join('---:' if column.number else '---' for column in table.columns)} |"
    for row in table.rows:
        yield f"| {' | '.join(_cell(cell.text) for cell in row)} |"
    yield ""


def _cell(text: str) -> str:
    """Words in a cell, where an upright stroke would begin the next one."""
    return escape_row([(text, False)], title=True).replace("|", "\\|")


def _row(text: str) -> str:
    return escape_row([(text, False)])


def _title(text: str) -> str:
    return escape_row([(text, False)], title=True)


def _joined(texts: Iterable[str]) -> str:
    return _row(" · ".join(texts))


def _pieces(spans: Iterable[Span]) -> tuple[Piece, ...]:
    return tuple((text, style in _STRONG) for text, style in spans)
