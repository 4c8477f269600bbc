"""Several numbers typed on one line, such as ``5 4 6 / 7``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from relapse_cli.model.ask import Figure, Number, Numbers
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from relapse_cli.prompters.typed.days.read import Unreadable
from relapse_cli.prompters.typed.values import range_words, read_number, written
from relapse_cli.text.nouns import plural

_Figures = tuple[Figure, ...]
_LEFT_OUT, _SLASH = "-", "/"
_LIST_COMMA = re.compile(r",(?=\s|$)")
"""A comma between two numbers; one within a number is a decimal comma."""
_MARKS = {"?": "unknown", "x": "declined"}
_SIGNS = {status: sign for sign, status in _MARKS.items()}


def read_line(text: str, asked: Numbers, clerk: Clerk = NO_CLERK) -> dict[str, object] | Unreadable:
    """Read a line into values and status objects by field; each number is checked on its own."""
    placed = _placed(_LIST_COMMA.sub(" ", text), asked.figures)
    if isinstance(placed, Unreadable):
        return placed
    given: dict[str, object] = {}
    problems: list[str] = []
    for figure, word in placed:
        if word == _LEFT_OUT:
            continue
        field = str(figure.step.field)
        if word in _MARKS:
            given[field] = {"status": _MARKS[word]}
            continue
        value = given[field] = read_number(word, figure.number)
        faults = [value.message] if isinstance(value, Unreadable) else clerk.faults(value, figure.step)
        problems += [f"{_capital(figure.label)}: {fault}" for fault in faults]
    return Unreadable(" ".join(problems)) if problems else given


def _placed(text: str, figures: _Figures) -> list[tuple[Figure, str]] | Unreadable:
    """Put each word to its number; a slash parts the two kinds, so that numbers before it may be left out."""
    before, after = _split(figures)
    left, slash, right = text.lower().partition(_SLASH)
    if not slash or not after:
        words = re.split(r"[\s/;]+", text.lower().strip())
        return _filled(figures, words)
    first, second = _filled(before, left.split()), _filled(after, right.split())
    if isinstance(first, Unreadable) or isinstance(second, Unreadable):
        return first if isinstance(first, Unreadable) else second
    return first + second


def _filled(figures: _Figures, words: Sequence[str]) -> list[tuple[Figure, str]] | Unreadable:
    """Put words to numbers in their order; fewer words leave the last numbers out."""
    if len(words) > len(figures):
        names = ", ".join(figure.label for figure in figures)
        return Unreadable(f"Here {plural(len(figures), 'is', 'are')} {len(figures)} to type: {names}.")
    return list(zip(figures, words, strict=False))


def _split(figures: _Figures) -> tuple[_Figures, _Figures]:
    """The numbers before and after the place where amounts turn into ratings, or the other way round."""
    first = figures[0].number.rating
    place = next((i for i, figure in enumerate(figures) if figure.number.rating != first), len(figures))
    return figures[:place], figures[place:]


def written_line(asked: Numbers) -> str:
    """What is recorded, as it would be typed; empty when nothing is, and without what is left out last."""
    words = [
        _SIGNS.get(figure.stored.status or "", written(figure.stored.value) or _LEFT_OUT)
        for figure in asked.figures
    ]
    place = len(_split(asked.figures)[0])
    before, after = (_without_last(part) for part in (words[:place], words[place:]))
    return f"{' '.join(before) or _LEFT_OUT} {_SLASH} {' '.join(after)}" if after else " ".join(before)


def _without_last(words: Sequence[str]) -> list[str]:
    """The words up to the last one that is not left out."""
    last = max((place for place, word in enumerate(words) if word != _LEFT_OUT), default=-1)
    return list(words[: last + 1])


def line_names(asked: Numbers) -> str:
    """The names of the numbers in their order, with the slash where the kind changes."""
    parts = [", ".join(figure.label for figure in part) for part in _split(asked.figures) if part]
    return _capital(f" {_SLASH} ".join(parts))


def line_ranges(asked: Numbers) -> list[str]:
    """The range of each number, for the help page."""
    return [f"{_capital(f.label)}:{range_words(f.number)}{_unit(f.number)}." for f in asked.figures]


def _unit(number: Number) -> str:
    """What a number counts, with a blank before it."""
    return f" {number.unit}s" if number.unit else ""


def _capital(words: str) -> str:
    """Words with a capital letter at the front."""
    return f"{words[:1].upper()}{words[1:]}"
