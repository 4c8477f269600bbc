"""A document as CommonMark without tables, html or links, so that it reads well as plain text too."""

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
from relapse_cli.formats.markdown_escape import escape_markdown as escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.documents.block import Curve, Document, Sequence, Span
    from relapse_cli.documents.picture import PictureRow
    from relapse_cli.formats.base import RenderOptions

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
        yield from (escaped(document.letterhead.line), "")
    if document.title:
        yield from (f"# {escaped(document.title)}", "", _joined(document.facts), "")
    for mark in document.marks:
        yield from (f"**{escaped(mark)}**", "")
    for block in document.blocks:
        yield from _rows(block, "")
    if document.foot:
        yield from ("", "---")
    for text in document.foot:
        yield from ("", escaped(text))


def _rows(block: Block, indent: str) -> Iterable[str]:  # noqa: C901, PLR0912 - one case a kind of block
    """The rows of a block, which begin with an indent where it stands beneath an item."""
    match block:
        case Heading(depth=1):
            return ("", f"## {escaped(block.text)}", "")
        case Heading():
            return ("", f"**{escaped(block.text)}**", "")
        case Paragraph() if not indent:
            return ("", _words(block.spans), "")
        case Paragraph():
            return (f"{indent}- {_words(block.spans)}",)
        case Quote():
            return (f"{indent}- {escaped(f'{block.label}: {block.words}' if block.label else block.words)}",)
        case Facts(table=True):
            return [row for fact in block.rows for row in _listed(fact.label, fact.values, indent)]
        case Facts():
            facts = (f"{fact.label}: {'; '.join(fact.values)}" for fact in block.rows)
            return (f"{indent}- {_joined(facts)}",)
        case Level():
            label = f"{block.label}: " if block.label else ""
            return (f"{indent}- {label}{_words(block.spans)}",)
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
        case Frame():
            return ("", f"## {escaped(block.title)}", "", *_all(block.blocks, indent))
        case _:
            assert_never(block)


def _all(blocks: Iterable[Block], indent: str) -> Iterator[str]:
    for block in blocks:
        yield from _rows(block, indent)


def _item(item: Item, indent: str) -> Iterator[str]:
    parts = (
        f"**{item.number}**" if item.number else "",
        f"({escaped(item.since)})" if item.since else "",
        f"({escaped(', '.join(item.tags))})" if item.tags else "",
        _words((item.name,)) if item.name else "",
        _words(item.spans),
        f"[{', '.join(map(str, item.notes))}]" if item.notes else "",
    )
    yield f"{indent}- {' '.join(filter(None, parts))}"
    yield from _all(item.below, f"{indent}  ")


def _listed(title: str, texts: Iterable[str], indent: str) -> Iterator[str]:
    """A title with texts: one on its row, more beneath it."""
    yield f"{indent}- {escaped(title)}:"
    for text in texts:
        yield f"{indent}  - {escaped(text)}"


def _picture(picture: Picture, indent: str) -> Iterator[str]:
    for stage in picture.stages:
        if stage.label:
            yield f"{indent}- {escaped(stage.label)}"
        for row in stage.rows:
            yield f"{indent}{'  ' if stage.label else ''}- {_event(row)}"


def _event(row: PictureRow) -> str:
    """One event of the picture: its bar, its words, where to step in, when it was."""
    filled = filled_cells(row.intensity)
    rated = row.intensity is not None
    bar = f"{'█' * filled}{'░' * (SCALE - filled)} {row.intensity}/{SCALE} " if rated else ""
    domain = escaped(row.domain) + ("" if rated else f" ({NOT_RATED})")
    mark = f" ◀ **{STEP_IN}**" if row.step_in else ""
    what = f": {escaped(row.what)}" if row.what else ""
    when = ", ".join(escaped(words) for words in (row.when, row.origin) if words)
    return f"{bar}{domain}{mark}, {when}{what}"


def _sequence(sequence: Sequence, nothing: str, indent: str) -> Iterator[str]:
    yield f"{indent}- **{sequence.number}** {escaped(sequence.title)}"
    for place, step in enumerate(sequence.steps, 1):
        mark = " ◆" if step.again else ""
        yield f"{indent}  - {place}: {escaped(step.label)}, {escaped(step.strength)}{mark}"
    if not sequence.steps:
        yield f"{indent}  - {escaped(nothing)}"


def _curve(curve: Curve, indent: str) -> Iterator[str]:
    yield f"{indent}- {escaped(curve.title)}"
    for point in curve.points:
        value = NOT_RECORDED if point.value is None else f"{point.value}/{SCALE}"
        yield f"{indent}  - **{point.number}** {escaped(f'{point.day}: {value}')}"


def _joined(texts: Iterable[str]) -> str:
    return " · ".join(map(escaped, texts))


def _words(spans: Iterable[Span]) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    """Words with their weight; the blanks around them are kept, for they part them from their neighbours."""
    text, style = span
    words = escaped(text)
    before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
    return f"{before}**{words}**{after}" if words and style in _STRONG else f"{before}{words}{after}"
