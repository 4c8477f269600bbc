"""Words of a line as the spans of a document: a number to call is one of its own, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.model.line_text import PhoneNumber

if TYPE_CHECKING:
    from relapse_cli.documents.block import Span, Spans, Style
    from relapse_cli.model import line_text


def spans_of(words: line_text.Words, style: Style = "plain") -> Spans:
    """Words in one style, but for the numbers among them."""
    found: list[Span] = []
    for span in words:
        own = _style_of(span, style)
        if found and own == style == found[-1][1]:
            found[-1] = (found[-1][0] + str(span), style)
        else:
            found.append((str(span), own))
    return tuple(found) or (("", style),)


def _style_of(span: line_text.Span, style: Style) -> Style:
    if not isinstance(span, PhoneNumber):
        return style
    return "phone_text" if span.by_text else "phone"
