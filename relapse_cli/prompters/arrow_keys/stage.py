"""The one application that every prompt is drawn in.

prompt_toolkit needs some 50 ms to build an application and half of that again for its first screen; one that
stays, with prompts put into it, paints the next question in a fraction of it.
"""

from __future__ import annotations

from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.layout import (
    BufferControl,
    ConditionalContainer,
    Dimension,
    DynamicContainer,
    HSplit,
    Layout,
    Window,
)
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.output import Output
from prompt_toolkit.styles import Style

from relapse_cli.prompters.arrow_keys.frame import STYLE, Frame, keys_line, text_width
from relapse_cli.prompters.arrow_keys.key_bindings import Prompt, every_key
from relapse_cli.prompters.arrow_keys.list_prompt import ListPrompt
from relapse_cli.prompters.arrow_keys.pressed import Ending, Pressed, Submitted
from relapse_cli.prompters.arrow_keys.signals import leave_on_signals
from relapse_cli.prompters.arrow_keys.text_prompt import TextPrompt
from relapse_cli.prompters.commands import Action
from relapse_cli.prompters.text_width import wrap

SIGN = "›  "
ESCAPE_SECONDS = 0.1
"""How long Esc waits for the rest of an arrow key's code."""


class Stage:
    """Puts one prompt after the other on screen.

    Args:
        source: where keys come from.
        output: where prompts are drawn.

    Attributes:
        prompt: the one that is on screen; before the first one, an empty text.
    """

    def __init__(self, source: Input, output: Output) -> None:
        self.prompt: Prompt = TextPrompt(Frame(), "", "", Submitted, never, ignore)
        self._columns = 80
        self._rows = Window(always_hide_cursor=True)
        self._text = Window(wrap_lines=True, get_line_prefix=prefix)
        head = Window(FormattedTextControl(self._head), height=self._head_height, wrap_lines=False)
        problem = ConditionalContainer(
            Window(FormattedTextControl(self._problem), dont_extend_height=True),
            filter=Condition(lambda: bool(self.prompt.frame.problem)),
        )
        keys = Window(FormattedTextControl(self._keys), height=Dimension.exact(1))
        body = HSplit([head, DynamicContainer(self._body), problem, blank_line(), keys])
        self._list = HSplit([blank_line(), self._rows])
        self._application: Application[Any] = Application(
            layout=Layout(body, focused_element=self._text),
            key_bindings=every_key(lambda: self.prompt),
            style=Style(STYLE),
            include_default_pygments_style=False,
            input=source,
            output=output,
        )
        self._application.ttimeoutlen = ESCAPE_SECONDS

    def run(self, prompt: Prompt, columns: int) -> Ending:
        """Show a prompt until it is left.

        Raises:
            EOFError: the keyboard is gone.
            SystemExit: the program was told to end; 128 and the number of the signal.
        """
        self.prompt, self._columns = prompt, columns
        self._fill(prompt)
        self._application.erase_when_done = False
        with leave_on_signals(self._application):
            ending = self._application.run()
        return ending if isinstance(ending, Submitted | Pressed) else Pressed("pause")

    def _fill(self, prompt: Prompt) -> None:
        """Give the prompt its window, and nothing of the one before."""
        window = self._rows if isinstance(prompt, ListPrompt) else self._text
        window.content = prompt.control if isinstance(prompt, ListPrompt) else BufferControl(prompt.buffer)
        window.reset()
        self._application.layout.focus(window)

    def _body(self) -> HSplit | Window:
        return self._list if isinstance(self.prompt, ListPrompt) else self._text

    def _head_height(self) -> Dimension:
        return Dimension.exact(len(self.prompt.frame.head))

    def _head(self) -> StyleAndTextTuples:
        head = self.prompt.frame.head
        return [(f"class:{style}" if style else "", f"{text}\n") for style, text in head]

    def _problem(self) -> StyleAndTextTuples:
        lines = wrap(self.prompt.frame.problem, text_width(self._columns))
        return [("class:problem", "\n".join(["", *lines]))]

    def _keys(self) -> StyleAndTextTuples:
        return [("class:keys", keys_line(self._state(), self.prompt.frame.keys, self._columns))]

    def _state(self) -> list[str]:
        """How many rows are marked, and whether there are rows out of view."""
        if not isinstance(self.prompt, ListPrompt):
            return []
        info = self._rows.render_info
        words = [f"marked: {len(self.prompt.picked)}"] if self.prompt.several else []
        if info is not None and not info.bottom_visible:
            words.append("more below")
        if info is not None and not info.top_visible:
            words.append("more above")
        return words


def never(_: Action) -> str:
    """Nothing is refused where nothing has been asked yet."""
    return ""


def ignore(_: str) -> None:
    """What nobody has asked for is not kept."""


def blank_line() -> Window:
    """One empty line."""
    return Window(height=Dimension.exact(1))


def prefix(line: int, wrapped: int) -> str:
    """The sign before what is typed; later lines stand under the first."""
    return SIGN if line == wrapped == 0 else " " * len(SIGN)
