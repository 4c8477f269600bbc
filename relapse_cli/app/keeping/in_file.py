"""Keeping the record of an interview in a file: all of it after every answer, nothing that is half typed."""

from __future__ import annotations

from pathlib import Path

from relapse_cli.app.keeping.place import Answers, Change, Decided
from relapse_cli.app.upkeep.erased_copies import spares_left
from relapse_cli.errors import InputError, UsageError
from relapse_cli.files import write_private
from relapse_cli.logic.answers.withhold import without_private
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from relapse_cli.records.kinds import KIND_OF_ENDING
from relapse_cli.records.writer import record_text
from relapse_cli.text.shell import shell_word


class InFile:
    """Writes the record to a file after each change, once the patient has agreed.

    Args:
        bank: the bank; it says which values are withheld outside the store.
        path: the file.
        force: whether a file that is there may be written over.
        holds: the record that is in the file already.

    Raises:
        UsageError: the file is there and may not be written over.
        InputError: nothing can be written there; better known before the first question than after it.
    """

    def __init__(self, bank: Bank, path: Path, *, force: bool = False, holds: Record | None = None) -> None:
        check_target(path, force=force)
        self.bank = bank
        self.path = path
        self.force = force
        self.written = holds

    @property
    def kept_as(self) -> str | None:
        """The file, once the record is in it."""
        return None if self.written is None else str(self.path)

    def save(self, change: Change) -> None:
        """Write the record when it is another one; a plan and what is half typed go into no file.

        Raises:
            RelapseError: it could not be written.
        """
        match change:
            case Answers(interview=interview) if interview.consented and interview.record != self.written:
                self._write(interview.record)
            case Decided(record=record):
                self._write(record)

    def undo(self) -> tuple[str, ...]:
        """Remove the file, as far as it is ours, and what killed programs left; name what stays."""
        if self.written is not None:
            self.path.unlink(missing_ok=True)
            self.written = None
        return spares_left()

    def _write(self, record: Record) -> None:
        text = record_text(
            without_private(self.bank, record), KIND_OF_ENDING.get(self.path.suffix.lower(), "json")
        )
        write_private(self.path, text.encode("utf-8"), force=self.force or self.written is not None)
        self.written = record


def check_target(path: Path, *, force: bool) -> None:
    """Refuse a place where no record can be written.

    Raises:
        UsageError: the file is there and may not be written over.
        InputError: it is a link or a folder, or there is no folder for it.
    """
    if path.is_symlink():
        raise InputError(f"{path} is a link.", remedy="Name a file that is not a link.")
    if path.is_dir():
        raise InputError(f"{path} is a folder.", remedy="Name a file in it.")
    if path.exists() and not force:
        raise UsageError(
            f"{path} is already there.",
            remedy=f"To go on with it: relapse interview --resume {shell_word(path)}. For a new interview, "
            "choose another name; --force would write over what is there.",
        )
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent}.", remedy="Make it first, or name another.")


def default_name(record: Record, folder: Path) -> Path:
    """A file name for a record that is free: case and start, never a name of a person."""
    stem = f"{record.case}-{record.started_at[:16].replace(':', '').replace('T', '-')}"
    names = (folder / f"{stem}{'' if n == 1 else f'-{n}'}.json" for n in range(1, 1000))
    return next(path for path in names if not path.exists())
