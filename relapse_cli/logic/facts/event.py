"""One event of the trigger sequence."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.model.answer import Answer


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the sequence.

    Attributes:
        offset: days from the first use, negative before it; ``None`` when it is not known.
        item: the element of the record.
    """

    what: str
    side: str
    offset: float | None
    domain: str | None
    intensity: float | None
    item: Answer

    @property
    def order(self) -> tuple[bool, bool, float, bool, float, bool, str, str]:
        """The sort key of rules 2.3; it does not depend on the order of entry."""
        return (
            self.side == "after",
            self.offset is None,
            self.offset or 0.0,
            self.intensity is None,
            -(self.intensity or 0.0),
            self.domain is None,
            self.domain or "",
            self.what,
        )
