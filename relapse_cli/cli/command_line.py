"""The exact command to go on with, as it can be pasted into a shell."""

from __future__ import annotations


def command(*words: str) -> str:
    """A command line of this program."""
    from relapse_cli.text.shell import shell_word

    return " ".join(shell_word(word) for word in ("relapse", *words))
