"""Lists: one row of many, or several with an option that stands alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import questionary
from questionary.prompts.common import InquirerControl

from relapse_cli.prompters.arrow_keys.prompts.endings import EMPTIED, Ending, MayLeave, Submitted
from relapse_cli.prompters.arrow_keys.prompts.frame import Frame, Space
from relapse_cli.text.width import wrap

_POINTER = "»"
_HANGING = "     "
_SELECT_HANGING = "   "
_PAGE = 10
"""So many rows are passed with one key."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list; a row without a value is a title and cannot be chosen."""

    value: object
    label: str


Rows = Callable[[Space], Sequence[Row]]
"""The rows for the room there is; their number never depends on it."""


class _Nothing:
    """The row that stands for no choice yet."""


NOTHING = _Nothing()
_CHOOSE, _MOVE = "Enter chooses what the sign points to.", "Move up or down to a row; Enter chooses it."
NEUTRAL = Row(NOTHING, "–  move up or down to choose  –")


def always(_: object) -> str:
    """Every row may be chosen."""
    return ""


def nothing(_: object, __: str) -> None:
    """A letter opens nothing."""
    return


def no_pages(_: int) -> Ending | None:
    """What stands above the rows has no pages."""
    return None


def forget(_: str) -> None:
    """Keep nothing of what is half given."""


def has_number(value: object) -> bool:
    """Whether a row is one of those that have a number: all but the one that stands for no choice."""
    return value is not NOTHING


@dataclass
class ListPrompt:
    """A questionary list: rows, a pointer, and marks when several may be chosen.

    Attributes:
        frame: what stands around it, and why Enter was not accepted.
        control: the rows as questionary draws them.
        rows: the rows, for any width.
        may_leave: why an action is not offered here.
        accept: why a value (a list of values when several) is not accepted; empty when it is.
        marked_before: the values that are recorded, when several may be marked; ``None`` = one is chosen.
        on_draft: called at every mark.
        exclusive: the row that stands alone.
        numbered: whether digits move the pointer to an option.
        counted: whether a row is one of those that have a number.
        opens: what a letter typed on the row under the pointer opens, where it opens something.
        keeps: why the row under the pointer cannot be emptied; empty when it can be.
        turns: what turning a page on (1) or back (-1) ends with, where there are pages above the rows.
        pasting: whether letters have come in since the last picture: pasted text, which chooses nothing.
        before: the digits and blanks typed since the pointer moved; letters behind them belong to them.
    """

    frame: Frame
    control: InquirerControl
    rows: Rows
    may_leave: MayLeave
    accept: Callable[[object], str] = always
    marked_before: Sequence[object] | None = None
    on_draft: Callable[[str], None] = forget
    exclusive: object = None
    numbered: bool = False
    counted: Callable[[object], bool] = has_number
    opens: Callable[[object, str], Ending | None] = nothing
    turns: Callable[[int], Ending | None] = no_pages
    keeps: Callable[[object], str] = always
    pasting: bool = field(default=False, init=False)
    before: str = field(default="", init=False)
    takes_question_mark: bool = field(default=False, init=False)
    _digits: str = field(default="", init=False)
    _numbered_at: int = field(default=-1, init=False)

    @property
    def several(self) -> bool:
        """Whether rows are marked with Space."""
        return self.marked_before is not None

    @property
    def picked(self) -> list[object]:
        """The marked values in the order of the rows."""
        return [choice.value for choice in self.control.get_selected_values()]

    @property
    def pointed(self) -> object:
        """The value of the row under the pointer."""
        return self.control.get_pointed_at().value

    @property
    def draft(self) -> str | None:
        """What is marked so far, as ids with blanks between; ``None`` where nothing can be half done."""
        if self.marked_before is None:
            return None
        return "" if self.picked == list(self.marked_before) else " ".join(map(str, self.picked)) or EMPTIED

    def fit(self, space: Space) -> None:
        """Wrap the rows anew for the room there is; the pointer and the marks stay."""
        self.control.choices = _as_choices(
            self.rows(space), space, _HANGING if self.several else _SELECT_HANGING
        )

    def submit(self) -> Ending | None:
        """What Enter ends with; ``None`` when it is not accepted, and the frame says why."""
        value = self.picked if self.several else self.pointed
        self.frame.problem = self.accept(value)
        return None if self.frame.problem else Submitted(value)

    def mark(self) -> None:
        """Mark the row under the pointer, or take its mark away; of one choice Space says what Enter does."""
        self.before += " " if self.before else ""
        self.frame.problem = "" if self.several else _MOVE if self.pointed is NOTHING else _CHOOSE
        if self.several:
            self.control.selected_options = marked(
                self.control.selected_options, self.pointed, self.exclusive
            )
            self.on_draft(self.draft or "")

    def move(self, step: int) -> None:
        """Move the pointer so many rows down, or up below nothing: past titles, and not beyond the ends."""
        self.pasting, self.before, self.frame.problem = False, "", ""
        places = self._places
        here = next((n for n, place in enumerate(places) if place >= self.control.pointed_at), 0)
        self.control.pointed_at = places[max(0, min(len(places) - 1, here + step))]

    def move_page(self, step: int) -> None:
        """Move the pointer a page down (1) or up (-1), and not beyond the ends."""
        self.move(_PAGE * step)

    def move_to_end(self, *, last: bool) -> None:
        """Move the pointer to the first or the last row."""
        self.pasting, self.before, self.frame.problem = False, "", ""
        self.control.pointed_at = self._places[-1 if last else 0]

    def press_digit(self, digit: str) -> None:
        """Move the pointer to an option by its number; a digit behind another makes one of two digits."""
        if not self.numbered or self.pasting:
            return
        self.before += digit
        values = [choice.value for choice in self.control.choices]
        options = [place for place in self._places if self.counted(values[place])]
        written = next((n for n in (self._digits_before + digit, digit) if 1 <= int(n) <= len(options)), "")
        self.frame.problem = "" if written else f"There are {len(options)} to choose from."
        if written:
            self.control.pointed_at = options[int(written) - 1]
        self._digits, self._numbered_at = written, self.control.pointed_at

    @property
    def _digits_before(self) -> str:
        """The digits pressed so far, where the pointer still stands where they led."""
        return self._digits if self.control.pointed_at == self._numbered_at else ""

    @property
    def _places(self) -> list[int]:
        """The rows that can be chosen."""
        rows = enumerate(self.control.choices)
        return [place for place, row in rows if not isinstance(row, questionary.Separator)]


