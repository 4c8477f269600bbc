"""Interviews that reach what no case reaches yet, found by the solver and put through the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relapse_cli.checks.cases.judged import part_is
from relapse_cli.checks.cases.mutants import Mutant
from relapse_cli.checks.cases.parts import Part, values
from relapse_cli.checks.proofs.formula import Formula, Truth, several
from relapse_cli.checks.proofs.minimal import minimal
from relapse_cli.checks.proofs.targets import TargetKind, reached
from relapse_cli.places import KeyPath

if TYPE_CHECKING:
    from relapse_cli.checks.cases.coverage import Seen
    from relapse_cli.checks.proofs.search import Search
    from relapse_cli.checks.proofs.witness import Interview

_AT_ONCE = 24
"""So many goals one interview is first asked to reach that none has reached before."""


@dataclass(frozen=True, slots=True)
class PartIs:
    """That a part of a condition is true, or false, in some case."""

    part: Part
    value: bool

    @property
    def place(self) -> KeyPath:
        """Where in the bank it is."""
        return self.part.path

    @property
    def told(self) -> str:
        """The goal in words."""
        return f"{self.part.spot.text}: {self.part.told} is {'true' if self.value else 'false'}"


@dataclass(frozen=True, slots=True)
class Reach:
    """That a question is asked, an option given, a fact, a flag or a line there in some case."""

    kind: TargetKind
    name: str
    place: KeyPath = ()

    @property
    def told(self) -> str:
        """The goal in words."""
        return f"{_KINDS.get(self.kind, self.kind)} {self.name}"


_KINDS = {"action": "line"}

Goal = PartIs | Reach | Mutant
"""What a case is to reach, or a change that it is to notice."""

Reaches = Callable[["Interview", Goal], bool]
"""Whether an interview reaches a goal, as the rules themselves have it."""


@dataclass(frozen=True, slots=True)
class Witness:
    """An interview, and the goals for which it is kept."""

    interview: Interview
    goals: frozenset[Goal]


@dataclass(slots=True)
class Hunted:
    """What came of looking for interviews.

    Attributes:
        found: the interviews, each with the goals that it was the first to reach.
        never: what no interview reaches.
        unlike: what the formulas say of an interview and the rules do not: it is not decided.
    """

    found: list[Witness] = field(default_factory=list)
    never: list[Goal] = field(default_factory=list)
    unlike: list[Goal] = field(default_factory=list)


def look_for_missing(parts: Iterable[Part], seen: Seen, things: Iterable[Reach], search: Search) -> Hunted:
    """Look for interviews in which the parts are what they were in no case, and that reach some things."""
    wanted: dict[Goal, Formula] = {
        PartIs(part, value): part_is(part, value, search.encoding)
        for part in parts
        for value in (True, False)
        if value not in seen[part.path]
    }
    wanted |= {thing: search.targets[thing.kind, thing.name] for thing in things}
    return hunt(search, wanted, reaches)


def reaches(interview: Interview, goal: Goal) -> bool:
    """Whether an interview reaches something, or a part of a condition is what it is to be in it."""
    match goal:
        case PartIs(part=part, value=value):
            return value in values(part, interview.reading)
        case Reach(kind=kind, name=name):
            return (kind, name) in reached(interview.reading, [])
        case _:
            return False


def hunt(search: Search, wanted: Mapping[Goal, Formula], shows: Reaches) -> Hunted:
    """Look for interviews until all goals are reached, or shown to be reached by none.

    First those in which nothing is answered but what is asked, then any.
    """
    hunted, left = Hunted(), dict(wanted)
    for base in ((search.only_asked,), ()):
        _hunt(search, left, base, shows, hunted)
    hunted.never = list(left)
    return hunted


def _hunt(
    search: Search, left: dict[Goal, Formula], base: tuple[Formula, ...], shows: Reaches, hunted: Hunted
) -> None:
    """Take what is reached out of what is left; many things are asked for at once, then fewer."""
    at_once = _AT_ONCE
    while left:
        at_once = min(at_once, len(left))
        find = search.solver.find if at_once == 1 else search.solver.find_soon
        found = find(*base, several(at_once, left.values()))
        if found is None and at_once == 1:
            return
        if found is None:
            at_once //= 2
            continue
        interview, truth = search.interview(found), Truth(found)
        shown = [goal for goal in left if interview.is_sound and shows(interview, goal)]
        if shown:
            hunted.found.append(Witness(interview, frozenset(shown)))
        else:
            shown = [goal for goal, formula in left.items() if truth.of(formula)]
            hunted.unlike += shown
        for goal in shown:
            del left[goal]


def fewest(found: Iterable[Witness], shows: Reaches, step: Callable[[int, int], None]) -> list[Witness]:
    """Keep as few interviews as reach the same together, those that reach much first, each made small.

    Args:
        found: the interviews.
        shows: whether one reaches a goal.
        step: told how many of them were looked at, and of how many.
    """
    left = sorted(found, key=lambda each: -len(each.goals))
    still_open = {goal for each in left for goal in each.goals}
    kept: list[Witness] = []
    for index, each in enumerate(left):
        step(index, len(left))
        goals = frozenset(goal for goal in each.goals if goal in still_open)
        if goals:
            small = smallest(each.interview, goals, shows)
            kept.append(Witness(small, goals))
            still_open -= {goal for goal in still_open if shows(small, goal)}
    return _needed(kept, shows)


def _needed(kept: list[Witness], shows: Reaches) -> list[Witness]:
    """Leave out each interview all of whose goals others reach; they are kept for those from then on."""
    left = list(kept)
    for each in reversed(kept):
        others = [other for other in left if other is not each]
        by = {goal: _first(goal, others, shows) for goal in each.goals}
        if None not in by.values():
            left = [
                Witness(other.interview, other.goals | {goal for goal, first in by.items() if first is other})
                for other in others
            ]
    return left


def _first(goal: Goal, witnesses: Iterable[Witness], shows: Reaches) -> Witness | None:
    return next((each for each in witnesses if shows(each.interview, goal)), None)


def smallest(interview: Interview, goals: Iterable[Goal], shows: Reaches) -> Interview:
    """Leave out of an interview whatever it does not need to reach some goals."""
    kept = list(goals)
    return minimal(interview, lambda each: all(shows(each, goal) for goal in kept))
