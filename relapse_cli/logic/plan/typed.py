"""What the therapist typed, read into a line: the one place where words are taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from relapse_cli.logic.answers.moments import parse_moment
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.line_text import (
    BLANK,
    LATE_REASON,
    Blank,
    LineDue,
    LineText,
    Note,
    Owner,
    Quote,
    Span,
    Words,
)

_QUOTED = re.compile(r"(“[^”]*”|„[^“]*“|«[^»]*»|\"[^\"]*\")")

"""Where the contact line asks why the agreed date is late."""


def typed_text(words: str) -> LineText:
    """Typed words: the first row is the line itself, further ones stand beneath it."""
    first, *further = (row.strip() for row in words.strip().split("\n"))
    return LineText(
        _typed_words(first), tuple(Note(_typed_words(row)) for row in further if row), typed=words
    )


def _typed_words(words: str) -> Words:
    """Typed words with the blanks that were left in them, and with what stands in quotation marks."""
    first, *further = words.split(BLANK)
    spans = [*_quotations(first)]
    for part in further:
        spans += [Blank(), *_quotations(part)]
    return tuple(span for span in spans if span)


def _quotations(text: str) -> Iterator[Span]:
    for place, part in enumerate(_QUOTED.split(text)):
        yield Quote(part) if place % 2 else part


def with_reason(text: LineText, reason: str) -> LineText:
    """The contact line with the reason for a late date where it asks for it, else beneath it."""

    def put(words: Words) -> Words:
        return tuple(reason if span in (LATE_REASON, Blank()) else span for span in words)

    given = LineText(put(text.title), tuple(Note(put(detail.words)) for detail in text.details))
    if given.spans != text.spans:
        return given
    return replace(given, details=(*given.details, Note((reason,))))


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
