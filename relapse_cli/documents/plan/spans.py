"""Words of a line as the spans of a document: a number to call is one of its own, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.model.line_text import Filled, PhoneNumber

if TYPE_CHECKING:
    from relapse_cli.documents.block import Span, Spans, Style
    from relapse_cli.model import line_text


def spans_of(words: line_text.Words, style: Style = "plain") -> Spans:
    """Words in one style, but for the numbers among them."""
    found: list[Span] = []
    for text, own in (part for span in words for part in _parts_of(span, style)):
        if found and own == style == found[-1][1]:
            found[-1] = (found[-1][0] + text, style)
        else:
            found.append((text, own))
    return tuple(found) or (("", style),)


def _parts_of(span: line_text.Span, style: Style) -> Spans:
    """A span in its style; what fills a slot may begin with a number."""
    match span:
        case PhoneNumber():
            return ((str(span), "phone_text" if span.by_text else "phone"),)
        case Filled(text=text, number=number) if number and text.startswith(number):
            return ((number, "phone"), (text.removeprefix(number), style))
        case _:
            return ((str(span), style),)
