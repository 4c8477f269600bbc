"""Sources are named once, at the end; lines and flags point to them by number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.text.days import readable_day
from relapse_cli.text.nouns import plural

if TYPE_CHECKING:
    from relapse_cli.documents.plan.edition import EditionPlan
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_rules import Source
    from relapse_cli.model.bank_terms import Basis
    from relapse_cli.model.explanation import ExplainedSource
    from relapse_cli.model.plan import Line, PlanFlag

NumberedSources = tuple["Source", ...]
"""The sources a document names; the number of each is its place, counted from 1."""

THERAPISTS_OWN = "therapist's own"
"""What a line of the therapist's own rests on."""

_EDITED = "edited by the therapist"

_BASIS_WORDS: dict[Basis, str] = {
    "seed": "seed article",
    "guideline": "guideline",
    "product_default": "product default",
}


@dataclass(frozen=True, slots=True)
class Note:
    """Where a flag or a line comes from: its rule, on what that rests, and the answers behind it."""

    name: str
    words: str
    answers: tuple[str, ...] = ()


class Notes:
    """The numbered notes of a document, in the order of the page.

    Args:
        sources: the sources that they cite by number.
        bank: where the questions have their names.
    """

    def __init__(self, sources: NumberedSources, bank: Bank) -> None:
        self._sources = sources
        self._questions = bank.questions
        self._given: dict[str, Note] = {}

    def number_flag(self, flag: PlanFlag) -> int:
        """Return the number of the note of a flag."""
        known = self._questions
        missing = "; ".join(known[q].title if q in known else q for q in flag.open_inputs)
        words = in_trace(
            flag.text if flag.short else "",
            grounds(flag.basis, flag.basis_note),
            cite_sources(flag.sources, self._sources),
            f"not known here: {missing}" if missing else "",
        )
        return self._number(Note(flag.id, words, flag.because))

    def number_line(self, line: Line) -> int:
        """Return the number of the note of a line, the same wherever the line stands."""
        if line.rule is None:
            return self._number(Note(line.id, THERAPISTS_OWN))
        words = in_trace(
            line.variant or "",
            grounds(line.basis, line.basis_note),
            cite_sources(line.sources, self._sources),
            _EDITED if line.edited else "",
        )
        return self._number(Note(line.id, words, line.because))

    def _number(self, note: Note) -> int:
        self._given.setdefault(note.name, note)
        return list(self._given).index(note.name) + 1

    @property
    def given(self) -> tuple[Note, ...]:
        """The notes whose number was given out, in the order of their numbers."""
        return tuple(self._given.values())


def number_sources(carried: EditionPlan, bank: Bank) -> NumberedSources:
    """Return the sources that the flags and lines of an edition name, in the order in which they occur."""
    named = [*(flag.sources for flag in carried.flags), *(line.sources for line in carried.lines)]
    ids = dict.fromkeys(source for sources in named for source in bank.source_by_id if source in sources)
    return tuple(bank.source_by_id[source] for source in ids)


def list_sources(numbered: NumberedSources) -> tuple[str, ...]:
    """Return each source with its number."""
    return tuple(
        f"source {number}: {source_in_words(source)}" for number, source in enumerate(numbered, start=1)
    )


def source_in_words(source: Source | ExplainedSource) -> str:
    """A source with its year and the date somebody last looked at it."""
    return f"{source.title} ({source.year}), looked at {readable_day(source.looked_at)}"


def cite_sources(sources: tuple[str, ...], numbered: NumberedSources) -> str:
    """Return ``sources 1, 3`` for sources that are numbered."""
    numbers = [str(number) for number, source in enumerate(numbered, 1) if source.id in sources]
    return f"{plural(len(numbers), 'source')} {', '.join(numbers)}" if numbers else ""


def grounds(basis: tuple[Basis, ...], note: str) -> str:
    """The basis of a rule in words, with the product's own part named."""
    words = " + ".join(_BASIS_WORDS[item] for item in basis)
    return f"{words} ({note.rstrip('.')})" if note else words


def in_trace(*parts: str) -> str:
    """The parts of a trace that are not empty, on one row."""
    return " · ".join(filter(None, parts))
