"""What stands above a prompt, cut to the rows there are."""

from __future__ import annotations

from typing import assert_never

from relapse_cli.model.ask import (
    Ask,
    Choice,
    Day,
    Distance,
    Form,
    Length,
    Marks,
    Number,
    Numbers,
    Secret,
    Table,
    Text,
    Typed,
    YesNo,
    picks_of,
)  # fmt: skip
from relapse_cli.model.screen import Card, Screen
from relapse_cli.prompters.arrow_keys.prompts.frame import ROOM_BELOW, Head, Line, Place, Space
from relapse_cli.prompters.arrow_keys.prompts.keys import KEY_NAMES
from relapse_cli.prompters.card_text import card_reminder
from relapse_cli.prompters.screen_text import (
    NOTHING_THERE,
    begun_note_line,
    read_back_lines,
    recorded_line,
    section_line,
)
from relapse_cli.prompters.typed.number_line import line_names
from relapse_cli.prompters.typed.values import hint
from relapse_cli.text.width import columns_of, shorten, wrap

_BEGUN = "This stands as it was left, and is not yet taken; Enter takes it."

_LEAST_ROWS = 6
"""A list keeps at least so many rows in view."""

_LEAST_PARTS = 3
"""So many parts of a form stay in view, however low the window is."""

_WIDEST_TITLE = 32
"""How wide the titles of the parts of a form are at most; each is asked for uncut."""

_LEAST_READ = 6
"""So many rows what is read back has at least, the line that turns its page and an empty one among them."""

_LEAST_BESIDE_OPENING = 9
"""So many it keeps under the opening of a section, which else comes first, on pages of its own."""


def head_of(screen: Screen, how: str, told: str, place: Place | None = None) -> Head:
    """The head of a question, for any room.

    Args:
        screen: the question.
        how: which keys answer it.
        told: what was told above it.
        place: where what is read back on it is being read.
    """
    return lambda space: _question_head(screen, how, told, space, place or Place())


def _question_head(screen: Screen, how: str, told: str, space: Space, place: Place) -> list[Line]:
    """The head of a question: the least needed last, so that it goes first when rows are short."""
    width, ask, around = space.width, screen.ask, screen.around
    room = max(6, space.rows - min(_rows_below(ask) + 3, _LEAST_ROWS) - ROOM_BELOW)
    fixed: list[Line] = [("section", shorten(section_line(screen), width))]
    fixed += [*reminder(around.card, width), ("", "")]
    fixed += styled(around.understood, "quiet", width, after=True)
    fixed += styled(told, "problem", width, after=True)
    label = styled(screen.label, "label", width)
    label += styled(line_names(ask) if isinstance(ask, Numbers) else "", "", width)
    state = styled(_recorded_words(screen, width), "quiet", width)
    state += styled(_BEGUN if screen.stored.draft else "", "quiet", width)
    state += styled(shorten(begun_note_line(screen, KEY_NAMES["note"]), width * 2), "quiet", width)
    about = styled(around.about, "quiet", width)
    if around.form is not None:
        about += form_lines(around.form, width, room - len(fixed) - len(about) - len(label) - len(state))
    label = [*about, *label]
    room -= len(fixed) + len(label) + len(state)
    read = read_back_lines(screen, width)
    least = min(len(read) + 1, _LEAST_READ) if read else 0
    room -= least
    asked = len(fixed) + len(label) + len(state) + least + len(styled(screen.help, "quiet", width))
    beside = space.rows - min(_rows_below(ask) + 3, _LEAST_BESIDE_OPENING) - ROOM_BELOW - asked
    opening = _fitting(_opening_lines(screen, width), beside)
    room -= len(opening)
    above = _fitting(_script_lines(around.script, width), room)
    room -= len(above)
    below: list[Line] = []
    for words in screen.body:
        below += _fitting(styled(words, "quiet", width), room - len(below))
    for words in (screen.help, how, _note_words(screen, width)):
        below += _fitting(styled(words, "quiet", width), room - len(below))
    beyond = max(0, len(read) + 1 - least) if read else 0  # what is read back comes first
    stance = _fitting(_stance_lines(screen, width), room - len(below) - beyond) if opening else []
    opening += stance
    typed: list[Line] = [("", "")] if isinstance(ask, Typed | Secret) else []
    read_here = _read_here(read, place, least + max(0, room - len(below) - len(stance))) if read else []
    return [*fixed, *opening, *above, *read_here, *label, *below, *state, *typed]


