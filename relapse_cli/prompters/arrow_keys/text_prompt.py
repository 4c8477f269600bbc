"""Typed answers: Enter saves, Ctrl-J begins a new line, ``/back`` and its like are commands."""

from __future__ import annotations

from collections.abc import Callable

import questionary
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent

from relapse_cli.prompters.arrow_keys.frame import STYLE, Frame
from relapse_cli.prompters.arrow_keys.key_bindings import leave, wrap_keys
from relapse_cli.prompters.arrow_keys.pressed import Ending


def text_prompt(text: str, *, long: bool) -> tuple[questionary.Question, Buffer]:
    """A line, or several, that begins with ``text``; with its buffer."""
    question = questionary.text("", default=text, qmark="›", style=STYLE, multiline=long, instruction="")
    return question, question.application.layout.current_buffer or question.application.current_buffer


def bind_text(
    question: questionary.Question,
    buffer: Buffer,
    frame: Frame,
    shared: KeyBindings,
    *,
    read: Callable[[str], Ending | str],
    on_draft: Callable[[str], None],
) -> None:
    """Give a text prompt its keys.

    Args:
        question: what questionary built.
        buffer: what is typed in it.
        frame: shows why Enter was not accepted.
        shared: the keys of every prompt.
        read: reads the text into an ending, or says what is wrong with it.
        on_draft: called at every change.
    """
    bindings = KeyBindings()

    @bindings.add("enter", eager=True)
    def submit(event: KeyPressEvent) -> None:
        ending = read(buffer.text)
        if isinstance(ending, str):
            frame.problem = ending
        else:
            leave(event, ending)

    @bindings.add("c-j", eager=True)
    def begin_line(_: KeyPressEvent) -> None:
        buffer.insert_text("\n")

    def changed(_: Buffer) -> None:
        frame.problem = ""
        on_draft(buffer.text)

    buffer.on_text_changed += changed
    wrap_keys(question.application, shared, bindings)
