"""Keeping the record of an interview: nothing before consent, then after every answer."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Literal

from relapse_cli.errors import InputError, UsageError
from relapse_cli.files import write_private
from relapse_cli.logic.answers.withhold import without_private
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from relapse_cli.records.writer import record_text
from relapse_cli.text.shell import shell_word

KINDS: dict[str, Literal["json", "yaml", "jsonl"]] = {
    ".yaml": "yaml", ".yml": "yaml", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip
"""How a record is written, by the name of its file; any other one holds JSON."""


class RecordKeeper:
    """Writes the record to a file after each change, once the patient has agreed.

    Args:
        bank: the bank; it says which values are withheld outside the store.
        path: the file, or ``None`` when none was named.
        force: whether a file that is there may be written over.

    Raises:
        UsageError: the file is there and may not be written over.
        InputError: nothing can be written there; better known before the first question than after it.
    """

    def __init__(self, bank: Bank, path: Path | None, *, force: bool) -> None:
        if path is not None:
            check_target(path, force=force)
        self.bank = bank
        self.path = path
        self.force = force
        self.written: Record | None = None
        self.left_behind: tuple[str, ...] = ()  # a file that is removed is gone

    def keep(self, interview: Interview, waiting: Collection[str] = ()) -> None:  # noqa: ARG002 - not in a file
        """Write the record once its answers may be kept; a change of draft alone writes nothing."""
        if self.path is not None and interview.consented and interview.record != self.written:
            self.write(interview.record, self.path)

    def flush(self) -> None:
        """Nothing ever waits: what is half typed goes into no file."""

    def write(self, record: Record, path: Path) -> None:
        """Write a record to a file."""
        text = record_text(without_private(self.bank, record), KINDS.get(path.suffix.lower(), "json"))
        write_private(path, text.encode("utf-8"), force=self.force or self.written is not None)
        self.path, self.written = path, record

    @property
    def holds_something(self) -> bool:
        """Whether the record is in the file."""
        return self.written is not None

    def forget(self) -> None:
        """Take away what was written before the patient withdrew the agreement."""
        if self.path is not None and self.written is not None:
            self.path.unlink(missing_ok=True)
            self.written = None


def check_target(path: Path, *, force: bool) -> None:
    """Refuse a place where no record can be written."""
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
