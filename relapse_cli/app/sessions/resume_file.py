"""Going on with a record file: the same record on the same day, else a new one beside it that continues it.

A record file holds answers and no half-typed text: what was half typed at a pause is typed anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from relapse_cli.app.keeping.in_file import RecordKeeper, default_name
from relapse_cli.app.sessions.begin_record import Beginning, start_time
from relapse_cli.app.sources.profiles import with_profile
from relapse_cli.app.sources.records import STDIN, read_one
from relapse_cli.errors import UsageError
from relapse_cli.files import is_same_file
from relapse_cli.logic.answers.withhold import without_private
from relapse_cli.logic.interview.resume import Resumption, resume_record
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.known_ids import CONSENT
from relapse_cli.model.record import Record
from relapse_cli.model.screen import OWN

GO_ON = f"{OWN}go_on"
GO_ON_WAYS = (Option(id="go_on", label="Go on"), Option(id="stop", label="Stop here; nothing is changed"))


@dataclass(frozen=True, slots=True)
class Resumed:
    """An interview that is gone on with.

    Attributes:
        carried: the questions whose answers came along from another day and wait to be confirmed.
        keeper: keeps the record in the file it goes on in.
        words: what the therapist should know first.
    """

    record: Record
    carried: frozenset[str]
    keeper: RecordKeeper
    words: str


def check_together(beginning: Beginning) -> None:
    """Refuse what does not go together with going on.

    Raises:
        UsageError: answers or a path are given as well, or the record comes from standard input.
    """
    for option, value in (("--answers", beginning.answers), ("--path", beginning.path)):
        if value is not None:
            raise UsageError(
                f"--resume and {option} do not go together.",
                remedy="A resumed record brings its answers and its path along; leave the other out.",
            )
    if beginning.resume == STDIN:
        raise UsageError("--resume needs a file that can be written.", remedy="Name the record file.")


def resume_interview(bank: Bank, beginning: Beginning, output: Path | None, *, force: bool) -> Resumed:
    """Read the record to go on with, and settle where it is kept.

    Args:
        bank: the bank.
        beginning: names the file, and a start for sessions typed up afterwards.
        output: the file asked for.
        force: whether a file that is there may be written over.

    Raises:
        UsageError: the case is another one, or the old record of another day would be written over.
        InputError: the file cannot be used.
    """
    source = Path(beginning.resume or "")
    old, _ = read_one(str(source), bank)
    if beginning.case not in {None, old.case}:
        raise UsageError(f"{source} belongs to another case.", remedy="Leave --case out, or resume its own.")
    now = datetime.fromisoformat(start_time(beginning.started_at))
    found = resume_record(bank, old, now, str(uuid4()))
    record = with_profile(found.record, beginning.profile, beginning.default_profile)
    if record.id == old.id:
        keeper, words = same_record(bank, old, source, output, force=force)
    else:
        keeper, words = new_record(bank, record, source, output, force=force)
    return Resumed(record, frozenset(found.carried), keeper, words + carried_words(found))


def same_record(
    bank: Bank, old: Record, source: Path, output: Path | None, *, force: bool
) -> tuple[RecordKeeper, str]:
    """The same record goes on, in its own file unless another one is named."""
    words = f"Going on with {source}, begun at {old.started_at[11:16]}. What is known is not asked again."
    if output is not None and not is_same_file(output, source):
        return RecordKeeper(bank, output, force=force), f"{words} It is now kept in {output}."
    keeper = RecordKeeper(bank, source, force=True)
    if old.path == "followup" or old.answers.get(CONSENT) is True:
        keeper.written = without_private(bank, old)
    return keeper, words


def new_record(
    bank: Bank, record: Record, source: Path, output: Path | None, *, force: bool
) -> tuple[RecordKeeper, str]:
    """A new record continues the old one, which stays as it is."""
    if output is not None and is_same_file(output, source):
        raise UsageError(
            f"{source} is a record of its own: it is from another session, or it is signed.",
            remedy="It stays as it is. Name another file with -o, or leave -o out.",
        )
    target = output or default_name(record, source.parent)
    words = f"{source} stays as it is; this is a new record that continues it, kept in {target}."
    return RecordKeeper(bank, target, force=force), words


def carried_words(found: Resumption) -> str:
    """What is asked again, and what is only to be confirmed; empty when nothing came along."""
    if not found.carried:
        return ""
    return " Safety, and what may have changed, is asked again; the rest is yours to confirm before the plan."
