"""Going on with an interview out of the store: exactly where it stood, or on another day as a new one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from relapse_cli.app.asking.choose import nobody_to_ask
from relapse_cli.app.clock import this_moment
from relapse_cli.app.interview.loop import sections_begun
from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.keeping.place import Answers
from relapse_cli.app.sessions.request import Request
from relapse_cli.app.sessions.resume import (
    answers_beside,
    ask_to_go_on,
    carried_words,
    migrated_words,
    put_again,
)
from relapse_cli.app.sessions.session import Session, file_of, start_time
from relapse_cli.app.sources.earlier import with_earlier
from relapse_cli.app.sources.ids import short_id
from relapse_cli.app.sources.profiles import numbers_said, with_profile, with_todays_numbers
from relapse_cli.app.sources.stored import Found, compared_with, find_stored, refuse_other_banks
from relapse_cli.app.sources.summaries import Summaries
from relapse_cli.errors import UsageError
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.interview.resume import has_signature, is_same_session, resume_record
from relapse_cli.logic.journal.changes import record_of, replay
from relapse_cli.logic.journal.upgrade import TakenOver, take_over
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.record import Record
from relapse_cli.model.reply import Answered, Paused
from relapse_cli.model.screen import OWN
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.question import own_screen

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor
    from relapse_cli.store.journal.interviews import StoredInterview
    from relapse_cli.store.whole.store import Store

_WHICH = f"{OWN}resume.which"
_LISTED = 20


def resume_stored(
    bank: Bank, request: Request, door: StoreDoor, person: Asker | None, earlier: Record | None
) -> Session:
    """Go on with a stored interview; without an id the therapist chooses among those that are open.

    Raises:
        Left: it does not go on.
        InputError: it was made with a newer version of the bank, or with another bank.
        StoreError: there is none, somebody else has it open, or the store cannot be read.
        UsageError: the case is another one.
    """
    door.person = lambda: person or nobody_to_ask()
    if not request.resume and not door.is_set_up:
        raise _nothing_open()
    store = door.open()
    name = request.resume or _choose_open(bank, store, person)
    found = find_stored(bank, door, name)
    if request.case not in {None, found.stored.case}:
        raise UsageError(f"{name} belongs to another case.", remedy="Leave --case out, or name its own.")
    refuse_other_banks(bank, [found])
    _refuse_other_command(found, earlier)
    store.hold(found.stored.id)
    taken = take_over(bank, found.replayed)
    now = datetime.fromisoformat(start_time(request.started_at))
    record = taken.interview.record
    if same := is_same_session(record, now) and not has_signature(record):
        session, words = _same_session(request, door, taken)
    else:
        session, words = _other_day(request, door, found, taken, now)
    beside = answers_beside(bank, request, session.interview.record)
    numbers = numbers_said(request.profiles, session.interview.record)
    said = (*_left_over_words(bank, found, taken), *beside.words, *numbers)
    ask_to_go_on(person, words, said, request.profiles.warn)
    if same and taken.entries:
        store.append(found.stored.id, taken.entries)
    record = session.interview.record
    if record.session == "interview":
        record = with_earlier(record, earlier)
    return replace(
        session,
        interview=beside.lacking(replace(session.interview, record=record)),
        person=person,
        known=beside.known,
        earlier=earlier or compared_with(bank, door, record),
        file=file_of(bank, request),
        ends_at=request.started_at,
    )


def _same_session(request: Request, door: StoreDoor, taken: TakenOver) -> tuple[Session, str]:
    """The same session goes on where it stood."""
    interview = taken.interview
    resumed = interview.record.model_copy(update={"finished_at": None})
    record = with_profile(resumed, request.profile, None, request.profiles)
    answers = sum(answer.is_given for answer in record.given.values())
    words = (
        f"Going on with {short_id(record.id)} of the case {record.case}, begun at "
        f"{record.started_at[11:16]}: {answers} answers. It goes on where it stood; what is known is not "
        "asked again."
    )
    session = Session(
        replace(interview, record=record, finished=False),
        carried=taken.carried,
        begun=sections_begun(interview),
        store=InStore(door.open, this_moment, standing=Answers(interview, taken.carried)),
    )
    return session, words


def _other_day(
    request: Request, door: StoreDoor, found: Found, taken: TakenOver, now: datetime
) -> tuple[Session, str]:
    """A new record continues one of another day, or one that is signed; that one stays as it is."""
    door.open().release(found.stored.id)
    resumption = resume_record(taken.interview.bank, taken.interview.record, now, str(uuid4()))
    fresh = with_todays_numbers(resumption.record, request.profiles)
    record = with_profile(fresh, request.profile, request.default_profile, request.profiles)
    words = (
        f"{short_id(found.stored.id)} of the case {record.case}, begun on {found.stored.started_at[:10]}, "
        f"stays as it is; this is a new interview that continues it.{carried_words(resumption)}"
    )
    session = Session(
        put_again(Interview.start(taken.interview.bank, record), taken.migrated),
        carried=frozenset(resumption.carried),
        store=InStore(door.open, this_moment),
    )
    return session, words


def _left_over_words(bank: Bank, found: Found, taken: TakenOver) -> tuple[str, ...]:
    """What could not be read or carried over to the bank of today; it is said, and asked again."""
    unread = (problem.message for problem in found.replayed.problems)
    return (*unread, *migrated_words(bank, taken.migrated))


def _choose_open(bank: Bank, store: Store, person: Asker | None) -> str:
    """The id of the one open interview, or of the one that is chosen among several.

    Raises:
        UsageError: there is none, or none was chosen.
    """
    waiting = _waiting(bank, store)
    if not waiting:
        raise _nothing_open()
    if len(waiting) == 1:
        return waiting[0].id
    if person is None:
        raise _none_chosen()
    shown = [Found(one, replay(bank, store.entries(one.id))) for one in waiting[: -_LISTED - 1 : -1]]
    options = tuple(Option(id=found.stored.id, label=_open_words(found)) for found in shown)
    body = _not_shown_words(len(waiting))
    reply = person.ask(own_screen(_WHICH, "Which interview goes on?", options, "Going on", body))
    if isinstance(reply, Paused) and reply.interrupted:
        raise KeyboardInterrupt
    if not isinstance(reply, Answered):
        raise _none_chosen()
    return str(reply.value)


def _waiting(bank: Bank, store: Store) -> list[StoredInterview]:
    """The interviews that can be gone on with; of most that were ended a summary tells it."""
    everything = store.interviews()
    continued = {one.continues for one in everything}
    summaries = Summaries(bank, store, everything)
    with summaries.kept():
        return [
            one
            for one in everything
            if not one.erased and one.follows is None and one.id not in continued
            if not _is_finished(one, store, summaries)
        ]


def _is_finished(one: StoredInterview, store: Store, summaries: Summaries) -> bool:
    """Whether an interview was ended; what only its journal could tell is remembered."""
    known = summaries.is_finished(one)
    if known is None:
        known = record_of(store.entries(one.id)).finished_at is not None
        summaries.note_finished(one, finished=known)
    return known


def _not_shown_words(waiting: int) -> tuple[str, ...]:
    """That not all open interviews are offered, and how to come to the others."""
    if waiting <= _LISTED:
        return ()
    names = f"These are the newest {_LISTED} of {waiting}."
    return (f"{names} The others: relapse interviews --state open, then relapse interview --resume ID",)


def _refuse_other_command(found: Found, earlier: Record | None) -> None:
    """Refuse the follow-up of an interview where it is not known: it goes through the lines of that plan.

    Raises:
        UsageError: it is one.
    """
    follows, name = found.stored.follows, short_id(found.stored.id)
    if follows is not None and (earlier is None or earlier.id != follows):
        raise UsageError(
            f"{name} is the follow-up of an interview.",
            remedy=f"To go on: relapse followup {short_id(follows)} --resume {name}",
        )


def _none_chosen() -> UsageError:
    """Several are open, and none was chosen."""
    return UsageError("No interview was chosen.", remedy="Name one: relapse interview --resume ID")


def _nothing_open() -> UsageError:
    """There is nothing to go on with."""
    return UsageError("No interview is open.", remedy="To begin one: relapse interview")


def _open_words(found: Found) -> str:
    """An open interview on one line: its case, when it was begun, and how far it has come."""
    record = found.replayed.record
    answers = sum(answer.is_given for answer in record.given.values())
    started = record.started_at[:16].replace("T", " ")
    return f"{record.case}, {started}, {record.path}: {answers} answers ({short_id(record.id)})"
