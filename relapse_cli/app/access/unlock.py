"""The data key of a store or of a backup: without asking if that is possible, else from a person."""

from __future__ import annotations

from collections.abc import Callable

from relapse_cli.errors import LockedError, NeedsAnswersError
from relapse_cli.model.reply import Answered, Back, Paused
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.secret import secret_screen
from relapse_cli.settings.environment import Environment
from relapse_cli.store.keys.from_environment import Secrets
from relapse_cli.store.keys.slots import DataKey, Keys, SlotKind
from relapse_cli.store.keys.unlock import WrongKeyError, open_with, unlock_quietly

TRIES = 5
_LABELS = {
    ("passphrase", "recovery"): "The passphrase, or the recovery key",
    ("passphrase",): "The passphrase",
    ("recovery",): "The recovery key",
}
_STORE = "The store on this computer is locked."
_WITHOUT_A_PERSON = (
    "Run it in a terminal, or set RELAPSE_KEY_FILE, RELAPSE_KEY_COMMAND or RELAPSE_KEY for scripts."
)
_FORGOTTEN = "If the passphrase and the recovery key are both lost, nobody can read what it holds."
WRONG = "That does not open it. Nothing is lost; try again."


class NoTimeNow(Exception):  # noqa: N818 - a way out of a screen, not an error
    """Whoever was asked for a key goes on without the store."""


def secrets_of(environment: Environment) -> Secrets:
    """What the environment gives to unlock a store."""
    return Secrets(environment.key_file, environment.key_command, environment.key)


def unlock_keys(
    keys: Keys,
    environment: Environment,
    person: Callable[[], Asker],
    *,
    what: str = _STORE,
    tried: Callable[[], None] = lambda: None,
    way_out: str = "",
) -> DataKey:
    """The data key: from what the environment gives, from the keyring, or from a person.

    Args:
        keys: the wrapped keys.
        environment: what the environment says.
        person: who can be asked; raises where nobody can.
        what: says what is locked, in one sentence.
        tried: called when what a person typed, or what the environment gives, does not open it.
        way_out: what an empty line does, in a sentence; without one it does nothing.

    Raises:
        LockedError: no key at hand opens it, and nobody who could be asked knew one.
        NoTimeNow: an empty line was typed where that is a way out.
    """
    try:
        found = unlock_quietly(keys, secrets_of(environment))
    except WrongKeyError:
        tried()
        raise
    return found if found is not None else _ask_for_key(keys, person, what=what, tried=tried, way_out=way_out)


def _ask_for_key(
    keys: Keys, person: Callable[[], Asker], *, what: str, tried: Callable[[], None], way_out: str
) -> DataKey:
    """Ask for the passphrase or the recovery key until one opens it.

    Raises:
        LockedError: there is nobody, the screen was left, or nothing that was typed opens it.
        NoTimeNow: an empty line was typed where that is a way out.
    """
    kinds: tuple[SlotKind, ...] = ("passphrase", "recovery")
    typed_kinds = tuple(kind for kind in kinds if keys.current.slot(kind) is not None)
    if not typed_kinds:
        raise LockedError(what, remedy=_nothing_to_type(keys))
    try:
        asker = person()
    except NeedsAnswersError as error:
        raise LockedError(what, remedy=_WITHOUT_A_PERSON) from error
    label = _LABELS[typed_kinds]
    body = (what, f"Type {label[0].lower()}{label[1:]}.", *([way_out] if way_out else []))
    for _ in range(TRIES):
        reply = asker.ask(secret_screen("unlock", label, body))
        if isinstance(reply, Paused | Back):
            interrupted = isinstance(reply, Paused) and reply.interrupted
            raise LockedError(what, remedy=_WITHOUT_A_PERSON, interrupted=interrupted)
        if way_out and reply == Answered(""):
            raise NoTimeNow
        if not (isinstance(reply, Answered) and reply.value):
            continue
        typed = str(reply.value)
        found = open_with(keys, "recovery", typed) or open_with(keys, "passphrase", typed)
        if found is not None:
            return found
        tried()
        asker.tell(WRONG)
    raise LockedError(f"{what} {TRIES} tries did not open it.", remedy=_FORGOTTEN)


def _nothing_to_type(keys: Keys) -> str:
    """What opens a store that no typed word opens."""
    names = {
        "keyring": "the keyring of the computer it was made on",
        "file": "its key file (set RELAPSE_KEY_FILE to it)",
    }
    there = {slot.kind for slot in keys.current.slots}
    known = [name for kind, name in names.items() if kind in there]
    return f"It opens only with {' or '.join(known)}."
