"""Lists: one row of many, or several with an option that stands alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import questionary
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.layout import Window
from questionary.prompts.common import InquirerControl

from relapse_cli.prompters.arrow_keys.frame import STYLE, Frame, option_width
from relapse_cli.prompters.arrow_keys.key_bindings import leave, list_bindings, wrap_keys
from relapse_cli.prompters.arrow_keys.pressed import Submitted
from relapse_cli.prompters.text_width import wrap

POINTER = "»"
HANGING = "     "
SELECT_HANGING = "   "


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list; a row without a value is a title and cannot be chosen."""

    value: object
    label: str


class Nothing:
    """The row that stands for no choice yet."""


NOTHING = Nothing()
NEUTRAL = Row(NOTHING, "–  move up or down to choose  –")


@dataclass
class ListPrompt:
    """A questionary list with our keys and frame.

    Attributes:
        question: what questionary built; ``application`` inside it is ours to change.
        control: the rows, the pointer and the marks.
    """

    question: questionary.Question
    control: InquirerControl
    window: Window

    @property
    def picked(self) -> list[object]:
        """The marked values in the order of the rows."""
        return [choice.value for choice in self.control.get_selected_values()]


def select_prompt(rows: Sequence[Row], pointed: object, columns: int) -> ListPrompt:
    """One row of many; the pointer starts where ``pointed`` stands, else on the first row."""
    choices = as_choices(rows, option_width(columns), SELECT_HANGING)
    default = next(
        (c for c in choices if c.value == pointed and not isinstance(c, questionary.Separator)), None
    )
    question = questionary.select(
        "", choices, default=default, qmark="", pointer=POINTER, style=STYLE, instruction=" ",
        use_jk_keys=False, use_emacs_keys=False, show_description=False,
    )  # fmt: skip
    return wrapped_list(question)


def checkbox_prompt(rows: Sequence[Row], picked: Sequence[object], columns: int) -> ListPrompt:
    """Several rows of many, with those of ``picked`` marked."""
    choices = as_choices(rows, option_width(columns), HANGING)
    for choice in choices:
        choice.checked = choice.value in picked
    question = questionary.checkbox(
        "", choices, qmark="", pointer=POINTER, style=STYLE, instruction=" ",
        use_jk_keys=False, use_emacs_keys=False, show_description=False,
    )  # fmt: skip
    return wrapped_list(question)


def as_choices(rows: Sequence[Row], width: int, hanging: str) -> list[questionary.Choice]:
    """Rows as questionary wants them, wrapped by us."""
    return [
        questionary.Separator(row.label)
        if row.value is None
        else questionary.Choice(f"\n{hanging}".join(wrap(row.label, width)), value=row.value)
        for row in rows
    ]


def wrapped_list(question: questionary.Question) -> ListPrompt:
    """Find the rows inside what questionary has built."""
    windows = question.application.layout.find_all_windows()
    window, control = next((w, w.content) for w in windows if isinstance(w.content, InquirerControl))
    return ListPrompt(question, control, window)


def bind_list(
    prompt: ListPrompt,
    frame: Frame,
    shared: KeyBindings,
    accept: Callable[[object], str],
    *,
    several: bool = False,
    exclusive: object = None,
) -> None:
    """Give a list its keys.

    Args:
        prompt: the list.
        frame: shows why Enter was not accepted.
        shared: the keys of every prompt.
        accept: why a value (a list of values when ``several``) is not accepted; empty when it is.
        several: whether rows are marked with Space.
        exclusive: the row that stands alone.
    """
    bindings = list_bindings()
    control = prompt.control
    frame.state = lambda: state_words(prompt, several=several)

    @bindings.add("enter", eager=True)
    def submit(event: KeyPressEvent) -> None:
        value = prompt.picked if several else control.get_pointed_at().value
        frame.problem = accept(value)
        if not frame.problem:
            leave(event, Submitted(value))

    @bindings.add(" ", eager=True)
    def mark(_: KeyPressEvent) -> None:
        frame.problem = ""
        if several:
            control.selected_options = marked(
                control.selected_options, control.get_pointed_at().value, exclusive
            )

    for key, last in (("home", False), ("end", True)):
        bindings.add(key, eager=True)(pointer_to_end(control, last=last))
    wrap_keys(prompt.question.application, shared, bindings)


def state_words(prompt: ListPrompt, *, several: bool) -> str:
    """How many rows are marked, and whether there are rows out of view."""
    info = prompt.window.render_info
    words = [f"marked: {len(prompt.picked)}"] if several else []
    if info is not None and not info.bottom_visible:
        words.append("more below")
    if info is not None and not info.top_visible:
        words.append("more above")
    return "   ".join(words)


def marked(picked: Sequence[object], value: object, exclusive: object) -> list[object]:
    """The marks after Space on a row: the option that stands alone clears the others, and they clear it."""
    if value in picked:
        return [other for other in picked if other != value]
    if value == exclusive:
        return [value]
    return [*(other for other in picked if other != exclusive), value]


def pointer_to_end(control: InquirerControl, *, last: bool) -> Callable[[KeyPressEvent], None]:
    """A key that moves the pointer to the first or the last row."""

    def move(_: KeyPressEvent) -> None:
        control.pointed_at = -1 if not last else 0
        step = control.select_previous if last else control.select_next
        step()
        while not control.is_selection_valid():
            step()

    return move
