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

    Args:
        data: the text, which is JSON.
        written: what was read, written again without blanks; ``None`` = read it now.

    Raises:
        Doubtful: a key is given twice, or a status or wrapper stands beside something else.
    """
    if written is None or _count(data) != _count_written(written):
        _judge_each(data)


def _count_written(written: bytes) -> int:
    """The keys of a text without blanks."""
    if b"\\" not in written:
        return written.count(b'":')
    if b"\\\\" in written:
        return _count_slowly(written)
    return written.count(b'":') - written.count(b'\\":')


def _count(data: bytes) -> int:
    """The keys of a text: a colon after a quotation mark that is none of a word."""
    if b" :" in data or _has_blank_colon(data):
        return _count_slowly(data)
    return _count_written(data)


def _has_blank_colon(data: bytes) -> bool:
    """Whether a colon may stand behind a blank other than a space; one byte is looked for the fastest."""
    return (
        (b"\n" in data and b"\n:" in data)
        or (b"\t" in data and b"\t:" in data)
        or (b"\r" in data and b"\r:" in data)
    )


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
