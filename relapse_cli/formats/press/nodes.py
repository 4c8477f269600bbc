"""A document as nodes: the little that a page knows, as data that can only ever be words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal, assert_never

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
from relapse_cli.documents.picture import SCALE
from relapse_cli.documents.table import DataTable
from relapse_cli.formats.drawings import svg, svg_chart, svg_curves
from relapse_cli.formats.drawings.picture_words import curve_table, curve_words, picture_row_words
from relapse_cli.formats.press.letters import AGAIN, printable
from relapse_cli.formats.press.typeset import logo_png

if TYPE_CHECKING:
    from relapse_cli.documents.block import Document, Fact, Sequence, SequenceStep, Span, Style
    from relapse_cli.documents.picture import PictureRow
    from relapse_cli.model.letterhead import Letterhead

Data = str | int | bool | list["Data"] | dict[str, "Data"] | None
Node = dict[str, Data]
_Run = tuple[str, "Style | Literal['note']"]
"""Words with a style of the document, or as the small number of a note."""

_LONGEST_WORD = 36
"""A word that is longer than a narrow column may be broken anywhere."""

_SIDE_BY_SIDE = 3
"""How many sequences stand beside each other."""

_BREAK = "\u200b"
"""Where a word may be broken, without a sign."""


@dataclass(slots=True)
class _Depth:
    """How deep headings stand: a level is never left out, however the blocks come."""

    last: int

    def of(self, wanted: int) -> int:
        """The level of the next heading."""
        self.last = min(wanted, self.last + 1)
        return self.last


def document_nodes(document: Document) -> Node:
    """Return everything that a page is made from."""
    depth = _Depth(1 if document.title else 0)
    first, further = document.blocks[: document.first_page], document.blocks[document.first_page :]
    new_page: list[Data] = [{"kind": "page"}] if first and further else []
    return {
        "title": document.title,
        "facts": list[Data](document.facts),
        "marks": list[Data](document.marks),
        "day": document.day[:10],
        "letterhead": _letterhead(document.letterhead) if document.letterhead else None,
        "dense": bool(new_page),
        "close": False,
        "blocks": [*_nodes(first, depth), *new_page, *_nodes(further, depth)],
        "foot": list[Data](document.foot),
        "wallet": _nodes(document.wallet, depth),
    }


def _letterhead(head: Letterhead) -> Node:
    """Whose paper it is; bytes travel as numbers, for a page is given nothing but data."""
    logo = list[Data](logo_png(head.logo)) if head.logo else None
    lines: list[Data] = [*head.address, *filter(None, (head.phone,))]
    return {"name": head.name, "lines": lines, "logo": logo}


def _nodes(blocks: Iterable[Block], depth: _Depth) -> list[Data]:
    return list(_in_order(blocks, depth))


def _in_order(blocks: Iterable[Block], depth: _Depth) -> Iterator[Node]:
    """Blocks one after the other; neighbours of a kind become one list."""
    for kind, run in groupby(blocks, key=_list_kind):
        if kind:
            yield {"kind": kind, "items": [_item(block, depth) for block in run if isinstance(block, Item)]}
        else:
            for block in run:
                yield from _node(block, depth)


def _list_kind(block: Block) -> str:
    """What list a block belongs to; none where it stands by itself."""
    if not isinstance(block, Item):
        return ""
    if block.number:
        return "notes" if block.below and all(isinstance(each, Trace) for each in block.below) else "numbered"
    return "bullets" if block.bullet else "unmarked"


def _node(  # noqa: C901, PLR0912 - one case a kind of block
    block: Block, depth: _Depth
) -> Iterator[Node]:
    """The nodes of one block that is no item."""
    match block:
        case Heading():
            yield {"kind": "heading", "level": depth.of(block.depth + 1), "text": block.text}
        case Paragraph():
            yield _paragraph(block.spans, close=block.close)
        case Quote():
            label: tuple[Span, ...] = ((f"{block.label}: ", "quiet"),) if block.label else ()
            yield _paragraph((*label, (block.words, "plain")), close=True)
        case Facts(table=True):
            yield {"kind": "terms", "rows": list(map(_fact, block.rows))}
        case Facts():
            yield {"kind": "facts", "rows": list(map(_fact, block.rows))}
        case Level():
            words = "".join(text for text, _ in block.spans)
            named: tuple[Span, ...] = ((f"{block.label}: ", "quiet"),) if block.label else ()
            yield _paragraph((*named, (words, level_style(block.level))), close=True)
        case Item():
            yield {"kind": "unmarked", "items": [_item(block, depth)]}
        case Choice():
            yield from _choice(block)
        case Trace():
            answers = f" · from {_by_section(block.answers)}" if block.answers else ""
            yield _paragraph(((f"{block.words}{answers}", "quiet"),), close=True)
        case Picture():
            yield _picture(block)
        case Sequences():
            yield from _columns(block)
        case Curves():
            yield _curves(block)
        case DataTable():
            yield from _table(block)
        case Frame():
            level = depth.of(2)
            inner = _nodes(block.blocks, depth)
            yield {"kind": "frame", "level": level, "text": block.title, "blocks": inner}
        case _:
            assert_never(block)


def _by_section(names: Iterable[str]) -> str:
    """Ids of answers, those of one section behind its name: on paper they take half the room so."""
    by_section: dict[str, list[str]] = {}
    for name in names:
        section, _, own = name.partition(".")
        by_section.setdefault(section, []).append(own)
    return "; ".join(f"{section}: {', '.join(own)}" for section, own in by_section.items())


def _paragraph(spans: Iterable[Span], *, close: bool) -> Node:
    return {"kind": "paragraph", "runs": _runs(spans), "close": close}


def _item(item: Item, depth: _Depth) -> Data:
    """An item: its words with what stands around them, and what stands beneath."""
    since: tuple[Span, ...] = ((f"{item.since}\n", "quiet"),) if item.since else ()
    tags: tuple[Span, ...] = ((f"({', '.join(item.tags)}) ", "quiet"),) if item.tags else ()
    name: tuple[Span, ...] = ((f"{item.name[0]} ", item.name[1]),) if item.name else ()
    notes: tuple[_Run, ...] = ((f" [{', '.join(map(str, item.notes))}]", "note"),) if item.notes else ()
    runs = _runs((*since, *tags, *name, *item.spans, *notes))
    return {"number": item.number, "runs": runs, "below": _nodes(item.below, depth), "close": item.close}


def _fact(fact: Fact) -> Data:
    return {"label": fact.label, "values": [_runs(((value, fact.style),)) for value in fact.values]}


def _choice(choice: Choice) -> Iterator[Node]:
    """Options with boxes while they are open, else what was agreed."""
    yield _paragraph(plain(f"{choice.title}:"), close=True)
    options: list[Data] = []
    for option in choice.options:
        ticked = " (chosen)" if choice.open and option.picked else ""
        spans: tuple[Span, ...] = ((option.text, "plain"), (ticked, "quiet"))
        options.append(
            {"number": 0, "runs": _runs(spans), "below": [], "close": True, "picked": option.picked}
        )
    yield {"kind": "boxes" if choice.open else "bullets", "items": options}


def _picture(picture: Picture) -> Node:
    """The drawing, its text alternative, and the sequence in words, uncut."""
    rows = [
        (stage.label if place == 0 else "", row)
        for stage in picture.stages
        for place, row in enumerate(stage.rows)
    ]
    items: list[Data] = [_event(label, row) for label, row in rows]
    says = "; ".join(picture_row_words(row) for _, row in rows)
    drawing = printable(svg.write_picture(picture))
    return {"kind": "figure", "svg": drawing, "alt": f"{svg.TITLE}: {says}.", "items": items}


def _event(label: str, row: PictureRow) -> Node:
    stage: tuple[Span, ...] = ((f"{label}\n", "strong"),) if label else ()
    what = f": {row.what}" if row.what else ""
    runs = _runs((*stage, (picture_row_words(row), "quiet"), (what, "plain")))
    return {"number": 0, "runs": runs, "below": [], "close": True}


def _columns(sequences: Sequences) -> Iterator[Node]:
    """Sequences side by side, as many as there is room for."""
    for start in range(0, len(sequences.columns), _SIDE_BY_SIDE):
        shown = sequences.columns[start : start + _SIDE_BY_SIDE]
        yield {
            "kind": "columns",
            "columns": [_column(each, sequences.nothing) for each in shown],
            "scale": SCALE,
        }


def _column(sequence: Sequence, nothing: str) -> Data:
    """One sequence beside others, each step with how strong it was."""
    steps: list[Data] = [_step(place, step) for place, step in enumerate(sequence.steps, 1)]
    head = _runs(((f"{sequence.number} {sequence.title}", "strong"), (f"\n{sequence.day}", "quiet")))
    empty: Node = {"runs": _runs(((nothing, "quiet"),)), "filled": None}
    return {"head": head, "steps": steps or [empty]}


def _curves(curves: Curves) -> Node:
    """Small lines beside each other, and all values in a table."""
    heads, rows = curve_table(curves)
    figures: list[Data] = [
        {
            "title": row.title,
            "svg": printable(svg_curves.write_curve(row, "curve")),
            "alt": f"{row.title}: {curve_words(row)}.",
        }
        for row in curves.rows
    ]
    return {
        "kind": "curves",
        "figures": figures,
        "heads": list[Data](heads),
        "rows": [list[Data](row) for row in rows],
    }


def _table(table: DataTable) -> Iterator[Node]:
    """A table with what it is out of above it, and its chart."""
    if table.title:
        yield _paragraph(((table.title, "quiet"),), close=True)
    if table.chart:
        yield {
            "kind": "chart",
            "figures": [
                {"title": each.title, "svg": printable(drawing), "alt": svg_chart.says(each)}
                for each, drawing in svg_chart.write_chart(table.chart, "chart")
            ],
        }
    yield {
        "kind": "table",
        "heads": [_breakable(column.title) for column in table.columns],
        "numbers": list[Data](column.number for column in table.columns),
        "rows": [list[Data](_breakable(cell.text) for cell in row) for row in table.rows],
    }


def _step(place: int, step: SequenceStep) -> Data:
    again = f" {AGAIN}" if step.again else ""
    words: Span = (f"{place}. {step.label}{again}", "strong" if step.again else "plain")
    return {"runs": _runs((words, (f"\n{step.strength}", "quiet"))), "filled": step.intensity}


def _runs(spans: Iterable[_Run]) -> list[Data]:
    return [[_breakable(text), style] for text, style in spans if text]


def _breakable(text: str) -> str:
    """Text whose longest words can be broken, so that none of their letters leaves the page."""
    if len(text) <= _LONGEST_WORD:
        return text
    return " ".join(
        _BREAK.join(word[at : at + _LONGEST_WORD] for at in range(0, len(word), _LONGEST_WORD)) or word
        for word in text.split(" ")
    )
