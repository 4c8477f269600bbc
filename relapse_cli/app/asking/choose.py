"""Who asks: the arrow-key prompts, or the plain asker where a terminal cannot or should not draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn, TextIO

from relapse_cli.errors import NeedsAnswersError
from relapse_cli.prompters.arrow_keys.asker import ArrowKeysAsker, NoScreenError
from relapse_cli.prompters.arrow_keys.stage.stage import HIDE_AFTER
from relapse_cli.prompters.asker import Asker
from relapse_cli.settings.environment import read_environment


def choose_asker(
    environment: Mapping[str, str],
    source: TextIO,
    out: TextIO,
    *,
    accessible: bool = False,
    no_input: bool = False,
) -> Asker:
    """Choose the asker for this terminal.

    Args:
        environment: the environment variables.
        source: standard input.
        out: where prompts go; standard error on the command line.
        accessible: ``--accessible``.
        no_input: ``--no-input``: nobody is to be asked.

    Raises:
        NeedsAnswersError: when nobody can be asked.
    """
    if no_input or not source.isatty() or not out.isatty():
        nobody_to_ask("--no-input is given" if no_input else "there is no terminal to ask on")
    minutes = read_environment(environment).hide_after_minutes
    idle = HIDE_AFTER if minutes is None else minutes * 60
    if wants_plain(environment, accessible=accessible):
        return _plain_asker(source, out, idle)
    try:
        return ArrowKeysAsker.on_terminal(out, idle)
    except NoScreenError:
        return _plain_asker(source, out, idle)


def nobody_to_ask(why: str = "nobody can be asked") -> NoReturn:
    """Say that answers are needed.

    Raises:
        NeedsAnswersError: always.
    """
    raise NeedsAnswersError(
        f"The interview needs answers, and {why}.",
        remedy="Give them in a file: relapse interview --answers FILE",
    )


def _plain_asker(source: TextIO, out: TextIO, idle: float) -> Asker:
    from relapse_cli.prompters.plain.asker import PlainAsker  # a terminal that draws needs no plain lines

    return PlainAsker(source, out, idle)


def wants_plain(environment: Mapping[str, str], *, accessible: bool) -> bool:
    """Whether prompts are to be plain lines: asked for, or on a terminal that cannot move its cursor."""
    asked_for = read_environment(environment).accessible
    return accessible or bool(asked_for) or environment.get("TERM", "") in {"dumb", "unknown"}
