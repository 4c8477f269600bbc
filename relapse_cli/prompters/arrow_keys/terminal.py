"""The terminal that prompts are drawn on: one prompt at a time, everything around it ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from relapse_cli.prompters.arrow_keys.frame import Frame, Line, text_width
from relapse_cli.prompters.arrow_keys.key_bindings import Prompt
from relapse_cli.prompters.arrow_keys.list_prompt import (
    NEUTRAL,
    NOTHING,
    Row,
    always,
    checkbox_prompt,
    select_prompt,
)
from relapse_cli.prompters.arrow_keys.pressed import Ending, MayLeave, Pressed
from relapse_cli.prompters.arrow_keys.stage import Stage
from relapse_cli.prompters.arrow_keys.text_prompt import TextPrompt
from relapse_cli.prompters.commands import Action

ROOM_AROUND, ROOM_AROUND_CAREFUL = 6, 9
"""Rows of a page for its title, its rows to choose, the keys, and on careful ones a word on what to do."""


def only_pausing(action: Action) -> str:
    """On a page, a menu or a list of places only pausing is possible."""
    return "" if action == "pause" else "Enter chooses, Esc goes back to the question."


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
        self._stage = Stage(source, output)

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
        prompt = select_prompt(rows, frame, self.columns, may_leave, pointed=pointed, accept=accept)
        return self._run(prompt)

    def mark(
        self,
        frame: Frame,
        rows: Sequence[Row],
        *,
        drafted: Sequence[object],
        recorded: Sequence[object],
        exclusive: object,
        accept: Callable[[object], str],
        may_leave: MayLeave,
    ) -> Ending:
        """Let rows be marked; what is marked so far is the draft, as their ids with blanks between."""
        prompt = checkbox_prompt(
            rows, frame, self.columns, may_leave,
            drafted=drafted, recorded=recorded, exclusive=exclusive, accept=accept,
        )  # fmt: skip
        return self._run(prompt)

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
        """Let text be typed; the arguments are those of a text prompt."""
        prompt = TextPrompt(
            frame, text, recorded, read, may_leave, on_draft, long=long, help_sign=help_sign
        )  # fmt: skip
        return self._run(prompt)

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

    def _run(self, prompt: Prompt) -> Ending:
        """Draw a prompt on an empty screen and run it; the end of the input pauses, like Ctrl-C."""
        self.interrupted = False
        self.clear()
        self.flush(self.source)
        try:
            ending = self._stage.run(prompt, self.columns)
        except EOFError:
            return Pressed("pause")
        except KeyboardInterrupt:
            ending = Pressed("pause", interrupted=True)
        self.interrupted = isinstance(ending, Pressed) and ending.interrupted
        return ending


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
