"""Typed answers: Enter saves, Ctrl-J begins a new line, ``/back`` and its like are commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document

from relapse_cli.prompters.arrow_keys.frame import Frame
from relapse_cli.prompters.arrow_keys.pressed import Ending, MayLeave


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
        buffer: what is typed.
    """

    frame: Frame
    text: str
    recorded: str
    read: Callable[[str], Ending | str]
    may_leave: MayLeave
    on_draft: Callable[[str], None]
    long: bool = False
    help_sign: bool = True
    buffer: Buffer = field(init=False)

    def __post_init__(self) -> None:
        """Begin with the text, the cursor at its end."""
        self.buffer = Buffer(multiline=self.long, document=Document(self.text))
        self.buffer.on_text_changed += self._changed

    @property
    def draft(self) -> str:
        """What is half typed; empty when it is what is recorded."""
        return "" if self.buffer.text == self.recorded else self.buffer.text

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
        """Begin a new line."""
        self.buffer.insert_text("\n")

    def _changed(self, _: Buffer) -> None:
        self.frame.problem = ""
        self.on_draft(self.buffer.text)
