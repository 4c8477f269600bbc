"""Words that run from right to left, kept apart: among others they would move what stands beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_TO_THE_LEFT = frozenset({"R", "AL", "AN"})
_FIRST_TO_THE_LEFT = "\u0590"
"""No letter before this one runs to the left."""

_QUOTED = re.compile("“[^”]*”")


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text in order, each with whether it has to stand apart.

    A quotation is one part, so that words of both directions keep their order within it.
    """
    if all(letter < _FIRST_TO_THE_LEFT for letter in text):
        yield from ((text, False),) if text else ()
        return
    done = 0
    for quoted in _QUOTED.finditer(text):
        yield from _plain_runs(text[done : quoted.start()])
        yield quoted[0], any(map(_runs_left, quoted[0]))
        done = quoted.end()
    yield from _plain_runs(text[done:])


def _plain_runs(text: str) -> Iterator[tuple[str, bool]]:
    """Each stretch from a letter that runs to the left up to the last one before a letter that does not."""
    done, place = 0, 0
    while place < len(text):
        if not _runs_left(text[place]):
            place += 1
            continue
        end = ahead = place + 1
        while ahead < len(text) and unicodedata.bidirectional(text[ahead]) != "L":
            ahead += 1
            end = ahead if _runs_left(text[ahead - 1]) else end
        yield from ((text[done:place], False),) if done < place else ()
        yield text[place:end], True
        done = place = end
    yield from ((text[done:], False),) if done < len(text) else ()


def _runs_left(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in _TO_THE_LEFT
