"""What the therapist typed, read into a line: the one place where words are taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from relapse_cli.logic.answers.moments import parse_moment
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.line_text import (
    BLANK,
    Blank,
    Filled,
    LineDue,
    LineText,
    Note,
    Owner,
    Quote,
    Span,
    Words,
)
from relapse_cli.model.plan import Line

_BLANK = re.compile(rf"({BLANK}|\{{[A-Za-z0-9_-]+\}})")
_QUOTED = re.compile(r"(“[^”]*”|„[^“]*“|«[^»]*»|\"[^\"]*\")")


def typed_text(words: str, slots: frozenset[str] = frozenset()) -> LineText:
    """Typed words: the first row is the line itself, further ones stand beneath it.

    Args:
        words: what was typed; ``{person}`` stands for a slot.
        slots: the slots that the line has.
    """
    first, *further = (row.strip() for row in words.strip().split("\n"))
    notes = tuple(Note(_typed_words(row, slots)) for row in further if row)
    return LineText(_typed_words(first, slots), notes, typed=words)


def unknown_names(words: str, slots: Iterable[str]) -> tuple[str, ...]:
    """The names in braces that stand for no slot of a line; they would print as they were typed."""
    named = (part[1:-1] for part in _BLANK.findall(words) if part != BLANK)
    return tuple(dict.fromkeys(name for name in named if name not in slots))


def as_typed(text: LineText) -> str:
    """A text as it is put up to be reworded: each of its slots by name, so that it is filled in again."""
    named = [span for span in text.spans if isinstance(span, Blank | Filled) and span.id]
    rows = (text.title, *(detail.words for detail in text.details))
    return "\n".join("".join(map(_by_name, row)) for row in rows) if named else text.plain


def as_printed(line: Line, edition: Edition) -> LineText:
    """A line as a page of an edition has it: of a trigger the steps that were picked, then what was begun."""
    text = line.texts[edition]
    picked = [option.texts[edition] for option in line.options if option.picked and edition in option.texts]
    if not picked or text.typed is not None:
        return text
    first, *further = picked
    return LineText(first.title, (*(Note(step.title) for step in further), *text.details))


def _by_name(span: Span) -> str:
    return f"{{{span.id}}}" if isinstance(span, Blank | Filled) and span.id else str(span)


def _typed_words(words: str, slots: frozenset[str]) -> Words:
    """Typed words with the blanks and the slots in them, and with what stands in quotation marks."""
    spans: list[Span] = []
    for place, part in enumerate(_BLANK.split(words)):
        if place % 2 == 0:
            spans += _quotations(part)
        elif part == BLANK:
            spans.append(Blank())
        else:
            spans.append(Blank(part[1:-1]) if part[1:-1] in slots else part)
    return tuple(span for span in spans if span != "")


def _quotations(text: str) -> Iterator[Span]:
    for place, part in enumerate(_QUOTED.split(text)):
        yield Quote(part) if place % 2 else part


def typed_due(due: str, reading: Evaluation) -> LineDue:
    """A time that was typed; words that are no time stay words."""
    return LineDue(due, "set", "" if parse_moment(due, reading.zone) else due)


def typed_owner(words: str, bank: Bank) -> Owner:
    """Who was typed; the patient's edition reads the bank's words for whom it knows."""
    known = {texts["clinician"]: texts.get("patient", "") for texts in bank.wording.owners.values()}
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    if not names:
        return Owner("", {"clinician": words})
    told = re.sub(rf"\b(?:the |your )?({names})\b", lambda found: known[found[1]] or found[0], words)
    return Owner("", {"clinician": words, "patient": told})
