"""What the commands of the store say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from relapse_cli.app.upkeep.restore import RestoredStore
    from relapse_cli.app.upkeep.whole_store import BackupMade, Erased, Verified, WholeStore
    from relapse_cli.store.whole.repair import Repaired

_STATUS_FORMAT = "relapse-store/1"
_VERIFY_FORMAT = "relapse-verify/1"


def status_text(whole: WholeStore) -> str:
    """The status of a store as lines."""
    from relapse_cli.cli.says.key import HERE
    from relapse_cli.text.shell import readable

    found = whole.status
    last = found.last_backup
    ways = ", ".join(f"{slot.kind} ({HERE[slot.usable]})" for slot in whole.slots)
    rows = (
        ("Folder", readable(str(whole.folder))),
        ("Size", _size_words(found.size)),
        ("Schema", str(found.schema)),
        ("Cases", f"{found.cases}, and {found.erased_cases} erased"),
        ("Interviews", str(found.interviews)),
        ("Entries", str(found.events)),
        ("Head", found.head),
        ("Last backup", f"{last.place}, {last.at[:10]}, {last.events} entries" if last else "none yet"),
        ("Opens with", ways),
    )
    return "".join(f"{name:<12} {words}\n" for name, words in rows)


def status_json(whole: WholeStore) -> str:
    """The status of a store as one object on one line."""
    import json
    from dataclasses import asdict

    from relapse_cli.cli.says.key import slot_rows

    found = asdict(whole.status)
    data = {**found, "format": _STATUS_FORMAT, "folder": str(whole.folder), "slots": slot_rows(whole.slots)}
    return json.dumps(data, sort_keys=True, ensure_ascii=False) + "\n"


def _size_words(size: int) -> str:
    """A number of bytes for people."""
    return f"{size / 1000:,.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"


def tell_backup(made: BackupMade) -> None:
    """Say where a backup is, and how it becomes a store again."""
    from relapse_cli.cli.command_line import command
    from relapse_cli.cli.streams import note, tell
    from relapse_cli.store.keys.unlock import NAMES

    info = made.info
    note(
        f"Backed up and checked: {info.path} ({_size_words(info.size)}).",
        f"It holds {info.events} entries; head {info.head}.",
        f"To restore it, here or on another computer: {command('store', 'restore', str(info.path))}",
    )
    if not made.noted:
        tell("The store could not note this backup, so no erasure will name it: remember that it is there.")
    if made.opens_with:
        note(f"It opens with: {', '.join(NAMES[kind] for kind in made.opens_with)}.")
    else:
        tell(
            "It opens with the keyring of this computer only, so it is of no use on another one.",
            "To change that: relapse key recovery, then make another backup.",
        )


def tell_restored(made: RestoredStore) -> None:
    """Say what the store is now, where the one before it is, and what only that one holds."""
    from relapse_cli.cli.command_line import command
    from relapse_cli.cli.store_access import tell_advice
    from relapse_cli.cli.streams import tell

    restored = made.restored
    tell(f"Restored to {made.folder}: {restored.events} entries, head {restored.head}.")
    if restored.before is not None:
        tell(f"The store that was there is in {restored.before}; nothing of it was deleted.")
        if beyond := _beyond_words(made):
            tell(beyond)
        tell(f"To look into it: {command('interviews', '--data-dir', str(restored.before))}")
        tell("If something was erased in it after this backup was made, that is there again.")
    tell(*restored.warnings)
    tell_advice(made.warning, made.remedy)


def _beyond_words(made: RestoredStore) -> str:
    """What the store that was there holds and the backup does not; empty where that is nothing."""
    beyond = made.set_aside
    if beyond is None or not (beyond.entries or beyond.interviews):
        return ""
    more = f"It holds {counted(beyond.entries, 'entry', 'entries')} more than the backup"
    if not beyond.interviews:
        return f"{more}; they are only there."
    begun = f"the last begun on {beyond.newest}"
    only = counted(len(beyond.interviews), "interview")
    return f"{more}, and {only} ({begun}) that are not in this backup."


def verified_json(found: Verified) -> str:
    """What is wrong, and how much was looked at, as one object on one line."""
    from relapse_cli.formats.data.json_line import json_line

    sound = not found.faults
    return json_line(
        {
            "format": _VERIFY_FORMAT,
            "sound": sound,
            "faults": list(found.faults),
            "whole": not found.looked_at,
            "events": found.events if sound else None,
            "head": found.head if sound else None,
        }
    )


def verified_text(found: Verified) -> str:
    """What is wrong, one fault a line; or that nothing is."""
    if found.faults:
        return "".join(f"{fault}\n" for fault in found.faults)
    if found.looked_at:
        return (
            f"Nothing is wrong with what was looked at. It holds {found.events} entries, head {found.head}.\n"
            f"{found.looked_at}\nFor all of it: relapse store verify --full\n"
        )
    return f"Nothing is wrong: {found.events} entries, head {found.head}.\n"


def tell_repaired(repaired: Repaired) -> None:
    """Say what was set aside, and how many entries the store goes on without."""
    from relapse_cli.cli.streams import tell

    copy, missing = repaired.copy, repaired.missing
    if copy is None and missing is None and not repaired.other_keys:
        tell("The journal of the store is not damaged, and no entries are missing; nothing was changed.")
        return
    if copy is not None:
        tell(f"The damaged journal is set aside as {copy}.")
    if missing is not None:
        held = (
            f"The store held {missing.held} entries"
            if missing.held is not None
            else "The store has a new note"
        )
        tell(f"{held}; it goes on with the {missing.holds} that are there.")
    if repaired.other_keys:
        tell("The store goes on with the keys.json that is there. See what opens it: relapse key list")
    tell("Look at what is left: relapse store verify")


def tell_erased(erased: Erased) -> None:
    """Say what is gone, what stays, and who still has the words."""
    from relapse_cli.cli.streams import tell

    done = erased.erasure
    interviews, entries = counted(done.interviews, "interview"), counted(done.events, "entry", "entries")
    tell(
        f"Case {erased.case} is erased: the words of {interviews}, {entries}.",
        f"What stays is a trace without words, {done.case}, so that the store can still be verified.",
    )
    if erased.spelled_alike:
        tell(f"Written almost the same, and still there: {', '.join(erased.spelled_alike)}.")
    tell(*erased.left)
    tell("Files that were exported or written with -o are yours to delete.")
