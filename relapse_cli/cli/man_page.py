"""The man page, from the same words as the help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli import __version__
from relapse_cli.settings.environment import VARIABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relapse_cli.cli.spoken_of import DescribedCommand, DescribedOption

_EXIT_CODES = {
    "0": "done",
    "1": "a fault of the program itself",
    "2": "the command line is wrong",
    "3": "paused; what was said is kept",
    "4": "a terminal, or answers, are needed",
    "5": "something that was given cannot be used",
    "11 to 14": "with plan --exit-code: 10 and the level",
    "130, 143": "stopped from outside",
}
_PRIVACY = (
    "The store is encrypted; documents that are written are not, and only the own account can read them. "
    "Nothing is ever sent anywhere. Completion offers commands and options, never a word of anybody."
)


def man_page(commands: Sequence[DescribedCommand]) -> str:
    """Return the page as roff.

    Args:
        commands: the program first, then every command below it.
    """
    root, *rest = commands
    blocks = (
        f'.TH RELAPSE 1 "" "relapse {_plain(__version__)}" "User Commands"',
        *_section("NAME", f"relapse \\- {_plain(root.summary)}"),
        *_section("SYNOPSIS", f".B relapse\n{_plain(root.usage)}"),
        *_section("DESCRIPTION", *_paragraphs(root), ".SS Options", *_options(root.options)),
        *_section("COMMANDS", *(row for each in rest for row in _command(each))),
        *_section("ENVIRONMENT", *_terms(VARIABLES.items())),
        *_section("EXIT STATUS", *_terms(_EXIT_CODES.items())),
        *_section("PRIVACY", _plain(_PRIVACY)),
    )
    return "\n".join(blocks) + "\n"


def _section(title: str, *rows: str) -> Iterator[str]:
    yield f".SH {title}"
    yield from rows


def _command(command: DescribedCommand) -> Iterator[str]:
    yield f'.SS "{_plain(command.name)}"'
    yield f".B {_plain(command.name)}\n{_plain(command.usage)}\n.PP"
    yield _plain(command.summary)
    yield from _paragraphs(command)
    if not command.group:
        yield from _options(command.options)


def _paragraphs(command: DescribedCommand) -> Iterator[str]:
    for rows in command.paragraphs:
        if len(rows) == 1 and not rows[0].startswith("relapse "):
            yield f".PP\n{_plain(rows[0])}"
        else:
            yield "\n".join((".PP", ".nf", *map(_plain, rows), ".fi"))


def _options(options: Sequence[DescribedOption]) -> Iterator[str]:
    yield from _terms((option.written, option.help) for option in options)


def _terms(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for written, words in pairs:
        yield f".TP\n.B {_plain(written)}\n{_plain(words)}"


def _plain(text: str) -> str:
    """A text without anything that roff would act on."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe
