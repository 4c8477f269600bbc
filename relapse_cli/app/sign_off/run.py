"""From a record file to a signed plan: open it, go through it with the therapist, keep every decision."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.app.asking.choose import choose_asker
from relapse_cli.app.asking.leaving import Left, Stopped, state_of
from relapse_cli.app.clock import this_moment
from relapse_cli.app.keeping.elsewhere import LAST_DECISIONS, keep_decisions
from relapse_cli.app.keeping.half_given import KeepsHalfGiven
from relapse_cli.app.keeping.in_file import InFile, check_target, default_name
from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.keeping.keep import Keeping
from relapse_cli.app.keeping.place import Answers, Place, PlanMade
from relapse_cli.app.sign_off.loop import hold_sign_off
from relapse_cli.app.sources.bank import require_bank
from relapse_cli.app.sources.ids import short_id
from relapse_cli.app.sources.profiles import ProfileBook, numbers_said, with_profile
from relapse_cli.app.sources.records import STDIN, is_in_store, read_one
from relapse_cli.app.sources.stored import compared_with, find_stored
from relapse_cli.errors import InputError, NeedsAnswersError, UsageError
from relapse_cli.files import is_same_file
from relapse_cli.logic.answers.withhold import without_private
from relapse_cli.logic.interview.resume import has_signature
from relapse_cli.logic.journal.upgrade import take_over
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.plan.final import is_of_another_version
from relapse_cli.logic.plan.gap_lines import consented
from relapse_cli.logic.plan.remarks import remarks
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.decision import SignOff
from relapse_cli.model.plan import Plan
from relapse_cli.model.record import BankPin, Record
from relapse_cli.model.reply import Answered, Paused
from relapse_cli.model.screen import OWN
from relapse_cli.problems import Problem
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.question import own_screen
from relapse_cli.text.shell import shell_word

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor


_NOT_AGREED = "There is no agreement that answers are recorded; it cannot be signed."
_ASK_AGAIN = "The agreement is to be asked again when the person is clear; until then it cannot be signed."
_NEW_VERSION = (
    "The record was made with version {then} of these questions and rules. The plan is worked out anew with "
    "version {now}, so it is gone through and signed anew; what was kept and signed then stays as it is."
)


@dataclass(frozen=True, slots=True)
class SignOffRequest:
    """What is wanted.

    Attributes:
        source: the record file, or the id of a stored interview.
        output: where the record with the decisions goes; without it the therapist is asked.
        profile: a profile asked for; ``default_profile`` serves records that have none.
        profiles: the profiles that there are.
        door: the door to the store.
        person: who is asked; without one, whoever sits at the terminal.
    """

    source: str
    bank: str
    output: Path | None = None
    force: bool = False
    earlier: str | None = None
    profile: str | None = None
    default_profile: str | None = None
    profiles: ProfileBook = field(default_factory=ProfileBook)
    accessible: bool = False
    door: StoreDoor | None = None
    person: Asker | None = None


@dataclass(frozen=True, slots=True)
class SignOffResult:
    """What came of it.

    Attributes:
        came: the sign-off at its end, or where it was paused.
        plan: the plan as it stands now.
        kept: the file with the decisions, or their id in the store; ``None`` when nothing was decided.
        problems: the warnings of the record.
        remarks: what the user should know beside the plan.
        not_kept: what of it is kept nowhere.
    """

    came: Signing | Stopped[Signing]
    plan: Plan
    kept: str | None
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    not_kept: tuple[str, ...] = ()


def run_sign_off(request: SignOffRequest) -> SignOffResult:
    """Hold the sign-off of a record file.

    Raises:
        NeedsAnswersError: there is nobody to ask, or the record comes from standard input.
        InputError: the record, the bank or the earlier record cannot be used.
        UsageError: the output is there already.
    """
    asker = find_therapist(request)
    bank = require_bank(request.bank)
    read, problems = read_one(request.source, bank, request.door)
    older = is_of_another_version(bank, read)
    if older and read.bank is not None:
        asker.tell(_NEW_VERSION.format(then=read.bank.version, now=bank.version))
    record = _signable(bank, read, request)
    for words in numbers_said(request.profiles, record):
        asker.tell(words)
    earlier = _earlier_of(bank, request, record)
    signing = Signing(bank, record, earlier)
    try:
        place = _find_place(bank, request, record, asker, older=older)
    except Left as left:
        return _ended(Stopped(signing, left.interrupted), problems, record)
    if place is None:
        return _ended(signing, problems, record)
    keeping = Keeping((place,), asker)
    therapist = KeepsHalfGiven(asker, keeping)
    came = hold_sign_off(signing, therapist, this_moment, keeping, request.profiles)
    ended = _ended(came, problems, record)
    elsewhere = keep_decisions(keeping, bank, state_of(came).record, asker)
    if elsewhere is not None:
        return replace(ended, kept=elsewhere.kept_as)
    if not keeping.has_saved:
        return replace(ended, not_kept=LAST_DECISIONS if keeping.is_behind else ())
    kept = place.kept_as
    ended = replace(ended, kept=short_id(kept) if kept and isinstance(place, InStore) else kept)
    if keeping.is_behind:
        return replace(ended, not_kept=LAST_DECISIONS)
    with suppress(Left):  # it is at its end
        keeping.save(PlanMade(ended.plan, state_of(came).bank))
    return ended


def _ended(came: Signing | Stopped[Signing], problems: tuple[Problem, ...], record: Record) -> SignOffResult:
    """What came of a sign-off that is kept nowhere."""
    signed = state_of(came)
    made = plan(signed.bank, signed.record, signed.earlier)
    return SignOffResult(came, made, None, problems, _said_beside(record, made, signed))


def _earlier_of(bank: Bank, request: SignOffRequest, record: Record) -> Record | None:
    """What the record is compared with: what is named, else what a stored one names itself.

    Raises:
        InputError: it belongs to another case.
    """
    if request.earlier is None:
        if request.door is None or not is_in_store(request.source, request.door):
            return None
        return compared_with(bank, request.door, record)
    earlier, _ = read_one(request.earlier, bank, request.door)
    if earlier.case != record.case:
        raise InputError(
            "The earlier record belongs to another case.", remedy="Compare records of one case only."
        )
    return earlier


def _find_place(
    bank: Bank, request: SignOffRequest, record: Record, asker: Asker, *, older: bool
) -> Place | None:
    """Where the decisions go; ``None`` when the therapist stops here.

    Raises:
        Left: the sign-off is paused before it has begun.
        UsageError: a record file of an older version would be written over.
        StoreError: somebody else has the stored interview open.
    """
    door = request.door
    if door is None or request.output is not None or not is_in_store(request.source, door):
        return _choose_file(bank, request, record, asker, older=older)
    found = find_stored(bank, door, request.source)
    door.open().hold(found.stored.id)
    taken = take_over(bank, found.replayed)
    if taken.entries:
        door.open().append(found.stored.id, taken.entries)
    return InStore(door.open, this_moment, standing=Answers(taken.interview, taken.carried))


def _said_beside(record: Record, made: Plan, signing: Signing) -> tuple[str, ...]:
    """What the user should know beside the plan; what keeps it a draft in plain words."""
    known = remarks(signing.bank, record, made.model_copy(update={"unmet": ()}))
    points = "; ".join(point.words for point in signing.open_points)
    return (*known, f"Before it can be final: {points}.") if points else known


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
    if request.person is not None:
        return request.person
    try:
        return choose_asker(os.environ, sys.stdin, sys.stderr, accessible=request.accessible)
    except NeedsAnswersError as error:
        raise NeedsAnswersError(
            "A sign-off needs a terminal to ask on, and there is none.",
            remedy=f"Run it in a terminal: relapse plan {shell_word(request.source)} --sign-off",
        ) from error


def _signable(bank: Bank, record: Record, request: SignOffRequest) -> Record:
    """The record as it is signed: without private values, with a profile where one is known.

    Raises:
        InputError: the patient has not agreed that anything is recorded.
        UsageError: a signed record would get another profile.
    """
    record = without_private(bank, _under_this_version(bank, record))
    if has_signature(record):
        if request.profile is not None and record.profile and request.profile != record.profile.id:
            raise UsageError(
                f"{request.source} is signed with the profile {record.profile.id}.",
                remedy="Leave --profile out; a signed record keeps the numbers it was signed with.",
            )
    else:
        record = with_profile(record, request.profile, request.default_profile, request.profiles)
    signing = Signing(bank, record)
    if not signing.reading.in_followup and not consented(signing.reading):
        agreed = signing.reading.answer(bank.roles.consent).value is True
        raise InputError(
            _ASK_AGAIN if agreed else _NOT_AGREED,
            remedy=f"Ask for it first: relapse interview --resume {shell_word(request.source)}",
        )
    return record


def _under_this_version(bank: Bank, record: Record) -> Record:
    """A record that was brought to this version, as it is kept; it was not signed under this one."""
    if not is_of_another_version(bank, record):
        return record
    unsigned = tuple(d for d in record.decisions if not isinstance(d, SignOff))
    pin = BankPin(id=bank.id, version=bank.version, digest=bank.digest)
    return record.model_copy(update={"bank": pin, "decisions": unsigned})


def _choose_file(
    bank: Bank, request: SignOffRequest, record: Record, asker: Asker, *, older: bool
) -> InFile | None:
    """Where the decisions go, a file of an older version aside; ``None`` when the therapist stops.

    Raises:
        Left: the sign-off is paused before it has begun.
        UsageError: a record file of an older version would be written over.
    """
    if request.output is not None:
        if older and is_same_file(request.output, Path(request.source)):
            raise UsageError(
                f"{request.source} was made with an older version of the bank, and stays as it is.",
                remedy="Name another file with -o.",
            )
        return InFile(bank, request.output, force=request.force, begins=record)
    source = Path(request.source)
    check_target(source, force=True)
    beside = default_name(record, source.parent)
    here = Option(id="here", label=f"Into {source.name}, beside its answers")
    options = (
        *(() if older else (here,)),
        Option(id="beside", label=f"Into a new file, {beside.name}"),
        Option(id="stop", label="Nowhere: stop here"),
    )
    label = "Where do your decisions go? Each one is written down at once."
    reply = asker.ask(own_screen(f"{OWN}sign.where", label, options, "Sign-off"))
    match reply:
        case Answered(value="here"):
            return InFile(bank, source, force=True, holds=record)
        case Answered(value="beside"):
            return InFile(bank, beside, begins=record)
        case Paused():
            raise Left(reply)
        case _:
            return None
