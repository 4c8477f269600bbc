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
        words = "|".join(
            re.escape(word.removesuffix("…")) + r"\w*" * word.endswith("…") for word in self.words
        )
        return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)

    def found_in(self, text: str) -> tuple[str, ...]:
        """The words of this kind that stand in a text."""
        return tuple(dict.fromkeys(hit.lower() for hit in self._pattern.findall(text)))


class LanguageWords(BankModel):
    """All lists, and where they come from."""

    origins: dict[str, WordSource]
    language: tuple[WordList, ...]
