"""The secret that the environment gives: a key file, a command that prints a key, or the key itself.

No error tells a secret, the command line that may hold one, or what the command printed.
"""

from __future__ import annotations

import os
import shlex
import stat
from dataclasses import dataclass, field
from pathlib import Path

from relapse_cli.errors import LockedError, reason_of
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
        if not stat.S_ISREG(path.stat().st_mode):
            raise LockedError(f"{name} names something that is not a file.", remedy=_check(name))
        with path.open("rb") as stream:
            secret = parse_key_bytes(stream.read(_LARGEST_KEY_FILE))
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
        LockedError: it cannot be run, takes too long, ends with an error, or prints nothing.
    """
    import subprocess

    name = "RELAPSE_KEY_COMMAND"
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command
            shlex.split(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        # The error that is left behind here carries what was printed so far, so it is not chained.
        raise LockedError(
            f"The command in {name} took longer than {limit:g} s.", remedy=_check(name)
        ) from None
    except (OSError, ValueError, IndexError):
        raise LockedError(f"The command in {name} cannot be run.", remedy=_check(name)) from None
    line = os.fsdecode(done.stdout.split(b"\n", 1)[0].removesuffix(b"\r"))
    if done.returncode or not line:
        told = f"ended with exit code {done.returncode}" if done.returncode else "printed no key"
        raise LockedError(f"The command in {name} {told}.", remedy=_check(name))
    return line


def _spelled(name: str, text: str) -> GivenSecret:
    """A text can be a key in base64, a recovery key or a passphrase, which costs most and is tried last."""
    kinds: tuple[SlotKind, ...] = ("file", "recovery", "passphrase")
    found = [(kind, secret) for kind in kinds if (secret := secret_of(kind, text)) is not None]
    return GivenSecret(name, tuple(found))


def _check(name: str) -> str:
    return f"Check {name}, or unset it to unlock the store in another way."
