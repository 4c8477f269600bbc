"""The file with the signature of a bank, in the folder with the name of its composing file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import ValidationError

from relapse_cli.banks import messages
from relapse_cli.files import is_there
from relapse_cli.model.signature import Signature
from relapse_cli.yaml_door import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from relapse_cli.problems import Problem

SIGNATURE_NAME = "signature.yaml"
_HEAD = "# Written by 'relapse bank sign'. It counts as long as the content of the bank has this digest.\n"


def signature_path(bank: Path) -> Path:
    """Return where the signature of the bank of a composing file stands, or would stand."""
    return bank.with_suffix("") / SIGNATURE_NAME


def read_signature(path: Path) -> tuple[Signature | None, list[Problem]]:
    """Return the signature of a file, or why it is none; nothing at all where there is no file."""
    if not is_there(path):
        return None, []
    document, problems = read_yaml(path)
    if document is None:
        what = "; ".join(each.message for each in problems)
        return None, [messages.BAD_SIGNATURE.problem("", str(path), what=what)]
    try:
        return Signature.model_validate(document.value), []
    except ValidationError as error:
        names = sorted({".".join(map(str, each["loc"])) or "all of it" for each in error.errors()})
        what = f"look at {', '.join(names)}."
        return None, [messages.BAD_SIGNATURE.problem("", str(path), 1, what=what)]


def signature_text(signature: Signature) -> str:
    """Return the file of a signature."""
    said = signature.model_dump(mode="json")
    return _HEAD + "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in said.items())
