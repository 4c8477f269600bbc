"""The shipped bank under other names: every id with a role is called something else, wherever it stands."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from relapse_cli.banks.bank_files import BankFiles, digest_of, find_bank_files
from relapse_cli.banks.loader import read_bank
from relapse_cli.banks.shipped import find_bank
from relapse_cli.checks.structure.roles import check_roles
from relapse_cli.model.bank import Bank
from relapse_cli.model.roles import contracts
from tests.banks_under_test import shipped_bank

_BESIDE = ("question", "action", "line of answers", "flag", "fact")
_SECTIONS = ("frame_section", "safety_section", "followup_section")


@cache
def new_names() -> dict[str, str]:
    """By its id in the shipped bank, what each thing with a role is called in the other one."""
    roles = shipped_bank().roles
    ids = dict.fromkeys(
        name for role, contract in contracts() if contract.kind in _BESIDE for name in roles.named(role)
    )
    return {name: f"n{place}.of" if "." in name else f"N{place}-of" for place, name in enumerate(ids)}


def _replaced(text: str, names: dict[str, str]) -> str:
    """A text with each id in the place of another, also where a number follows it."""
    ids = sorted(map(re.escape, names), key=len, reverse=True)
    return re.sub(rf"(?<![\w.-])({'|'.join(ids)})(?!\w)", lambda found: names[found[0]], text)


def renamed(text: str) -> str:
    """A text with the names of the other bank."""
    return _replaced(text, new_names())


def as_shipped(text: str) -> str:
    """A text of the other bank with the names of the shipped one put back."""
    return _replaced(text, {new: old for old, new in new_names().items()})


def renamed_data(data: dict[str, Any]) -> dict[str, Any]:
    """A record for the other bank."""
    found: dict[str, Any] = json.loads(renamed(json.dumps(data)))
    return found


@cache
def renamed_bank() -> Bank:
    """The other bank, read from files in which nothing but names is different."""
    path = find_bank("post_relapse")
    files, problems = find_bank_files(path)
    assert files is not None, problems
    contents = {name: _renamed_file(data.decode()).encode() for name, data in files.contents.items()}
    reading = read_bank(BankFiles(contents, files.shown, digest_of(contents)), [])
    assert reading.bank is not None, reading.problems
    assert check_roles(reading.bank, reading.places) == []
    return reading.bank


def _renamed_file(text: str) -> str:
    """A file with other names; a section's is a word of the language, so it is looked for where it stands."""
    for role in _SECTIONS:
        name = getattr(shipped_bank().roles, role)
        places = rf"^(section:\n  id|  {role}| +ask_after): {name}$"
        text = re.sub(places, rf"\1: the-{name}", text, flags=re.MULTILINE)
    return renamed(text)


def beside(name: str) -> str:
    """A file beside the shipped bank, such as its properties, with other names."""
    return renamed((Path(find_bank("post_relapse")).with_suffix("") / name).read_text("utf-8"))
