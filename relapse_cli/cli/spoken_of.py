"""The command line as data: every command with its words and options, for `relapse help` and the man page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_AS_IT_STANDS = "\b"
"""Where typer leaves the rows of a paragraph as they are."""


@dataclass(frozen=True, slots=True)
class DescribedOption:
    """An option or argument: how it is written, and what it says."""

    written: str
    help: str


@dataclass(frozen=True, slots=True)
class DescribedCommand:
    """A command.

    Attributes:
        name: as it is typed, with the program's name in front.
        summary: the first sentence of its help.
        usage: what follows the name.
        paragraphs: the rest of its help; of examples each row by itself.
        options: what can be given to it.
        group: it only leads to other commands.
    """

    name: str
    summary: str
    usage: str
    paragraphs: tuple[tuple[str, ...], ...]
    options: tuple[DescribedOption, ...]
    group: bool = False


def described(command: Any, name: str = "relapse") -> Iterator[DescribedCommand]:  # noqa: ANN401 - typer's own type
    """Every command below one, itself first, in the order of the help."""
    context = command.make_context(name, [], resilient_parsing=True)
    first, *rest = _paragraphs(command.help or "")
    records = (param.get_help_record(context) for param in command.get_params(context))
    within = command.list_commands(context) if hasattr(command, "list_commands") else ()
    yield DescribedCommand(
        name,
        " ".join(first),
        " ".join(command.collect_usage_pieces(context)),
        tuple(rest),
        tuple(DescribedOption(" ".join(row[0].split()), row[1]) for row in records if row is not None),
        group=bool(within),
    )
    for word in within:
        yield from described(command.get_command(context, word), f"{name} {word}")


def _paragraphs(text: str) -> Iterator[tuple[str, ...]]:
    """A help text by paragraphs: running text as one row, examples row by row."""
    for block in re.split(r"\n\s*\n", text.strip()):
        rows = [row.strip() for row in block.splitlines()]
        if rows[0] == _AS_IT_STANDS:
            yield tuple(rows[1:])
        else:
            yield (" ".join(rows),)
