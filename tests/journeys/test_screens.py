"""Golden screens: what a therapist sees at the moments that matter, on three sizes of a real terminal.

Rewrite them with ``--update-golden``, and look at each one before it is committed: calm, whole, nothing cut.
"""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.banks_under_test import shipped_bank
from tests.conftest import CheckGolden

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

from tests.journeys.player import Player
from tests.journeys.terminal import DOWN, ENTER, ESCAPE, STARTED_AT, Terminal, control, interview_command

HOME, END = "\x1b[H", "\x1b[F"
VIGNETTES = Path(__file__).parents[1] / "vignettes"
KEYS = re.compile(r"Esc menu|Enter (goes|chooses|keeps|changes|shows)|Move down")
SIZES = [(80, 24), (60, 20), (100, 40)]
LONG_WORDS = "睡不着的夜晚很长，第二天也很累。" * 6
PARAGRAPH = (
    "The early shift began on the first of the month. She slept four hours, then three, and told nobody; by "
    "the second week she lay awake and thought of the tablets in the bathroom, which were still there.\n"
    "On the Sunday she counted them."
)
ARABIC = "لم أنم جيدا في تلك الليالي، ولم أخبر أحدا بذلك. "
COLOURS = re.compile(rb"\x1b\[[0-9;]*?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")
ROOT = Path(__file__).parents[2]


@dataclass
class Camera:
    """Plays an interview and keeps what is on screen."""

    player: Player
    check: CheckGolden
    size: tuple[int, int]

    def until(self, words: str) -> None:
        """Play on until words come up."""
        self.player.play(until_words=words)
        assert words in self.player.terminal.text

    def press(self, keys: str, words: str) -> None:
        """Press keys and wait for words."""
        self.player.terminal.press(keys)
        self.player.terminal.wait_for(words)

    def choose(self, start: str) -> None:
        """Choose the row that begins with some words."""
        self.player._choose_row(lambda row: row.strip().startswith(start))

    def turn_to(self, words: str) -> None:
        """Turn the pages until words come up."""
        terminal = self.player.terminal
        while words not in terminal.text:
            title = terminal.lines[0]
            self.choose("Next page")
            terminal.wait(lambda t, title=title: t.lines[0] != title and "Ctrl-C" in t.text, "a page")  # type: ignore[misc]

    def keep_page(self, row: str, name: str) -> None:
        """Compare a page that the menu opens, and leave it."""
        self.press(ESCAPE, "What would you like to do?")
        self.choose(row)
        self.press("", "Enter goes on.")
        self.keep(name)
        self.press(ESCAPE, "Esc menu")

    def keep(self, name: str, *, ended: bool = False) -> None:
        """Compare the screen with its golden file; no line is cut at the edge."""
        if not ended:
            self.player.terminal.wait(
                lambda _: KEYS.search(self.player._keys) is not None, "the line of keys"
            )
            self.player.terminal.wait_for_all()
        lines = self.player.terminal.lines
        assert all(len(line) <= self.size[0] for line in lines)
        shown = "\n".join(lines).rstrip()
        self.check(f"screens/{name}-{self.size[0]}x{self.size[1]}.txt", f"{shown}\n")


def begin(folder: Path, size: tuple[int, int], answers: dict[str, Any], *more: str) -> Player:
    """An interview on the core path in a terminal of a size."""
    command = interview_command("core", folder / "record.json", "--profile", "ie", *more)
    terminal = Terminal(command, folder / "plan.txt", columns=size[0], rows=size[1])
    return Player(terminal, shipped_bank(), answers)


def case(name: str) -> dict[str, Any]:
    """The answers of a vignette."""
    answers: dict[str, Any] = json.loads((VIGNETTES / f"{name}.json").read_text("utf-8"))["answers"]
    return answers


@pytest.fixture(params=SIZES, ids=["80x24", "60x20", "100x40"])
def camera(request: pytest.FixtureRequest, tmp_path: Path, check_golden: CheckGolden) -> Iterator[Camera]:
    """A camera before the first question of an interview."""
    player = begin(tmp_path, request.param, case("PR-101"))
    yield Camera(player, check_golden, request.param)
    player.terminal.close()


