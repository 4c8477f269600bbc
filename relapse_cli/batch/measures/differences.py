"""Two months or two groups beside each other: their shares, and the difference with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from relapse_cli.batch import intervals
from relapse_cli.batch.measures import flags, levels, unresolved
from relapse_cli.batch.measures.view import INTERVIEW, View, number
from relapse_cli.model.review import Cell, Column, Mark, Table

Part = tuple[int, int]
"""How many, of how many."""


@dataclass(frozen=True)
class Compared:
    """A share in two places.

    Attributes:
        words: what it is a share of: "at level 4".
        table: the id of the table that shows it.
        one: the later month or the first group; ``None`` where it is withheld. ``other`` likewise.
    """

    id: str
    words: str
    table: str
    one: Part | None
    other: Part | None

    def difference(self, sure: float = intervals.USUAL) -> intervals.Interval | None:
        """The first share less the second; ``None`` where one is withheld or has nothing in it."""
        if self.one is None or self.other is None or not (self.one[1] and self.other[1]):
            return None
        return intervals.difference(self.one, self.other, sure)


def last_months(view: View) -> tuple[str, str] | None:
    """The last month of which the number of interviews is shown, and the one before it."""
    months = [month for month in view.months[INTERVIEW] if month not in view.closed_months[INTERVIEW]]
    return (months[-1], months[-2]) if len(months) > 1 else None


def between_months(view: View, one: str, other: str) -> Iterator[Compared]:
    """What two months are compared by: levels, open questions, flags."""
    split = levels.by_month(view)
    for level in split.what:
        yield Compared(
            f"level_{level}",
            f"at level {level}",
            "levels_by_month",
            split.known(one, level),
            split.known(other, level),
        )
    unsaid = unresolved.by_month(view)
    yield Compared(
        "unresolved", "with an open critical question", "unresolved_by_month",
        unsaid.known(one, True), unsaid.known(other, True),
    )  # fmt: skip
    for flag in flags.known_flags(view, INTERVIEW):
        if view.total("flag", (INTERVIEW, flag.id)).records:
            set_in = flags.by_month(view, flag)
            yield Compared(
                flag.id, f"with {flag.id}, {flag.short or flag.text}", "flags_by_month",
                set_in.known(one, True), set_in.known(other, True),
            )  # fmt: skip


def table(name: str, title: str, one: str, other: str, found: Sequence[Compared]) -> Table:
    """The shares of two places beside each other."""
    return Table(
        id=name,
        title=title,
        says=f"The shares of {one} and of {other}, and the first less the second.",
        of="the interviews of each",
        total=None,
        aside=("share_of", "one_share", "other_share"),
        columns=(
            Column("share_of", "Share", "name"),
            Column("words", "Interviews", "words"),
            Column("one", one, "count", of="one_of"),
            Column("one_of", f"{one}, of", "count"),
            Column("one_share", "Share", "share"),
            Column("other", other, "count", of="other_of"),
            Column("other_of", f"{other}, of", "count"),
            Column("other_share", "Share", "share"),
            Column("difference", "Difference", "points"),
            Column("difference_low", "Difference, low end", "low"),
            Column("difference_high", "Difference, high end", "high"),
        ),
        rows=tuple(_row(each) for each in found),
        note=f"Intervals (Newcombe, 95 %) for {len(found)} differences: about one in twenty of them excludes "
        "none by chance alone. Interviews of one case are alike and may be in both, so the true uncertainty "
        "is larger.",
    )


def _row(compared: Compared) -> tuple[Cell, ...]:
    found = compared.difference()
    gap: tuple[Cell, ...] = (None,) * 3
    if found is not None:
        gap = (number(found.value), number(found.low), number(found.high))
    elif compared.one is None or compared.other is None:
        gap = (Mark.WITHHELD,) * 3
    return compared.id, compared.words, *_cells(compared.one), *_cells(compared.other), *gap


def _cells(part: Part | None) -> tuple[Cell, ...]:
    if part is None:
        return (Mark.WITHHELD,) * 3
    seen, of = part
    return seen, of, number(seen / of) if of else None
