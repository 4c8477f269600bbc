"""The frame around a prompt: what stands above it, what went wrong, the line of keys below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from relapse_cli.text.width import clip, columns_of

_TOOLBAR_WIDTH = 100
_KEY_GAP = "   "
_TEXT_WIDTH = 100
OPTION_WIDTH = 92
ROOM_BELOW = 3
"""Rows for a problem, an empty line and the line of keys."""

STYLE = [
    ("pointer", "bold"),
    ("highlighted", "bold"),
    ("selected", "bold"),
    ("separator", "underline"),
    ("section", "italic"),
    ("label", "bold"),
    ("problem", "bold"),
    ("keys", "italic"),
]
"""No colour carries a meaning; every terminal can show these."""

Line = tuple[str, str]
"""A style class and one line of text."""


@dataclass(frozen=True, slots=True)
class Space:
    """How much room the terminal has just now."""

    columns: int
    rows: int

    @property
    def width(self) -> int:
        """How wide running text is."""
        return max(20, min(_TEXT_WIDTH, self.columns - 2))

    @property
    def option_width(self) -> int:
        """How wide an option is, without its pointer and mark."""
        return max(16, min(OPTION_WIDTH, self.columns - 8))


Head = Callable[[Space], list[Line]]
"""The lines above a prompt, wrapped for the room there is."""


def _no_head(_: Space) -> list[Line]:
    """Nothing stands above it."""
    return []


@dataclass
class Place:
    """Where a text is being read that is longer than the room it has; the keys for pages turn it.

    Attributes:
        page: the page that is shown, counted from 0.
        pages: how many there were when it was drawn last.
    """

    page: int = 0
    pages: int = 1

    def turn(self, step: int) -> bool:
        """Turn a page on (1) or back (-1), and not beyond the ends; ``False`` where there is one page."""
        self.page = max(0, min(self.pages - 1, self.page + step))
        return self.pages > 1


@dataclass
class Frame:
    """What stands around a prompt; ``problem`` may change while it is on screen.

    Attributes:
        head: the lines above the prompt.
        keys: the line of keys below, part by part.
        kept: what stands behind the keys about the last change, while nothing on screen waits to be taken.
        problem: why something was not done.
        place: where the text above the prompt is being read, if it has one.
    """

    head: Head = _no_head
    keys: tuple[str, ...] = ()
    kept: str = ""
    problem: str = ""
    place: Place = field(default_factory=Place)


def keys_line(state: Sequence[str], keys: Sequence[str], columns: int) -> str:
    """The state and the keys on one line; what does not fit is left out whole, from the end."""
    room = min(_TOOLBAR_WIDTH, columns - 2)
    parts = [*state, *keys]
    while len(parts) > 1 and columns_of(_KEY_GAP.join(parts)) > room:
        parts.pop()
    return clip(_KEY_GAP.join(parts), room)
