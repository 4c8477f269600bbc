"""Going on with an interview out of the store: exactly where it stood, or on another day as a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from relapse_cli.app.asking.watch_pauses import PauseWatch
from relapse_cli.app.clock import this_moment
from relapse_cli.app.keeping.in_file import RecordKeeper
from relapse_cli.app.keeping.in_store import JournalKeeper, Standing
from relapse_cli.app.sessions.begin_record import start_time
from relapse_cli.app.sessions.conversation import Conversation, InterviewResult, hold_conversation, stopped
from relapse_cli.app.sessions.resume_file import GO_ON, GO_ON_WAYS, carried_words
from relapse_cli.app.sources.earlier import with_earlier
from relapse_cli.app.sources.profiles import with_profile
from relapse_cli.app.sources.stored import Found, all_stored, compared_with, find_stored, short_id
from relapse_cli.errors import UsageError
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.interview.resume import has_signature, is_same_session, resume_record
from relapse_cli.logic.journal.upgrade import TakenOver, take_over
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.record import Record
from relapse_cli.model.reply import Answered, Paused
from relapse_cli.model.screen import OWN
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.question import own_screen

if TYPE_CHECKING:
    from relapse_cli.app.sessions.request import InterviewRequest
    from relapse_cli.store.whole.store import Store

WHICH = f"{OWN}resume.which"
LISTED = 20


@dataclass(frozen=True, slots=True)
class GoingOn:
    """How a stored interview goes on.

    Attributes:
        standing: where it stands; ``None`` when a new record continues it.
        words: what the therapist should know first.
    """

    record: Record
    carried: frozenset[str]
    journal: JournalKeeper
    standing: Interview | None
    words: str


def resume_stored(
    bank: Bank,
    request: InterviewRequest,
    person: Asker,
    *,
    around: Callable[[Asker], Asker],
    earlier: Record | None = None,
) -> InterviewResult:
    """Go on with a stored interview; without an id the therapist chooses among those that are open.

    Raises:
        StoreError: there is none, somebody else has it open, or the store cannot be read.
        UsageError: the case is another one.
    """
    door = request.door
    assert door is not None  # noqa: S101 - the caller looked
    door.person = lambda: person
    if not request.beginning.resume and not door.is_set_up:
        raise nothing_open()
    store = door.open()
    name = request.beginning.resume or choose_open(bank, store, person)
    found = find_stored(bank, door, name)
    if request.beginning.case not in {None, found.stored.case}:
        raise UsageError(f"{name} belongs to another case.", remedy="Leave --case out, or name its own.")
    refuse_other_command(found, earlier)
    store.hold(found.stored.id)
    taken = take_over(bank, found.replayed)
    now = datetime.fromisoformat(start_time(request.beginning.started_at))
    going = same_session(request, store, taken, now) or other_day(bank, request, found, taken, now)
    watched = PauseWatch(person)
    screen = own_screen(GO_ON, going.words, GO_ON_WAYS, "Going on", left_over_words(bank, found, taken))
    if watched.ask(screen) != Answered("go_on"):
        return stopped(bank, going.record, interrupted=watched.interrupted)
    if going.standing is not None and taken.entries:
        store.append(found.stored.id, taken.entries)
    keeper = RecordKeeper(bank, request.output, force=request.force)
    record = with_earlier(going.record, earlier) if going.record.session == "interview" else going.record
    earlier = earlier or compared_with(bank, door, record)
    talk = Conversation(
        around(person),
        keeper,
        request.beginning.started_at,
        earlier,
        going.carried,
        going.journal,
        going.standing,
    )
    return hold_conversation(bank, record, {}, talk)


def same_session(request: InterviewRequest, store: Store, taken: TakenOver, now: datetime) -> GoingOn | None:
    """The same session goes on where it stood; ``None`` when it is another day's, or signed."""
    interview = taken.interview
    record = interview.record
    if not is_same_session(record, now) or has_signature(record):
        return None
    record = with_profile(record.model_copy(update={"finished_at": None}), request.beginning.profile, None)
    standing = replace(interview, record=record, finished=False)
    journal = JournalKeeper(lambda: store, this_moment, standing=Standing(interview, taken.carried))
    answers = sum(answer.is_given for answer in record.given.values())
    words = (
        f"Going on with {short_id(record.id)} of the case {record.case}, begun at "
        f"{record.started_at[11:16]}: {answers} answers. It goes on where it stood; what is known is not "
        "asked again."
    )
    return GoingOn(record, taken.carried, journal, standing, words)


