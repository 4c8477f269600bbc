"""From the first question to the plan: find who is asked, what is known, and where it is kept."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.app.asking.choose import choose_asker
from relapse_cli.app.asking.in_turn import Left
from relapse_cli.app.asking.watch_pauses import PauseWatch
from relapse_cli.app.keeping.choose import find_journal
from relapse_cli.app.keeping.in_file import RecordKeeper
from relapse_cli.app.sessions.ask_profile import ask_profile
from relapse_cli.app.sessions.begin_record import begin_record
from relapse_cli.app.sessions.conversation import Conversation, InterviewResult, hold_conversation, stopped
from relapse_cli.app.sessions.request import InterviewRequest
from relapse_cli.app.sessions.resume_file import GO_ON, GO_ON_WAYS, check_together, resume_interview
from relapse_cli.app.sources.bank import require_bank
from relapse_cli.app.sources.earlier import read_earlier, with_earlier
from relapse_cli.app.sources.profiles import NONE
from relapse_cli.errors import NeedsAnswersError
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from relapse_cli.model.reply import Answered
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.question import own_screen

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor


def run_interview(request: InterviewRequest) -> InterviewResult:
    """Hold an interview.

    Raises:
        NeedsAnswersError: an answer is needed and nobody can be asked.
        InputError: the bank, the file of answers or the store cannot be used.
        UsageError: the output is there already, or a setting has another form than it needs.
    """
    bank = require_bank(request.bank)
    earlier = read_earlier(request.earlier, bank, request.beginning.case, request.door)
    if request.beginning.resume is not None:
        return run_resumed(request, earlier=earlier)
    keeper = RecordKeeper(bank, request.output, force=request.force)
    case = earlier.case if earlier else request.beginning.case
    record, known = begin_record(bank, replace(request.beginning, case=case))
    person = find_person(request)
    try:
        journal = find_journal(request.door, person)
        followups: tuple[Record, ...] = ()
        if earlier is None and request.beginning.case is not None and journal is not None and request.door:
            earlier, followups = last_interview(bank, request.door, record)
        record = with_earlier(record, earlier)
        if person is not None and earlier is not None:
            record = look_back(bank, person, record, earlier, followups)
        if person is not None and request.beginning.profile != NONE:
            record = ask_profile(person, record)
    except Left as left:
        return stopped(bank, record, interrupted=left.paused)
    talk = Conversation(person, keeper, request.beginning.started_at, earlier, journal=journal)
    return hold_conversation(bank, record, known, talk)


def look_back(
    bank: Bank, person: Asker, record: Record, earlier: Record, followups: tuple[Record, ...]
) -> Record:
    """Offer a look at the last time, and take its profile along where there is none yet.

    Raises:
        Left: the interview is not to begin.
    """
    from relapse_cli.app.sessions.last_time import (  # most interviews begin without one
        last_time,
        offer_last_time,
    )

    if left := offer_last_time(person, last_time(bank, earlier, followups)):
        raise Left(paused=left.interrupted)
    return record if record.profile is not None else record.model_copy(update={"profile": earlier.profile})


def last_interview(bank: Bank, door: StoreDoor, record: Record) -> tuple[Record | None, tuple[Record, ...]]:
    """The last interview of the case in the store, with its follow-ups; nothing where there is none."""
    if record.session == "followup" or not door.is_set_up:
        return None, ()
    from relapse_cli.app.sources.stored import last_of_case

    return last_of_case(bank, door, record)


def as_is(asker: Asker) -> Asker:
    """The person asked, without anything in between."""
    return asker


def run_resumed(
    request: InterviewRequest,
    *,
    around: Callable[[Asker], Asker] = as_is,
    earlier: Record | None = None,
) -> InterviewResult:
    """Go on with an interview that was paused, from the store or from a record file.

    Args:
        request: what is wanted; its beginning names the file or the id.
        around: what stands between the interview and whoever is asked.
        earlier: an earlier record of the case; for a follow-up its interview.

    Raises:
        NeedsAnswersError: nobody can be asked.
        InputError: the bank, the record or the store cannot be used.
        UsageError: options do not go together, or a record would be written over.
    """
    check_together(request.beginning)
    person = find_person(request)
    assert person is not None  # noqa: S101 - without a file of answers there is somebody, or an error
    bank = require_bank(request.bank)
    resume = request.beginning.resume or ""
    if request.door is not None and names_stored(resume):
        from relapse_cli.app.sessions.open_stored import resume_stored

        return resume_stored(bank, request, person, around=around, earlier=earlier)
    resumed = resume_interview(bank, request.beginning, request.output, force=request.force)
    watched = PauseWatch(person)
    if watched.ask(own_screen(GO_ON, resumed.words, GO_ON_WAYS, "Going on")) != Answered("go_on"):
        return stopped(bank, resumed.record, interrupted=watched.interrupted)
    record = resumed.record
    if record.session == "interview":
        record = with_earlier(record, earlier)
    talk = Conversation(
        around(person), resumed.keeper, request.beginning.started_at, earlier, resumed.carried
    )
    return hold_conversation(bank, record, {}, talk)


def names_stored(resume: str) -> bool:
    """Whether what is gone on with is in the store; an empty name means that it is chosen there."""
    from relapse_cli.app.sources.stored import is_stored_id

    return not resume or (is_stored_id(resume) and not Path(resume).is_file())


def find_person(request: InterviewRequest) -> Asker | None:
    """Who can be asked; nobody when a file of answers is all there is.

    Raises:
        NeedsAnswersError: nobody can be asked and there is no file of answers.
    """
    if request.no_input and request.beginning.answers:
        return None
    try:
        return choose_asker(
            os.environ, sys.stdin, sys.stderr, accessible=request.accessible, no_input=request.no_input
        )
    except NeedsAnswersError:
        if request.beginning.answers is None:
            raise
        return None
