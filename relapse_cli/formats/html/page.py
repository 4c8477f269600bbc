"""A document as one HTML file: no script, nothing fetched, for a phone, a screen and paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, groupby
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
from relapse_cli.formats.html.letterhead import letterhead
from relapse_cli.formats.html.parts import joined, listed, said, span, spans, words
from relapse_cli.formats.html.pictures import curve_figures, picture_figure, sequence_figures
from relapse_cli.formats.html.style import style
from relapse_cli.formats.html.tables import data_table
from relapse_cli.text.sanitize import paper_line

if TYPE_CHECKING:
    from relapse_cli.documents.block import ChoiceOption, Document, Fact
    from relapse_cli.formats.base import RenderOptions

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_OPEN, _PICKED = "☐", "☑"


@dataclass(slots=True)
class _Page:
    """What is known while a page is written.

    Attributes:
        numbers: gives each title and each picture an id of its own.
        noted: the numbers of notes that something points to.
        parts: whether a title of depth one stands above.
    """

    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    noted: frozenset[int] = frozenset()
    parts: bool = False


def render(document: Document, options: RenderOptions) -> str:  # noqa: ARG001 - it looks alike everywhere
    """Return a document as one HTML file; an answer stays words and becomes no markup."""
    return "\n".join(_file(document)) + "\n"


def _file(document: Document) -> Iterator[str]:
    marks = tuple(map(paper_line, document.marks))
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
    yield f"<title>{_bare(document.title) or 'Document'}</title>"
    tables = any(isinstance(block, DataTable) for block in document.blocks)
    yield f"<style>{style(marks, tables=tables)}</style></head><body>"
    yield from _header(document)
    yield "<main>"
    page, first = _Page(noted=frozenset(_noted(document.blocks))), document.first_page
    yield from _sections(document.blocks[:first], page)
    yield '<div class="page-end"></div>' if first else ""
    yield from _sections(document.blocks[first:], page)
    yield "</main>"
    if document.foot:
        yield f"<footer>{''.join(f'<p>{words(text)}</p>' for text in document.foot)}</footer>"
    yield "</body></html>"


def _bare(text: str) -> str:
    """Words where no element can stand."""
    return paper_line(text).replace("&", "&amp;").replace("<", "&lt;")


def _header(document: Document) -> Iterator[str]:
    if document.title or document.marks or document.letterhead:
        facts = f'<p class="facts">{joined(document.facts)}</p>' if document.facts else ""
        marks = "".join(f'<p class="mark">{words(mark)}</p>' for mark in document.marks)
        title = f"<h1>{words(document.title)}</h1>" if document.title else ""
        yield f"<header>{letterhead(document.letterhead)}{title}{facts}{marks}</header>"


def _noted(blocks: Iterable[Block]) -> Iterator[int]:
    """The numbers of the notes that items point to."""
    for block in blocks:
        match block:
            case Item():
                yield from block.notes
                yield from _noted(block.below)
            case Frame():
                yield from _noted(block.blocks)
            case _:
                pass


def _sections(blocks: Iterable[Block], page: _Page) -> Iterator[str]:
    """The blocks of the page, those under a title of depth one as a part of it."""
    inside: list[Block] = []
    title: Heading | None = None
    for block in blocks:
        if isinstance(block, Heading) and block.depth == 1:
            yield from _section(title, inside, page)
            title, inside = block, []
        else:
            inside.append(block)
    yield from _section(title, inside, page)


def _section(title: Heading | None, blocks: list[Block], page: _Page) -> Iterator[str]:
    if title is None:
        yield from _all(blocks, page)
        return
    page.parts = True
    name = f"part-{next(page.numbers)}"
    yield f'<section aria-labelledby="{name}"><h2 id="{name}">{words(title.text)}</h2>'
    yield from _all(blocks, page)
    yield "</section>"


def _all(blocks: Iterable[Block], page: _Page) -> Iterator[str]:
    """Blocks one after the other; items that follow each other are one list."""
    for numbered, group in groupby(blocks, key=_list_kind):
        if numbered is None:
            yield from (_block(block, page) for block in group)
        else:
            tag, kind = ("ol", "items numbered") if numbered else ("ul", "items")
            rows = "\n".join(_item(item, page) for item in group if isinstance(item, Item))
            yield f'<{tag} class="{kind}">{rows}</{tag}>'


def _list_kind(block: Block) -> bool | None:
    """Whether an item is told by its number; nothing for what is no item."""
    return bool(block.number) if isinstance(block, Item) else None


def _block(block: Block, page: _Page) -> str:
    """One block."""
    match block:
        case Heading():
            tag = "h3" if page.parts else "h2"
            return f"<{tag}>{words(block.text)}</{tag}>"
        case Paragraph():
            return f"<p>{spans(block.spans)}</p>"
        case Quote():
            label = f'<span class="label">{words(block.label)}:</span> ' if block.label else ""
            return f'<p class="quote">{label}{said(block.words)}</p>'
        case Facts():
            return (
                _table(block) if block.table else f'<p class="facts">{" ".join(map(_fact, block.rows))}</p>'
            )
        case Level():
            label = f'<span class="label">{words(block.label)}</span> ' if block.label else ""
            kind = level_style(block.level)
            return f'<p class="level">{label}<span class="{kind}">{spans(block.spans)}</span></p>'
        case Item():
            return f'<ul class="items">{_item(block, page)}</ul>'
        case Choice():
            return _choice(block)
        case Trace():
            answers = f" · from {joined(block.answers, ', ')}" if block.answers else ""
            return f'<p class="trace">{words(block.words)}{answers}</p>'
        case Picture():
            return picture_figure(block, f"picture-{next(page.numbers)}")
        case Sequences():
            return sequence_figures(block, f"sequence-{next(page.numbers)}")
        case Curves():
            return curve_figures(block, f"curve-{next(page.numbers)}")
        case DataTable():
            return data_table(block, f"table-{next(page.numbers)}")
        case Frame():
            return _frame(block, page)
        case _:
            assert_never(block)


def _frame(frame: Frame, page: _Page) -> str:
    name = f"part-{next(page.numbers)}"
    page.parts = True
    inside = "".join(_all(frame.blocks, page))
    title = f'<h2 id="{name}">{words(frame.title)}</h2>'
    return f'<section class="frame" aria-labelledby="{name}">{title}{inside}</section>'


def _item(item: Item, page: _Page) -> str:
    """One row of a list, with what stands beneath it."""
    parts = (
        f'<span class="since">{words(item.since)}</span><br>' if item.since else "",
        f'<span class="tag">[{joined(item.tags, ", ")}]</span> ' if item.tags else "",
        f"{span(item.name)} " if item.name else "",
        spans(item.spans),
        "".join(f' <sup><a href="#note-{note}">[{note}]</a></sup>' for note in item.notes),
    )
    kinds = (("close", item.close), ("bare", not item.bullet and not item.number))
    held = " ".join(name for name, holds in kinds if holds)
    kind = f' class="{held}"' if held else ""
    name = f' id="note-{item.number}"' if item.number in page.noted else ""
    value = f' value="{item.number}"' if item.number else ""
    row = "".join(parts)
    below = "".join(_all(item.below, page))
    return f"<li{name}{value}{kind}>{f'<p>{row}</p>' if below else row}{below}</li>"


def _fact(fact: Fact) -> str:
    return f"<span>{words(fact.label)}: <b>{span(('; '.join(fact.values), fact.style))}</b></span>"


def _table(facts: Facts) -> str:
    """Labels with their values, one under the other."""
    rows = (
        f'<tr><th scope="row">{words(fact.label)}</th><td>{_values(fact)}</td></tr>' for fact in facts.rows
    )
    return f"<table>{''.join(rows)}</table>"


def _values(fact: Fact) -> str:
    shown = [span((value, fact.style)) for value in fact.values]
    return shown[0] if len(shown) == 1 else listed(shown)


def _choice(choice: Choice) -> str:
    """Options with boxes while they are open, else as what was agreed."""
    title = f"<p>{words(choice.title)}:</p>"
    if not choice.open:
        return title + listed(words(option.text) for option in choice.options)
    return title + listed(map(_boxed, choice.options), "boxes")


def _boxed(option: ChoiceOption) -> str:
    """An option with its box, which is a sign for the eye and a word for the ear."""
    box, told = (_PICKED, "chosen") if option.picked else (_OPEN, "open")
    signs = f'<span class="box" aria-hidden="true">{box}</span><span class="hidden">{told}: </span>'
    return signs + words(option.text)
