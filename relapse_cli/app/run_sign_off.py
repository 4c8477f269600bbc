"""From a record file to a signed plan: open it, go through it with the therapist, keep every decision."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from relapse_cli.app.ask_in_turn import Left
from relapse_cli.app.begin_record import this_moment
from relapse_cli.app.choose_asker import choose_asker
from relapse_cli.app.choose_bank import require_bank
from relapse_cli.app.find_profile import with_profile
from relapse_cli.app.interview_screens import own_screen
from relapse_cli.app.keep_record import RecordKeeper, check_target, default_name
from relapse_cli.app.read_records import STDIN, read_one
from relapse_cli.app.sign_off import SignOffOutcome, hold_sign_off
from relapse_cli.app.watch_pauses import PauseWatch
from relapse_cli.app.write_plan import remarks
from relapse_cli.errors import InputError, NeedsAnswersError, UsageError
from relapse_cli.logic.gaps import consented
from relapse_cli.logic.resuming import has_signature
from relapse_cli.logic.rules import plan
from relapse_cli.logic.signing import Signing
from relapse_cli.logic.withholding import without_private
from relapse_cli.model.bank import Bank, Option
from relapse_cli.model.plan import Plan
from relapse_cli.model.record import Record
from relapse_cli.problems import Problem
from relapse_cli.prompters.base import OWN, Answered, Asker, Paused


@dataclass(frozen=True, slots=True)
class SignOffRequest:
    """What is wanted.

    Attributes:
        source: the record file.
        output: where the record with the decisions goes; without it the therapist is asked.
        profile: a profile asked for; ``default_profile`` serves records that have none.
    """

    source: str
    bank: str
    output: Path | None = None
    force: bool = False
    earlier: str | None = None
    profile: str | None = None
    default_profile: str | None = None
    accessible: bool = False


@dataclass(frozen=True, slots=True)
class SignOffResult:
    """What came of it.

    Attributes:
        plan: the plan as it stands now.
        kept: the file with the decisions; ``None`` when nothing was decided.
        problems: the warnings of the record.
        remarks: what the user should know beside the plan.
    """

    outcome: SignOffOutcome
    bank: Bank
    plan: Plan
    kept: Path | None
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]


def run_sign_off(request: SignOffRequest) -> SignOffResult:
    """Hold the sign-off of a record file.

    Raises:
        NeedsAnswersError: there is nobody to ask, or the record comes from standard input.
        InputError: the record, the bank or the earlier record cannot be used.
        UsageError: the output is there already.
    """
    asker = PauseWatch(find_therapist(request))
    bank = require_bank(request.bank)
    read, problems = read_one(request.source, bank)
    record = signable(bank, read, request)
    earlier = read_one(request.earlier, bank)[0] if request.earlier else None
    if earlier is not None and earlier.case != record.case:
        raise InputError(
            "The earlier record belongs to another case.", remedy="Compare records of one case only."
        )
    signing = Signing(bank, record, earlier)
    try:
        keeper = choose_keeper(bank, request, record, asker)
        outcome = SignOffOutcome(signing, "draft")
    except Left:
        keeper, outcome = None, SignOffOutcome(signing, "paused", asker.interrupted)
    if keeper is not None:
        outcome = hold_sign_off(signing, asker, this_moment, lambda made: keep_decisions(keeper, made))
    made = plan(bank, outcome.signing.record, earlier)
    kept = keeper.path if keeper is not None and keeper.written is not None else None
    return SignOffResult(outcome, bank, made, kept, problems, remarks(record, made))


def find_therapist(request: SignOffRequest) -> Asker:
    """Who signs: somebody at a terminal.

    Raises:
        NeedsAnswersError: the record comes from standard input, or there is no terminal.
    """
    if request.source == STDIN:
        raise NeedsAnswersError(
            "A sign-off needs the terminal for its questions, so the record cannot come from standard input.",
            remedy="Write the record to a file first: relapse plan FILE --sign-off",
        )
    try:
        return choose_asker(os.environ, sys.stdin, sys.stderr, accessible=request.accessible)
    except NeedsAnswersError as error:
        raise NeedsAnswersError(
            "A sign-off needs a terminal to ask on, and there is none.",
            remedy=f"Run it in a terminal: relapse plan {request.source} --sign-off",
        ) from error


def signable(bank: Bank, record: Record, request: SignOffRequest) -> Record:
    """The record as it is signed: without private values, with a profile where one is known.

    Raises:
        InputError: the patient has not agreed that anything is recorded.
        UsageError: a signed record would get another profile.
    """
    record = without_private(bank, record)
    if has_signature(record):
        if request.profile is not None and record.profile and request.profile != record.profile.id:
            raise UsageError(
                f"{request.source} is signed with the profile {record.profile.id}.",
                remedy="Leave --profile out; a signed record keeps the numbers it was signed with.",
            )
    else:
        record = with_profile(record, request.profile, request.default_profile)
    signing = Signing(bank, record)
    if not signing.reading.in_followup and not consented(signing.reading):
        raise InputError(
            "There is no agreement that answers are recorded, given with a clear head; it cannot be signed.",
            remedy=f"Ask for it first: relapse interview --resume {request.source}",
        )
    return record


def choose_keeper(bank: Bank, request: SignOffRequest, record: Record, asker: Asker) -> RecordKeeper | None:
    """Where the decisions go; ``None`` when the therapist stops here.

    Raises:
        Left: the sign-off is paused before it has begun.
    """
    if request.output is not None:
        return RecordKeeper(bank, request.output, force=request.force)
    source = Path(request.source)
    check_target(source, force=True)
    beside = default_name(record, source.parent)
    options = (
        Option(id="here", label=f"Into {source.name}; its answers stay as they are"),
        Option(id="beside", label=f"Into a new file, {beside.name}"),
        Option(id="stop", label="Nowhere: stop here"),
    )
    label = "Where do your decisions go? Each one is written down at once."
    match asker.ask(own_screen(f"{OWN}sign.where", label, options, "Sign-off")):
        case Answered(value="here"):
            return RecordKeeper(bank, source, force=True)
        case Answered(value="beside"):
            return RecordKeeper(bank, beside, force=False)
        case Paused():
            raise Left(paused=True)
        case _:
            return None


def keep_decisions(keeper: RecordKeeper, signing: Signing) -> None:
    """Write the record with the decisions so far."""
    if keeper.path is not None:
        keeper.write(signing.record, keeper.path)
