"""Typed answers: Enter saves, Ctrl-J begins a new line, ``/back`` and its like are commands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document

from relapse_cli.prompters.arrow_keys.prompts.endings import EMPTIED, Ending, MayLeave
from relapse_cli.prompters.arrow_keys.prompts.frame import Frame
from relapse_cli.prompters.arrow_keys.prompts.word_wrap import place_in_next_row

_LINE_BREAK = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")


def _forget(_: str) -> None:
    """Keep nothing of what is half typed."""


@dataclass
class TextPrompt:
    """A line of text, or several.

    Attributes:
        frame: what stands around it, and why Enter was not accepted.
        text: what stands there at first.
        recorded: what is recorded; the draft is what differs from it.
        read: reads the text into an ending, or says what is wrong with it.
        may_leave: why an action is not offered here.
        on_draft: called at every change.
        long: whether it may have several lines.
        help_sign: whether ``?`` on an empty line asks for help instead of being typed.
        hidden: whether stars stand for what is typed.
        buffer: what is typed.
    """

    frame: Frame
    text: str
    recorded: str
    read: Callable[[str], Ending | str]
    may_leave: MayLeave
    on_draft: Callable[[str], None] = _forget
    long: bool = False
    help_sign: bool = True
    hidden: bool = False
    buffer: Buffer = field(init=False)

    def __post_init__(self) -> None:
        """Begin with the text, the cursor at its end."""
        self.buffer = Buffer(multiline=self.long, document=Document(self.text))
        self.buffer.on_text_changed += self._changed

    @property
    def draft(self) -> str:
        """What is half typed; empty when it is what is recorded."""
        if self.hidden or self.buffer.text == self.recorded:
            return ""
        return self.buffer.text or EMPTIED

    @property
    def takes_question_mark(self) -> bool:
        """Whether ``?`` is typed like any other sign just now."""
        return not self.help_sign or bool(self.buffer.text)

    def submit(self) -> Ending | None:
        """What Enter ends with; ``None`` when it is not accepted, and the frame says why."""
        ending = self.read(self.buffer.text)
        if not isinstance(ending, str):
            return ending
        self.frame.problem = ending
        return None

    def begin_line(self) -> None:
        """Begin a new line; where there is only one, a blank stands for it."""
        self.buffer.insert_text("\n" if self.long else " ")

    def paste(self, text: str) -> None:
        """Insert pasted text without control codes; what was on several lines is one answer."""
        lines = _LINE_BREAK.sub("\n", text).replace("\t", " ")
        plain = "".join(sign for sign in lines if sign == "\n" or unicodedata.category(sign) != "Cc")
        self.buffer.insert_text(plain if self.long else " ".join(plain.split("\n")).strip())

    def move_row(self, step: int, width: int) -> None:
        """Move the cursor one row down (1) or up (-1)."""
        self.buffer.cursor_position = place_in_next_row(
            self.buffer.text, self.buffer.cursor_position, step, width
        )

    def begin_anew(self) -> None:
        """Put back what stood there before a command was typed over it."""
        self.buffer.document = Document(self.text)

    def _changed(self, _: Buffer) -> None:
        self.frame.problem = ""
        self.on_draft(self.draft)
