"""The emergency card in words, ordered for action: whom to call, where the person is, what to do now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relapse_cli.model.screen import Card
from relapse_cli.text.width import wrap

_Block = list[str]
"""Lines that stay together; one that begins with an empty line stands apart from what is before it."""


def call_words(card: Card) -> str:
    """Whom to call first; empty where no number is set up."""
    return f"Call for emergency help now: {card.emergency}" if card.emergency else ""


def card_reminder(card: Card, way: str) -> str:
    """The quiet line that stays after a card has come up.

    Args:
        card: the card.
        way: the key or the command that shows it again.
    """
    if card.emergency:
        return f"Emergency: {card.emergency}  ·  the card again: {way}"
    return f"An emergency is recorded  ·  the card again: {way}"


def card_blocks(card: Card, width: int) -> list[_Block]:
    """The card in blocks, the most urgent first."""
    blocks = [wrap(words, width) for words in (call_words(card), *card.numbers) if words]
    if card.location is not None:
        blocks.append(wrap(f"Where the person is: {card.location}", width))
    first, rest = card.steps[:1], card.steps[1:]
    service = (f"Your service's procedure: {card.service}",) if card.service else ()
    blocks += _titled("What you can do now", (*first, *service, *rest), width)
    blocks += _titled("Recorded", card.recorded, width)
    blocks += _titled("Why this came up", card.found, width)
    return [*blocks, ["", *wrap(card.closing, width)]]


def _titled(title: str, rows: Sequence[str], width: int) -> Iterator[_Block]:
    """Rows under a title, which stays with the first of them."""
    for place, row in enumerate(rows):
        lines = wrap(row, width, "- ", "  ")
        yield lines if place else ["", f"{title}:", *lines]


def card_lines(card: Card, width: int) -> list[str]:
    """The card as lines, one after the other."""
    return [line for block in card_blocks(card, width) for line in block]


def pages_of_blocks(blocks: Sequence[_Block], size: int, last: int) -> list[list[str]]:
    """Fill each page before the next one begins; a block is broken only where it is longer than a page.

    Args:
        blocks: what is to be shown.
        size: how many lines a page has.
        last: how many the last one has, which may need room for more rows to choose.
    """
    pages: list[list[_Block]] = [[]]
    for block in (piece for whole in blocks for piece in _pieces(whole, last)):
        if len(_lines_of([*pages[-1], block])) > size:
            pages.append([])
        pages[-1].append(block)
    if len(_lines_of(pages[-1])) > last:
        pages.append([pages[-1].pop()])
    return [_lines_of(page) for page in pages]


def _pieces(block: _Block, size: int) -> list[_Block]:
    """A block, cut where it is longer than a page."""
    return [block[at : at + size] for at in range(0, len(block), size)]


def _lines_of(page: Sequence[_Block]) -> list[str]:
    """The lines of a page, which begins with no empty one."""
    lines = [line for block in page for line in block]
    return lines[1:] if lines and not lines[0] else lines
