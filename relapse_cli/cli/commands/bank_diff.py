"""`relapse bank diff`: what changed from one bank to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from relapse_cli.cli.exit_codes import BAD_INPUT
from relapse_cli.cli.options import ListFormat
from relapse_cli.text.shell import shell_word

if TYPE_CHECKING:
    from relapse_cli.app.reports.bank_changes import BankChanges
    from relapse_cli.checks.changes.replayed import Replayed

_USUAL_NUMBER = 300

_Old = Annotated[str, typer.Argument(metavar="OLD", help="The older bank, by name or path.")]
_New = Annotated[
    str | None,
    typer.Argument(metavar="NEW", help="The newer one.", show_default="the bank in use"),
]
_Replay = Annotated[
    list[str] | None,
    typer.Option(
        "--replay",
        metavar="RECORDS",
        help="Put these records through both: files, folders, patterns, -. Can be given again.",
        show_default=False,
    ),
]
_Generate = Annotated[
    int | None,
    typer.Option(
        "--generate",
        metavar="N",
        min=0,
        help="Put so many made-up interviews through both, in place of records.",
        show_default=f"{_USUAL_NUMBER}",
    ),
]
_Seed = Annotated[
    int, typer.Option("--seed", metavar="N", min=0, help="Another one makes up other interviews.")
]


def add_to(banks: typer.Typer) -> None:
    """Add the command to those of banks."""
    banks.command("diff")(diff)


def diff(  # noqa: PLR0917 - typer hands each option over by its name
    old: _Old,
    new: _New = None,
    replay: _Replay = None,
    generate: _Generate = None,
    seed: _Seed = 1,
    format: ListFormat = "text",
) -> int:
    """Say what changed in meaning from one bank to another.

    Comments, spelling, the order of keys and of files are no change. Then both banks are put to
    records, and each that gets another level, flag or line is named.
    """
    from relapse_cli.app.reports.bank_changes import changes_between
    from relapse_cli.cli.defaults import bank_name
    from relapse_cli.cli.says.bank_diff import diff_json, diff_lines
    from relapse_cli.cli.streams import write_data
    from relapse_cli.errors import UsageError

    if replay and generate is not None:
        raise UsageError("--replay and --generate do not go together.", remedy="Give one of the two.")
    found = changes_between(old, bank_name(new))
    replayed = _replayed(found, replay, generate, seed)
    if format == "json":
        write_data(diff_json(found, replayed))
    else:
        write_data("".join(f"{line}\n" for line in diff_lines(found, replayed)))
    unreadable = replayed is not None and any(each.by == "both" for each in replayed.unread)
    return BAD_INPUT if unreadable else 0


def _replayed(
    found: BankChanges, replay: list[str] | None, generate: int | None, seed: int
) -> Replayed | None:
    """Records under both banks; nothing where none are wanted, or where a bank cannot be used for any."""
    from relapse_cli.app.reports.bank_changes import replay_generated, replay_records, require_both
    from relapse_cli.cli.streams import ProblemsTold, note
    from relapse_cli.cli.waiting import waiting

    if generate == 0:
        return None
    unusable = [each.name for each in (found.old, found.new) if each.faults]
    if unusable and not replay and generate is None:
        note(*map(_unusable, unusable))
        return None
    require_both(found)
    told = ProblemsTold()
    with waiting("Putting records through both banks") as step:
        if replay:
            replayed = replay_records(found, replay, step, lambda problem: told.add((problem,)))
            told.tell_rest()
            return replayed
        return replay_generated(found, generate or _USUAL_NUMBER, seed, step)


def _unusable(name: str) -> str:
    return (
        f"{name} cannot be used as it is, so no interviews were made up. What is wrong: "
        f"relapse bank check {shell_word(name)}"
    )
