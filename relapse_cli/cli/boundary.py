"""The one error boundary: every failure becomes a clear sentence and an exit code, never a traceback."""

from __future__ import annotations

import os
import re
import signal
import sys
from typing import TYPE_CHECKING, Any

from relapse_cli.cli.completion import completion_asked, set_up_completion
from relapse_cli.cli.exit_codes import BUG, INTERRUPTED, TERMINATED, USAGE
from relapse_cli.cli.streams import open_closed_streams, tell, tell_problems
from relapse_cli.errors import InputError, RelapseError, reason_of
from relapse_cli.prompters.arrow_keys.stage.own_page import turn_back
from relapse_cli.prompters.quiet_keyboard import fall_silent, speak_up
from relapse_cli.spares import keep_notes_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType


_MAY_ASK = frozenset(
    {
        *("setup", "desk", "interview", "followup", "plan", "answers", "why", "history", "due"),
        *("interviews", "review", "import", "store", "key"),
    }
)
"""The commands that may ask for a passphrase."""


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code."""
    os.umask(0o077)
    _leave_no_core()
    open_closed_streams()
    keep_notes_in(_notes_folder)
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, _terminate)
    if _MAY_ASK.intersection(arguments[:3]):  # behind --config FILE too
        fall_silent(sys.stdin, sys.stderr)
    try:
        return _run(arguments)
    except RelapseError as error:
        return _tell_failure(error)
    except OSError as error:
        return _tell_unusable(error)
    except KeyboardInterrupt:
        tell("Stopped.")
        return INTERRUPTED
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else BUG
    except Exception as error:  # noqa: BLE001 - the boundary: nothing may leave it as a traceback
        return _tell_bug(error)
    finally:
        turn_back()
        speak_up()


def _run(arguments: Sequence[str]) -> int:
    from typer.exceptions import Abort, TyperException

    from relapse_cli.cli.program import program
    from relapse_cli.cli.streams import speak_again

    speak_again()
    if asked := completion_asked(arguments):
        return set_up_completion(asked)
    try:
        result = program(args=list(arguments), prog_name="relapse", standalone_mode=False)
    except Abort as error:  # what typer makes of Ctrl-C and of the end of its input
        raise KeyboardInterrupt from error
    except TyperException as error:
        return _tell_usage(error)
    sys.stdout.flush()
    return result if isinstance(result, int) else 0


def _notes_folder() -> Path:
    """Where this process notes the folders that it writes to."""
    from relapse_cli.cli.defaults import environment
    from relapse_cli.store.folder.folder import notes_folder

    return notes_folder(environment().home)


def _tell_usage(error: Exception) -> int:
    """Answer a wrong command line with what is wrong and where help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "relapse"
    tell(f"relapse: {_usage_words(error)}", f"Help: {command} --help")
    return USAGE


def _usage_words(error: Exception) -> str:
    """Say what is wrong with a command line in this program's words, with the nearest name that is right."""
    from relapse_cli.problems import did_you_mean

    words = error.format_message() if hasattr(error, "format_message") else str(error)
    option = getattr(error, "option_name", None)
    if option and hasattr(error, "possibilities"):
        near = did_you_mean(option, _option_names(getattr(error, "ctx", None)))
        return f"There is no option {option}. {near}".rstrip()
    if " is not one of " in words:
        wrong, *choices = re.findall(r"'([^']*)'", words.partition("Value error, ")[2] or words)
        words = f"{words.replace('Value error, ', '').rstrip('.')}. {did_you_mean(wrong, choices)}".rstrip()
    return words


def _option_names(context: Any) -> list[str]:  # noqa: ANN401 - typer keeps the type of its contexts to itself
    """Return the options that a command knows."""
    parameters = context.command.get_params(context) if context is not None else ()
    return [name for parameter in parameters for name in parameter.opts if name.startswith("-")]


def _tell_failure(error: RelapseError) -> int:
    tell_problems(getattr(error, "problems", ()))
    tell(f"relapse: {error.message}")
    if error.remedy:
        tell(error.remedy)
    return error.exit_code


def _tell_unusable(error: OSError) -> int:
    """Name what the system refused; a full disk or a name that is too long is no fault of the program."""
    what = str(error.filename)[:80] if error.filename else "The input or output"
    tell(f"relapse: {what} cannot be used: {reason_of(error)}.")
    return InputError.exit_code


def _tell_bug(error: Exception) -> int:
    """Name the kind and place of an unexpected failure, never its message: it may hold a patient's words."""
    place = _innermost(error.__traceback__)
    tell(
        f"relapse: something went wrong inside the program ({type(error).__name__} at {place}).",
        "Nothing was sent anywhere. Please report the line above; it holds nobody's answers.",
    )
    return BUG


def _innermost(trace: TracebackType | None) -> str:
    if trace is None:
        return "an unknown place"
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"  # noqa: PTH119 - start-up


def _leave_no_core() -> None:
    """Let a crash leave no image of the memory, which holds answers; Windows writes none by itself."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _terminate(_signal: int, _frame: object) -> None:
    raise SystemExit(TERMINATED)
