"""Until when an open slot is settled whose line has no day of its own: by the next contact.

The line itself does not say so, because it does not rest on that contact; the page does, and knows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from relapse_cli.model.line_text import Blank, LineText, Note, Said, Words
from relapse_cli.text.days import plain_day

if TYPE_CHECKING:
    from relapse_cli.model.bank_terms import Edition
    from relapse_cli.model.line_text import Detail, Span
    from relapse_cli.model.plan import Line, Plan

_AT_THE_NEXT = " by the next contact"


def dated(lines: Iterable[Line], plan: Plan, edition: Edition) -> tuple[Line, ...]:
    """Return lines whose open slots all say until when they are settled."""
    until = _until(plan, edition)
    return tuple(_dated_line(line, until) for line in lines)


def _until(plan: Plan, edition: Edition) -> str:
    """The next contact as a day; the family is not told when it is."""
    if plan.next_contact is None or edition == "family":
        return _AT_THE_NEXT
    today, day = (datetime.fromisoformat(at).date() for at in (plan.started_at, plan.next_contact.at))
    return " today" if day == today else f" by {plain_day(day, today)}"


def _dated_line(line: Line, until: str) -> Line:
    texts = {edition: _dated_text(text, until) for edition, text in line.texts.items()}
    options = tuple(
        option.model_copy(update={"texts": {e: _dated_text(t, until) for e, t in option.texts.items()}})
        for option in line.options
    )
    adds = {edition: _dated_text(text, until) for edition, text in line.adds.items()}
    return line.model_copy(update={"texts": texts, "options": options, "adds": adds})


def _dated_text(text: LineText, until: str) -> LineText:
    if not any(isinstance(span, Blank) and span.undated for span in text.spans):
        return text
    details = tuple(_dated_detail(detail, until) for detail in text.details)
    made = replace(text, title=_dated_words(text.title, until), details=details)
    return made if text.typed is None else replace(made, typed="\n".join(made.rows))


def _dated_detail(detail: Detail, until: str) -> Detail:
    match detail:
        case Note(words=words):
            return replace(detail, words=_dated_words(words, until))
        case Said(said=said):
            return replace(detail, said=_dated_words(said, until))
        case _:
            return detail


def _dated_words(words: Words, until: str) -> Words:
    return tuple(_dated_span(span, until) for span in words)


def _dated_span(span: Span, until: str) -> Span:
    if not (isinstance(span, Blank) and span.undated):
        return span
    return replace(span, words=f"{span.words}{until}", undated=False)
