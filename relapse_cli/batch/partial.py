"""Counts that can be put together: what a review keeps of any number of cases, and what clinics share.

It holds no record, no id and no case code. Two partials together are what one would be that had counted all
cases itself; so no case may be in both: clinics that share a patient count that patient twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from relapse_cli.batch.case import Case, case_of, of_group
from relapse_cli.batch.measures.catalogue import count_case
from relapse_cli.batch.row import Row
from relapse_cli.batch.tally import Tally
from relapse_cli.errors import InputError, UsageError
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import BankPin

_MOST_GROUPS = 1000

Group = tuple[str | None, ...]


@dataclass(frozen=True)
class Asked:
    """What was asked: two partials can be put together only where it is the same.

    Attributes:
        bank: the bank that all records were read with.
        where: the condition, as it was written; empty where there was none.
        by: the names of what is grouped by.
        since: the first day that was asked for, and ``until`` the last one; empty where there was none.
    """

    bank: BankPin
    where: str = ""
    by: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    def differs_from(self, other: Asked) -> str:
        """What was asked otherwise, in words; empty where all is the same."""
        if self.bank != other.bank:
            return f"bank {_pin_words(self.bank)} here, bank {_pin_words(other.bank)} there"
        for name in ("where", "by", "since", "until"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine != theirs:
                return f"--{name} {_option_words(mine)} here, {_option_words(theirs)} there"
        return ""


def _pin_words(pin: BankPin) -> str:
    return f"{pin.id} {pin.version} ({pin.digest[:19]})"


def _option_words(said: str | tuple[str, ...]) -> str:
    return ", ".join([said] if isinstance(said, str) else said) or "not given"


@dataclass(frozen=True)
class Seen:
    """How many records came, and what became of those that are not counted.

    Attributes:
        read: records that were found.
        refused: with faults; ``other_version`` those of them whose version cannot be brought to this bank.
        migrated: brought from an older version; among the counted ones.
        repeated: of an id that came again.
        left_out: valid, and not what was asked for.
    """

    read: int = 0
    refused: int = 0
    other_version: int = 0
    migrated: int = 0
    repeated: int = 0
    left_out: int = 0

    def plus(self, other: Seen) -> Seen:
        """Both together."""
        return Seen(*(a + b for a, b in zip(self._numbers(), other._numbers(), strict=True)))

    def _numbers(self) -> tuple[int, ...]:
        return self.read, self.refused, self.other_version, self.migrated, self.repeated, self.left_out


def in_order(group: Group) -> tuple[tuple[bool, str], ...]:
    """A sort key of groups: what is not known comes last."""
    return tuple((part is None, part or "") for part in group)


@dataclass
class Partial:
    """The counts of some of the cases.

    Attributes:
        counted: records behind the counts; a session may be written down in several.
        stopped: it was ended before all records had come.
        whole: the counts of all sessions.
        groups: the counts of each group, where something is grouped by.
    """

    asked: Asked
    seen: Seen = field(default_factory=Seen)
    counted: int = 0
    stopped: bool = False
    whole: Tally = field(default_factory=Tally)
    groups: dict[Group, Tally] = field(default_factory=dict)

    def add(self, bank: Bank, rows: Iterable[Row]) -> None:
        """Count a case: all its rows, each once."""
        case = case_of(rows)
        self.counted += sum(len(sitting.parts) for sitting in case.known)
        count_case(bank, case, self.whole)
        if self.asked.by:
            self._add_groups(bank, case)

    def merge(self, other: Partial) -> None:
        """Add the counts of another one.

        Raises:
            InputError: another bank was used there, or something else was asked.
        """
        if differing := self.asked.differs_from(other.asked):
            raise InputError(
                f"These counts do not go together: {differing}.",
                remedy="Count again with the same bank and the same options, then merge.",
            )
        self.seen = self.seen.plus(other.seen)
        self.counted += other.counted
        self.stopped = self.stopped or other.stopped
        self.whole.merge(other.whole)
        for group, tally in other.groups.items():
            self._group(group).merge(tally)

    def _add_groups(self, bank: Bank, case: Case) -> None:
        for group in dict.fromkeys(sitting.row.group for sitting in case.known):
            count_case(bank, of_group(case, group), self._group(group))

    def _group(self, group: Group) -> Tally:
        if group not in self.groups:
            if len(self.groups) == _MOST_GROUPS:
                raise UsageError(
                    f"There are more than {_MOST_GROUPS} groups.",
                    remedy="Group by something that has fewer values.",
                )
            self.groups[group] = Tally()
        return self.groups[group]
