"""One command at the store: its door is closed at the end, and a question that is left ends it quietly."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.cli.exit_codes import INTERRUPTED, left_code

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor
    from relapse_cli.prompters.asker import Asker


def open_door(data_dir: str | None, *, accessible: bool = False) -> StoreDoor:
    """The door to the store; nothing is opened before it is wanted.

    Raises:
        UsageError: the folder has no name.
    """
    from relapse_cli.app.access.door import StoreDoor
    from relapse_cli.cli.defaults import environment
    from relapse_cli.errors import UsageError
    from relapse_cli.store.folder.folder import store_folder

    def person() -> Asker:
        from relapse_cli.app.asking.choose import choose_asker  # only a locked store asks
        from relapse_cli.cli.defaults import configuration

        configuration()  # it may say how somebody wants to be asked
        return choose_asker(os.environ, sys.stdin, sys.stderr, accessible=accessible)

    if data_dir == "":
        raise UsageError(
            "--data-dir names no folder.", remedy="Name one, or leave the option out for the usual folder."
        )
    known = environment()
    return StoreDoor(store_folder(Path(data_dir) if data_dir else None, known.home), known, person)


@contextmanager
def store_door(
    data_dir: str | None, *, accessible: bool = False, to_read: bool = False, screens: bool = True
) -> Iterator[StoreDoor]:
    """The door to the store for one command; what should be known about the folder is told at the end.

    Args:
        data_dir: the folder of the store, if one was named.
        accessible: plain lines.
        to_read: the command needs to write nothing in the store, so it works where that cannot be written.
        screens: the command draws screens, between which nothing else may be written.
    """
    from relapse_cli.cli.streams import tell
    from relapse_cli.cli.waiting import waiting
    from relapse_cli.draft_notes import forget_gone_drafts
    from relapse_cli.spares import remove_leftovers

    remove_leftovers()
    forget_gone_drafts()
    door = open_door(data_dir, accessible=accessible)
    door.to_read = to_read
    if not screens:
        door.waiting = waiting
    try:
        yield door
    finally:
        door.close()
        for warning in door.warned:
            tell(warning)


def visit_store(
    act: Callable[[StoreDoor], int | None],
    data_dir: str | None,
    *,
    accessible: bool = False,
    to_read: bool = False,
) -> int:
    """Do something at the store, and return the exit code; whoever is asked is found once.

    Args:
        act: what is done; it returns an exit code, or nothing for 0.
        data_dir: the folder of the store, if one was named.
        accessible: plain lines.
        to_read: it needs to write nothing in the store.

    Raises:
        RelapseError: it could not be done.
    """
    from relapse_cli.app.asking.leaving import Left
    from relapse_cli.cli.streams import tell
    from relapse_cli.errors import LockedError

    with store_door(data_dir, accessible=accessible, to_read=to_read, screens=False) as door:
        door.person = cache(door.person)
        try:
            return act(door) or 0
        except LockedError as error:
            if not error.interrupted:
                raise
            tell("Stopped. The store stays locked.")
            return INTERRUPTED
        except Left as left:
            tell("Stopped. Nothing was changed.")
            return left_code(interrupted=left.interrupted)


def tell_advice(warning: str, remedy: str) -> None:
    """Say what should be looked at, and the command for it."""
    from relapse_cli.cli.streams import tell

    if warning:
        tell(warning, f"To change that: {remedy}")