def test_the_screens_of_an_interview(camera: Camera) -> None:
    """From the first question to check-answers, with every panel that can be opened beside a question."""
    camera.until("Esc menu")
    camera.keep("first-question")
    for key, words, name in (
        (ESCAPE, "What would you like to do?", "menu"),
        (control("g"), "Go to", "jump-list"),
        (control("t"), "A note on this answer", "note"),
    ):
        camera.press(key, words)
        camera.keep(name)
        camera.press(ESCAPE, "Esc menu")
    camera.press("?", "Why it is asked")
    camera.keep("help")
    camera.press(ESCAPE, "Esc menu")
    camera.press(control("l"), "Show the question again")
    camera.keep("hidden")
    camera.press(DOWN + ENTER, "Esc menu")
    camera.until("Right now, is any of this")
    camera.keep("multi")
    camera.keep_page("Words to read aloud", "read-aloud")
    camera.press(ESCAPE, "What would you like to do?")
    camera.keep("menu-midway")
    camera.press(ESCAPE, "Esc menu")
    camera.press(control("g"), "Go to")
    camera.keep("jump-list-midway")
    camera.press(ESCAPE, "Esc menu")
    camera.press(control("t"), "A note on this answer")
    camera.press("Seen by video; the picture froze twice.", "twice.")
    camera.keep("note-typed")
    camera.press(ESCAPE, "Esc menu")
    camera.press(f" {DOWN} ", "marked: 2")
    camera.press(END, "» ○ None of these")
    camera.press(" ", "marked: 1")
    camera.keep("multi-exclusive")
    camera.press(f" {HOME}", "marked: 0")
    camera.until("What kind of product is it?")
    camera.press("?", "Barbiturates")
    camera.keep("help-options")
    camera.press(ESCAPE, "Esc menu")
    for words, name in (
        ("What kind of product is it?", "entry-field"),
        ("Add another", "substance-table"),
        (shipped_bank().questions["safety.suicide"].label[:30], "safety-question"),
        ("Last night, night before", "sleep-line"),
        ("Strongest anxiety in the last day", "scale"),
        ("What happened before it?", "seed-questions"),
        ("Enter saves", "text"),
        ("earliest, ", "sequence-table"),
        ("Check the answers", "check-answers"),
    ):
        camera.until(words)
        camera.keep(name)
    camera.choose("Use at present")
    camera.press("", "Still taking it")
    camera.choose("Still taking it")
    camera.press("", "could you safely be without it")  # what raises the level is taken at once
    camera.press(control("x"), "Check the answers")
    camera.choose("Use at present")
    camera.press("", "Not taking it now")
    camera.choose("Not taking it now")
    camera.press("", "Make this change?")
    camera.keep("impact-question")
    camera.choose("Make the change")
    camera.press("", "Check the answers")


def test_the_words_beside_an_option_and_what_is_read_back(camera: Camera) -> None:
    """What is not listed is said on the same screen; at the end all of it stands there to be read."""
    camera.until("What did you need and not have?")
    camera.press(END, "» ○ Something else")
    camera.press(" ", "marked: 1")
    camera.press(ENTER, "in your own words?")
    camera.player.terminal.press("A car that starts.")
    camera.press("", "that starts.")
    camera.keep("own-words")
    camera.player.terminal.press(ENTER)
    camera.until("What is clearer to you now")
    camera.keep("read-back")
    camera.until("Is this written the way you would put it")
    camera.keep("read-back-at-the-end")


def test_the_card_of_an_emergency(camera: Camera) -> None:
    """The card says whom to call and what to do, page by page; it stays within reach, and may be the end."""
    camera.until("Right now, is any of this")
    camera.press(" ", "marked: 1")
    camera.player.terminal.press(ENTER)
    camera.press("", "Move down to confirm")
    camera.keep("emergency-card")
    camera.turn_to("Finish here")
    camera.keep("emergency-card-last")
    camera.choose("I have read this")
    camera.press("", "What comes first now?")
    camera.keep("after-the-card")
    camera.press(control("e"), "Call for emergency help now: 112")
    camera.press(ESCAPE, "What comes first now?")
    camera.choose("The list of answers")
    camera.press("", "Check the answers")
    camera.keep("check-answers-after-the-card")


