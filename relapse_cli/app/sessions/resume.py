"""Going on with a record file: the same record on the same day, else a new one beside it that continues it.

A record file holds answers only; what was half given is in a file beside it, and comes back on the same day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.keeping.draft_file import read_drafts
from relapse_cli.app.keeping.in_file import InFile, default_name
from relapse_cli.app.sessions.request import Request
from relapse_cli.app.sessions.session import Session, start_time
from relapse_cli.app.sources.answers import read_answers
from relapse_cli.app.sources.earlier import with_earlier
from relapse_cli.app.sources.profiles import numbers_said, with_profile, with_todays_numbers
from relapse_cli.app.sources.records import STDIN, read_brought
from relapse_cli.errors import UsageError
from relapse_cli.files import is_same_file
from relapse_cli.logic.answers.withhold import without_private, without_withheld
from relapse_cli.logic.interview.half_given import with_half_given
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.interview.resume import Resumption, resume_record
from relapse_cli.logic.journal.migrate import migrate
from relapse_cli.model.answer import read_answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.migrated import Migrated
from relapse_cli.model.record import Record
from relapse_cli.model.reply import Answered
from relapse_cli.model.screen import OWN
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.question import own_screen

_GO_ON = f"{OWN}go_on"
_WAYS = (Option(id="go_on", label="Go on"), Option(id="stop", label="Stop here; nothing is changed"))


def check_together(request: Request) -> None:
    """Refuse what does not go together with going on.

    Raises:
        UsageError: a path is given as well, or the record comes from standard input.
    """
    if request.path is not None:
        raise UsageError(
            "--resume and --path do not go together.",
            remedy="A resumed record brings its path along; leave --path out.",
        )
    if request.resume == STDIN:
        raise UsageError("--resume needs a file that can be written.", remedy="Name the record file.")


def ask_to_go_on(
    person: Asker | None, words: str, body: tuple[str, ...], warn: Callable[[str], None]
) -> None:
    """Say with what it goes on, and what the therapist should know first.

    Args:
        person: who is asked whether it goes on; with nobody there it does, and the same is said.
        words: with what it goes on.
        body: what should be known first.
        warn: who is told when nobody can be asked.

    Raises:
        Left: it does not go on.
    """
    if person is None:
        for sentence in (words, *body):
            warn(sentence)
        return
    reply = person.ask(own_screen(_GO_ON, words, _WAYS, "Going on", body))
    if reply != Answered("go_on"):
        raise Left(reply)


def resume_file(
    bank: Bank, request: Request, name: str, person: Asker | None, earlier: Record | None
) -> Session:
    """Go on with a record file.

    Args:
        bank: the bank.
        request: names the file asked for, and a start for sessions typed up afterwards.
        name: the record file.
        person: who is asked; nobody when a file of answers is all there is.
        earlier: an earlier record of the case; for a follow-up its interview.

    Raises:
        Left: it does not go on.
        UsageError: the case is another one, or the old record of another day would be written over.
        InputError: the file cannot be used.
    """
    source = Path(name)
    old, brought = read_brought(str(source), bank)
    if request.case not in {None, old.case}:
        raise UsageError(f"{source} belongs to another case.", remedy="Leave --case out, or resume its own.")
    now = datetime.fromisoformat(start_time(request.started_at))
    migrated = brought.made or migrate(bank, old)
    found = resume_record(bank, migrated.record, now, str(uuid4()))
    same = found.record.id == old.id
    lost = bool(migrated.left_over or migrated.left_decisions)
    kept = found.record if same else with_todays_numbers(found.record, request.profiles)
    record = with_profile(kept, request.profile, request.default_profile, request.profiles)
    if same:
        file, words = _same_record(bank, old, source, request, stays=lost)
    else:
        file, words = _new_record(bank, record, source, request)
    beside = answers_beside(bank, request, record)
    said = (*migrated_words(bank, migrated), *beside.words, *numbers_said(request.profiles, record))
    ask_to_go_on(person, words + carried_words(found), said, request.profiles.warn)
    if record.session == "interview":
        record = with_earlier(record, earlier)
    interview = put_again(Interview.start(bank, record), migrated)
    drafts = read_drafts(source, old.id) if same else {}
    return Session(
        beside.lacking(with_half_given(interview, drafts)),
        person,
        known=beside.known,
        carried=frozenset(found.carried),
        earlier=earlier,
        file=file,
        ends_at=request.started_at,
    )


def _same_record(
    bank: Bank, old: Record, source: Path, request: Request, *, stays: bool
) -> tuple[InFile, str]:
    """The same record goes on, in its own file unless another is named, or some of it would be lost.

    Raises:
        UsageError: its own file is named, and what has no place in this version stands nowhere else.
    """
    if stays:
        return _beside_the_older(bank, old, source, request)
    words = f"Going on with {source}, begun at {old.started_at[11:16]}. What is known is not asked again."
    if request.output is not None and not is_same_file(request.output, source):
        return InFile(
            bank, request.output, force=request.force
        ), f"{words} It is now kept in {request.output}."
    agreed = old.path == "followup" or old.answers.get(bank.roles.consent) is True
    return InFile(bank, source, force=True, holds=without_private(bank, old) if agreed else None), words


def _beside_the_older(bank: Bank, old: Record, source: Path, request: Request) -> tuple[InFile, str]:
    """The same record goes on in another file; what has no place in this version stays in its own."""
    if request.output is not None and is_same_file(request.output, source):
        raise UsageError(
            f"{source} holds what has no place in this version.",
            remedy="It stays as it is. Name another file with -o, or leave -o out.",
        )
    target = request.output or default_name(old, source.parent)
    words = (
        f"Going on with {source}, begun at {old.started_at[11:16]}, in {target}: the older file stays as "
        "it is, for something in it has no place in this version. What is known is not asked again."
    )
    return InFile(bank, target, force=request.force), words


def _new_record(bank: Bank, record: Record, source: Path, request: Request) -> tuple[InFile, str]:
    """A new record continues the old one, which stays as it is."""
    if request.output is not None and is_same_file(request.output, source):
        raise UsageError(
            f"{source} is a record of its own: it is from another session, or it is signed.",
            remedy="It stays as it is. Name another file with -o, or leave -o out.",
        )
    target = request.output or default_name(record, source.parent)
    words = f"{source} stays as it is; this is a new record that continues it, kept in {target}."
    return InFile(bank, target, force=request.force), words


def put_again(interview: Interview, migrated: Migrated) -> Interview:
    """The interview with what a newer version asks again among what has not been put; the answers stay."""
    again = {each.question for each in migrated.again}
    return replace(interview, put=interview.put - again).resume() if again else interview


def migrated_words(bank: Bank, migrated: Migrated) -> tuple[str, ...]:
    """What a newer version carries over and what not, and what it asks again or beyond the older one."""
    lines = [f"Carried over to the questions of today: {words}" for words in migrated.applied]
    for left in migrated.left_over:
        known = bank.questions.get(left.question)
        lines.append(f"Not carried over: {known.label if known else left.question}. {left.why}")
    lines += [f"A decision is not carried over. {left.why}" for left in migrated.left_decisions]
    lines += [f"Asked again: {bank.questions[each.question].title}. {each.why}" for each in migrated.again]
    if migrated.opened:
        titles = ", ".join(bank.questions[q].title for q in migrated.opened)
        lines.append(f"Asked now, and open in this record: {titles}.")
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a file of answers adds to a record that is gone on with.

    Attributes:
        known: the answers that the record lacks.
        words: which answers of the file the record has otherwise, and keeps.
    """

    known: Mapping[str, object] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    def lacking(self, interview: Interview) -> Interview:
        """The interview with what is known now among what has not been put."""
        return replace(interview, put=interview.put - self.known.keys()).resume() if self.known else interview


def answers_beside(bank: Bank, request: Request, record: Record) -> Beside:
    """What the file of answers that is named adds; nothing of the record is written over.

    Raises:
        InputError: the file cannot be used.
        UsageError: it is of another case.
    """
    if request.answers is None:
        return Beside()
    found = read_answers(request.answers, bank, path=record.path)
    if found.case not in {None, record.case}:
        raise UsageError(
            f"{request.answers} belongs to another case.", remedy="Give the answers of the case that goes on."
        )
    given = without_withheld(bank, found.answers)
    known = {name: raw for name, raw in given.items() if not record.answer(name).is_given}
    other = [n for n in given if n not in known and read_answer(given[n]) != record.answer(n)]
    kept = f"The record keeps its own answer, and {request.answers} has another: {', '.join(other)}."
    return Beside(known, (*found.lost, kept) if other else found.lost)


def carried_words(found: Resumption) -> str:
    """What is asked again, and what is only to be confirmed; empty when nothing came along."""
    if not found.carried:
        return ""
    return " Safety, and what may have changed, is asked again; the rest is yours to confirm before the plan."
