"""Sources are named once, at the end; lines and flags point to them by number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relapse_cli.text.days import readable_day
from relapse_cli.text.nouns import plural

if TYPE_CHECKING:
    from relapse_cli.documents.edition import EditionPlan
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_rules import Source

NumberedSources = tuple["Source", ...]
"""The sources a document names; the number of each is its place, counted from 1."""


def number_sources(carried: EditionPlan, bank: Bank) -> NumberedSources:
    """Return the sources that the flags and lines of an edition name, in the order in which they occur."""
    named = [*(flag.source for flag in carried.flags), *(line.source for line in carried.lines)]
    return tuple(dict.fromkeys(source for text in named for source in sources_in(text, bank.sources)))


def sources_in(text: str, known: NumberedSources) -> list[Source]:
    """Return the known sources that a text names, by title or by id."""
    words = set(re.split(r"[,;\s]+", text))
    return [source for source in known if source.id in words or f"{source.title} (" in text]


def cite_sources(text: str, numbered: NumberedSources) -> str:
    """Return ``sources 1, 3`` for a text that names known sources; any other text stays as it is."""
    numbers = [str(numbered.index(source) + 1) for source in sources_in(text, numbered)]
    if not numbers:
        return text
    return f"{plural(len(numbers), 'source')} {', '.join(numbers)}"


def list_sources(numbered: NumberedSources) -> tuple[str, ...]:
    """Return each source with its number, its year and the date somebody last looked at it."""
    return tuple(
        f"source {number}: {source.title} ({source.year}), looked at {readable_day(source.looked_at)}"
        for number, source in enumerate(numbered, start=1)
    )
