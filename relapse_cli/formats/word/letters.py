"""Words as a word processor keeps them: every letter, and none that moves its neighbours."""

from __future__ import annotations

from relapse_cli.formats.every_word import paper_words
from relapse_cli.text.direction import runs

_LEFT_TO_RIGHT_MARK = "\u200e"


def typed(text: str) -> str:
    """Return text for a word processor.

    After words that run from right to left stands a mark that ends them, for else the numbers and signs
    behind them would be drawn before them.
    """
    return "".join(
        f"{words}{_LEFT_TO_RIGHT_MARK}" if apart else words for words, apart in runs(paper_words(text))
    )
