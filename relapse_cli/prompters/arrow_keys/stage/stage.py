"""The one application that every prompt is drawn in.

prompt_toolkit needs some 50 ms to build an application and half of that again for its first screen; one that
stays, with prompts put into it, paints the next question in a fraction of it.
"""

from __future__ import annotations

import time
from asyncio import AbstractEventLoop, get_running_loop, sleep
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
    ScrollOffsets,
    Window,
)
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.layout.processors import PasswordProcessor
from prompt_toolkit.output import Output
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.styles import Style

from relapse_cli.model.screen import NOT_TAKEN
from relapse_cli.prompters.arrow_keys.prompts.endings import Ending, Pressed, Submitted
from relapse_cli.prompters.arrow_keys.prompts.frame import STYLE, Frame, Line, Space, keys_line
from relapse_cli.prompters.arrow_keys.prompts.keys import Prompt, every_key, pressed
from relapse_cli.prompters.arrow_keys.prompts.list_prompt import ListPrompt
from relapse_cli.prompters.arrow_keys.prompts.text_prompt import TextPrompt
from relapse_cli.prompters.arrow_keys.prompts.word_wrap import WordWrap, prefix
from relapse_cli.prompters.arrow_keys.stage.own_page import turn_to_own_page
from relapse_cli.prompters.arrow_keys.stage.signals import leave_on_signals
from relapse_cli.prompters.arrow_keys.stage.stopping import come_back_after_stops
from relapse_cli.prompters.commands import Action
from relapse_cli.text.width import wrap

HIDE_AFTER = 600.0
"""Seconds without a key after which the screen is hidden, unless another time is wanted."""

_ESCAPE_SECONDS = 0.1
"""How long Esc waits for the rest of an arrow key's code."""

_BESIDE_POINTER = ScrollOffsets(top=1, bottom=2)
"""Rows that stay in view beside the pointer: the title above, and the rest of an option on several rows."""

BEGIN_PAINTING, END_PAINTING = "\x1b[?2026h", "\x1b[?2026l"
"""Between the two a terminal that knows them shows nothing, so that a screen never stands there half drawn.

The others ignore them. Source: the terminal working group's "synchronized output", DEC private mode 2026.
"""

_LEAST_BELOW = 5
"""Rows kept for a prompt and its keys when the window has become too small for everything."""

_OUT_OF_VIEW = {
    (False, False): [],
    (False, True): ["more below"],
    (True, False): ["more above"],
    (True, True): ["more both ways"],
}
"""Whether there are rows above and below what is in view."""


