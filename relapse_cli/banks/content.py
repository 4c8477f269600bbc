"""The content digest of a bank: what a signature is over.

It stands for what the bank means and says, not for how its files are laid out: comments, the order of keys
and the cut into files change nothing. What ``bank check`` alone reads, its exceptions, is no part of it.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic.fields import FieldInfo

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.profile import Profile

_NOT_SIGNED = frozenset({"digest", "signature", "exceptions"})


def content_digest(bank: Bank, profiles: Iterable[Profile]) -> str:
    """Return ``sha256:`` and the digest of a bank and of the emergency numbers that count for it."""
    content = {
        "bank": {name: value for name, value in _fields(bank) if name not in _NOT_SIGNED},
        "profiles": [_plain(profile) for profile in profiles],
    }
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{sha256(written.encode()).hexdigest()}"


def _plain(value: object) -> object:
    """A value as JSON knows it."""
    match value:
        case BaseModel():
            return dict(_fields(value))
        case dict():
            return {str(key): _plain(part) for key, part in value.items()}
        case tuple() | list():
            return [_plain(part) for part in value]
        case None | bool() | int() | float():
            return value
        case _:
            return str(value)


def _fields(model: BaseModel) -> Iterator[tuple[str, object]]:
    """The fields of a model; one that is as empty as when it is left out stands for nothing.

    So a program that knows one more key than the one before finds the same content.
    """
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if value or not _is_left_out(value, field):
            yield name, _plain(value)


def _is_left_out(value: object, field: FieldInfo) -> bool:
    return not field.is_required() and value == field.get_default(call_default_factory=True)
