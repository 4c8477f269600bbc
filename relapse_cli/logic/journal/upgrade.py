"""Going on with an interview whose bank has changed since: the state under the bank of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.changes import Replayed, changes, migrated_entry
from relapse_cli.logic.journal.migrate import migrate
from relapse_cli.model.bank import Bank
from relapse_cli.model.journal import Entry
from relapse_cli.model.migrated import Migrated


@dataclass(frozen=True, slots=True)
class TakenOver:
    """An interview under the bank of today.

    Attributes:
        interview: what has no answer any more is open again, and so is what was left out.
        carried: answers that wait to be confirmed, under their names of today: carried ones, and those that
            the bank of today has to ask again.
        migrated: what was done, and what is left over and to be shown.
        entries: what the journal takes in, in one append; empty when the bank is the same.
    """

    interview: Interview
    carried: frozenset[str]
    migrated: Migrated
    entries: tuple[Entry, ...]


def take_over(bank: Bank, replayed: Replayed) -> TakenOver:
    """Return an interview as it goes on under a bank.

    Args:
        bank: the bank of today.
        replayed: what the journal gave back under the same bank.
    """
    before = replayed.interview
    migrated = migrate(bank, before.record)
    if migrated.record == before.record:
        return TakenOver(before, replayed.carried, migrated, ())
    after = Interview.start(bank, migrated.record)
    after = replace(after, drafts=before.drafts, finished=before.finished)
    again = [each.question for each in migrated.again]
    after = after.check() if after.finished else _asking_again(after, again)
    carried = frozenset(new for old in replayed.carried for new in migrated.moved.get(old, ())) | {*again}
    entries = (migrated_entry(migrated), *changes(before, after, carried, replayed.carried))
    return TakenOver(after, carried, migrated, entries)


def _asking_again(interview: Interview, questions: Sequence[str]) -> Interview:
    """The interview at the first answer that has to be asked again; meanwhile it counts as it stands."""
    asked = [q for q in questions if interview.reading.asked(q)]
    return interview.jump(asked[0]) if asked else interview