def test_the_card_may_be_the_end_of_the_questions(camera: Camera) -> None:
    """One of its last rows leads to check-answers, from which the plan is one step away."""
    camera.until("Right now, is any of this")
    camera.press(" ", "marked: 1")
    camera.player.terminal.press(ENTER)
    camera.press("", "Move down to confirm")
    camera.turn_to("Finish here")
    camera.choose("Finish here")
    camera.press("", "Check the answers")


@pytest.mark.parametrize(
    ("name", "pasted"), [("wide-letters", LONG_WORDS), ("arabic", "لم أنم جيدا في تلك الليالي " * 6)]
)
def test_pasted_text_of_other_scripts(
    tmp_path: Path, check_golden: CheckGolden, name: str, pasted: str
) -> None:
    """Wide letters and text from right to left stay on the screen, and come back shortened by columns."""
    answers = {**case("PR-101"), "contact.unspoken": pasted}
    player = begin(tmp_path, SIZES[0], answers)
    camera = Camera(player, check_golden, SIZES[0])
    camera.until("Esc menu")
    camera.press(control("t"), "A note on this answer")
    camera.press(f"\x1b[200~{pasted.strip()}\x1b[201~", pasted[:3])
    camera.press(ENTER, "Note:")
    camera.keep(name)
    player.terminal.close()


def test_without_colour_nothing_is_coloured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR no colour is set, and the question is there all the same."""
    monkeypatch.setenv("NO_COLOR", "1")
    player = begin(tmp_path, SIZES[0], case("PR-101"))
    player.play(until_words="Right now, is any of this")
    cells = [cell for row in player.terminal.screen.buffer.values() for cell in row.values()]
    assert {cell.fg for cell in cells} | {cell.bg for cell in cells} == {"default"}
    assert b"\x1b[" in player.terminal.raw
    assert COLOURS.findall(player.terminal.raw) == []
    player.terminal.close()


def test_a_window_that_changes_its_size_goes_on(tmp_path: Path) -> None:
    """Making the window small and large again leaves the question answerable."""
    player = begin(tmp_path, SIZES[0], case("PR-101"))
    player.play(until_words="Right now, is any of this")
    for rows, columns in ((12, 40), (5, 20), (24, 80)):
        player.terminal.resize(rows, columns)
    player.terminal.wait_for("Esc menu")
    player.terminal.press(" ")
    player.terminal.wait_for("marked: 1")
    player.terminal.close()


@pytest.mark.parametrize("size", [(60, 20), (200, 60)], ids=["60x20", "200x60"])
def test_a_question_is_whole_after_the_window_changed(
    tmp_path: Path, check_golden: CheckGolden, size: tuple[int, int]
) -> None:
    """At the next key the question stands there wrapped for the new size, with the mark made before."""
    player = begin(tmp_path, SIZES[0], case("PR-101"))
    camera = Camera(player, check_golden, size)
    camera.until("Right now, is any of this")
    camera.press(f"{DOWN} ", "marked: 1")
    player.terminal.resize(size[1], size[0])
    camera.press(DOWN, "» ○ Drowsy")
    camera.keep("resized")
    player.terminal.close()


def test_long_texts_of_several_scripts(camera: Camera) -> None:
    """A paragraph wraps between words; wide letters and text from right to left stay within the screen."""
    camera.until("Enter saves")
    texts = {"long-text": PARAGRAPH, "long-text-wide": LONG_WORDS, "long-text-rtl": ARABIC * 4}
    for name, text in texts.items():
        camera.press(f"\x1b[200~{text.strip()}\x1b[201~", " ".join(text.split())[-12:].strip())
        camera.keep(name)
        camera.player.terminal.press(f"{control('u')}\x7f" * 4)
        camera.press("", "› Esc menu")


def test_a_step_of_the_sequence_by_the_day_it_was(camera: Camera) -> None:
    """The first use is asked in front of the first step; a day that is said is read back first."""
    camera.player.answers["event.substance"][0].pop("first_use", None)  # type: ignore[attr-defined]
    camera.until("The steps of the sequence are counted from it.")
    camera.keep("first-use-in-front")
    camera.press("last Sunday evening" + ENTER, "Enter takes it")
    camera.keep("first-use-read-back")
    camera.press(ENTER, "What happened?")
    camera.press("a quarrel" + ENTER, "How long was that from the first use?")
    camera.keep("step-distance")
    camera.press("the Sunday before" + ENTER, "Enter takes it")
    camera.keep("step-read-back")


def test_a_step_that_is_told_on_one_line(camera: Camera) -> None:
    """The line is typed on the list; what is open is asked, and its parts are shown before it is taken."""
    camera.until("Tell the first step")
    camera.keep("step-told-list")
    camera.press("quarrel with my partner, Friday evening, conflict, 7", "conflict, 7 Enter")
    camera.keep("step-told")
    camera.press(ENTER, "Is this the step?")
    camera.keep("step-told-parts")
    camera.press(ENTER, "Tell the next step")
    camera.press("two bad nights, in the morning, 6", "morning, 6 Enter")
    camera.press(ENTER, "Which one is meant?")
    camera.keep("step-told-open")
    camera.press(DOWN + ENTER, "Is this the step?")
    camera.keep("step-told-needed")


@pytest.fixture(params=SIZES, ids=["80x24", "60x20", "100x40"])
def at_the_folder(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    check_golden: CheckGolden,
) -> Iterator[Callable[..., Camera]]:
    """Starts interviews in the folder of their records, so that no path but the file name is on screen."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    opened: list[Terminal] = []

    def start(answers: dict[str, Any], *words: str) -> Camera:
        program = [sys.executable, "-m", "relapse_cli", "interview", "--no-store", "--profile", "ie", *words]
        command = ["/bin/sh", "-c", f"cd {shlex.quote(str(tmp_path))} && exec {shlex.join(program)}"]
        columns, rows = request.param
        opened.append(Terminal(command, tmp_path / "plan.txt", columns=columns, rows=rows))
        return Camera(Player(opened[-1], shipped_bank(), answers), check_golden, request.param)

    def write(name: str, answers: dict[str, Any]) -> None:
        record = {
            "format": "relapse-interview/1", "id": "known", "case": "PR-1", "path": "core",
            "started_at": STARTED_AT, "answers": answers,
        }  # fmt: skip
        (tmp_path / name).write_text(json.dumps(record), "utf-8")

    start.write = write  # type: ignore[attr-defined]
    yield start
    for terminal in opened:
        terminal.close()


