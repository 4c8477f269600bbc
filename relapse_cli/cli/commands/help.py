"""`relapse help`: the help of a command, or everything that speaks of a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from relapse_cli.cli.options import ListFormat
from relapse_cli.settings.environment import VARIABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relapse_cli.cli.spoken_of import DescribedCommand

_MOST = 20
_ELSEWHERE = (
    "The help is about commands, options and variables: relapse --help. "
    "What is asked, advised and drawn from where: relapse bank show"
)


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("help")(show_help)


def show_help(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORD...]", help="A command, or what it is about.")
    ] = None,
    man: Annotated[bool, typer.Option("--man", help="All of it as a man page.")] = False,
    format: ListFormat = "text",
) -> None:
    """Show the help of a command, or where a word is spoken of.

    \b
    relapse help store backup
    relapse help recovery
    relapse help --man | man -l -
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.cli.man_page import man_page
    from relapse_cli.cli.spoken_of import described
    from relapse_cli.cli.streams import write_data
    from relapse_cli.errors import UsageError
    from relapse_cli.formats.data.json_line import json_line
    from relapse_cli.problems import did_you_mean

    root = ctx.find_root()
    if man:
        write_data(man_page(list(described(root.command))))
        return
    wanted = [word.casefold() for word in words or ()]
    if (text := _help_of(root, wanted)) and format == "text":
        write_data(f"{text}\n")
        return
    known = list(described(root.command))
    found = list(_spoken_of(" ".join(wanted), known))
    if not found:
        names = [word for each in known for word in each.name.split()[1:]]
        near = did_you_mean(wanted[-1], sorted(set(names)))
        raise UsageError(f"Nothing here speaks of {' '.join(words or ())}.", remedy=near or _ELSEWHERE)
    if format == "json":
        write_data(json_line([{"written": written, "help": help_} for written, help_ in found]))
        return
    write_data("".join(f"{written}\n    {help_}\n" for written, help_ in found[:_MOST]))
    if len(found) > _MOST:
        write_data(f"And {len(found) - _MOST} more; a longer word finds fewer.\n")


def _help_of(root: Any, words: Sequence[str]) -> str:  # noqa: ANN401 - typer keeps the type of its contexts to itself
    """The help of the command that the words name; empty where they name none."""
    context = root
    for word in words:
        command = context.command
        if not hasattr(command, "get_command") or word not in command.list_commands(context):
            return ""
        within = command.get_command(context, word)
        context = within.make_context(word, [], parent=context, resilient_parsing=True)
    return str(context.get_help())


def _spoken_of(word: str, known: Sequence[DescribedCommand]) -> Iterator[tuple[str, str]]:
    """Each command, option and variable in whose name or words the word stands, as written, and its help.

    The variable that is called so comes first.
    """
    yield from ((name, help_) for name, help_ in VARIABLES.items() if word == name.casefold())
    for command in known:
        texts = (command.name, command.summary, *(row for part in command.paragraphs for row in part))
        if any(word in text.casefold() for text in texts):
            yield command.name, command.summary
        for option in command.options:
            if any(word in text.casefold() for text in (option.written, option.help)):
                yield f"{command.name} {option.written}", option.help
    for name, help_ in VARIABLES.items():
        if word != name.casefold() and (word in name.casefold() or word in help_.casefold()):
            yield name, help_
