"""A program that is told to end leaves its prompt in order."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import pytest
from prompt_toolkit.application import Application
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from relapse_cli.prompters.arrow_keys.stage.signals import leave_on_signals


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX signal")
@pytest.mark.parametrize("answered", [False, True])
def test_a_signal_ends_a_prompt_even_in_the_moment_it_is_answered(
    answered: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code is that of the signal, and nothing is asked or complained about on the way."""
    with create_pipe_input() as pipe:
        application: Application[Any] = Application(input=pipe, output=DummyOutput())

        def tell_to_end() -> None:
            os.kill(os.getpid(), signal.SIGTERM)
            if answered:
                application.exit(result="an answer")

        with pytest.raises(SystemExit) as ended, leave_on_signals(application):
            application.run(pre_run=lambda: application.pre_run_callables.append(tell_to_end))
    assert ended.value.code == 128 + signal.SIGTERM
    assert capsys.readouterr().out == ""