def test_a_question_on_answers_that_do_not_go_together(at_the_folder: Any) -> None:
    """At check-answers they stand above the list, as a question to look at."""
    answers = case("PR-101")
    answers["event.substance"][0]["first_use"] = "2026-11-18"
    at_the_folder.write("known.json", answers)
    camera = at_the_folder(answers, "--answers", "known.json", "--started-at", STARTED_AT)
    camera.press("", "Esc menu")
    camera.press(control("x"), "Please look at these once more")
    camera.keep("consistency-question")


def test_a_pause_and_going_on(at_the_folder: Any) -> None:
    """Pausing says how to go on; going on says with what; on another day what came along is confirmed."""
    answers = case("PR-101")
    camera = at_the_folder(
        answers, "--case", "PR-1", "--path", "core", "--started-at", STARTED_AT, "-o", "record.json"
    )
    camera.until("What kind of product is it?")
    camera.player.terminal.press(control("c"))
    camera.player.terminal.wait_for_end()
    camera.keep("paused", ended=True)
    camera = at_the_folder(answers, "--resume", "record.json", "--started-at", "2026-11-20T10:40:00+01:00")
    camera.press("", "Going on with")
    camera.keep("going-on")


def test_answers_carried_over_from_another_day(at_the_folder: Any) -> None:
    """What came along is listed by section, and nothing is taken as confirmed unasked."""
    answers = case("PR-101")
    at_the_folder.write("record.json", answers)
    camera = at_the_folder(answers, "--resume", "record.json", "--started-at", "2026-11-22T10:00:00+01:00")
    camera.press("", "stays as it is")
    camera.keep("going-on-another-day")
    camera.choose("Go on")
    camera.press("", "How this session takes place")
    camera.until("Does it still stand today?")
    camera.keep("carried-over")