def _read_here(lines: list[str], place: Place, room: int) -> list[Line]:
    """As much of what is read back as there is room for, page by page; the line below says how to turn."""
    if len(lines) < room:
        place.page, place.pages = 0, 1
        return [*(("", line) for line in lines), ("", "")]
    size = max(1, room - 2)
    place.pages = -(-len(lines) // size)
    place.page = min(place.page, place.pages - 1)
    shown = lines[place.page * size : (place.page + 1) * size]
    turning = f"Page {place.page + 1} of {place.pages}; Page Down and Page Up turn it."
    return [*(("", line) for line in shown), ("quiet", turning), ("", "")]


def form_lines(form: Form, width: int, room: int) -> list[Line]:
    """The parts of a form with what is recorded of each, the one in hand always in view.

    Args:
        form: its parts.
        width: how wide they may be.
        room: for how many lines there is room; where it is too little, the parts about the one in hand.
    """
    parts = form.parts
    seen = min(len(parts), max(_LEAST_PARTS, room - 1))
    here = next((n for n, part in enumerate(parts) if part.in_hand), 0)
    first = max(0, min(here - seen // 2, len(parts) - seen))
    wide = min(_WIDEST_TITLE, width // 2, max(columns_of(part.title) for part in parts))
    lines: list[Line] = []
    for n, part in enumerate(parts[first : first + seen], first):
        title = shorten(part.title, wide)
        cut = (n == first > 0) or (n == first + seen - 1 < len(parts) - 1)
        mark = ">" if part.in_hand else "…" if cut else " "
        words = "" if part.in_hand else part.words or NOTHING_THERE  # the prompt shows its own
        start = f"{mark} {title}{' ' * (wide - columns_of(title))}  "
        row = f"{start}{shorten(words, width - columns_of(start))}".rstrip()
        lines.append(("label" if part.in_hand else "", row))
    return [*lines, ("", "")]


def opening_fits(screen: Screen, space: Space) -> bool:
    """Whether the opening of a section has room above its first question; true where there is none."""
    opening, head = _opening_lines(screen, space.width), _question_head(screen, "", "", space, Place())
    return all(line in head for line in opening)


def _rows_below(ask: Ask) -> int:
    """How many rows a list asks for."""
    match ask:
        case Table(rows=listed):
            return 2 * len(listed)
        case Form(parts=parts):
            return len(parts) + 2
        case _:
            return len(picks_of(ask))


def reminder(card: Card | None, width: int) -> list[Line]:
    """The quiet line that stays once an emergency card has come up."""
    return [("quiet", shorten(card_reminder(card, KEY_NAMES["card"]), width))] if card else []


def words_head(*parts: tuple[str, str]) -> Head:
    """Paragraphs, each with its style, with an empty line between them."""

    def draw(space: Space) -> list[Line]:
        lines: list[Line] = []
        for style, text in parts:
            gap: list[Line] = [("", "")] if lines else []
            lines += [*gap, *styled(text, style, space.width)]
        return lines

    return draw


def styled(text: str, style: str, width: int, *, after: bool = False) -> list[Line]:
    """Text as wrapped lines of one style; nothing for no text."""
    if not text:
        return []
    lines: list[Line] = [(style, line) for line in wrap(text, width)]
    return [*lines, ("", "")] if after else lines


def _fitting(lines: list[Line], room: int) -> list[Line]:
    """The lines, when there is room for all of them."""
    return lines if len(lines) <= room else []


def _opening_lines(screen: Screen, width: int) -> list[Line]:
    """Words to read aloud where a section begins."""
    return _script_lines(screen.around.opening, width) if screen.around.begins else []


def _stance_lines(screen: Screen, width: int) -> list[Line]:
    """How to be with it, under an opening; later, and where it finds no room, it is one key away."""
    stance = " ".join(screen.around.stance)
    return styled(f"How to be with it: {stance}", "quiet", width, after=True) if stance else []


def _script_lines(script: str, width: int) -> list[Line]:
    """Words to read aloud before the question."""
    return styled(f"“{script}”", "section", width, after=True) if script else []


def _recorded_words(screen: Screen, width: int) -> str:
    """What is recorded, when the prompt itself does not show it."""
    if screen.stored.status is None and not isinstance(screen.ask, Choice | YesNo):
        return ""
    return shorten(recorded_line(screen), width * 2)


def _note_words(screen: Screen, width: int) -> str:
    """The note on the answer, on one line."""
    note = screen.stored.note
    return shorten(f"Note: {note}", width) if note else ""


def how_to(ask: Ask) -> str:
    """Which keys answer it."""
    match ask:
        case Choice() | YesNo():
            return "Up and Down move, Enter chooses."
        case Marks():
            alone = next((p.label for p in picks_of(ask) if p.value == ask.exclusive), None)
            return "Space marks, Enter goes on." + (f" “{alone}” stands alone." if alone else "")
        case Text(long=True):
            return "Enter saves, Ctrl-J begins a new line."
        case Table():
            telling = "Letters begin the next step, told on one line." if ask.told else ""
            acting = "Enter on an entry changes it, says more about it or removes it." if ask.rows else ""
            return " ".join(filter(None, (telling, acting)))
        case Form():
            return "Up and Down move, Enter opens a part to put it right."
        case Number() | Numbers() | Text() | Day() | Length() | Distance() | Secret():
            return hint(ask)
        case _:
            assert_never(ask)
