"""`relapse interviews`: what is in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from relapse_cli.cli.options import Bank, DataDir, Quiet, Since, Until
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relapse_cli.app.upkeep.list_interviews import ListedInterview

_HEAD = ("id", "case", "begun", "path", "state", "answered", "level")


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("interviews")(interviews)


def interviews(
    *,
    case: Annotated[str | None, typer.Option("--case", metavar="CODE", help="Of this case only.")] = None,
    state: Annotated[
        Literal["open", "continued", "finished", "signed", "erased"] | None,
        typer.Option("--state", help="In this state only."),
    ] = None,
    since: Since = None,
    until: Until = None,
    format: Annotated[
        Literal["terminal", "json"], typer.Option("--format", help="How it is written.")
    ] = "terminal",
    bank: Bank = None,
    data_dir: DataDir = None,
    _quiet: Quiet = False,
) -> None:
    """List what is in the store, in the order in which it was begun.

    An open interview goes on with `relapse interview --resume ID`; the first
    characters of an id are enough.

    \b
    relapse interviews
    relapse interviews --state open
    relapse interviews --case PR-101 --format json
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.case_code import check_case_code
    from relapse_cli.app.sources.bank import require_bank
    from relapse_cli.app.sources.days import days_asked
    from relapse_cli.app.upkeep.list_interviews import Wanted, list_interviews
    from relapse_cli.cli.defaults import bank_name
    from relapse_cli.cli.store_access import store_door
    from relapse_cli.cli.streams import note, tell, write_data

    if case is not None:
        check_case_code(case)
    days_asked(since, until)
    with store_door(data_dir, to_read=True, screens=False) as door:
        wanted = Wanted(case, state, since, until)
        found = list_interviews(require_bank(bank_name(bank)), door, wanted)
    if format == "json":
        write_data(_as_json(found.interviews))
    elif found.interviews:
        write_data(_as_table(found.interviews))
    else:
        tell(f"There is no such interview in the store. {found.near}".rstrip())
    if found.not_carried:
        note(not_carried_words(found.not_carried))


def not_carried_words(found: Sequence[ListedInterview]) -> str:
    """How many interviews hold something that the bank of today does not carry over, and what shows it."""
    hold = counted(len(found), "interview holds", "interviews hold", one="One")
    first, *others = dict.fromkeys(one.case for one in found)
    show = f"relapse history {first}" if others or len(found) > 1 else f"relapse why {found[0].id[:8]}"
    more = f", and so for {', '.join(others)}" if others else ""
    return f"{hold} something that this question bank does not carry over. To see what: {show}{more}"


def _as_json(found: Sequence[ListedInterview]) -> str:
    """The list as JSON, its keys sorted."""
    import json
    from dataclasses import asdict

    return f"{json.dumps([asdict(one) for one in found], sort_keys=True, ensure_ascii=False)}\n"


def _as_table(found: Sequence[ListedInterview]) -> str:
    """The list in columns."""
    rows = [_HEAD, *(_row_of(one) for one in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _row_of(one: ListedInterview) -> tuple[str, ...]:
    """One interview in columns."""
    begun = one.started_at[:16].replace("T", " ")
    level = "-" if one.level is None else str(one.level)
    return (one.id[:8], one.case, begun, one.path, one.state, str(one.answered), level)
