"""A document for a word processor, with real styles, to be edited and filed."""

from __future__ import annotations

from collections.abc import Iterable
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
    plain,
)
from relapse_cli.documents.table import DataTable
from relapse_cli.formats.drawings import svg, svg_chart, svg_curves
from relapse_cli.formats.drawings.picture_words import curve_table, curve_words, picture_row_words
from relapse_cli.formats.every_word import with_every_word
from relapse_cli.formats.extras import is_installed, require_extra

if TYPE_CHECKING:
    from relapse_cli.documents.block import Document, Fact, Sequence, Span, Spans
    from relapse_cli.formats.base import RenderOptions
    from relapse_cli.formats.word.paper import Paper
    from relapse_cli.model.letterhead import Letterhead


def render(document: Document, options: RenderOptions) -> bytes:  # noqa: ARG001 - it looks alike everywhere
    """Return a document as a file for Word and LibreOffice; an answer is text, never a field or a link."""
    require_extra("docx")
    from relapse_cli.formats.word.letters import typed
    from relapse_cli.formats.word.package import FOOT, file_bytes, new_file
    from relapse_cli.formats.word.paper import Paper, begin_page, parts_of, write_foot

    safe = with_every_word(document, typed)
    author = safe.letterhead.name if safe.letterhead else ""
    file = new_file(safe.title, author, safe.day)
    paper = Paper(file)
    _write_head(safe, paper)
    _write_all(safe.blocks[: safe.first_page], paper)
    on_first_page = parts_of(file)
    _write_all(safe.blocks[safe.first_page :], paper)
    if safe.first_page:
        begin_page(file, on_first_page)
    for words in safe.foot:
        paper.words(((words, "quiet"),), FOOT)
    if safe.wallet:
        _write_wallet(safe.wallet, paper)
    write_foot(file, " · ".join(filter(None, (safe.title, *safe.facts[:1]))))
    return file_bytes(file)


def _write_head(document: Document, paper: Paper) -> None:
    if document.letterhead:
        _write_letterhead(document.letterhead, paper)
    if document.title:
        paper.words(plain(document.title), "Title")
    if document.facts:
        paper.words(((" · ".join(document.facts), "quiet"),))
    for mark in document.marks:
        paper.words(((mark, "warn"),))


def _write_letterhead(head: Letterhead, paper: Paper) -> None:
    if head.logo is not None and (head.logo.kind == "png" or is_installed("typst")):
        from relapse_cli.formats.word.drawing import draw_logo

        draw_logo(head.logo, head.name, paper)
    if head.name:
        paper.words(((head.name, "strong"),))
    lines = "\n".join(filter(None, (*head.address, head.phone)))
    if lines:
        paper.words(((lines, "quiet"),))


def _write_wallet(blocks: Iterable[Block], paper: Paper) -> None:
    paper.break_page()
    card = paper.card()
    _write_all(blocks, card)
    card.end_box()


def _write_all(blocks: Iterable[Block], paper: Paper, depth: int = 0) -> None:
    for block in blocks:
        _write(block, paper, depth)


def _write(block: Block, paper: Paper, depth: int) -> None:  # noqa: C901, PLR0912 - one case a kind of block
    """Write one block; depth says beneath how many items it stands."""
    match block:
        case Heading():
            paper.words(plain(block.text), f"Heading {block.depth}")
        case Paragraph():
            paper.beneath(block.spans, depth)
        case Quote():
            label: Spans = ((f"{block.label}: ", "quiet"),) if block.label else ()
            paper.beneath((*label, (block.words, "plain")), depth)
        case Facts(table=True):
            for fact in block.rows:
                paper.beneath((("\n".join((f"{fact.label}:", *fact.values)), fact.style),), depth)
        case Facts():
            paper.beneath(_facts(block.rows), depth)
        case Level():
            words = "".join(text for text, _ in block.spans)
            named: Spans = ((f"{block.label}: ", "quiet"),) if block.label else ()
            paper.beneath((*named, (words, level_style(block.level))), depth)
        case Item():
            _write_item(block, paper, depth)
        case Choice():
            _write_choice(block, paper, depth)
        case Trace():
            paper.beneath(((_trace(block), "quiet"),), depth)
        case Picture():
            _write_picture(block, paper, depth)
        case Sequences():
            _write_sequences(block, paper)
        case Curves():
            _write_curves(block, paper)
        case DataTable():
            _write_data(block, paper)
        case Frame():
            box = paper.box()
            box.words(plain(block.title), "Heading 1")
            _write_all(block.blocks, box)
            box.end_box()
        case _:
            assert_never(block)


def _facts(rows: Iterable[Fact]) -> Iterable[Span]:
    for place, fact in enumerate(rows):
        yield (f"{'   ' if place else ''}{fact.label}: ", "quiet")
        yield ("; ".join(fact.values), fact.style)


