"""Pages of text, cut anew whenever the window changes its size."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from relapse_cli.model.screen import Card
from relapse_cli.prompters.arrow_keys.prompts.endings import Ending, Submitted
from relapse_cli.prompters.arrow_keys.prompts.frame import Line, Space
from relapse_cli.prompters.arrow_keys.prompts.list_prompt import NEUTRAL, Row
from relapse_cli.prompters.card_text import card_blocks, pages_of_blocks

_ROOM_AROUND, ROOM_AROUND_CAREFUL = 6, 9
"""Rows of a page for its title, its rows to choose, the keys, and on careful ones a word on what to do."""

_LEAST_LINES = 4
_FEW = 3
"""So few lines are not left alone on the last page, where a paragraph can go with them."""

LinesFor = Callable[[int], list[str]]
"""Wrapped lines for a width."""

_Cut = Callable[[int, int], list[list[str]]]
"""Pages for a width and a number of lines."""

ON = "on"
"""The row that turns the page, or leaves the last one."""

_BEFORE = "before"
"""The row that goes back to the page before."""

_SAME = "same"
"""Stands for staying on the page, at a key that leads beyond the first or the last."""

FINISH_HERE = Row("finish", "Finish here: the answers, then the plan")
"""The row of an emergency card that leaves the rest of the interview."""


class Pages:
    """Pages, and the one that is shown.

    Args:
        title: what the pages are.
        cut: the pages for the room there is.
        onward: the row that leaves the last page.
        careful: whether no row is chosen at first.
        beside: further rows on the last page.
    """

    def __init__(
        self, title: str, cut: _Cut, onward: str, careful: bool = False, beside: Sequence[Row] = ()
    ) -> None:
        self.title = title
        self.cut = cut
        self.onward = onward
        self.careful = careful
        self.beside = tuple(beside)
        self.number = 1
        self._count = 1

    @property
    def keys(self) -> tuple[str, ...]:
        """What stands in the line of keys."""
        return (
            ("Move down to confirm, then Enter.", "Ctrl-C pauses.") if self.careful else ("Enter goes on.",)
        )

    def head(self, space: Space) -> list[Line]:
        """The page that is shown; with more room there are fewer pages."""
        around = ROOM_AROUND_CAREFUL if self.careful else _ROOM_AROUND
        pages = self.cut(space.width, max(_LEAST_LINES, space.rows - around))
        self._count = len(pages)
        self.number = min(self.number, self._count)
        count = f"  ·  page {self.number} of {self._count}" if self._count > 1 else ""
        if not self.title and not any(pages):
            return []
        return [("label", f"{self.title}{count}"), ("", ""), *(("", line) for line in pages[self.number - 1])]

    def rows(self, space: Space) -> list[Row]:
        """The row that turns the page; where nothing has to be confirmed, also one that turns back."""
        self.head(space)
        is_last = self.number == self._count
        rows = [Row(ON, self.onward), *self.beside] if is_last else [Row(ON, "Next page")]
        before = [Row(_BEFORE, "Page before")] if self.number > 1 else []
        return [NEUTRAL, *rows] if self.careful else [*rows, *before]

    def turn(self, row: object) -> bool:
        """Go to the next page or the one before, whichever the row leads to; ``False`` when it leaves."""
        if row == _BEFORE:
            self.number = max(1, self.number - 1)
            return True
        if row == _SAME:
            return True
        self.number += 1
        return row == ON and self.number <= self._count

    def turned(self, step: int) -> Ending | None:
        """What a key for the next page (1) or the one before (-1) ends with; ``None`` where it turns none.

        It neither leaves the last page nor passes what has to be confirmed.
        """
        if self.careful or self._count == 1:
            return None
        if not 1 <= self.number + step <= self._count:
            return Submitted(_SAME)
        return Submitted(ON if step > 0 else _BEFORE)


def cut_lines(lines: LinesFor) -> _Cut:
    """Pages of lines, where possible cut at an empty one."""
    return lambda width, size: pages_of(lines(width), size)


def cut_card(card: Card, beside: int) -> _Cut:
    """Pages of an emergency card; the last one has room for more rows to choose."""
    return lambda width, size: pages_of_blocks(card_blocks(card, width), size, max(1, size - beside))


def pages_of(lines: Sequence[str], size: int) -> list[list[str]]:
    """Cut lines into pages, where possible at an empty line."""
    pages: list[list[str]] = []
    rest = list(lines)
    while len(rest) > size:
        least = 1 if len(rest) - size <= _FEW else size // 2
        gaps = [i for i in range(size, least, -1) if not rest[i]]
        cut = gaps[0] if gaps else size
        pages.append(rest[:cut])
        rest = rest[cut + 1 if gaps else cut :]
    return [*pages, rest]
