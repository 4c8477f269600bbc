"""A fault of a bank or a record, as data: what it is, where it is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable


_Severity = Literal["error", "warning"]

_LONGEST_NAME = 200
"""What is longer was never a slip of the hand."""

_ALIKE, _FAR_BEHIND = 0.8, 0.08
"""How like a name must be that is surely meant, and how far behind it the next one."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault, ready to be shown or collected.

    Attributes:
        file: the file it is in, or an empty string when it came from memory.
        line: the line, counted from 1; 0 when it is not known.
        path: the place inside the file, such as ``answers.safety.sleep.night_1``.
        code: a stable code such as ``BANK_003``; tests and scripts quote it instead of the wording.
        message: what is wrong, in the user's words; never a patient's words.
        remedy: what to do next.
        severity: an ``error`` stops the file; a ``warning`` is told and the work goes on.
        column: the column in the line, counted from 1; 0 when it is not known.
        sure: the one name that can be meant by the first in quotation marks; empty where that is not sure.
    """

    file: str
    line: int
    path: str
    code: str
    message: str
    remedy: str = ""
    severity: _Severity = "error"
    column: int = 0
    sure: str = field(default="", compare=False)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        place += f":{self.column}" if self.line and self.column else ""
        where = ": ".join(part for part in (place, self.path) if part)
        stop = "" if self.message.endswith((".", "?")) else "."
        text = f"{self.code} {self.message}{stop} {self.remedy}".strip()
        return f"{where}: {text}" if where else text


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """A kind of fault: its code, what is wrong, what to do next; both texts may hold ``{words}``."""

    code: str
    text: str
    remedy: str
    severity: _Severity = "error"

    def problem(self, path: str = "", file: str = "", line: int = 0, /, **words: object) -> Problem:
        """Return a fault of this kind at a place; a near name that is not given is left out."""
        known = {"near": "", **words}
        remedy = self.remedy.format(**known).strip()
        near = known["near"]
        sure = near.sure if isinstance(near, NearName) else ""
        text = self.text.format(**known)
        return Problem(file, line, path, self.code, text, remedy, self.severity, sure=sure)


class NearName(str):
    """A question such as ``Did you mean 'x'?``, and the name where nothing else can be meant."""

    __slots__ = ("sure",)
    sure: str


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return ``Did you mean 'x'?`` for the nearest known name, whatever the case of its letters.

    An empty string when none is near.
    """
    if len(wrong) > _LONGEST_NAME:
        return ""
    spelt: dict[str, str] = {}
    for name in known:
        spelt.setdefault(name.casefold(), name)
    near = get_close_matches(wrong.casefold(), list(spelt), n=2, cutoff=0.6)
    if not near:
        return ""
    found = NearName(f"Did you mean '{spelt[near[0]]}'?")
    likeness = [SequenceMatcher(None, name, wrong.casefold()).ratio() for name in near]
    alone = len(near) == 1 or likeness[1] < likeness[0] - _FAR_BEHIND
    found.sure = spelt[near[0]] if alone and likeness[0] >= _ALIKE else ""
    return found


def errors_only(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop the file they are in."""
    return [problem for problem in problems if problem.severity == "error"]
