"""Words that a bank had better not use, as data."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from relapse_cli.model.bank_model import BankModel

WordKind = Literal["blame", "minimising", "stigma", "person_first", "alarm", "why_did_you", "dose"]


class WordSource(BankModel):
    """Where a list of words comes from."""

    title: str
    by: str
    year: str
    licence: str


class WordList(BankModel):
    """Words of one kind.

    Attributes:
        words: each a word or some words; ``…`` at the end stands for the rest of a word.
        instead: what to say in their place.
        origin: one of the origins.
    """

    kind: WordKind
    words: tuple[str, ...]
    instead: str
    origin: str

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _pattern_of(self.words)

    def found_in(self, text: str) -> tuple[str, ...]:
        """The words of this kind that stand in a text."""
        return tuple(dict.fromkeys(hit.lower() for hit in self._pattern.findall(text)))


class LanguageWords(BankModel):
    """All lists, and where they come from."""

    origins: dict[str, WordSource]
    language: tuple[WordList, ...]

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return _pattern_of(tuple(word for each in self.language for word in each.words))

    def lists_hit(self, text: str) -> tuple[WordList, ...]:
        """The lists that a text may have words of; most texts have none, and are read once only."""
        return self.language if self._any.search(text) else ()


def _pattern_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """What finds these words, whole; ``…`` stands for the rest of one."""
    parts = "|".join(re.escape(word.removesuffix("…")) + r"\w*" * word.endswith("…") for word in words)
    return re.compile(rf"(?<![A-Za-z_-])(?:{parts})(?![\w-])", re.IGNORECASE)
