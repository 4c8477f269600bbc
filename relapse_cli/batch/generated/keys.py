"""Keys that are given twice: a record that has one is refused, and msgspec takes the last without a word.

Whatever has been read is written again, each key once; the text must not hold more keys than that.
"""

from __future__ import annotations

import re

import msgspec

from relapse_cli.batch.generated.doubt import Doubtful

_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)


def judge_keys(data: bytes, written: bytes | None) -> None:
    """Refuse a text in which a key may be given twice.

    Every key and every string that was read is written again, so that a text which has as many colons lost
    none of them. A colon that is hidden in an escape would be written as one, and is looked for.

    Args:
        data: the text, which is JSON.
        written: what was read, written again; ``None`` = read it now.

    Raises:
        Doubtful: a key is given twice, or a status or wrapper stands beside something else.
    """
    if written is None or data.count(b":") != written.count(b":") or _may_hide_colons(data):
        _judge_each(data)


def _may_hide_colons(data: bytes) -> bool:
    return b"\\" in data and b"\\u003" in data


def _count_slowly(data: bytes) -> int:
    return _STRINGS.sub(b"", data).count(b":")


def _judge_each(data: bytes) -> None:
    """Look at every object: nulls are read as nothing, and are not written again."""
    try:
        value = msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        raise Doubtful from error
    found = 0
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            found += len(part)
            _judge_object(part)
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    if found != _count_slowly(data):
        raise Doubtful


def _judge_object(part: dict[str, object]) -> None:
    """Refuse what a null hides: a status or a wrapper beside something else."""
    if "status" in part and not part.keys() <= {"status", "note"}:
        raise Doubtful
    if "value" in part and not (part.keys() <= {"value", "note"} or part.keys() == {"value", "unit"}):
        raise Doubtful
    if "unit" in part and "value" not in part:
        raise Doubtful
