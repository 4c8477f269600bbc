"""A new data key for the store: a backup first, every way to unlock it carried over or given up knowingly."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from relapse_cli.app.access.door import StoreDoor, actor
from relapse_cli.app.access.unlock import TRIES, WRONG, secrets_of
from relapse_cli.app.asking.store_screens import DROP, lost_way, typed_text
from relapse_cli.app.clock import this_moment
from relapse_cli.app.upkeep.keys.change import require_person, require_store
from relapse_cli.app.upkeep.keys.set_up import show_recovery_key, typed_secret
from relapse_cli.app.upkeep.keys.usable import few_ways, ways_in
from relapse_cli.app.upkeep.keys.ways_to_unlock import refuse_inside
from relapse_cli.errors import LockedError, UsageError
from relapse_cli.prompters.asker import Asker
from relapse_cli.settings.home_folder import from_home
from relapse_cli.store.keys.from_environment import given_secret
from relapse_cli.store.keys.os_keyring import OsKeyring, find_keyring
from relapse_cli.store.keys.rewrap import not_carried
from relapse_cli.store.keys.slots import Keys, SlotKind
from relapse_cli.store.keys.unlock import NAMES, open_with
from relapse_cli.store.whole.backup import BackupInfo
from relapse_cli.store.whole.rotate import Rotation, rotate

_HINTS: dict[SlotKind, str] = {
    "file": "To keep it, stop here, set RELAPSE_KEY_FILE to it, and begin again.",
    "keyring": "It does not answer on this computer. To keep it, stop here and unlock the keyring first.",
}


@dataclass(frozen=True, slots=True)
class NewDataKey:
    """A store under its new data key.

    Attributes:
        backup: what was made before; it opens with the keys as they were.
        generation: how many data keys the store has had.
        kept: the ways that go on opening it.
        dropped: the ways that were given up.
        warning: too few ways are left; with ``remedy``, a command.
    """

    backup: BackupInfo
    generation: int
    kept: tuple[SlotKind, ...]
    dropped: tuple[SlotKind, ...]
    warning: str = ""
    remedy: str = ""


@dataclass
class _Secrets:
    """What the slots of the new data key are made from.

    Attributes:
        given: the secrets at hand, by kind.
        drop: the kinds that are given up.
    """

    given: dict[SlotKind, bytes | str] = field(default_factory=dict, repr=False)
    drop: set[SlotKind] = field(default_factory=set)


def rotate_keys(
    door: StoreDoor,
    backup: Path | None,
    drop: frozenset[SlotKind] = frozenset(),
    ring: OsKeyring | None = None,
) -> NewDataKey:
    """Put the store under a new data key.

    Args:
        door: the door to the store; it is closed first.
        backup: where the backup goes; without a name somebody is asked.
        drop: kinds of ways that are given up.
        ring: the keyring; without one the machine's own.

    Raises:
        Left: a question was left; nothing was changed.
        NeedsAnswersError: something has to be asked or shown, and there is nobody.
        UsageError: the backup is there already.
        StoreError: the store cannot be unlocked, is open elsewhere, or the disk reports a fault.
    """
    door.close()
    require_store(door)
    data_key, keys = door.unlock(), door.keys()
    found = (ring or find_keyring()) if keys.current.slot("keyring") is not None else None
    kinds = [slot.kind for slot in keys.current.slots]
    shown = _show_to(door) if "recovery" in kinds and "recovery" not in drop else None
    secrets = _carried_secrets(door, keys, drop, found)
    target = (backup or _ask_for_backup(door)).absolute()
    refuse_inside(door.folder, target, "A backup beside the store is lost with it.")
    with ExitStack() as line:
        line.enter_context(door.waiting("Giving the store a new data key"))

        def show(key: str) -> None:
            line.close()  # nothing is written across a screen, and only a moment is left after it
            if shown is not None:
                show_recovery_key(shown, key)

        rotated = rotate(
            door.folder,
            data_key,
            Rotation(
                backup=target,
                show=show,
                actor=actor(),
                now=this_moment,
                given=secrets.given,
                drop=frozenset(secrets.drop),
                ring=found,
            ),
        )
    warning, remedy = few_ways(ways_in(rotated.keys, found))
    kept = tuple(slot.kind for slot in rotated.keys.current.slots)
    dropped = tuple(kind for kind in kinds if kind not in kept)
    return NewDataKey(rotated.backup, rotated.keys.current.id, kept, dropped, warning, remedy)


def _show_to(door: StoreDoor) -> Asker:
    """Whoever is shown the new recovery key."""
    return require_person(
        door,
        "A new recovery key is shown on a terminal, and there is none.",
        "Run it in a terminal; or give the recovery key up with --drop recovery.",
    )


def _carried_secrets(
    door: StoreDoor, keys: Keys, drop: frozenset[SlotKind], ring: OsKeyring | None
) -> _Secrets:
    """The secrets of all ways that are kept: from the environment, or asked for; or which are given up."""
    found = _Secrets(dict(_secrets_at_hand(door, keys)), set(drop))
    for kind in not_carried(keys, found.given, ring):
        if kind in found.drop:
            continue
        name = NAMES[kind]
        asker = require_person(
            door,
            f"With a new data key {name} would no longer open the store, and there is nobody to ask.",
            f"Run it in a terminal, give it as well, or give it up with --drop {kind}.",
        )
        if lost_way(asker, name, _HINTS.get(kind, ""), may_type=kind == "passphrase") == DROP:
            found.drop.add(kind)
        else:
            found.given[kind] = _proven_passphrase(asker, keys)
    return found


def _secrets_at_hand(door: StoreDoor, keys: Keys) -> Mapping[SlotKind, bytes]:
    """What the environment gives, as far as it opens the store."""
    given = given_secret(secrets_of(door.environment))
    candidates = given.candidates if given is not None else ()
    return {kind: secret for kind, secret in candidates if open_with(keys, kind, secret) is not None}


def _proven_passphrase(asker: Asker, keys: Keys) -> str:
    """The passphrase, typed until it opens the store.

    Raises:
        Left: the screen was left.
        LockedError: it was not typed right.
    """
    for _ in range(TRIES):
        typed = typed_secret(asker, "rotate.passphrase", "Type the passphrase")
        if open_with(keys, "passphrase", typed) is not None:
            return typed
        asker.tell(WRONG)
    raise LockedError(
        f"{TRIES} tries did not open the store. Nothing was changed.",
        remedy="To go on without the passphrase: --drop passphrase",
    )


def _ask_for_backup(door: StoreDoor) -> Path:
    """Where the backup goes that is made first.

    Raises:
        Left: the screen was left.
        NeedsAnswersError: there is nobody to ask.
    """
    asker = require_person(
        door, "A backup is made first, and it needs a name.", "Name it with --backup FILE."
    )
    stamp = this_moment()[:19].replace(":", "").replace("T", "-")
    body = ("It is one encrypted file, and opens with the keys as they are now.",)
    name = typed_text(
        asker,
        "rotate.backup",
        "A backup is made first. Where does it go?",
        body,
        current=f"relapse-backup-{stamp}.zip",
        check=is_free,
    )
    return from_home(name)


def is_free(name: object) -> list[str]:
    """Why a backup cannot have this name."""
    path = from_home(str(name).strip())
    if path.exists() or path.is_symlink():
        return [f"{path} is already there; a backup is never written over."]
    return [] if path.parent.is_dir() else [f"There is no folder {path.parent}."]


def refuse_taken(path: Path) -> None:
    """Refuse a name that is taken, before anything is asked.

    Raises:
        UsageError: there is a file of this name.
    """
    if faults := is_free(path):
        raise UsageError(faults[0], remedy="Choose another name.")
