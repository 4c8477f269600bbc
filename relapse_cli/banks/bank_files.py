"""The files that make up a bank: which they are, their bytes, their digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from relapse_cli.banks import messages
from relapse_cli.errors import reason_of
from relapse_cli.places import Places
from relapse_cli.plain_file import read_plain
from relapse_cli.problems import Problem
from relapse_cli.yaml_door import BANK_LIMIT, UNREADABLE, Document, parse_yaml

_PART = re.compile(
    rb"^(section|facts|flags|actions|answer_lines|gap_lines|together|family_sheet|sheets|sources|wording"
    rb"|migrations|exceptions|roles|sets):",
    re.MULTILINE,
)
_COMPOSES = re.compile(rb"^bank:", re.MULTILINE)
_MOST_FILES = 200
_WHOLE_LIMIT = 4_000_000
"""Bytes of all files together: ten times the largest bank that comes with the program."""


@dataclass(frozen=True, slots=True)
class BankFiles:
    """The files of a bank, with their bytes.

    Attributes:
        contents: the bytes of each file by its relative name, the composing file first.
        shown: how problems call each file.
        digest: ``sha256:`` and the digest of names and contents in order.
    """

    contents: Mapping[str, bytes]
    shown: Mapping[str, str]
    digest: str


def find_bank_files(path: Path) -> tuple[BankFiles | None, list[Problem]]:
    """Collect the bytes of a composing file and of the files it names, and read nothing else.

    The files that can be read come back even when others cannot, so that their faults are told as well.
    """
    shown = str(path)
    if path.is_dir():
        return None, [messages.IS_A_FOLDER.problem("", shown, near=_meant_in(path))]
    data, problems = _read_bytes(path, shown)
    document: Document | None = None
    if not problems:
        document, problems = parse_yaml(data, file=shown)
    if document is None:
        return None, problems
    if not isinstance(document.value, Mapping) or "bank" not in document.value:
        return None, [Places(file=shown).problem(messages.NOT_A_BANK, (), "")]
    names, problems = _file_names(document, path.parent, shown)
    contents, called = {path.name: data}, {path.name: shown}
    for name in names:
        file = path.parent / name
        data, faults = _read_bytes(file, str(file))
        problems += faults
        if not faults:
            contents[name], called[name] = data, str(file)
        if sum(map(len, contents.values())) > _WHOLE_LIMIT:
            return None, [messages.TOO_LARGE.problem("", shown, limit=_WHOLE_LIMIT)]
    return BankFiles(contents, called, digest_of(contents)), problems


def _meant_in(folder: Path) -> str:
    """What to give in place of a folder: the files inside it or beside it that compose a bank."""
    near = (*sorted(folder.glob("*.y*ml")), folder.parent / f"{folder.resolve().name}.yaml")
    found = " or ".join(str(file) for file in near if _composes(file))
    return f"Give the file: {found}" if found else "Give the file that composes the bank."


def _composes(file: Path) -> bool:
    data, problems = _read_bytes(file, str(file))
    return not problems and _COMPOSES.search(data) is not None


def listed_files(path: Path, files: BankFiles) -> list[Problem]:
    """Return what is wrong with the names that a composing file lists, as it stands in memory."""
    shown = files.shown[path.name]
    document, problems = parse_yaml(files.contents[path.name], file=shown)
    return problems if document is None else _file_names(document, path.parent, shown)[1]


def unlisted_files(path: Path, files: BankFiles) -> list[Problem]:
    """Return a fault for each file that looks like a part of the bank and is not listed in it.

    In the folder of the composing file other banks may stand, and files that are no part of any.
    """
    listed = {(path.parent / name).resolve() for name in files.contents}
    folders = {file.parent for file in listed} | {path.parent.resolve()}
    beside = sorted(file for folder in folders for file in folder.glob("*.y*ml") if file not in listed)
    return [messages.UNLISTED_FILE.problem("", str(file)) for file in beside if _is_a_part(file)]


def _is_a_part(file: Path) -> bool:
    """Whether a file begins as a part of a bank does, and composes none itself."""
    data, problems = _read_bytes(file, str(file))
    return not problems and _PART.search(data) is not None and _COMPOSES.search(data) is None


def digest_of(contents: Mapping[str, bytes]) -> str:
    """Return the digest of files in order; lengths are part of it, so that no two sets can agree."""
    digest = hashlib.sha256()
    for name, data in contents.items():
        for part in (name.encode(), data):
            digest.update(f"{len(part)}:".encode())
            digest.update(part)
    return f"sha256:{digest.hexdigest()}"


def _read_bytes(path: Path, shown: str) -> tuple[bytes, list[Problem]]:
    """Return the bytes of a file, one more than the limit at most; the YAML door refuses that one."""
    try:
        return read_plain(path, BANK_LIMIT), []
    except (OSError, ValueError) as error:
        return b"", [UNREADABLE.problem("", shown, what=reason_of(error))]


def _file_names(document: Document, folder: Path, shown: str) -> tuple[list[str], list[Problem]]:
    """Return the files that the composing file names, and what is wrong with the others."""
    spots = {path: (shown, line) for path, line in document.lines.items()}
    places = Places(spots, shown, document.columns)
    listed = document.value.get("files", []) if isinstance(document.value, Mapping) else []
    if not isinstance(listed, list):
        words = {"key": "files", "shape": "a list of file names"}
        return [], [places.problem(messages.PART_SHAPE, ("files",), "files", **words)]
    if len(listed) > _MOST_FILES:
        return [], [places.problem(messages.TOO_MANY_FILES, ("files",), "files", most=_MOST_FILES)]
    names: list[str] = []
    problems: list[Problem] = []
    for index, name in enumerate(listed):
        place = ("files", index)
        if why := _name_fault(folder, name):
            problems.append(places.problem(messages.BAD_FILE_NAME, place, "files", name=name, why=why))
        elif name in names:
            problems.append(places.problem(messages.FILE_TWICE, place, "files", name=name))
        else:
            names.append(name)
    return names, problems


def _name_fault(folder: Path, name: object) -> str:
    """Say why a name may not be followed, or return an empty string."""
    if not isinstance(name, str) or not name:
        return "Write the name of a file."
    pure = PurePosixPath(name)
    if pure.is_absolute() or "\\" in name or ":" in name or "\0" in name:
        return "Write a relative name with forward slashes."
    if ".." in pure.parts:
        return "Name a file in the folder of the composing file or below."
    try:
        inside = (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # what Python 3.11 makes of links that lead in a circle
        return "Its links lead in a circle; put the file itself there."
    if not inside:
        return "A link leads out of the folder; put the file itself there."
    return ""
