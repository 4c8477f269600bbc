"""An interview or a follow-up that is about to be held, and what every one of them begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from relapse_cli.app.case_code import check_case_code
from relapse_cli.app.clock import lies_ahead, this_moment
from relapse_cli.app.keeping.in_file import InFile
from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.sessions.request import Request
from relapse_cli.app.sources.profiles import with_profile, with_todays_numbers
from relapse_cli.errors import UsageError
from relapse_cli.logic.answers.moments import parse_now
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import BankPin, Record
from relapse_cli.prompters.asker import Asker
from relapse_cli.text.days import readable_moment


@dataclass(frozen=True, slots=True)
class Session:
    """A session before its first question.

    Attributes:
        interview: where it stands; in its middle where it goes on out of the store.
        person: who can be asked; nobody when a file of answers is all there is.
        known: answers that are already known; only the rest is asked.
        carried: questions whose answers came along from another day.
        begun: the sections whose opening was read.
        earlier: an earlier record of the case; for a follow-up its interview.
        file: keeps the record in a file, where one is wanted.
        store: keeps the interview in the store, where that is wanted.
        ends_at: when it ends, where that is not the moment at which it does.
    """

    interview: Interview
    person: Asker | None = None
    known: Mapping[str, object] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()
    begun: frozenset[str] = frozenset()
    earlier: Record | None = None
    file: InFile | None = None
    store: InStore | None = None
    ends_at: str | None = None


def begin_record(bank: Bank, request: Request) -> tuple[Record, Mapping[str, object]]:
    """Return a record without answers, and the answers that are already known.

    Raises:
        UsageError: the case code or the time has another form than they need.
        InputError: the file of answers cannot be used.
    """
    case, path, start, profile = request.case, request.path, request.started_at, None
    answers: Mapping[str, object] = {}
    if request.answers is not None:
        from relapse_cli.app.sources.answers import read_answers  # whoever is asked brings no file

        known = read_answers(request.answers, bank, path=path or "core")
        case, path, start = case or known.case, path or known.path, start or known.started_at
        answers, profile = known.answers, known.profile
        for words in known.lost:
            request.profiles.warn(words)
    record = Record(
        id=str(uuid4()),
        case=check_case_code(case or f"case-{uuid4().hex[:8]}"),
        path=path or "core",
        bank=BankPin(id=bank.id, version=bank.version, digest=bank.digest),
        profile=profile,
        started_at=start_time(start),
    )
    record = with_todays_numbers(record, request.profiles)
    return with_profile(record, request.profile, request.default_profile, request.profiles), answers


def start_time(asked: str | None) -> str:
    """The time at which the session began, with its offset from UTC.

    Raises:
        UsageError: it has another form, or lies in the future: what was used a day before would then count as
            long past.
    """
    if asked is None:
        return this_moment()
    start, now = parse_now(asked), datetime.fromisoformat(this_moment())
    if start is None:
        raise UsageError(
            "The start is not a date and time with an offset from UTC.",
            remedy="Write it like --started-at 2026-11-20T09:00:00+01:00",
        )
    if lies_ahead(start, now):
        raise UsageError(
            f"The session would begin in the future, on {readable_moment(start)}.",
            remedy=f"Correct the start; the clock of this computer says {readable_moment(now)}.",
        )
    return asked


def file_of(bank: Bank, request: Request) -> InFile | None:
    """Where the record goes, when a file is named.

    Raises:
        UsageError: the file is there and may not be written over.
        InputError: nothing can be written there.
    """
    return InFile(bank, request.output, force=request.force) if request.output is not None else None
