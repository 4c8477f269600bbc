"""What is given to an option, before a command sees it: an empty value is not the same as none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relapse_cli.errors import UsageError
from relapse_cli.settings.home_folder import with_home

if TYPE_CHECKING:
    from collections.abc import Sequence

STANDS_ALONE = "relapse.stands_alone"
"""Names in what a command knows of itself the option that stands without a value, which is none."""
_SAID_ELSEWHERE = frozenset({"output", "data_dir"})
"""An empty one of these is refused where it is known what can be given instead."""


def look_at_options(command: Any) -> None:  # noqa: ANN401 - typer keeps the type of its commands to itself
    """Let every option of a command, and of the commands in it, refuse an empty value and know ``~``."""
    for within in getattr(command, "commands", {}).values():
        look_at_options(within)
    for parameter in command.params:
        if parameter.param_type_name == "option" and parameter.callback is None:
            parameter.callback = _look


def looked_at(name: str, value: str) -> str:
    """Return a value that was given to an option.

    Raises:
        UsageError: it is empty, as an unset variable of a shell is.
    """
    if value == "":
        raise UsageError(f"{name} has no value.", remedy="Give it one, or leave the option out.")
    return with_home(value, name)


def the_only_source(sources: Sequence[str], what: str) -> str:
    """Return the one source that is named.

    Args:
        sources: what is named.
        what: begins the sentence that refuses several.

    Raises:
        UsageError: several are named.
    """
    if len(sources) > 1:
        raise UsageError(f"{what} one record, and {len(sources)} are named.", remedy="Name one of them.")
    return sources[0]


def _look(context: Any, parameter: Any, value: object) -> object:  # noqa: ANN401 - see above
    """Look at what typer made of an option; what is no text was looked at by typer."""
    name = max(parameter.opts, key=len)
    if isinstance(value, list | tuple):
        return [looked_at(name, each) if isinstance(each, str) else each for each in value]
    if not isinstance(value, str):
        return value
    if value == "" and parameter.name in _SAID_ELSEWHERE | {context.meta.get(STANDS_ALONE)}:
        return value
    return looked_at(name, value)
