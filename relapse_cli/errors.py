"""The few failures that end a command, each with the exit code that scripts rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relapse_cli.problems import Problem


class RelapseError(Exception):
    """A failure that the user can act on: what happened, why, and the next command.

    It never prints itself; the command line shows it at one boundary.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UsageError(RelapseError):
    """The command line asks for something that does not go together."""

    exit_code = 2


class NeedsAnswersError(RelapseError):
    """An answer is needed and nobody can be asked: no terminal, or ``--no-input``."""

    exit_code = 4


class InputError(RelapseError):
    """A file is missing, locked, unreadable or not what it should be."""

    exit_code = 5

    def __init__(self, message: str, *, remedy: str = "", problems: Sequence[Problem] = ()) -> None:
        super().__init__(message, remedy=remedy)
        self.problems = tuple(problems)


class GateClosedError(InputError):
    """A document exists only under conditions that are not met; said in neutral words."""


class StoreError(InputError):
    """The encrypted store cannot be read or written."""


class LockedError(StoreError):
    """The store is locked, and no key that is at hand opens it.

    Attributes:
        interrupted: whoever was asked for one left with Ctrl-C.
    """

    def __init__(self, message: str, *, remedy: str = "", interrupted: bool = False) -> None:
        super().__init__(message, remedy=remedy)
        self.interrupted = interrupted


def ended_by(signal: int) -> int:
    """The exit code of a program that a signal of this number ended, as shells count it."""
    return 128 + signal


def reason_of(error: Exception) -> str:
    """Why the system refused, in its own words; where it has none the kind of failure stands for them."""
    return getattr(error, "strerror", None) or type(error).__name__
