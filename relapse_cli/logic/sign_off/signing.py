"""A sign-off being made: what is decided, what is still to decide, what keeps the plan a draft.

A state is a value; a decision makes a new one. Once signed, decisions and answers stay: what is decided after
that is an addendum with a sign-off of its own. Until then a decision can be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from relapse_cli.logic.lines.slots import slots_in
from relapse_cli.logic.plan.build import build_plan
from relapse_cli.logic.plan.family import waits_for_recheck
from relapse_cli.logic.plan.final import answers_digest, is_signed, undecided_flags
from relapse_cli.logic.plan.gap_lines import missing_required, uncovered_domains
from relapse_cli.logic.rules.due import contact_after_due
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.logic.sign_off.open_points import OpenPoint, open_points, unanswered_safety, unassigned
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_rules import Flag
from relapse_cli.model.decision import Decision, Raise, SignOff
from relapse_cli.model.known_ids import (
    CONTACT_GAP,
    EMERGENCY_LEVEL,
    REQUIRED_ANSWERED,
    SAFETY_GAP,
)
from relapse_cli.model.plan import Line, LineSlot, Plan, PlanFlag
from relapse_cli.model.record import Record

_TaskKind = Literal[
    "answers",
    "flags",
    "flag",
    "raised",
    "row",
    "gap",
    "late",
    "slot",
    "recheck",
    "paper",
    "own",
    "who",
    "profile",
]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to go through.

    Attributes:
        target: the flag, the line, the slot, the domain or the part it is about.
    """

    kind: _TaskKind
    target: str = ""


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
        """The record under the full rules, as if it were not signed: every option is still on offer."""
        kept = tuple(d for d in self.record.decisions if not isinstance(d, SignOff))
        return Evaluation(self.bank, self.record.model_copy(update={"decisions": kept}), self.earlier)

    @cached_property
    def plan(self) -> Plan:
        """The plan as the decisions so far make it."""
        return build_plan(self.reading)

    @property
    def handed_out(self) -> Plan:
        """The plan as it leaves the room, with the signature where there is one for these answers."""
        return build_plan(Evaluation(self.bank, self.record, self.earlier))

    @property
    def is_signed(self) -> bool:
        """Whether everything decided so far is signed, for these answers."""
        return is_signed(Evaluation(self.bank, self.record, self.earlier))

    @property
    def last_sign_off(self) -> SignOff | None:
        """The latest signature in the record, whether it still holds or not."""
        return next((d for d in reversed(self.record.decisions) if isinstance(d, SignOff)), None)

    @property
    def was_signed(self) -> bool:
        """Whether the record was ever signed; its answers and what was decided by then stay as they are."""
        return self.last_sign_off is not None

    @property
    def unsigned(self) -> tuple[Decision, ...]:
        """What was decided after the last signature, or at all when there is none."""
        decisions = self.record.decisions
        signed = max((n for n, d in enumerate(decisions, 1) if isinstance(d, SignOff)), default=0)
        return decisions[signed:]

    @property
    def raised_unset(self) -> tuple[tuple[Flag, Raise], ...]:
        """The flags that the therapist raised although these answers do not set them."""
        raised = self.reading.decisions.raised.items()
        return tuple((self.bank.flag_by_id[n], made) for n, made in raised if not self.reading.flag(n))

    @property
    def may_raise(self) -> tuple[Flag, ...]:
        """The flags of this session that are neither set nor raised."""
        known = self.reading.decisions.raised
        followup = self.reading.in_followup
        return tuple(
            flag
            for flag in self.bank.flags
            if (flag.followup if followup else flag.when) is not None
            and flag.id not in known
            and not self.reading.flag(flag.id)
        )

    @cached_property
    def missing_answers(self) -> tuple[str, ...]:
        """The questions that have to be answered before the plan can be final."""
        missing = missing_required(self.reading) if REQUIRED_ANSWERED in self.plan.unmet else ()
        gaps = {line.id for line in self.plan.lines if line.gap}
        safety = unanswered_safety(self.reading) if SAFETY_GAP in gaps else ()
        contact = (self.reading.roles.contact_in(self.record.session),) if CONTACT_GAP in gaps else ()
        return tuple(dict.fromkeys([*missing, *safety, *contact]))

    @property
    def flags(self) -> tuple[PlanFlag, ...]:
        """The flags that are set, highest level first."""
        return tuple(sorted(self.plan.flags, key=lambda flag: -flag.level))

    @property
    def undecided(self) -> tuple[PlanFlag, ...]:
        """The flags that are set and that nothing has been decided about, highest level first."""
        waiting = undecided_flags(self.reading)
        return tuple(flag for flag in self.flags if flag.id in waiting)

    @property
    def together(self) -> tuple[PlanFlag, ...]:
        """The flags to be confirmed together once they have been shown; not at level 4, and not one alone."""
        found = tuple(flag for flag in self.undecided if flag.level < EMERGENCY_LEVEL)
        return found if len(found) > 1 else ()

    @property
    def way(self) -> tuple[Task, ...]:
        """What is still open, the flags that may be confirmed together as one thing to go through."""
        together = {flag.id for flag in self.together}
        found = (Task("flags") if task.target in together else task for task in self.tasks)
        return tuple(dict.fromkeys(found))

    @property
    def rows(self) -> tuple[Line, ...]:
        """The trigger rows that offer options."""
        return tuple(line for line in self.plan.lines if line.options)

    @property
    def unpicked(self) -> tuple[Line, ...]:
        """The trigger rows without a step: nothing picked, and no line of the therapist's own for them."""
        return tuple(row for row in self.rows if not self._has_step(row))

    def _has_step(self, row: Line) -> bool:
        """Whether a trigger row has a step: an option picked, or a line of the therapist's own."""
        covered = {own.covers for own in self.reading.decisions.added.values()}
        domains = self.bank.action_by_id[row.id].domains
        return any(option.picked for option in row.options) or any(d in covered for d in domains)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that somebody does by some time."""
        return tuple(line for line in self.plan.lines if line.role in {"action", "own"})

    @property
    def bare_domains(self) -> tuple[str, ...]:
        """The triggers of the sequence without a step and without a row that offers one."""
        offered = {d for row in self.rows for d in self.bank.action_by_id[row.id].domains}
        return tuple(d for d in uncovered_domains(self.reading) if d not in offered)

    def gap_of(self, domain: str) -> Line | None:
        """The gap line of a trigger."""
        return next((line for line in self.plan.lines if line.gap and line.domain == domain), None)

    @property
    def needs_recheck(self) -> bool:
        """Whether a family sheet waits until the therapist has asked again about pressure."""
        return self.plan.family_sheet and waits_for_recheck(self.reading)

    @property
    def needs_paper_recheck(self) -> bool:
        """Whether it is still to be asked in private if paper goes home, where home is not always safe."""
        return (
            self.reading.action(self.reading.roles.home_rule)
            and "paper" not in self.reading.decisions.rechecked
        )

    @property
    def slots(self) -> tuple[tuple[Line, LineSlot], ...]:
        """What is to be filled in on the plan, filled or open, each with its line."""
        return slots_in(self.plan.lines)

    @property
    def open_slots(self) -> tuple[LineSlot, ...]:
        """What is not filled in yet; the reason for a late contact is asked for by itself."""
        return tuple(
            slot
            for _, slot in self.slots
            if slot.text is None and slot.name != self.reading.roles.late_reason
        )

    @property
    def late_contact(self) -> Line | None:
        """The contact line, when the agreed date is later than the plan calls for and no reason is given."""
        if not contact_after_due(self.reading):
            return None
        line = next((line for line in self.plan.lines if line.id == self.reading.roles.contact_rule), None)
        return line if line is not None and not _gives_reason(line, self.reading.roles.late_reason) else None

    @property
    def may_sign(self) -> bool:
        """Whether nothing keeps the plan from being final but the signature."""
        return not self.plan.unmet and not self.undecided and self.late_contact is None

    @cached_property
    def open_points(self) -> tuple[OpenPoint, ...]:
        """What keeps the plan a draft, in plain words."""
        late = self.late_contact is not None
        return open_points(self.reading, self.plan, len(self.undecided), late=late)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What is still open and can be done here, in the order in which it is gone through."""
        return tuple(self._find_tasks())

    def _find_tasks(self) -> Iterator[Task]:
        if self.missing_answers and not self.was_signed:
            yield Task("answers")
        yield from (Task("flag", flag.id) for flag in self.undecided)
        if self.plan.level_acted_on < EMERGENCY_LEVEL:  # at level 4 the work on triggers waits
            yield from (Task("row", row.id) for row in self.unpicked)
            yield from (Task("gap", domain) for domain in self.bare_domains)
        fixes = [point.fix for point in self.open_points]
        yield from (Task("own", fix) for fix in fixes if fix in {"trigger", "revision"})
        if self.late_contact is not None:
            yield Task("late", self.reading.roles.contact_rule)
        yield from (Task("who", line_id) for line_id in unassigned(self.plan))
        yield from (Task("slot", slot.name) for slot in self.open_slots)
        if self.needs_recheck:
            yield Task("recheck")
        if self.needs_paper_recheck:
            yield Task("paper")
        if "profile" in fixes:
            yield Task("profile")

    def take_back(self, unwanted: Callable[[Decision], bool]) -> Signing:
        """Undo decisions that have not been signed."""
        unsigned = self.unsigned
        signed = self.record.decisions[: len(self.record.decisions) - len(unsigned)]
        kept = (*signed, *(decision for decision in unsigned if not unwanted(decision)))
        return replace(self, record=self.record.model_copy(update={"decisions": kept}))

    def decide(self, *decisions: Decision) -> Signing:
        """Add decisions, in order."""
        record = self.record.model_copy(update={"decisions": (*self.record.decisions, *decisions)})
        return replace(self, record=record)

    def sign(self, role: str, at: str) -> Signing:
        """Sign the plan for exactly these answers."""
        digest = answers_digest(self.record.answers)
        return self.decide(SignOff(kind="sign_off", at=at, role=role, answers=digest))


def _gives_reason(line: Line, late_reason: str) -> bool:
    """Whether the reason is filled in, or the therapist has worded the line and left nothing open in it."""
    text = line.texts.get("clinician")
    given = any(slot.name == late_reason and slot.text is not None for slot in line.slots)
    return given or text is None or (text.typed is not None and not text.has_blank)
