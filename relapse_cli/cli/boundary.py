"""The one error boundary: every failure becomes a clear sentence and an exit code, never a traceback."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from relapse_cli.cli.streams import silence_broken_pipe, tell, tell_problems
from relapse_cli.errors import RelapseError

BUG, USAGE, INTERRUPTED, TERMINATED = 1, 2, 130, 143


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code."""
    os.umask(0o077)
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, _terminate)
    try:
        return _run(arguments)
    except RelapseError as error:
        return _tell_failure(error)
    except BrokenPipeError:
        silence_broken_pipe()
        return 0
    except KeyboardInterrupt:
        tell("Stopped.")
        return INTERRUPTED
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else BUG
    except Exception as error:  # noqa: BLE001 - the boundary: nothing may leave it as a traceback
        return _tell_bug(error)


def _run(arguments: Sequence[str]) -> int:
    from typer.exceptions import TyperException

    from relapse_cli.cli.program import program

    try:
        result = program(args=list(arguments), prog_name="relapse", standalone_mode=False)
    except TyperException as error:
        from typer import Abort

        if isinstance(error, Abort):
            raise KeyboardInterrupt from error
        return _tell_usage(error)
    sys.stdout.flush()
    return result if isinstance(result, int) else 0


def _tell_usage(error: Exception) -> int:
    """Answer a wrong command line with what is wrong and where help is."""
    words = error.format_message() if hasattr(error, "format_message") else str(error)
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "relapse"
    tell(f"relapse: {words}", f"Help: {command} --help")
    return USAGE


def _tell_failure(error: RelapseError) -> int:
    tell_problems(getattr(error, "problems", ()))
    tell(f"relapse: {error.message}")
    if error.remedy:
        tell(error.remedy)
    return error.exit_code


def _tell_bug(error: Exception) -> int:
    """Name the kind and place of an unexpected failure, never its message: it may hold a patient's words."""
    place = _innermost(error.__traceback__)
    tell(
        f"relapse: something went wrong inside the program ({type(error).__name__} at {place}).",
        "Nothing was sent anywhere. Please report the line above; it holds nobody's answers.",
    )
    return BUG


def _innermost(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    if not frames:
        return "an unknown place"
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"


def _terminate(_signal: int, _frame: object) -> None:
    raise SystemExit(TERMINATED)
