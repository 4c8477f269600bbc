"""The door to the store, made from the command line and the environment; closed when the command ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

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

        return choose_asker(os.environ, sys.stdin, sys.stderr, accessible=accessible)

    if data_dir == "":
        raise UsageError(
            "--data-dir names no folder.", remedy="Name one, or leave the option out for the usual folder."
        )
    known = environment()
    return StoreDoor(store_folder(Path(data_dir) if data_dir else None, known.home), known, person)


@contextmanager
def store_door(data_dir: str | None, *, accessible: bool = False) -> Iterator[StoreDoor]:
    """The door to the store for one command; what should be known about the folder is told at the end."""
    from relapse_cli.cli.streams import tell

    door = open_door(data_dir, accessible=accessible)
    try:
        yield door
    finally:
        door.close()
        for warning in door.warned:
            tell(warning)
