"""What the tables of all questions are made from, and how they write their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from relapse_cli.batch import intervals
from relapse_cli.batch.row import Row
from relapse_cli.batch.suppression import in_line, is_few, is_small, pair
from relapse_cli.batch.tally import Count, Key, Tally
from relapse_cli.model.bank import Bank
from relapse_cli.model.review import Cell, Column, Mark
from relapse_cli.text.nouns import counted

INTERVIEW = "interview"
FOLLOWUP = "followup"
KINDS = (INTERVIEW, FOLLOWUP)

SHARE_COLUMNS = (
    Column("share", "Share", "share"),
    Column("share_low", "Share, low end", "low"),
    Column("share_high", "Share, high end", "high"),
)
"""A share with its interval; see `share_cells`."""

_PLACES = 4


@dataclass(frozen=True)
class View:
    """Counts as they may be shown.

    Attributes:
        min_cell: a count under this is withheld.
        until: the day of the last session of all, where these counts are of a group.
    """

    bank: Bank
    tally: Tally
    min_cell: int
    until: str = ""

    @property
    def last_day(self) -> str:
        """The day on which the records end."""
        return self.until or self.tally.last_day

    def total(self, name: str, key: Key) -> Count:
        """How often a key was seen."""
        return self.tally.count(name, key)

    @cached_property
    def months(self) -> Mapping[str, Mapping[str, Count]]:
        """By kind of session, the months with how many there were, in order."""
        found: dict[str, dict[str, Count]] = {kind: {} for kind in KINDS}
        for key, count in self.tally.counts("month").items():
            if isinstance(key, tuple):
                found[str(key[0])][str(key[1])] = count
        return found

    @cached_property
    def levels(self) -> Mapping[str, Mapping[int, Count]]:
        """By kind of session, every level with how many there were."""
        known = sorted(self.bank.wording.levels)
        return {kind: {level: self.total("level", (kind, level)) for level in known} for kind in KINDS}

    @cached_property
    def closed_months(self) -> Mapping[str, frozenset[str]]:
        """By kind of session, the months whose number of sessions is withheld."""
        return {
            kind: in_line(months, self.min_cell, closed=self.is_closed(kind))
            for kind, months in self.months.items()
        }

    @cached_property
    def closed_levels(self) -> Mapping[str, frozenset[int]]:
        """By kind of session, the levels whose number of sessions is withheld."""
        return {
            kind: in_line(levels, self.min_cell, closed=self.is_closed(kind))
            for kind, levels in self.levels.items()
        }

    def sessions(self, kind: str) -> Count:
        """How many sessions of a kind there were."""
        return self.total("sessions", kind)

    def is_closed(self, kind: str) -> bool:
        """Whether there were so few sessions of a kind that nothing can be told of them."""
        return is_small(self.sessions(kind), self.min_cell)

    def tells(self, kind: str) -> bool:
        """Whether there were sessions of a kind, and enough of them to tell something."""
        return self.sessions(kind).records > 0 and not self.is_closed(kind)

    def few(self, *numbers: int) -> bool:
        """Whether one of some numbers is so small that it could tell of somebody."""
        return any(is_few(number, self.min_cell) for number in numbers)

    @cached_property
    def shows_cases(self) -> bool:
        """Whether the number of all cases is shown: that less the cases with an interview is one, too."""
        every, interviewed = self.total("cases", "all").cases, self.sessions(INTERVIEW).cases
        return not self.few(every, every - interviewed)

    def whole_words(self, kind: str) -> str:
        """All sessions of a kind, and how many cases they belong to where that may be told."""
        whole = self.sessions(kind)
        sessions = counted(whole.records, sessions_words(kind, one=True))
        if kind == FOLLOWUP and not self._shows_followed:
            return sessions
        return f"{sessions} of {counted(whole.cases, 'case')}"

    @property
    def _shows_followed(self) -> bool:
        """Whether the number of cases with a follow-up gives away no others, nor those that have both."""
        every = self.total("cases", "all").cases
        interviewed, followed = (self.sessions(kind).cases for kind in KINDS)
        return self.shows_cases and not self.few(every - followed, interviewed + followed - every)

    @staticmethod
    def without(whole: Count, part: Count) -> Count:
        """Those of a number in which something was not seen; how many cases these are is not counted."""
        rest = whole.records - part.records
        return Count(rest, rest)

    def withholds(self, yes: Count, of: Count) -> bool:
        """Whether a count out of a number that is shown is withheld."""
        return pair(yes, of, self.min_cell, closed=is_small(of, self.min_cell))


def number(value: float, *, held: bool = False) -> Cell:
    """A number that was worked out, or the mark that it is withheld."""
    return Mark.WITHHELD if held else round(value, _PLACES)


def count_cell(count: Count, *, held: bool) -> Cell:
    """A count of sessions."""
    return Mark.WITHHELD if held else count.records


def cases_cell(count: Count, *, held: bool) -> Cell:
    """A count of cases."""
    return Mark.WITHHELD if held else count.cases


def share_cells(seen: int, of: int, *, held: bool) -> tuple[Cell, Cell, Cell]:
    """A share with the ends of its interval; nothing where there is nothing to have a share of."""
    if held:
        return (Mark.WITHHELD,) * 3
    if of == 0:
        return (None,) * 3
    found = intervals.share(seen, of)
    return number(found.value), number(found.low), number(found.high)


def kind_of(row: Row) -> str:
    """The kind of session that a row is of."""
    return FOLLOWUP if row.followup else INTERVIEW


def sessions_words(kind: str, *, one: bool = False) -> str:
    """A kind of session as a reader calls it."""
    words = "interview" if kind == INTERVIEW else "follow-up"
    return words if one else f"{words}s"
