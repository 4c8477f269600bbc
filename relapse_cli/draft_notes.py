"""Where half given words stand beside record files, so that they can be found when nobody remembers them.

A draft beside a record file is meant to stay while an interview waits, so it is no leftover. It holds words
that are not encrypted, and once its record is gone nobody looks for it. A note for each says where it is and
which record it belongs to, as long as it is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from relapse_cli.plain_file import read_plain
from relapse_cli.spares import notes_place

_ENDING = ".draft"
_LARGEST = 1 << 16
"""Bytes: more than the longest path."""


@dataclass(frozen=True, slots=True, order=True)
class NotedDraft:
    """A file with what is half given.

    Attributes:
        path: where it is.
        record: the id of the record that it belongs to.
    """

    path: Path
    record: str


def note_draft(draft: Path, record: str) -> None:
    """Note that a draft is about to stand somewhere; where that cannot be noted nobody is held up."""
    note = _note_of(draft)
    if note is None:
        return
    body = b"\0".join((record.encode(errors="replace"), os.fsencode(draft.absolute())))
    with suppress(OSError):
        if note.is_file() and read_plain(note, _LARGEST, follow=False) == body:
            return
        note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        note.unlink(missing_ok=True)
        with os.fdopen(os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(body)


def forget_draft(draft: Path) -> None:
    """Take the note of a draft away, which is there no more."""
    note = _note_of(draft)
    if note is not None:
        with suppress(OSError):
            note.unlink(missing_ok=True)


def noted_drafts() -> list[NotedDraft]:
    """The drafts that are there."""
    return sorted(found for _, found in _noted() if found.path.is_file())


def forget_gone_drafts() -> None:
    """Take the notes of drafts away that somebody removed; a stick that was taken out comes back."""
    for note, found in _noted():
        if found.path.parent.is_dir() and not os.path.lexists(found.path):
            with suppress(OSError):
                note.unlink(missing_ok=True)


def _noted() -> Iterator[tuple[Path, NotedDraft]]:
    """Each note with what it says."""
    place = notes_place()
    try:
        notes = sorted(place.glob(f"*{_ENDING}")) if place is not None else []
    except OSError:
        return
    for note in notes:
        with suppress(OSError):
            record, _, path = read_plain(note, _LARGEST, follow=False).partition(b"\0")
            if path:
                yield note, NotedDraft(Path(os.fsdecode(path)), record.decode(errors="replace"))


def _note_of(draft: Path) -> Path | None:
    """The note of a draft; ``None`` where this process keeps no notes."""
    place = notes_place()
    return place and place / f"{sha256(os.fsencode(draft.absolute())).hexdigest()[:16]}{_ENDING}"
