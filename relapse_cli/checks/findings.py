"""How the checks of a bank note what they find."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from relapse_cli.checks import messages
from relapse_cli.model.bank import Bank
from relapse_cli.places import KeyPath, Places
from relapse_cli.problems import Message, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Findings:
    """A bank under check, and the faults noted so far.

    Attributes:
        hidden: the parts of the bank of which nothing is told: something stands there that nobody wrote.
    """

    bank: Bank
    places: Places
    problems: list[Problem] = field(default_factory=list)
    hidden: frozenset[KeyPath] = frozenset()

    def note(self, message: Message, path: KeyPath, text: str, /, **words: object) -> None:
        """Note a fault at a path of the bank, called ``text`` for people."""
        if not any(path[:length] in self.hidden for length in range(1, len(path) + 1)):
            self.problems.append(self.places.problem(message, path, text, **words))

    def note_unknown(
        self, message: Message, path: KeyPath, text: str, name: str, known: Iterable[str], /, **words: object
    ) -> None:
        """Note a name that is not known, with the nearest known one."""
        names = sorted(known)
        self.note(
            message, path, text, name=name, near=did_you_mean(name, names), known=", ".join(names), **words
        )

    def note_option(self, path: KeyPath, text: str, value: object, name: str, known: Iterable[str]) -> None:
        """Note a value that is no option of what it stands for."""
        options = sorted(known)
        near = did_you_mean(str(value), options)
        self.note(
            messages.NOT_AN_OPTION, path, text, value=value, name=name, near=near, known=", ".join(options)
        )

    def in_order(self) -> list[Problem]:
        """Return what was noted by file and line; what is said twice of one line stands once."""
        placed = sorted(self.problems, key=lambda found: (found.file, found.line, found.code, found.column))
        once: dict[Problem, Problem] = {}
        for problem in placed:
            once.setdefault(replace(problem, column=0), problem)
        return list(once.values())
