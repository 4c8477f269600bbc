"""A sign-off being made: what the therapist has decided, what is still to decide, what keeps the plan a draft.

A state is a value; a decision makes a new one. Decisions are only ever added: after a sign-off they are an
addendum with a sign-off of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from relapse_cli.logic.evaluation import Evaluation
from relapse_cli.logic.family_sheet import waits_for_recheck
from relapse_cli.logic.rules import build_plan
from relapse_cli.logic.signoff import answers_digest, undecided_flags
from relapse_cli.model.bank import Bank
from relapse_cli.model.decision import Decision, SignOff
from relapse_cli.model.plan import Line, Plan, PlanFlag
from relapse_cli.model.record import Record


@dataclass(frozen=True)
class Signing:
    """One state of a sign-off.

    Attributes:
        bank: the bank.
        record: the answers, and the decisions so far.
        earlier: an earlier record of the case to compare with.
    """

    bank: Bank
    record: Record
    earlier: Record | None = None

    @cached_property
    def reading(self) -> Evaluation:
        """The record under the full rules."""
        return Evaluation(self.bank, self.record, self.earlier)

    @cached_property
    def plan(self) -> Plan:
        """The plan as the decisions so far make it."""
        return build_plan(self.reading)

    @property
    def undecided(self) -> tuple[PlanFlag, ...]:
        """The flags that are set and that nothing has been decided about, highest level first."""
        waiting = undecided_flags(self.reading)
        return tuple(flag for flag in self.flags if flag.id in waiting)

    @property
    def flags(self) -> tuple[PlanFlag, ...]:
        """The flags that are set, highest level first."""
        return tuple(sorted(self.plan.flags, key=lambda flag: -flag.level))

    @property
    def rows(self) -> tuple[Line, ...]:
        """The trigger rows that offer options."""
        return tuple(line for line in self.plan.lines if line.options)

    @property
    def unpicked(self) -> tuple[Line, ...]:
        """The trigger rows of which no option has been picked."""
        return tuple(row for row in self.rows if not any(option.picked for option in row.options))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that somebody does by some time."""
        return tuple(line for line in self.plan.lines if line.role in {"action", "own"})

    @property
    def gaps(self) -> tuple[Line, ...]:
        """The gap lines."""
        return tuple(line for line in self.plan.lines if line.gap)

    @property
    def needs_recheck(self) -> bool:
        """Whether a family sheet waits until the therapist has asked again about pressure."""
        return self.plan.family_sheet and waits_for_recheck(self.reading)

    @property
    def may_sign(self) -> bool:
        """Whether nothing keeps the plan from being final but the signature."""
        return not self.plan.unmet and not self.undecided

    @property
    def open_points(self) -> tuple[str, ...]:
        """What keeps the plan a draft, in plain words."""
        words = self.bank.wording.validators
        points = [words.get(name, name) for name in self.plan.unmet]
        if self.undecided:
            number = len(self.undecided)
            points.append(f"{number} flag{'s wait' if number > 1 else ' waits'} for a decision")
        return tuple(points)

    def decide(self, *decisions: Decision) -> Signing:
        """Add decisions, in order."""
        record = self.record.model_copy(update={"decisions": (*self.record.decisions, *decisions)})
        return replace(self, record=record)

    def sign(self, role: str, at: str) -> Signing:
        """Sign the plan for exactly these answers."""
        digest = answers_digest(self.record.answers)
        return self.decide(SignOff(kind="sign_off", at=at, role=role, answers=digest))
