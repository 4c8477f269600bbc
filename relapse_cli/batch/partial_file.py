"""Counts as a file, ``relapse-review-partial/1``: the same counts always give the same bytes."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import msgspec

from relapse_cli.batch.measures.view import KINDS
from relapse_cli.batch.partial import Asked, Group, Partial, Seen, in_order
from relapse_cli.batch.tally import Key, Tally
from relapse_cli.errors import InputError
from relapse_cli.model.record import BankPin

PARTIAL_FORMAT = "relapse-review-partial/1"

_Item = tuple[str | int | tuple[str | int, ...], int, int]
"""A key, in how many sessions and in how many cases it was seen."""


class _Counts(msgspec.Struct, forbid_unknown_fields=True):
    first_day: str
    last_day: str
    whole_steps: int
    counts: dict[str, list[_Item]]


class _Pin(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    version: str
    digest: str


class _File(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    format: str
    bank: _Pin
    where: str
    by: tuple[str, ...]
    since: str
    until: str
    seen: dict[str, int]
    counted: int
    stopped: bool
    whole: _Counts
    groups: list[tuple[Group, _Counts]]


def to_json(partial: Partial) -> bytes:
    """Write counts as one line."""
    asked, pin = partial.asked, partial.asked.bank
    groups = sorted(partial.groups.items(), key=lambda item: in_order(item[0]))
    whole = _File(
        format=PARTIAL_FORMAT,
        bank=_Pin(pin.id, pin.version, pin.digest),
        where=asked.where,
        by=asked.by,
        since=asked.since,
        until=asked.until,
        seen=msgspec.to_builtins(partial.seen),
        counted=partial.counted,
        stopped=partial.stopped,
        whole=_counts(partial.whole),
        groups=[(group, _counts(tally)) for group, tally in groups],
    )
    return msgspec.json.encode(whole, order="sorted") + b"\n"


def _counts(tally: Tally) -> _Counts:
    tally.settle()
    return _Counts(
        first_day=tally.first_day,
        last_day=tally.last_day,
        whole_steps=tally.whole_steps,
        counts={
            name: [(key, seen.records, seen.cases) for key, seen in tally.counts(name).items()]
            for name in tally.records
            if tally.records[name]
        },
    )


def from_json(data: bytes, name: str) -> Partial:
    """Read counts.

    Args:
        data: the file.
        name: what it is called.

    Raises:
        InputError: it is no file of counts, or it was changed by hand.
    """
    try:
        return _partial(msgspec.json.decode(data, type=_File))
    except (ValueError, msgspec.MsgspecError) as error:  # a word that is no text is a ValueError
        raise InputError(
            f"{name} holds no counts of a review: {error}.",
            remedy="Name a file that was written with --partial.",
        ) from error


def _partial(read: _File) -> Partial:
    """Counts whose shape is right; raises ValueError where a value is not."""
    if read.format != PARTIAL_FORMAT:
        raise ValueError(f"its format is not {PARTIAL_FORMAT}")
    pin = BankPin(id=read.bank.id, version=read.bank.version, digest=read.bank.digest)
    if any(len(group) != len(read.by) for group, _ in read.groups):
        raise ValueError("a group is none of those that were asked for")
    return Partial(
        asked=Asked(pin, read.where, read.by, read.since, read.until),
        seen=msgspec.convert(read.seen, Seen),
        counted=read.counted,
        stopped=read.stopped,
        whole=_tally(read.whole),
        groups={group: _tally(counts) for group, counts in read.groups},
    )


def _tally(counts: _Counts) -> Tally:
    for day in filter(None, (counts.first_day, counts.last_day)):
        date.fromisoformat(day)
    if not 0 <= counts.whole_steps <= Tally().whole_steps:
        raise ValueError("whole_steps is no number of steps")
    tally = Tally(first_day=counts.first_day, last_day=counts.last_day, whole_steps=counts.whole_steps)
    for name, items in counts.counts.items():
        records: Counter[Key] = Counter()
        cases: Counter[Key] = Counter()
        for key, seen, held in items:
            if key in records or not (seen > 0 and 0 <= held <= seen):
                raise ValueError(f"a count of '{name}' is no count")
            if not _fits(name, key):
                raise ValueError(f"'{name}' counts something that is not known")
            records[key], cases[key] = seen, held
        tally.records[name], tally.cases[name] = records, cases
    return tally


_SHAPES: dict[str, str] = {
    "sessions": "k", "cases": "w", "level": "kn", "month": "km", "level_month": "kmn", "case_level": "n",
    "flag": "kw", "flag_month": "kmw", "could": "kw", "alone": "knw",
    "sequence": "w", "domain": "w", "first": "w", "whole": "s",
    "piece": "s", "recur_cases": "w", "recurs": "s",
    "since_use": "ww", "since_use_least": "n", "since_use_most": "n",
    "next": "ww", "next_hours": "n", "next_none": "d",
    "open": "kw", "open_month": "km", "line": "w", "followed": "w", "line_state": "ww",
    "after_plan": "wn", "after_plan_days": "wn", "scale": "wmn", "scale_change": "wn",
}  # fmt: skip
"""By the name of a count what its keys are.

That is k a kind of session, m a month, d a day, n a number, w a word, s steps.
"""

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _fits(name: str, key: Key) -> bool:
    """Whether a key is one that a count of this name may have."""
    shape = _SHAPES.get(name, "")
    parts = key if isinstance(key, tuple) else (key,)
    if shape == "s":
        return isinstance(key, tuple) and bool(key) and all(isinstance(part, str) for part in key)
    return (
        isinstance(key, tuple) == (len(shape) > 1)
        and len(parts) == len(shape)
        and all(_is(kind, part) for kind, part in zip(shape, parts, strict=True))
    )


def _is(kind: str, part: str | int) -> bool:
    if kind == "n":
        return isinstance(part, int)
    if not isinstance(part, str):
        return False
    match kind:
        case "k":
            return part in KINDS
        case "m":
            return _MONTH.fullmatch(part) is not None
        case "d":
            return _DAY.fullmatch(part) is not None and date.fromisoformat(part) is not None
        case _:
            return True
