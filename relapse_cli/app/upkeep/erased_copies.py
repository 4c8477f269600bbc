"""Where words that were erased still are; nobody but the user can delete those files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def still_there(backups: Sequence[str], set_aside: Sequence[Path]) -> tuple[str, ...]:
    """Name the backups that still hold the words, and the stores that were moved aside; one sentence each."""
    sentences = []
    if backups:
        sentences.append(f"These backups still hold the words, wherever they are: {', '.join(backups)}.")
    if set_aside:
        them = "them too" if backups else "the words"
        places = ", ".join(map(str, set_aside))
        sentences.append(f"The store from before a restoring may still hold {them}: {places}.")
    return tuple(sentences)
