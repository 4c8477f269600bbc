"""Which keys the store had: inside the encryption, so that an older ``keys.json`` that is put back is told.

A change is noted twice, in the store's own table that is only added to: before the file is written, and once
it is. Between the two the file may be the old one or the new one, and either is right.
"""

from __future__ import annotations

from typing import NamedTuple

from relapse_cli.errors import StoreError
from relapse_cli.store.database.connection import Connection

_KEYS, _IN_FORCE = "keys ", " in force"


class OtherKeysError(StoreError):
    """The key file is not the one that the store had last."""


class _Known(NamedTuple):
    """One state of the keys, and whether it is known to have come into force."""

    number: int
    digest: bytes
    in_force: bool


def check_keys(connection: Connection, digest: bytes) -> None:
    """Refuse keys that are not the last ones; a store that knows none yet takes any.

    Raises:
        StoreError: they are older, or of elsewhere.
    """
    known = _known(connection)
    if not known or digest in _right_ones(known):
        return
    changes = sum(each.in_force for each in known) - 1
    older = any(each.digest == digest for each in known) and changes > 0
    raise OtherKeysError(
        "keys.json is older than the store: the ways to unlock it were changed since, and one that was "
        "removed would open it again."
        if older
        else "keys.json is not the one that this store had last: it is of another time, or was changed "
        "by another program.",
        remedy="Put the newest keys.json back; it is in the newest backup. If there is none, go on with "
        "this one: relapse store repair. Then look at: relapse key list",
    )


def settle_keys(connection: Connection, digest: bytes) -> None:
    """Note which keys are in force, after they were checked; the caller holds the transaction."""
    known = _known(connection)
    if not known or known[-1].digest != digest:
        mean_keys(connection, digest)
        confirm_keys(connection)
    elif not known[-1].in_force:
        confirm_keys(connection)


def mean_keys(connection: Connection, digest: bytes) -> None:
    """Note the keys that are about to be written; the caller holds the transaction."""
    known = _known(connection)
    number = known[-1].number + 1 if known else 1
    connection.run("INSERT INTO meta VALUES (?, ?)", f"{_KEYS}{number:09d}", digest)


def confirm_keys(connection: Connection) -> None:
    """Note that the keys that were meant last are in force; the caller holds the transaction."""
    number = _known(connection)[-1].number
    connection.run("INSERT INTO meta VALUES (?, ?)", f"{_KEYS}{number:09d}{_IN_FORCE}", b"1")


def are_settled(connection: Connection, digest: bytes) -> bool:
    """Whether there is nothing to note about keys that were checked."""
    known = _known(connection)
    return bool(known) and known[-1].in_force and known[-1].digest == digest


def _right_ones(known: list[_Known]) -> list[bytes]:
    """The keys that may be there: the last ones, and while a change is under way those before it."""
    last_in_force = max((at for at, each in enumerate(known) if each.in_force), default=0)
    return [each.digest for each in known[last_in_force:]]


def _known(connection: Connection) -> list[_Known]:
    """Every state of the keys, the oldest first."""
    rows = connection.run(
        "SELECT name, value FROM meta WHERE name > ? AND name < ? ORDER BY name", _KEYS, f"{_KEYS}~"
    )
    names = {name for name, _ in rows}
    return [
        _Known(int(name.removeprefix(_KEYS)), bytes(value), f"{name}{_IN_FORCE}" in names)
        for name, value in rows
        if not name.endswith(_IN_FORCE)
    ]
