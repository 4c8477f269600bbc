"""The exact command to go on with, as it can be pasted into a shell."""

from __future__ import annotations


def command(*words: str) -> str:
    """A command line of this program."""
    import shlex

    return shlex.join(["relapse", *words])
