"""Several numbers typed on one line, such as ``5 4 6 / 7``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from relapse_cli.prompters.typed.values import Unreadable, range_words, read_number, written

LEFT_OUT, SLASH = "-", "/"
LIST_COMMA = re.compile(r",(?=\s|$)")
"""A comma between two numbers; one within a number is a decimal comma."""
MARKS = {"?": "unknown", "x": "declined"}
SIGNS = {status: sign for sign, status in MARKS.items()}


def read_line(text: str, screen: Screen, clerk: Clerk = NO_CLERK) -> dict[str, object] | Unreadable:
    """Read a line into values and status objects by field; each number is checked on its own."""
    placed = place_words(LIST_COMMA.sub(" ", text), screen)
    if isinstance(placed, Unreadable):
        return placed
    given: dict[str, object] = {}
    problems: list[str] = []
    for number, word in placed:
        if word == LEFT_OUT:
            continue
        field = str(number.step.field)
        if word in MARKS:
            given[field] = {"status": MARKS[word]}
            continue
        value = given[field] = read_number(word, number)
        faults = [value.message] if isinstance(value, Unreadable) else clerk.faults(value, number.step)
        problems += [f"{capital(number.label)}: {fault}" for fault in faults]
    return Unreadable(" ".join(problems)) if problems else given


def place_words(text: str, screen: Screen) -> list[tuple[Screen, str]] | Unreadable:
    """Put each word to its number; a slash parts the two kinds, so that numbers before it may be left out."""
    before, after = split_kinds(screen.line)
    left, slash, right = text.lower().partition(SLASH)
    if not slash or not after:
        words = re.split(r"[\s/;]+", text.lower().strip())
        return fill(screen.line, words)
    first, second = fill(before, left.split()), fill(after, right.split())
    if isinstance(first, Unreadable) or isinstance(second, Unreadable):
        return first if isinstance(first, Unreadable) else second
    return first + second


def fill(numbers: Sequence[Screen], words: Sequence[str]) -> list[tuple[Screen, str]] | Unreadable:
    """Put words to numbers in their order; fewer words leave the last numbers out."""
    if len(words) > len(numbers):
        names = ", ".join(number.label for number in numbers)
        return Unreadable(f"Here {'is' if len(numbers) == 1 else 'are'} {len(numbers)} to type: {names}.")
    return list(zip(numbers, words, strict=False))


def split_kinds(numbers: Sequence[Screen]) -> tuple[Sequence[Screen], Sequence[Screen]]:
    """The numbers before and after the place where their kind changes."""
    place = next((i for i, number in enumerate(numbers) if number.kind != numbers[0].kind), len(numbers))
    return numbers[:place], numbers[place:]


def written_line(screen: Screen) -> str:
    """What is recorded, as it would be typed; empty when nothing is, and without what is left out last."""
    words = [SIGNS.get(n.status or "", written(n.current) or LEFT_OUT) for n in screen.line]
    place = len(split_kinds(screen.line)[0])
    before, after = (without_last(part) for part in (words[:place], words[place:]))
    return f"{' '.join(before) or LEFT_OUT} {SLASH} {' '.join(after)}" if after else " ".join(before)


def without_last(words: Sequence[str]) -> list[str]:
    """The words up to the last one that is not left out."""
    last = max((place for place, word in enumerate(words) if word != LEFT_OUT), default=-1)
    return list(words[: last + 1])


def line_names(screen: Screen) -> str:
    """The names of the numbers in their order, with the slash where the kind changes."""
    parts = [", ".join(number.label for number in part) for part in split_kinds(screen.line) if part]
    return capital(f" {SLASH} ".join(parts))


def line_ranges(screen: Screen) -> list[str]:
    """The range of each number, for the help page."""
    units = [f" {number.unit}s" if number.unit else "" for number in screen.line]
    return [f"{capital(n.label)}:{range_words(n)}{unit}." for n, unit in zip(screen.line, units, strict=True)]


def capital(words: str) -> str:
    """Words with a capital letter at the front."""
    return f"{words[:1].upper()}{words[1:]}"
