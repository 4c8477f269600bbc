"""From the first question to the plan: hold an interview, keep its record, build its plan."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from relapse_cli.app.begin_record import Beginning, begin_record, this_moment
from relapse_cli.app.choose_asker import choose_asker
from relapse_cli.app.choose_bank import require_bank
from relapse_cli.app.hold_interview import InterviewOutcome, hold_interview
from relapse_cli.app.hold_interview import outcome as closing_outcome
from relapse_cli.app.interview_screens import own_screen
from relapse_cli.app.keep_record import RecordKeeper, default_name
from relapse_cli.app.resume_interview import check_together, resume_interview
from relapse_cli.app.sign_off import SignOffOutcome, hold_sign_off
from relapse_cli.app.watch_pauses import PauseWatch
from relapse_cli.errors import NeedsAnswersError
from relapse_cli.logic.consistency import consistency_questions
from relapse_cli.logic.interview import Interview
from relapse_cli.logic.rules import plan
from relapse_cli.logic.signing import Signing
from relapse_cli.logic.withholding import without_private, without_withheld
from relapse_cli.model.bank import Bank, Option
from relapse_cli.model.plan import Plan
from relapse_cli.prompters.base import OWN, Answered, Asker
from relapse_cli.prompters.scripted import ScriptedAsker

GO_ON = f"{OWN}go_on"
GO_ON_WAYS = (Option(id="go_on", label="Go on"), Option(id="stop", label="Stop here; nothing is changed"))


@dataclass(frozen=True, slots=True)
class InterviewRequest:
    """What is wanted.

    Attributes:
        beginning: what is known before the first question.
        output: where the record goes; without it the end of the interview asks.
        no_input: nobody is asked.
    """

    bank: str
    beginning: Beginning
    output: Path | None = None
    force: bool = False
    accessible: bool = False
    no_input: bool = False


@dataclass(frozen=True, slots=True)
class InterviewResult:
    """What came of it.

    Attributes:
        plan: the plan of a finished interview.
        kept: where the record is, when it was written.
        sign_off: how the sign-off ended that followed at once.
    """

    outcome: InterviewOutcome
    bank: Bank
    plan: Plan | None
    kept: Path | None
    sign_off: SignOffOutcome | None = None


def run_interview(request: InterviewRequest) -> InterviewResult:
    """Hold an interview.

    Raises:
        NeedsAnswersError: an answer is needed and nobody can be asked.
        InputError: the bank or the file of answers cannot be used.
        UsageError: the output is there already, or a setting has another form than it needs.
    """
    if request.beginning.resume is not None:
        return run_resumed(request)
    bank = require_bank(request.bank)
    keeper = RecordKeeper(bank, request.output, force=request.force)
    person = find_person(request)
    record, known = begin_record(bank, request.beginning)
    if person is not None:
        known = without_withheld(bank, known)
    asker = ScriptedAsker(known, ask_rest=person) if known or person is None else person
    outcome = hold_interview(
        bank,
        record,
        asker,
        end_time(request.beginning.started_at),
        consistency=consistency_questions,
        keep=keeper.keep,
    )
    return close_interview(bank, outcome, keeper, person)


def run_resumed(request: InterviewRequest) -> InterviewResult:
    """Go on with the interview of a record file.

    Raises:
        NeedsAnswersError: nobody can be asked.
        InputError: the bank or the record cannot be used.
        UsageError: options do not go together, or a record would be written over.
    """
    check_together(request.beginning)
    person = find_person(request)
    assert person is not None  # noqa: S101 - without a file of answers there is somebody, or an error
    bank = require_bank(request.bank)
    resumed = resume_interview(bank, request.beginning, request.output, force=request.force)
    watched = PauseWatch(person)
    if watched.ask(own_screen(GO_ON, resumed.words, GO_ON_WAYS, "Going on")) != Answered("go_on"):
        stopped = closing_outcome(
            Interview.start(bank, resumed.record), "paused", interrupted=watched.interrupted
        )
        return InterviewResult(stopped, bank, None, None)
    outcome = hold_interview(
        bank,
        resumed.record,
        person,
        end_time(request.beginning.started_at),
        consistency=consistency_questions,
        keep=resumed.keeper.keep,
        carried=resumed.carried,
    )
    return close_interview(bank, outcome, resumed.keeper, person)


def close_interview(
    bank: Bank, outcome: InterviewOutcome, keeper: RecordKeeper, person: Asker | None
) -> InterviewResult:
    """Keep the record, offer the sign-off of a finished interview, and build the plan."""
    if outcome.consented:
        keep_outcome(outcome, keeper, person)
    else:
        keeper.forget()
    kept = keeper.path if keeper.written else None
    if outcome.state != "finished":
        return InterviewResult(outcome, bank, None, kept)
    record, signed = outcome.record, None
    if person is not None and kept is not None and wants_sign_off(person):
        signing = Signing(bank, without_private(bank, record))
        signed = hold_sign_off(signing, person, this_moment, lambda made: keeper.write(made.record, kept))
        record = signed.signing.record
    return InterviewResult(outcome, bank, plan(bank, record), kept, signed)


def wants_sign_off(person: Asker) -> bool:
    """Whether the plan is signed off now; anything but a clear yes is later."""
    options = (
        Option(id="now", label="Go through it and sign it now"),
        Option(id="later", label="Later; it stays a draft until then"),
    )
    label = "The answers are written down. The plan is a draft until you sign it off."
    return person.ask(own_screen(f"{OWN}sign.now", label, options, "Sign-off")) == Answered("now")


def end_time(started_at: str | None) -> Callable[[], str]:
    """The time of the end: now; for a session typed up afterwards it is not known, so its start stands."""
    return this_moment if started_at is None else lambda: started_at


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


def keep_outcome(outcome: InterviewOutcome, keeper: RecordKeeper, person: Asker | None) -> None:
    """Write the record at the end; without a file name, ask for one."""
    if keeper.path is not None:
        keeper.write(outcome.record, keeper.path)
    elif person is not None and (path := ask_for_file(outcome, person)) is not None:
        keeper.write(outcome.record, path)


def ask_for_file(outcome: InterviewOutcome, person: Asker) -> Path | None:
    """Ask whether to write the record; an interruption here writes it, so that nothing is lost."""
    path = default_name(outcome.record, Path())
    options = (
        Option(id="write", label=f"Write it to {path}"),
        Option(id="discard", label="Do not keep it: these answers are then gone"),
    )
    reply = person.ask(own_screen(f"{OWN}keep", "The record has not been written to a file yet.", options))
    return None if isinstance(reply, Answered) and reply.value == "discard" else path
