"""A bank of one's own to edit: a copy of another, with its numbers and all that stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.app.sources.profiles import beside_bank
from relapse_cli.banks.bank_files import find_bank_files
from relapse_cli.banks.shipped import find_bank, shipped_profiles
from relapse_cli.banks.signature import SIGNATURE_NAME
from relapse_cli.errors import InputError, UsageError, reason_of
from relapse_cli.files import is_folder, is_there, write_private
from relapse_cli.plain_file import read_plain
from relapse_cli.yaml_door import RECORD_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST = 2000
"""Files; what stands beside a bank are a few, and some cases."""


def copy_bank(name_or_path: str, folder: Path) -> Path:
    """Copy a bank into a new or empty folder, and return its composing file there.

    The signature is left behind: it is for whoever signs the copy. The composing file comes last, so that
    half a copy is no bank.

    Raises:
        UsageError: the folder holds something already.
        InputError: there is no such bank, or something cannot be read or written.
    """
    path = find_bank(name_or_path)
    files, problems = find_bank_files(path)
    if files is None or problems:
        raise InputError(f"The bank {name_or_path} cannot be copied.", problems=problems)
    if is_there(folder) and not (is_folder(folder) and not any(folder.iterdir())):
        raise UsageError(f"{folder} is already there.", remedy="Name a folder that is new or empty.")
    beside = beside_bank(str(path))
    profiles = beside if beside is not None and beside.exists() else shipped_profiles()
    contents = {profiles.name: _read(profiles), **dict(_further(path)), **files.contents}
    composing = contents.pop(path.name)
    for name, data in (*contents.items(), (path.name, composing)):
        _write(folder / name, data)
    return folder / path.name


def _further(bank: Path) -> Iterator[tuple[str, bytes]]:
    """What stands in the folder of a bank, such as its properties and cases."""
    folder = bank.with_suffix("")
    found = sorted(each for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
    if len(found) > _MOST:
        raise InputError(
            f"{folder} holds more than {_MOST} files.", remedy="Move away what is no part of the bank."
        )
    for each in found:
        if each.name != SIGNATURE_NAME and not each.name.startswith("."):
            yield each.relative_to(bank.parent).as_posix(), _read(each)


def _read(path: Path) -> bytes:
    try:
        data = read_plain(path, RECORD_LIMIT)
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path} cannot be read: {reason_of(error)}.", remedy="Check its name and permissions."
        ) from error
    if len(data) > RECORD_LIMIT:
        raise InputError(f"{path} is larger than {RECORD_LIMIT} bytes.", remedy="Move it away first.")
    return data


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{path.parent} cannot be made: {reason_of(error)}.", remedy="Check the folder and the name."
        ) from error
    write_private(path, data)