def other_day(
    bank: Bank, request: InterviewRequest, found: Found, taken: TakenOver, now: datetime
) -> GoingOn:
    """A new record continues one of another day, or one that is signed; that one stays as it is."""
    store = request.door
    assert store is not None  # noqa: S101 - the caller looked
    store.open().release(found.stored.id)
    resumption = resume_record(bank, taken.interview.record, now, str(uuid4()))
    record = with_profile(resumption.record, request.beginning.profile, request.beginning.default_profile)
    words = (
        f"{short_id(found.stored.id)} of the case {record.case}, begun on {found.stored.started_at[:10]}, "
        f"stays as it is; this is a new interview that continues it.{carried_words(resumption)}"
    )
    journal = JournalKeeper(store.open, this_moment)
    return GoingOn(record, frozenset(resumption.carried), journal, None, words)


def left_over_words(bank: Bank, found: Found, taken: TakenOver) -> tuple[str, ...]:
    """What could not be read or carried over to the bank of today; it is said, and asked again."""
    lines = [problem.message for problem in found.replayed.problems]
    lines += [f"Carried over to the questions of today: {words}" for words in taken.migrated.applied]
    for left in taken.migrated.left_over:
        known = bank.questions.get(left.question)
        lines.append(f"Not carried over: {known.label if known else left.question}. {left.why}")
    lines += [f"A decision is not carried over. {left.why}" for left in taken.migrated.left_decisions]
    return tuple(lines)


def choose_open(bank: Bank, store: Store, person: Asker) -> str:
    """The id of the one open interview, or of the one that is chosen among several.

    Raises:
        UsageError: there is none, or none was chosen.
    """
    stored = tuple(all_stored(bank, store))
    continued = {found.stored.continues for found in stored}
    waiting = [found for found in stored if found.replayed.record.finished_at is None]
    waiting = [found for found in waiting if found.stored.follows is None]
    waiting = [found for found in waiting if found.stored.id not in continued]
    if not waiting:
        raise nothing_open()
    if len(waiting) == 1:
        return waiting[0].stored.id
    shown = waiting[: -LISTED - 1 : -1]
    options = tuple(Option(id=found.stored.id, label=open_words(found)) for found in shown)
    body = not_shown_words(len(waiting))
    reply = person.ask(own_screen(WHICH, "Which interview goes on?", options, "Going on", body))
    if isinstance(reply, Paused) and reply.interrupted:
        raise KeyboardInterrupt
    if not isinstance(reply, Answered):
        raise UsageError("No interview was chosen.", remedy="Name one: relapse interview --resume ID")
    return str(reply.value)


def not_shown_words(waiting: int) -> tuple[str, ...]:
    """That not all open interviews are offered, and how to come to the others."""
    if waiting <= LISTED:
        return ()
    names = f"These are the newest {LISTED} of {waiting}."
    return (f"{names} The others: relapse interviews --state open, then relapse interview --resume ID",)


def refuse_other_command(found: Found, earlier: Record | None) -> None:
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


def nothing_open() -> UsageError:
    """There is nothing to go on with."""
    return UsageError("No interview is open.", remedy="To begin one: relapse interview")


def open_words(found: Found) -> str:
    """An open interview on one line: its case, when it was begun, and how far it has come."""
    record = found.replayed.record
    answers = sum(answer.is_given for answer in record.given.values())
    started = record.started_at[:16].replace("T", " ")
    return f"{record.case}, {started}, {record.path}: {answers} answers ({short_id(record.id)})"
