"""`relapse key`: the ways to unlock the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from relapse_cli.cli.options import Accessible, DataDir, ListFormat, Quiet

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor

_AddKind = Literal["passphrase", "keyring", "file"]
_Kind = Literal["keyring", "passphrase", "recovery", "file"]

_keys = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)


def add_to(program: typer.Typer) -> None:
    """Add the commands to the command line."""
    program.add_typer(_keys, name="key")


@_keys.callback(invoke_without_command=True)
def main(ctx: typer.Context) -> None:
    """List, add and remove the ways to unlock the store; change its key.

    \b
    relapse key list                     which ways there are
    relapse key add passphrase           set or change the passphrase
    relapse key recovery                 a new recovery key, shown once
    relapse key new-file relapse.key     a key file, for scripts
    relapse key add file relapse.key     let it unlock the store
    relapse key rotate                   a new data key for the store
    """  # noqa: D301 - typer keeps the lines after \b as they are
    if ctx.invoked_subcommand is None:
        from relapse_cli.cli.streams import write_data

        write_data(f"{ctx.get_help()}\n")


@_keys.command("list")
def list_slots(format: ListFormat = "text", quiet: Quiet = False, data_dir: DataDir = None) -> int:
    """List the ways to unlock the store; nothing is unlocked for it.

    With --quiet no advice is given on having too few.
    """
    from relapse_cli.app.upkeep.keys.usable import few_ways
    from relapse_cli.app.upkeep.keys.ways_to_unlock import list_keys
    from relapse_cli.cli.says.key import slots_json, slots_text
    from relapse_cli.cli.store_access import tell_advice, visit_store
    from relapse_cli.cli.streams import write_data

    def act(door: StoreDoor) -> None:
        slots = list_keys(door)
        write_data(slots_json(slots) if format == "json" else slots_text(slots))
        if not quiet:
            tell_advice(*few_ways(slots))

    return visit_store(act, data_dir)


@_keys.command("add")
def add(
    kind: Annotated[_AddKind, typer.Argument(metavar="KIND", help="passphrase, keyring or file.")],
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="The key file; a new one is written if need be.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do not ask before another one of its kind is replaced.")
    ] = False,
    data_dir: DataDir = None,
    accessible: Accessible = False,
) -> int:
    """Add a way to unlock the store, or change the one of its kind.

    A passphrase is typed twice. The keyring of this computer unlocks the store
    without typing. A key file that is there is read, never changed. There is
    one of each kind: where another one opens the store, it is asked first.

    \b
    relapse key add passphrase
    relapse key add file relapse.key
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.upkeep.keys import ways_to_unlock as manage_keys
    from relapse_cli.cli.output import named_file
    from relapse_cli.cli.says.key import tell_added
    from relapse_cli.cli.store_access import visit_store
    from relapse_cli.errors import UsageError

    if (kind == "file") != (file is not None):
        wrong = "Name the key file." if kind == "file" else f"There is no file with a {kind}."
        raise UsageError(wrong, remedy="Such as: relapse key add file relapse.key")

    key_file = None if file is None else named_file(file)

    def act(door: StoreDoor) -> None:
        if key_file is not None:
            tell_added(manage_keys.add_file(door, key_file, yes=yes))
        elif kind == "keyring":
            tell_added(manage_keys.add_keyring(door, yes=yes))
        else:
            tell_added(manage_keys.add_passphrase(door))

    return visit_store(act, data_dir, accessible=accessible)


@_keys.command("recovery")
def recovery(data_dir: DataDir = None, accessible: Accessible = False) -> int:
    """Show a new recovery key once, in the place of the one before.

    Have paper at hand. One group of it is typed back, then it takes effect.
    """
    from relapse_cli.app.upkeep.keys.ways_to_unlock import add_recovery
    from relapse_cli.cli.says.key import tell_added
    from relapse_cli.cli.store_access import visit_store

    return visit_store(lambda door: tell_added(add_recovery(door)), data_dir, accessible=accessible)


@_keys.command("remove")
def remove(
    kind: Annotated[_Kind, typer.Argument(metavar="KIND", help="passphrase, keyring, recovery or file.")],
    data_dir: DataDir = None,
    accessible: Accessible = False,
) -> int:
    """Remove a way to unlock the store; never the last one.

    \b
    relapse key remove file
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.upkeep.keys.ways_to_unlock import remove_key
    from relapse_cli.cli.says.key import tell_removed
    from relapse_cli.cli.store_access import visit_store

    return visit_store(lambda door: tell_removed(remove_key(door, kind)), data_dir, accessible=accessible)


@_keys.command("rotate")
def rotate(
    backup: Annotated[
        str | None, typer.Option("--backup", metavar="FILE", help="Where the backup before it goes.")
    ] = None,
    drop: Annotated[
        list[str] | None,
        typer.Option("--drop", metavar="KIND", help="Give this way up; can be given several times."),
    ] = None,
    data_dir: DataDir = None,
    accessible: Accessible = False,
) -> int:
    """Give the store a new data key, after a backup.

    Such as when a key may be in other hands. The backup is checked. Every way
    to unlock the store is carried over or given up knowingly; the recovery key
    is a new one. A passphrase or key file that others may know is changed
    before, with relapse key add.

    \b
    relapse key rotate
    relapse key rotate --backup before.zip --drop file
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.upkeep.keys.rotate import refuse_taken, rotate_keys
    from relapse_cli.cli.output import record_file
    from relapse_cli.cli.says.key import known_kinds, tell_rotated
    from relapse_cli.cli.store_access import visit_store

    dropped = known_kinds(drop or ())
    target = record_file(backup, "--backup")
    if target is not None:
        refuse_taken(target)
    return visit_store(
        lambda door: tell_rotated(rotate_keys(door, target, dropped)),
        data_dir,
        accessible=accessible,
    )


@_keys.command("new-file")
def new_file(file: Annotated[str, typer.Argument(metavar="FILE", help="A name that is free.")]) -> None:
    """Write a key file: 32 random bytes that only you can read.

    \b
    relapse key new-file relapse.key
    relapse key add file relapse.key
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.upkeep.keys.ways_to_unlock import make_key_file
    from relapse_cli.cli.command_line import command
    from relapse_cli.cli.output import named_file
    from relapse_cli.cli.streams import tell
    from relapse_cli.text.shell import shell_word

    make_key_file(named_file(file))
    tell(
        f"A key file was written: {file}. Keep it apart from the store.",
        f"To let it unlock the store: {command('key', 'add', 'file', file)}",
        f"To use it in scripts: RELAPSE_KEY_FILE={shell_word(file)}",
    )