def select_prompt(
    rows: Sequence[Row] | Rows,
    frame: Frame,
    space: Space,
    may_leave: MayLeave,
    *,
    pointed: object = None,
    accept: Callable[[object], str] = always,
    numbered: bool = False,
    counted: Callable[[object], bool] = has_number,
    opens: Callable[[object, str], Ending | None] = nothing,
    turns: Callable[[int], Ending | None] = no_pages,
    keeps: Callable[[object], str] = always,
) -> ListPrompt:
    """One row of many; the pointer starts where ``pointed`` stands, else on the first row."""
    drawn = _rows_for(rows)
    choices = _as_choices(drawn(space), space, _SELECT_HANGING)
    start = next(
        (c for c in choices if c.value == pointed and not isinstance(c, questionary.Separator)), None
    )
    control = InquirerControl(
        choices, start, pointer=_POINTER, use_indicator=False, show_description=False, initial_choice=start,
        focusable=True,
    )  # fmt: skip
    return ListPrompt(
        frame, control, drawn, may_leave, accept,
        numbered=numbered, counted=counted, opens=opens, turns=turns, keeps=keeps,
    )  # fmt: skip


def checkbox_prompt(
    rows: Sequence[Row] | Rows,
    frame: Frame,
    space: Space,
    may_leave: MayLeave,
    *,
    drafted: Sequence[object],
    recorded: Sequence[object],
    exclusive: object,
    accept: Callable[[object], str],
    on_draft: Callable[[str], None] = forget,
    pointed: object = None,
) -> ListPrompt:
    """Several rows of many, with those of ``drafted`` marked."""
    drawn = _rows_for(rows)
    choices = _as_choices(drawn(space), space, _HANGING)
    for choice in choices:
        choice.checked = choice.value in drafted
    start = next((c for c in choices if c.value == pointed), None)
    control = InquirerControl(
        choices, pointer=_POINTER, show_description=False, initial_choice=start, focusable=True
    )
    return ListPrompt(
        frame, control, drawn, may_leave, accept,
        marked_before=recorded, on_draft=on_draft, exclusive=exclusive, numbered=True,
    )  # fmt: skip


def _rows_for(rows: Sequence[Row] | Rows) -> Rows:
    """Rows that are the same for every width, or made for it."""
    return rows if callable(rows) else lambda _: rows


def _as_choices(rows: Sequence[Row], space: Space, hanging: str) -> list[questionary.Choice]:
    """Rows as questionary wants them, wrapped by us."""
    return [
        questionary.Separator(row.label)
        if row.value is None
        else questionary.Choice(f"\n{hanging}".join(wrap(row.label, space.option_width)), value=row.value)
        for row in rows
    ]


def marked(picked: Sequence[object], value: object, exclusive: object) -> list[object]:
    """The marks after Space on a row: the option that stands alone clears the others, and they clear it."""
    if value in picked:
        return [other for other in picked if other != value]
    if value == exclusive:
        return [value]
    return [*(other for other in picked if other != exclusive), value]
