"""Numbers with their nouns, and several things in one sentence."""

from __future__ import annotations

from collections.abc import Sequence


def plural(number: float, noun: str, many: str = "") -> str:
    """Return the noun as it stands behind a number."""
    return noun if number == 1 else many or f"{noun}s"


def counted(number: int, noun: str, many: str = "", *, one: str = "1") -> str:
    """Return ``1 answer`` or ``3 answers``; ``many`` says what an s alone does not make of the noun."""
    return f"{one if number == 1 else f'{number:,}'} {plural(number, noun, many)}"


_NAMED = 4
"""How many things a sentence names before it counts the rest."""


def listed(things: Sequence[str], most: int = _NAMED) -> str:
    """Return ``a; b; and 3 more``, which names ``most`` things at the most, the count among them."""
    shown = things if len(things) <= most else things[: most - 1]
    rest = len(things) - len(shown)
    return "; ".join([*shown, *([f"and {rest} more"] if rest else [])])


def series(things: Sequence[str], last: str = "and") -> str:
    """Return ``a, b and c``."""
    return f" {last} ".join(filter(None, (", ".join(things[:-1]), *things[-1:])))
