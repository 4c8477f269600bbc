"""The banks that come with the program, and the way from a name to a file."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from relapse_cli.banks import messages
from relapse_cli.errors import InputError
from relapse_cli.files import is_there
from relapse_cli.plain_file import read_plain
from relapse_cli.problems import did_you_mean
from relapse_cli.yaml_door import BANK_LIMIT

DEFAULT_BANK = "post_relapse"
"""The bank that is used where none is named."""

_FOLDER = "question_banks"
_PROFILES = "profiles.yaml"
_COMPOSES = re.compile(rb"^bank:", re.MULTILINE)


def banks_folder() -> Path:
    """Return the folder of the shipped banks: inside the installed package, or at the top of a checkout."""
    package = Path(str(files("relapse_cli")))
    packed = package / _FOLDER
    return packed if packed.is_dir() else package.parent / _FOLDER


def shipped_banks() -> dict[str, Path]:
    """Return the composing file of each shipped bank by its name, in order of names."""
    found = sorted(banks_folder().glob("*.yaml"))
    return {path.stem: path for path in found if path.name != _PROFILES and _composes(path)}


def shipped_profiles() -> Path:
    """Return the file of the emergency profiles that come with the program."""
    return banks_folder() / _PROFILES


def find_bank(name_or_path: str) -> Path:
    """Return the file of a bank given by its shipped name or by a path.

    Raises:
        InputError: there is neither such a bank nor such a file.
    """
    shipped = shipped_banks()
    if name_or_path in shipped:
        return shipped[name_or_path]
    path = Path(name_or_path)
    if is_there(path):  # what it is, if it is no file, is told when it is read
        return path
    near = did_you_mean(name_or_path, shipped)
    found = messages.UNREADABLE.problem(name=name_or_path, near=near)
    raise InputError(found.message, remedy=found.remedy)


def is_shipped(name_or_path: str) -> bool:
    """Whether a bank is one that comes with the program: by its name, or as a file of the installed program.

    Raises:
        InputError: there is neither such a bank nor such a file.
    """
    package = Path(str(files("relapse_cli"))).resolve()
    return name_or_path in shipped_banks() or find_bank(name_or_path).resolve().is_relative_to(package)


def _composes(path: Path) -> bool:
    return _COMPOSES.search(read_plain(path, BANK_LIMIT)) is not None
