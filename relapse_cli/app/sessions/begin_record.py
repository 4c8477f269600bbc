"""A new record at the start of an interview, with what a file of answers already knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from relapse_cli.app.case_code import check_case_code
from relapse_cli.app.clock import this_moment
from relapse_cli.app.sources.profiles import with_profile
from relapse_cli.errors import UsageError
from relapse_cli.logic.answers.moments import parse_now
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Path
from relapse_cli.model.record import BankPin, Record

if TYPE_CHECKING:
    from relapse_cli.app.sources.answers import KnownAnswers


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known before the first question.

    Attributes:
        path: how much is asked; a file of answers may name it too, else ``core``.
        started_at: for a session typed up afterwards; else now.
        answers: a file of answers, or ``-``.
        resume: a record file to go on with.
    """

    case: str | None = None
    path: Path | None = None
    started_at: str | None = None
    answers: str | None = None
    resume: str | None = None
    profile: str | None = None
    default_profile: str | None = None


def begin_record(bank: Bank, beginning: Beginning) -> tuple[Record, dict[str, object]]:
    """Return a record without answers, and the answers that are already known.

    Raises:
        UsageError: the case code or the time has another form than they need.
        InputError: the file of answers cannot be used.
    """
    known = known_answers(bank, beginning)
    case = beginning.case or (known.case if known else None) or f"case-{uuid4().hex[:8]}"
    record = Record(
        id=str(uuid4()),
        case=check_case_code(case),
        path=beginning.path or (known.path if known else None) or "core",
        bank=BankPin(id=bank.id, version=bank.version, digest=bank.digest),
        profile=known.profile if known else None,
        started_at=start_time(beginning.started_at or (known.started_at if known else None)),
    )
    record = with_profile(record, beginning.profile, beginning.default_profile)
    return record, dict(known.answers) if known else {}


def known_answers(bank: Bank, beginning: Beginning) -> KnownAnswers | None:
    """What a file of answers says, when there is one."""
    if beginning.answers is None:
        return None
    from relapse_cli.app.sources.answers import read_answers  # most interviews begin without a file

    return read_answers(beginning.answers, bank, path=beginning.path or "core")


def start_time(asked: str | None) -> str:
    """The time at which the session began, with its offset from UTC."""
    if asked is None:
        return this_moment()
    if parse_now(asked) is None:
        raise UsageError(
            "The start is not a date and time with an offset from UTC.",
            remedy="Write it like --started-at 2026-11-20T09:00:00+01:00",
        )
    return asked
