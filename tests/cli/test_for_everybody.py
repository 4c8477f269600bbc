"""The command line for everybody: each must of published rules on accessible command lines is one test.

GitHub's rules (Primer, "CLI accessibility") ask that core tasks can be understood and done without a certain
colour, font, size of terminal, pointing device or glyph, and values and actions are there at every width.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.program import ESCAPE, VIGNETTES, Program
from tests.cli.stored import make_store

CASE = VIGNETTES / "PR-102.json"
LISTS = (("interviews",), ("key", "list"), ("store", "status"), ("doctor",), ("bank", "list"),
         ("bank", "show"), ("profiles",), ("config", "show"))  # fmt: skip
IN_A_STORE = {"interviews", "key", "store", "doctor"}


def words_of(text: str) -> list[str]:
    """The words, without the lines and marks that a terminal draws between them."""
    return re.findall(r"[\w.,:;“”'/+-]+", text.replace("─", ""))


def test_nothing_is_said_by_colour_alone(relapse: Program) -> None:
    """Levels and what is open stand there in words."""
    plan = relapse.run("plan", CASE, env={"NO_COLOR": "1"}).text
    assert "level 4 of 4 – emergency help now" in plan
    assert "not yet confirmed" in plan


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_colour_can_be_switched_off(relapse: Program, variable: dict[str, str]) -> None:
    """By what every program honours."""
    assert ESCAPE not in relapse.run("plan", CASE, env=variable).out


@pytest.mark.parametrize("columns", ["40", "60", "132"])
def test_every_value_is_there_at_every_width(relapse: Program, columns: str) -> None:
    """A narrow terminal gets more rows, and the same words in the same order."""
    usual = words_of(relapse.run("plan", CASE, "--for", "patient", env={"COLUMNS": "80"}).text)
    other = words_of(relapse.run("plan", CASE, "--for", "patient", env={"COLUMNS": columns}).text)
    assert other == usual


def test_output_that_is_piped_is_plain(relapse: Program) -> None:
    """No escape sequence, no animation, no question."""
    for command in (("plan", CASE), ("demo",), ("doctor",), ("--help",)):
        done = relapse.run(*command)
        assert ESCAPE not in done.out
        assert "\r" not in done.text + done.err


def test_results_and_messages_go_apart(relapse: Program) -> None:
    """What a program reads stands on standard output alone, also where there are remarks."""
    done = relapse.run("plan", CASE, "--format", "json")
    assert json.loads(done.text)["level"] == 4
    assert done.err


@pytest.mark.parametrize("command", LISTS, ids=" ".join)
def test_every_list_can_be_read_by_a_program(
    relapse: Program, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """No table has to be taken apart."""
    if command[0] in IN_A_STORE:
        done = make_store(relapse, tmp_path).run(*command, "--format", "json")
    else:
        done = relapse.run(*command, "--format", "json")
    assert json.loads(done.text)


def test_an_error_says_in_words_what_is_wrong_and_what_to_do(relapse: Program, tmp_path: Path) -> None:
    """On standard error, with an exit code; never by a mark or colour."""
    done = relapse.run("plan", tmp_path / "nothing.json", env={"NO_COLOR": "1"})
    assert done.code == 5
    assert done.notes[0].startswith("relapse: ")
    assert len(done.notes) == 2


ASKED = {
    "asked": {"ACCESSIBLE": "1"},
    "not": {"ACCESSIBLE": "1", "RELAPSE_ACCESSIBLE": "0"},
    "unset": {},
}


def test_plain_lines_are_had_by_the_variable_that_others_honour(relapse: Program) -> None:
    """`ACCESSIBLE=1` is enough; the program's own variable stands before it."""
    rows = {
        name: json.loads(relapse.run("config", "show", "--format", "json", env=env).text)["settings"]
        for name, env in ASKED.items()
    }
    assert rows["asked"]["accessible"]["value"] is True
    assert rows["not"]["accessible"]["value"] is False
    assert rows["unset"]["accessible"]["value"] is False


def test_help_is_text_and_says_how_to_leave_what_waits(relapse: Program) -> None:
    """Every command answers -h at once; the one that asks says how it is paused."""
    help_text = " ".join(relapse.run("interview", "-h").text.split())
    assert "Esc opens the menu" in help_text
    assert "--accessible Plain lines, for screen readers and simple terminals." in help_text
