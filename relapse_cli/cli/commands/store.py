"""`relapse store`: the encrypted store as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from relapse_cli.cli.exit_codes import BAD_INPUT
from relapse_cli.cli.options import (
    Accessible,
    Bank,
    DataDir,
    Force,
    Full,
    ListFormat,
    Output,
    Quiet,
    Since,
    Until,
)

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor


store = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)


def add_to(program: typer.Typer) -> None:
    """Add the commands to the command line."""
    program.add_typer(store, name="store")


@store.callback(invoke_without_command=True)
def main(ctx: typer.Context) -> None:
    """Look at, back up, restore, check and export the store; erase a case.

    \b
    relapse store status                 what is in it, when it was backed up
    relapse store backup stick.zip       one encrypted file
    relapse store restore stick.zip      on this or another computer
    relapse store verify                 whether anything is wrong with it
    relapse store repair                 only when opening it asks for that
    relapse store export -o all.jsonl    the records, one a line
    relapse store erase PR-101           a case's words, for good
    """  # noqa: D301 - typer keeps the lines after \b as they are
    if ctx.invoked_subcommand is None:
        from relapse_cli.cli.streams import write_data

        write_data(f"{ctx.get_help()}\n")


@store.command("status")
def status(
    format: ListFormat = "text",
    _quiet: Quiet = False,
    data_dir: DataDir = None,
    accessible: Accessible = False,
) -> int:
    """Show where the store is, what is in it and when it was backed up."""
    from relapse_cli.app.upkeep.whole_store import whole_store
    from relapse_cli.cli.says.store import status_json, status_text
    from relapse_cli.cli.store_access import visit_store
    from relapse_cli.cli.streams import write_data

    words = status_json if format == "json" else status_text
    return visit_store(
        lambda door: write_data(words(whole_store(door))), data_dir, accessible=accessible, to_read=True
    )


@store.command("backup")
def backup(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A name that is free.")],
    _quiet: Quiet = False,
    data_dir: DataDir = None,
    accessible: Accessible = False,
) -> int:
    """Write the whole store to one encrypted file, and check it.

    With --quiet nothing is said of one that is well, such as for one each night.

    \b
    relapse store backup /media/stick/relapse.zip
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.upkeep.whole_store import make_backup
    from relapse_cli.cli.output import named_file
    from relapse_cli.cli.says.store import tell_backup
    from relapse_cli.cli.store_access import visit_store

    target = named_file(file)
    return visit_store(
        lambda door: tell_backup(make_backup(door, target)), data_dir, accessible=accessible, to_read=True
    )


