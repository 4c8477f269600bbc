"""Lists: one row of many, or several with an option that stands alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import questionary
from questionary.prompts.common import InquirerControl

from relapse_cli.prompters.arrow_keys.frame import Frame, option_width
from relapse_cli.prompters.arrow_keys.pressed import Ending, MayLeave, Submitted
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


def always(_: object) -> str:
    """Every row may be chosen."""
    return ""


@dataclass
class ListPrompt:
    """A questionary list: rows, a pointer, and marks when several may be chosen.

    Attributes:
        frame: what stands around it, and why Enter was not accepted.
        control: the rows as questionary draws them.
        may_leave: why an action is not offered here.
        accept: why a value (a list of values when several) is not accepted; empty when it is.
        marked_before: the values that are recorded, when several may be marked; ``None`` = one is chosen.
        exclusive: the row that stands alone.
    """

    frame: Frame
    control: InquirerControl
    may_leave: MayLeave
    accept: Callable[[object], str] = always
    marked_before: Sequence[object] | None = None
    exclusive: object = None
    takes_question_mark: bool = field(default=False, init=False)

    @property
    def several(self) -> bool:
        """Whether rows are marked with Space."""
        return self.marked_before is not None

    @property
    def picked(self) -> list[object]:
        """The marked values in the order of the rows."""
        return [choice.value for choice in self.control.get_selected_values()]

    @property
    def draft(self) -> str | None:
        """What is marked so far, as ids with blanks between; ``None`` where nothing can be half done."""
        if self.marked_before is None:
            return None
        return "" if self.picked == list(self.marked_before) else " ".join(map(str, self.picked))

    def submit(self) -> Ending | None:
        """What Enter ends with; ``None`` when it is not accepted, and the frame says why."""
        value = self.picked if self.several else self.control.get_pointed_at().value
        self.frame.problem = self.accept(value)
        return None if self.frame.problem else Submitted(value)

    def mark(self) -> None:
        """Mark the row under the pointer, or take its mark away."""
        self.frame.problem = ""
        if self.several:
            self.control.selected_options = marked(
                self.control.selected_options, self.control.get_pointed_at().value, self.exclusive
            )

    def move(self, step: int) -> None:
        """Move the pointer one row down (1) or up (-1), past titles and around the ends."""
        go = self.control.select_next if step > 0 else self.control.select_previous
        go()
        while not self.control.is_selection_valid():
            go()

    def move_to_end(self, *, last: bool) -> None:
        """Move the pointer to the first or the last row."""
        self.control.pointed_at = 0 if last else -1
        self.move(-1 if last else 1)


def select_prompt(
    rows: Sequence[Row],
    frame: Frame,
    columns: int,
    may_leave: MayLeave,
    *,
    pointed: object = None,
    accept: Callable[[object], str] = always,
) -> ListPrompt:
    """One row of many; the pointer starts where ``pointed`` stands, else on the first row."""
    choices = as_choices(rows, option_width(columns), SELECT_HANGING)
    start = next(
        (c for c in choices if c.value == pointed and not isinstance(c, questionary.Separator)), None
    )
    control = InquirerControl(
        choices, start, pointer=POINTER, use_indicator=False, show_description=False, initial_choice=start,
        focusable=True,
    )  # fmt: skip
    return ListPrompt(frame, control, may_leave, accept)


def checkbox_prompt(
    rows: Sequence[Row],
    frame: Frame,
    columns: int,
    may_leave: MayLeave,
    *,
    drafted: Sequence[object],
    recorded: Sequence[object],
    exclusive: object,
    accept: Callable[[object], str],
) -> ListPrompt:
    """Several rows of many, with those of ``drafted`` marked."""
    choices = as_choices(rows, option_width(columns), HANGING)
    for choice in choices:
        choice.checked = choice.value in drafted
    control = InquirerControl(choices, pointer=POINTER, show_description=False, focusable=True)
    return ListPrompt(frame, control, may_leave, accept, marked_before=recorded, exclusive=exclusive)


def as_choices(rows: Sequence[Row], width: int, hanging: str) -> list[questionary.Choice]:
    """Rows as questionary wants them, wrapped by us."""
    return [
        questionary.Separator(row.label)
        if row.value is None
        else questionary.Choice(f"\n{hanging}".join(wrap(row.label, width)), value=row.value)
        for row in rows
    ]


def marked(picked: Sequence[object], value: object, exclusive: object) -> list[object]:
    """The marks after Space on a row: the option that stands alone clears the others, and they clear it."""
    if value in picked:
        return [other for other in picked if other != value]
    if value == exclusive:
        return [value]
    return [*(other for other in picked if other != exclusive), value]
