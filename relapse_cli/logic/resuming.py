"""Going on with a written record: within twelve hours the same session, else a new one that continues it.

Old answers are not today's: what holds for its own session only is asked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from relapse_cli.logic.moments import parse_now
from relapse_cli.logic.stored_answers import is_given
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record

SAME_SESSION = timedelta(hours=12)
ASKED_AGAIN = frozenset({"event.now", "event.supply"})
ONCE = frozenset({"frame.age_band"})


@dataclass(frozen=True, slots=True)
class Resumption:
    """A record to go on with.

    Attributes:
        record: the same record, or a new one that continues it, without the answers that are asked again.
        carried: in a new record, the questions whose answers came along and wait to be confirmed.
        asked_again: the questions whose answers stay with the old record.
    """

    record: Record
    carried: tuple[str, ...] = ()
    asked_again: tuple[str, ...] = ()


def is_same_session(record: Record, now: datetime) -> bool:
    """Whether a record may still be gone on with: the same local date, and no more than twelve hours."""
    start = parse_now(record.started_at)
    if start is None:
        return False
    local = now.astimezone(start.tzinfo)
    return local.date() == start.date() and timedelta(0) <= local - start <= SAME_SESSION


def goes_stale(bank: Bank, question: str) -> bool:
    """Whether an answer holds for its own session only.

    That is the safety section, what is taken and within reach now, how the session itself takes place, and
    in a follow-up every critical question.
    """
    known = bank.questions.get(question)
    if known is None:
        return False
    section = bank.section_of[question].id
    if section == "frame":
        return question not in ONCE
    return section == "safety" or question in ASKED_AGAIN or (section == "followup" and known.critical)


def resume_record(bank: Bank, record: Record, now: datetime, new_id: str) -> Resumption:
    """Return the record to go on with.

    Args:
        bank: the bank.
        record: the written record.
        now: the present time, with an offset.
        new_id: the id of a new record, used when this one is of another day.
    """
    if is_same_session(record, now):
        return Resumption(record.model_copy(update={"finished_at": None}))
    given = [q for q, raw in record.answers.items() if is_given(raw) or raw is not None]
    again = tuple(q for q in given if goes_stale(bank, q))
    carried = tuple(q for q in given if q not in again)
    fresh = Record(
        id=new_id,
        case=record.case,
        path=record.path,
        bank=record.bank,
        profile=record.profile,
        started_at=now.isoformat(timespec="seconds"),
        answers={q: record.answers[q] for q in carried},
        continues=record.id,
        earlier=record.earlier,
        follows=record.follows,
    )
    return Resumption(fresh, carried, again)
