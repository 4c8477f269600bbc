"""Going on with a written record: within twelve hours the same session, else a new one that continues it.

Old answers are not today's: what holds for its own session only is asked again, and what was half given on
another day stays with the record of that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from relapse_cli.logic.answers.edit import stored
from relapse_cli.logic.answers.moments import parse_now
from relapse_cli.logic.answers.withhold import without_withheld
from relapse_cli.logic.interview.order import field_steps
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Question
from relapse_cli.model.decision import SignOff
from relapse_cli.model.record import BankPin, Record
from relapse_cli.model.step import Step

_SAME_SESSION = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Resumption:
    """A record to go on with.

    Attributes:
        record: the same record, or a new one that continues it, without the answers that are asked again.
        carried: in a new record, the questions whose answers came along and wait to be confirmed.
    """

    record: Record
    carried: tuple[str, ...] = ()


def is_same_session(record: Record, now: datetime) -> bool:
    """Whether a record may still be gone on with: the same local date, and no more than twelve hours.

    A clock that was set back in between is no reason to ask anew, so twelve hours count in both directions.
    """
    start = parse_now(record.started_at)
    if start is None:
        return False
    local = now.astimezone(start.tzinfo)
    return local.date() == start.date() and abs(local - start) <= _SAME_SESSION


def _goes_stale(bank: Bank, question: str) -> bool:
    """Whether an answer holds for its own session only.

    That is the safety section, what is taken and within reach now, how the session itself takes place, and
    in a follow-up every critical question.
    """
    known = bank.questions.get(question)
    if known is None:
        return False
    section, roles = bank.section_of[question].id, bank.roles
    if section == roles.frame_section:
        return question != roles.age_band
    if section == roles.safety_section or question in {roles.use_now, roles.supply}:
        return True
    return section == roles.followup_section and known.critical


def resume_record(bank: Bank, record: Record, now: datetime, new_id: str) -> Resumption:
    """Return the record to go on with.

    A signed record is never gone on with itself: what is said after the signature belongs to a new one. A new
    one that was paused carries its answers over once more, for a record does not say which were confirmed.

    Args:
        bank: the bank.
        record: the written record.
        now: the present time, with an offset.
        new_id: the id of a new record, used when this one is of another day.
    """
    given = tuple(q for q, raw in record.answers.items() if raw is not None)
    carried = tuple(q for q in given if not _goes_stale(bank, q))
    if is_same_session(record, now) and not has_signature(record):
        waiting = carried if record.continues is not None and record.finished_at is None else ()
        answers = without_withheld(bank, record.answers)
        same = record.model_copy(update={"finished_at": None, "answers": answers})
        return Resumption(same, waiting)
    fresh = Record(
        id=new_id,
        case=record.case,
        path=record.path,
        bank=BankPin(id=bank.id, version=bank.version, digest=bank.digest),
        profile=record.profile,
        started_at=now.isoformat(timespec="seconds"),
        answers={q: record.answers[q] for q in carried},
        continues=record.id,
        earlier=record.earlier,
        follows=record.follows,
    )
    return Resumption(fresh, carried)


def has_signature(record: Record) -> bool:
    """Whether a record was ever signed."""
    return any(isinstance(decision, SignOff) for decision in record.decisions)


def half_filled(reading: Evaluation) -> frozenset[str]:
    """The groups and lists of which something is given, but not every field that is put in front."""
    record, questions = reading.record, reading.bank.questions
    return frozenset(
        name
        for name, answer in record.given.items()
        if (question := questions.get(name)) is not None
        and question.fields
        and answer.status is None
        and any(not stored(record.given, step).is_given for step in _front_steps(question, reading))
    )


def _front_steps(question: Question, reading: Evaluation) -> list[Step]:
    """The steps through the front fields of a group, or of every entry of a list."""
    if question.type != "event":
        return field_steps(question, None, reading)
    entries = range(len(reading.record.answer(question.id).items))
    return [step for entry in entries for step in field_steps(question, entry, reading)]
