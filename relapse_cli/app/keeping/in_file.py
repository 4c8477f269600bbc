"""Keeping a record in a file: all of it after every answer, and beside it what is half given."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext, suppress
from pathlib import Path

from relapse_cli.app.keeping.draft_file import read_drafts, remove_drafts, write_drafts
from relapse_cli.app.keeping.held_file import HeldFile
from relapse_cli.app.keeping.place import Answers, Change, Decided, Draft, HalfGiven, outside_sign_off
from relapse_cli.app.keeping.slow_disk import told_when_slow
from relapse_cli.app.keeping.waiting import Waiting
from relapse_cli.app.upkeep.erased_copies import spares_left
from relapse_cli.errors import InputError, RelapseError, UsageError
from relapse_cli.files import write_private
from relapse_cli.logic.answers.withhold import outside_drafts, without_private
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step
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
        begins: the record that a new file begins with; what is half given for it may stand beside it already.

    Attributes:
        written: the record that is in the file.
        drafts: what is half given, as it is beside the file.

    Raises:
        UsageError: the file is there and may not be written over.
        InputError: nothing can be written there, or another program has it open; better known before the
            first question than after it.
    """

    def __init__(
        self,
        bank: Bank,
        path: Path,
        *,
        force: bool = False,
        holds: Record | None = None,
        begins: Record | None = None,
    ) -> None:
        check_target(path, force=force)
        self.bank = bank
        self.path = path
        self.force = force
        self.written = holds
        self._held = HeldFile(path)
        self._of = holds or (None if path.exists() else begins)
        self.drafts = read_drafts(path, self._of.id) if self._of is not None else {}
        self._pending: Mapping[Step, str] = self.drafts
        self._first: Record | None = None
        self._waiting = Waiting(self._write_pending)

    @property
    def kept_as(self) -> str | None:
        """The file, once the record is in it."""
        return None if self.written is None else str(self.path)

    @property
    def half_given(self) -> Mapping[Step, str]:
        """What is half given, as it is beside the file."""
        return self.drafts

    def save(self, change: Change) -> None:
        """Write the record when it is another one; what is half given may wait up to a second.

        What is half given before there is any answer begins the file. A plan goes into no file of this kind.

        Raises:
            RelapseError: it could not be written.
        """
        with self._waiting.lock:
            match change:
                case Draft(interview=interview) if interview.consented and self.written is None:
                    self._first = interview.record
                    self._pending = outside_drafts(self.bank, interview.drafts)
                    self._waiting.begin()
                case Answers(interview=interview) if interview.consented:
                    if interview.record != self.written or not self.path.exists():
                        self._write(interview.record)
                    self._pending = outside_drafts(self.bank, interview.drafts)
                    if not isinstance(change, Draft):
                        self._write_drafts()
                    elif self._pending != self.drafts:
                        self._waiting.begin()
                case Decided(record=record):
                    self._write(record)
                    self._pending = outside_sign_off(self.drafts)
                    self._write_drafts()
                case HalfGiven(drafts=drafts, at_once=at_once):
                    self._pending = {**outside_sign_off(self.drafts), **drafts}
                    if at_once:
                        self._write_drafts()
                    else:
                        self._waiting.begin()

    def undo(self) -> tuple[str, ...]:
        """Remove the file and what is half given, as far as they are ours, and what killed programs left.

        Returns:
            What stays all the same, a sentence each.

        Raises:
            InputError: another program has written it since.
        """
        with self._waiting.lock:
            self._waiting.stop()
            self._first = None
            if self.written is not None:
                self._held.check()
                remove_drafts(self.path, self.written.id)
                self.path.unlink(missing_ok=True)
                self.written, self.drafts, self._pending = None, {}, {}
        return spares_left()

    def _write_pending(self) -> None:
        """Write from the timer; what does not work now is tried again, and told, at the next answer."""
        with suppress(RelapseError):
            if self._first is not None:
                self._write(self._first, silently=True)  # somebody is being asked meanwhile
            self._write_drafts()

    def _write_drafts(self) -> None:
        self._waiting.stop()
        if self._of is not None and self._pending != self.drafts:
            write_drafts(self.path, self._of.id, self._pending)
            self.drafts = dict(self._pending)
            self._waiting.note_written()

    def _write(self, record: Record, *, silently: bool = False) -> None:
        text = record_text(
            without_private(self.bank, record), KIND_OF_ENDING.get(self.path.suffix.lower(), "json")
        )
        self._held.check()
        with nullcontext() if silently else told_when_slow():
            write_private(self.path, text.encode("utf-8"), force=self.force or self.written is not None)
        self.written = self._of = record
        self._first = None
        self._held.take()


def check_target(path: Path, *, force: bool) -> None:
    """Refuse a place where no record can be written.

    Raises:
        UsageError: the file is there and may not be written over.
        InputError: it is a link, a folder or no plain file, or there is no folder for it.
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
    if path.exists() and not path.is_file():
        raise InputError(f"{path} is no plain file, so no record is kept in it.", remedy="Name another file.")
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent}.", remedy="Make it first, or name another.")


def default_name(record: Record, folder: Path) -> Path:
    """A file name for a record that is free: case and start, never a name of a person."""
    stem = f"{record.case}-{record.started_at[:16].replace(':', '').replace('T', '-')}"
    names = (folder / f"{stem}{'' if n == 1 else f'-{n}'}.json" for n in range(1, 1000))
    return next(path for path in names if not path.exists())
