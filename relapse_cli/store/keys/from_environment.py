"""The secret that the environment gives: a key file, a command that prints a key, or the key itself.

No error tells a secret, the command line that may hold one, or what the command printed.
"""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass, field
from pathlib import Path

from relapse_cli.errors import LockedError, reason_of
from relapse_cli.plain_file import NotPlainError, read_plain
from relapse_cli.store.keys.slots import SlotKind
from relapse_cli.store.keys.spelling import parse_key_bytes, secret_of

_COMMAND_LIMIT = 60.0
"""Seconds: a password manager may ask a person for a touch or a word."""

_LARGEST_KEY_FILE = 4096


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the environment says about unlocking; empty text counts as not given."""

    key_file: str = ""
    key_command: str = field(default="", repr=False)
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class GivenSecret:
    """A secret that was given on purpose.

    Attributes:
        name: the variable that gave it.
        candidates: what it can be, in the order to try: a kind of slot and the secret for it.
    """

    name: str
    candidates: tuple[tuple[SlotKind, bytes], ...] = field(repr=False)


def given_secret(secrets: Secrets, *, limit: float = _COMMAND_LIMIT) -> GivenSecret | None:
    """The secret that the environment gives: the file, else the command, else the key; ``None`` without any.

    Raises:
        LockedError: the file or the command gives no key.
    """
    if secrets.key_file:
        return GivenSecret("RELAPSE_KEY_FILE", (("file", read_key_file(Path(secrets.key_file))),))
    if secrets.key_command:
        return _spelled("RELAPSE_KEY_COMMAND", run_key_command(secrets.key_command, limit=limit))
    if secrets.key:
        return _spelled("RELAPSE_KEY", secrets.key)
    return None


def read_key_file(path: Path, name: str = "RELAPSE_KEY_FILE") -> bytes:
    """The secret in a key file; a link is followed, because mounted secrets are links.

    Raises:
        LockedError: it cannot be read, or holds anything but 32 bytes or their base64.
    """
    try:
        secret = parse_key_bytes(read_plain(path, _LARGEST_KEY_FILE))
    except NotPlainError as error:
        raise LockedError(
            f"{name} names something that is not a file: {reason_of(error)}.", remedy=_check(name)
        ) from error
    except (OSError, ValueError) as error:
        reason = reason_of(error)
        raise LockedError(
            f"The file that {name} names cannot be read: {reason}.", remedy=_check(name)
        ) from error
    if secret is None:
        raise LockedError(
            f"The file that {name} names is not a key file: it holds neither 32 bytes nor their base64.",
            remedy=_check(name),
        )
    return secret


def run_key_command(command: str, *, limit: float = _COMMAND_LIMIT) -> str:
    """The first line that a command prints; it runs without a shell and is not given the terminal.

    Raises:
        LockedError: it cannot be run, takes too long, ends with an error, prints nothing, or far too much.
    """
    from relapse_cli.store.keys.key_command import CommandFault, output_of  # most keys come from no command

    name = "RELAPSE_KEY_COMMAND"
    try:
        printed = output_of(shlex.split(command), limit=limit)
    except CommandFault as fault:
        raise LockedError(f"The command in {name} {fault}.", remedy=_check(name)) from None
    except (OSError, ValueError, IndexError):
        raise LockedError(f"The command in {name} cannot be run.", remedy=_check(name)) from None
    line = os.fsdecode(printed.split(b"\n", 1)[0].removesuffix(b"\r"))
    if not line:
        raise LockedError(f"The command in {name} printed no key.", remedy=_check(name))
    return line


def _spelled(name: str, text: str) -> GivenSecret:
    """A text can be a key in base64, a recovery key or a passphrase, which costs most and is tried last."""
    kinds: tuple[SlotKind, ...] = ("file", "recovery", "passphrase")
    found = [(kind, secret) for kind in kinds if (secret := secret_of(kind, text)) is not None]
    return GivenSecret(name, tuple(found))


def _check(name: str) -> str:
    return f"Check {name}, or unset it to unlock the store in another way."
