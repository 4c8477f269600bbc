"""What stands on the terminal while keys are pressed: long lists, long texts, pasting, a changing window."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pyte
import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from relapse_cli.model.bank_questions import Option
from relapse_cli.model.reply import Answered, AnsweredFields, Paused, Reply
from relapse_cli.model.screen import NOT_TAKEN, ReadBack, Screen
from relapse_cli.prompters.arrow_keys.asker import ArrowKeysAsker
from relapse_cli.prompters.arrow_keys.prompts.endings import EMPTIED
from relapse_cli.prompters.arrow_keys.prompts.frame import Space
from relapse_cli.prompters.arrow_keys.prompts.text_prompt import TextPrompt
from relapse_cli.prompters.arrow_keys.prompts.word_wrap import place_in_next_row
from relapse_cli.prompters.arrow_keys.stage import stage
from relapse_cli.prompters.arrow_keys.stage.pages import ON, Pages, cut_lines
from relapse_cli.prompters.arrow_keys.stage.stage import BEGIN_PAINTING, END_PAINTING
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from tests.prompters.screens import Beside, any_screen, events, line_screen, screen

UP, DOWN, ENTER, CTRL_C, UNDO = "\x1b[A", "\x1b[B", "\r", "\x03", "\x1f"
PAGE_DOWN, PAGE_UP, HOME, END = "\x1b[6~", "\x1b[5~", "\x1b[H", "\x1b[F"
LONG = "He said that the nights had become longer and longer, and that nobody at work had noticed anything. "
MANY = tuple(Option(id=f"option_{n}", label=f"Option number {n}") for n in range(1, 201))


class Window(io.StringIO):
    """A terminal window: it keeps every picture, and after each one the next keys are pressed."""

    encoding = "utf-8"

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__()
        self.size = Size(rows, columns)
        self.picture = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.picture)
        self.pictures: list[list[str]] = []
        self.raw = ""

    def write(self, text: str) -> int:
        """Draw."""
        self.raw += text
        self.stream.feed(text)
        return len(text)

    @property
    def lines(self) -> list[str]:
        """What is on screen."""
        return [line.rstrip() for line in self.picture.display]

    @property
    def last(self) -> list[str]:
        """The last picture before the prompt was left, without the empty lines at its end."""
        return "\n".join(self.pictures[-1]).rstrip().split("\n")


class Desk:
    """An asker in a window, with somebody who presses keys and pulls at the window."""

    def __init__(self, columns: int, rows: int, pipe: Any) -> None:
        self.window = Window(columns, rows)
        output = Vt100_Output(self.window, lambda: self.window.size, term="xterm")
        self.asker = ArrowKeysAsker(pipe, output, flush=lambda _: None)
        self.pipe = pipe
        self.steps: list[str | Callable[[], None]] = []
        self.application = self.asker.terminal._stage._application
        self.application.after_render += lambda _: self.go_on()

    def go_on(self) -> None:
        """Keep the picture, and do the next step."""
        if self.application.is_done:
            return
        self.window.pictures.append(self.window.lines)
        if self.steps:
            step = self.steps.pop(0)
            if isinstance(step, str):
                self.pipe.send_text(step)
            else:
                step()

    def resize(self, columns: int, rows: int) -> Callable[[], None]:
        """A step that gives the window another size."""

        def pull() -> None:
            self.window.size = Size(rows, columns)
            self.window.picture.resize(rows, columns)
            self.application.loop.call_soon(self.application._on_resize)  # type: ignore[union-attr]

        return pull

    def ask(self, asked: Screen, *steps: str | Callable[[], None], clerk: Clerk = NO_CLERK) -> Reply:
        """Ask, and take the steps one after the other."""
        self.steps = list(steps)
        return self.asker.ask(asked, clerk)


@pytest.fixture
def desk() -> Iterator[Callable[..., Desk]]:
    """Makes an asker in a window of a size."""
    with create_pipe_input() as pipe:
        yield lambda columns=80, rows=24: Desk(columns, rows, pipe)


def test_a_screen_is_shown_when_it_is_whole(desk: Any) -> None:
    """Every picture is painted between the marks of a synchronized update, so none is seen half drawn."""
    one = desk()
    one.ask(screen("choice"), DOWN, one.resize(60, 20), UP, ENTER)
    painted = re.split(re.escape(BEGIN_PAINTING), one.window.raw)[1:]
    assert len(painted) > len(one.window.pictures) > 3
    for picture in painted:
        _, mark, after = picture.partition(END_PAINTING)
        assert mark
        assert not re.sub(r"\x1b\[[?0-9;]*[A-Za-z]|[\r\n]", "", after)


def test_the_place_of_the_cursor_is_never_asked_for(desk: Any) -> None:
    """No terminal is asked for something that some cannot answer, and nothing is drawn twice for it."""
    one = desk()
    one.ask(screen("choice"), ENTER)
    assert "\x1b[6n" not in one.window.raw


def test_a_long_list_scrolls_with_its_pointer(desk: Any) -> None:
    """Of 200 rows the pointed one is always in view, with head and keys; pages and ends are one key."""
    one = desk()
    asked = screen("choice", options=MANY)
    pressed = (*[DOWN] * 30, PAGE_DOWN, PAGE_UP, END, PAGE_DOWN, UP, ENTER)
    assert Answered("option_199") == one.ask(asked, *pressed)
    for picture in one.window.pictures:
        assert sum(line.startswith(" »") for line in picture) == 1
        assert "What is asked?" in picture
    assert one.window.last[-1].startswith("more above   Esc menu")
    assert " » Option number 199" in one.window.last


def test_the_pointed_option_is_seen_whole(desk: Any) -> None:
    """An option on several rows is not cut off at the lower edge."""
    options = tuple(Option(id=f"o{n}", label=f"{n}: {LONG}") for n in range(1, 20))
    one = desk(60, 20)
    one.ask(screen("choice", options=options), *[DOWN] * 12, CTRL_C)
    for picture in one.window.pictures[1:]:  # on the first one the pointer stands on no option
        place = next(n for n, line in enumerate(picture) if line.startswith(" »"))
        assert "anything." in " ".join(picture[place : place + 3])


def test_a_list_of_200_entries_is_worked_like_a_short_one(desk: Any) -> None:
    """The pointer starts behind them, and the table keeps its columns."""
    one = desk()
    asked = screen("entries", rows=events(*[f"product {n}" for n in range(200)]), columns=("name",))
    one.ask(asked, UP, UP, CTRL_C)
    assert " » 200. product 199" in one.window.last


@pytest.mark.parametrize(("columns", "rows"), [(60, 20), (200, 60), (40, 12)])
@pytest.mark.parametrize("kind", ["choice", "multi", "text", "long_text", "entries"])
def test_a_window_that_changes_its_size_shows_everything_anew(
    desk: Any, kind: str, columns: int, rows: int
) -> None:
    """After the next key the question stands there whole, wrapped for the new size, the draft as well."""
    options = tuple(Option(id=f"o{n}", label=f"{n}: {LONG}") for n in range(1, 4))
    made: dict[str, Any] = {"options": options} if kind in {"choice", "multi"} else {}
    made |= {"rows": events(LONG)} if kind == "entries" else {}
    asked = screen(kind, label=LONG.strip(), help="", **made)
    half = "half a sentence" if "text" in kind else DOWN
    one = desk()
    one.ask(asked, half, one.resize(columns, rows), " ", CTRL_C)
    shown = " ".join(" ".join(one.window.last).split())
    assert LONG.strip() in shown.replace("   ", " ")
    assert "Esc menu" in one.window.last[-1]
    assert all(len(line) <= columns for line in one.window.last)
    assert one.window.last[0].startswith("Safety")
    if "text" in kind:
        assert "half a sentence" in shown
    else:
        assert sum(line.startswith(" »") for line in one.window.last) == 1


def test_pages_are_cut_anew_when_the_window_changes(desk: Any) -> None:
    """Help that went over two pages stands on one in a larger window, and nothing of it is lost."""
    asked = screen("choice", why=LONG * 8, options=MANY[:3])
    one = desk(60, 14)
    one.ask(asked, "?", one.resize(100, 50), ENTER, CTRL_C)
    first = next(picture for picture in one.window.pictures if any("page 1 of" in line for line in picture))
    assert any("Next page" in line for line in first)
    later = one.window.pictures[one.window.pictures.index(first) + 1]
    assert not any("page" in line for line in later)
    assert LONG.strip() * 1 in " ".join(" ".join(later).split())


def test_a_document_can_be_turned_back() -> None:
    """Whoever has turned the page can see the one before again; on the first there is none."""
    pages = Pages("The page", cut_lines(lambda _: [f"row {n}" for n in range(60)]), "Go on")
    space = Space(60, 20)
    first = pages.head(space)
    assert [row.label for row in pages.rows(space)] == ["Next page"]
    assert pages.turn(ON)
    assert [row.label for row in pages.rows(space)] == ["Next page", "Page before"]
    assert pages.head(space) != first
    assert pages.turn(pages.rows(space)[1].value)
    assert pages.head(space) == first


def test_the_keys_for_pages_turn_them(desk: Any) -> None:
    """From the first page on and back again; on the last one they do not leave it."""
    one = desk(60, 20)
    one.steps = [PAGE_DOWN, PAGE_UP, PAGE_UP, *[PAGE_DOWN] * 9, ENTER]
    assert one.asker.read("The page", lambda _: [f"row {n}" for n in range(40)])
    seen = [row.rpartition("page ")[2] for picture in one.window.pictures for row in picture if "of 3" in row]
    assert seen[:4] == ["1 of 3", "2 of 3", "1 of 3", "1 of 3"]
    assert seen[-1] == "3 of 3"
    assert not one.steps


def test_a_card_that_has_to_be_confirmed_leads_only_on() -> None:
    """It has the rows that it always had."""
    pages = Pages("Now", cut_lines(lambda _: [f"row {n}" for n in range(60)]), "Go on", careful=True)
    space = Space(60, 20)
    pages.head(space)
    assert pages.turn(ON)
    assert "Page before" not in [row.label for row in pages.rows(space)]


def test_what_is_typed_wraps_between_words(desk: Any) -> None:
    """No row of a long text begins within a word, and the cursor stands behind the last letter."""
    one = desk(60, 20)
    one.ask(screen("long_text"), LONG * 2, CTRL_C)
    typed = [line[3:] for line in one.window.last if line.startswith(("›", "   "))]
    assert " ".join(typed).split() == (LONG * 2).split()


def test_up_and_down_go_through_the_rows_of_a_long_text(desk: Any) -> None:
    """In one paragraph on several rows the cursor moves as the eye does."""
    one = desk(60, 20)
    reply = one.ask(screen("long_text"), LONG, UP, HOME, "So: ", ENTER)
    assert Answered(f"So: {LONG}".rstrip()) == reply
    again = desk(60, 20)
    assert Answered("one\nXtwo") == again.ask(
        screen("long_text"), "one\ntwo", UP, DOWN, "\x1b[D" * 3 + "X", ENTER
    )


@pytest.mark.parametrize(
    ("pressed", "text"),
    [
        (("one two", "\x17", "three"), "one three"),
        (("one", HOME, "X"), "Xone"),
        (("one", HOME, END, "X"), "oneX"),
        (("one", "\x01", "X", "\x05", "Y"), "XoneY"),
        (("one", " two", "\x15", "\x1f"), "one two"),
        (("one", "\x1b[D", "\x1b[D", "\x1b[3~"), "oe"),
        (("one two", "\x1b[1;5D", "X"), "one Xtwo"),
        (("one", "\x1a", "\x13", "\x11"), "one"),
    ],
)
def test_a_line_is_edited_as_in_a_shell(desk: Any, pressed: tuple[str, ...], text: str) -> None:
    """Ctrl-W, Ctrl-A, Ctrl-E, Ctrl-U, undo, Home, End, Delete and word keys work; Ctrl-Z does nothing."""
    assert Answered(text) == desk().ask(screen("text"), *pressed, ENTER)


def test_undo_reaches_the_draft_as_well(desk: Any) -> None:
    """What is undone is undone in what is kept."""
    heard: list[str] = []
    desk().ask(screen("text", current="words"), "\x15", UNDO, ENTER, clerk=Beside(heard=heard))
    assert heard == [EMPTIED, ""]


@pytest.mark.parametrize(
    ("kind", "pasted", "reply"),
    [
        ("long_text", "one\rtwo\r\rthree", Answered("one\ntwo\n\nthree")),
        ("text", "one\rtwo", Answered("one two")),
        ("text", "\x1b[200~one\r\ntwo\r\n\x1b[201~", Answered("one two")),
        ("long_text", "\x1b[200~one\r\ntwo\x1b[31m\tx\x1b[201~", Answered("one\ntwo[31m x")),
        ("date", "\x1b[200~2026-11-19\r\n\x1b[201~", Answered("2026-11-19")),
    ],
)
def test_pasted_lines_are_one_answer(desk: Any, kind: str, pasted: str, reply: Reply) -> None:
    """Whether the terminal says that text is pasted or not, its line breaks answer nothing."""
    assert reply == desk().ask(screen(kind), pasted, ENTER)


def test_a_column_of_numbers_is_pasted_into_one_line(desk: Any) -> None:
    """Line breaks between them are blanks."""
    one = desk()
    reply = one.ask(line_screen(), "5\r6\r7", ENTER)
    assert AnsweredFields({"night_1": 5, "night_2": 6, "difficulty": 7}) == reply


@pytest.mark.parametrize("kind", ["choice", "multi", "yes_no"])
@pytest.mark.parametrize("pasted", ["We met on Tuesday.\rHe said yes.\r", "a b ? c\r", "\rx y\r"])
def test_text_pasted_into_a_list_chooses_nothing(desk: Any, kind: str, pasted: str) -> None:
    """Its blanks mark nothing, its line breaks take nothing, its question marks open nothing."""
    one = desk()
    assert isinstance(one.ask(screen(kind), pasted, CTRL_C), Paused)
    assert not any("Why it is asked" in line for picture in one.window.pictures for line in picture)


@pytest.mark.parametrize(
    ("cursor", "step", "place"),
    [(0, 1, 4), (2, 1, 6), (4, -1, 0), (9, -1, 5), (0, -1, 0), (9, 1, 9), (7, 1, 9), (3, 1, 7)],
)
def test_the_cursor_keeps_its_column(cursor: int, step: int, place: int) -> None:
    """From row to row, also over a line break; at the first and the last row it stays."""
    assert place == place_in_next_row("one two\nx", cursor, step, 4)


class Clock:
    """A clock that is set by hand; who waits for it waits until it is said that the time has come."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waited: list[float] = []
        self._due = asyncio.Event()

    def monotonic(self) -> float:
        """The time in seconds."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Wait until the time has been moved on."""
        self.waited.append(seconds)
        self._due = asyncio.Event()
        await self._due.wait()

    def move(self, seconds: float) -> None:
        """Move the time on, and let who waits look at it."""
        self.now += seconds
        self._due.set()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that a screen without a key is hidden by."""
    hand = Clock()
    monkeypatch.setattr(stage, "time", hand)
    monkeypatch.setattr(stage, "sleep", hand.sleep)
    return hand


def test_a_screen_that_nobody_works_at_is_hidden(desk: Any, clock: Clock) -> None:
    """Whoever passes by sees nothing of it, for however long; what was typed is still there afterwards."""
    one = desk()

    def hours_later() -> None:
        clock.move(6000)
        one.pipe.send_text(DOWN)

    reply = one.ask(screen("text"), "half", lambda: clock.move(600), hours_later, ENTER, " done", ENTER)
    assert reply == Answered("half done")
    hidden = [picture for picture in one.window.pictures if "Show the question again" in "".join(picture)]
    assert hidden
    assert not any("half" in line for picture in hidden for line in picture)


def test_a_key_begins_the_time_anew(desk: Any, clock: Clock) -> None:
    """It is the time since the last key that counts, not the time on one question."""
    one = desk()

    def late_key() -> None:
        clock.now += 599
        one.pipe.send_text("a")

    def soon_after() -> None:
        clock.move(2)
        one.pipe.send_text("b")

    assert one.ask(screen("text"), late_key, soon_after, ENTER) == Answered("ab")
    assert clock.waited[-1] == 598
    assert not any("Show the question again" in "".join(picture) for picture in one.window.pictures)


def test_a_fault_behind_a_key_is_a_fault_of_the_question(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes on to whoever asked, who keeps what there is; no trace of it is drawn on the screen."""
    one = desk()

    def break_down(*_: object) -> None:
        raise LookupError("the patient's words")

    monkeypatch.setattr(TextPrompt, "submit", break_down)
    with pytest.raises(LookupError):
        one.ask(screen("text"), ENTER)
    assert "Traceback" not in one.window.raw
    assert "words" not in one.window.raw


