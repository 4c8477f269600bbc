"""The rows of one case put together: a session gone on with on another day is still one session.

The same reading of a case as `logic/history/sessions.py` has of whole records.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from relapse_cli.batch.row import Row


class Sitting:
    """One interview or follow-up, with all the rows it was written down in.

    Attributes:
        parts: in order of begin; each but the first continues an earlier one.
        row: the last part; it carries over what the earlier ones hold, so it stands for the session.
        began: when the first part began.
        followup: a follow-up, and not an interview.
    """

    __slots__ = ("began", "followup", "parts", "row")

    def __init__(self, parts: tuple[Row, ...]) -> None:
        self.parts = parts
        self.row = parts[-1]
        self.began = parts[0].at
        self.followup = self.row.followup

    def holds(self, record: str | None) -> bool:
        """Whether a record is part of it."""
        return any(part.id == record for part in self.parts)


class Case:
    """The sessions of a case, and which of them count.

    Attributes:
        known: all of them, in order of begin.
        counted: those that are counted here: all, or those of one group.
        interviews: the interviews among the counted ones.
        all_interviews: all interviews.
    """

    __slots__ = ("all_interviews", "counted", "interviews", "known")

    def __init__(self, known: tuple[Sitting, ...], counted: tuple[Sitting, ...]) -> None:
        self.known = known
        self.counted = counted
        self.interviews = tuple([sitting for sitting in counted if not sitting.followup])
        self.all_interviews = tuple([sitting for sitting in known if not sitting.followup])

    def interview_after(self, sitting: Sitting) -> Sitting | None:
        """The interview of the case that came after another."""
        place = self.all_interviews.index(sitting) + 1
        return self.all_interviews[place] if place < len(self.all_interviews) else None

    def next_session(self, sitting: Sitting) -> Sitting | None:
        """The session that came after another."""
        place = self.known.index(sitting) + 1
        return self.known[place] if place < len(self.known) else None

    def compared(self, sitting: Sitting) -> Sitting | None:
        """The earlier interview that an interview is compared with: the one it names, else the one before."""
        last = None
        for other in self.all_interviews:
            if other.began < sitting.began:
                if other.holds(sitting.row.earlier):
                    return other
                last = other
        return last

    def followed(self, sitting: Sitting) -> Sitting | None:
        """The interview that a follow-up asks about; one that names none follows the one before it."""
        seen: set[str] = set()
        target = sitting.row.follows
        while target is not None and target not in seen:
            seen.add(target)
            found = next((other for other in self.known if other.holds(target)), None)
            if found is None or not found.followup:
                return found
            target = found.row.follows
        before = [other for other in self.all_interviews if other.began <= sitting.began]
        return before[-1] if before else None


def case_of(rows: Iterable[Row]) -> Case:
    """Put the rows of a case together; no two have the same id."""
    known = sittings(rows)
    return Case(known, known)


def sittings(rows: Iterable[Row]) -> tuple[Sitting, ...]:
    """Put the rows of a case together to sessions, in the order in which the sessions began."""
    ordered = sorted(rows, key=_began)
    if all(row.continues is None for row in ordered):
        return tuple(Sitting((row,)) for row in ordered)
    by_id = {row.id: row for row in ordered}
    parts: dict[str, list[Row]] = {}
    for row in ordered:
        parts.setdefault(_first_part(row, by_id), []).append(row)
    return tuple(Sitting(tuple(each)) for each in parts.values())


def _began(row: Row) -> tuple[float, str]:
    """The order of begin; of two that begin together the one whose id comes first."""
    return row.at, row.id


def _first_part(row: Row, by_id: dict[str, Row]) -> str:
    """The id of the row with which a session began, as far as it is known here."""
    seen = {row.id}
    while row.continues in by_id and row.continues not in seen:
        row = by_id[row.continues]
        seen.add(row.id)
    return min(seen) if row.continues in seen else row.id


def of_group(case: Case, group: Sequence[str | None]) -> Case:
    """The same case, of which only the sessions of a group are counted."""
    return Case(case.known, tuple(s for s in case.known if s.row.group == tuple(group)))
