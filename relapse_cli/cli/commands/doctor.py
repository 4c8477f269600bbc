"""`relapse doctor`: whether the program and its store are well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.cli.exit_codes import BAD_INPUT
from relapse_cli.cli.options import Bank, DataDir, Full, ListFormat, Quiet

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typer

    from relapse_cli.app.upkeep.health.finding import Finding

_FORMAT = "relapse-doctor/1"
_MARKS = {"ok": "ok", "note": "note", "warning": "look", "fault": "REPAIR"}


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("doctor")(doctor)


def doctor(
    format: ListFormat = "text",
    full: Full = False,
    quiet: Quiet = False,
    bank: Bank = None,
    data_dir: DataDir = None,
) -> int:
    """Check the program and its store; say what to do about what is found.

    Nothing is changed and nobody is asked. With a key at hand, such as
    RELAPSE_KEY_FILE or the keyring, the inside of the store is checked too: in a
    large one the newest entries, and each day another part of the older ones.
    With --quiet only what is to be looked at or repaired is shown.
    Exit code 5 when something has to be repaired; warnings alone are 0.
    """
    from dataclasses import replace
    from datetime import datetime

    from relapse_cli.app.clock import this_moment
    from relapse_cli.app.upkeep.health.doctor import Checkup, check_health
    from relapse_cli.app.upkeep.health.opened_store import Look
    from relapse_cli.cli.defaults import bank_name, configuration, default_profile, environment, profile_book
    from relapse_cli.cli.store_access import open_door
    from relapse_cli.cli.streams import write_data
    from relapse_cli.cli.waiting import waiting

    now = datetime.fromisoformat(this_moment())
    questions = bank_name(bank)
    checkup = Checkup(
        open_door(data_dir).folder,
        replace(environment(), profile=default_profile()),
        questions,
        now,
        profiles=profile_book(questions),
        config=configuration(),
        look=Look(full, waiting),
    )
    found = check_health(checkup)
    shown = [each for each in found if not quiet or each.level in {"warning", "fault"}]
    write_data(_findings_json(found) if format == "json" else _findings_text(shown))
    return BAD_INPUT if any(each.level == "fault" for each in found) else 0


def _findings_text(found: Sequence[Finding]) -> str:
    """The findings as lines, each remedy under its finding."""
    from relapse_cli.text.sanitize import sanitize
    from relapse_cli.text.shell import readable

    lines: list[str] = []
    for each in found:
        lines.append(f"{_MARKS[each.level]:<7} {sanitize(readable(each.message))}")
        lines += [f"        {sanitize(readable(each.remedy))}"] if each.remedy else []
    return "".join(f"{line}\n" for line in lines)


def _findings_json(found: Sequence[Finding]) -> str:
    """The findings as one object on one line."""
    import json
    from dataclasses import asdict

    data = {
        "format": _FORMAT,
        "repair": any(each.level == "fault" for each in found),
        "sound": not any(each.level == "fault" for each in found),
        "findings": [asdict(each) for each in found],
    }
    return json.dumps(data, sort_keys=True, ensure_ascii=False) + "\n"