@pytest.mark.parametrize("kind", ["multi", "text", "line"])
def test_saved_never_stands_beside_what_is_not_taken(desk: Any, kind: str) -> None:
    """As soon as something is marked or typed the line says so; taken back, it is as it was."""
    one, undo = desk(), {"multi": " "}.get(kind, "\x7f")
    one.ask(any_screen(kind, keeping="saved"), {"multi": " "}.get(kind, "7"), undo, "\x03")
    said = [
        (" saved" in last, NOT_TAKEN in last) for last in (each[-1] for each in _without_blanks(one.window))
    ]
    assert said == [(True, False), (False, True), (True, False)]


def test_a_note_that_is_typed_is_not_called_saved(desk: Any) -> None:
    """Nor does its panel say so before the first letter, where nothing is half typed."""
    one = desk()
    one.ask(screen("choice", keeping="saved"), "\x14", "a", "\x03")
    last = [each[-1] for each in _without_blanks(one.window)]
    assert [NOT_TAKEN in line for line in last] == [False, False, True]


def _without_blanks(window: Window) -> list[list[str]]:
    """The pictures without the empty lines at their ends."""
    return ["\n".join(picture).rstrip().split("\n") for picture in window.pictures]


@pytest.mark.parametrize("kind", ["text", "yes_no"])
def test_what_is_read_back_is_turned_above_the_question(desk: Any, kind: str) -> None:
    """The keys for pages turn it, the question stays, and what is typed or chosen is not touched."""
    told = (ReadBack("What came before", tuple(f"step {n}" for n in range(40))),)
    shown = screen(kind, read_back=told)
    at = desk(60, 20)
    chosen = DOWN if kind == "yes_no" else "fog"
    reply = at.ask(shown, chosen, PAGE_DOWN, PAGE_DOWN, PAGE_UP, ENTER)
    first, second, third, back = ([line for line in p if "step" in line] for p in at.window.pictures[1:5])
    assert first[0] == "- step 0"
    assert second
    assert third
    assert not {*first} & {*second}
    assert not {*second} & {*third}
    assert back == second
    assert all("What is asked?" in p for p in at.window.pictures[1:5])
    assert reply == Answered(True if kind == "yes_no" else "fog")
