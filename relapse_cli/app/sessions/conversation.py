"""One interview or follow-up around its questions: kept as it goes, signed off at its end, its plan built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.app.clock import this_moment
from relapse_cli.app.interview.loop import hold_interview
from relapse_cli.app.interview.outcome import InterviewOutcome
from relapse_cli.app.interview.outcome import outcome as closing_outcome
from relapse_cli.app.keeping.in_file import RecordKeeper, default_name
from relapse_cli.app.keeping.in_store import JournalKeeper
from relapse_cli.app.keeping.keep import NOT_KEPT_YET, SAVED, Keeper, SafeKeeping
from relapse_cli.errors import RelapseError
from relapse_cli.logic.answers.withhold import without_private, without_withheld
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.rules.consistency import consistency_questions
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.plan import Plan
from relapse_cli.model.record import Record
from relapse_cli.model.reply import Answered
from relapse_cli.model.screen import OWN
from relapse_cli.prompters.asker import Asker
from relapse_cli.prompters.scripted import ScriptedAsker
from relapse_cli.screens.interview.question import own_screen

if TYPE_CHECKING:
    from relapse_cli.app.sign_off.loop import SignOffOutcome
    from relapse_cli.logic.sign_off.signing import Signing


@dataclass(frozen=True, slots=True)
class InterviewResult:
    """What came of it.

    Attributes:
        plan: the plan of a finished interview.
        kept: the file that holds the record, when it was written.
        stored: the id under which it is in the store, when it is.
        sign_off: how the sign-off ended that followed at once.
    """

    outcome: InterviewOutcome
    bank: Bank
    plan: Plan | None
    kept: Path | None
    sign_off: SignOffOutcome | None = None
    stored: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Around one interview: who is asked, where its record goes, and what it is compared with.

    Attributes:
        person: who can be asked; nobody when a file of answers is all there is.
        keeper: keeps the record in a file, where one is wanted.
        journal: keeps the interview in the store, where that is wanted.
        started_at: the start of a session that is typed up afterwards.
        earlier: an earlier record of the case; for a follow-up its interview.
        carried: questions whose answers came along from another day.
        standing: where an interview stands that is gone on with.
    """

    person: Asker | None
    keeper: RecordKeeper
    started_at: str | None = None
    earlier: Record | None = None
    carried: frozenset[str] = frozenset()
    journal: JournalKeeper | None = None
    standing: Interview | None = None

    @property
    def keeping(self) -> SafeKeeping:
        """Everywhere the interview is kept."""
        places: list[Keeper] = [self.keeper] if self.keeper.path else []
        places += [self.journal] if self.journal else []
        kept = bool(places) and all(place.holds_something for place in places)
        return SafeKeeping(places, self.person, SAVED if kept else NOT_KEPT_YET)


def hold_conversation(
    bank: Bank, record: Record, known: dict[str, object], talk: Conversation
) -> InterviewResult:
    """Hold an interview or a follow-up from its first question to its plan.

    Args:
        bank: the bank, checked.
        record: the record at its beginning.
        known: answers that are already known; only the rest is asked.
        talk: who is asked, and where the record goes.
    """
    person, keeping = talk.person, talk.keeping
    if person is not None:
        known = without_withheld(bank, known)
    asker = ScriptedAsker(known, ask_rest=person) if known or person is None else person
    try:
        outcome = hold_interview(
            bank,
            record,
            asker,
            end_time(talk.started_at),
            consistency=consistency_questions,
            keeping=keeping,
            carried=talk.carried,
            standing=talk.standing,
        )
    except BaseException:
        keeping.flush_quietly()
        raise
    return close_interview(bank, outcome, talk, keeping)


def close_interview(
    bank: Bank, outcome: InterviewOutcome, talk: Conversation, keeping: SafeKeeping
) -> InterviewResult:
    """Keep the record, offer the sign-off of a finished interview, and build the plan."""
    from relapse_cli.app.sign_off.loop import (
        hold_sign_off,  # the first question does not wait for what comes last
    )
    from relapse_cli.logic.plan.build import plan
    from relapse_cli.logic.sign_off.signing import Signing

    keep_outcome(outcome, talk, keeping)
    keeper, person = talk.keeper, talk.person
    kept = keeper.path if keeper.written else None
    journal = None if kept is not None and keeping.is_behind else talk.journal
    stored = journal.kept_as if journal else None
    if outcome.state != "finished":
        return InterviewResult(outcome, bank, None, kept, stored=stored)
    record, signed = outcome.record, None
    if person is not None and (kept is not None or stored is not None) and wants_sign_off(person):
        signing = Signing(bank, without_private(bank, record), talk.earlier)
        signed = hold_sign_off(signing, person, this_moment, lambda made: keep_signing(made, keeper, journal))
        record = signed.signing.record
    made = plan(bank, without_private(bank, record), talk.earlier)
    if journal is not None and not keeping.is_behind:
        keeping.insist(partial(journal.keep_plan, made))
    return InterviewResult(outcome, bank, made, kept, signed, stored)


def keep_signing(signing: Signing, keeper: RecordKeeper, journal: JournalKeeper | None) -> None:
    """Keep the decisions of a sign-off wherever the interview is kept."""
    if keeper.path is not None:
        keeper.write(signing.record, keeper.path)
    if journal is not None:
        journal.keep_signing(signing.record)


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


def keep_outcome(outcome: InterviewOutcome, talk: Conversation, keeping: SafeKeeping) -> None:
    """Keep what came of it, or take back what was kept before the agreement was withdrawn."""
    keeper, person = talk.keeper, talk.person
    if not outcome.consented:
        keeping.forget()
        return
    keeping.settle()
    if keeper.path is not None and (not keeping.is_behind or keeper.written == outcome.record):
        keeper.write(outcome.record, keeper.path)
    elif person is not None and (talk.journal is None or keeping.is_behind):
        write_where_wanted(outcome, keeper, person)


def write_where_wanted(outcome: InterviewOutcome, keeper: RecordKeeper, person: Asker) -> None:
    """Ask for a file until the record is written, or is not to be kept."""
    while (path := ask_for_file(outcome, person)) is not None:
        try:
            keeper.write(outcome.record, path)
        except RelapseError as error:
            person.tell(f"{error.message} {error.remedy}".strip())
        else:
            return


def ask_for_file(outcome: InterviewOutcome, person: Asker) -> Path | None:
    """Ask whether to write the record; an interruption here writes it, so that nothing is lost."""
    path = default_name(outcome.record, Path())
    options = (
        Option(id="write", label=f"Write it to {path}"),
        Option(id="discard", label="Do not keep it: these answers are then gone"),
    )
    reply = person.ask(own_screen(f"{OWN}keep", "The record has not been written to a file yet.", options))
    return None if isinstance(reply, Answered) and reply.value == "discard" else path


def stopped(bank: Bank, record: Record, *, interrupted: bool) -> InterviewResult:
    """What comes of an interview that was left before its first question."""
    interview = Interview.start(bank, record)
    return InterviewResult(closing_outcome(interview, "paused", interrupted=interrupted), bank, None, None)
