"""A connection to the encrypted database: one statement or one transaction at a time, from any thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any, Literal, Protocol

from relapse_cli.errors import StoreError
from relapse_cli.store.database.errors import translate

Row = tuple[Any, ...]
"""One row; the statement that asks for it says what its columns hold."""


class _Cursor(Protocol):
    """What a statement returns."""

    def fetchall(self) -> list[Row]:
        """Return all rows."""
        ...


class _RawConnection(Protocol):
    """The part of the library's connection that is used here."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        ...

    def execute(self, statement: str, values: tuple[object, ...] = ..., /) -> _Cursor:
        """Run one statement."""
        ...

    def close(self) -> None:
        """Close it."""
        ...


class Connection:
    """An open database; every fault of the library leaves it as a `StoreError`.

    Attributes:
        path: the file.
        proven: the key is known to be right, so an unreadable page means damage.
    """

    def __init__(
        self, raw: _RawConnection, path: Path, faults: type[Exception], *, proven: bool = False
    ) -> None:
        self.path = path
        self.proven = proven
        self._raw = raw
        self._faults = faults
        self._guard = RLock()
        self._open = True

    def run(self, statement: str, *values: object) -> list[Row]:
        """Run one statement and return its rows.

        Raises:
            StoreError: the database reports a fault.
        """
        with self._guard:
            try:
                return self._raw.execute(statement, values).fetchall()
            except self._faults as error:
                raise translate(error, self.path, proven=self.proven) from error

    def one(self, statement: str, *values: object) -> Row | None:
        """Run one statement and return its first row, if there is one."""
        return next(iter(self.run(statement, *values)), None)

    @contextmanager
    def transaction(self, kind: Literal["IMMEDIATE", "DEFERRED"] = "IMMEDIATE") -> Iterator[None]:
        """Let all that runs meanwhile be kept as a whole, on the disk when this ends, or not at all.

        Another thread waits its turn. A signal handler must not write while its own thread does: let it
        raise, which takes the transaction back, and write then.

        Raises:
            StoreError: this thread is in a transaction already, or the database reports a fault.
        """
        with self._guard:
            if self._open and self._raw.in_transaction:
                raise StoreError("The store is in the middle of a step.", remedy="Let that step end first.")
            try:
                self.run(f"BEGIN {kind}")
                yield
                self.run("COMMIT")
            except BaseException:
                self._take_back()
                raise

    def close(self) -> None:
        """Close the database; doing so twice is no harm."""
        with self._guard:
            if not self._open:
                return
            self._open = False
            try:
                self._raw.close()
            except self._faults as error:
                raise translate(error, self.path, proven=self.proven) from error

    def abandon(self) -> None:
        """Use the database no more, and leave it open until the process ends.

        Closing it would remove the log by its name, which may be that of another database now.
        """
        import ctypes  # it is hardly ever needed

        with self._guard:
            self._take_back()
            self._open = False
            ctypes.pythonapi.Py_IncRef(
                ctypes.py_object(self._raw)
            )  # the end of the program closes it not either

    def _take_back(self) -> None:
        """Leave no transaction open; some faults have ended it already."""
        with suppress(self._faults):
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK").fetchall()
