"""How hard a text is to read: Flesch-Kincaid over its whole sentences, and its longest one.

The formula is that of Kincaid et al. (1975). Lists of fragments have no reading level, so sentences of fewer
than five words are left out, and what stands in braces counts as one short word.
"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[.?!:;](?:\s+|$)|\n+")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_NAME = re.compile(r"\{[^{}]*\}")
_VOWELS = re.compile(r"[aeiouy]+")
_SHORTEST = 5
_PER_WORDS, _PER_SYLLABLES, _FROM = 0.39, 11.8, 15.59


def sentences_of(text: str) -> list[list[str]]:
    """The words of each sentence of five words and more."""
    parts = (_WORD.findall(part) for part in _SENTENCE.split(_NAME.sub("it", text)))
    return [words for words in parts if len(words) >= _SHORTEST]


def school_years(text: str) -> float:
    """The grade of a text; 0 where it has no whole sentence."""
    sentences = sentences_of(text)
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    syllables = sum(map(_syllables, words))
    return _PER_WORDS * len(words) / len(sentences) + _PER_SYLLABLES * syllables / len(words) - _FROM


def _syllables(word: str) -> int:
    """About how many syllables a word has: groups of vowels, without a silent e at the end."""
    lower = word.lower()
    count = len(_VOWELS.findall(lower))
    if lower.endswith("e") and not lower.endswith(("le", "ee")) and count > 1:
        count -= 1
    if lower.endswith("ed") and not lower.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return max(count, 1)