@store.command("restore")
def restore(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A backup.")],
    yes: Annotated[
        bool, typer.Option("--yes", help="Do not ask, even if the store here holds more.")
    ] = False,
    data_dir: DataDir = None,
    accessible: Accessible = False,
) -> int:
    """Make a backup the store of this computer.

    The passphrase or the recovery key is asked for. A store that is there is
    moved aside, never deleted; if it holds more than the backup, what that is
    is said first, and asked.

    \b
    relapse store restore /media/stick/relapse.zip
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from pathlib import Path

    from relapse_cli.app.upkeep.restore import restore_store
    from relapse_cli.cli.says.store import tell_restored
    from relapse_cli.cli.store_access import visit_store

    return visit_store(
        lambda door: tell_restored(restore_store(door, Path(file), yes=yes)), data_dir, accessible=accessible
    )


@store.command("verify")
def verify(
    *,
    head: Annotated[
        str | None, typer.Option("--head", metavar="H", help="The head that an export printed.")
    ] = None,
    full: Full = False,
    format: ListFormat = "text",
    quiet: Quiet = False,
    data_dir: DataDir = None,
    accessible: Accessible = False,
) -> int:
    """Check that nothing was damaged or changed from outside.

    Of a large store the newest entries are looked at, and each day another part
    of the older ones; what that was is said. With --head also that what stood in
    it at that time still does. Exit code 5 when something is wrong. With --quiet
    nothing is said where nothing is.
    """
    from relapse_cli.app.upkeep.whole_store import verify_store
    from relapse_cli.cli.says.store import verified_json, verified_text
    from relapse_cli.cli.store_access import visit_store
    from relapse_cli.cli.streams import tell, write_data

    def act(door: StoreDoor) -> int:
        found = verify_store(door, head, full=full)
        if format == "json":
            write_data(verified_json(found))
        elif found.faults or not quiet:
            write_data(verified_text(found))
        if found.faults:
            tell(
                *(["If the head was copied right, the store is not what it was."] if head else []),
                "Keep a copy of the folder as it is. Then: relapse store restore FILE",
            )
        return BAD_INPUT if found.faults else 0

    return visit_store(act, data_dir, accessible=accessible)


@store.command("repair")
def repair(data_dir: DataDir = None, accessible: Accessible = False) -> int:
    """Go on after a damaged journal or missing last entries.

    Only when opening the store names one of them. A copy of the damaged journal
    stays beside the store, what can be read is kept, and the entries that are
    missing are accepted as missing; the store's audit says how many.
    """
    from relapse_cli.app.upkeep.whole_store import repair_store
    from relapse_cli.cli.says.store import tell_repaired
    from relapse_cli.cli.store_access import visit_store

    return visit_store(lambda door: tell_repaired(repair_store(door)), data_dir, accessible=accessible)


@store.command("export")
def export(
    *,
    case: Annotated[str | None, typer.Option("--case", metavar="CODE", help="One case only.")] = None,
    since: Since = None,
    until: Until = None,
    output: Output = None,
    notice: Annotated[
        Literal["long", "short", "none"] | None,
        typer.Option("--notice", help="The notice of 42 CFR part 2; in the US the short one."),
    ] = None,
    bank: Bank = None,
    force: Force = False,
    data_dir: DataDir = None,
    _quiet: Quiet = False,
    accessible: Accessible = False,
) -> int:
    """Write the records as JSON Lines, no longer encrypted.

    For other programs, or for the patient. The patient's location is withheld.
    The notice goes to standard error, and with -o into FILE.notice.txt.

    \b
    relapse store export --case PR-101 -o case.jsonl
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.sources.days import days_asked
    from relapse_cli.app.upkeep.export import ExportRequest, export_store
    from relapse_cli.cli.defaults import bank_name, default_profile
    from relapse_cli.cli.says.export import refuse_taken_export, tell_export, write_export
    from relapse_cli.cli.store_access import visit_store
    from relapse_cli.errors import InputError

    refuse_taken_export(output, force=force)
    request = ExportRequest(
        bank_name(bank), case, days_asked(since, until), notice=notice, profile=default_profile()
    )

    def act(door: StoreDoor) -> int:
        made = export_store(door, request)
        write_export(made, output, force=force)
        tell_export(made, output)
        bad = any(problem.severity == "error" for problem in made.problems)
        return InputError.exit_code if bad else 0

    return visit_store(act, data_dir, accessible=accessible, to_read=True)


@store.command("erase")
def erase(
    case: Annotated[str, typer.Argument(metavar="CASE", help="The case code.")],
    yes: Annotated[
        bool, typer.Option("--yes", help="For scripts; on a terminal the code is typed all the same.")
    ] = False,
    data_dir: DataDir = None,
    accessible: Accessible = False,
) -> int:
    """Erase all words of a case for good.

    The case code is typed back first. What stays is a trace without words, so
    that the store can still be verified. Backups keep what they hold.

    \b
    relapse store erase PR-101
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.upkeep.whole_store import erase_case
    from relapse_cli.cli.says.store import tell_erased
    from relapse_cli.cli.store_access import visit_store

    return visit_store(
        lambda door: tell_erased(erase_case(door, case, yes=yes)), data_dir, accessible=accessible
    )
