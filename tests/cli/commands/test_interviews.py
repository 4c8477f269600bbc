"""`relapse interviews`: what is in the store, as a table and as JSON."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from relapse_cli.app.upkeep.list_interviews import ListedInterview
from relapse_cli.cli.commands.interviews import not_carried_words
from tests.cli.program import Program, vignette, write

KEYS = ["answered", "case", "id", "level", "path", "started_at", "state"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, relapse: Program) -> tuple[Program, dict[str, str]]:
    """A program with a store of its own that holds two interviews, and the environment that opens it."""
    folder = tmp_path_factory.mktemp("listed")
    (folder / "key").write_bytes(bytes(range(32)))
    environment = {"RELAPSE_KEY_FILE": str(folder / "key")}
    relapse.run("bank", "list")
    shutil.copytree(relapse.home / "cache", folder / "home" / "cache")
    program = Program(folder / "home")
    for name, day in (("PR-101", "2026-11-20"), ("PR-203", "2026-11-22")):
        data = vignette(name)
        data["answers"] |= {"frame.consent": True, "frame.mode": "video", "frame.location": "17 Hidden Lane"}
        source = write(folder / f"{name}.json", {**data, "started_at": f"{day}T09:00:00+01:00"})
        done = program.run("interview", "--no-input", "--answers", source, env=environment)
        assert done.code == 0, done.err
    return program, environment


def test_the_json_has_the_same_keys_each_time(kept: tuple[Program, dict[str, str]]) -> None:
    """A list of objects with sorted keys, in the order in which the interviews were begun."""
    program, environment = kept
    done = program.run("interviews", "--format", "json", env=environment)
    assert (done.code, done.err) == (0, "")
    listed = json.loads(done.text)
    assert [list(one) for one in listed] == [KEYS, KEYS]
    assert [(one["case"], one["path"], one["state"]) for one in listed] == [
        ("PR-101", vignette("PR-101")["path"], "finished"),
        ("PR-203", vignette("PR-203")["path"], "finished"),
    ]
    assert program.run("interviews", "--format", "json", env=environment).out == done.out
    assert b"Hidden" not in done.out


def test_the_table_fits_a_screen_and_names_what_the_commands_take(
    kept: tuple[Program, dict[str, str]],
) -> None:
    """80 columns, a head, and eight characters of each id, which are enough for `plan`."""
    program, environment = kept
    done = program.run("interviews", env=environment)
    head, *rows = done.text.splitlines()
    assert head.split() == ["id", "case", "begun", "path", "state", "answered", "level"]
    assert len(rows) == 2
    assert max(map(len, [head, *rows])) <= 80
    assert re.fullmatch(r"[0-9a-f]{8}", rows[0].split()[0])
    assert b"\x1b" not in done.out
    assert program.run("plan", rows[0].split()[0], "--format", "json", env=environment).code == 0


@pytest.mark.parametrize(
    ("args", "cases"),
    [
        (("--case", "PR-101"), ["PR-101"]),
        (("--state", "open"), []),
        (("--since", "2026-11-21"), ["PR-203"]),
        (("--until", "2026-11-20"), ["PR-101"]),
    ],
    ids=" ".join,
)
def test_filters(kept: tuple[Program, dict[str, str]], args: tuple[str, ...], cases: list[str]) -> None:
    """By case, state and day; nothing that fits is an empty list, and no error."""
    program, environment = kept
    done = program.run("interviews", "--format", "json", *args, env=environment)
    assert done.code == 0
    assert [one["case"] for one in json.loads(done.text)] == cases


def test_nothing_that_fits_is_said(kept: tuple[Program, dict[str, str]]) -> None:
    """As a table there is no line at all, and a sentence beside it; a case that is near is named."""
    program, environment = kept
    for case, near in (("Q", ""), ("pr-101", " Did you mean 'PR-101'?")):
        done = program.run("interviews", "--case", case, env=environment)
        assert (done.code, done.out) == (0, b"")
        assert done.notes == [f"There is no such interview in the store.{near}"]
    assert "Did you mean 'PR-101'?" in program.run("history", "pr-101", env=environment).err


def test_a_wrong_day_or_state_is_a_usage_error(kept: tuple[Program, dict[str, str]]) -> None:
    """Exit 2."""
    program, environment = kept
    assert program.run("interviews", "--since", "yesterday", env=environment).code == 2
    done = program.run("interviews", "--state", "opne", env=environment)
    assert done.code == 2
    assert "open" in done.err


def test_without_a_key_and_without_a_terminal_it_ends_at_once(
    kept: tuple[Program, dict[str, str]], tmp_path: Path
) -> None:
    """Exit 5 with the remedy, and no prompt; a key that is wrong or gone is named."""
    program, _ = kept
    (tmp_path / "other").write_bytes(b"x" * 32)
    done = program.run("interviews")
    assert (done.code, done.out) == (5, b"")
    assert "RELAPSE_KEY_FILE" in done.err
    for name, words in (("other", "does not open this store"), ("gone", "cannot be read")):
        done = program.run("interviews", env={"RELAPSE_KEY_FILE": str(tmp_path / name)})
        assert (done.code, done.out) == (5, b"")
        assert words in done.err


def test_another_folder_is_another_store(kept: tuple[Program, dict[str, str]], tmp_path: Path) -> None:
    """With --data-dir; where nothing is, nothing is made."""
    program, environment = kept
    done = program.run("interviews", "--data-dir", tmp_path / "else", env=environment)
    assert done.code == 5
    assert "There is no store yet" in done.err
    assert not (tmp_path / "else").exists()


@pytest.mark.parametrize(
    ("cases", "words"),
    [
        (["PR-1"], "One interview holds # To see what: relapse why 0a0a0a0a"),
        (["PR-1", "PR-1"], "2 interviews hold # To see what: relapse history PR-1"),
        (["PR-1", "PR-2"], "2 interviews hold # To see what: relapse history PR-1, and so for PR-2"),
    ],
)  # fmt: skip
def test_what_is_not_carried_over_is_said_with_the_command_that_shows_it(
    cases: list[str], words: str
) -> None:
    """How many, and one command that can be typed as it stands."""
    found = [ListedInterview("0a0a0a0a-1", case, "core", "open", 1, "", 1) for case in cases]
    middle = "something that this question bank does not carry over."
    assert not_carried_words(found) == words.replace("#", middle)
