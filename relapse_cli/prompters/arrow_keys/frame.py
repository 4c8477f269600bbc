"""The frame around a prompt: what stands above it, what went wrong, the line of keys below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import ConditionalContainer, Dimension, HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.styles import Style

from relapse_cli.prompters.text_width import wrap

TOOLBAR_WIDTH = 78
KEY_GAP = "   "
TEXT_WIDTH = 78
OPTION_WIDTH = 70
ROOM_BELOW = 3
"""Rows for a problem, an empty line and the line of keys."""

STYLE = Style(
    [
        ("qmark", "noreverse"),
        ("question", ""),
        ("answer", ""),
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("selected", "noreverse bold"),
        ("separator", "underline"),
        ("instruction", ""),
        ("section", "italic"),
        ("label", "bold"),
        ("quiet", ""),
        ("problem", "bold"),
        ("keys", "italic"),
    ]
)
"""No colour carries a meaning; every terminal can show these."""

Line = tuple[str, str]
"""A style class and one line of text."""


@dataclass
class Frame:
    """What stands around a prompt; ``problem`` may change while it is on screen.

    Attributes:
        head: lines above the prompt, each already wrapped.
        keys: the line of keys below, at most 78 columns.
        state: a few words behind the keys that change while the prompt is on screen.
    """

    head: list[Line] = field(default_factory=list)
    keys: str = ""
    problem: str = ""
    state: Callable[[], str] = str

    def say(self, problem: str) -> None:
        """Say under the prompt why something was not done."""
        self.problem = problem

    def around(self, application: Application[Any], columns: int) -> None:
        """Put the frame around an application that questionary has built."""
        head = FormattedTextControl(self._head_fragments)
        problem = FormattedTextControl(lambda: self._problem_fragments(columns))
        keys = FormattedTextControl(lambda: [("class:keys", self._keys_line(columns))])
        inner = application.layout
        container = HSplit(
            [
                Window(head, height=Dimension.exact(len(self.head)), wrap_lines=False),
                inner.container,
                ConditionalContainer(
                    Window(problem, dont_extend_height=True), filter=Condition(lambda: bool(self.problem))
                ),
                Window(height=Dimension.exact(1)),
                Window(keys, height=Dimension.exact(1)),
            ]
        )
        application.layout = Layout(container, focused_element=inner.current_window)

    def _keys_line(self, columns: int) -> str:
        """The state and the keys; what does not fit is left out whole, from the end."""
        parts = [part for part in (self.state(), *self.keys.split(KEY_GAP)) if part]
        while len(parts) > 1 and len(KEY_GAP.join(parts)) > min(TOOLBAR_WIDTH, columns - 2):
            parts.pop()
        return KEY_GAP.join(parts)[: min(TOOLBAR_WIDTH, columns - 2)]

    def _head_fragments(self) -> StyleAndTextTuples:
        return [(f"class:{style}" if style else "", f"{text}\n") for style, text in self.head]

    def _problem_fragments(self, columns: int) -> StyleAndTextTuples:
        return [("class:problem", "\n".join(["", *wrap(self.problem, text_width(columns))]))]


def text_width(columns: int) -> int:
    """How wide running text is on a terminal of so many columns."""
    return max(20, min(TEXT_WIDTH, columns - 2))


def option_width(columns: int) -> int:
    """How wide an option is, without its pointer and mark."""
    return max(16, min(OPTION_WIDTH, columns - 8))
