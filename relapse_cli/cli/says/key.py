"""What the commands of the keys say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relapse_cli.app.upkeep.keys.rotate import NewDataKey
    from relapse_cli.app.upkeep.keys.ways_to_unlock import KeysChanged
    from relapse_cli.store.keys.slots import SlotKind
    from relapse_cli.store.keys.unlock import SlotHere

_KINDS_FORMAT = "relapse-keys-list/1"
HERE = {True: "works here", False: "does not work here", None: "when it is given"}
_OLD_COPIES = "Backups made before still open with it; relapse key rotate gives the store a new data key."


def slots_text(slots: tuple[SlotHere, ...]) -> str:
    """The ways as lines: kind, since when, whether it works here."""
    rows = [(slot.kind, slot.created_at[:10], HERE[slot.usable]) for slot in slots]
    return "".join(f"{kind:<10}  {since}  {here}\n" for kind, since, here in rows)


def slots_json(slots: tuple[SlotHere, ...]) -> str:
    """The ways as one object on one line; ``usable`` is null where only a person can tell."""
    import json

    return json.dumps({"format": _KINDS_FORMAT, "slots": slot_rows(slots)}, sort_keys=True) + "\n"


def slot_rows(slots: tuple[SlotHere, ...]) -> list[dict[str, object]]:
    """The ways as data."""
    return [{"kind": slot.kind, "created_at": slot.created_at, "usable_here": slot.usable} for slot in slots]


def tell_added(changed: KeysChanged) -> None:
    """Say what opens the store now, and what no longer does."""
    from relapse_cli.cli.store_access import tell_advice
    from relapse_cli.cli.streams import tell
    from relapse_cli.store.keys.unlock import NAMES

    name = NAMES[changed.kind].capitalize()
    if changed.made is not None:
        tell(f"A new key file was written: {changed.made}. Whoever has it can open the store.")
    if changed.already:
        tell(f"{name} opens the store already; nothing was changed.")
    elif not changed.replaced:
        tell(f"{name} opens the store from now on.")
    else:
        tell(f"{name} is a new one. The one before it no longer opens the store.", _OLD_COPIES)
    tell_advice(changed.warning, changed.remedy)


def tell_removed(changed: KeysChanged) -> None:
    """Say what no longer opens the store."""
    from relapse_cli.cli.store_access import tell_advice
    from relapse_cli.cli.streams import tell
    from relapse_cli.store.keys.unlock import NAMES

    tell(f"{NAMES[changed.kind].capitalize()} no longer opens the store.", _OLD_COPIES)
    tell_advice(changed.warning, changed.remedy)


def known_kinds(names: Sequence[str]) -> frozenset[SlotKind]:
    """The kinds of these names; typer knows no list of choices.

    Raises:
        UsageError: one of them is none.
    """
    from relapse_cli.errors import UsageError
    from relapse_cli.problems import did_you_mean
    from relapse_cli.store.keys.unlock import NAMES

    for name in names:
        if name not in NAMES:
            near = did_you_mean(name, list(NAMES)) or f"The kinds are: {', '.join(NAMES)}."
            raise UsageError(f"'{name}' is no way to unlock the store.", remedy=near)
    return frozenset(kind for kind in NAMES if kind in names)


def tell_rotated(made: NewDataKey) -> None:
    """Say what opens the store now, and where the backup is."""
    from relapse_cli.cli.store_access import tell_advice
    from relapse_cli.cli.streams import tell
    from relapse_cli.store.keys.unlock import NAMES

    tell(
        f"The store has a new data key, its number {made.generation}.",
        f"It opens with: {', '.join(NAMES[kind] for kind in made.kept)}.",
    )
    if made.dropped:
        tell(f"Given up: {', '.join(NAMES[kind] for kind in made.dropped)}.")
    tell(
        f"The backup made before is {made.backup.path}. It opens with the keys as they were, so if one of "
        "them is in other hands, delete it once the store is in order."
    )
    tell_advice(made.warning, made.remedy)