class Stage:
    """Puts one prompt after the other on screen.

    Args:
        source: where keys come from.
        output: where prompts are drawn.
        hide_after: seconds without a key after which a prompt is left to be hidden; 0 = never.

    Attributes:
        prompt: the one that is on screen; before the first one, an empty text.
        is_hidden: whether what is shown hides the screen already.
        left_when_idle: whether a prompt is left altogether after a time without a key, and not only hidden.
    """

    def __init__(self, source: Input, output: Output, hide_after: float = HIDE_AFTER) -> None:
        if isinstance(output, Vt100_Output):
            output.enable_cpr = (
                False  # every prompt begins at the top, so nobody needs to ask where it stands
            )
        self.prompt: Prompt = TextPrompt(Frame(), "", "", Submitted, _never, _ignore)
        self.output = output
        self.is_hidden = False
        self.left_when_idle = False
        self._hide_after = hide_after
        self._pressed_at = 0.0
        self._space: Space | None = None
        self._page = 0
        self._head_lines: list[Line] = []
        self._rows = Window(always_hide_cursor=True, scroll_offsets=_BESIDE_POINTER)
        self._text = Window(wrap_lines=True, get_line_prefix=prefix)
        head = Window(FormattedTextControl(self._head), height=self._head_height, wrap_lines=False)
        problem = ConditionalContainer(
            Window(FormattedTextControl(self._problem), dont_extend_height=True),
            filter=Condition(lambda: bool(self.prompt.frame.problem)),
        )
        keys = Window(FormattedTextControl(self._keys), height=Dimension.exact(1))
        body = HSplit([head, DynamicContainer(self._body), problem, _blank_line(), keys])
        self._list = HSplit([_blank_line(), self._rows])
        self._application: Application[Any] = Application(
            layout=Layout(body, focused_element=self._text),
            key_bindings=every_key(lambda: self.prompt),
            style=Style(STYLE),
            include_default_pygments_style=False,
            input=source,
            output=output,
            before_render=lambda _: self._begin_painting(),
            after_render=lambda _: self._end_painting(),
        )
        self._application.ttimeoutlen = _ESCAPE_SECONDS
        self._application.key_processor.before_key_press += lambda _: self._note_key()

    @property
    def space(self) -> Space:
        """How much room there is."""
        size = self.output.get_size()
        return Space(size.columns, size.rows)

    def run(self, prompt: Prompt) -> Ending:
        """Show a prompt until it is left; one that is shown again stands as it was left.

        Raises:
            EOFError: the keyboard is gone.
            SystemExit: the program was told to end; 128 and the number of the signal.
        """
        self._put(prompt)
        self._application.erase_when_done = False
        with leave_on_signals(self._application), come_back_after_stops(self._application, self._forget):
            ending = self._application.run(pre_run=self._watch, set_exception_handler=False)
        return ending if isinstance(ending, Submitted | Pressed) else Pressed("pause")

    def _watch(self) -> None:
        """Have a fault end the prompt, and the screen hidden when nobody has pressed a key for long."""
        get_running_loop().set_exception_handler(self._fail)
        self._note_key()
        if self._hide_after and (self.left_when_idle or not self.is_hidden):
            self._application.create_background_task(self._leave_when_idle())

    def _fail(self, _: AbstractEventLoop, context: dict[str, Any]) -> None:
        """Hand a fault to whoever asked; prompt_toolkit would draw its trace on screen."""
        if not self._application.is_done:
            fault = context.get("exception") or RuntimeError("a fault without a name")
            self._application.erase_when_done = True
            self._application.exit(exception=fault)

    def _note_key(self) -> None:
        self._pressed_at = time.monotonic()

    async def _leave_when_idle(self) -> None:
        while (left := self._pressed_at + self._hide_after - time.monotonic()) > 0:
            await sleep(left)
        if not self._application.is_done:
            self._application.erase_when_done = True
            hide = pressed("hide", self.prompt)
            leave = Pressed("pause", hide.draft, idle=True)
            self._application.exit(result=leave if self.left_when_idle else hide)

    def _forget(self) -> None:
        """Draw everything again: somebody else has had the terminal."""
        self._space = None

    def _clear(self) -> None:
        self.output.erase_screen()
        self.output.cursor_goto(0, 0)

    def _put(self, prompt: Prompt) -> None:
        """Give the prompt its window, and nothing of the one before."""
        self.prompt, self._space = prompt, None
        if isinstance(prompt, ListPrompt):
            window, window.content = self._rows, prompt.control
        else:
            window = self._text
            shown = PasswordProcessor() if prompt.hidden else WordWrap()
            window.content = BufferControl(prompt.buffer, input_processors=[shown])
        window.reset()
        self._application.layout.focus(window)

    def _begin_painting(self) -> None:
        turn_to_own_page(self.output)
        self._mark(BEGIN_PAINTING)
        self._fit()

    def _end_painting(self) -> None:
        self._mark(END_PAINTING)
        self.output.flush()

    def _mark(self, mark: str) -> None:
        """Tell a terminal that may know the mark; a Windows console of the old kind would print it."""
        if isinstance(self.output, Vt100_Output):
            self.output.write_raw(mark)

    def _fit(self) -> None:
        """Begin on an empty screen, with everything wrapped for the room there is; again when that changes.

        It is emptied here, when the keyboard is ours, and not before: a key pressed between two prompts shows
        up on screen.
        """
        prompt, space = self.prompt, self.space
        if isinstance(prompt, ListPrompt):
            prompt.pasting = False
        if (space, prompt.frame.place.page) == (self._space, self._page):
            return
        self._application.renderer.erase(leave_alternate_screen=False)
        self._clear()
        self._space, self._head_lines = space, prompt.frame.head(space)
        self._page = prompt.frame.place.page
        if isinstance(prompt, ListPrompt):
            prompt.fit(space)

    def _body(self) -> HSplit | Window:
        return self._list if isinstance(self.prompt, ListPrompt) else self._text

    def _head_height(self) -> Dimension:
        """All of its lines, as long as something of the prompt is left to see."""
        lines = len(self._head_lines)
        return Dimension(min=min(lines, max(0, self.space.rows - _LEAST_BELOW)), preferred=lines, max=lines)

    def _head(self) -> StyleAndTextTuples:
        return [(f"class:{style}" if style else "", f"{text}\n") for style, text in self._head_lines]

    def _problem(self) -> StyleAndTextTuples:
        lines = wrap(self.prompt.frame.problem, self.space.width)
        return [("class:problem", "\n".join(["", *lines]))]

    def _keys(self) -> StyleAndTextTuples:
        frame = self.prompt.frame
        kept = NOT_TAKEN if frame.kept and self.prompt.draft else frame.kept
        keys = (*frame.keys, kept) if kept else frame.keys
        return [("class:keys", keys_line(self._state(), keys, self.space.columns))]

    def _state(self) -> list[str]:
        """How many rows are marked, and whether there are rows out of view."""
        if not isinstance(self.prompt, ListPrompt):
            return []
        words = [f"marked: {len(self.prompt.picked)}"] if self.prompt.several else []
        info = self._rows.render_info
        if info is not None:
            words += _OUT_OF_VIEW[not info.top_visible, not info.bottom_visible]
        return words


def _never(_: Action) -> str:
    """Nothing is refused where nothing has been asked yet."""
    return ""


def _ignore(_: str) -> None:
    """What nobody has asked for is not kept."""


def _blank_line() -> Window:
    """One empty line."""
    return Window(height=Dimension.exact(1))
