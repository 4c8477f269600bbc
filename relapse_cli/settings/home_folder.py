"""The sign for the home folder, where no shell has put the folder in its place."""

from __future__ import annotations

import os
from pathlib import Path

from relapse_cli.errors import UsageError


def with_home(name: str, where: str) -> str:
    """Return the name of a file or folder with the home folder in the place of a leading ``~``.

    A shell does this only at the beginning of a word, so not in ``--data-dir=~/x`` and not in a file of
    settings. A folder called ``~`` is never meant.

    Args:
        name: what was given.
        where: the option or variable that it was given to.

    Raises:
        UsageError: there is no such home folder.
    """
    found = os.path.expanduser(name)  # noqa: PTH111 - the same words where there is nothing to replace
    if found.startswith("~"):
        raise UsageError(
            f"{where} names the home folder of somebody this computer does not know.",
            remedy="Write the whole path.",
        )
    return found


def from_home(name: str) -> Path:
    """Return the path of a name in a file of settings; a home folder that nobody knows is not there."""
    return Path(os.path.expanduser(name))  # noqa: PTH111 - pathlib gives up where there is no such home
