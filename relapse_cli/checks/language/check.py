"""How a bank speaks: its words, its signs, its sentences, its labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relapse_cli.checks.findings import Findings
from relapse_cli.checks.language import messages
from relapse_cli.checks.language.labels import check_labels
from relapse_cli.checks.language.reading import school_years, sentences_of
from relapse_cli.checks.language.texts import Text, texts_of

if TYPE_CHECKING:
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.language import LanguageWords
    from relapse_cli.places import KeyPath, Places
    from relapse_cli.problems import Problem

_UNFINISHED = re.compile(r"\b(TODO|TBD|FIXME|XXX|lorem ipsum)\b|\?\?\?", re.IGNORECASE)
_MOST_YEARS = 12
"""Of school; what is said aloud or handed out is to be understood by most people in distress."""

_MOST_WORDS = 40
"""In one sentence."""

_ENOUGH_WORDS = 15
"""A shorter text has no reading level worth the name."""


def check_language(
    bank: Bank, places: Places, words: LanguageWords, hidden: frozenset[KeyPath] = frozenset()
) -> list[Problem]:
    """Return what a bank says that it had better say otherwise, in the order of files and lines."""
    findings = Findings(bank, places, hidden=hidden)
    check_labels(findings)
    for text in texts_of(bank):
        _check_words(findings, text, words)
        _check_signs(findings, text)
        if text.reader == "patient":
            _check_reading(findings, text)
    return findings.in_order()


def _check_words(findings: Findings, text: Text, words: LanguageWords) -> None:
    for each in words.lists_hit(text.words):
        for word in each.found_in(text.words):
            source = words.origins[each.origin]
            said = {"word": word, "instead": each.instead, "source": f"{source.by}, {source.year}"}
            findings.note(messages.BY_KIND[each.kind], text.path, text.owner, **said)


def _check_signs(findings: Findings, text: Text) -> None:
    if "!" in text.words:
        findings.note(messages.EXCLAMATION, text.path, text.owner)
    if found := _UNFINISHED.search(text.words):
        findings.note(messages.UNFINISHED, text.path, text.owner, word=found.group())


def _check_reading(findings: Findings, text: Text) -> None:
    sentences = sentences_of(text.words)
    longest = max(map(len, sentences), default=0)
    if longest > _MOST_WORDS:
        words = {"count": longest, "most": _MOST_WORDS}
        findings.note(messages.LONG_SENTENCE, text.path, text.owner, **words)
    years = school_years(text.words)
    if years > _MOST_YEARS and sum(map(len, sentences)) >= _ENOUGH_WORDS:
        findings.note(messages.HARD_TO_READ, text.path, text.owner, grade=f"{years:.0f}", most=_MOST_YEARS)
