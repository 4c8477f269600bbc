"""Counts that were made elsewhere, put together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from relapse_cli.batch.partial import Partial
from relapse_cli.batch.partial_file import from_json
from relapse_cli.errors import InputError, UsageError, reason_of
from relapse_cli.plain_file import read_plain

_LARGEST = 256 << 20
"""Bytes of a file of counts; one of ten million records in a thousand groups is smaller."""


def merged(names: Sequence[str]) -> Partial:
    """Return the counts of all files together.

    Raises:
        UsageError: no file is named, or one twice.
        InputError: one of them holds no counts, or they do not go together.
    """
    if not names:
        raise UsageError("--merge needs files.", remedy="Name files that were written with --partial.")
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"{name} is named twice, and would count twice.", remedy="Name it once.")
    first, *others = map(_read, names)
    for other in others:
        first.merge(other)
    return first


def _read(name: str) -> Partial:
    try:
        data = read_plain(Path(name), _LARGEST)
    except (OSError, ValueError) as error:
        raise InputError(
            f"{name} cannot be read: {reason_of(error)}.", remedy="Check its name and permissions."
        ) from error
    if len(data) > _LARGEST:
        raise InputError(f"{name} is larger than {_LARGEST} bytes.", remedy="Check that it holds counts.")
    return from_json(data, name)
