"""What comes next in a case: contacts, check-ins, and lines of the plan that nobody has called done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DueKind = Literal["contact", "check_in", "line"]
"""``contact`` was agreed, or the level calls for it; ``check_in`` is a day on which the plan wants one."""


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something of a case that falls due on a day.

    Attributes:
        session: the id of the record whose plan says so.
        began: when that session began.
        at: ISO 8601 date, or date-time with its offset.
        agreed: of a contact, that it was agreed with the patient; a line was agreed by being on the plan.
        appointment: the id of a contact or check-in among the appointments of the plan.
        line: the id of the line; ``None`` for anything else.
        words: the line as the patient reads it; empty for anything else.
        who: who does it, or whom the contact is with; ``None`` where nobody said.
    """

    case: str
    session: str
    began: str
    kind: DueKind
    at: str
    agreed: bool
    appointment: str | None = None
    line: str | None = None
    words: str = ""
    who: str | None = None

    @property
    def day(self) -> str:
        """The day on which it is due, on its own clock."""
        return self.at[: len("2026-11-20")]
