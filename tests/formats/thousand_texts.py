"""Documents of a thousand texts that people could have typed or pasted, and that try to be more than text."""

from __future__ import annotations

from relapse_cli.documents.block import (
    Block,
    Choice,
    ChoiceOption,
    Document,
    Fact,
    Facts,
    Item,
    Paragraph,
    Quote,
    plain,
)


def told(texts: tuple[str, ...]) -> Document:
    """A document without a title in which each text stands in one place, of several kinds by turns."""
    return Document(blocks=tuple(_block(place, text) for place, text in enumerate(texts)))


def _block(place: int, text: str) -> Block:
    match place % 5:
        case 0:
            return Paragraph(plain(text))
        case 1:
            return Item(plain(text))
        case 2:
            return Quote(text)
        case 3:
            return Choice("x", (ChoiceOption(text, picked=False),), open=False)
        case _:
            return Facts((Fact("x", (text,)),))
