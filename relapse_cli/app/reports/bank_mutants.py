"""Which changes of one thing in a bank its cases notice, and cases for what none of them reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.app.reports.written_cases import case_of, cases_text
from relapse_cli.checks.cases.coverage import seen_in
from relapse_cli.checks.cases.mutants import mutants_of
from relapse_cli.checks.cases.noticed import Noticing, ReadCase
from relapse_cli.checks.cases.parts import parts_of
from relapse_cli.checks.cases.survivors import Notices, look_for, states
from relapse_cli.checks.cases.witnesses import Reach, fewest, look_for_missing, reaches
from relapse_cli.errors import InputError, UsageError, reason_of
from relapse_cli.files import is_there, write_private
from relapse_cli.formats.extras import is_installed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from relapse_cli.app.reports.bank_cases import CasesRun
    from relapse_cli.checks.cases.survivors import Survivor
    from relapse_cli.checks.cases.witnesses import Goal, Hunted, Witness
    from relapse_cli.checks.proofs.search import Search
    from relapse_cli.checks.proofs.witness import Interview

_SOLVER = "z3"
_FILE = "found"
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Changes:
    """What came of changing a bank, one thing at a time.

    Attributes:
        total: how many changes were made.
        survivors: those that no case notices.
        hunted: the interviews that would notice them; ``None`` where the solver is not installed.
    """

    total: int
    survivors: tuple[Survivor, ...]
    hunted: Hunted | None


@dataclass(frozen=True, slots=True)
class Written:
    """What came of looking for cases.

    Attributes:
        file: where they were written; ``None`` where there was nothing to write.
        cases: how many.
        never: what no interview reaches; what none notices is told with the changes.
        unlike: what is not decided.
    """

    file: Path | None
    cases: int
    never: tuple[Goal, ...]
    unlike: tuple[Goal, ...]


class Lookout:
    """Looks for what the cases of a bank do not reach; the solver is set up when it is first needed."""

    def __init__(self, run: CasesRun, step: Callable[[int, int], None]) -> None:
        self._run = run
        self._step = step
        self._search: Search | None = None

    def changes(self) -> Changes:
        """Change one thing at a time, and see which changes no case notices."""
        noticing, mutants = Noticing(self._run.bank), list(mutants_of(self._run.bank))
        cases = [ReadCase(each.reading, each.placed.case.expect) for each in self._run.runs]
        left = []
        for index, mutant in enumerate(mutants):
            self._step(index, len(mutants))
            if noticing.first(mutant, cases) is None:
                left.append(mutant)
        hunted = None
        if is_installed(_SOLVER):
            hunted = look_for(left, self._solver(), Notices(noticing), self._step)
        return Changes(len(mutants), tuple(states(left, hunted)), hunted)

    def write_missing(self, changes: Changes | None) -> Written:
        """Write cases for what none reaches, and for changes that none notices, into a new file.

        Args:
            changes: the changes that are to be noticed, too.

        Raises:
            UsageError: what looks for them is not installed.
            InputError: the folder cannot be written.
        """
        if not is_installed(_SOLVER):
            raise UsageError("Looking for cases needs an extra: pip install 'relapse-cli[prove]'")
        parts = tuple(parts_of(self._run.bank))
        seen = seen_in(parts, [each.reading for each in self._run.runs])
        things = [
            Reach("action" if each.kind == "line" else each.kind, name)
            for each in self._run.coverage.reached
            for name in each.missing
        ]
        hunted = look_for_missing(parts, seen, things, self._solver())
        more = changes.hunted if changes else None
        found = [*hunted.found, *(more.found if more else ())]
        notices = Notices(Noticing(self._run.bank))

        def shows(interview: Interview, goal: Goal) -> bool:
            return reaches(interview, goal) or notices(interview, goal)

        kept = fewest(found, shows, self._step)
        file = self._write(kept) if kept else None
        return Written(file, len(kept), tuple(hunted.never), tuple(hunted.unlike))

    def _solver(self) -> Search:
        from relapse_cli.checks.proofs.search import Search

        self._search = self._search or Search(self._run.bank)
        return self._search

    def _write(self, kept: list[Witness]) -> Path:
        folder = self._run.folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"The folder {folder} cannot be made: {reason_of(error)}.") from error
        taken = {each.placed.case.id for each in self._run.runs}
        names = (f"{_FILE}-{number}" for number in range(1, len(taken) + len(kept) + 1))
        free = (name for name in names if name not in taken)
        cases = [case_of(name, _says(each), each.interview) for name, each in zip(free, kept, strict=False)]
        file = next(each for each in _files(folder) if not is_there(each))
        write_private(file, cases_text(cases).encode())
        return file


def _files(folder: Path) -> Iterator[Path]:
    """The names that a new file can have."""
    yield folder / f"{_FILE}.yaml"
    number = 2
    while True:
        yield folder / f"{_FILE}-{number}.yaml"
        number += 1


def _says(witness: Witness) -> str:
    """What a case was written for, so that whoever reviews it knows where to look."""
    told = sorted(goal.told for goal in witness.goals)
    more = f" and {len(told) - _TOLD} more" if len(told) > _TOLD else ""
    return f"Written for: {'; '.join(told[:_TOLD])}{more}."
