"""The terminal that prompts are drawn on: one prompt at a time, everything around it ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import questionary
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from relapse_cli.prompters.arrow_keys.frame import Frame, Line, text_width
from relapse_cli.prompters.arrow_keys.key_bindings import shared_bindings
from relapse_cli.prompters.arrow_keys.list_prompt import (
    NEUTRAL,
    NOTHING,
    Row,
    bind_list,
    checkbox_prompt,
    select_prompt,
)
from relapse_cli.prompters.arrow_keys.pressed import Ending, Pressed, Submitted
from relapse_cli.prompters.arrow_keys.signals import leave_on_signals
from relapse_cli.prompters.arrow_keys.text_prompt import bind_text, text_prompt
from relapse_cli.prompters.commands import Action

MayLeave = Callable[[Action], str]
ROOM_AROUND, ROOM_AROUND_CAREFUL = 6, 9
"""Rows of a page for its title, its rows to choose, the keys, and on careful ones a word on what to do."""


def only_pausing(action: Action) -> str:
    """On a page, a menu or a list of places only pausing is possible."""
    return "" if action == "pause" else "Enter chooses, Esc goes back to the question."


def always(_: object) -> str:
    """Every row may be chosen."""
    return ""


def chosen(value: object) -> str:
    """A row has to be chosen first."""
    return "Please move to a row first." if value is NOTHING else ""


class Terminal:
    """Runs prompts.

    Args:
        source: where keys come from.
        output: where prompts are drawn.
        flush: forgets keys that were pressed too early.

    Attributes:
        interrupted: whether the last prompt was left with Ctrl-C.
    """

    def __init__(self, source: Input, output: Output, flush: Callable[[Input], None]) -> None:
        self.source = source
        self.output = output
        self.flush = flush
        self.interrupted = False

    @property
    def columns(self) -> int:
        """How wide the terminal is."""
        return self.output.get_size().columns

    @property
    def rows(self) -> int:
        """How many rows the terminal has."""
        return self.output.get_size().rows

    @property
    def width(self) -> int:
        """How wide running text is."""
        return text_width(self.columns)

    def choose(
        self,
        frame: Frame,
        rows: Sequence[Row],
        *,
        pointed: object = None,
        accept: Callable[[object], str] = always,
        may_leave: MayLeave = only_pausing,
    ) -> Ending:
        """Let one row be chosen."""
        with create_app_session(input=self.source, output=self.output):
            prompt = select_prompt(rows, pointed, self.columns)
            shared = shared_bindings(lambda: None, may_leave, frame.say, is_empty=lambda: True)
            bind_list(prompt, frame, shared, accept)
            return self._run(prompt.question, frame)

    def mark(
        self,
        frame: Frame,
        rows: Sequence[Row],
        picked: Sequence[object],
        *,
        exclusive: object,
        accept: Callable[[object], str],
        may_leave: MayLeave,
    ) -> Ending:
        """Let rows be marked; what is marked so far is the draft, as their ids with blanks between."""
        with create_app_session(input=self.source, output=self.output):
            prompt = checkbox_prompt(rows, picked, self.columns)

            def draft() -> str:
                return "" if prompt.picked == list(picked) else " ".join(map(str, prompt.picked))

            shared = shared_bindings(draft, may_leave, frame.say, is_empty=lambda: True)
            bind_list(prompt, frame, shared, accept, several=True, exclusive=exclusive)
            return self._run(prompt.question, frame)

    def type(
        self,
        frame: Frame,
        text: str,
        *,
        recorded: str,
        read: Callable[[str], Ending | str],
        may_leave: MayLeave,
        on_draft: Callable[[str], None],
        long: bool = False,
        help_sign: bool = True,
    ) -> Ending:
        """Let text be typed; the draft is what differs from what is recorded.

        Args:
            frame: what stands around it.
            text: what stands there at first.
            recorded: what is recorded.
            read: reads the text into an ending, or says what is wrong with it.
            may_leave: why an action is not offered here.
            on_draft: called at every change.
            long: whether it may have several lines.
            help_sign: whether ``?`` on an empty line asks for help instead of being typed.
        """
        with create_app_session(input=self.source, output=self.output):
            question, buffer = text_prompt(text, long=long)

            def draft() -> str:
                return "" if buffer.text == recorded else buffer.text

            shared = shared_bindings(
                draft, may_leave, frame.say, is_empty=lambda: help_sign and not buffer.text
            )
            bind_text(question, buffer, frame, shared, read=read, on_draft=on_draft)
            return self._run(question, frame)

    def show(self, title: str, lines: Sequence[str], *, onward: str = "Go on", careful: bool = False) -> bool:
        """Show pages of text; ``False`` when the interview is to pause.

        Args:
            title: what the pages are.
            lines: wrapped lines; an empty one is where a page may end.
            onward: the row that leaves the last page.
            careful: no row is chosen until the pointer has been moved, and Esc does not leave.
        """
        pages = pages_of(lines, max(4, self.rows - (ROOM_AROUND_CAREFUL if careful else ROOM_AROUND)))
        for number, page in enumerate(pages, 1):
            count = f"  ·  page {number} of {len(pages)}" if len(pages) > 1 else ""
            head: list[Line] = [("label", f"{title}{count}"), ("", ""), *(("", line) for line in page)]
            frame = Frame(head=head, keys="Enter goes on.")
            is_last = number == len(pages)
            rows = [Row("on", onward if is_last else "Next page")]
            ending = self._page(frame, [NEUTRAL, *rows] if careful else rows, careful=careful)
            if ending == Pressed("pause"):
                return False
            if isinstance(ending, Pressed):
                return True
        return True

    def _page(self, frame: Frame, rows: Sequence[Row], *, careful: bool) -> Ending:
        if careful:
            frame.keys = "Move down to confirm, then Enter.   Ctrl-C pauses."
        while True:
            ending = self.choose(frame, rows, accept=chosen)
            if not (careful and ending == Pressed("menu")):
                return ending

    def clear(self) -> None:
        """Begin on an empty screen."""
        self.output.erase_screen()
        self.output.cursor_goto(0, 0)
        self.output.flush()

    def _run(self, question: questionary.Question, frame: Frame) -> Ending:
        """Draw a prompt on an empty screen and run it; the end of the input pauses, like Ctrl-C."""
        self.interrupted = False
        frame.around(question.application, self.columns)
        self.clear()
        self.flush(self.source)
        try:
            with leave_on_signals(question.application):
                ending = question.unsafe_ask()
        except EOFError:
            return Pressed("pause")
        except KeyboardInterrupt:
            ending = Pressed("pause", interrupted=True)
        self.interrupted = isinstance(ending, Pressed) and ending.interrupted
        return ending if isinstance(ending, Submitted | Pressed) else Pressed("pause")


def pages_of(lines: Sequence[str], size: int) -> list[list[str]]:
    """Cut lines into pages, where possible at an empty line."""
    pages: list[list[str]] = []
    rest = list(lines)
    while len(rest) > size:
        gaps = [i for i in range(size, size // 2, -1) if not rest[i]]
        cut = gaps[0] if gaps else size
        pages.append(rest[:cut])
        rest = rest[cut + 1 if gaps else cut :]
    return [*pages, rest]
