"""From rows to counts, here or shared out to others by the cases."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from relapse_cli.batch.case_rows import CaseRows, Repeated
from relapse_cli.batch.partial import Asked, Partial, Seen
from relapse_cli.batch.partial_file import from_json, to_json

if TYPE_CHECKING:
    from relapse_cli.batch.engines.engine import Engine
    from relapse_cli.model.bank import Bank

WORTH_SHARING = 16 << 20
"""Bytes of rows; to begin processes for fewer takes longer than to count them."""
_PART = 8 << 20


def counted(
    bank: Bank,
    asked: Asked,
    rows: CaseRows,
    *,
    seen: Seen | None = None,
    stopped: bool = False,
    repeated: Repeated | None = None,
) -> Partial:
    """Count all cases that were kept.

    Args:
        bank: the bank that the rows were made with.
        asked: what was asked.
        rows: the rows, all of them.
        seen: how many records came; what repeats here is added to it.
        stopped: it was ended before all records had come.
        repeated: is told each record that came again.
    """
    again = 0

    def note(name: str, earlier: int, later: int) -> None:
        nonlocal again
        again += 1
        if repeated is not None:
            repeated(name, earlier, later)

    partial = Partial(asked, stopped=stopped)
    for case in rows.cases(note):
        partial.add(bank, case)
    partial.seen = (seen or Seen()).plus(Seen(repeated=again))
    return partial


def counted_by(engine: Engine, bank: Bank, asked: Asked, rows: CaseRows, seen: Seen) -> Partial:
    """Let others count all cases that were kept: no case is in two parts.

    Args:
        engine: who counts.
        bank: the bank that the rows were made with.
        asked: what was asked.
        rows: the rows, all of them.
        seen: how many records came.
    """
    partial = Partial(asked, seen=seen)
    for done in engine.run(count_part, pickle.dumps((bank, asked)), _parts(rows)):
        partial.merge(from_json(done, "a part"))
    return partial


def _parts(rows: CaseRows) -> Iterator[bytes]:
    """The rows in parts of a bounded size."""
    part: list[tuple[int, bytes]] = []
    size = 0
    for bucket, data in rows.packed():
        part.append((bucket, data))
        size += len(data)
        if size > _PART:
            yield pickle.dumps(part)
            part, size = [], 0
    if part:
        yield pickle.dumps(part)


def count_part(shared: bytes, part: bytes) -> bytes:
    """Count a part, as the work of an engine."""
    bank, asked = _begun(shared)
    with CaseRows(Path(), spills=False) as rows:
        for bucket, data in pickle.loads(part):  # noqa: S301 - it comes from the one who gives the work
            rows.take_packed(bucket, data)
        return to_json(counted(bank, asked, rows))


@lru_cache(maxsize=1)
def _begun(shared: bytes) -> tuple[Bank, Asked]:
    """What is the same for all parts."""
    return cast("tuple[Bank, Asked]", pickle.loads(shared))  # noqa: S301 - as above
