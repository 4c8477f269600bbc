"""What two banks make of the same record, and the totals of many."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from relapse_cli.logic.plan.build import plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.record import Record


class Outcome(NamedTuple):
    """What a bank makes of a record.

    Attributes:
        level: what the rules compute.
        flags: the flags that are set, in the order of the bank.
        lines: the ids of the lines on its plan, each once, those of the family sheet behind them.
    """

    level: int
    flags: tuple[str, ...]
    lines: tuple[str, ...]


def outcome(bank: Bank, record: Record) -> Outcome:
    """Return what a bank makes of a record by itself, without an earlier one; its own lines are left out."""
    made = plan(bank, record)
    lines = [line.id for line in made.lines if line.role != "own"]
    lines += [line.id for line in made.family_lines]
    return Outcome(made.level, tuple(flag.id for flag in made.flags), tuple(dict.fromkeys(lines)))


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record of which the new bank makes something else.

    Attributes:
        file: where the record stands; empty for one that was made up.
        line: counted from 1.
    """

    id: str
    file: str
    line: int
    old: Outcome
    new: Outcome

    @property
    def flags(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The flags that are set now and were not, and those that are not any more."""
        return _came_and_went(self.old.flags, self.new.flags)

    @property
    def lines(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The lines that stand on the plan now and did not, and those that do not any more."""
        return _came_and_went(self.old.lines, self.new.lines)


def _came_and_went(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(each for each in new if each not in old), tuple(each for each in old if each not in new)


@dataclass(frozen=True, slots=True)
class Unread:
    """A record that one of the banks, or neither, can read.

    Attributes:
        id: as far as it could be read.
        by: who cannot read it.
        why: the first fault of each, in words.
    """

    id: str
    file: str
    line: int
    by: Literal["old", "new", "both"]
    why: tuple[str, ...]


def change_of(name: str, file: str, line: int, old: Outcome, new: Outcome) -> RecordChange | None:
    """Return how two outcomes of a record differ; ``None`` where level, flags and lines are the same."""
    alike = old.level == new.level and set(old.flags) == set(new.flags) and set(old.lines) == set(new.lines)
    return None if alike else RecordChange(name, file, line, old, new)


@dataclass(frozen=True)
class Replayed:
    """What became of many records.

    Attributes:
        compared: how many both banks could read.
        differing: those of which the new bank makes something else, in the order of the input.
        unread: those that one of the banks, or neither, can read.
        seed: with which they were made up; ``None`` where they were read.
    """

    compared: int
    differing: tuple[RecordChange, ...]
    unread: tuple[Unread, ...] = ()
    seed: int | None = None

    @cached_property
    def levels(self) -> Mapping[tuple[int, int], int]:
        """By old and new level, how many records went from the one to the other."""
        moved = Counter((each.old.level, each.new.level) for each in self.differing)
        return {pair: moved[pair] for pair in sorted(moved) if pair[0] != pair[1]}

    @property
    def raised(self) -> int:
        """How many records stand at a higher level."""
        return sum(count for (old, new), count in self.levels.items() if new > old)

    @property
    def lowered(self) -> int:
        """How many records stand at a lower level."""
        return sum(count for (old, new), count in self.levels.items() if new < old)

    @cached_property
    def flags(self) -> Mapping[str, tuple[int, int]]:
        """By flag, in how many records it is set now and was not, and the other way round."""
        return _counts(each.flags for each in self.differing)

    @cached_property
    def lines(self) -> Mapping[str, tuple[int, int]]:
        """By line, in how many records it stands now and did not, and the other way round."""
        return _counts(each.lines for each in self.differing)


def _counts(found: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> dict[str, tuple[int, int]]:
    came, went = Counter[str](), Counter[str]()
    for now, before in found:
        came.update(now)
        went.update(before)
    return {name: (came[name], went[name]) for name in sorted({*came, *went})}
