"""The terminal that prompts are drawn on: one prompt at a time, everything around it ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from relapse_cli.prompters.arrow_keys.prompts.endings import Ending, MayLeave, Pressed
from relapse_cli.prompters.arrow_keys.prompts.frame import Frame, Space
from relapse_cli.prompters.arrow_keys.prompts.keys import Prompt
from relapse_cli.prompters.arrow_keys.prompts.list_prompt import (
    NOTHING,
    Row,
    Rows,
    always,
    has_number,
    no_pages,
    select_prompt,
)
from relapse_cli.prompters.arrow_keys.stage.pages import ON, LinesFor, Pages, cut_lines
from relapse_cli.prompters.arrow_keys.stage.stage import HIDE_AFTER, Stage
from relapse_cli.prompters.commands import Action


def _only_pausing(action: Action) -> str:
    """On a page, a menu or a list of places only pausing is possible."""
    return "" if action == "pause" else "Enter chooses, Esc goes back to the question."


def _only_reading(action: Action) -> str:
    """On a page that is to be read, and while the screen is hidden, only pausing is possible."""
    return "" if action == "pause" else "Move down to confirm, then Enter."


def chosen(value: object) -> str:
    """A row has to be chosen first."""
    return "Please move to a row first." if value is NOTHING else ""


def _no_lines(_: int) -> list[str]:
    """An empty page."""
    return []


class PromptRunner:
    """Runs prompts.

    Args:
        source: where keys come from.
        output: where prompts are drawn.
        flush: forgets keys that were pressed too early.
        hide_after: seconds without a key after which the screen is hidden; 0 = never.

    Attributes:
        interrupted: whether the last prompt was left with Ctrl-C.
        idle: whether it was left by itself, after a time without a key.
    """

    def __init__(
        self, source: Input, output: Output, flush: Callable[[Input], None], hide_after: float = HIDE_AFTER
    ) -> None:
        self.source = source
        self.output = output
        self.flush = flush
        self.interrupted = False
        self.idle = False
        self._stage = Stage(source, output, hide_after)
        self._is_typing = False

    @property
    def space(self) -> Space:
        """How much room there is."""
        return self._stage.space

    def leave_when_idle(self, *, leave: bool) -> None:
        """Say whether prompts are left by themselves from here on when nobody presses a key, or hidden."""
        self._stage.left_when_idle = leave

    @property
    def encoding(self) -> str:
        """What the terminal's letters are written in."""
        return self.output.encoding()

    def choose(
        self,
        frame: Frame,
        rows: Sequence[Row] | Rows,
        *,
        pointed: object = None,
        accept: Callable[[object], str] = always,
        may_leave: MayLeave = _only_pausing,
        turns: Callable[[int], Ending | None] = no_pages,
        counted: Callable[[object], bool] = has_number,
        keeps: Callable[[object], str] = always,
    ) -> Ending:
        """Let one row be chosen; a digit moves to one of those that have a number."""
        prompt = select_prompt(
            rows, frame, self.space, may_leave, pointed=pointed, accept=accept, turns=turns,
            numbered=True, counted=counted, keeps=keeps,
        )  # fmt: skip
        return self.run(prompt)

    def show(self, title: str, lines: LinesFor, *, onward: str = "Go on", careful: bool = False) -> bool:
        """Show pages of text; ``False`` when the interview is to pause.

        Args:
            title: what the pages are.
            lines: the lines for a width; an empty one is where a page may end.
            onward: the row that leaves the last page.
            careful: no row is chosen until the pointer has been moved, and Esc does not leave.
        """
        return self.read(Pages(title, cut_lines(lines), onward, careful)) is not None

    def read(self, pages: Pages) -> object | None:
        """Show pages until the last one is left; the row it was left with, or ``None`` to pause."""
        may_leave = _only_reading if pages.careful else _only_pausing
        while True:
            frame = Frame(head=pages.head, keys=pages.keys)
            ending = self.choose(frame, pages.rows, accept=chosen, may_leave=may_leave, turns=pages.turned)
            if ending == Pressed("pause"):
                return None
            if isinstance(ending, Pressed):
                if not pages.careful:
                    return ON
            elif not pages.turn(ending.value):
                return ending.value

    def hide(self) -> bool:
        """Show nothing of the interview until it is asked for; ``False`` when the interview is to pause."""
        self._stage.is_hidden = True
        try:
            return self.show("", _no_lines, onward="Show the question again", careful=True)
        finally:
            self._stage.is_hidden = False

    def run(self, prompt: Prompt) -> Ending:
        """Run a prompt; when the screen is hidden over it, it comes back as it was."""
        while True:
            ending = self._run(prompt)
            if not isinstance(ending, Pressed) or ending.action != "hide" or ending.typed:
                return ending
            if not self.hide():
                return Pressed("pause", ending.draft, interrupted=self.interrupted, idle=self.idle)

    def keep_typing(self) -> None:
        """Keep the keys that come in before the next prompt: its answer has been begun already."""
        self._is_typing = True

    def _run(self, prompt: Prompt) -> Ending:
        """Draw a prompt on an empty screen and run it; the end of the input pauses, like Ctrl-C."""
        self.interrupted = self.idle = False
        if not self._is_typing:
            self.flush(self.source)
        self._is_typing = False
        try:
            ending = self._stage.run(prompt)
        except EOFError:
            return Pressed("pause")
        except KeyboardInterrupt:
            ending = Pressed("pause", interrupted=True)
        self.interrupted = isinstance(ending, Pressed) and ending.interrupted
        self.idle = isinstance(ending, Pressed) and ending.idle
        return ending