def _write_item(item: Item, paper: Paper, depth: int) -> None:
    since: Spans = ((f"{item.since}\n", "quiet"),) if item.since else ()
    tags: Spans = ((f"({', '.join(item.tags)}) ", "quiet"),) if item.tags else ()
    name: Spans = ((f"{item.name[0]} ", item.name[1]),) if item.name else ()
    notes: Spans = ((f" [{', '.join(map(str, item.notes))}]", "quiet"),) if item.notes else ()
    spans = (*since, *tags, *name, *item.spans, *notes)
    if item.number:
        traces = [each for each in item.below if isinstance(each, Trace)]
        inline: Spans = tuple((f" {_trace(trace)}", "quiet") for trace in traces)
        below = [each for each in item.below if not isinstance(each, Trace)]
        paper.numbered(item.number, (*spans, *inline), leads=bool(below) or not traces)
        _write_all(below, paper, depth + 1)
        return
    if item.bullet:
        paper.bullet(spans, depth + 1, leads=bool(item.below))
    else:
        paper.beneath(spans, depth, leads=bool(item.below))
    _write_all(item.below, paper, depth + 1)


def _trace(trace: Trace) -> str:
    return f"{trace.words} · from {', '.join(trace.answers)}" if trace.answers else trace.words


def _write_choice(choice: Choice, paper: Paper, depth: int) -> None:
    """Write options with boxes while they are open, else as what was agreed."""
    paper.beneath(plain(f"{choice.title}:"), depth)
    for option in choice.options:
        if choice.open:
            paper.beneath(plain(f"{'☑' if option.picked else '☐'} {option.text}"), depth + 1)
        else:
            paper.bullet(plain(option.text), depth + 1)


def _write_picture(picture: Picture, paper: Paper, depth: int) -> None:
    """Draw the sequence, and beneath it write it in words."""
    rows = [(stage.label, place, row) for stage in picture.stages for place, row in enumerate(stage.rows)]
    if is_installed("typst"):  # it draws the points for what shows no SVG; the words stand here in any case
        from relapse_cli.formats.word.drawing import draw_svg

        says = "; ".join(picture_row_words(row) for _, _, row in rows)
        draw_svg(svg.write_picture(picture), f"{svg.TITLE}: {says}.", paper)
    for label, place, row in rows:
        if label and not place:
            paper.beneath(((label, "strong"),), depth)
        what = f": {row.what}" if row.what else ""
        paper.bullet(((picture_row_words(row), "quiet"), (what, "plain")), depth + 1)


def _write_sequences(sequences: Sequences, paper: Paper) -> None:
    """Write sequences side by side, each a column under its head."""
    columns = [_steps(each, sequences.nothing) for each in sequences.columns]
    heads: list[Spans] = [
        ((f"{each.number} {each.title}", "strong"), (f"\n{each.day}", "quiet")) for each in sequences.columns
    ]
    deepest = max(map(len, columns), default=0)
    rows = [[column[row] if row < len(column) else () for column in columns] for row in range(deepest)]
    paper.table(heads, rows)


def _write_curves(curves: Curves, paper: Paper) -> None:
    """Draw the lines one under the other, and write all their values in a table."""
    for row in curves.rows:
        paper.words(((row.title, "strong"),), leads=True)
        if is_installed("typst"):
            from relapse_cli.formats.word.drawing import draw_svg

            draw_svg(svg_curves.write_curve(row, "curve"), f"{row.title}: {curve_words(row)}.", paper)
    heads, rows = curve_table(curves)
    cells: list[list[Spans]] = [[plain(cell) for cell in row] for row in rows]
    paper.table([((head, "strong"),) for head in heads], cells)


def _write_data(table: DataTable, paper: Paper) -> None:
    """Write what a table is out of, its chart, and the table."""
    if table.title:
        paper.words(((table.title, "quiet"),), leads=True)
    if table.chart and is_installed("typst"):
        from relapse_cli.formats.word.drawing import draw_svg

        for series, drawing in svg_chart.write_chart(table.chart, "chart"):
            if series.title:
                paper.words(((series.title, "strong"),), leads=True)
            draw_svg(drawing, svg_chart.says(series), paper)
    cells: list[list[Spans]] = [[plain(cell.text) for cell in row] for row in table.rows]
    paper.table([((column.title, "strong"),) for column in table.columns], cells)


def _steps(sequence: Sequence, nothing: str) -> list[Spans]:
    """The steps of a sequence, each with how strong it was."""
    steps: list[Spans] = [
        (
            (f"{place}. {step.label}{' ◆' if step.again else ''}", "strong" if step.again else "plain"),
            (f"\n{step.strength}", "quiet"),
        )
        for place, step in enumerate(sequence.steps, 1)
    ]
    return steps or [((nothing, "quiet"),)]
