"""Where words that were erased still are: what the user alone can delete, and what goes by itself later."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from relapse_cli.draft_notes import noted_drafts
from relapse_cli.spares import leftovers, lying_about, remove_leftovers
from relapse_cli.store.folder.work_folders import journals_set_aside, stores_set_aside, work_left
from relapse_cli.store.journal.erase import Erasure


def still_there(folder: Path, erasure: Erasure, records: Collection[str] = ()) -> tuple[str, ...]:
    """Name everything that may still hold what was erased from the store in a folder; one sentence each.

    Args:
        folder: the folder of the store.
        erasure: what the erasing did.
        records: the ids of what was erased.
    """
    sentences = []
    if backups := erasure.backups:
        sentences.append(f"These backups still hold the words, wherever they are: {', '.join(backups)}.")
    if set_aside := stores_set_aside(folder):
        them = "them too" if erasure.backups else "the words"
        sentences.append(f"The store from before a restoring may still hold {them}: {_names(set_aside)}.")
    if journals := journals_set_aside(folder):
        sentences.append(f"A damaged journal that was set aside may still hold them: {_names(journals)}.")
    if work := work_left(folder):
        sentences.append(
            f"What an interrupted step left may still hold them, until the next start: {_names(work)}."
        )
    if erasure.in_journal:
        sentences.append(
            "Another window has the store open, so its journal still holds them, encrypted, "
            "until that is closed."
        )
    if drafts := [draft.path for draft in noted_drafts() if draft.record in records]:
        sentences.append(
            f"What was half given beside a record file still holds words, not encrypted: {_names(drafts)}."
        )
    return (*sentences, *spares_left())


def spares_left() -> tuple[str, ...]:
    """Remove what killed programs left beside files that they wrote, and name what cannot be removed."""
    remove_leftovers()
    found = [*leftovers(), *lying_about()]
    if not found:
        return ()
    return (f"What a program that was killed left may still hold them, not encrypted: {_names(found)}.",)


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(map(str, paths))
