"""The opening of a session, new or gone on with: what is known, who is asked, and where it is kept."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from relapse_cli.app.asking.choose import choose_asker
from relapse_cli.app.keeping.choose import find_store
from relapse_cli.app.sessions.ask_profile import ask_profile
from relapse_cli.app.sessions.request import Request
from relapse_cli.app.sessions.session import Session, begin_record, file_of
from relapse_cli.app.sources.earlier import read_earlier, with_earlier
from relapse_cli.app.sources.ids import is_stored_id
from relapse_cli.app.sources.profiles import NONE
from relapse_cli.errors import NeedsAnswersError, StoreError
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from relapse_cli.prompters.asker import Asker


def open_session(request: Request, bank: Bank) -> Session:
    """Open what is wanted.

    Raises:
        Left: it was left before its first question.
        NeedsAnswersError: an answer is needed and nobody can be asked.
        InputError: a file, the answers or the store cannot be used, or there is no agreement to rest on.
        UsageError: options do not go together, or a file would be written over.
    """
    if request.follows is not None:
        return _open_followup(request, request.follows, bank)
    earlier = read_earlier(request.earlier, bank, request.case, request.door)
    match request.resume:
        case None:
            return _begin_interview(request, bank, earlier)
        case name:
            return _resume_interview(request, name, bank, earlier)


def _begin_interview(request: Request, bank: Bank, earlier: Record | None) -> Session:
    file = file_of(bank, request)
    record, known = begin_record(bank, replace(request, case=earlier.case) if earlier else request)
    person = _person_if_any(request)
    store = find_store(request.door, person)
    if earlier is not None or (request.case is not None and store is not None):
        record, earlier = _compare(request, bank, person, record, earlier)
    if person is not None and NONE not in {request.profile, request.default_profile}:
        record = ask_profile(person, record, request.profiles, request.keep_profile)
    return Session(
        Interview.start(bank, record),
        person,
        known,
        earlier=earlier,
        file=file,
        store=store,
        ends_at=request.started_at,
    )


def _compare(
    request: Request, bank: Bank, person: Asker | None, record: Record, earlier: Record | None
) -> tuple[Record, Record | None]:
    """The record beside the last interview of its case, which is looked back at first."""
    from relapse_cli.app.sessions import last_time  # a case that is new has none

    followups: tuple[Record, ...] = ()
    if earlier is None and request.door is not None:
        from relapse_cli.app.sessions.same_case import with_known_spelling  # see above

        record = with_known_spelling(request.door, person, record)
        earlier, followups = last_time.last_interview(bank, request.door, record)
    if earlier is None:
        return record, None
    record = with_earlier(record, earlier)
    if person is not None:
        last_time.offer_last_time(person, last_time.last_time(bank, earlier, followups))
        if record.profile is None:
            record = record.model_copy(update={"profile": request.profiles.today(earlier.profile)})
    return record, earlier


def _open_followup(request: Request, source: str, bank: Bank) -> Session:
    """Open a follow-up; whoever is asked sees the lines of its plan in their own words."""
    from relapse_cli.app.sessions import followup  # an interview has no plan to go through
    from relapse_cli.app.sessions.resume import check_together
    from relapse_cli.app.sources.records import read_one

    followed, _ = read_one(source, bank, request.door)
    followup.refuse_followup(followed, source)
    if request.resume is not None:
        check_together(request)
        old = followup.read_open(request, request.resume, bank, followed)
        asker = _person_if_any(request)
        person = None if asker is None else followup.with_lines(bank, asker, followed, old)
        return _resume(request, request.resume, bank, person, followed)
    followup.refuse_unagreed(bank, followed)
    file = file_of(bank, request)
    asker = _person_if_any(request)
    record, known = followup.begin_followup(bank, followed, request)
    if request.profile is None:
        followup.say_numbers(request.profiles, followed, asker)
    store = find_store(request.door, asker)
    if asker is not None and store is not None:
        # What is half given at the first question begins it, and no key press waits for the store.
        with suppress(StoreError):  # told where an answer cannot be saved
            store.store()
    return Session(
        Interview.start(bank, record),
        None if asker is None else followup.with_lines(bank, asker, followed, record),
        known,
        earlier=followed,
        file=file,
        store=store,
        ends_at=request.started_at,
    )


def _resume_interview(request: Request, name: str, bank: Bank, earlier: Record | None) -> Session:
    from relapse_cli.app.sessions.resume import check_together  # what begins is not gone on with

    check_together(request)
    return _resume(request, name, bank, _person_if_any(request), earlier)


def _resume(request: Request, name: str, bank: Bank, person: Asker | None, earlier: Record | None) -> Session:
    """Go on with what was paused; an empty name means that it is chosen in the store.

    Raises:
        NeedsAnswersError: answers of another day wait to be confirmed, and there is nobody.
    """
    stored = not name or (is_stored_id(name) and not Path(name).is_file())
    if request.door is None or not stored:
        from relapse_cli.app.sessions.resume import resume_file  # what begins is not gone on with

        session = resume_file(bank, request, name, person, earlier)
    else:
        from relapse_cli.app.sessions.resume_stored import resume_stored  # a file needs no journal

        session = resume_stored(bank, request, request.door, person, earlier)
    if person is None and session.carried:
        raise NeedsAnswersError(
            "Answers of another day came along, and somebody has to say whether they still stand.",
            remedy="Go on with it in a terminal, without --no-input.",
        )
    return session


def _find_person(request: Request) -> Asker:
    """Who can be asked.

    Raises:
        NeedsAnswersError: nobody can.
    """
    if request.person is not None:
        return request.person
    return choose_asker(
        os.environ, sys.stdin, sys.stderr, accessible=request.accessible, no_input=request.no_input
    )


def _person_if_any(request: Request) -> Asker | None:
    """Who can be asked; nobody when a file of answers is all there is.

    Raises:
        NeedsAnswersError: nobody can be asked and there is no file of answers.
    """
    if request.no_input and request.answers:
        return None
    try:
        return _find_person(request)
    except NeedsAnswersError:
        if request.answers is None:
            raise
        return None
