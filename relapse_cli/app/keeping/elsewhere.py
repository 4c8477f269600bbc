"""A file for what could not be kept where it belongs, or was to be kept nowhere: asked for at the end."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from relapse_cli.app.keeping.in_file import InFile, default_name
from relapse_cli.app.keeping.keep import Keeping
from relapse_cli.app.keeping.place import Answers, Decided
from relapse_cli.errors import RelapseError
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.record import Record
from relapse_cli.model.reply import Answered, Paused
from relapse_cli.model.screen import OWN, Screen
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.question import own_screen

LAST_DECISIONS = ("The last decisions could not be saved.",)


def keep_decisions(keeping: Keeping, bank: Bank, record: Record, person: Asker) -> InFile | None:
    """At the end of a sign-off, keep what could not be kept before.

    Returns:
        The file that has it all, where not every place has; ``None`` where every place has, or nothing has.
    """
    if keeping.is_behind:
        keeping.close()
    if not keeping.is_behind:
        return None
    whole = (place for place in keeping.places if isinstance(place, InFile) and place.written == record)
    return next(whole, None) or write_where_wanted(bank, record, Decided(record), person)


def write_where_wanted(bank: Bank, record: Record, change: Answers | Decided, person: Asker) -> InFile | None:
    """Ask for a file until a record is written there, or is not to be kept.

    A pause here writes it where that can be done, here or at home, so that nothing is lost. Where nothing can
    be written a second pause ends it, for a terminal that is gone answers every question with a pause.

    Args:
        bank: the bank of the record.
        record: it names the file.
        change: what is written.
        person: who is asked.
    """
    here, home = Path(), Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home fails where there is none
    ways = {"write": here}
    paused = False
    while True:
        paths = {way: default_name(record, folder) for way, folder in ways.items()}
        reply = person.ask(_where_screen(paths))
        if reply == Answered("discard"):
            return None
        ways = {"write": here} if here.resolve() == home.resolve() else {"write": here, "home": home}
        wanted = [paths[way] for way in paths if reply == Answered(way)]
        for path in wanted or [default_name(record, folder) for folder in ways.values()]:
            if (file := _written(bank, change, person, path)) is not None:
                return file
        if paused and isinstance(reply, Paused):
            return None
        paused = isinstance(reply, Paused)


def _written(bank: Bank, change: Answers | Decided, person: Asker, path: Path) -> InFile | None:
    """The record in a file; why it could not be written is told."""
    try:
        file = InFile(bank, path)
        file.save(change)
    except RelapseError as error:
        person.tell(f"{error.message} {error.remedy}".strip())
        return None
    return file


def _where_screen(paths: Mapping[str, Path]) -> Screen:
    """Whether the record is written, and where."""
    options = (
        *(Option(id=way, label=f"Write it to {path}") for way, path in paths.items()),
        Option(id="discard", label="Do not keep it: these answers are then gone"),
    )
    return own_screen(f"{OWN}keep", "The record has not been written to a file yet.", options)
