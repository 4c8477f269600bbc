"""Going on with a record file: the same record on the same day, else a new one beside it that continues it.

A record file holds answers only; what was half given is in a file beside it, and comes back on the same day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.keeping.draft_file import read_drafts
from relapse_cli.app.keeping.in_file import InFile, default_name
from relapse_cli.app.sessions.request import Request
from relapse_cli.app.sessions.session import Session, start_time
from relapse_cli.app.sources.earlier import with_earlier
from relapse_cli.app.sources.profiles import with_profile
from relapse_cli.app.sources.records import STDIN, read_one
from relapse_cli.errors import UsageError
from relapse_cli.files import is_same_file
from relapse_cli.logic.answers.withhold import without_private
from relapse_cli.logic.interview.half_given import with_half_given
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.interview.resume import Resumption, resume_record
from relapse_cli.logic.journal.migrate import migrate
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.known_ids import CONSENT
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
        UsageError: answers or a path are given as well, or the record comes from standard input.
    """
    for option, value in (("--answers", request.answers), ("--path", request.path)):
        if value is not None:
            raise UsageError(
                f"--resume and {option} do not go together.",
                remedy="A resumed record brings its answers and its path along; leave the other out.",
            )
    if request.resume == STDIN:
        raise UsageError("--resume needs a file that can be written.", remedy="Name the record file.")


def ask_to_go_on(person: Asker, words: str, body: tuple[str, ...] = ()) -> None:
    """Say with what it goes on, and what the therapist should know first.

    Raises:
        Left: it does not go on.
    """
    reply = person.ask(own_screen(_GO_ON, words, _WAYS, "Going on", body))
    if reply != Answered("go_on"):
        raise Left(reply)


def resume_file(bank: Bank, request: Request, name: str, person: Asker, earlier: Record | None) -> Session:
    """Go on with a record file.

    Args:
        bank: the bank.
        request: names the file asked for, and a start for sessions typed up afterwards.
        name: the record file.
        person: who is asked.
        earlier: an earlier record of the case; for a follow-up its interview.

    Raises:
        Left: it does not go on.
        UsageError: the case is another one, or the old record of another day would be written over.
        InputError: the file cannot be used.
    """
    source = Path(name)
    old, _ = read_one(str(source), bank)
    if request.case not in {None, old.case}:
        raise UsageError(f"{source} belongs to another case.", remedy="Leave --case out, or resume its own.")
    now = datetime.fromisoformat(start_time(request.started_at))
    migrated = migrate(bank, old)
    found = resume_record(bank, migrated.record, now, str(uuid4()))
    record = with_profile(found.record, request.profile, request.default_profile, request.profiles)
    if record.id == old.id:
        file, words = _same_record(bank, old, source, request)
    else:
        file, words = _new_record(bank, record, source, request)
    ask_to_go_on(person, words + carried_words(found), asked_again_words(bank, migrated))
    if record.session == "interview":
        record = with_earlier(record, earlier)
    interview = put_again(Interview.start(bank, record), migrated)
    drafts = read_drafts(source, old.id) if record.id == old.id else {}
    return Session(
        with_half_given(interview, drafts),
        person,
        carried=frozenset(found.carried),
        earlier=earlier,
        file=file,
        ends_at=request.started_at,
    )


def _same_record(bank: Bank, old: Record, source: Path, request: Request) -> tuple[InFile, str]:
    """The same record goes on, in its own file unless another one is named."""
    words = f"Going on with {source}, begun at {old.started_at[11:16]}. What is known is not asked again."
    if request.output is not None and not is_same_file(request.output, source):
        return InFile(
            bank, request.output, force=request.force
        ), f"{words} It is now kept in {request.output}."
    agreed = old.path == "followup" or old.answers.get(CONSENT) is True
    return InFile(bank, source, force=True, holds=without_private(bank, old) if agreed else None), words


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


def asked_again_words(bank: Bank, migrated: Migrated) -> tuple[str, ...]:
    """What a newer version of the bank asks again, and what it asks beyond the older one."""
    lines = [f"Asked again: {bank.questions[each.question].title}. {each.why}" for each in migrated.again]
    if migrated.opened:
        titles = ", ".join(bank.questions[q].title for q in migrated.opened)
        lines.append(f"Asked now, and open in this record: {titles}.")
    return tuple(lines)


def carried_words(found: Resumption) -> str:
    """What is asked again, and what is only to be confirmed; empty when nothing came along."""
    if not found.carried:
        return ""
    return " Safety, and what may have changed, is asked again; the rest is yours to confirm before the plan."
