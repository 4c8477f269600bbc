"""Lines that were taken off the plan, and how they come back.

The interchange format has no decision that puts a line back. Until it is signed, taking a line off is undone;
once signed it stands, and a line of the therapist's own takes the place. One of the therapist's own lines is
added again as it was, signed or not.
"""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.logic.sign_off.revise import lines_by_rule
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.decision import Add, Decision, Remove
from relapse_cli.model.plan import Line


@dataclass(frozen=True, slots=True)
class TakenOff:
    """A line that was taken off.

    Attributes:
        line: the line as it would stand on the plan.
        reason: why it was taken off; empty when none was given.
        may_come_back: whether it can be put back as it was.
    """

    line: Line
    reason: str
    may_come_back: bool


def taken_off(signing: Signing) -> tuple[TakenOff, ...]:
    """The lines that would stand on this plan had they not been taken off, in the order of the plan."""
    removals = {d.rule: d for d in signing.record.decisions if isinstance(d, Remove)}
    if not removals:
        return ()
    present = {line.rule or line.id for line in signing.plan.lines}
    lines = lines_by_rule(signing)
    return tuple(
        TakenOff(line, removals[rule].reason.strip(), _may_come_back(signing, rule, line))
        for rule, line in reversed(lines.items())
        if rule in removals and rule not in present
    )


def _may_come_back(signing: Signing, rule: str, line: Line) -> bool:
    """Whether a line can be put back: taking it off has not been signed, or it is the therapist's own."""
    signed = signing.record.decisions[: len(signing.record.decisions) - len(signing.unsigned)]
    return line.role == "own" or not any(_takes_off(d, rule) for d in signed)


def _takes_off(decision: Decision, rule: str) -> bool:
    """Whether a decision takes this line off."""
    return isinstance(decision, Remove) and decision.rule == rule


def put_back(signing: Signing, off: TakenOff) -> Signing:
    """The sign-off with a line put back that can come back."""
    rule = off.line.rule or off.line.id
    undone = signing.take_back(lambda decision: _takes_off(decision, rule))
    if off.line.role == "own" and rule not in undone.reading.decisions.added:
        adds = [d for d in undone.record.decisions if isinstance(d, Add) and d.id == rule]
        return undone.decide(adds[-1])
    return undone
