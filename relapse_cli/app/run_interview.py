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
from relapse_cli.app.interview_screens import own_screen
from relapse_cli.app.keep_record import RecordKeeper, default_name
from relapse_cli.errors import NeedsAnswersError
from relapse_cli.logic.consistency import consistency_questions
from relapse_cli.logic.rules import plan
from relapse_cli.logic.withholding import without_withheld
from relapse_cli.model.bank import Bank, Option
from relapse_cli.model.plan import Plan
from relapse_cli.prompters.base import OWN, Answered, Asker
from relapse_cli.prompters.scripted import ScriptedAsker


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
    """

    outcome: InterviewOutcome
    bank: Bank
    plan: Plan | None
    kept: Path | None


def run_interview(request: InterviewRequest) -> InterviewResult:
    """Hold an interview.

    Raises:
        NeedsAnswersError: an answer is needed and nobody can be asked.
        InputError: the bank or the file of answers cannot be used.
        UsageError: the output is there already, or a setting has another form than it needs.
    """
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
    if outcome.consented:
        keep_outcome(outcome, keeper, person)
    else:
        keeper.forget()
    made = plan(bank, outcome.record) if outcome.state == "finished" else None
    return InterviewResult(outcome, bank, made, keeper.path if keeper.written else None)


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
