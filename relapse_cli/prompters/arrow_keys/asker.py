"""The arrow-key asker: one calm screen at a time, every way out a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TextIO

import questionary
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.output import Output, create_output

from relapse_cli.prompters.arrow_keys.frame import Frame, Line, option_width, text_width
from relapse_cli.prompters.arrow_keys.heads import how_to, question_head, styled
from relapse_cli.prompters.arrow_keys.key_bindings import KEY_NAMES, shared_bindings
from relapse_cli.prompters.arrow_keys.list_prompt import (
    NEUTRAL,
    NOTHING,
    Row,
    bind_list,
    checkbox_prompt,
    select_prompt,
)
from relapse_cli.prompters.arrow_keys.pressed import Ending, Pressed, Submitted
from relapse_cli.prompters.arrow_keys.text_prompt import bind_text, text_prompt
from relapse_cli.prompters.arrow_keys.type_ahead import flush_type_ahead
from relapse_cli.prompters.base import (
    Answered,
    Back,
    Card,
    CardReply,
    CheckReply,
    CheckScreen,
    Confirmed,
    Finish,
    GoOn,
    Jump,
    ListAct,
    ListAction,
    Noted,
    Paused,
    Reply,
    Screen,
    Skipped,
    choices_of,
)
from relapse_cli.prompters.commands import WORDS, Action, offered, read_command, reply_to
from relapse_cli.prompters.screen_text import (
    card_lines,
    check_intro,
    check_line,
    empty_words,
    flag_lines,
    help_lines,
    noted_words,
    not_offered,
    place_words,
    read_aloud_lines,
    section_line,
    shorten,
)
from relapse_cli.prompters.typed_values import Unreadable, read_value, written

TYPED = frozenset({"scale", "number", "text", "long_text", "date", "datetime", "duration"})


class NoScreenError(Exception):
    """This console cannot be drawn on, such as Git Bash or an IDE's window."""


class ArrowKeysAsker:
    """Asks with arrow keys and Enter on a terminal.

    Args:
        source: where keys come from.
        output: where prompts are drawn.
        flush: forgets keys that were pressed too early.
    """

    def __init__(
        self, source: Input, output: Output, *, flush: Callable[[Input], None] = flush_type_ahead
    ) -> None:
        self.source = source
        self.output = output
        self.flush = flush
        self._told = ""
        self._hinted: set[str] = set()
        self._line_changed: str | None = None

    @classmethod
    def on_terminal(cls, out: TextIO) -> ArrowKeysAsker:
        """An asker that reads the keyboard and draws on a stream that is a terminal.

        Raises:
            NoScreenError: when the console cannot be drawn on.
        """
        try:
            return cls(create_input(), create_output(stdout=out))
        except Exception as error:
            if type(error).__name__ == "NoConsoleScreenBufferError":  # exists on Windows only
                raise NoScreenError from error
            raise
