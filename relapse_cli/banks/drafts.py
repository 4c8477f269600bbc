"""A bank whose shape has faults, filled in so far that the rest of it can be judged.

What is filled in means nothing: nobody is asked from such a bank, and what is found there is not told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pydantic import ValidationError

from relapse_cli.model.bank import Bank
from relapse_cli.problems import NearName, did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from relapse_cli.places import KeyPath

_ROUNDS = 8
"""What is filled in may lack something itself: a mapping its keys, a list the kind of its items."""

_PLACEHOLDERS: dict[str, object] = {
    "tuple": [],
    "list": [],
    "dict": {},
    "model": {},
    "int": 2,
    "float": 2,
    "bool": False,
    "date": "2026-01-01",
    "string_pattern_mismatch": "{}",
}
_CHOICE = re.compile(r"'?([^',]+)'?")
_IN_A_SECTION = 4
"""How long the path of a question is."""


def draft_bank(shaped: object) -> tuple[Bank | None, frozenset[KeyPath]]:
    """Return a bank that can be judged, and the parts of it of which nothing may be told.

    ``None`` where it cannot be filled in.
    """
    parts = _copied(shaped)
    filled: set[KeyPath] = set()
    for _ in range(_ROUNDS):
        try:
            return Bank.model_validate(parts), frozenset(filled)
        except ValidationError as error:
            for detail in error.errors():
                filled.add(_part_of(detail["loc"]))
                _mend(parts, detail)
    return None, frozenset()


def _copied(value: object) -> object:
    """A copy of what holds things; the things themselves are never changed."""
    if isinstance(value, Mapping):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def _part_of(path: Sequence[str | int]) -> KeyPath:
    """The question, rule, line or part around a place."""
    return tuple(path[: _IN_A_SECTION if path[:1] == ("sections",) else 2])


def _mend(parts: object, detail: ErrorDetails) -> None:
    """Take away what is too much, and put something in the place of what is missing or of another kind."""
    *around, key = detail["loc"] or ("",)
    holder = parts
    for position, step in enumerate(around):
        inner = _inside(holder, step)
        if isinstance(inner, str) and position == len(around) - 1:  # the key names one kind of several
            if (near := _near_choice(inner, detail)) and isinstance(holder, dict):
                holder[step] = near
            return
        holder = inner
    if isinstance(holder, dict):
        if detail["type"] == "extra_forbidden":
            holder.pop(key, None)
        else:
            holder[key] = _placeholder(detail)
    elif isinstance(holder, list) and isinstance(key, int) and key < len(holder):
        holder[key] = _placeholder(detail)


def _inside(holder: object, step: str | int) -> object:
    if isinstance(holder, dict):
        return holder.get(step)
    found: object = None
    if isinstance(holder, list) and isinstance(step, int) and step < len(holder):
        found = holder[step]
    return found


def _near_choice(written: str, detail: ErrorDetails) -> str:
    """What was surely meant by a misspelt choice: another one would make faults of all that reads it."""
    choices = re.findall(r"'([^']+)'", str(detail.get("ctx", {}).get("expected", "")))
    near = did_you_mean(written, choices)
    return near.sure if isinstance(near, NearName) else ""


def _placeholder(detail: ErrorDetails) -> object:
    kind = detail["type"]
    if kind == "literal_error":
        found = _CHOICE.match(str(detail.get("ctx", {}).get("expected", "")))
        text = found.group(1) if found else "x"
        return int(text) if text.isdigit() else text
    return _copied(_PLACEHOLDERS.get(kind, _PLACEHOLDERS.get(kind.partition("_")[0], "x")))
