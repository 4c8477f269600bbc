"""The decisions of a record that stand: the last of a kind for a target, with what they need (rules 1.10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_rules import slot_name
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.decision import Add, Confirm, Edit, Fill, Lower, Pick, Raise, Recheck, Remove, SignOff
from relapse_cli.model.known_ids import EMERGENCY_LEVEL
from relapse_cli.model.record import Record

_FlagDecision = Confirm | Lower | Raise


@dataclass(slots=True)
class StandingDecisions:
    """Decisions by target.

    Attributes:
        filled: by the name of the slot that a filling is kept under.
        rechecked: what was asked about again.
        refused: which decisions have no effect, and why, in words.
    """

    flags: dict[str, _FlagDecision] = field(default_factory=dict)
    picked: dict[str, Pick] = field(default_factory=dict)
    edited: dict[tuple[str, Edition], Edit] = field(default_factory=dict)
    removed: dict[str, Remove] = field(default_factory=dict)
    added: dict[str, Add] = field(default_factory=dict)
    filled: dict[str, Fill] = field(default_factory=dict)
    rechecked: set[str] = field(default_factory=set)
    sign_off: SignOff | None = None
    refused: list[str] = field(default_factory=list)

    @property
    def raised(self) -> dict[str, Raise]:
        """The raised flags, set or not."""
        return {name: d for name, d in self.flags.items() if isinstance(d, Raise)}

    @classmethod
    def of(cls, bank: Bank, record: Record, is_set: Callable[[str], bool]) -> StandingDecisions:
        """Read the decisions of a record in order.

        Args:
            bank: the bank.
            record: the record.
            is_set: whether these answers set a flag of the bank.
        """
        standing = cls()
        for decision in record.decisions:
            standing.sign_off = None  # what is decided after a sign-off has not been signed
            match decision:
                case Confirm() | Lower() | Raise():
                    standing._take_flag(decision, bank, is_set)
                case Pick():
                    standing._take_pick(decision)
                case Edit():
                    standing.edited[decision.rule, decision.edition] = decision
                case Remove():
                    standing._take_removal(decision, bank)
                case Add():
                    standing.added[decision.id] = decision
                case Fill():
                    standing._take_filling(decision, bank)
                case Recheck():
                    standing.rechecked.add(decision.what)
                case SignOff():
                    standing.sign_off = decision
        return standing

    def _take_flag(self, decision: _FlagDecision, bank: Bank, is_set: Callable[[str], bool]) -> None:
        """Take a decision about a flag; one that is refused leaves the flag as computed."""
        flag = bank.flag_by_id.get(decision.flag)
        if flag is None:
            self.refused.append(f"{decision.kind} {decision.flag}: the bank has no such flag")
            return
        why = _why_refused(decision, flag.level) if is_set(flag.id) else _why_refused_unset(decision)
        if why:
            self.flags.pop(decision.flag, None)
            self.refused.append(f"{decision.kind} {decision.flag}: {why}, so the flag stays as computed")
        else:
            self.flags[decision.flag] = decision

    def _take_pick(self, decision: Pick) -> None:
        """Take what was picked; the patient's wording of a trigger spoke of the steps picked before."""
        known = self.picked.get(decision.rule)
        self.picked[decision.rule] = decision
        if decision.options == (known.options if known else ()):
            return
        if self.edited.pop((decision.rule, "patient"), None) is not None:
            self.refused.append(
                f"edit {decision.rule}: other steps were picked after it, so the patient reads those"
            )

    def _take_removal(self, decision: Remove, bank: Bank) -> None:
        """Take a line off; one of the therapist's own is simply gone, a guarded one needs more."""
        if self.added.pop(decision.rule, None) is not None:
            return
        if decision.rule in bank.roles.guarded and not (decision.reason.strip() and decision.second):
            self.removed.pop(decision.rule, None)
            self.refused.append(
                f"remove {decision.rule}: it needs a reason and a second confirmation, so the line stays"
            )
        else:
            self.removed[decision.rule] = decision

    def _take_filling(self, decision: Fill, bank: Bank) -> None:
        """Take what fills a slot; slots that are the same are filled together."""
        name = slot_name(decision.rule, decision.slot)
        if name in bank.slot_by_name:
            self.filled[bank.filled_as(name)] = decision
        else:
            self.refused.append(f"fill {name}: the bank has no such slot")


def _why_refused(decision: _FlagDecision, level: int) -> str:
    """Why a decision about a flag that is set has no effect; empty when it stands."""
    if isinstance(decision, Raise):
        return "" if decision.to > level else f"it already stands at level {level}"
    if isinstance(decision, Lower) and not decision.reason.strip():
        return "lowering needs a reason"
    if isinstance(decision, Lower) and decision.to >= level:
        return f"it already stands at level {level}"
    if level == EMERGENCY_LEVEL and not decision.second:
        return "a decision about level 4 needs a second confirmation"
    return ""


def _why_refused_unset(decision: _FlagDecision) -> str:
    """A flag that is not set can only be raised: the therapist sees what the answers do not say."""
    return "" if isinstance(decision, Raise) else "these answers do not set it"
