"""What is in the store, as the desk shows it: what is due, what is open, which plans there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from relapse_cli.app.clock import this_moment
from relapse_cli.app.sources.days import days_around
from relapse_cli.app.upkeep.list_due import list_due
from relapse_cli.app.upkeep.list_interviews import ListedInterview, Wanted, list_interviews
from relapse_cli.screens.desk import OnTheDesk
from relapse_cli.text.days import plain_day

if TYPE_CHECKING:
    from relapse_cli.app.desk.desk import Desk
    from relapse_cli.model.due import DueItem

_BACK, _AHEAD = 60, 7
_DAY = len("2026-11-20")


@dataclass(frozen=True, slots=True)
class Sight:
    """What was in the store when it was looked at.

    Attributes:
        today: the day, as ISO 8601.
        due: what is due, in order of the days.
        sessions: every session that was not erased, the newest first.
        follows: by the id of a follow-up, that of its interview.
        backup: the day of the last backup; empty where there is none.
    """

    today: str
    due: tuple[DueItem, ...]
    sessions: tuple[ListedInterview, ...]
    follows: dict[str, str]
    backup: str = ""

    @property
    def waiting(self) -> tuple[ListedInterview, ...]:
        """Sessions that can be gone on with."""
        return tuple(one for one in self.sessions if one.state == "open")

    @property
    def drafts(self) -> tuple[ListedInterview, ...]:
        """Sessions whose plan is not signed yet."""
        return tuple(one for one in self.sessions if one.state == "finished")

    @property
    def signed(self) -> tuple[ListedInterview, ...]:
        """Sessions whose plan is signed."""
        return tuple(one for one in self.sessions if one.state == "signed")

    @property
    def plans(self) -> tuple[ListedInterview, ...]:
        """The last interview with a plan of each case, which a check-in goes through."""
        found: dict[str, ListedInterview] = {}
        for one in self.sessions:
            if not one.is_followup and one.state in {"finished", "signed"}:
                found.setdefault(one.case, one)
        return tuple(found.values())

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases, the one that was seen last first."""
        return tuple(dict.fromkeys(one.case for one in self.sessions))

    def of_case(self, case: str) -> Sight:
        """The same of one case only."""
        return Sight(
            self.today,
            tuple(item for item in self.due if item.case == case),
            tuple(one for one in self.sessions if one.case == case),
            self.follows,
        )

    def on_the_desk(self) -> OnTheDesk:
        """How much there is of each."""
        days = [item.day for item in self.due]
        overdue, today = sum(day < self.today for day in days), days.count(self.today)
        return OnTheDesk(
            overdue=overdue,
            today=today,
            soon=len(days) - overdue - today,
            ahead=_AHEAD,
            waiting=len(self.waiting),
            drafts=len(self.drafts),
            plans=len(self.plans),
            signed=len(self.signed),
            cases=len(self.cases),
            backup=self._backup_words(),
        )

    def _backup_words(self) -> str:
        if not self.backup:
            return "none yet"
        return f"last on {plain_day(date.fromisoformat(self.backup), date.fromisoformat(self.today))}"


def look(desk: Desk) -> Sight:
    """Look at what is in the store, and close it.

    Raises:
        StoreError: it cannot be read.
    """
    today = this_moment()[:_DAY]
    with desk.opened() as door:
        due = list_due(desk.bank, door, days_around(today, None, None, back=_BACK, ahead=_AHEAD))
        listing = list_interviews(desk.bank, door, Wanted())
        store = door.open()
        follows = {one.id: one.follows for one in store.interviews() if one.follows is not None}
        last = store.status().last_backup
    sessions = tuple(one for one in reversed(listing.interviews) if one.state != "erased")
    return Sight(today, due, sessions, follows, last.at[:_DAY] if last is not None else "")
