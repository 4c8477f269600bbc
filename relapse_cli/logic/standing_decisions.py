"""The decisions of a record that stand: the last of a kind for a target, with what they need (rules 1.10)."""

from __future__ import annotations

from dataclasses import dataclass, field

from relapse_cli.model.bank import Bank
from relapse_cli.model.decision import Add, Confirm, Edit, Lower, Pick, Raise, Recheck, Remove, SignOff
from relapse_cli.model.record import Record

GUARDED = frozenset({"P-EMERGENCY", "P-SAMEDAY"})
"""Lines that may be removed only with a reason and a second confirmation."""

EMERGENCY_LEVEL = 4


@dataclass(slots=True)
class StandingDecisions:
    """Decisions by target; ``refused`` says in words which ones have no effect, and why."""

    flags: dict[str, Confirm | Lower | Raise] = field(default_factory=dict)
    picked: dict[str, Pick] = field(default_factory=dict)
    edited: dict[tuple[str, str], Edit] = field(default_factory=dict)
    removed: dict[str, Remove] = field(default_factory=dict)
    added: dict[str, Add] = field(default_factory=dict)
    rechecked: bool = False
    sign_off: SignOff | None = None
    refused: list[str] = field(default_factory=list)

    @property
    def raised(self) -> dict[str, Raise]:
        """The raised flags; a raise that raises nothing is none."""
        return {name: d for name, d in self.flags.items() if isinstance(d, Raise)}

    @classmethod
    def of(cls, bank: Bank, record: Record) -> StandingDecisions:
        """Read the decisions of a record in order."""
        standing = cls()
        for decision in record.decisions:
            standing.sign_off = None  # what is decided after a sign-off has not been signed
            match decision:
                case Confirm() | Lower() | Raise():
                    standing._take_flag(decision, bank)
                case Pick():
                    standing.picked[decision.rule] = decision
                case Edit():
                    standing.edited[decision.rule, decision.edition] = decision
                case Remove():
                    standing._take_removal(decision)
                case Add():
                    standing.added[decision.id] = decision
                case Recheck():
                    standing.rechecked = True
                case SignOff():
                    standing.sign_off = decision
        return standing

    def _take_flag(self, decision: Confirm | Lower | Raise, bank: Bank) -> None:
        flag = bank.flag_by_id.get(decision.flag)
        reason = "the bank has no such flag" if flag is None else _why_refused(decision, flag.level)
        if reason:
            self.refused.append(f"{decision.kind} {decision.flag}: {reason}")
        else:
            self.flags[decision.flag] = decision

    def _take_removal(self, decision: Remove) -> None:
        if decision.rule in GUARDED and not (decision.reason.strip() and decision.second):
            self.refused.append(
                f"remove {decision.rule}: it needs a reason and a second confirmation, so the line stays"
            )
        else:
            self.removed[decision.rule] = decision


def _why_refused(decision: Confirm | Lower | Raise, level: int) -> str:
    if isinstance(decision, Raise):
        return "" if decision.to > level else f"the flag already stands at level {level}"
    if isinstance(decision, Lower) and not decision.reason.strip():
        return "lowering a flag needs a reason, so the flag stays as computed"
    if isinstance(decision, Lower) and decision.to >= level:
        return f"the flag already stands at level {level}"
    if level == EMERGENCY_LEVEL and not decision.second:
        return "a decision about level 4 needs a second confirmation, so the flag stays as computed"
    return ""
