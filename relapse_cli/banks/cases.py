"""The cases beside a bank, read from the files of their folder, all faults of their shape at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from relapse_cli.banks import messages
from relapse_cli.errors import InputError, reason_of
from relapse_cli.files import is_folder
from relapse_cli.model.bank_case import Case, CaseFile
from relapse_cli.places import KeyPath, Places, shape_problems
from relapse_cli.yaml_door import RECORD_LIMIT, read_yaml

if TYPE_CHECKING:
    from relapse_cli.problems import Problem

_FOLDER = "cases"
_ENDINGS = {".yaml", ".yml", ".json"}
_MOST_FILES = 1000


@dataclass(frozen=True, slots=True)
class PlacedCase:
    """A case, and where it stands.

    Attributes:
        path: its path in its file.
        places: where everything in that file stands.
    """

    case: Case
    path: KeyPath
    places: Places


@dataclass(frozen=True, slots=True)
class CasesReading:
    """The cases that could be read, in the order of their files, and the faults of the others."""

    cases: tuple[PlacedCase, ...]
    problems: tuple[Problem, ...]
    files: int


def cases_folder(bank: Path) -> Path:
    """Return where the cases of a bank stand: below the folder with the name of its composing file."""
    return bank.with_suffix("") / _FOLDER


def read_cases(folder: Path) -> CasesReading:
    """Read all cases of a folder; a bank without one has none.

    Raises:
        InputError: the folder cannot be looked into, or holds more files than anybody reads.
    """
    if not is_folder(folder):
        return CasesReading((), (), 0)
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix in _ENDINGS)
    except OSError as error:
        raise InputError(f"The folder {folder} cannot be read: {reason_of(error)}.") from error
    if len(paths) > _MOST_FILES:
        raise InputError(f"{folder} holds more than {_MOST_FILES} files.", remedy="Put several into one.")
    cases: list[PlacedCase] = []
    problems: list[Problem] = []
    for path in paths:
        found, faults = _read_file(path)
        cases += found
        problems += faults
    return CasesReading(tuple(cases), tuple(problems), len(paths))


def _read_file(path: Path) -> tuple[list[PlacedCase], list[Problem]]:
    document, problems = read_yaml(path, limit=RECORD_LIMIT)
    if document is None:
        return [], problems
    spots = {at: (str(path), line) for at, line in document.lines.items()}
    places = Places(spots, str(path), document.columns)
    if not isinstance(document.value, dict):
        return [], [places.problem(messages.NOT_CASES, (), "")]
    try:
        read = CaseFile.model_validate(document.value)
    except ValidationError as error:
        return [], shape_problems(error, CaseFile, document.value, places, messages.SHAPE)
    return [PlacedCase(case, ("cases", index), places) for index, case in enumerate(read.cases)], []
