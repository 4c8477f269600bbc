"""Where words that were erased still are; nobody but the user can delete those files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from relapse_cli.store.whole.finish_interrupted import BEFORE


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


def stores_set_aside(folder: Path) -> tuple[Path, ...]:
    """The stores that were there before a restoring; they may hold what has been erased since."""
    return tuple(sorted(folder.glob(f"{BEFORE}*")))
