"""What is half given beside record files is remembered, named where it matters, and forgotten with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from relapse_cli import spares
from relapse_cli.app.keeping.draft_file import draft_path, remove_drafts, write_drafts
from relapse_cli.app.upkeep.erased_copies import still_there
from relapse_cli.draft_notes import forget_gone_drafts, noted_drafts
from relapse_cli.model.step import Step
from relapse_cli.store.journal.erase import Erasure

HALF = {Step("safety.now"): "half a word"}
NOTHING_ELSE = Erasure("case", 1, 1, ())


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[Path]:
    """Where notes are kept in this test."""
    place = tmp_path / "notes"
    spares.keep_notes_in(lambda: place)
    yield place
    spares._end_note(os.getpid())
    spares._MINE.place = None


def drafted(folder: Path, record: str = "held-1") -> Path:
    """A draft beside a record file that nobody goes on with."""
    folder.mkdir(exist_ok=True)
    write_drafts(folder / "record.json", record, HALF)
    return draft_path(folder / "record.json", record)


def test_a_draft_is_remembered_until_it_is_gone(tmp_path: Path, notes: Path) -> None:
    """Written twice it is one; what is taken away by the program is forgotten at once."""
    draft = drafted(tmp_path / "a")
    drafted(tmp_path / "a")
    assert [(each.path, each.record) for each in noted_drafts()] == [(draft, "held-1")]
    remove_drafts(tmp_path / "a" / "record.json", "held-1")
    assert (noted_drafts(), list(notes.glob("*.draft"))) == ([], [])


def test_a_draft_that_somebody_removed_is_forgotten_and_one_on_a_stick_is_not(
    tmp_path: Path, notes: Path
) -> None:
    """It is not named meanwhile, and named again when the stick is back."""
    gone, away = drafted(tmp_path / "a"), drafted(tmp_path / "b")
    gone.unlink()
    (tmp_path / "b").rename(tmp_path / "pocket")
    assert noted_drafts() == []
    forget_gone_drafts()
    assert len(list(notes.glob("*.draft"))) == 1
    (tmp_path / "pocket").rename(tmp_path / "b")
    assert [each.path for each in noted_drafts()] == [away]


def test_erasing_names_the_drafts_of_what_was_erased(tmp_path: Path, notes: Path) -> None:
    """And not those of other records."""
    assert list(notes.parent.iterdir()) == []
    mine, other = drafted(tmp_path / "a", "mine"), drafted(tmp_path / "b", "other")
    (sentence,) = still_there(tmp_path, NOTHING_ELSE, {"mine"})
    assert str(mine) in sentence
    assert str(other) not in sentence
    assert "not encrypted" in sentence
    assert still_there(tmp_path, NOTHING_ELSE) == ()


@pytest.mark.parametrize("damage", [b"", b"no end", b"\0", b"x" * 100_000])
def test_a_note_that_says_nothing_is_none(tmp_path: Path, notes: Path, damage: bytes) -> None:
    """Whatever stands in its place; the draft itself is not touched."""
    draft = drafted(tmp_path / "a")
    [note] = notes.glob("*.draft")
    note.write_bytes(damage)
    assert noted_drafts() == []
    assert draft.exists()


def test_where_nothing_can_be_noted_a_draft_is_written_all_the_same(tmp_path: Path, notes: Path) -> None:
    """The note is a help for later, and holds nobody up."""
    notes.write_bytes(b"a file stands in the place of the folder")
    assert drafted(tmp_path / "a").exists()
    assert noted_drafts() == []
