"""The faults of many records: told as they come, kept in a file for a program to read, counted by kind.

    with open_faults(errors, force=force) as kept:               # --errors FILE, or None
        faults = Faults(None if quiet else ProblemsTold(), kept)    # the first 20, then how many
        for found in read_items(paths):
            if isinstance(found, Item):
                checked = check_item(found, bank)
                faults.add(checked.problems, checked.id)
            else:
                faults.add([found])
        tell(*faults.closing(keep_going=keep_going))
        return faults.exit_code(keep_going=keep_going)

A fault is an error (the record, or what stands in its place, is not used) or a warning (it is used). Each
line of the file is one of them: ``{"code", "file", "id", "line", "path", "reason", "remedy", "severity"}``.
It is written as they come, so that nothing of them is kept in memory.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, Protocol

from relapse_cli.errors import InputError
from relapse_cli.files import open_private
from relapse_cli.model.record import SAFE_ID
from relapse_cli.problems import Problem, errors_only
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


_OF_FILES = ("INPUT_", "SOURCE_")
"""How the codes of what is no record begin; with a line it stands in the place of one."""


class Telling(Protocol):
    """Who tells faults to a person."""

    def add(self, problems: Iterable[Problem]) -> None:
        """Tell them, or only count them where there were many."""
        ...

    def tell_rest(self) -> None:
        """Say how many were only counted."""
        ...


class Faults:
    """Collects faults; nothing of them stays in memory but their numbers.

    Args:
        telling: tells them; nobody where counts are enough (``--quiet``).
        kept: where each is written as a line of JSON.

    Attributes:
        kinds: by code, how many there were, warnings too.
        refused: how many records, or lines in the place of one, cannot be used.
        unread: how many files, folders and patterns cannot be read, or hold no record.
    """

    def __init__(self, telling: Telling | None, kept: BinaryIO | None = None) -> None:
        self.kinds = Counter[str]()
        self.refused = self.unread = 0
        self._telling = telling
        self._kept = kept

    def add(self, problems: Iterable[Problem], record: str = "") -> None:
        """Take the faults and warnings of one record, or of what stands in the place of one.

        Args:
            problems: each with its file and line.
            record: the id of the record, where it is known.
        """
        found = list(problems)
        if not found:
            return
        name = record if re.fullmatch(SAFE_ID, record) else ""
        self.kinds.update(each.code for each in found)
        if errors := errors_only(found):
            whole = not name and all(each.code.startswith(_OF_FILES) and not each.line for each in errors)
            self.unread += whole
            self.refused += not whole
        if self._kept is not None:
            self._kept.writelines(_line(each, name) for each in found)
        if self._telling is not None:
            self._telling.add(with_id(each, name) for each in found)

    def closing(self, *, keep_going: bool = False) -> tuple[str, ...]:
        """Say how many were only counted, and return what is to be said at the end."""
        if self._telling is not None:
            self._telling.tell_rest()
        if not self.kinds:
            return ()
        kinds = ", ".join(f"{code} {number:,}" for code, number in sorted(self.kinds.items()))
        told = [
            f"{counted(self.unread, 'file or folder', 'files or folders')} could not be read."
            if self.unread
            else "",
            f"{counted(self.refused, 'record was', 'records were')} not used." if self.refused else "",
        ]
        if not any(told):
            return (f"Warnings by kind: {kinds}.",)
        refused = " ".join([*filter(None, told), f"By kind: {kinds}."])
        if keep_going:
            return (refused,)
        return (
            refused,
            f"So this ends with exit code {InputError.exit_code}; with --keep-going it does not.",
        )

    def exit_code(self, *, keep_going: bool = False) -> int:
        """Return with what the command leaves."""
        return InputError.exit_code if (self.refused or self.unread) and not keep_going else 0


def with_id(problem: Problem, record: str) -> Problem:
    """Return a problem whose place begins with the id of its record."""
    return replace(problem, path=": ".join(part for part in (record, problem.path) if part))


@contextmanager
def open_faults(path: Path | None, *, force: bool = False) -> Iterator[BinaryIO | None]:
    """Open the file for faults, where one is named; only its owner may read it.

    Raises:
        UsageError: there is a file of this name and ``force`` is not given.
        InputError: it cannot be written, or a link stands in its place.
    """
    if path is None:
        yield None
        return
    with open_private(path, force=force) as stream:
        yield stream


def _line(problem: Problem, record: str) -> bytes:
    row = {
        "code": problem.code,
        "file": problem.file,
        "id": record or None,
        "line": problem.line or None,
        "path": problem.path or None,
        "reason": problem.message,
        "remedy": problem.remedy,
        "severity": problem.severity,
    }
    return json.dumps(row, ensure_ascii=True).encode("ascii") + b"\n"
