"""What came of a proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from relapse_cli.checks.proofs.witness import Interview
from relapse_cli.model.bank import Bank

State = Literal["proved", "false", "missing axiom"]
About = Literal[
    "question", "field", "option", "fact", "flag", "action", "pair", "property", "option leads",
    "quiet answer", "positive answer", "suppression", "plan part",
]  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """One thing that was to be proved.

    Attributes:
        id: what it is about.
        says: what was found, as a sentence.
        interview: one that shows it: a witness, or the counter-example with as few answers as can be.
        second: the interview it is compared with.
    """

    about: About
    id: str
    state: State
    says: str
    interview: Interview | None = None
    second: Interview | None = None


@dataclass(frozen=True)
class Proof:
    """All verdicts on a bank.

    Attributes:
        asked: how often the solver was asked.
    """

    bank: Bank
    verdicts: tuple[Verdict, ...]
    asked: int

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """What is false, and what the formulas and the rules do not agree on."""
        return tuple(verdict for verdict in self.verdicts if verdict.state != "proved")
