"""An export on its way out: to standard output, or to a file with its notice beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from pathlib import Path

    from relapse_cli.app.upkeep.export import Export

_STDOUT = "-"


def _notice_file(output: str) -> Path:
    """The file of the notice, beside the records; nothing foreign stands among them."""
    from pathlib import Path

    return Path(f"{output}.notice.txt")


def refuse_taken_export(output: str | None, *, force: bool) -> None:
    """Refuse names that are taken, and a closed standard output, before anything is unlocked.

    Raises:
        UsageError: one of them is.
        InputError: the records would go nowhere.
    """
    from pathlib import Path

    from relapse_cli.cli.streams import CLOSED
    from relapse_cli.errors import InputError, UsageError

    if output in {None, _STDOUT} and "stdout" in CLOSED:
        raise InputError("Standard output is closed, so nothing was exported.", remedy="Name a file: -o FILE")
    if output is None or output == _STDOUT or force:
        return
    for path in (Path(output), _notice_file(output)):
        if path.exists() or path.is_symlink():
            raise UsageError(f"{path} is already there.", remedy="Choose another name, or add --force.")


def write_export(made: Export, output: str | None, *, force: bool) -> None:
    """Write the records, and with a file the notice first, so that they are never without it.

    Raises:
        InputError: a file cannot be written.
    """
    from pathlib import Path

    from relapse_cli.cli.streams import write_data
    from relapse_cli.files import write_private

    if output is None or output == _STDOUT:
        write_data(made.text)
        return
    if made.notice:
        write_private(_notice_file(output), f"{made.notice}\n".encode(), force=force)
    write_private(Path(output), made.text.encode("utf-8"), force=force)


def tell_export(made: Export, output: str | None) -> None:
    """Say what left, with the head of the store, and what has to go with it."""
    from relapse_cli.cli.command_line import command
    from relapse_cli.cli.streams import note, tell_problems

    tell_problems(made.problems)
    note(*made.remarks)
    to_file = output is not None and output != _STDOUT
    records = counted(made.records, "record")
    note(
        f"Exported {records}{f' to {output}' if to_file else ''}, not encrypted. Head {made.head}.",
        f"To check later that the store still holds this: {command('store', 'verify', '--head', made.head)}",
    )
    if made.erased:
        note(f"Left out: {counted(made.erased, 'erased interview')}.")
    if made.notice:
        where = f" (also in {_notice_file(output)})" if to_file and output is not None else ""
        note(f"Send this along with them{where}:", made.notice)
