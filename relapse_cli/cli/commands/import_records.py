"""`relapse import`: records from files into the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from relapse_cli.cli.options import Accessible, Bank, DataDir, Errors, KeepGoing, Paths, Quiet

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("import")(import_)


def import_(
    *,
    paths: Paths,
    errors: Errors = None,
    keep_going: KeepGoing = False,
    bank: Bank = None,
    force: Annotated[bool, typer.Option("--force", help="Write over the file of --errors.")] = False,
    data_dir: DataDir = None,
    accessible: Accessible = False,
    quiet: Quiet = False,
) -> int:
    """Take records into the store, each once.

    Each keeps its id, its decisions and the interview that it follows. What is
    in the store already stays as it is: the same record is counted, and another
    one under its id is refused. A record is taken in as a whole or not at all,
    so what was broken off is completed by the same command.

    \b
    relapse import all.jsonl
    relapse import 2026/ --errors faults.jsonl
    zstdcat all.jsonl.zst | relapse import -
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.sources.bank import require_bank
    from relapse_cli.app.sources.faults import Faults, open_faults
    from relapse_cli.app.upkeep.import_records import import_records
    from relapse_cli.app.upkeep.keys.change import require_store
    from relapse_cli.batch.inputs.read import read_items
    from relapse_cli.cli.defaults import bank_name
    from relapse_cli.cli.output import record_file
    from relapse_cli.cli.store_access import visit_store
    from relapse_cli.cli.streams import ProblemsTold, note, tell

    known = require_bank(bank_name(bank))

    def act(door: StoreDoor) -> int:
        require_store(door)
        store = door.open()
        with open_faults(record_file(errors, "--errors"), force=force) as kept:
            faults = Faults(None if quiet else ProblemsTold(), kept)
            with door.waiting("Importing") as tick:
                done = import_records(store, known, read_items(paths), faults, tick)
            tell(*faults.closing(keep_going=keep_going))
        note(f"Taken in: {done.taken:,}. There already: {done.there:,}. Not used: {faults.refused:,}.")
        return faults.exit_code(keep_going=keep_going)

    return visit_store(act, data_dir, accessible=accessible)
