"""What is half given, in a file of its own beside a record file: never an answer, and gone once it is taken.

It is as private as the record beside it, and whoever reads a record file does not read it. Where its usual
name is taken, such as by what is half given for a record that was moved away, it gets another one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from relapse_cli.draft_notes import forget_draft, note_draft
from relapse_cli.errors import InputError, reason_of
from relapse_cli.files import write_private
from relapse_cli.logic.journal.bodies import Draft, plain, step_json
from relapse_cli.model.step import Step
from relapse_cli.plain_file import read_plain

_FORMAT = "relapse-draft/1"
_LIMIT = 4_000_000
"""Bytes: far more than anybody types, and little enough to be read at once."""


class _DraftFile(BaseModel):
    """What stands in the file."""

    model_config = ConfigDict(frozen=True, strict=True)

    format: str
    record: str
    drafts: list[Draft]


def draft_path(record: Path, record_id: str) -> Path:
    """Where what is half given for a record is kept beside its file: never where something else stands."""
    usual = record.with_name(f"{record.name}.draft")
    mark = sha256(record_id.encode(errors="replace")).hexdigest()[:8]
    own = record.with_name(f"{record.name}.{mark}.draft")
    if os.path.lexists(own):
        return own
    return own if os.path.lexists(usual) and _read(usual, record_id) is None else usual


def read_drafts(record: Path, record_id: str) -> dict[Step, str]:
    """Return what was half given for a record; nothing where there is none."""
    found = _read(draft_path(record, record_id), record_id)
    return {draft.step: draft.text for draft in found.drafts if draft.text} if found is not None else {}


def _read(path: Path, record_id: str) -> _DraftFile | None:
    """What stands in a file; ``None`` where that is not what is half given for this record."""
    try:
        data = read_plain(path, _LIMIT, follow=False)
        if len(data) > _LIMIT:
            return None
        found = _DraftFile.model_validate(json.loads(data))
    except (OSError, ValueError, RecursionError, ValidationError):
        return None
    return found if (found.format, found.record) == (_FORMAT, record_id) else None


def write_drafts(record: Path, record_id: str, drafts: Mapping[Step, str]) -> None:
    """Write what is half given beside a record file; where nothing is, there is no file.

    Raises:
        RelapseError: it cannot be written.
    """
    if not drafts:
        remove_drafts(record, record_id)
        return
    listed = [{"step": step_json(step), "text": plain(text)} for step, text in drafts.items()]
    text = json.dumps({"format": _FORMAT, "record": record_id, "drafts": listed}, ensure_ascii=False)
    path = draft_path(record, record_id)
    note_draft(path, record_id)
    write_private(path, f"{text}\n".encode(), force=True)


def remove_drafts(record: Path, record_id: str) -> None:
    """Remove what was half given.

    Raises:
        InputError: it cannot be removed.
    """
    path = draft_path(record, record_id)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{path} cannot be removed: {reason_of(error)}.", remedy="Remove it.") from error
    forget_draft(path)
