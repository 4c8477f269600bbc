"""Setting completion up for a shell; a shell that is not known is refused, and not taken for another one."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import redirect_stdout

from relapse_cli.errors import UsageError

_INSTALL, _SHOW = "--install-completion", "--show-completion"
_SHELLS = ("bash", "zsh", "fish")
_NAMED = f"Name one of: {', '.join(_SHELLS)}."
_NAME = "relapse"
_WANTS = {"prog_name": _NAME, "complete_var": f"_{_NAME.upper()}_COMPLETE"}


def completion_asked(arguments: Sequence[str]) -> Sequence[str]:
    """The command line from one of the two options on; empty for every other one."""
    rest = list(arguments)
    while (
        rest and rest[0].partition("=")[0] == "--config"
    ):  # it stands before everything, and says nothing here
        del rest[: 1 if "=" in rest[0] else 2]
    return rest if rest and rest[0].partition("=")[0] in {_INSTALL, _SHOW} else ()


def set_up_completion(arguments: Sequence[str]) -> int:
    """Install completion, or show it, for the shell that is named, else for the one that is running.

    Raises:
        UsageError: there is no completion for that shell, or more than a shell is named.
    """
    from relapse_cli.cli.streams import tell, write_data

    option, _, given = arguments[0].partition("=")
    named = [*([given] if given else []), *arguments[1:]]
    if len(named) > 1:
        raise UsageError(f"{option} takes one shell and nothing else.", remedy=_NAMED)
    if named and named[0] not in _SHELLS:
        raise UsageError(f"There is no completion for {named[0]}.", remedy=_NAMED)
    shell = named[0] if named else _running_shell()
    from typer._completion_shared import get_completion_script, install

    if option == _SHOW:
        write_data(get_completion_script(shell=shell, **_WANTS) + "\n")
        return 0
    with redirect_stdout(io.StringIO()):
        _, path = install(shell=shell, **_WANTS)
    tell(f"Completion for {shell} is in {path}.", "It works in the next terminal that is opened.")
    return 0


def _running_shell() -> str:
    """The shell that this program was started from.

    Raises:
        UsageError: it cannot be found, or has no completion.
    """
    from typer._completion_shared import _get_shell_name

    found = _get_shell_name()
    if found in _SHELLS:
        return found
    raise UsageError(
        f"There is no completion for {found}." if found else "It is not known which shell this is.",
        remedy=_NAMED,
    )
