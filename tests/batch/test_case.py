"""Rows are put together to the same sessions as the records that they are of."""

from __future__ import annotations

from hypothesis import given

from relapse_cli.batch.case import case_of, of_group
from relapse_cli.batch.row import Row
from relapse_cli.logic.history.build import _compared
from relapse_cli.logic.history.sessions import followed, sittings
from relapse_cli.model.record import Record
from tests.batch.rows import many_rows, row
from tests.examples import slow_examples


def _record(of: Row) -> Record:
    """A record with what a case is put together by."""
    return Record(
        id=of.id,
        case=of.case,
        path="followup" if of.followup else "core",
        started_at=of.started_at,
        earlier=of.earlier,
        continues=of.continues,
        follows=of.follows,
    )


@slow_examples(150)
@given(rows=many_rows(9))
def test_a_case_has_the_sessions_of_its_history(rows: list[Row]) -> None:
    """The same parts, the same interview compared with, the same interview followed."""
    case = case_of(rows)
    known = sittings(map(_record, rows))
    interviews = [sitting for sitting in known if not sitting.is_followup]
    assert [[part.id for part in s.parts] for s in case.known] == [[p.id for p in s.parts] for s in known]
    assert [s.row.id for s in case.interviews] == [s.record.id for s in interviews]
    for mine, theirs in zip(case.known, known, strict=True):
        if theirs.is_followup:
            found, _ = followed(theirs, known)
            ours = case.followed(mine)
            assert (ours and ours.row.id) == (found and found.record.id)
        else:
            before = _compared(theirs, interviews)
            compared = case.compared(mine)
            assert (compared and compared.row.id) == (before.id if before else None)


def test_what_comes_after_a_session() -> None:
    """The next session may be a follow-up; the next interview is none."""
    case = case_of([row("r3", days=9), row("r1"), row("r2", days=3, followup=True)])
    first, second, third = case.known
    assert case.next_session(first) is second
    assert case.interview_after(first) is third
    assert case.next_session(third) is case.interview_after(third) is None


def test_a_group_counts_its_own_sessions_and_knows_the_others() -> None:
    """The session before and after may be of another group."""
    case = of_group(case_of([row("r1", group=("a",)), row("r2", days=1, group=("b",))]), ("a",))
    assert [s.row.id for s in case.counted] == [s.row.id for s in case.interviews] == ["r1"]
    following = case.next_session(case.counted[0])
    assert following is not None
    assert following.row.id == "r2"
